with numerals as (

    select * from {{ ref('int_numerals') }}

)

select
    numeral_id,
    article_id,
    char_start,
    char_end,
    position_in_article,
    text,
    value,
    has_digits,
    disposition as disposition_code,
    figure_id,
    reason
from numerals
