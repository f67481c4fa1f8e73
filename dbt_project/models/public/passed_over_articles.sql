select
    source_path,
    article_id,
    published_on,
    publisher,
    title,
    url,
    language,
    char_count,
    reason
from {{ mart('fct_passed_over_article') }}
