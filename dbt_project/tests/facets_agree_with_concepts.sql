{{ config(meta={'dagster': {'ref': {'name': 'fct_figure'}}}) }}
-- The codes of a figure's facets are exactly its concepts, joined by +: the bridge and the columns say the same.
with facets as (

    unpivot (
        select
            figure_id,
            measure_code as measure,
            offence_code as offence,
            age_group_code as age_group,
            platform_code as platform,
            channel_code as channel,
            sex_code as sex,
            motive_code as motive,
            area_code as area
        from {{ ref('fct_figure') }}
    )
    on measure, offence, age_group, platform, channel, sex, motive, area
    into name axis value codes

),

concepts as (

    select
        figure_id,
        axis,
        string_agg(code, '+' order by code) as codes
    from {{ ref('bridge_figure_concept') }}
    where axis in ('measure', 'offence', 'age_group', 'platform', 'channel', 'sex', 'motive', 'area')
    group by figure_id, axis

)

select
    coalesce(facets.figure_id, concepts.figure_id) as figure_id,
    coalesce(facets.axis, concepts.axis) as axis,
    facets.codes as codes_of_facet,
    concepts.codes as codes_of_concepts
from facets
full join concepts on facets.figure_id = concepts.figure_id and facets.axis = concepts.axis
where facets.codes is distinct from concepts.codes
