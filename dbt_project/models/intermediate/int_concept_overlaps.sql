with recursive steps as (

    -- from a code to the wider code that contains it
    select
        axis,
        code,
        parent_code as wider_code
    from {{ ref('int_concepts') }}
    where parent_code is not null
    union
    select
        axis,
        code,
        contained_in as wider_code
    from {{ ref('code_containments') }}

),

wider as (

    select
        axis,
        code,
        wider_code
    from steps
    union
    select
        wider.axis,
        wider.code,
        steps.wider_code
    from wider
    inner join steps on wider.axis = steps.axis and wider.wider_code = steps.code

),

same as (

    select
        axis,
        code,
        code as other_code,
        true as is_inside
    from {{ ref('int_concepts') }}

),

inside as (

    select
        axis,
        code,
        wider_code as other_code,
        true as is_inside
    from wider

),

around as (

    select
        axis,
        wider_code as code,
        code as other_code,
        false as is_inside
    from wider

),

ages as (

    -- two ages overlap where they share a year; an age and a school always may
    select
        'age_group' as axis,
        one.age_group_code as code,
        other.age_group_code as other_code,
        one.age_basis = 'age' and other.age_basis = 'age'
        and one.min_age >= other.min_age
        and (other.max_age is null or one.max_age <= other.max_age) is true as is_inside
    from {{ ref('int_age_groups') }} as one
    inner join {{ ref('int_age_groups') }} as other
        on
            one.age_group_code != other.age_group_code
            and (one.age_basis = 'age' or other.age_basis = 'age')
            and (
                one.age_basis != other.age_basis
                or (
                    one.min_age <= coalesce(other.max_age, one.min_age)
                    and other.min_age <= coalesce(one.max_age, other.min_age)
                )
            )

),

all_pairs as (

    select * from same
    union all
    select * from inside
    union all
    select * from around
    union all
    select * from ages

)

select
    axis,
    code,
    other_code,
    bool_or(is_inside) as is_inside
from all_pairs
group by axis, code, other_code
