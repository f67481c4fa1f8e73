{#
    The key of a series: what is counted, in which unit, and every breakdown. Read from the columns of int_figures,
    under the alias the relation has; a value reckoned from a figure may have another unit than the figure itself
    (from a share of 1,468 persons follows a number of persons). Without a unit it is the key of the breakdown alone.
#}
{% macro series_key(relation, unit=none) -%}
    {%- set columns = [] -%}
    {%- for column in [
        'measure_code', 'series_counted_as', unit, 'offence_code', 'age_group_code', 'platform_code', 'channel_code',
        'sex_code', 'motive_code', 'area_code', 'other_concepts',
    ] if column -%}
        {%- do columns.append(column if '.' in column else relation ~ '.' ~ column) -%}
    {%- endfor -%}
    {{ natural_key(columns) }}
{%- endmacro %}
