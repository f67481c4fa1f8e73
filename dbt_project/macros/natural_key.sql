{#
    A short key made from a natural key: the first 16 hex digits of the MD5 of its columns.

    Deterministic, so that a rebuild gives the same keys; 64 bits, so that a billion rows of one table meet a collision
    with a probability of a few percent and ours, a few million, with none worth naming.
    The unit separator keeps ('a', 'bc') and ('ab', 'c') apart.
#}
{% macro natural_key(expressions) -%}
    left(
        md5(
            concat_ws(
                chr(31),
                {%- for expression in expressions %}
                coalesce(cast({{ expression }} as varchar), ''){{ "," if not loop.last }}
                {%- endfor %}
            )
        ),
        16
    )
{%- endmacro %}
