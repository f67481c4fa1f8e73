-- How often two checks that share a figure are put into one group, and so how long a chain of checks may be.
{% set rounds = 8 %}
-- A group of more figures than this is not searched for pairs.
{% set most_figures = 60 %}

with needs as (

    select * from {{ ref('int_identity_needs') }}

),

broken as (

    select * from needs
    where verdict = 'inconsistent'

),

-- Checks that share a figure belong together: each takes the least name among its neighbours, again and again.
named_0 as (

    select distinct
        identity_id,
        identity_id as group_id
    from broken

),

{% for round in range(1, rounds + 1) %}
    figures_{{ round }} as (

        select
            broken.figure_id,
            min(named.group_id) as group_id
        from broken
        inner join named_{{ round - 1 }} as named on broken.identity_id = named.identity_id
        group by broken.figure_id

    ),

    named_{{ round }} as (

        select
            broken.identity_id,
            min(figures.group_id) as group_id
        from broken
        inner join figures_{{ round }} as figures on broken.figure_id = figures.figure_id
        group by broken.identity_id

    ),

{% endfor %}
groups as (

    select
        group_id,
        count(*) as identity_count
    from named_{{ rounds }}
    group by group_id

),

suspects as (

    -- a figure of the group, which of its checks it is in, and the values that would satisfy all of these
    select
        named.group_id,
        broken.figure_id,
        count(*) as identity_count,
        list(broken.identity_id order by broken.identity_id) as identity_ids,
        max(broken.need_low) as need_low,
        min(broken.need_high) as need_high,
        coalesce(
            bool_and(broken.need_low is not null or broken.need_high is not null)
            and coalesce(max(broken.need_low) <= min(broken.need_high), true)
            and not (any_value(figures.kind) = 'level' and min(broken.need_high) < 0),
            true
        ) as is_satisfiable
    from broken
    inner join named_{{ rounds }} as named on broken.identity_id = named.identity_id
    inner join {{ ref('int_figures') }} as figures on broken.figure_id = figures.figure_id
    group by named.group_id, broken.figure_id

),

singles as (

    select
        suspects.group_id,
        [suspects.figure_id] as figure_ids
    from suspects
    inner join groups on suspects.group_id = groups.group_id and suspects.identity_count = groups.identity_count

),

searched as (

    select suspects.*
    from suspects
    where suspects.group_id not in (select singles.group_id from singles)
    qualify count(*) over (partition by suspects.group_id) <= {{ most_figures }}

),

pairs as (

    select
        one.group_id,
        [one.figure_id, other.figure_id] as figure_ids
    from searched as one
    inner join searched as other on one.group_id = other.group_id and one.figure_id < other.figure_id
    inner join groups on one.group_id = groups.group_id
    where len(list_distinct(list_concat(one.identity_ids, other.identity_ids))) = groups.identity_count

),

smallest_sets as (

    select * from singles
    union all
    select * from pairs

),

members as (

    select
        group_id,
        figure_ids,
        unnest(figure_ids) as figure_id
    from smallest_sets

),

judged_members as (

    select
        members.group_id,
        members.figure_ids,
        members.figure_id,
        suspects.identity_count,
        -- no value does where the checks ask for different ones, or for fewer than none
        case when suspects.is_satisfiable then suspects.need_low end as need_low,
        case when suspects.is_satisfiable then suspects.need_high end as need_high
    from members
    inner join suspects on members.group_id = suspects.group_id and members.figure_id = suspects.figure_id

),

with_harm as (

    -- how many checks that hold now would break with that value
    select
        judged_members.group_id,
        judged_members.figure_ids,
        judged_members.figure_id,
        judged_members.identity_count,
        judged_members.need_low,
        judged_members.need_high,
        count(kept.identity_id) filter (
            where kept.need_low > judged_members.need_high or kept.need_high < judged_members.need_low
        ) as broken_by_it
    from judged_members
    left join needs as kept on judged_members.figure_id = kept.figure_id and kept.verdict = 'consistent'
    group by all

),

described as (

    select
        with_harm.*,
        figures.value,
        -- the only number of as many decimals within the bounds
        {{ one_whole_number(
            'with_harm.need_low * power(10, figures.decimals)', 'with_harm.need_high * power(10, figures.decimals)'
        ) }} / power(10, figures.decimals) as needed_value
    from with_harm
    inner join {{ ref('int_figures') }} as figures on with_harm.figure_id = figures.figure_id

),

slips as (

    -- one digit changed, dropped, added or swapped with its neighbour
    select
        *,
        coalesce(
            damerau_levenshtein(
                replace({{ in_words('value') }}, ',', ''), replace({{ in_words('needed_value') }}, ',', '')
            ) = 1,
            false
        ) as is_digit_slip
    from described

),

judged_sets as (

    select
        *,
        sum(broken_by_it) over (partition by group_id, figure_ids) as broken_by_set,
        count(*) filter (where is_digit_slip) over (partition by group_id, figure_ids) as slips_of_set,
        count(*) filter (where need_low is null and need_high is null) over (partition by group_id, figure_ids)
            as unknown_of_set
    from slips

),

ranked as (

    select
        *,
        dense_rank() over (
            partition by group_id
            order by broken_by_set asc, slips_of_set desc, unknown_of_set asc, figure_ids asc
        ) as set_rank
    from judged_sets

)

select
    {{ natural_key(['group_id', 'figure_ids', 'figure_id']) }} as repair_id,
    group_id,
    cast(set_rank as integer) as set_rank,
    cast(len(figure_ids) as integer) as set_size,
    figure_id,
    value,
    need_low as needed_low,
    need_high as needed_high,
    try_cast(needed_value as decimal(18, 4)) as needed_value,
    is_digit_slip,
    cast(identity_count as integer) as restored_identities,
    cast(broken_by_it as integer) as broken_identities
from ranked
