{{ config(meta={'dagster': {'ref': {'name': 'fct_identity'}}}) }}
-- Of a check that is a sum, the signed values of its figures add up to its residual; shares are set against 100.
select
    identities.identity_id,
    identities.residual,
    sum(bridge.sign * figures.value) as sum_of_signed_values
from {{ ref('fct_identity') }} as identities
inner join {{ ref('bridge_identity_figure') }} as bridge on identities.identity_id = bridge.identity_id
inner join {{ ref('fct_figure') }} as figures on bridge.figure_id = figures.figure_id
where bridge.sign is not null
group by identities.identity_id, identities.kind, identities.residual
having
    sum(bridge.sign * figures.value) - case when identities.kind = 'shares_to_100' then 100 else 0 end
    != identities.residual
