"""What the shell completes, asked for as the shells ask: by variables of the environment."""

from __future__ import annotations

import subprocess
import sys

import duckdb
import pytest

from pipelines.settings import Settings
from tests.integration.commands import environment, process
from tests.integration.runs import query

# What an article may say, and what no shell may get to see of it.
HOSTILE = "12 \\$(touch x) `id` \";' [bold] | & < > {a} : ! *"


def completed(settings: Settings, *typed: str, shell: str = "bash") -> list[str]:
    """What is offered for the last of the words typed."""
    line = " ".join(["npa", *typed])
    asked = {"COMP_WORDS": line, "COMP_CWORD": str(len(typed))}  # of bash, the others below
    asked |= {"_TYPER_COMPLETE_ARGS": line, "_TYPER_COMPLETE_FISH_ACTION": "get-args"}
    result = process(settings, _NPA_COMPLETE=f"complete_{shell}", **asked)
    assert result.stderr == ""
    return [offer for offer in result.stdout.splitlines() if offer]


def test_ids_of_figures_are_completed(built: Settings) -> None:
    ids = [figure_id for (figure_id,) in query(built, "select figure_id from figures order by 1")]
    assert completed(built, "explain", ids[0][:6]) == ids[:1]
    assert sorted(completed(built, "explain", ids[0][0])) == [each for each in ids if each[0] == ids[0][0]]
    assert completed(built, "explain", "nobody") == []


def test_articles_sources_and_formats_are_completed(settings: Settings) -> None:
    settings.sources_path.write_text("sources:\n  - name: npa-news\n  - name: other\n", encoding="utf-8")
    assert completed(settings, "figures", "--article", "2018") == ["2018-04-26-scmp.txt"]
    assert completed(settings, "fetch", "--source", "npa") == ["npa-news"]
    assert completed(settings, "export", "--format", "p") == ["parquet"]
    assert completed(settings, "expl") == ["explain"]


def test_where_nothing_can_be_read_nothing_is_completed(settings: Settings) -> None:
    settings.sources_path.write_text("sources: [", encoding="utf-8")
    settings.warehouse_path.write_bytes(b"no database")
    assert completed(settings, "explain", "a") == []
    assert completed(settings, "figures", "--article", "2") == []
    assert completed(settings, "fetch", "--source", "n") == []
    settings.warehouse_path.unlink()
    assert completed(settings, "explain", "a'") == []


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_what_an_article_says_never_reaches_a_shell_that_would_run_it(settings: Settings, shell: str) -> None:
    with duckdb.connect(str(settings.warehouse_path)) as con:
        con.execute("update marts.fct_figure set quote = ?", [HOSTILE])
        con.execute("update marts.dim_article set source_path = ?", [f"2018{HOSTILE}"])
    offered = "\n".join(completed(settings, "explain", "", shell=shell)).replace("_arguments '*: :((", "")
    assert offered
    for mark in "$`;[|&<>{!\\":
        assert mark not in offered
    assert completed(settings, "figures", "--article", "2018", shell="bash") == []


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_to_install_is_shown(built: Settings, shell: str) -> None:
    # Typer takes the shell by its name where it does not look for the one that it runs in.
    shown = process(built, "--show-completion", shell, _TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION="1")
    assert f"complete_{shell}" in shown.stdout, shown.stderr


def test_help_and_completion_import_nothing_heavy(built: Settings) -> None:
    program = (
        "import sys\nfrom pipelines.cli import app\ntry:\n    app(prog_name='npa')\nfinally:\n    print(*sys.modules)"
    )
    variables = {"_NPA_COMPLETE": "complete_bash", "COMP_WORDS": "npa explain a", "COMP_CWORD": "2"}
    for arguments, more, absent in (
        (["--help"], {}, {"duckdb", "pandas", "numpy", "dagster", "pipelines.warehouse"}),
        ([], variables, {"pandas", "numpy", "dagster", "trafilatura"}),
    ):
        result = subprocess.run(
            [sys.executable, "-c", program, *arguments],
            env=environment(built, **more),
            capture_output=True,
            text=True,
            check=False,
        )
        assert absent.isdisjoint(result.stdout.split()), result.stderr
