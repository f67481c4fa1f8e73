"""The page on quality: how well the extractor reads, what the checks notice, what does not fit, and what was read from.

The scores are those stored beside the code; nothing is measured here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from pipelines.report.shown import linked
from pipelines.report.tables import rows
from pipelines.settings import PROJECT_DIR

CHECKS_PATH = PROJECT_DIR / "docs" / "checks.md"
README_PATH = PROJECT_DIR / "README.md"
SHOWN_ROWS = 200

_SCORES_HEADING = "## How well it reads"


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a Markdown text: a heading, a paragraph, a list or a table.

    Attributes:
        kind: heading, paragraph, list or table.
        lines: The text, the items or, of a table, none.
        rows: Of a table, its rows, the header first.
    """

    kind: str
    lines: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = ()


def quality(con: duckdb.DuckDBPyConnection, docs: Sequence[str]) -> dict[str, Any]:
    """What the page shows, by the names its template uses.

    Args:
        con: The published database.
        docs: The folders of the site that others wrote.
    """
    return {
        "docs": docs,
        "scores": markdown_blocks(_section(README_PATH, _SCORES_HEADING)),
        "mutation": markdown_blocks(_text(CHECKS_PATH).partition("\n")[2]),
        "repairs": _figure_rows(con, "repairs", "set_rank, set_size, group_id, figure_id"),
        "unit_conflicts": rows(
            con,
            f"""
            select
                conflicts.*,
                {linked("cases.article_id")} as cases_article_id,
                {linked("victims.article_id")} as victims_article_id,
                cases.language as cases_language,
                victims.language as victims_language
            from unit_conflicts as conflicts
            left join figures as cases on conflicts.cases_figure_id = cases.figure_id
            left join figures as victims on conflicts.victims_figure_id = victims.figure_id
            order by conflicts.period, conflicts.value limit {SHOWN_ROWS}
            """,
        ),
        "revisions": rows(
            con,
            f"""
            select
                revisions.*,
                {linked("figures.article_id")} as article_id,
                {linked("earlier.article_id")} as article_id_before
            from revisions
            left join figures on revisions.figure_id = figures.figure_id
            left join figures as earlier on revisions.figure_id_before = earlier.figure_id
            order by revisions.announced_on desc, revisions.series, revisions.period limit {SHOWN_ROWS}
            """,
        ),
        "corrections": rows(con, "select * from figure_corrections order by all"),
        "rejected_files": rows(con, f"select * from rejected_files order by all limit {SHOWN_ROWS}"),
        "sources": rows(con, "select * from sources order by source"),
        "dispositions": rows(
            con,
            """
            select numerals.disposition, meanings.description, count(*) as numerals
            from numerals
            left join marts.dim_disposition as meanings on numerals.disposition = meanings.disposition_code
            group by all order by numerals desc, numerals.disposition
            """,
        ),
    }


def _figure_rows(con: duckdb.DuckDBPyConnection, view: str, order: str) -> list[Any]:
    return rows(
        con,
        f"""
        select rows.*, {linked("figures.article_id")} as article_id, figures.language
        from {view} as rows
        left join figures using (figure_id)
        order by {order} limit {SHOWN_ROWS}
        """,
    )


def markdown_blocks(text: str) -> Sequence[Block]:
    """The parts of a Markdown text of this project: headings, paragraphs, lists of one line an item and tables."""
    blocks = []
    for part in re.split(r"\n\s*\n", text.strip()):
        lines = [line.strip() for line in part.splitlines() if line.strip()]
        if not lines:
            continue
        if lines[0].startswith("#"):
            blocks.append(Block("heading", [lines[0].lstrip("# ")]))
        elif lines[0].startswith("|"):
            cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
            blocks.append(Block("table", rows=[cells[0], *cells[2:]]))
        elif lines[0].startswith("- "):
            items = re.split(r"\n- ", "\n" + "\n".join(lines))[1:]
            blocks.append(Block("list", [" ".join(item.split()) for item in items]))
        else:
            blocks.append(Block("paragraph", [" ".join(lines)]))
    return blocks


def _section(path: Path, heading: str) -> str:
    _, _, rest = _text(path).partition(f"{heading}\n")
    return rest.partition("\n## ")[0]


def _text(path: Path) -> str:
    """Empty where the project's documents are not beside its code, as in an installed package."""
    return path.read_text(encoding="utf-8") if path.exists() else ""
