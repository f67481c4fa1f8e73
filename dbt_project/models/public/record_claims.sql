select
    claims.record_claim_id,
    claims.article_id,
    articles.source_path,
    claims.figure_id,
    claims.char_start,
    claims.char_end,
    claims.text,
    claims.kind,
    claims.direction,
    claims.since_period_code as since,
    claims.rank,
    claims.length,
    claims.threshold,
    claims.period_code as period,
    claims.series_id,
    claims.verdict,
    claims.verdict_reason,
    claims.earlier_periods_known,
    claims.periods_looked_back
from {{ mart('fct_record_claim') }} as claims
inner join {{ mart('dim_article') }} as articles on claims.article_id = articles.article_id
