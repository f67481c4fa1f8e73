with corrections as (

    select * from {{ ref('corrections') }}

),

figures as (

    select * from {{ ref('stg_figures') }}

),

readings as (

    -- what the extractor reads today, as the register would write it
    select
        corrections.*,
        figures.figure_id is not null as is_figure_found,
        case
            when corrections.action != 'override' then figures.quote
            else
                case corrections.facet
                    when 'value' then {{ in_words('figures.value') }}
                    when 'unit' then figures.unit_code
                    when 'kind' then figures.kind
                    when 'qualifier' then figures.qualifier
                    when 'period' then figures.period_code
                    when 'compared_to' then figures.compared_to_code
                    when 'measure' then figures.measure_code
                    when 'offence' then figures.offence_code
                    when 'age_group' then figures.age_group_code
                    when 'platform' then figures.platform_code
                    when 'channel' then figures.channel_code
                    when 'sex' then figures.sex_code
                    when 'motive' then figures.motive_code
                    when 'area' then figures.area_code
                    when 'base_figure_id' then figures.base_figure_id
                    when 'level_figure_id' then figures.level_figure_id
                end
        end as reading
    from corrections
    left join figures on corrections.figure_id = figures.figure_id

)

select
    {{ natural_key(['figure_id', 'action', 'facet']) }} as correction_id,
    figure_id,
    action,
    facet,
    expect,
    corrected,
    reason,
    source,
    decided_on,
    reading,
    case
        when not is_figure_found then false
        -- thousands separators are a matter of taste: 1,465 and 1465 are the same value
        when facet = 'value' then coalesce(replace(expect, ',', '') = replace(reading, ',', ''), false)
        else coalesce(expect = reading, expect is null and reading is null)
    end as applies
from readings
