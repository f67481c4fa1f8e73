-- How many words in a row make a shingle (characters in Japanese, which writes no spaces), and one shingle in how many
-- is kept: a quarter tells copies from other articles as well as all do.
{% set words = 5 %}
{% set characters = 12 %}
{% set kept_one_in = 4 %}
-- A run of words in more articles than this is boilerplate of a publisher, and no sign of a copy.
{% set boilerplate = 20 %}

with tokens as (

    select
        article_id,
        language,
        case
            when language = 'ja' then regexp_extract_all(text, '[\p{L}\p{N}]')
            else regexp_extract_all(lower(text), '[\p{L}\p{N}]+')
        end as tokens
    from {{ ref('stg_articles') }}

),

runs as (

    select
        article_id,
        unnest(
            case when language = 'ja' then {{ runs_of('tokens', characters) }} else {{ runs_of('tokens', words) }} end
        ) as run
    from tokens

),

all_shingles as (

    select distinct
        article_id,
        md5_number_lower(run) as shingle
    from runs

),

shingles as (

    select
        article_id,
        shingle,
        count(*) over (partition by article_id) as shingle_count
    from all_shingles
    where shingle % {{ kept_one_in }} = 0

),

telling as (

    select *
    from shingles
    qualify count(*) over (partition by shingle) between 2 and {{ boilerplate }}

)

select
    one.article_id,
    other.article_id as other_article_id,
    count(*) as shared_shingles,
    -- of the shorter text: a copy is often cut at the end
    cast(count(*) as double) / least(any_value(one.shingle_count), any_value(other.shingle_count)) as overlap
from telling as one
inner join telling as other on one.shingle = other.shingle and one.article_id != other.article_id
group by one.article_id, other.article_id
