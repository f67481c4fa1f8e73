"""The code lists of an SDMX export: the vocabulary as published, and the joint codes that observations use."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import duckdb

from pipelines.exports.model import ExportError
from pipelines.exports.sdmx_model import DIMENSIONS, Component, code_id, listed_id

# What is counted in the text's own words has no code of the vocabulary.
_OWN_WORDS = "own words: "


@dataclass(frozen=True, slots=True)
class Code:
    """A code of a code list.

    Attributes:
        id: As SDMX writes it.
        names: By language.
        parent: The id of the wider code that contains it.
    """

    id: str
    names: Mapping[str, str]
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class Codelist:
    """A code list.

    Attributes:
        id: Its name in SDMX.
        name: Its name in English.
        codes: In the order of their ids; the total first.
        ids: Code as the warehouse writes it -> id; NULL is the total.
    """

    id: str
    name: str
    codes: Sequence[Code]
    ids: Mapping[str | None, str]


def read_codelists(con: duckdb.DuckDBPyConnection) -> Mapping[str, Codelist]:
    """The code list of each dimension of the vocabulary, by the dimension's id.

    Raises:
        ExportError: Two codes would be one in SDMX.
    """
    vocabulary: dict[str, dict[str, tuple[dict[str, str], str | None]]] = {}
    for axis, code, name_en, name_ja, parent in con.execute(
        "select axis, code, name_en, name_ja, parent_code from marts.dim_concept order by all"
    ).fetchall():
        names = {"en": name_en or code, **({"ja": name_ja} if name_ja else {})}
        vocabulary.setdefault(axis, {})[code] = (names, parent)
    return {
        dimension.id: _codelist(dimension, vocabulary, _used(con, dimension))
        for dimension in DIMENSIONS
        if dimension.axis is not None
    }


def measure_of(measure: str | None, counted_as: str | None) -> str | None:
    """What is counted, as the code lists name it: a code, or the text's own words where there is none."""
    return _OWN_WORDS + counted_as if measure is None and counted_as is not None else measure


def _used(con: duckdb.DuckDBPyConnection, dimension: Component) -> Sequence[str]:
    query = f"select distinct {dimension.column}, counted_as from observations where is_current order by all"
    rows = con.execute(query).fetchall()
    if dimension.id == "MEASURE":
        rows = [(measure_of(*row),) for row in rows]
    return sorted({row[0] for row in rows if row[0] is not None})


def _codelist(
    dimension: Component,
    vocabulary: Mapping[str, Mapping[str, tuple[dict[str, str], str | None]]],
    used: Sequence[str],
) -> Codelist:
    single = vocabulary.get(dimension.axis or "", {})
    whole, names_of_whole = dimension.whole
    codes = [
        Code(
            listed_id(code),
            names,
            listed_id(parent) if parent is not None and parent in single else _whole(code, whole),
        )
        for code, (names, parent) in single.items()
    ]
    joint = [code for code in used if code not in single]
    codes += [Code(code_id(code), _joint_names(code, dimension.axis or "", vocabulary)) for code in joint]
    if len({whole, *(code.id for code in codes)}) <= len(codes):
        raise ExportError(f"Two codes of {dimension.column} have the same id in SDMX. Rename one in the vocabulary.")
    ids: dict[str | None, str] = {
        None: whole,
        **{code: listed_id(code) for code in single},
        **{code: code_id(code) for code in joint},
    }
    total = Code(whole, names_of_whole)
    return Codelist(dimension.codelist, dimension.name, [total, *sorted(codes, key=lambda code: code.id)], ids)


def _whole(code: str, whole: str) -> str | None:
    """The whole that ISO 3166-2 puts a code under: JP-11 is a part of JP."""
    return whole if code.startswith(f"{whole}-") else None


def _joint_names(
    code: str, axis: str, vocabulary: Mapping[str, Mapping[str, tuple[dict[str, str], str | None]]]
) -> Mapping[str, str]:
    """The names of the codes that are joined, where all have one in the language."""
    if code.startswith(_OWN_WORDS):
        return {"en": code.removeprefix(_OWN_WORDS)}
    parts = [
        vocabulary.get(axis_of_part or axis, {}).get(single, ({"en": single}, None))[0]
        for part in code.split(";")
        for axis_of_part, _, joined in [part.rpartition("=")]
        for single in joined.split("+")
    ]
    return {
        language: " + ".join(names[language] for names in parts)
        for language in ("en", "ja")
        if all(language in names for names in parts)
    }
