with numerals as (

    select * from {{ ref('stg_numerals') }}

)

select
    numeral_id,
    article_id,
    char_start,
    char_end,
    text,
    value,
    disposition,
    figure_id,
    reason,
    -- a numeral is a run of digits where its text has one, in any script; words and fractions are the rest
    regexp_matches(text, '[0-9０-９]') as has_digits,
    row_number() over (partition by article_id order by char_start) as position_in_article
from numerals
