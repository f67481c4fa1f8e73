{#
    First and last day of a period code. One grammar for every period in the warehouse:

      2017               a calendar year
      2018-H1            a half year
      2007-Q3            a quarter
      2017-06            a month
      FY2018             April 2018 to March 2019
      2002-01/2002-10    from the start of the one to the end of the other; years, halves, quarters likewise

    A code outside the grammar gives NULL, which dim_period does not admit.
#}
{% macro period_start(code) -%}
    {{ _single_period_start("split_part(" ~ code ~ ", '/', 1)") }}
{%- endmacro %}

{% macro period_end(code) -%}
    {%- set last = "split_part(" ~ code ~ ", '/', -1)" -%}
    cast({{ _single_period_start(last) }} + {{ _single_period_length(last) }} - interval 1 day as date)
{%- endmacro %}

{% macro _single_period_start(code) -%}
    case
        when regexp_full_match({{ code }}, '\d{4}')
            then make_date(cast({{ code }} as integer), 1, 1)
        when regexp_full_match({{ code }}, 'FY\d{4}')
            then make_date(cast(right({{ code }}, 4) as integer), 4, 1)
        when regexp_full_match({{ code }}, '\d{4}-H[12]')
            then make_date(cast(left({{ code }}, 4) as integer), 6 * cast(right({{ code }}, 1) as integer) - 5, 1)
        when regexp_full_match({{ code }}, '\d{4}-Q[1-4]')
            then make_date(cast(left({{ code }}, 4) as integer), 3 * cast(right({{ code }}, 1) as integer) - 2, 1)
        when regexp_full_match({{ code }}, '\d{4}-(0[1-9]|1[0-2])')
            then make_date(cast(left({{ code }}, 4) as integer), cast(right({{ code }}, 2) as integer), 1)
    end
{%- endmacro %}

{% macro _single_period_length(code) -%}
    case
        when {{ code }} like '%-H_' then interval 6 month
        when {{ code }} like '%-Q_' then interval 3 month
        when {{ code }} like '____-__' then interval 1 month
        else interval 12 month
    end
{%- endmacro %}
