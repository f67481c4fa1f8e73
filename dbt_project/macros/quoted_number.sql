{#
    The number a quote says, where it says one at a glance: 1,813, １２・６％, 21万5003人, 30.15 billion yen, thirty-eight.
    NULL for what takes more reading: ranges, fractions, "nine in ten", 十三人, words beyond ninety-nine.

    Written for the audit alone, and apart from extraction, which it is to check. A double: compare with a tolerance.

    plain_quote: see the macro of that name.
#}
{% macro quoted_number(plain_quote) -%}
    {%- set scales = {
        "百万": "1e6", "千万": "1e7", "千": "1e3", "万": "1e4", "億": "1e8", "兆": "1e12", "割": "10",
        "thousand": "1e3", "million": "1e6", "billion": "1e9", "trillion": "1e12",
    } -%}
    {%- set units = ["yen", "percent", "pct", "pc", "times", "-fold", "points?", "percentagepoints?", "[^0-9a-z]{0,4}"] -%}
    {%- set part = "[0-9]+(?:[.][0-9]+)?(?:" ~ scales | join("|") ~ ")?" -%}
    {%- set tens = ["ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"] -%}
    {%- set ones = [
        "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
        "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
    ] -%}
    {%- set multiples = {"twice": 2, "double": 2, "doubled": 2, "triple": 3, "tripled": 3} -%}
    {%- set tens_pattern = "^(" ~ tens[1:] | join("|") ~ ")" -%}
    {%- set one = "regexp_replace(" ~ plain_quote ~ ", '" ~ tens_pattern ~ "-?|(times|percent)$', '', 'g')" -%}
    case
        when regexp_full_match({{ plain_quote }}, '¥?(?:{{ part }})+(?:{{ units | join("|") }})')
            then list_sum(
                list_transform(
                    regexp_extract_all({{ plain_quote }}, '{{ part }}'),
                    lambda part: cast(regexp_extract(part, '^[0-9.]+') as double)
                    * case regexp_replace(part, '^[0-9.]+', '')
                        {%- for word, factor in scales.items() %}
                        when '{{ word }}' then {{ factor }}
                        {%- endfor %}
                        else 1
                    end
                )
            )
        {%- for word, number in multiples.items() %}
        when {{ plain_quote }} = '{{ word }}' then {{ number }}
        {%- endfor %}
        when {{ one }} in ('', '{{ ones | join("', '") }}')
            then nullif(
                10 * coalesce(
                    list_position(['{{ tens | join("', '") }}'], regexp_extract({{ plain_quote }}, '{{ tens_pattern }}')), 0
                ) + coalesce(list_position(['{{ ones | join("', '") }}'], {{ one }}), 0),
                0
            )
    end
{%- endmacro %}

{#
    A quote in plain characters: lower case, full-width ones as plain ones, without blanks and commas.
#}
{% macro plain_quote(quote) -%}
    regexp_replace(
        lower(translate({{ quote }}, '０１２３４５６７８９，．・％', '0123456789,..%')), '[,\s\x{a0}\x{2009}]', '', 'g'
    )
{%- endmacro %}
