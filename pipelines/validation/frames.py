"""The frames that the suites look at: SQL over the staging database, one query per table.

A frame holds the columns of a public view and, beside them, what they have to agree with: the text at a span
cut from the stored article anew, the vocabulary row of a code, the digits that the ledger covers, what is published
now (see ``published``). A rule that holds for some rows only has a column of its own that is null in the others,
which expectations pass over.
What must hold is said in ``expectations/``, not here.
"""

from __future__ import annotations

from collections.abc import Mapping

_FIGURES = """
select
    figures.figure_id,
    count(*) over (partition by figures.figure_id) as rows_of_figure_id,
    figures.source_path,
    figures.char_start,
    figures.char_end,
    figures.quote,
    substring(articles.text, figures.char_start + 1, figures.char_end - figures.char_start) as text_at_span,
    figures.sentence,
    substring(
        articles.text, figures.sentence_start + 1, figures.sentence_end - figures.sentence_start
    ) as sentence_at_span,
    figures.sentence_start <= figures.char_start and figures.char_end <= figures.sentence_end as is_quote_in_sentence,
    figures.value,
    case when figures.kind = 'level' then figures.value end as level,
    case when figures.kind = 'share' then figures.value end as share,
    case when figures.kind = 'percent_change' then figures.value end as percent_change,
    case when figures.kind = 'point_change' then figures.value end as point_change,
    case when figures.kind = 'ratio' then figures.value end as ratio,
    case when figures.unit = 'persons' then figures.value end as persons,
    case when figures.unit = 'years_of_age' and figures.kind = 'level' then figures.value end as age,
    figures.value_low,
    figures.value_high,
    figures.unit,
    units.code as unit_in_vocabulary,
    case when figures.kind = 'share' then figures.unit end as unit_of_share,
    case when figures.kind = 'percent_change' then figures.unit end as unit_of_percent_change,
    case when figures.kind = 'ratio' then figures.unit end as unit_of_ratio,
    figures.kind,
    case when figures.compared_to is not null then figures.kind end as kind_of_comparison,
    figures.qualifier,
    figures.period,
    figures.period_start,
    figures.period_end,
    figures.compared_to,
    figures.published_on,
    figures.base_value,
    figures.base_figure_id,
    (
        select count(*)
        from main.numerals
        where
            numerals.article_id = figures.article_id
            and numerals.disposition = 'figure'
            and numerals.char_start < figures.char_end
            and figures.char_start < numerals.char_end
    ) as ledger_rows
from main.figures
left join landing.articles as articles on figures.article_id = articles.article_id
left join seeds.concepts as units on units.axis = 'unit' and figures.unit = units.code
order by figures.source_path, figures.char_start, figures.figure_id
"""

_FIGURE_CONCEPTS = """
select
    figure_concepts.figure_id,
    figures.source_path,
    figures.quote,
    figure_concepts.axis,
    figure_concepts.code,
    coalesce(
        concepts.code,
        case when regexp_full_match(figure_concepts.code, axes.open_code_pattern) then figure_concepts.code end
    ) as code_in_vocabulary
from main.figure_concepts
left join main.figures on figure_concepts.figure_id = figures.figure_id
left join seeds.axes on figure_concepts.axis = axes.axis
left join seeds.concepts on figure_concepts.axis = concepts.axis and figure_concepts.code = concepts.code
"""

_FIGURE_FACETS = """
select
    figure_facets.figure_id,
    figures.source_path,
    figures.quote,
    figure_facets.facet,
    figure_facets.value,
    figure_facets.source,
    figure_facets.char_start,
    figure_facets.char_end,
    length(articles.text) as char_count
from main.figure_facets
left join main.figures on figure_facets.figure_id = figures.figure_id
left join landing.articles as articles on figures.article_id = articles.article_id
"""

_NUMERALS = """
select
    numerals.source_path,
    numerals.char_start,
    numerals.char_end,
    numerals.text,
    substring(articles.text, numerals.char_start + 1, numerals.char_end - numerals.char_start) as text_at_span,
    lead(numerals.char_start) over (
        partition by numerals.article_id order by numerals.char_start, numerals.char_end
    ) as next_char_start,
    numerals.disposition,
    dispositions.code as disposition_in_vocabulary,
    numerals.reason,
    numerals.figure_id,
    case when numerals.disposition in ('figure', 'repeat') then figures.figure_id is not null end as is_figure_known
from main.numerals
left join landing.articles as articles on numerals.article_id = articles.article_id
left join seeds.dispositions as dispositions on numerals.disposition = dispositions.code
left join main.figures on numerals.figure_id = figures.figure_id
order by numerals.source_path, numerals.char_start
"""

# One row per article and, below, one per article that is published and gone. The same bytes or else the same path are
# the same article; a new one is compared with everything that is published.
_ARTICLES = r"""
with figure_counts as (
    select article_id, count(*) as figures from main.figures group by article_id
),

numeral_counts as (
    select
        article_id,
        count(*) as numerals,
        count(*) filter (where disposition = 'unresolved') as unresolved,
        sum(length(regexp_replace(text, '\P{Nd}+', '', 'g'))) as digits_in_ledger
    from main.numerals
    group by article_id
),

published_before as (
    select articles.article_id, before.figures, before.unresolved_share
    from main.articles
    inner join published_articles as before on articles.article_id = before.article_id
    union all
    select articles.article_id, before.figures, before.unresolved_share
    from main.articles
    inner join published_articles as before on articles.source_path = before.source_path
    where articles.article_id not in (select article_id from published_articles)
),

all_published as (
    select sum(unresolved) / nullif(sum(numerals), 0) as unresolved_share from published_articles
),

articles as (
    select
        articles.article_id,
        count(*) over (partition by articles.article_id) as rows_of_article_id,
        articles.source_path,
        articles.published_on,
        articles.published_on is not null as is_publication_day_known,
        articles.language,
        length(landed.text) as char_count,
        sha256(landed.text) as hash_of_text,
        case
            when landed.media_type in ('text/plain', 'text/markdown') and landed.encoding = 'utf-8'
                then articles.article_id
            else landed.text_sha256
        end as hash_when_read,
        length(regexp_replace(landed.text, '\P{Nd}+', '', 'g')) as digits_in_text,
        coalesce(numeral_counts.digits_in_ledger, 0) as digits_in_ledger,
        case when before.article_id is not null then true end as is_still_there,
        coalesce(figure_counts.figures, 0) as figures,
        before.figures as published_figures,
        numeral_counts.unresolved / numeral_counts.numerals as unresolved_share,
        coalesce(before.unresolved_share, all_published.unresolved_share) as published_unresolved_share
    from main.articles
    cross join all_published
    left join landing.articles as landed on articles.article_id = landed.article_id
    left join figure_counts on articles.article_id = figure_counts.article_id
    left join numeral_counts on articles.article_id = numeral_counts.article_id
    left join published_before as before on articles.article_id = before.article_id
)

select
    *,
    figures / nullif(published_figures, 0) as times_published_figures,
    round(100 * (unresolved_share - published_unresolved_share), 1) as unresolved_rise
from articles
union all by name
select
    article_id,
    source_path,
    figures as published_figures,
    false as is_still_there
from published_articles
where
    article_id not in (select article_id from main.articles)
    and source_path not in (select source_path from main.articles)
order by source_path
"""

_OBSERVATIONS = """
select
    observations.series,
    observations.period,
    observations.value,
    published.value as published_value,
    observations.value / nullif(published.value, 0) as times_published,
    figures.quote,
    figures.source_path,
    observations.figure_id
from main.observations
inner join published_observations as published
    on observations.series_id = published.series_id and observations.period = published.period
left join main.figures on observations.figure_id = figures.figure_id
where observations.is_current
order by observations.series, observations.period, observations.series_id
"""

_RECORD_CLAIMS = """
select
    record_claims.source_path,
    record_claims.char_start,
    record_claims.char_end,
    record_claims.text,
    substring(
        articles.text, record_claims.char_start + 1, record_claims.char_end - record_claims.char_start
    ) as text_at_span,
    record_claims.kind,
    record_claims.direction,
    record_claims.length,
    record_claims.threshold,
    record_claims.figure_id,
    record_claims.figure_id is null or figures.figure_id is not null as is_figure_known
from main.record_claims
left join landing.articles as articles on record_claims.article_id = articles.article_id
left join main.figures on record_claims.figure_id = figures.figure_id
order by record_claims.source_path, record_claims.char_start
"""

_AUDIT_VIOLATIONS = (
    "select check_name, severity, source_path, subject_id, detail from main.audit_violations order by all"
)

FRAMES: Mapping[str, str] = {
    "articles": _ARTICLES,
    "audit_violations": _AUDIT_VIOLATIONS,
    "figure_concepts": _FIGURE_CONCEPTS,
    "figure_facets": _FIGURE_FACETS,
    "figures": _FIGURES,
    "numerals": _NUMERALS,
    "observations": _OBSERVATIONS,
    "record_claims": _RECORD_CLAIMS,
}
