"""The tree that says why a text is read as it is."""

from __future__ import annotations

import io
import re

import pytest

from pipelines.extraction import extract
from pipelines.extraction.__main__ import main
from pipelines.extraction.trace import trace
from pipelines.settings import PROJECT_DIR

ENGLISH = (
    "TOKYO, March 14, 2019 -- Police counted 540 victims of stalking in 2018, up 77 from a year earlier.\n\n"
    "Of them, about 30 percent were men."
)
JAPANESE = "2018年のストーカーの相談は1231件（前年比63件減）だった。"


def shown(lines: list[str]) -> list[str]:
    """The lines with one space between their columns."""
    return [" ".join(line.split()) for line in lines]


def test_the_tree_shows_items_rules_figures_and_the_ledger() -> None:
    level, change, share = extract(ENGLISH).figures
    lines = shown(trace(ENGLISH))
    assert lines[0] == "en, published 2019-03-14 (dateline)"
    for line in (
        "sentence 1, body",
        "540 number 540",
        "up cue increase",
        "a year earlier time, earlier",
        "segment 2, opened as list",
        "rule: changed_by",
        "by itself: change, compared, qualifier=exact, time “a year earlier” (earlier)",
        f"figure {change.figure_id}: 77",
        "period 2018 stated 2018",
        "offence stalking inherited stalking from 540, the level whose change it states",
        f"level {level.figure_id} 540",
        f"figure {share.figure_id}: 30",
        "qualifier about stated about",
        f"whole {level.figure_id} stated 540",
        "numbers that are no figures",
        "14 date dateline",
    ):
        assert line in lines
    assert not any(line.startswith("tried before") for line in lines)


def test_the_tree_of_a_japanese_sentence_names_the_rules_tried_before() -> None:
    lines = shown(trace(JAPANESE, all_rules=True))
    assert "words: 2018年 の ストーカー の 相談 は" in lines
    rule = lines.index("rule: changed_by")
    assert lines[rule + 1].startswith("tried before: of_the_earlier, of_a_time_in_brackets, ")
    assert any("signed" in line for line in lines[rule + 1 : rule + 5])


def test_a_span_chooses_its_sentence() -> None:
    share = extract(ENGLISH).figures[-1]
    lines = trace(ENGLISH, within=share.sentence_span)
    assert [line for line in lines if line.startswith("sentence")] == ["sentence 2, body"]


def test_the_command_reads_standard_input(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("昨年の相談は45件だった。"))
    assert main(["-", "--published", "2019-03-14", "--language", "ja"]) == 0
    lines = shown(capsys.readouterr().out.splitlines())
    assert lines[0] == "ja, published 2019-03-14 (origin)"
    assert "period 2018 stated 昨年" in lines


def test_the_documentation_shows_a_tree_as_it_is_printed() -> None:
    page = (PROJECT_DIR / "docs" / "reading.md").read_text(encoding="utf-8")
    (article,) = re.findall(r"```text article\n(.*?)```", page, re.DOTALL)
    (shown,) = re.findall(r"```text trace\n(.*?)\n```", page, re.DOTALL)
    assert trace(article, within=extract(article).figures[-1].sentence_span) == shown.splitlines()
