"""The expectations on real data: all hold for what was built, and each can fail."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from pipelines.settings import Settings
from pipelines.validation import Finding, ValidationError, Validator, load_suites
from pipelines.warehouse import open_staging
from tests.integration.runs import VALIDATOR

# What breaks one expectation each, on tables of the marts and the landing tables.
BREAKS = {
    "audit_violations": {
        "the_audit_finds_no_fault": "update marts.fct_identity set residual = residual + 1 where remainder = 33",
        "the_audit_has_no_doubt": "update marts.fct_figure set value = value + 1 where quote = '702'",
    },
    "figures": {
        "figure_id_is_unique": "insert into marts.fct_figure from marts.fct_figure limit 1",
        "quote_is_the_text_at_its_span": "update marts.fct_figure set char_start = char_start - 1",
        "sentence_is_the_text_at_its_span": "update marts.fct_figure set sentence = upper(sentence)",
        "quote_is_inside_its_sentence": "update marts.fct_figure set sentence_start = char_end",
        "every_figure_has_a_ledger_row": "delete from marts.fct_numeral where disposition_code = 'figure'",
        "unit_is_in_the_vocabulary": "update marts.fct_figure set unit_code = 'elephants'",
        "kind_is_known": "update marts.fct_figure set kind = 'guess'",
        "qualifier_is_known": "update marts.fct_figure set qualifier = 'perhaps'",
        "a_share_is_between_0_and_100": "update marts.fct_figure set value = 140 where kind = 'share'",
        "a_share_is_in_percent": "update marts.fct_figure set unit_code = 'persons' where kind = 'share'",
        "a_fall_is_at_most_100_percent": "update marts.fct_figure set kind = 'percent_change', value = -101",
        "a_percent_change_is_in_percent": "update marts.fct_figure set kind = 'percent_change', unit_code = 'persons'",
        "a_point_change_is_between_minus_100_and_100": "update marts.fct_figure set kind = 'point_change', value = 101",
        "a_ratio_is_in_times": "update marts.fct_figure set kind = 'ratio', unit_code = 'percent'",
        "a_ratio_is_positive": "update marts.fct_figure set kind = 'ratio', value = -2",
        "a_level_is_not_negative": "update marts.fct_figure set value = -1 where kind = 'level'",
        "persons_are_fewer_than_the_population": "update marts.fct_figure set value = 1e9 where unit_code = 'persons'",
        "an_age_is_between_0_and_130": "update marts.fct_figure set unit_code = 'years_of_age', value = 131",
        "value_is_not_below_its_lower_bound": "update marts.fct_figure set value_low = value + 1",
        "value_is_not_above_its_upper_bound": "update marts.fct_figure set value_high = value - 1",
        "period_ends_after_it_starts": "update marts.fct_figure set period_end = period_start - 1",
        "period_starts_before_publication": "update marts.dim_article set published_on = '1990-01-01'",
        "only_comparisons_have_an_earlier_period": "update marts.fct_figure set compared_to_code = '2016'",
        "a_period_has_a_known_form": "update marts.fct_figure set period_code = 'last year'",
    },
    "figure_concepts": {
        "code_is_in_the_vocabulary": "update marts.bridge_figure_concept set code = 'jaywalking'",
        "concept_belongs_to_a_figure": "delete from marts.fct_figure",
    },
    "figure_facets": {
        "facet_belongs_to_a_figure": "delete from marts.fct_figure",
        "source_is_known": "update marts.fct_figure_facet set settled_by = 'guessed'",
        "words_are_inside_the_article": "update marts.fct_figure_facet set char_start = 1, char_end = 1000000",
        "words_start_inside_the_article": "update marts.fct_figure_facet set char_start = -1, char_end = 3",
    },
    "numerals": {
        "numeral_is_the_text_at_its_span": "update marts.fct_numeral set text = text || '0'",
        "numerals_do_not_overlap": "insert into marts.fct_numeral from marts.fct_numeral",
        "disposition_is_in_the_vocabulary": "update marts.fct_numeral set disposition_code = 'lost'",
        "numeral_has_a_reason": "alter table marts.fct_numeral alter reason drop not null; "
        "update marts.fct_numeral set reason = null",
        "figure_of_a_numeral_is_published": "delete from marts.fct_figure",
    },
    "articles": {
        "article_id_is_unique": "insert into marts.dim_article from marts.dim_article",
        "text_is_that_of_its_id": "update landing.articles set text = replace(text, 'police', 'Police')",
        "ledger_covers_every_digit": "delete from marts.fct_numeral where disposition_code != 'figure'",
        "language_is_known": "update marts.dim_article set language = 'fr'",
        "publication_day_is_known": "update marts.dim_article set published_on = null",
        "published_article_is_still_there": "delete from marts.dim_article",
        "figures_of_an_article_are_not_halved": "delete from marts.fct_figure where value < 100",
        "unresolved_share_does_not_rise_sharply": "update marts.fct_numeral set disposition_code = 'unresolved'",
    },
    "observations": {
        "current_value_does_not_jump_tenfold": "update marts.fct_observation set value = 10 * value",
    },
    "record_claims": {
        "claim_is_the_text_at_its_span": "update marts.fct_record_claim set char_end = char_end + 1",
        "kind_is_known": "update marts.fct_record_claim set kind = 'rumour'",
        "a_length_is_two_years_or_more": "update marts.fct_record_claim set length = 1",
        "a_threshold_is_positive": "update marts.fct_record_claim set threshold = 0",
        "direction_is_known": "update marts.fct_record_claim set direction = 'sideways'",
        "figure_of_a_claim_is_published": "delete from marts.fct_figure",
    },
}


def findings(settings: Settings, table: str | None = None, run_id: str = "test") -> dict[str, Finding]:
    suites = [suite for suite in load_suites() if table in (None, suite.table)]
    found = VALIDATOR.validate(run_id, settings, suites)
    return {f"{finding.table}: {finding.expectation.name}": finding for finding in found}


def test_everything_holds_for_what_was_built(built: Settings) -> None:
    assert [finding.sentence() for finding in findings(built).values() if not finding.passed] == []


def test_every_expectation_is_broken_by_something_here() -> None:
    assert {(suite.table, entry.name) for suite in load_suites() for entry in suite.expectations} == {
        (table, name) for table, breaks in BREAKS.items() for name in breaks
    }


@pytest.mark.parametrize(("table", "name"), [(table, name) for table, breaks in BREAKS.items() for name in breaks])
def test_each_expectation_can_fail(built: Settings, tmp_path: Path, table: str, name: str) -> None:
    broken = replace(built, build_dir=tmp_path)
    broken.staging_path.write_bytes(built.staging_path.read_bytes())
    broken.warehouse_path.write_bytes(built.warehouse_path.read_bytes())
    with open_staging(broken.staging_path) as con:
        con.execute(BREAKS[table][name])
    finding = findings(broken, table)[f"{table}: {name}"]
    assert not finding.passed
    assert finding.problem is None
    assert finding.failed_rows > 0
    assert finding.examples
    assert name in finding.sentence()


@pytest.mark.parametrize(
    "change",
    [
        "update marts.fct_observation set value = value / 10",
        "update marts.fct_observation set value = 0",
    ],
)
def test_a_fall_to_a_tenth_is_named(settings: Settings, change: str) -> None:
    with open_staging(settings.staging_path) as con:
        con.execute(f"{change} where value = 1813 and basis = 'stated'")
    finding = findings(settings, "observations")["observations: current_value_does_not_jump_tenfold"]
    assert not finding.passed
    assert finding.failed_rows == 1
    (example,) = finding.examples
    assert example["quote"] == "1,813"
    assert example["published_value"] == 1813
    assert not finding.expectation.is_blocking


@pytest.mark.parametrize("factor", ["9.9", "0.11", "1"])
def test_a_revision_of_less_than_that_passes(settings: Settings, factor: str) -> None:
    with open_staging(settings.staging_path) as con:
        con.execute(f"update marts.fct_observation set value = {factor} * value")
    assert findings(settings, "observations")["observations: current_value_does_not_jump_tenfold"].passed


def test_an_article_that_was_edited_or_moved_is_still_there(settings: Settings) -> None:
    for change in ("source_path = 'moved.txt'", "article_id = 'edited'"):
        with open_staging(settings.staging_path) as con:
            con.execute(f"update marts.dim_article set {change} where article_id != 'edited'")
            if "edited" in change:
                con.execute("update marts.dim_article set source_path = '2018-04-26-scmp.txt'")
        finding = findings(settings, "articles", run_id=change)["articles: published_article_is_still_there"]
        assert finding.passed, finding.examples


def test_an_article_that_is_gone_breaks_nothing_else(settings: Settings) -> None:
    with open_staging(settings.staging_path) as con:
        con.execute("delete from marts.dim_article")
    found = findings(settings, "articles")
    assert [name for name, finding in found.items() if not finding.passed] == [
        "articles: published_article_is_still_there"
    ]
    (example,) = found["articles: published_article_is_still_there"].examples
    assert example["source_path"] == "2018-04-26-scmp.txt"
    assert example["published_figures"] == 21


@pytest.mark.parametrize("published", [None, b"", b"no database" * 1_000, "damaged", "another layout"])
def test_without_anything_to_compare_with_drift_passes(settings: Settings, published: bytes | str | None) -> None:
    content = settings.warehouse_path.read_bytes()
    if published is None:
        settings.warehouse_path.unlink()
    elif published == "another layout":
        with duckdb.connect(str(settings.warehouse_path)) as con:
            con.execute("alter table marts.fct_observation rename column value to amount")
    else:
        settings.warehouse_path.write_bytes(published if isinstance(published, bytes) else content[:200_000])
    with open_staging(settings.staging_path) as con:
        con.execute("update marts.fct_observation set value = 10 * value")
        con.execute("update marts.fct_numeral set disposition_code = 'unresolved' where disposition_code != 'figure'")
    found = findings(settings)
    drift = {name: finding for name, finding in found.items() if not name.startswith("audit_violations")}
    assert [finding.sentence() for finding in drift.values() if not finding.passed] == []
    assert found["observations: current_value_does_not_jump_tenfold"].rows == 0


def test_a_new_article_that_is_read_badly_is_named(settings: Settings) -> None:
    with open_staging(settings.staging_path) as con:
        con.execute("update marts.fct_numeral set disposition_code = 'unresolved' where disposition_code != 'figure'")
    with duckdb.connect(str(settings.warehouse_path)) as con:
        con.execute("update marts.dim_article set article_id = 'other', source_path = 'other.txt'")
        con.execute("update marts.fct_numeral set article_id = 'other'")
    finding = findings(settings, "articles")["articles: unresolved_share_does_not_rise_sharply"]
    (example,) = finding.examples
    assert example["source_path"] == "2018-04-26-scmp.txt"
    assert example["published_unresolved_share"] == 0
    assert example["unresolved_rise"] == pytest.approx(100 * 8 / 29, abs=0.1)


def test_the_outcome_is_rendered_as_a_site_once(settings: Settings) -> None:
    findings(settings)
    index = settings.data_docs_dir / "index.html"
    written = index.stat().st_mtime_ns
    assert "figures" in index.read_text(encoding="utf-8")
    findings(settings, run_id="again")
    assert index.stat().st_mtime_ns == written
    with open_staging(settings.staging_path) as con:
        con.execute("update marts.dim_article set language = 'fr'")
    findings(settings, run_id="changed")
    assert index.stat().st_mtime_ns != written


def test_findings_asked_for_early_are_those_of_the_run_that_asked(settings: Settings) -> None:
    suites = load_suites()
    VALIDATOR.begin("first", settings, suites)
    VALIDATOR.warm_up()  # the next run starts, the first never asked
    with open_staging(settings.staging_path) as con:
        con.execute("update marts.dim_article set language = 'fr'")
    assert not findings(settings, run_id="second")["articles: language_is_known"].passed


def test_a_validator_that_is_ended_from_outside_says_so_and_starts_again(built: Settings) -> None:
    validator = Validator()
    validator.begin("run", built, load_suites())
    validator.close()
    with pytest.raises(ValidationError, match="Build again"):
        validator.validate("run", built, load_suites())
