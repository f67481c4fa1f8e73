"""The dictionary as a page in Markdown. Decides how it looks, and nothing of what it says."""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.dictionary.tables import Column, Table

_VOCABULARY = "../dbt_project/seeds/concepts.csv"
_DISPOSITIONS = "../dbt_project/seeds/dispositions.csv"
_HEAD = f"""\
# Data dictionary

Every table and column of `build/warehouse.duckdb`. Written from the models by
`.venv/bin/python -m pipelines.dictionary`, not by hand; a test compares it with them.

The codes of an axis (measure, offence, platform, ...) are listed in [concepts.csv]({_VOCABULARY})
with their names in English and Japanese; several codes are joined by `+`. Ages follow a grammar: `age_16`,
`age_15_to_29`, `age_65_and_over`, `age_13_and_under`, `under_12`, `20s`. Periods are written `2017`, `2018-H1`,
`2007-Q3`, `2017-06`, `FY2018`, `2002-01/2002-10` and `2009/2014`. The file carries the same texts as comments:
`select table_name, column_name, comment from duckdb_columns()`.
"""
_GROUPS = {
    "views": (
        "Public views",
        "What to query: schema `main`. Columns may be added; those there are stay.",
    ),
    "publication": (
        "Written when publishing",
        "Also in schema `main`: a question that takes a day, what this publication changed, and what it was made of.",
    ),
    "marts": (
        "Marts",
        "The star below the views, in schema `marts`: facts, bridges and dimensions. What its tests prove of every "
        "row is listed with each table.",
    ),
}


def markdown(tables: Sequence[Table]) -> str:
    """The whole page: an overview of each group with its grains, then its tables.

    Args:
        tables: In the order to show them.
    """
    parts = [_HEAD]
    for group, (title, about) in _GROUPS.items():
        members = [table for table in tables if table.group == group]
        rows = [f"| [`{table.name}`](#{_anchor(table.name)}) | {_cell(_grain(table))} |" for table in members]
        parts.append("\n".join([f"## {title}", "", about, "", "| table | holds |", "|---|---|", *rows]) + "\n")
        parts += [_section(table) for table in members]
    return "\n".join(parts)


def _section(table: Table) -> str:
    lines = [f"### {table.name}", "", table.description]
    if table.key:
        lines += ["", f"Key: {', '.join(f'`{column}`' for column in table.key)}."]
    if table.columns:
        lines += ["", "| column | type | meaning |", "|---|---|---|"]
        lines += [f"| `{column.name}` | {column.type} | {_cell(_meaning(column))} |" for column in table.columns]
    if table.rules:
        lines += ["", "Holds of every row:", "", *(f"- {rule}" for rule in table.rules)]
    return "\n".join(lines) + "\n"


def _meaning(column: Column) -> str:
    parts = [column.description]
    # not again where the description lists them
    if any(value not in column.description for value in column.values):
        parts.append(f"One of {', '.join(f'`{value}`' for value in column.values)}.")
    if column.axis:
        parts.append(f"Codes: axis `{column.axis}` of [concepts.csv]({_VOCABULARY}).")
    if column.name in ("disposition", "disposition_code"):
        parts.append(f"Codes: [dispositions.csv]({_DISPOSITIONS}).")
    if column.reference:
        table, field = column.reference
        parts.append(f"Refers to [`{table}.{field}`](#{_anchor(table)}).")
    if column.is_required:
        parts.append("Never NULL.")
    return " ".join(parts)


def _grain(table: Table) -> str:
    """The first sentence of the description, which is its grain."""
    return table.description.split(". ")[0].split(": ")[0].rstrip(".")


def _anchor(name: str) -> str:
    """The address GitHub gives a heading: lower case, punctuation left out."""
    return "".join(letter for letter in name.lower() if letter.isalnum() or letter in "_-")


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
