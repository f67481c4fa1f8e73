select
    numerals.article_id,
    articles.source_path,
    numerals.char_start,
    numerals.char_end,
    numerals.text,
    numerals.value,
    numerals.disposition_code as disposition,
    numerals.figure_id,
    numerals.reason
from {{ mart('fct_numeral') }} as numerals
inner join {{ mart('dim_article') }} as articles on numerals.article_id = articles.article_id
