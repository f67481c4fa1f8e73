with figures as (

    select * from {{ ref('int_figures') }}

),

implied_levels as (

    select * from {{ ref('int_implied_levels') }}

),

series as (

    select
        series_id,
        measure_code,
        series_counted_as as counted_as,
        series_unit_code as unit_code,
        offence_code,
        age_group_code,
        platform_code,
        channel_code,
        sex_code,
        motive_code,
        area_code,
        other_concepts,
        breakdown_id
    from figures
    where series_id is not null
    union
    -- what is only reckoned from a share is broken down as the share is, in the unit of its whole
    select
        implied_levels.series_id,
        shares.measure_code,
        shares.series_counted_as as counted_as,
        levels.unit_code,
        shares.offence_code,
        shares.age_group_code,
        shares.platform_code,
        shares.channel_code,
        shares.sex_code,
        shares.motive_code,
        shares.area_code,
        shares.other_concepts,
        shares.breakdown_id
    from implied_levels
    inner join figures as shares on implied_levels.figure_id = shares.figure_id
    inner join figures as levels on implied_levels.level_figure_id = levels.figure_id
    where implied_levels.basis = 'share'

)

select * from series
