with numerals as (

    select * from {{ ref('stg_numerals') }}

),

dropped as (

    select
        figure_id,
        reason
    from {{ ref('int_corrections') }}
    where applies and action = 'drop'

)

select
    numerals.numeral_id,
    numerals.article_id,
    numerals.char_start,
    numerals.char_end,
    numerals.text,
    numerals.value,
    case when dropped.figure_id is null then numerals.disposition else 'dropped' end as disposition,
    case when dropped.figure_id is null then numerals.figure_id end as figure_id,
    coalesce(dropped.reason, numerals.reason) as reason,
    -- a numeral is a run of digits where its text has one, in any script; words and fractions are the rest
    regexp_matches(numerals.text, '[0-9０-９]') as has_digits,
    row_number() over (partition by numerals.article_id order by numerals.char_start) as position_in_article
from numerals
left join dropped on numerals.figure_id = dropped.figure_id
