"""Writes the current observations as SDMX-CSV 2.0, and what their codes mean as an SDMX-JSON 2.0 structure message.

The model of both is in ``sdmx_model``; earlier vintages are in the other formats.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb

from pipelines.exports.model import ExportError
from pipelines.exports.sdmx_codes import Code, Codelist, measure_of, read_codelists
from pipelines.exports.sdmx_model import (
    AGENCY,
    ATTRIBUTES,
    CONCEPT_SCHEME,
    DATA_STRUCTURE,
    DATAFLOW,
    DIMENSIONS,
    TIME,
    VALUE,
    VERSION,
    Component,
    time_period,
    urn,
)

Json = dict[str, Any]

COLUMNS = (
    "STRUCTURE",
    "STRUCTURE_ID",
    "ACTION",
    *(component.id for component in (*DIMENSIONS, TIME, VALUE, *ATTRIBUTES)),
)
KEY = tuple(component.id for component in (*DIMENSIONS, TIME))
_DATAFLOW_NAME = "Observations: current values of series read from the agency's figures"
_SCHEMA = (
    "https://raw.githubusercontent.com/sdmx-twg/sdmx-json/develop/structure-message/tools/schemas/2.0.0/"
    "sdmx-json-structure-schema.json"
)
_ROWS_AT_A_TIME = 10_000


def write_observations(con: duckdb.DuckDBPyConnection, path: Path) -> int:
    """Write one row for each series and period, with its current value.

    Returns:
        Rows written.

    Raises:
        ExportError: Two rows have the same key.
    """
    codelists = read_codelists(con)
    columns = [
        *(component.column for component in (*DIMENSIONS, VALUE, *ATTRIBUTES) if component.column),
        "counted_as",
        "period_start",
        "period_end",
    ]
    cursor = con.execute(
        f"select {', '.join(columns)} from observations where is_current "
        "order by series, series_id, period_start, period_end, observation_id"
    )
    seen: dict[tuple[str, ...], str] = {}
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(COLUMNS)
        while rows := cursor.fetchmany(_ROWS_AT_A_TIME):
            for values in rows:
                row = dict(zip(columns, values, strict=True))
                key = _key(row, codelists)
                if key in seen:
                    raise ExportError(
                        f"The observations {seen[key]} and {row['observation_id']} have the same key in SDMX "
                        f"({', '.join(key)}). One of them should not be current: build again, or leave sdmx out."
                    )
                seen[key] = row["observation_id"]
                attributes = [_text(row[attribute.column or ""]) for attribute in ATTRIBUTES]
                writer.writerow(
                    ["dataflow", f"{AGENCY}:{DATAFLOW}({VERSION})", "I", *key, _text(row["value"]), *attributes]
                )
    return len(seen)


def _key(row: Mapping[str, Any], codelists: Mapping[str, Codelist]) -> tuple[str, ...]:
    frequency, period = time_period(row["period"], row["period_start"], row["period_end"])
    values = {**row, "measure": measure_of(row["measure"], row["counted_as"])}
    coded = (
        codelists[dimension.id].ids[values[dimension.column or ""]]
        for dimension in DIMENSIONS
        if dimension.axis is not None
    )
    return (frequency, *coded, period)


def _text(value: object) -> str:
    """A value as SDMX-CSV writes it; nothing where there is none."""
    if isinstance(value, Decimal):
        text = f"{value:f}"
        return text.rstrip("0").rstrip(".") if "." in text else text
    return "" if value is None else str(value)


def write_structure(con: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Write concepts, code lists, data structure and dataflow.

    ``prepared``, which the format asks for, is the day of the newest article: the same warehouse gives the same bytes.
    """
    newest = con.execute("select max(published_on) from articles").fetchall()[0][0]
    message = {
        "meta": {
            "schema": _SCHEMA,
            "id": f"{AGENCY}_STRUCTURE",
            "prepared": f"{newest or '1970-01-01'}T00:00:00Z",
            "sender": {"id": AGENCY},
        },
        "data": {
            "codelists": [_codelist(codelist) for codelist in _all_codelists(read_codelists(con))],
            "conceptSchemes": [_concept_scheme()],
            "dataStructures": [_data_structure()],
            "dataflows": [{**_named(DATAFLOW, _DATAFLOW_NAME), "structure": urn("DataStructure", DATA_STRUCTURE)}],
        },
    }
    path.write_text(json.dumps(message, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")


def _all_codelists(of_vocabulary: Mapping[str, Codelist]) -> list[Codelist]:
    closed = [
        Codelist(
            component.codelist, component.name, [Code(code, {"en": name}) for code, name in component.codes.items()], {}
        )
        for component in (*DIMENSIONS, *ATTRIBUTES)
        if component.codes is not None
    ]
    return sorted([*of_vocabulary.values(), *closed], key=lambda codelist: codelist.id)


def _named(artefact: str, name: str) -> Json:
    return {"id": artefact, "agencyID": AGENCY, "version": VERSION, "name": name, "names": {"en": name}}


def _codelist(codelist: Codelist) -> Json:
    return {
        **_named(codelist.id, codelist.name),
        "codes": [
            {
                "id": code.id,
                "name": code.names["en"],
                "names": dict(code.names),
                **({"parent": code.parent} if code.parent else {}),
            }
            for code in codelist.codes
        ],
    }


def _concept_scheme() -> Json:
    concepts = [
        {"id": component.id, "name": component.name, "names": {"en": component.name}}
        for component in (*DIMENSIONS, TIME, VALUE, *ATTRIBUTES)
    ]
    return {**_named(CONCEPT_SCHEME, "Concepts of the observations"), "concepts": concepts}


def _data_structure() -> Json:
    attributes = [
        {
            **_component(attribute),
            "attributeRelationship": {"observation": {}},
            "measureRelationship": [VALUE.id],
            "usage": "mandatory" if attribute.id == "OBS_STATUS" else "optional",
        }
        for attribute in ATTRIBUTES
    ]
    return {
        **_named(DATA_STRUCTURE, "Structure of the observations"),
        "dataStructureComponents": {
            "dimensionList": {
                "id": "DimensionDescriptor",
                "dimensions": [_component(dimension) for dimension in DIMENSIONS],
                "timeDimension": _component(TIME),
            },
            "measureList": {
                "id": "MeasureDescriptor",
                "measures": [{**_component(VALUE), "usage": "mandatory"}],
            },
            "attributeList": {"id": "AttributeDescriptor", "attributes": attributes},
        },
    }


def _component(component: Component) -> Json:
    return {
        "id": component.id,
        "conceptIdentity": urn("Concept", CONCEPT_SCHEME, component.id),
        "localRepresentation": (
            {"enumeration": urn("Codelist", component.codelist)}
            if component.is_coded
            else {"format": {"dataType": component.type}}
        ),
    }
