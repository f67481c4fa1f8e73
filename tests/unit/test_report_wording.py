"""How values are written on a page, and how texts are kept from being taken for anything else."""

from __future__ import annotations

import json
from decimal import Decimal

from pipelines.report.pages import inline_markdown
from pipelines.report.wording import amount, between, data_block, explore_link, named, number, plural, text_as_html


def test_a_number_has_no_zeros_of_its_column() -> None:
    assert [number(Decimal(text)) for text in ("1813.0000", "20.7000", "0.0000", "-63.0000")] == [
        "1,813",
        "20.7",
        "0",
        "−63",
    ]


def test_a_number_nobody_knows_is_empty() -> None:
    assert number(None) == ""
    assert amount(None, "persons") == ""


def test_an_amount_names_its_unit_where_it_is_not_plain() -> None:
    assert amount(Decimal(20), "percent") == "20%"
    assert amount(Decimal(20), "persons") == "20"
    assert amount(Decimal(2), "times") == "2 times"


def test_bounds_are_said_only_where_there_is_room_between_them() -> None:
    assert between(Decimal(5), Decimal(5)) == ""
    assert between(Decimal(5), Decimal(6)) == "5 to 6"
    assert between(None, Decimal(6)) == "at most 6"
    assert between(Decimal(5), None) == "at least 5"
    assert between(None, None) == "any"


def test_one_article_is_not_one_articles() -> None:
    assert [plural(count, "article") for count in (0, 1, 1200)] == ["0 articles", "1 article", "1,200 articles"]


def test_several_codes_are_named_one_by_one() -> None:
    assert named("himabu+line", {"line": "LINE"}) == "himabu + LINE"
    assert named(None, {}) == ""


def test_a_link_to_figures_leaves_out_those_there_are_none_of() -> None:
    assert explore_link("a1", None) == "explore.html#ids=a1"
    assert explore_link("a1", "b2") == "explore.html#ids=a1,b2"


def test_markup_in_a_text_is_text() -> None:
    assert text_as_html('<script>alert(1)</script> & "x"') == (
        "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &#34;x&#34;"
    )


def test_characters_that_a_browser_drops_are_kept_or_replaced_one_for_one() -> None:
    assert text_as_html("a\r\nb\0c") == "a&#13;\nb\N{REPLACEMENT CHARACTER}c"


def test_nothing_in_a_data_block_can_end_it() -> None:
    hostile = {"quote": "</script><script>alert(1)</script><!-- &amp; -->", "value": Decimal("20.5")}
    block = data_block(hostile)
    assert "<" not in block
    assert ">" not in block
    assert json.loads(block) == {"quote": hostile["quote"], "value": 20.5}


def test_markdown_in_a_line_is_shown_and_html_in_it_is_not() -> None:
    line = "`npa` is **not** [a page](docs/x.md) <b>"
    assert inline_markdown(line) == "<code>npa</code> is <strong>not</strong> a page &lt;b&gt;"
