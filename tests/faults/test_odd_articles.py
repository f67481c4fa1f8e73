"""Articles whose rows fail a check are set aside one by one; too many are a fault of ours, and stop the build."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from pipelines.defs.audit import ROUNDS
from pipelines.settings import Settings
from tests.integration.odd_readings import ODD_READINGS, article, read_oddly
from tests.integration.runs import Run, public_rows, query, refresh

GOOD = range(101, 137)
ODD = dict(zip(range(901, 901 + len(ODD_READINGS)), ODD_READINGS, strict=True))


def write(settings: Settings, number: int, more: str = "") -> Path:
    path = settings.raw_dir / f"article-{number}.txt"
    path.write_text(article(number, more), encoding="utf-8")
    return path


def read(settings: Settings) -> Run:
    return refresh(settings, resource_overrides={"extractor": read_oddly})


def published(settings: Settings) -> set[int]:
    return {int(path[8:11]) for (path,) in query(settings, "select source_path from articles")}


def set_aside(settings: Settings) -> dict[int, str]:
    rows = query(settings, "select source_path, message from rejected_files where reason = 'failed_check'")
    return {int(path[8:11]): message for path, message in rows}


@pytest.fixture(scope="module")
def with_odd_ones(tmp_path_factory: pytest.TempPathFactory) -> tuple[Settings, Run]:
    """Thirty-six good articles and four odd ones, built at once. Not to be written to: take `settings` for that."""
    folder = tmp_path_factory.mktemp("odd")
    settings = Settings(raw_dir=folder / "raw", build_dir=folder / "build")
    settings.raw_dir.mkdir()
    for number in GOOD:
        write(settings, number)
    for number, words in ODD.items():
        write(settings, number, words)
    return settings, read(settings)


@pytest.fixture
def settings(with_odd_ones: tuple[Settings, Run], tmp_path: Path) -> Iterator[Settings]:
    """A copy of the built folders, to change and to build again."""
    original, _ = with_odd_ones
    shutil.copytree(original.raw_dir, tmp_path / "raw")
    shutil.copytree(original.build_dir, tmp_path / "build", ignore=shutil.ignore_patterns(".lock"))
    yield replace(original, raw_dir=tmp_path / "raw", build_dir=tmp_path / "build")


def test_what_fails_a_check_is_set_aside_and_the_rest_is_published(with_odd_ones: tuple[Settings, Run]) -> None:
    settings, run = with_odd_ones
    assert run.success, run.failures()
    assert published(settings) == set(GOOD)
    assert set_aside(settings).keys() == set(ODD)
    assert query(settings, "select articles, rejected_files from publication") == [(len(GOOD), len(ODD))]
    assert query(settings, "select count(*) from figures where source_path like 'article-9%'") == [(0,)]


def test_why_it_was_set_aside_names_the_check_the_row_and_the_remedy(with_odd_ones: tuple[Settings, Run]) -> None:
    settings, _ = with_odd_ones
    ages, over, coins, share = (set_aside(settings)[number] for number in ODD)
    assert "marts.dim_age_group: dim_age_group_integrity does not hold for" in ages
    assert "age_3_to_1" in ages
    assert "over_75" in over
    assert "bitcoins" in coins
    assert "audit_violations: the_audit_finds_no_fault does not hold for" in share
    assert "1 more check does not hold" in share
    assert all("Report it with the article's text" in message for message in (ages, over, coins, share))


def test_the_checks_of_what_is_published_all_hold(with_odd_ones: tuple[Settings, Run]) -> None:
    settings, run = with_odd_ones
    assert [name for name, passed in run.checks().items() if not passed] == []
    assert query(settings, "select checks_passed, checks_failed from publication") == [(len(run.checks()) - 1, 0)]


def test_setting_aside_step_by_step_gives_what_a_build_from_nothing_gives(settings: Settings) -> None:
    write(settings, 150)
    (settings.raw_dir / "article-101.txt").unlink()
    run = read(settings)
    assert run.success, run.failures()
    step_by_step = public_rows(settings)
    shutil.rmtree(settings.build_dir)
    assert read(settings).success
    at_once = public_rows(settings)
    assert at_once["rejected_files"] == step_by_step["rejected_files"]
    assert {view: rows for view, rows in at_once.items() if view != "publication"} == {
        view: rows for view, rows in step_by_step.items() if view != "publication"
    }


def test_an_article_is_tried_again_once_it_says_something_else(settings: Settings) -> None:
    write(settings, 901)
    run = read(settings)
    assert run.success, run.failures()
    assert published(settings) == {*GOOD, 901}
    assert set_aside(settings).keys() == set(ODD) - {901}


def test_an_article_is_tried_again_once_it_is_read_otherwise(settings: Settings) -> None:
    run = refresh(settings)
    assert run.success, run.failures()
    assert published(settings) == {*GOOD, *ODD}
    assert set_aside(settings) == {}


def test_a_file_that_is_gone_is_set_aside_no_more(settings: Settings) -> None:
    (settings.raw_dir / "article-901.txt").unlink()
    assert read(settings).success
    assert set_aside(settings).keys() == set(ODD) - {901}


def test_more_than_one_in_ten_are_a_fault_of_ours_and_nothing_is_published(settings: Settings) -> None:
    before = settings.warehouse_path.read_bytes()
    write(settings, 905, next(iter(ODD_READINGS)))
    run = read(settings)
    assert not run.success
    assert settings.warehouse_path.read_bytes() == before
    assert "5 of 41 articles would be set aside" in run.failures()
    assert "a_share_is_between_0_and_100" in run.failures()


@pytest.mark.parametrize(("good", "is_published"), [(1, True), (0, False)])
def test_a_single_odd_article_is_set_aside_where_another_is_left(
    settings: Settings, good: int, is_published: bool
) -> None:
    before = published(settings)
    for number in [*GOOD[good:], *list(ODD)[1:]]:
        (settings.raw_dir / f"article-{number}.txt").unlink()
    assert read(settings).success == is_published
    assert published(settings) == (set(GOOD[:good]) if is_published else before)


def test_a_check_whose_rows_name_no_article_still_stops_the_build(settings: Settings) -> None:
    before = settings.warehouse_path.read_bytes()
    with_seed = "insert into seeds.dispositions select * replace ('figure' as code) from seeds.dispositions limit 1"
    from pipelines.warehouse import open_staging

    with open_staging(settings.staging_path) as con:
        con.execute(with_seed)
    run = read(settings)
    assert not run.success
    assert settings.warehouse_path.read_bytes() == before
    assert "disposition_code is unique" in run.failures()


def test_rounds_are_bounded() -> None:
    assert ROUNDS < 10
