"""Series that many articles make together: values as known on a day, witnesses, checks, against a series by hand.

What the articles say was written down from their texts by hand, before any program read them, in
`tests/corpus/series/social_media_victims.csv`: one row per statement, with the characters that make it.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pytest

from pipelines.settings import PROJECT_DIR, Settings
from tests.integration.runs import query

TEXTS = PROJECT_DIR / "tests/corpus/texts"
STATEMENTS = PROJECT_DIR / "tests/corpus/series/social_media_victims.csv"

# Victims under 18 of crimes through social media: all offences, the whole country, whatever service.
TOTALS = """
    measure = 'victims' and unit = 'persons' and channel = 'social_media'
    and coalesce(offence, age_group, platform, sex, motive, area, other_concepts) is null
"""
# The latest value of each year and half-year that the texts state or imply, as lowest and highest.
LATEST = {
    "2008": (792, 792),  # 1,136 less 344, internetwatch 2010
    "2009": (1136, 1136),  # internetwatch 2010
    "2012": (1076, 1076),  # 1,293 less 217, Japan Times 2014
    "2013": (1293, 1293),  # Japan Times 2014
    "2014": (1421, 1421),  # Jiji 2015; 1,652 less 231, Japan Times 2016
    "2015": (1652, 1652),  # Japan Times and the agency 2016, Japan Today 2017
    "2016": (1736, 1736),  # Japan Today 2017; 1,813 less 77, South China Morning Post 2018
    "2017": (1813, 1813),  # Sankei 2020 (South China Morning Post 2018 calls them cases)
    "2018": (1811, 1811),  # 2,082 less 271, Kyodo and Jiji 2020
    "2019": (2082, 2082),  # Kyodo and Jiji 2020; Sankei a month before: 2,095, provisional
    "2020": (1819, 1819),  # Asahi and Jiji 2021
    "2021": (1811, 1812),  # 1,732 is 4.4 percent less, Jiji 2023
    "2022": (1732, 1732),  # Jiji 2023
    "2023": (1665, 1665),  # FNN and Kyodo 2024
    "2011-H1": (546, 546),  # 509 and 37, Japan Times 2012
    "2012-H1": (509, 509),  # Japan Times 2012
    "2014-H1": (698, 698),  # 796 less 98, Jiji 2015
    "2015-H1": (796, 796),  # Jiji 2015
    "2017-H1": (919, 919),  # 856 and 63, Kyodo and Jiji 2018
    "2018-H1": (856, 856),  # Kyodo and Jiji 2018
}


def statements() -> list[Mapping[str, str]]:
    with STATEMENTS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_source_article_implies_1736_for_2016(built: Settings) -> None:
    rows = query(
        built, f"select value, low, high, status, basis, witnesses from observations where period = '2016' and {TOTALS}"
    )
    assert rows == [(1736, 1736, 1736, "A", "change", 1)]


def test_the_source_article_leaves_33_of_1813_without_an_offence(built: Settings) -> None:
    rows = query(built, "select expected, actual, remainder, verdict from identities where remainder = 33")
    assert rows == [(1813, 1780, 33, "consistent")]


def test_nearly_doubled_is_upheld(built: Settings) -> None:
    rows = query(built, "select expected, actual::double, verdict from identities where kind = 'ratio_claim'")
    assert rows == [(2, pytest.approx(447 / 226, abs=0.0001), "consistent")]


def test_of_the_record_of_2017_the_source_article_alone_cannot_tell(built: Settings) -> None:
    rows = query(built, "select since, verdict, earlier_periods_known, periods_looked_back from record_claims")
    assert ("2008", "cannot_tell", 1, 9) in rows
    assert {verdict for _, verdict, *_ in rows} == {"cannot_tell"}


def test_the_source_article_has_no_violation(built: Settings) -> None:
    assert query(built, "from audit_violations") == []
    assert query(built, "select count(*), sum(violations) from audit_scorecard where checked > 0")[0][1] == 0


def test_every_statement_by_hand_stands_in_its_text() -> None:
    for row in statements():
        text = (TEXTS / row["source"]).read_text(encoding="utf-8")
        assert row["quote"] in text, row


def test_the_series_is_complete_and_right(library: Settings) -> None:
    rows = query(library, f"select period, low, high from observations where is_current and {TOTALS}")
    assert {period: (low, high) for period, low, high in rows} == LATEST


@pytest.mark.parametrize(
    "row", statements(), ids=lambda row: f"{row['period']} {row['how']} {row['source'].removesuffix('.txt')}"
)
def test_a_statement_agrees_with_what_was_known_that_day(library: Settings, row: Mapping[str, str]) -> None:
    known = query(
        library,
        f"select low, high from observations_as_of(date '{row['announced_on']}') "
        f"where period = '{row['period']}' and {TOTALS}",
    )
    low, high = only(known)
    if row["how"] in ("stated", "implied_by_change"):
        assert (low, high) == (int(row["low"]), int(row["high"]))
    assert low <= int(row["high"]) and high >= int(row["low"])


def test_what_an_article_calls_preliminary_is_provisional_that_day(library: Settings) -> None:
    for row in statements():
        if row["how"] == "stated" and row["status"] == "provisional":
            day, period = row["announced_on"], row["period"]
            sql = f"select status from observations_as_of(date '{day}') where period = '{period}' and {TOTALS}"
            assert query(library, sql) == [("P",)], row


def only(rows: Sequence[Any]) -> Any:
    assert len(rows) == 1, rows
    return rows[0]


def test_2016_has_an_independent_witness(library: Settings) -> None:
    query_of_2016 = (
        f"select value, witnesses, basis from observations where period = '2016' and {TOTALS} and is_current"
    )
    assert query(library, query_of_2016) == [(1736, 2, "stated")]
    agreements = query(
        library,
        "select source_path, description, verdict from identities "
        "where kind = 'cross_article_agreement' and period = '2016' and actual = 1736",
    )
    assert agreements == [
        ("2018-04-26-scmp.txt", "1,736 by change; 1,736 stated elsewhere on 2017-04-21", "consistent")
    ]


def test_2019_is_provisional_in_february_and_final_in_march(library: Settings) -> None:
    rows = query(
        library,
        "select value, status, announced_on, superseded_on, is_current from observations "
        f"where period = '2019' and {TOTALS} order by announced_on",
    )
    assert rows == [
        (2095, "P", date(2020, 2, 6), date(2020, 3, 12), False),
        (2082, "A", date(2020, 3, 12), None, True),
    ]
    for day, value in [("2020-02-05", []), ("2020-02-06", [2095]), ("2020-03-11", [2095]), ("2020-03-12", [2082])]:
        known = query(library, f"select value from observations_as_of(date '{day}') where period = '2019' and {TOTALS}")
        assert [found for (found,) in known] == value
    revised = query(library, "select change from revisions where value_before = 2095 and value = 2082")
    assert revised == [("final",)]


def test_the_record_of_2017_is_judged_by_the_years_known_then(library: Settings) -> None:
    rows = query(
        library,
        "select verdict, earlier_periods_known, periods_looked_back, verdict_reason from record_claims "
        "where source_path = '2018-04-26-scmp.txt' and since = '2008'",
    )
    # 2010 and 2011 are in no text
    assert rows == [("cannot_tell", 7, 9, "7 of 9 earlier periods known, none higher; next is 1,736 of 2016")]


def test_1813_is_cases_in_one_article_and_victims_in_another(library: Settings) -> None:
    rows = query(
        library,
        "select cases_source_path, victims_source_path, found from unit_conflicts where value = 1813 order by found",
    )
    assert rows == [
        ("2018-04-26-scmp.txt", "ja-sankei-2020-02-06-2019prov.txt", "across articles"),
        ("2018-04-26-scmp.txt", "2018-04-26-scmp.txt", "within an article"),
    ]


def test_the_archive_has_no_fault_of_ours(library: Settings) -> None:
    assert query(library, "from audit_violations where severity != 'finding'") == []


def test_every_broken_check_is_a_finding_and_in_a_group_with_suspects(library: Settings) -> None:
    broken = query(library, "select count(*) from identities where verdict = 'inconsistent'")
    listed = query(library, "select count(*) from audit_violations where check_name = 'identity_holds'")
    assert broken == listed
    unexplained = query(
        library,
        """
        select identity_id from identities
        where verdict = 'inconsistent'
            and not list_has_any(figure_ids, (select list(figure_id) from repairs))
        """,
    )
    assert unexplained == []
