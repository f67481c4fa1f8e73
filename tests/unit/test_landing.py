"""The landing tables follow raw/: what is new comes, what vanished goes, what is the same stays."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from pipelines.articles import Article, Origin, ReadResult, RejectedFile, Rejection
from pipelines.extraction import ClaimKind, Extraction, Facet, Figure, LedgerEntry, RecordClaim, Span
from pipelines.extraction.model import FACETS, Source
from pipelines.warehouse import Change, create_landing, land_articles, land_extractions, open_staging, pending_articles
from pipelines.warehouse.landing_tables import LANDING_TABLES
from pipelines.warehouse.rows import SOURCED_FACETS

VERSION = "extractor 1"


@pytest.fixture
def con(tmp_path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with open_staging(tmp_path / "staging.duckdb") as connection:
        create_landing(connection)
        yield connection


def article(name: str, text: str = "In 2017, 12 victims.", origin: Origin | None = None) -> Article:
    return Article(
        f"id of {name}", f"{name}.txt", text, len(text), origin or Origin(), "text/plain", "utf-8", None, Origin()
    )


def land(con: duckdb.DuckDBPyConnection, *articles: Article, version: str = VERSION) -> Change:
    return land_articles(con, ReadResult(articles, ()), "fingerprint", version)


def figure(figure_id: str, **changes: object) -> Figure:
    facets = {
        "unit": Facet("persons", Source.STATED, Span(12, 19)),
        "kind": Facet("level", Source.DEFAULT),
        "offence": Facet("theft+fraud", Source.INHERITED),
    }
    return Figure(
        figure_id=figure_id,
        span=Span(9, 11),
        quote="12",
        sentence_span=Span(0, 20),
        sentence="In 2017, 12 victims.",
        value=Decimal("12.5"),
        decimals=1,
        value_low=Decimal("12.45"),
        value_high=None,
        facets=facets,
        rule="counted",
        period_start=date(2017, 1, 1),
        other_axes={"place": Facet("home", Source.STATED)},
        mentions=(Span(12, 14),),
    )


def extraction(*figures: Figure, numerals: Sequence[LedgerEntry] = ()) -> Extraction:
    return Extraction("en", date(2018, 4, 26), "dateline", tuple(figures), tuple(numerals))


def rows(con: duckdb.DuckDBPyConnection, query: str) -> list[tuple[object, ...]]:
    return con.execute(query).fetchall()


def extract_all(con: duckdb.DuckDBPyConnection) -> list[str]:
    pending = pending_articles(con)
    land_extractions(con, [(item, extraction(figure(f"figure of {item.source_path}"))) for item in pending])
    return [item.source_path for item in pending]


def test_new_articles_are_pending_until_they_are_extracted(con: duckdb.DuckDBPyConnection) -> None:
    assert land(con, article("a"), article("b")) == Change(added=2, removed=0, unchanged=0)
    assert extract_all(con) == ["a.txt", "b.txt"]
    assert pending_articles(con) == []
    assert land(con, article("a"), article("b")) == Change(added=0, removed=0, unchanged=2)
    assert pending_articles(con) == []


def test_an_article_that_vanishes_takes_its_rows_along(con: duckdb.DuckDBPyConnection) -> None:
    land(con, article("a"), article("b"))
    extract_all(con)
    assert land(con, article("b")) == Change(added=0, removed=1, unchanged=1)
    land_extractions(con, [])
    for table in ("articles", "extractions", "figures"):
        assert rows(con, f"select distinct article_id from landing.{table}") == [("id of b",)]
    for table in ("figure_concepts", "figure_facets"):
        assert rows(con, f"select distinct figure_id from landing.{table}") == [("figure of b.txt",)]


@pytest.mark.parametrize(
    "changed",
    [
        article("a", origin=Origin(published_on=date(2018, 1, 1))),
        article("a", origin=Origin(publisher="SCMP")),
        replace(article("a"), source_path="renamed.txt"),
    ],
)
def test_another_origin_or_path_is_another_reading(con: duckdb.DuckDBPyConnection, changed: Article) -> None:
    land(con, article("a"))
    extract_all(con)
    assert land(con, changed) == Change(added=1, removed=1, unchanged=0)
    assert extract_all(con) == [changed.source_path]
    assert rows(con, "select count(*) from landing.figures") == [(1,)]


def test_another_extractor_reads_everything_again(con: duckdb.DuckDBPyConnection) -> None:
    land(con, article("a"))
    extract_all(con)
    land(con, article("a"), version="extractor 2")
    assert extract_all(con) == ["a.txt"]


def test_a_run_that_ends_before_extraction_leaves_the_articles_pending(con: duckdb.DuckDBPyConnection) -> None:
    land(con, article("a"))
    land(con, article("a"))
    assert extract_all(con) == ["a.txt"]


def test_what_the_origin_says_comes_before_what_the_text_says(con: duckdb.DuckDBPyConnection) -> None:
    land(con, article("a", origin=Origin(published_on=date(2020, 2, 2), language="ja")), article("b"))
    (first, second) = pending_articles(con)
    assert (first.published_on, first.language) == (date(2020, 2, 2), "ja")
    assert (second.published_on, second.language) == (None, None)
    extract_all(con)
    assert rows(con, "select published_on, published_on_source from landing.articles order by source_path") == [
        (date(2020, 2, 2), "origin"),
        (date(2018, 4, 26), "dateline"),
    ]


def test_what_the_page_says_comes_after_the_origin_and_before_the_text(con: duckdb.DuckDBPyConnection) -> None:
    page = Origin("The page", "Its title", "http://example.org/", date(2019, 1, 1))
    land(
        con,
        replace(article("a", origin=Origin(publisher="The origin", published_on=date(2020, 2, 2))), document=page),
        replace(article("b"), document=page),
    )
    extract_all(con)
    columns = "published_on, published_on_source, publisher, title, url"
    assert rows(con, f"select {columns} from landing.articles order by source_path") == [
        (date(2020, 2, 2), "origin", "The origin", "Its title", "http://example.org/"),
        (date(2019, 1, 1), "page", "The page", "Its title", "http://example.org/"),
    ]


def test_a_figure_lands_with_all_it_says(con: duckdb.DuckDBPyConnection) -> None:
    land(con, article("a"))
    extract_all(con)
    columns = "value, value_low, value_high, unit, offence, other_concepts, unit_source, mention_count, period_start"
    assert rows(con, f"select {columns} from landing.figures") == [
        (
            Decimal("12.5"),
            Decimal("12.45"),
            None,
            "persons",
            "theft+fraud",
            "place=home",
            "stated",
            2,
            date(2017, 1, 1),
        )
    ]
    assert rows(con, "select axis, code from landing.figure_concepts order by all") == [
        ("offence", "fraud"),
        ("offence", "theft"),
        ("place", "home"),
    ]
    assert ("unit", "persons", "stated", 12, 19) in rows(
        con, "select facet, value, source, char_start, char_end from landing.figure_facets"
    )


def test_a_numeral_too_long_for_any_column_keeps_its_text(con: duckdb.DuckDBPyConnection) -> None:
    land(con, article("a"))
    digits = "9" * 60
    entry = LedgerEntry(Span(0, 60), digits, Decimal(digits), "identifier", "a number of a card")
    land_extractions(con, [(item, extraction(numerals=[entry])) for item in pending_articles(con)])
    assert rows(con, "select text, value from landing.numerals") == [(digits, None)]


def test_a_record_claim_has_the_same_id_in_every_build(con: duckdb.DuckDBPyConnection) -> None:
    claim = RecordClaim(Span(0, 5), "In 20", "highest", figure_id="f", since="2008")
    ids = set()
    for version in ("1", "2"):
        land(con, article("a"), version=version)
        pending = pending_articles(con)
        land_extractions(con, [(item, Extraction("en", None, None, record_claims=(claim,))) for item in pending])
        ids.update(rows(con, "select record_claim_id from landing.record_claims"))
    assert len(ids) == 1


def test_a_claim_is_landed_with_what_its_kind_tells(con: duckdb.DuckDBPyConnection) -> None:
    streak = RecordClaim(Span(0, 5), "In 20", "rise", rank=None, kind=ClaimKind.STREAK, length=13)
    crossing = RecordClaim(
        Span(5, 9), "17, c", "above", rank=None, kind=ClaimKind.FIRST_CROSSING, threshold=Decimal(60_000)
    )
    land(con, article("a"))
    claims = Extraction("en", None, None, record_claims=(streak, crossing))
    land_extractions(con, [(item, claims) for item in pending_articles(con)])
    assert rows(con, "select kind, direction, rank, length, threshold from landing.record_claims order by kind") == [
        ("first_crossing", "above", None, None, Decimal(60_000)),
        ("streak", "rise", None, 13, None),
    ]


def test_texts_of_every_kind_come_back_as_they_were(con: duckdb.DuckDBPyConnection) -> None:
    text = '\ufeffline\r\n\ttab "quote" \\ \u2028 １，６６５ 👮 \x7f' + "長" * 300_000
    land(con, article("a", text=text))
    assert rows(con, "select text, char_count, length(text) from landing.articles") == [(text, len(text), len(text))]


def test_rejected_files_are_those_of_the_last_reading(con: duckdb.DuckDBPyConnection) -> None:
    for name in ("a.txt", "b.txt"):
        rejected = RejectedFile(name, None, Rejection.EMPTY, "The file has no bytes.")
        land_articles(con, ReadResult((), (rejected,)), "fingerprint", VERSION)
    assert rows(con, "select source_path, reason from landing.rejected_files") == [("b.txt", "empty")]


def test_tables_of_another_shape_start_over(con: duckdb.DuckDBPyConnection) -> None:
    land(con, article("a"))
    create_landing(con)
    assert rows(con, "select count(*) from landing.articles") == [(1,)]
    con.execute("alter table landing.figures add column mood varchar")
    create_landing(con)
    assert rows(con, "select count(*) from landing.articles") == [(0,)]


def test_the_columns_of_sources_are_those_the_extractor_reports() -> None:
    assert SOURCED_FACETS == FACETS
    assert {f"{facet}_source" for facet in FACETS} <= LANDING_TABLES["figures"].keys()
