"""Input that means harm: it is an article, or a rejection with its reason, and it does nothing."""

from __future__ import annotations

import csv
import io
import json
import os

import pytest
from typer.testing import CliRunner

from pipelines.cli import app
from pipelines.settings import Settings
from tests.integration.runs import Run, query, refresh
from tests.integration.shared import copied

SCRIPT = "<script>alert('2018')</script>"


@pytest.fixture(scope="module")
def attacked(built: Settings, tmp_path_factory: pytest.TempPathFactory) -> tuple[Settings, Run]:
    """A folder with files that mean harm beside the source article, refreshed."""
    settings = copied(built, tmp_path_factory.mktemp("attacked"))
    raw = settings.raw_dir
    (raw / "<script>alert(1)<x>.txt").write_text(f"{SCRIPT} Police helped 120 victims of fraud in 2018.", "utf-8")
    (raw / "line\nbreak \x1b[31m.txt").write_text(
        "Police helped 130 victims of fraud in 2018. \x1b[2J They said so.", "utf-8"
    )
    (raw / "=cmd|'calc'!A0.txt").write_text("Police helped 140 victims of fraud in 2018.", "utf-8")
    (raw / "@formula.txt").write_text("=A1+B1\n+A1 \t-A2 @A3 Police helped 150 victims of fraud in 2018.", "utf-8")
    (raw / "'; drop table figures; --.txt").write_text("Police helped 160 victims of fraud in 2018.", "utf-8")
    (raw / "spans.txt").write_text("ﷺ" * 500 + "👮🏽‍♀️ Police helped 170 victims of fraud in 2018.", "utf-8")
    (raw / "nul.txt").write_bytes(b"Police helped 180 victims of fraud in 2018.\x00")
    (raw / "line.txt").write_bytes(b"1" * (settings.max_article_chars + 1))
    (raw / "huge.txt").write_bytes(b"")
    os.truncate(raw / "huge.txt", settings.max_article_bytes + 1)
    (raw / "origin.txt").write_text("Police helped 190 victims of fraud in 2018.", "utf-8")
    (raw / "origin.origin.yml").write_text("title: " + "[" * 50_000, "utf-8")
    (raw / "bomb.txt").write_text("Police helped 200 victims of fraud in 2018.", "utf-8")
    layers = "\n".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30))
    (raw / "bomb.origin.yml").write_text(f"a0: &a0 lol\n{layers}\n", "utf-8")
    (raw / "secret.txt").symlink_to("/etc/passwd")
    (raw / "up.txt").symlink_to("../../raw/../../../etc/hostname")
    os.mkfifo(raw / "pipe.txt")
    os.mkfifo(raw / "pipe.origin.yml")
    (raw / "..").joinpath("outside.txt").write_text("Police helped 99 victims of fraud.", "utf-8")
    (raw / "..inside.txt").write_text("Police helped 98 victims of fraud in 2018.", "utf-8")
    (raw / "2018").mkdir()
    (raw / "2018" / "%2e%2e%2fpasswd.txt").write_text("Police helped 97 victims of fraud in 2018.", "utf-8")
    run = refresh(settings)
    assert run.success, run.failures()
    return settings, run


def test_hostile_files_are_read_or_rejected(attacked: tuple[Settings, Run]) -> None:
    settings, _ = attacked
    assert query(settings, "select source_path, reason from rejected_files order by 1") == [
        ("bomb.txt", "invalid_origin"),
        ("huge.txt", "too_large"),
        ("line.txt", "too_large"),
        ("nul.txt", "binary"),
        ("origin.txt", "invalid_origin"),
        ("pipe.txt", "unreadable"),
        ("secret.txt", "symlink"),
        ("up.txt", "symlink"),
    ]
    fraud = "offence = 'fraud' and kind = 'level'"
    assert query(settings, f"select value::int from figures where {fraud} order by 1") == [
        (number,) for number in (97, 120, 130, 140, 150, 160, 170)
    ]
    assert query(settings, "select count(*) from audit_violations where severity = 'fault'") == [(0,)]


def test_what_hostile_files_say_does_nothing(attacked: tuple[Settings, Run], monkeypatch: pytest.MonkeyPatch) -> None:
    settings, run = attacked
    pages = [path.read_text("utf-8") for path in settings.data_docs_dir.rglob("*.html")]
    assert pages
    assert not any("<script>alert(" in page for page in pages)
    for step in ("extract_figures", "read_articles"):
        for materialization in run.result.asset_materializations_for_node(step):
            tables = [str(value.value) for value in materialization.metadata.values()]
            assert not any("<script>" in table for table in tables)

    monkeypatch.setenv("NPA_RAW_DIR", str(settings.raw_dir))
    monkeypatch.setenv("NPA_BUILD_DIR", str(settings.build_dir))
    listed = CliRunner().invoke(app, ["sql", "--csv", "select source_path, sentence from figures"]).output
    cells = [cell for row in csv.reader(io.StringIO(listed)) for cell in row]
    assert "'=cmd|'calc'!A0.txt" in cells
    assert "'@formula.txt" in cells
    assert not any(cell.startswith(("=", "+", "-", "@", "\t")) for cell in cells)
    as_json = CliRunner().invoke(app, ["figures", "--json"]).output.splitlines()
    assert "=cmd|'calc'!A0.txt" in {json.loads(line)["source_path"] for line in as_json}
    table = CliRunner().invoke(app, ["sql", "select source_path, text from articles"]).output
    assert "\x1b[31m.txt" not in table
    assert "\x1b[2J" not in table


def test_a_name_with_dots_stays_in_its_folder(attacked: tuple[Settings, Run]) -> None:
    dotted = "select source_path from articles where source_path similar to '.*(side|passwd).*'"
    assert query(attacked[0], dotted) == [("2018/%2e%2e%2fpasswd.txt",)]
