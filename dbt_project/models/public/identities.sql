with figures_joined as (

    -- a list sorted by itself: an aggregate with an order would sort each of a hundred thousand groups anew
    select
        identity_id,
        list_transform(
            list_sort(
                list({'sign': sign, 'role': role, 'figure_id': figure_id}), 'asc', 'nulls last'
            ),
            lambda term: term['figure_id']
        ) as figure_ids
    from {{ mart('bridge_identity_figure') }}
    group by identity_id

)

select
    -- the check
    identities.identity_id,
    identities.kind,
    identities.article_id,
    articles.source_path,
    identities.period_code as period,
    identities.axis,
    identities.description,
    figures_joined.figure_ids,

    -- what arithmetic expects, what the text says
    identities.expected,
    identities.expected_low,
    identities.expected_high,
    identities.actual,
    identities.actual_low,
    identities.actual_high,
    identities.residual,
    identities.remainder,
    identities.verdict
from {{ mart('fct_identity') }} as identities
inner join {{ mart('dim_article') }} as articles on identities.article_id = articles.article_id
inner join figures_joined on identities.identity_id = figures_joined.identity_id
