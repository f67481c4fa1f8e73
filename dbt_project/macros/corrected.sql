{#
    A facet as the corrections register has it, else as it was read. The relation has a map of corrections by facet;
    a correction may also be empty: the text says nothing of the facet.
#}
{% macro corrected(column, facet, type="varchar") -%}
    case
        when map_contains(overrides, '{{ facet }}') then cast(overrides['{{ facet }}'] as {{ type }})
        else {{ column }}
    end
{%- endmacro %}

{#
    How a facet was settled: what the register sets is corrected.
#}
{% macro corrected_source(facet) -%}
    case when map_contains(overrides, '{{ facet }}') then 'corrected' else {{ facet }}_source end
{%- endmacro %}
