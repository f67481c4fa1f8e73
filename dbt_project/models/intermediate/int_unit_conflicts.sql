with figures as (

    select * from {{ ref('int_figures') }}

),

stated as (

    select
        claims.figure_id,
        claims.series_id,
        claims.period_code,
        claims.story_id,
        claims.announced_on,
        claims.value,
        series.unit_code,
        {{ natural_key([
            'series.offence_code',
            'series.age_group_code',
            'series.platform_code',
            'series.channel_code',
            'series.sex_code',
            'series.motive_code',
            'series.area_code',
            'series.other_concepts',
        ]) }} as axes_id
    from {{ ref('int_observation_claims') }} as claims
    inner join {{ ref('int_series') }} as series on claims.series_id = series.series_id
    where
        claims.basis = 'stated'
        and not claims.is_loose
        and claims.value > 0
        and (
            series.unit_code = 'cases' and series.measure_code = 'cases'
            or series.unit_code = 'persons' and series.measure_code = 'victims'
        )

),

of_each_series as (

    select
        series_id,
        period_code,
        value,
        axes_id,
        unit_code,
        list_distinct(list(story_id)) as story_ids,
        arg_min(figure_id, {'day': coalesce(announced_on, date '9999-12-31'), 'figure_id': figure_id}) as figure_id
    from stated
    group by series_id, period_code, value, axes_id, unit_code

),

across_sources as (

    -- one source says cases, another victims, and the number is the same
    select
        cases.series_id as cases_series_id,
        victims.series_id as victims_series_id,
        cases.period_code,
        cases.value,
        cases.figure_id as cases_figure_id,
        victims.figure_id as victims_figure_id,
        'across articles' as found
    from of_each_series as cases
    inner join of_each_series as victims
        on
            cases.axes_id = victims.axes_id
            and cases.period_code = victims.period_code
            and cases.value = victims.value
    where
        cases.unit_code = 'cases'
        and victims.unit_code = 'persons'
        -- a source that tells the two apart and gives both the same number contradicts nobody
        and not list_has_any(cases.story_ids, victims.story_ids)

),

within_sources as (

    -- 1,813 cases, 77 victims more than the year before: what is compared with victims is a number of victims
    select
        levels.series_id as cases_series_id,
        comparisons.series_id as victims_series_id,
        levels.period_code,
        levels.value,
        levels.figure_id as cases_figure_id,
        comparisons.figure_id as victims_figure_id,
        'within an article' as found
    from figures as comparisons
    inner join figures as levels on comparisons.level_figure_id = levels.figure_id
    where
        comparisons.kind = 'change'
        and comparisons.measure_code = 'victims'
        and comparisons.unit_code = 'persons'
        and levels.kind = 'level'
        and levels.measure_code = 'cases'
        and levels.unit_code = 'cases'
        and levels.series_id is not null
        and comparisons.series_id is not null
        and levels.period_code is not null

)

select * from across_sources
union all
select * from within_sources
