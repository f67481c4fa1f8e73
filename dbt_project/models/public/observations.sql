select
    -- what was observed
    observations.observation_id,
    observations.series_id,
    series.series_name as series,
    observations.period_code as period,
    periods.start_date as period_start,
    periods.end_date as period_end,

    -- what is counted and how it is broken down
    series.measure_code as measure,
    series.unit_code as unit,
    series.offence_code as offence,
    series.age_group_code as age_group,
    series.platform_code as platform,
    series.channel_code as channel,
    series.sex_code as sex,
    series.motive_code as motive,
    series.area_code as area,
    series.other_concepts,
    series.counted_as,

    -- the value
    observations.value,
    observations.value_low as low,
    observations.value_high as high,
    observations.status_code as status,
    observations.is_implied,
    observations.basis,

    -- as known from when to when
    observations.is_current,
    observations.is_contested,
    observations.announced_on,
    observations.superseded_on,

    -- what speaks for it and against it
    observations.confirmed_by,
    observations.doubt,

    -- by whom
    observations.witnesses,
    observations.figure_id,
    observations.level_figure_id
from {{ mart('fct_observation') }} as observations
inner join {{ mart('dim_series') }} as series on observations.series_id = series.series_id
inner join {{ mart('dim_period') }} as periods on observations.period_code = periods.period_code
