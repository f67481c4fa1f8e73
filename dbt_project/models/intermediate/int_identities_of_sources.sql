with claims as (

    select * from {{ ref('int_observation_claims') }}

),

vintages as (

    select * from {{ ref('int_vintages') }}
    where vintage is not null

),

in_force as (

    -- what was known when a claim was made; NULL, an unknown day, lies before all others
    select
        claims.*,
        vintages.vintage as vintage_in_force,
        coalesce(vintages.figure_id = claims.figure_id and vintages.basis = claims.basis, false) as is_its_source
    from claims
    inner join vintages
        on
            claims.series_id = vintages.series_id
            and claims.period_code = vintages.period_code
            and coalesce(claims.announced_on >= vintages.announced_on, vintages.announced_on is null)
            and coalesce(claims.announced_on < vintages.superseded_on, true)

),

compared as (

    -- with what another story made known; the claim that a vintage rests on is compared with the vintage before it
    select
        in_force.*,
        known.value as known_value,
        known.value_low as known_low,
        known.value_high as known_high,
        known.is_provisional as known_is_provisional,
        known.basis as known_basis,
        known.announced_on as known_on,
        known.figure_id as known_figure_id,
        known.level_figure_id as known_level_figure_id
    from in_force
    inner join vintages as known
        on
            in_force.series_id = known.series_id
            and in_force.period_code = known.period_code
            and in_force.vintage_in_force - cast(in_force.is_its_source as integer) = known.vintage
            and in_force.story_id != known.story_id

)

select
    'cross_article_agreement' as kind,
    article_id,
    period_code,
    cast(null as varchar) as axis,
    known_value as expected,
    known_low as expected_low,
    known_high as expected_high,
    value as actual,
    value_low as actual_low,
    value_high as actual_high,
    cast(null as decimal(18, 4)) as remainder,
    -- what was called preliminary may be revised
    not coalesce(known_is_provisional, false) as must_hold,
    concat(
        {{ in_words('value') }},
        case when basis = 'stated' then ' stated' else concat(' by ', replace(basis, '_', ' ')) end,
        '; ',
        {{ in_words('known_value') }},
        case when known_basis = 'stated' then ' stated' else concat(' by ', replace(known_basis, '_', ' ')) end,
        ' elsewhere',
        coalesce(' on ' || cast(known_on as varchar), ''),
        case when known_is_provisional then ', provisional' end
    ) as description,
    list_filter(
        [
            {'figure_id': figure_id, 'role': 'statement', 'sign': cast(null as integer)},
            {'figure_id': level_figure_id, 'role': 'reckoned_from', 'sign': cast(null as integer)},
            {'figure_id': known_figure_id, 'role': 'known_statement', 'sign': cast(null as integer)},
            {'figure_id': known_level_figure_id, 'role': 'known_reckoned_from', 'sign': cast(null as integer)}
        ],
        lambda term: term['figure_id'] is not null
    ) as terms
from compared
