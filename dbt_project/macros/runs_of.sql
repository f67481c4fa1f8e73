{#
    All runs of so many neighbours in a list of words, each as one text: of ['a', 'b', 'c', 'd'] and 3, 'a b c' and
    'b c d'. The list is laid beside itself, shifted by one and one more; cutting out every run would read the whole
    list for each.
#}
{% macro runs_of(tokens, length) -%}
    list_transform(
        list_zip(
            {%- for start in range(1, length + 1) %}
            {{ tokens }}[{{ start }}:],
            {%- endfor %}
            true
        ),
        lambda run: concat_ws(
            ' '
            {%- for place in range(1, length + 1) %}, run[{{ place }}]{% endfor %}
        )
    )
{%- endmacro %}
