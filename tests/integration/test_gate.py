"""Each way the gate must hold: the run fails, says why, and the published warehouse stays as it was.

The spoiled article is the only one: beside others it would be set aside (tests/faults/test_odd_articles.py).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import dagster as dg
import pytest

from pipelines.defs.extraction import extracted_figures
from pipelines.defs.resources import WriterLock
from pipelines.extraction import Extraction, Facet, Figure, Span, extract
from pipelines.settings import Settings
from pipelines.warehouse import extractor_version, find_pending, land_extractions, open_staging, pending_articles
from pipelines.warehouse.arrow import extracted_tables
from tests.integration.runs import Run, query, refresh

AddArticle = Callable[[], Path]
Spoil = Callable[[Extraction], Extraction]


def leave_only_the_second(settings: Settings) -> None:
    """Take the other article away."""
    (settings.raw_dir / "2018-04-26-scmp.txt").unlink()


def refresh_with(settings: Settings, spoil: Spoil) -> Run:
    """Refresh the second article alone with an extractor whose result is spoiled."""
    leave_only_the_second(settings)

    def spoiled(text: str, published_on: date | None, language: str | None, area: str | None) -> Extraction:
        return spoil(extract(text, published_on, language, area))

    return refresh(settings, resource_overrides={"extractor": spoiled})


def refused(settings: Settings, spoil: Spoil) -> str:
    """What a refresh says that must leave the published warehouse byte for byte as it was."""
    before = settings.warehouse_path.read_bytes()
    run = refresh_with(settings, spoil)
    assert not run.success
    assert settings.warehouse_path.read_bytes() == before
    assert [path.name for path in settings.build_dir.glob(".warehouse*")] == []
    return run.failures()


def change_figure(extraction: Extraction, quote: str, **changes: Any) -> Extraction:
    """The extraction with other values in the figure that has this quote."""
    assert quote in [figure.quote for figure in extraction.figures]
    figures = [
        dataclasses.replace(figure, **changes) if figure.quote == quote else figure for figure in extraction.figures
    ]
    return dataclasses.replace(extraction, figures=tuple(figures))


def with_facet(figure: Figure, name: str, value: str) -> dict[str, Any]:
    return {"facets": {**figure.facets, name: Facet(value)}}


def figure_with(extraction: Extraction, quote: str) -> Figure:
    return next(figure for figure in extraction.figures if figure.quote == quote)


def test_an_article_that_is_read_well_is_published(settings: Settings, add_article: AddArticle) -> None:
    add_article()
    run = refresh(settings)
    assert run.success, run.failures()
    assert all(run.checks().values())


def test_a_shifted_span_is_not_published(settings: Settings, add_article: AddArticle) -> None:
    add_article()

    def shift(extraction: Extraction) -> Extraction:
        span = figure_with(extraction, "120").span
        return change_figure(extraction, "120", span=Span(span.start + 1, span.end + 1))

    said = refused(settings, shift)
    assert "figures: quote_is_the_text_at_its_span does not hold for 1 of" in said
    assert "quote='120'" in said
    assert "text_at_span='20 '" in said


def test_a_dropped_ledger_row_is_not_published(settings: Settings, add_article: AddArticle) -> None:
    add_article()

    def drop(extraction: Extraction) -> Extraction:
        kept = tuple(entry for entry in extraction.numerals if entry.disposition == "figure" or "14" not in entry.text)
        assert len(kept) < len(extraction.numerals)
        return dataclasses.replace(extraction, numerals=kept)

    said = refused(settings, drop)
    assert "articles: ledger_covers_every_digit does not hold for 1 of 2 rows" in said
    assert "source_path='2019-03-14-second.txt'" in said


def test_a_figure_without_a_ledger_row_is_not_published(settings: Settings, add_article: AddArticle) -> None:
    add_article()

    def drop(extraction: Extraction) -> Extraction:
        figure = figure_with(extraction, "120")
        kept = tuple(entry for entry in extraction.numerals if not entry.span.overlaps(figure.span))
        return dataclasses.replace(extraction, numerals=kept)

    assert "every_figure_has_a_ledger_row" in refused(settings, drop)


def test_an_unknown_code_is_not_published(settings: Settings, add_article: AddArticle) -> None:
    add_article()

    def invent(extraction: Extraction) -> Extraction:
        return change_figure(extraction, "120", **with_facet(figure_with(extraction, "120"), "offence", "jaywalking"))

    said = refused(settings, invent)
    assert "jaywalking" in said
    assert "offence" in said


def test_a_share_of_140_is_not_published(settings: Settings, add_article: AddArticle) -> None:
    add_article()

    def inflate(extraction: Extraction) -> Extraction:
        (share,) = [figure.quote for figure in extraction.figures if figure.kind == "share"]
        bounds = {"value_low": Decimal("139.95"), "value_high": Decimal("140.05")}
        return change_figure(extraction, share, value=Decimal(140), **bounds)

    said = refused(settings, inflate)
    assert "figures: a_share_is_between_0_and_100 does not hold for 1 of" in said
    assert "value=140" in said


def test_a_failing_dbt_test_is_not_published(settings: Settings, add_article: AddArticle) -> None:
    add_article()

    def double(extraction: Extraction) -> Extraction:
        return dataclasses.replace(extraction, figures=(*extraction.figures, extraction.figures[0]))

    before = settings.warehouse_path.read_bytes()
    run = refresh_with(settings, double)
    assert not run.success
    assert settings.warehouse_path.read_bytes() == before
    assert "marts.fct_figure: dbt test fct_figure_integrity: " in run.failures()
    assert "figure_id is unique" in run.failures()
    evaluation = run.evaluation("fct_figure_integrity")
    assert evaluation.asset_key == dg.AssetKey(["marts", "fct_figure"])
    assert not evaluation.passed
    assert evaluation.severity == dg.AssetCheckSeverity.ERROR
    assert "figure_id is unique" in str(evaluation.metadata["examples"].value)


def test_an_article_that_is_taken_away_is_named_and_the_rest_is_published(
    settings: Settings, add_article: AddArticle
) -> None:
    path = add_article()
    assert refresh(settings).success
    path.unlink()
    run = refresh(settings)
    assert run.success, run.failures()
    assert [name for name, passed in run.checks().items() if not passed] == [
        "main/articles: published_article_is_still_there"
    ]
    evaluation = run.evaluation("published_article_is_still_there")
    assert evaluation.severity == dg.AssetCheckSeverity.WARN
    assert "does not hold for 1 of 2 rows" in str(evaluation.description)
    assert path.name in str(evaluation.metadata["examples"].value)
    assert query(settings, "select checks_failed from publication") == [(1,)]


def test_a_number_misread_by_a_factor_of_ten_is_named_and_published(settings: Settings) -> None:
    article = next(settings.raw_dir.glob("*.txt"))
    article.write_text(article.read_text(encoding="utf-8").replace("1,813", "18,130"), encoding="utf-8")
    run = refresh(settings)
    assert run.success, run.failures()
    evaluation = run.evaluation("current_value_does_not_jump_tenfold")
    assert not evaluation.passed
    assert "18,130" in str(evaluation.metadata["examples"].value)


def test_a_first_build_that_fails_publishes_nothing(settings: Settings, add_article: AddArticle) -> None:
    add_article()
    settings.warehouse_path.unlink()
    run = refresh_with(settings, lambda extraction: dataclasses.replace(extraction, numerals=()))
    assert not run.success
    assert not settings.warehouse_path.exists()


def test_a_build_after_a_refused_one_publishes(settings: Settings, add_article: AddArticle) -> None:
    path = add_article()
    assert not refresh_with(settings, lambda extraction: dataclasses.replace(extraction, numerals=())).success
    path.write_text("In 2018 police helped 121 victims of fraud.", encoding="utf-8")
    run = refresh(settings)
    assert run.success, run.failures()


def test_an_extractor_that_breaks_names_the_article(settings: Settings, add_article: AddArticle) -> None:
    add_article()

    def breaks(extraction: Extraction) -> Extraction:
        raise ValueError("no such rule")

    said = refused(settings, breaks)
    assert "2019-03-14-second.txt" in said
    assert "no such rule" in said


def test_one_article_that_breaks_the_extractor_stops_no_other(settings: Settings, add_article: AddArticle) -> None:
    add_article()

    def breaks(text: str, *others: Any) -> Extraction:
        if "120 victims" in text:
            raise ValueError("no such rule")
        return extract(text, *others)

    run = refresh(settings, resource_overrides={"extractor": breaks})
    assert run.success, run.failures()
    assert query(settings, "select source_path, reason from rejected_files") == [
        ("2019-03-14-second.txt", "extraction_failed")
    ]
    assert query(settings, "select articles, rejected_files from publication") == [(1, 1)]
    assert query(settings, "select count(*) from figures") == [(21,)]


def test_an_asset_can_be_swapped_for_one_that_spoils_the_landing_tables(
    settings: Settings, add_article: AddArticle
) -> None:
    add_article()

    @dg.multi_asset(name="extract_and_spoil", specs=list(extracted_figures.specs))
    def spoiled(settings: dg.ResourceParam[Settings], writer_lock: WriterLock) -> Iterator[dg.MaterializeResult[None]]:
        with open_staging(settings.staging_path) as con:
            find_pending(con, extractor_version())
            for batch in pending_articles(con):
                extractions = [(article, extract(article.text)) for article in batch]
                land_extractions(con, extracted_tables(extractions, extractor_version()))
            con.execute("update landing.numerals set reason = null where text = '120'")
        for spec in extracted_figures.specs:
            yield dg.MaterializeResult(asset_key=spec.key)

    leave_only_the_second(settings)
    before = settings.warehouse_path.read_bytes()
    run = refresh(settings, asset_overrides=[spoiled])
    assert not run.success
    assert settings.warehouse_path.read_bytes() == before
    assert "reason" in run.failures()


@pytest.mark.parametrize("name", ["build", "raw"])
def test_the_tests_do_not_touch_the_projects_own_folders(settings: Settings, name: str) -> None:
    from pipelines.settings import PROJECT_DIR

    assert not getattr(settings, f"{name}_dir").is_relative_to(PROJECT_DIR)
