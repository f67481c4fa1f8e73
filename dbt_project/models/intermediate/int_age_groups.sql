with named_codes as (

    select
        code as age_group_code,
        name_en,
        name_ja
    from {{ ref('concepts') }}
    where axis = 'age_group'

),

codes_found as (

    -- codes that follow the grammar of ages: an open class, listed nowhere
    select distinct found.code as age_group_code
    from {{ ref('int_figure_concepts') }} as found
    inner join {{ ref('axes') }} as axes
        on found.axis = axes.axis and regexp_matches(found.code, axes.open_code_pattern)
    where found.axis = 'age_group'

),

codes as (

    select
        coalesce(named_codes.age_group_code, codes_found.age_group_code) as age_group_code,
        named_codes.name_en,
        named_codes.name_ja
    from named_codes
    full join codes_found on named_codes.age_group_code = codes_found.age_group_code

),

numbers as (

    -- the ages that a code names: age_15_to_29 names 15 and 29
    select
        *,
        try_cast(regexp_extract(age_group_code, '\d+') as integer) as first_number,
        try_cast(regexp_extract(age_group_code, '_to_(\d+)$', 1) as integer) as last_number
    from codes

),

bounds as (

    select
        age_group_code,
        name_en,
        name_ja,
        case
            when age_group_code = 'teens' then 10
            when age_group_code like 'under_%' or age_group_code like '%_and_under' then 0
            when regexp_full_match(age_group_code, '\d0s|age_.*') then first_number
        end as min_age,
        case
            when age_group_code = 'teens' then 19
            when age_group_code like 'under_%' then first_number - 1
            when age_group_code like '%_and_over' then null
            when age_group_code like '%_to_%' then last_number
            when age_group_code like 'age_%' then first_number
            when regexp_full_match(age_group_code, '\d0s') then first_number + 9
        end as max_age
    from numbers

),

named as (

    select
        age_group_code,
        case
            when name_en is not null then name_en
            when age_group_code like 'under_%' then concat('Under ', max_age + 1)
            when age_group_code like '%_and_under' then concat('Aged ', max_age, ' and under')
            when age_group_code like '%_and_over' then concat('Aged ', min_age, ' and over')
            when min_age = max_age then concat('Aged ', min_age)
            else concat('Aged ', min_age, ' to ', max_age)
        end as name_en,
        case
            when name_en is not null then name_ja
            when age_group_code like 'under_%' then concat(max_age + 1, '歳未満')
            when age_group_code like '%_and_under' then concat(max_age, '歳以下')
            when age_group_code like '%_and_over' then concat(min_age, '歳以上')
            when age_group_code like '%0s' then concat(min_age, '代')
            when min_age = max_age then concat(min_age, '歳')
            else concat(min_age, '〜', max_age, '歳')
        end as name_ja,
        min_age,
        max_age,
        case when min_age is null then 'school' else 'age' end as age_basis
    from bounds

)

select * from named
