-- No two numerals of an article share a character: each character has at most one account.
select
    article_id,
    char_start,
    char_end,
    next_start
from (
    select
        article_id,
        char_start,
        char_end,
        lead(char_start) over (partition by article_id order by char_start) as next_start
    from {{ ref('fct_numeral') }}
)
where next_start < char_end
