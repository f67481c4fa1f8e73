"""The landing tables follow raw/: what is new comes, what vanished goes, what is the same stays."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from pipelines.articles import Article, Origin, ReadUnit, RejectedFile, Rejection
from pipelines.articles.inventory import RawFile
from pipelines.extraction import ClaimKind, Extraction, Facet, Figure, LedgerEntry, RecordClaim, Span
from pipelines.extraction.model import FACETS, Source
from pipelines.progress import OnProgress, unheard
from pipelines.warehouse import (
    Change,
    PendingArticle,
    PendingReason,
    create_landing,
    find_pending,
    forget_stale,
    land_extractions,
    land_files,
    last_reader_version,
    open_staging,
    pending_articles,
)
from pipelines.warehouse.arrow import extracted_tables
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


def unit(path: str, key: str) -> ReadUnit:
    """A file of its own; everything its outcome depends on is in the key."""
    return ReadUnit(((RawFile(path, path, "sha256", 1), None),), (key,))


def land(
    con: duckdb.DuckDBPyConnection,
    *outcomes: Article | RejectedFile,
    reader: str = "reader 1",
    on_progress: OnProgress = unheard,
) -> Change:
    """Land what reading gave: one file a unit, its key made of everything the outcome holds."""
    by_key = {f"{outcome} {reader}": outcome for outcome in outcomes}
    units = [unit(outcome.source_path, key) for key, outcome in by_key.items()]
    return land_files(con, units, lambda unit: [by_key[unit.keys[0]]], "fingerprint", reader, on_progress)


def pending_now(con: duckdb.DuckDBPyConnection, version: str = VERSION) -> list[PendingArticle]:
    find_pending(con, version)
    return [article for batch in pending_articles(con) for article in batch]


def figure(figure_id: str, **changes: object) -> Figure:
    facets = {
        "unit": Facet("persons", Source.STATED, Span(12, 19)),
        "kind": Facet("level", Source.DEFAULT),
        "offence": Facet(
            "theft+fraud",
            Source.INHERITED,
            reason="part",
            antecedent=Span(3, 7),
            otherwise="robbery",
            antecedent_id="the total",
        ),
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


def extract_all(con: duckdb.DuckDBPyConnection, version: str = VERSION) -> dict[str, str]:
    """Why each article that was pending was."""
    pending = pending_now(con, version)
    forget_stale(con)
    extracted = [(item, extraction(figure(f"figure of {item.article_id}"))) for item in pending]
    land_extractions(con, extracted_tables(extracted, version))
    return {item.source_path: item.reason.value for item in pending}


def test_only_files_that_are_read_are_told_of(con: duckdb.DuckDBPyConnection) -> None:
    told: list[tuple[str, int, int]] = []
    land(con, article("a"), article("b"), on_progress=lambda *step: told.append(step))
    assert told == [("a.txt", 0, 2), ("b.txt", 1, 2)]
    land(con, article("a"), article("b"), article("c"), on_progress=lambda *step: told.append(step))
    assert told[2:] == [("c.txt", 0, 1)]


def test_new_articles_are_pending_until_they_are_extracted(con: duckdb.DuckDBPyConnection) -> None:
    assert land(con, article("a"), article("b")) == Change(added=2, removed=0, unchanged=0)
    assert extract_all(con) == {"a.txt": "new", "b.txt": "new"}
    assert pending_now(con) == []
    assert land(con, article("a"), article("b")) == Change(added=0, removed=0, unchanged=2)
    assert pending_now(con) == []


def test_what_did_not_change_is_not_read_again(con: duckdb.DuckDBPyConnection) -> None:
    land(con, article("a"))
    again = unit("a.txt", f"{article('a')} reader 1")

    def read(_: ReadUnit) -> list[Article]:
        raise AssertionError("it was read")

    assert land_files(con, [again], read, "fingerprint", "reader 1").unchanged == 1


def test_an_article_that_vanishes_takes_its_rows_along(con: duckdb.DuckDBPyConnection) -> None:
    land(con, article("a"), article("b"))
    extract_all(con)
    assert land(con, article("b")) == Change(added=0, removed=1, unchanged=1)
    find_pending(con, VERSION)
    assert forget_stale(con) == 1
    for table in ("articles", "extractions", "figures"):
        assert rows(con, f"select distinct article_id from landing.{table}") == [("id of b",)]
    for table in ("figure_concepts", "figure_facets"):
        assert rows(con, f"select distinct figure_id from landing.{table}") == [("figure of id of b",)]


@pytest.mark.parametrize(
    "changed",
    [
        article("a", origin=Origin(published_on=date(2018, 1, 1))),
        article("a", origin=Origin(language="ja")),
        replace(article("a"), source_path="2018-01-01-renamed.txt"),
    ],
)
def test_another_day_or_language_is_another_extraction(con: duckdb.DuckDBPyConnection, changed: Article) -> None:
    land(con, article("a"))
    extract_all(con)
    assert land(con, changed) == Change(added=1, removed=1, unchanged=0)
    assert extract_all(con) == {changed.source_path: PendingReason.CHANGED}
    assert rows(con, "select count(*) from landing.figures") == [(1,)]


def test_another_publisher_or_name_is_read_and_not_extracted_again(con: duckdb.DuckDBPyConnection) -> None:
    land(con, article("a"))
    extract_all(con)
    renamed = replace(article("a", origin=Origin(publisher="SCMP")), source_path="renamed.txt")
    assert land(con, renamed) == Change(added=1, removed=1, unchanged=0)
    assert extract_all(con) == {}
    assert rows(con, "select source_path, publisher from landing.articles") == [("renamed.txt", "SCMP")]
    assert rows(con, "select count(*) from landing.figures") == [(1,)]


@pytest.mark.parametrize(
    "origin", [Origin(area="JP-11"), Origin(publisher="埼玉県警察"), Origin(publisher="Saitama Prefectural Police")]
)
def test_another_area_or_police_as_the_publisher_is_another_extraction(
    con: duckdb.DuckDBPyConnection, origin: Origin
) -> None:
    land(con, article("a"))
    extract_all(con)
    land(con, article("a", origin=origin))
    (pending,) = pending_now(con)
    assert (pending.reason, pending.area, pending.publisher) == (PendingReason.CHANGED, origin.area, origin.publisher)


def test_another_extractor_extracts_everything_again_and_says_why(con: duckdb.DuckDBPyConnection) -> None:
    land(con, article("a"))
    extract_all(con)
    assert extract_all(con, "extractor 2") == {"a.txt": PendingReason.OTHER_EXTRACTOR}
    assert rows(con, "select count(*) from landing.figures") == [(1,)]


def test_another_reader_reads_everything_again_and_extracts_only_other_texts(con: duckdb.DuckDBPyConnection) -> None:
    land(con, article("a"), article("b"))
    extract_all(con)
    assert last_reader_version(con) == "reader 1"
    assert land(con, article("a"), article("b", text="In 2018, 12 victims."), reader="reader 2").added == 2
    assert extract_all(con) == {"b.txt": PendingReason.CHANGED}


def test_a_run_that_ends_before_extraction_leaves_the_articles_pending(con: duckdb.DuckDBPyConnection) -> None:
    land(con, article("a"))
    land(con, article("a"))
    assert extract_all(con) == {"a.txt": PendingReason.NEW}


def test_a_run_that_ends_while_it_reads_goes_on_from_there(
    con: duckdb.DuckDBPyConnection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipelines.warehouse.landing.BATCH_ARTICLES", 2)
    outcomes = [article(name) for name in "abcde"]
    units = [unit(f"{name}.txt", str(number)) for number, name in enumerate("abcde")]
    read: list[int] = []

    def read_until_the_fourth(unit: ReadUnit) -> list[Article]:
        number = int(unit.keys[0])
        if number == 3 and len(read) < 4:
            raise KeyboardInterrupt
        read.append(number)
        return [outcomes[number]]

    with pytest.raises(KeyboardInterrupt):
        land_files(con, units, read_until_the_fourth, "fingerprint", "reader")
    assert last_reader_version(con) is None, "what is incomplete must not be taken for all there is"
    read += [-1]
    assert land_files(con, units, read_until_the_fourth, "fingerprint", "reader") == Change(3, 0, 2)
    assert read == [0, 1, 2, -1, 2, 3, 4]
    assert rows(con, "select count(*) from landing.articles") == [(5,)]


def test_pending_articles_come_in_batches(con: duckdb.DuckDBPyConnection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipelines.warehouse.landing_extractions.BATCH_CHARACTERS", 30)
    land(con, *(article(name) for name in "abc"))
    find_pending(con, VERSION)
    assert [[item.source_path for item in batch] for batch in pending_articles(con)] == [
        ["a.txt", "b.txt"],
        ["c.txt"],
    ]


def test_what_the_origin_says_is_told_to_the_extractor(con: duckdb.DuckDBPyConnection) -> None:
    land(con, article("a", origin=Origin(published_on=date(2020, 2, 2), language="ja")), article("b"))
    first, second = pending_now(con)
    assert (first.published_on, first.language) == (date(2020, 2, 2), "ja")
    assert (second.published_on, second.language) == (None, None)
    extract_all(con)
    assert rows(con, "select published_on, published_on_source from landing.articles order by source_path") == [
        (date(2020, 2, 2), "origin"),
        (None, None),
    ]
    assert rows(con, "select distinct published_on, published_on_source, language from landing.extractions") == [
        (date(2018, 4, 26), "dateline", "en")
    ]


def test_what_the_page_says_comes_after_the_origin_and_before_the_text(con: duckdb.DuckDBPyConnection) -> None:
    page = Origin("The page", "Its title", "http://example.org/", date(2019, 1, 1))
    land(
        con,
        replace(article("a", origin=Origin(publisher="The origin", published_on=date(2020, 2, 2))), document=page),
        replace(article("b"), document=page),
    )
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
    assert rows(
        con, "select facet, reason, antecedent_figure_id, otherwise from landing.figure_facets order by all"
    ) == [
        ("kind", None, None, None),
        ("offence", "part", "the total", "robbery"),
        ("place", None, None, None),
        ("unit", None, None, None),
    ]


def test_a_numeral_too_long_for_any_column_keeps_its_text(con: duckdb.DuckDBPyConnection) -> None:
    land(con, article("a"))
    digits = "9" * 60
    entry = LedgerEntry(Span(0, 60), digits, Decimal(digits), "identifier", "a number of a card")
    land_extractions(
        con, extracted_tables([(item, extraction(numerals=[entry])) for item in pending_now(con)], VERSION)
    )
    assert rows(con, "select text, value from landing.numerals") == [(digits, None)]


def test_a_record_claim_has_the_same_id_in_every_build(con: duckdb.DuckDBPyConnection) -> None:
    claim = RecordClaim(Span(0, 5), "In 20", "highest", figure_id="f", since="2008")
    ids = set()
    for version in ("1", "2"):
        land(con, article("a"))
        claims = Extraction("en", None, None, record_claims=(claim,))
        pending = pending_now(con, version)
        forget_stale(con)
        land_extractions(con, extracted_tables([(item, claims) for item in pending], version))
        ids.update(rows(con, "select record_claim_id from landing.record_claims"))
    assert len(ids) == 1


def test_a_claim_is_landed_with_what_its_kind_tells(con: duckdb.DuckDBPyConnection) -> None:
    streak = RecordClaim(Span(0, 5), "In 20", "rise", rank=None, kind=ClaimKind.STREAK, length=13)
    crossing = RecordClaim(
        Span(5, 9), "17, c", "above", rank=None, kind=ClaimKind.FIRST_CROSSING, threshold=Decimal(60_000)
    )
    land(con, article("a"))
    claims = Extraction("en", None, None, record_claims=(streak, crossing))
    land_extractions(con, extracted_tables([(item, claims) for item in pending_now(con)], VERSION))
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
        land(con, RejectedFile(name, None, Rejection.EMPTY, "The file has no bytes."))
    assert rows(con, "select source_path, reason from landing.rejected_files") == [("b.txt", "empty")]


def test_what_could_not_be_read_is_tried_again(con: duckdb.DuckDBPyConnection) -> None:
    unreadable = RejectedFile("a.txt", None, Rejection.UNREADABLE, "Input/output error.")
    empty = RejectedFile("b.txt", None, Rejection.EMPTY, "The file has no bytes.")
    for _ in range(2):
        assert land(con, unreadable, empty).added >= 1
        assert rows(con, "select count(*) from landing.rejected_files") == [(2,)]
    assert land(con, unreadable, empty) == Change(added=1, removed=1, unchanged=1)


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
