"""Describes an export as a Frictionless Data Package, version 2 (datapackage.org): what each file and column holds.

Says nothing of people, and nothing that two exports of the same warehouse would say differently.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import duckdb

from pipelines.exports.folder import PACKAGE_NAME
from pipelines.exports.model import ExportedFile
from pipelines.exports.sdmx import COLUMNS, KEY
from pipelines.exports.views import Column, View

Json = dict[str, Any]

_PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
_SCHEMA_PROFILE = "https://datapackage.org/profiles/2.0/tableschema.json"
_TITLE = "Figures that Japan's National Police Agency publishes as prose"
_DESCRIPTION = (
    "Figures on minors harmed through the internet and on related offences, read from press releases and wire stories, "
    "each with the characters it was read from. The texts of articles, and the sentences and quotes cut from them, "
    "belong to their publishers; the column license of articles says on which terms each may be used."
)
_CSV_NOTE = (
    "A text that a spreadsheet would run as a formula stands behind an apostrophe, which is not part of it; "
    "the Parquet file of the same name holds every text as it is."
)
_CSV_DIALECT = {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True, "header": True}
_SDMX_TYPES = {
    "OBS_VALUE": "number",
    "LOWER_BOUND": "number",
    "UPPER_BOUND": "number",
    "WITNESSES": "integer",
    "ANNOUNCED_ON": "date",
}
_LICENSE = {
    "name": "MIT",
    "path": "https://opensource.org/license/mit",
    "title": "MIT License, of the data as arranged here; not of the texts, which are their publishers'",
}
# By the beginning of DuckDB's name of a type.
_TYPES: Mapping[str, str] = {
    "VARCHAR": "string",
    "BOOLEAN": "boolean",
    "DATE": "date",
    "TIMESTAMP": "datetime",
    "DECIMAL": "number",
    "DOUBLE": "number",
    "FLOAT": "number",
}
_INTEGERS = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT")


def describe(version: str, sources: Sequence[Json], resources: Sequence[Json]) -> Json:
    """The descriptor of a whole export.

    Args:
        version: Fingerprint of what the warehouse was built from.
        sources: What it was read from.
        resources: One for each file.
    """
    return {
        "$schema": _PROFILE,
        "name": PACKAGE_NAME,
        "title": _TITLE,
        "description": _DESCRIPTION,
        "version": version,
        "licenses": [_LICENSE],
        "sources": list(sources),
        "resources": list(resources),
    }


def article_sources(con: duckdb.DuckDBPyConnection) -> list[Json]:
    """Publisher, title and address of every article that has one of these; an address only of the web."""
    rows = con.execute(
        r"""
        select distinct
            coalesce(nullif(concat_ws(': ', publisher, title), ''), url) as title,
            if(regexp_matches(url, '^https?://[^\s]+$'), url, null) as path
        from articles
        where coalesce(publisher, title, url) is not null
        order by all
        """
    ).fetchall()
    return [{"title": title, **({"path": path} if path else {})} for title, path in rows]


def csv_resource(file: ExportedFile, view: View, exported_views: Collection[str]) -> Json:
    """A view as CSV, with its columns; it refers only to views that are in the export too."""
    return {
        **_resource(view.name, file, "csv", "text/csv"),
        "type": "table",
        "description": f"{(view.description or '').strip()} {_CSV_NOTE}".strip(),
        "encoding": "utf-8",
        "dialect": _CSV_DIALECT,
        "schema": _table_schema(view, exported_views),
    }


def parquet_resource(file: ExportedFile, view: View) -> Json:
    """A view as Parquet, which holds its own types."""
    return {
        # Not called parquet alone: Frictionless would then read it as a table, and cannot where a column holds lists.
        **_resource(f"{view.name}-parquet", file, "parquet+zstd", "application/vnd.apache.parquet"),
        "description": (view.description or "").strip(),
    }


def sdmx_data_resource(file: ExportedFile) -> Json:
    """The observations as SDMX-CSV, as a table for those who read it without SDMX."""
    fields = [
        {
            "name": name,
            "type": _SDMX_TYPES.get(name, "string"),
            **({"constraints": {"required": True}} if name in KEY else {}),
        }
        for name in COLUMNS
    ]
    return {
        **_resource("sdmx-observations", file, "csv", "application/vnd.sdmx.data+csv;version=2.0.0"),
        "type": "table",
        "description": "The current observations as SDMX-CSV 2.0; sdmx-structure says what the codes mean.",
        "encoding": "utf-8",
        "dialect": _CSV_DIALECT,
        "schema": {"$schema": _SCHEMA_PROFILE, "fields": fields, "missingValues": [""], "primaryKey": list(KEY)},
    }


def sdmx_structure_resource(file: ExportedFile) -> Json:
    """What the codes of the SDMX-CSV mean."""
    return {
        # Not called json alone: Frictionless would then read it as a table.
        **_resource("sdmx-structure", file, "sdmx-json", "application/vnd.sdmx.structure+json;version=2.0.0"),
        "description": "Concepts, code lists, data structure and dataflow of the observations, as SDMX-JSON 2.0.",
    }


def _resource(name: str, file: ExportedFile, file_format: str, media_type: str) -> Json:
    return {
        "name": name,
        "path": file.path,
        "format": file_format,
        "mediatype": media_type,
        "bytes": file.bytes,
        "hash": f"sha256:{file.sha256}",
    }


def _table_schema(view: View, exported_views: Collection[str]) -> Json:
    relations = view.relations
    schema: Json = {
        "$schema": _SCHEMA_PROFILE,
        "fields": [_field(view, column) for column in view.columns],
        "missingValues": [""],
    }
    if relations.key:
        schema["primaryKey"] = list(relations.key)
    references = [
        {
            "fields": [column],
            "reference": {**({} if other == view.name else {"resource": other}), "fields": [other_column]},
        }
        for column, (other, other_column) in relations.references.items()
        if other in exported_views
    ]
    if references:
        schema["foreignKeys"] = references
    return schema


def _field(view: View, column: Column) -> Json:
    field: Json = {"name": column.name, "type": table_schema_type(column.type)}
    if column.description:
        field["description"] = column.description.strip()
    constraints: Json = {}
    if column.name in view.relations.key:
        constraints["required"] = True
    if values := view.relations.values.get(column.name):
        constraints["enum"] = list(values)
    if constraints:
        field["constraints"] = constraints
    return field


def table_schema_type(duckdb_type: str) -> str:
    """The type of Table Schema for one of DuckDB; ``any`` for what it has no name for."""
    if duckdb_type.endswith("[]"):
        return "array"
    if duckdb_type in _INTEGERS:
        return "integer"
    return next((ours for theirs, ours in _TYPES.items() if duckdb_type.startswith(theirs)), "any")
