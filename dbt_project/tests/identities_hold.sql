{{ config(severity='warn') }}
-- Only warns: texts contain misprints, which are kept as printed. Each row is worth a look at the article.
select
    identity_id,
    kind,
    article_id,
    description
from {{ ref('fct_identity') }}
where verdict = 'inconsistent'
