with series as (

    select * from {{ ref('int_series') }}

),

breakdowns as (

    -- one row per series and axis with a code
    unpivot (
        select
            series_id,
            offence_code as offence,
            age_group_code as age_group,
            platform_code as platform,
            channel_code as channel,
            sex_code as sex,
            motive_code as motive,
            area_code as area
        from series
    )
    on offence, age_group, platform, channel, sex, motive, area
    into name axis value codes

),

breakdown_codes as (

    select
        series_id,
        axis,
        unnest(string_split(codes, '+')) as code
    from breakdowns

),

breakdown_names as (

    select
        breakdown_codes.series_id,
        string_agg(
            coalesce(concepts.name_en, breakdown_codes.code), ', '
            order by breakdown_codes.axis, breakdown_codes.code
        ) as names
    from breakdown_codes
    left join {{ ref('int_concepts') }} as concepts
        on breakdown_codes.axis = concepts.axis and breakdown_codes.code = concepts.code
    group by breakdown_codes.series_id

)

select
    -- the series
    series.series_id,
    concat(
        coalesce(measures.name_en, series.measure_code, series.counted_as),
        ' (',
        lower(coalesce(units.name_en, series.unit_code)),
        ')',
        concat(': ' || breakdown_names.names),
        concat('; ' || series.other_concepts)
    ) as series_name,

    -- what is counted
    series.measure_code,
    series.counted_as,
    series.unit_code,

    -- how it is broken down
    series.offence_code,
    series.age_group_code,
    series.platform_code,
    series.channel_code,
    series.sex_code,
    series.motive_code,
    series.area_code,
    series.other_concepts
from series
left join breakdown_names on series.series_id = breakdown_names.series_id
left join {{ ref('int_concepts') }} as measures
    on series.measure_code = measures.code and measures.axis = 'measure'
left join {{ ref('int_concepts') }} as units
    on series.unit_code = units.code and units.axis = 'unit'
