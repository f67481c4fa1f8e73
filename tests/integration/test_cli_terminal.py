"""`npa` at a terminal, in a pipe and in a log: what moves, what stays, and how it stops."""

from __future__ import annotations

import io
import json
import re
import shutil

import pytest
from rich.console import Console

from pipelines.cli.progress import followed
from pipelines.settings import Settings
from pipelines.warehouse import is_build_running
from tests.integration.commands import at_a_terminal, left_after_a_line, process


@pytest.mark.slow
def test_a_build_shows_how_far_it_is_and_stops_at_ctrl_c(settings: Settings) -> None:
    (settings.raw_dir / "new.txt").write_text("In 2018 police helped 12 victims of fraud.", encoding="utf-8")
    before = settings.warehouse_path.read_bytes()
    seen = at_a_terminal(settings, "build", stop_at="dbt_build")
    assert seen.exit_code == 130
    assert "starting" in seen.text
    assert re.search(r"read_articles .*0 of 1 .*new\.txt", seen.text)
    assert re.search(r"done +read_articles +\d+\.\d s  2 articles in", seen.text)
    assert re.search(r"stopped dbt_build", seen.text)
    assert seen.text.rstrip().endswith(f"Stopped. {settings.warehouse_path} is unchanged.")
    assert "Traceback" not in seen.text
    assert seen.raw.rstrip().rfind("\x1b[?25h") > seen.raw.rfind("\x1b[?25l"), "the cursor is shown again"
    assert not is_build_running(settings.build_dir)
    assert settings.warehouse_path.read_bytes() == before


@pytest.mark.parametrize("variables", [{"TERM": "dumb"}, {"NO_COLOR": "1"}])
def test_a_terminal_that_can_do_less_is_asked_for_less(settings: Settings, variables: dict[str, str]) -> None:
    shutil.rmtree(settings.exports_dir)
    seen = at_a_terminal(settings, "build", variables=variables)
    assert seen.exit_code == 0
    assert "Nothing new" in seen.text
    if "TERM" in variables:
        assert "\x1b" not in seen.raw
    else:
        assert "writing the exports" in seen.text
        assert not re.search(r"\x1b\[[0-9;]*3[0-7]m", seen.raw), "a colour"


def test_the_bar_of_a_stage_is_one_line_whatever_a_file_is_called() -> None:
    screen = Console(file=io.StringIO(), force_terminal=True, width=60, color_system=None)
    with followed("starting", screen) as follower:
        follower.begin("read_articles")
        follower.on_progress(f"{'long ' * 40}[bold].txt", 4_199, 10_000)
        screen.print("done    something")
    assert isinstance(screen.file, io.StringIO)
    shown = screen.file.getvalue()
    assert "4,199 of 10,000" in shown
    assert "…" in shown
    assert all(len(re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", line)) <= 60 for line in re.split(r"[\r\n]", shown))


def test_a_log_is_told_now_and_then(monkeypatch: pytest.MonkeyPatch) -> None:
    log = Console(file=io.StringIO(), width=80)
    monkeypatch.setattr("pipelines.cli.progress.SECONDS_BETWEEN_LINES", 0)
    with followed("starting", log, log=log) as follower:
        follower.begin("extract_figures")
        follower.on_progress("a.txt", 0, 0)
        follower.on_progress("a.txt", 500, 10_000)
    assert isinstance(log.file, io.StringIO)
    assert log.file.getvalue().split("\n") == ["        extract_figures: 500 of 10,000", ""]


@pytest.mark.parametrize(
    "command", [["figures"], ["figures", "--csv"], ["sql", "--json", "from range(100000)"], ["build"]]
)
def test_a_reader_that_leaves_is_no_error(built: Settings, command: list[str]) -> None:
    line, complaints, exit_code = left_after_a_line(built, *command)
    assert line
    assert (complaints, exit_code) == ("", 0)


def test_a_long_query_is_stopped_in_a_word(built: Settings) -> None:
    slow = "select count(*) from range(1000000000000)"
    seen = at_a_terminal(built, "sql", f"select 'begun' as a; {slow}", stop_at="1 row")
    assert seen.exit_code == 130
    assert seen.text.rstrip().endswith("Stopped.")
    assert "Traceback" not in seen.text


def test_site_and_exports_that_are_missing_or_of_another_publication_are_written(settings: Settings) -> None:
    shutil.rmtree(settings.site_dir)
    descriptor = settings.exports_dir / "datapackage.json"
    package = json.loads(descriptor.read_text(encoding="utf-8"))
    descriptor.write_text(json.dumps({**package, "version": "earlier"}), encoding="utf-8")
    result = process(settings, "build")
    assert (result.returncode, result.stderr) == (0, "")
    assert (settings.site_dir / "index.html").exists()
    assert json.loads(descriptor.read_text(encoding="utf-8")) == package
    assert str(settings.exports_dir) in result.stdout

    written = descriptor.stat().st_mtime_ns
    assert process(settings, "build").returncode == 0
    assert descriptor.stat().st_mtime_ns == written
    (settings.exports_dir / "csv" / "figures.csv").unlink()
    assert process(settings, "build").returncode == 0
    assert (settings.exports_dir / "csv" / "figures.csv").exists()


def test_exports_that_cannot_be_written_fail_the_build_and_say_why(settings: Settings) -> None:
    shutil.rmtree(settings.exports_dir)
    settings.exports_dir.mkdir()
    (settings.exports_dir / "mine.txt").write_text("not an export", encoding="utf-8")
    result = process(settings, "build")
    assert result.returncode == 1
    assert f"{settings.exports_dir} is not empty and holds no export" in result.stderr
    assert f"{settings.warehouse_path} is unchanged." in result.stderr
