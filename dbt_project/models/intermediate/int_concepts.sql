with listed as (

    select
        axis,
        code,
        name_en,
        name_ja,
        parent_code,
        iccs_code,
        iccs_match,
        true as is_listed
    from {{ ref('concepts') }}

),

ages as (

    -- ages that no row lists: their names follow from the grammar of their codes
    select
        'age_group' as axis,
        age_groups.age_group_code as code,
        age_groups.name_en,
        age_groups.name_ja,
        null as parent_code,
        null as iccs_code,
        null as iccs_match,
        false as is_listed
    from {{ ref('int_age_groups') }} as age_groups
    left join listed on age_groups.age_group_code = listed.code and listed.axis = 'age_group'
    where listed.code is null

),

words as (

    -- names of rows and columns that the vocabulary does not know: each is its own code
    select distinct
        facet as axis,
        facet_value as code,
        facet_value as name_en,
        facet_value as name_ja,
        null as parent_code,
        null as iccs_code,
        null as iccs_match,
        false as is_listed
    from {{ ref('stg_figure_facets') }}
    where facet = 'words' and facet_value is not null

),

all_concepts as (

    select * from listed
    union all
    select * from ages
    union all
    select * from words

)

select
    {{ natural_key(['all_concepts.axis', 'all_concepts.code']) }} as concept_id,
    all_concepts.axis,
    axes.name_en as axis_name,
    all_concepts.code,
    all_concepts.name_en,
    all_concepts.name_ja,
    all_concepts.parent_code,
    all_concepts.iccs_code,
    all_concepts.iccs_match,
    all_concepts.is_listed,
    -- an axis that axes.csv says nothing of may overlap: the careful reading, since it claims less
    coalesce(axes.parts_may_overlap, true) as parts_may_overlap
from all_concepts
left join {{ ref('axes') }} as axes on all_concepts.axis = axes.axis
