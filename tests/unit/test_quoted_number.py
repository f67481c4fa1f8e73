"""The audit's own reading of a quote: a number where it says one at a glance, else nothing."""

from __future__ import annotations

import duckdb
import pytest
from jinja2 import Template

from pipelines.settings import DBT_PROJECT_DIR

MACROS = (DBT_PROJECT_DIR / "macros/quoted_number.sql").read_text(encoding="utf-8")
QUERY = Template(
    MACROS + "select {{ quoted_number('plain_quote') }} from (select {{ plain_quote('?') }} as plain_quote)"
)


@pytest.mark.parametrize(
    ("quote", "number"),
    [
        ("1,813", 1813),
        ("20.7 per cent", 20.7),
        ("4.6\xa0percent", 4.6),
        ("1\u2009347", 1347),
        ("9-fold", 9),
        ("1.3 percentage points", 1.3),
        ("30.15 billion yen", 30_150_000_000),
        ("¥4.18 million", 4_180_000),
        ("2095人", 2095),
        ("１２・６％", 12.6),
        ("21万5003人", 215_003),
        ("14万4千件", 144_000),
        ("487億2千万円", 48_720_000_000),
        ("6割", 60),
        ("1割5分", 15),
        ("5校", 5),
        ("thirty-eight", 38),
        ("Ninety", 90),
        ("sixteen", 16),
        ("three times", 3),
        ("doubled", 2),
        ("twentysomething", None),
        ("no", None),
        ("half", None),
        ("two-thirds", None),
        ("十三人", None),
        ("one hundred and twelve", None),
        ("nine in 10", None),
        ("9 out of 10", None),
        ("one in 42", None),
        ("9 to 13", None),
        ("1~3件", None),
        ("5-7 per cent", None),
        ("3分の1", None),
        ("3人に1人", None),
    ],
)
def test_a_quote_says_its_number(quote: str, number: float | None) -> None:
    assert duckdb.execute(QUERY.render(), [quote]).fetchall() == [(None if number is None else pytest.approx(number),)]
