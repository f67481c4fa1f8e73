{{ config(meta={'rows_are_of': 'the vocabulary'}) }}
-- Each correction meets the figure it was made for. Where the text or its reading has changed, look at the figure again
-- and bring the row of seeds/corrections.csv up to date, or take it out.
select
    figure_id,
    action,
    facet,
    expect,
    reading,
    reason
from {{ ref('int_corrections') }}
where not applies
