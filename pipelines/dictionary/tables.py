"""What is known of every published table: from dbt's manifest, and from publishing for what only that writes.

Marts carry their integrity tests: keys, references, codes, rules. A public view is read from marts, and a column of
it holds what the column of the same name does there; what else is known of views is said in ``pipelines.exports``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from pipelines.exports.relations import RELATIONS, Relations
from pipelines.warehouse import CHANGE_TABLES, MACROS, PUBLICATION_COLUMNS, Publication

_PUBLIC = "public"
_MARTS = "marts"
_PUBLICATION = "One row: what this database was built from and what was checked."


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a published table.

    Attributes:
        name: Its name.
        type: DuckDB's name of its type, in lower case.
        description: What it holds.
        values: The codes it may hold, beside NULL; empty where they are not listed.
        axis: The axis of the vocabulary its codes are of, where they are.
        reference: Table and column whose values it holds, where it refers to one.
        is_required: Whether it is never NULL.
    """

    name: str
    type: str
    description: str
    values: tuple[str, ...] = ()
    axis: str | None = None
    reference: tuple[str, str] | None = None
    is_required: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A published table, view or macro.

    Attributes:
        group: ``views``, ``publication`` or ``marts``.
        schema: Where it is in the published file.
        name: Its name.
        description: What it holds; the grain first.
        columns: In their order; none for a macro.
        key: Columns that name a row; empty where it has none.
        rules: What its tests prove of every row, in words.
    """

    group: str
    schema: str
    name: str
    description: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()


def tables(manifest: Mapping[str, Any]) -> Sequence[Table]:
    """Every published table: views, what publishing writes, and marts, each by name.

    Args:
        manifest: dbt's, parsed.
    """
    models = {node["unique_id"]: node for node in manifest["nodes"].values() if node["resource_type"] == "model"}
    tests = {
        node["attached_node"]: node["test_metadata"]["kwargs"]
        for node in manifest["nodes"].values()
        if node["resource_type"] == "test" and (node.get("test_metadata") or {}).get("name") == "integrity"
    }
    public = sorted((model for model in models.values() if _PUBLIC in model["fqn"]), key=_name)
    marts = sorted((model for model in models.values() if _MARTS in model["fqn"]), key=_name)
    return [
        *(_view(model, tests) for model in public),
        *_written_when_publishing(),
        *(_mart(model, tests.get(model["unique_id"], {})) for model in marts),
    ]


def _name(model: Mapping[str, Any]) -> str:
    return str(model["name"])


def _mart(model: Mapping[str, Any], test: Mapping[str, Any]) -> Table:
    key = tuple(test.get("key", ()))
    required = {*key, *test.get("never_null", ())}
    references = {
        each["column"]: (re.sub(r"ref\('(\w+)'\)", r"\1", each["to"]), each["field"])
        for each in test.get("references", ())
    }
    columns = tuple(
        Column(
            name=column["name"],
            type=column["data_type"],
            description=_one_line(column["description"]),
            values=tuple(test.get("one_of", {}).get(column["name"], ())),
            axis=test.get("codes", {}).get(column["name"]),
            reference=references.get(column["name"]),
            is_required=column["name"] in required,
        )
        for column in model["columns"].values()
    )
    return Table("marts", _MARTS, model["name"], _one_line(model["description"]), columns, key, tuple(_rules(test)))


def _rules(test: Mapping[str, Any]) -> Iterator[str]:
    for column, (lowest, highest) in test.get("between", {}).items():
        limits = [f"at least {lowest}"] if lowest is not None else []
        limits += [f"at most {highest}"] if highest is not None else []
        yield f"{column} is {' and '.join(limits)}"
    for column, reason in test.get("reasons", {}).items():
        yield f"either {column} or {reason} is set"
    yield from test.get("rules", {})


def _view(model: Mapping[str, Any], tests: Mapping[str, Mapping[str, Any]]) -> Table:
    relations = RELATIONS.get(model["name"], Relations())
    axes: dict[str, str] = {}
    for mart in model["depends_on"]["nodes"]:
        for column, axis in tests.get(mart, {}).get("codes", {}).items():
            axes.setdefault(column.removesuffix("_code"), axis)
    columns = tuple(
        Column(
            name=column["name"],
            type=column["data_type"],
            description=_one_line(column["description"]),
            values=relations.values.get(column["name"], ()),
            axis=axes.get(column["name"]),
            reference=relations.references.get(column["name"]),
            is_required=column["name"] in relations.key,
        )
        for column in model["columns"].values()
    )
    return Table("views", "main", model["name"], _one_line(model["description"]), columns, relations.key)


def _written_when_publishing() -> Iterator[Table]:
    for name, (_, _, description) in MACROS.items():
        yield Table("publication", "main", f"{name}(day)", description, ())
    for name, (description, columns) in CHANGE_TABLES.items():
        yield Table(
            "publication",
            "main",
            name,
            description,
            tuple(Column(column, kind.lower(), meaning) for column, (kind, meaning) in columns.items()),
        )
    kinds = {field.name: "integer" if field.type == "int" else "varchar" for field in fields(Publication)}
    yield Table(
        "publication",
        "main",
        "publication",
        _PUBLICATION,
        tuple(Column(name, kinds[name], meaning) for name, meaning in PUBLICATION_COLUMNS.items()),
    )


def _one_line(text: str) -> str:
    return " ".join(text.split())
