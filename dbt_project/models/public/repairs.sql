select
    -- the figure, and the set it belongs to
    repairs.repair_id,
    repairs.group_id,
    repairs.set_rank,
    repairs.set_size,
    repairs.figure_id,
    articles.source_path,
    figures.quote,
    figures.sentence,

    -- what is printed, what would restore consistency
    repairs.value,
    repairs.needed_low,
    repairs.needed_high,
    repairs.needed_value,
    repairs.is_digit_slip,

    -- what that would do to the checks
    repairs.restored_identities,
    repairs.broken_identities
from {{ mart('fct_repair') }} as repairs
inner join {{ mart('fct_figure') }} as figures on repairs.figure_id = figures.figure_id
inner join {{ mart('dim_article') }} as articles on figures.article_id = articles.article_id
