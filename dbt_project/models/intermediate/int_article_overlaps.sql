-- How many words in a row make a shingle (characters in Japanese, which writes no spaces), and one shingle in how many
-- is kept: a quarter tells copies from other articles as well as all do.
{% set words = 5 %}
{% set characters = 12 %}
{% set kept_one_in = 4 %}

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

held_first as (

    -- every article is compared with the one of least id that has the run of words, and not with all that have it:
    -- the work grows with the texts, however many articles print the same
    select
        *,
        arg_min(article_id, article_id) over same_run as first_article_id,
        arg_min(shingle_count, article_id) over same_run as first_shingle_count
    from shingles
    window same_run as (partition by shingle)

),

pairs as (

    select
        article_id,
        first_article_id,
        count(*) as shared_shingles,
        -- of the shorter text: a copy is often cut at the end
        cast(count(*) as double) / least(any_value(shingle_count), any_value(first_shingle_count)) as overlap
    from held_first
    where article_id != first_article_id
    group by article_id, first_article_id

)

select
    article_id,
    first_article_id as other_article_id,
    shared_shingles,
    overlap
from pairs
union all
select
    first_article_id as article_id,
    article_id as other_article_id,
    shared_shingles,
    overlap
from pairs
