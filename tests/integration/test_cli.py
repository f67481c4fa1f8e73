"""`npa` as a user at a terminal sees it."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb
import pytest

from pipelines.settings import Settings
from pipelines.warehouse import input_fingerprint, publish, read_publication
from tests.integration.commands import environment, process
from tests.integration.conftest import Npa
from tests.integration.runs import query
from tests.integration.shared import copied

Done = subprocess.CompletedProcess[str]


def test_the_commands_are_listed(npa: Npa) -> None:
    result = npa("--help")
    assert result.exit_code == 0
    for command in ("build", "dev", "fetch", "sources", "figures", "explain", "changes", "open", "sql", "status"):
        assert command in result.output


def test_figures_are_listed_as_a_table(npa: Npa) -> None:
    result = npa("figures", "--limit", "3")
    assert result.exit_code == 0
    assert "1,813" in result.output
    assert "3 rows" in result.output


def test_figures_are_listed_as_json_and_csv(npa: Npa, built: Settings) -> None:
    (count,) = query(built, "select count(*) from figures")[0]
    lines = npa("figures", "--json").output.splitlines()
    assert len(lines) == count
    assert json.loads(lines[0])["quote"] == "1,813"
    rows = list(csv.DictReader(io.StringIO(npa("figures", "--csv").output)))
    assert len(rows) == count
    assert rows[0]["quote"] == "1,813"


def test_figures_of_an_article_nobody_has_are_none(npa: Npa) -> None:
    assert "0 rows" in npa("figures", "--article", "nowhere").output


def test_explain_marks_the_number_and_names_the_words_that_settled_it(npa: Npa, built: Settings) -> None:
    (figure_id,) = query(built, "select figure_id from figures where quote = '77'")[0]
    result = npa("explain", figure_id[:8])
    assert result.exit_code == 0
    assert "was up »77« from a year earlier" in result.output
    assert "77 persons (change)" in result.output
    assert "stated" in result.output
    assert "social_media" in result.output


def test_explain_names_the_figure_a_facet_was_taken_from_and_what_it_would_be_otherwise(
    npa: Npa, built: Settings
) -> None:
    (figure_id,) = query(built, "select figure_id from figures where quote = '29.6 per cent'")[0]
    lines = npa("explain", figure_id).output.splitlines()
    assert "measure met_offender: from 1,468, the whole that its words name; otherwise cases" in lines
    assert "period 2017: from 1,468, the whole that its words name" in lines
    assert not any(line.startswith("motive money_or_goods:") for line in lines)  # its own words say so


def test_explain_shows_how_the_sentence_of_a_figure_is_read(npa: Npa, built: Settings) -> None:
    (figure_id,) = query(built, "select figure_id from figures where quote = '77'")[0]
    lines = [" ".join(line.split()) for line in npa("explain", "--trace", figure_id).output.splitlines()]
    for line in ("77 number 77", "rule: changed_by", f"figure {figure_id}: 77", "kind change stated 77"):
        assert line in lines
    assert sum(line.startswith("sentence ") for line in lines) == 1
    assert any("from 1,813, the level whose change it states" in line for line in lines if line.startswith("period"))
    assert "trace" in json.loads(npa("explain", "--trace", "--json", figure_id).output)


def test_explain_works_for_every_figure(npa: Npa, built: Settings) -> None:
    for (figure_id,) in query(built, "select figure_id from figures"):
        assert npa("explain", figure_id).exit_code == 0


def test_an_id_nobody_has_is_said_so(npa: Npa) -> None:
    result = npa("explain", "nobody")
    assert result.exit_code == 1
    assert "npa figures" in result.output


def test_an_id_that_is_not_whole_enough_lists_the_candidates(npa: Npa, built: Settings) -> None:
    result = npa("explain", "")
    assert result.exit_code == 1
    assert "Give more of the id" in result.output


def test_changes_are_listed(built: Settings, settings: Settings, npa: Npa, monkeypatch: pytest.MonkeyPatch) -> None:
    nothing = npa("changes")
    assert nothing.exit_code == 0
    assert "0 rows\nChanged: No comparison: Nothing was published before." in nothing.output
    with duckdb.connect(str(settings.warehouse_path)) as con:
        con.execute("update publication set input_fingerprint = 'earlier'")
        con.execute("update marts.fct_figure set value = 76 where quote = '77'")
        con.execute("update marts.fct_observation set value = 1813.5 where value = 1813 and basis = 'stated'")
        con.execute("update marts.fct_observation set status_code = 'P' where value = 1736")
    record_again(built, settings)
    monkeypatch.setenv("NPA_BUILD_DIR", str(settings.build_dir))
    table = npa("changes").output
    assert re.search(r"figure +│ revised │ 2018-04-26-scmp.txt: 77 +│ value +│ 76 +│ 77 ", table)
    assert "3 rows\nChanged: figures: 1 revised; observations: 2 revised" in table
    lines = [json.loads(line) for line in npa("changes", "--json").output.splitlines()]
    assert [(line["about"], line["facet"], line["before_value"], line["after_value"]) for line in lines] == [
        ("observation", "value", "1813.5", "1813"),
        ("observation", "status", "P", "A"),
        ("figure", "value", "76", "77"),
    ]
    rows = list(csv.DictReader(io.StringIO(npa("changes", "--csv", "--limit", "1").output)))
    assert [row["what"] for row in rows] == ["Cases (cases): Social media and community sites, 2017"]


def record_again(built: Settings, settings: Settings) -> None:
    """Publish what was built over what is published."""
    publication = read_publication(built.warehouse_path)
    assert publication is not None
    publish(settings.staging_path, settings.warehouse_path, publication)


def test_a_warehouse_that_says_nothing_of_changes_is_built_again(
    settings: Settings, npa: Npa, monkeypatch: pytest.MonkeyPatch
) -> None:
    with duckdb.connect(str(settings.warehouse_path)) as con:
        con.execute("drop table comparison")
    monkeypatch.setenv("NPA_BUILD_DIR", str(settings.build_dir))
    result = npa("changes")
    assert result.exit_code == 1
    assert "Run: npa build" in result.output


def test_the_site_can_be_opened(npa: Npa, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NPA_BUILD_DIR", str(settings.build_dir))
    result = npa("open", "--print")
    assert result.exit_code == 0
    assert result.output.strip() == str(settings.site_dir / "index.html")


def test_a_site_that_is_missing_is_written_when_it_is_opened(
    npa: Npa, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.rmtree(settings.site_dir)
    monkeypatch.setenv("NPA_BUILD_DIR", str(settings.build_dir))
    assert npa("open", "--print").exit_code == 0
    assert (settings.site_dir / "index.html").exists()


def test_without_a_warehouse_there_is_nothing_to_open(
    npa: Npa, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NPA_BUILD_DIR", str(tmp_path / "build"))
    result = npa("open", "--print")
    assert result.exit_code == 1
    assert "npa build" in result.stderr


def test_a_query_is_answered(npa: Npa) -> None:
    result = npa("sql", "select value from figures where quote = '1,813'")
    assert result.exit_code == 0
    assert "1813" in result.output
    assert npa("sql", "--csv", "select 1 as a, 'x' as b").output == "a,b\n1,x\n"


def test_queries_come_from_a_pipe_too(npa: Npa) -> None:
    result = npa("sql", "--csv", typed="select 1 as a; select 2 as b;")
    assert result.output == "a\n1\nb\n2\n"


def test_a_query_that_fails_says_why(npa: Npa) -> None:
    result = npa("sql", "select nothing from nowhere")
    assert result.exit_code == 1
    assert "nowhere does not exist" in result.output


def test_a_query_cannot_write(npa: Npa, built: Settings) -> None:
    before = built.warehouse_path.read_bytes()
    assert npa("sql", "create table a as select 1").exit_code == 1
    assert built.warehouse_path.read_bytes() == before


@pytest.mark.parametrize("command", [["figures"], ["explain", "a"], ["changes"], ["sql", "select 1"]])
def test_without_a_warehouse_the_first_step_is_named(
    npa: Npa, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, command: list[str]
) -> None:
    monkeypatch.setenv("NPA_BUILD_DIR", str(tmp_path))
    result = npa(*command)
    assert result.exit_code == 1
    assert "Run: npa build" in result.output


def test_a_build_with_nothing_new_says_so(built: Settings) -> None:
    result = process(built, "build")
    assert result.returncode == 0
    assert "Nothing new" in result.stdout
    assert "21  figures" in result.stdout


def test_a_build_with_nothing_new_imports_nothing_heavy(built: Settings) -> None:
    program = (
        "import sys\nfrom typer.testing import CliRunner\nfrom pipelines.cli import app\n"
        "assert CliRunner().invoke(app, ['build']).exit_code == 0\n"
        "print([name for name in ('dagster', 'dbt', 'great_expectations', 'pandas') if name in sys.modules])"
    )
    result = subprocess.run(
        [sys.executable, "-c", program], env=environment(built), capture_output=True, text=True, check=True
    )
    assert result.stdout == "[]\n"


@pytest.mark.slow
def test_a_build_that_warns_says_of_what_to_people_and_to_scripts(settings: Settings) -> None:
    article = next(settings.raw_dir.glob("*.txt"))
    article.write_text("In 2018 police helped 12 victims of fraud.", encoding="utf-8")
    (settings.raw_dir / "zero.txt").touch()
    result = process(settings, "build", "--json")
    assert result.returncode == 0, result.stderr
    assert "1 check warns." in result.stderr
    assert "figures_of_an_article_are_not_halved does not hold for 1 of 1 rows" in result.stderr
    assert f"source_path='{article.name}'" in result.stderr
    assert "published_figures=21" in result.stderr
    told = json.loads(result.stdout)
    assert (told["status"], told["is_warehouse_new"], told["problems"]) == ("published", True, [])
    assert told["warehouse"] == str(settings.warehouse_path)
    assert told["site"] == str(settings.site_dir / "index.html")
    assert told["exports"] == str(settings.exports_dir)
    assert told["publication"]["checks_failed"] == 1
    assert told["publication"]["input_fingerprint"] == input_fingerprint(settings)
    assert [(file["source_path"], file["reason"]) for file in told["rejected_files"]] == [("zero.txt", "empty")]
    assert told["changes"]["articles"] == {"new": 0, "changed": 1, "withdrawn": 0}
    (unmet,) = told["unmet_checks"]
    assert (unmet["table"], unmet["check"], unmet["is_blocking"], unmet["failed_rows"]) == (
        "main.articles",
        "figures_of_an_article_are_not_halved",
        False,
        1,
    )


@pytest.mark.slow
def test_a_build_that_is_refused_says_why_and_what_stays(settings: Settings) -> None:
    before = settings.warehouse_path.read_bytes()
    with duckdb.connect(str(settings.staging_path)):
        result = process(settings, "build", "--force", "--json")
    assert result.returncode == 1
    assert f"{settings.staging_path} is open in another process. Close it there" in result.stderr
    assert f"{settings.warehouse_path} is unchanged." in result.stderr
    assert settings.warehouse_path.read_bytes() == before
    told = json.loads(result.stdout)
    assert (told["status"], told["is_warehouse_new"]) == ("failed", False)
    problem = next(problem for problem in told["problems"] if problem["step"] == "read_articles")
    assert "is open in another process" in problem["message"]
    assert told["publication"]["figures"] == 21


@pytest.fixture(scope="module")
def two_builds(built: Settings, tmp_path_factory: pytest.TempPathFactory) -> tuple[Settings, Done, Done]:
    """Two builds of a folder with a new article, started at once: its folders, the one that published, the other."""
    settings = copied(built, tmp_path_factory.mktemp("two-builds"))
    (settings.raw_dir / "zero.txt").touch()
    (settings.raw_dir / "new.txt").write_text("In 2018 police helped 12 victims of fraud.", encoding="utf-8")
    with ThreadPoolExecutor() as threads:
        done = list(threads.map(lambda _: process(settings, "build"), range(2)))
    published, other = sorted(done, key=lambda each: "Published in" not in each.stdout)
    return settings, published, other


def test_two_builds_at_once_go_one_after_the_other(two_builds: tuple[Settings, Done, Done]) -> None:
    _, published, other = two_builds
    assert (published.returncode, other.returncode) == (0, 0), published.stderr + other.stderr
    assert published.stdout.count("Published in") == 1
    assert other.stdout.count("Nothing new") == 1
    assert other.stderr.count("is running; waiting for it to end") == 1


def test_a_build_ends_with_a_summary_and_its_history(two_builds: tuple[Settings, Done, Done]) -> None:
    settings, result, _ = two_builds
    assert result.returncode == 0, result.stderr
    assert "2  articles read" in result.stdout
    assert "1  file rejected" in result.stdout
    assert "Changed:   articles: 1 new; figures: 1 new; observations: 1 new" in result.stdout
    assert "rejected zero.txt (empty)" in result.stdout
    assert str(settings.warehouse_path) in result.stdout
    assert "npa sql" in result.stdout
    assert result.stderr == ""
    assert (settings.dagster_home / "history" / "runs.db").exists()
    assert "enabled: false" in (settings.dagster_home / "dagster.yaml").read_text(encoding="utf-8")
    assert (settings.data_docs_dir / "index.html").exists()


def test_what_would_steer_the_terminal_or_a_spreadsheet_is_shown_as_text(npa: Npa) -> None:
    assert npa("sql", "--csv", "select '=1+1' as a, '-2' as b, -2 as c").output == "a,b,c\n'=1+1,'-2,-2\n"
    assert "\x1b" not in npa("sql", "select 'a' || chr(27) || '[2J' as a").output


def test_a_folder_that_is_missing_is_named(built: Settings, tmp_path: Path) -> None:
    result = process(Settings(raw_dir=tmp_path / "nowhere", build_dir=built.build_dir), "build")
    assert result.returncode == 1
    assert f"There is no folder {tmp_path / 'nowhere'}" in result.stderr
