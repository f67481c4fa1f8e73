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

hashed_runs as (

    select
        article_id,
        md5_number_lower(run) as shingle
    from runs

),

shingles as (

    select distinct
        article_id,
        shingle
    from hashed_runs
    where shingle % {{ kept_one_in }} = 0

),

shingle_counts as (

    select
        article_id,
        count(*) as shingle_count
    from shingles
    group by article_id

),

held_first as (

    -- every article is compared with the one of least id that has the run of words, and not with all that have it:
    -- the work grows with the texts, however many articles print the same
    select
        shingle,
        min(article_id) as first_article_id
    from shingles
    group by shingle
    having count(*) > 1

),

shared as (

    select
        shingles.article_id,
        held_first.first_article_id,
        count(*) as shared_shingles
    from shingles
    inner join held_first on shingles.shingle = held_first.shingle
    where shingles.article_id != held_first.first_article_id
    group by shingles.article_id, held_first.first_article_id

),

pairs as (

    select
        shared.article_id,
        shared.first_article_id,
        shared.shared_shingles,
        -- of the shorter text: a copy is often cut at the end
        cast(shared.shared_shingles as double)
        / least(one.shingle_count, other.shingle_count) as overlap
    from shared
    inner join shingle_counts as one on shared.article_id = one.article_id
    inner join shingle_counts as other on shared.first_article_id = other.article_id

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
