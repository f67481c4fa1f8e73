"""The exports as others read them: with frictionless, pandas, DuckDB and pysdmx."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import shutil
from collections.abc import Callable, Mapping
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import frictionless
import pandas as pd
import pytest
import yaml
from pysdmx.io import get_datasets, read_sdmx
from pysdmx.model import Codelist, Schema
from typer.testing import CliRunner, Result

from pipelines.cli import app
from pipelines.exports import ExportError, export, is_current
from pipelines.exports.formulas import FORMULA_STARTS, harmless
from pipelines.exports.relations import RELATIONS
from pipelines.extraction.reasons import Reason
from pipelines.settings import DBT_PROJECT_DIR, Settings
from pipelines.warehouse import read_publication

# Texts that break readers, and their spreadsheets: quotes, every end of line, controls, formulas, both writings.
HOSTILE = [
    'He said "no", twice',
    "one\ntwo\r\nthree\rfour",
    '"',
    '""\r\n""',
    ",;\t|",
    " led and trailed ",
    "\x01\x08\x1b[31m\x7f\x85\u2028\u2029\ufeff",
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://example.org","x")\r\n',
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "＝1+1",
    "'=quoted already",
    "NULL",
    "NaN",
    "児童ポルノ 😀 e\u0301",
]


def read(path: Path, query: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(path), read_only=True) as con:
        return con.execute(query).fetchall()


def files_below(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def descriptor_in(folder: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((folder / "datapackage.json").read_bytes())
    return content


@pytest.fixture(scope="module")
def warehouse(built: Settings, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A published warehouse with every kind of text, period and joint code in it."""
    path = tmp_path_factory.mktemp("hostile") / "warehouse.duckdb"
    shutil.copy(built.warehouse_path, path)
    with duckdb.connect(str(path)) as con:
        figures = con.execute("select figure_id from marts.fct_figure order by all").fetchall()
        for (figure_id,), text in zip(figures, HOSTILE, strict=False):
            con.execute("update marts.fct_figure set quote = $2, sentence = $2 where figure_id = $1", [figure_id, text])
        assert len(figures) >= len(HOSTILE)
        con.execute("update marts.dim_article set title = $1, reading_note = ''", [HOSTILE[8]])
        con.execute(
            "insert into marts.dim_period values ('FY2018', 'fiscal_year', '2018-04-01', '2019-03-31', 2018, 365)"
        )
        con.execute(
            "insert into marts.dim_period values ('2002-01/2002-10', 'range', '2002-01-01', '2002-10-31', 2002, 304)"
        )
        con.execute(
            "insert into marts.dim_period values ('2018-H1', 'half_year', '2018-01-01', '2018-06-30', 2018, 181)"
        )
        ids = [
            row[0]
            for row in con.execute(
                "select observation_id from marts.fct_observation where is_current order by all limit 4"
            ).fetchall()
        ]
        for observation_id, period in zip(ids, ("FY2018", "2002-01/2002-10", "2018-H1"), strict=False):
            con.execute(
                "update marts.fct_observation set period_code = $2 where observation_id = $1", [observation_id, period]
            )
        series = [
            row[0]
            for row in con.execute(
                "select distinct series_id from marts.fct_observation where is_current order by all limit 5"
            ).fetchall()
        ]
        for series_id, change in zip(
            series,
            (
                "platform_code = 'himabu+line'",
                "other_concepts = 'context=bullying;manner=selfie'",
                "measure_code = null, counted_as = '=first posts, \"so called\"'",
                "area_code = 'JP-11'",
                "area_code = 'JP-13+JP-27'",
            ),
            strict=True,
        ):
            con.execute(f"update marts.dim_series set {change} where series_id = $1", [series_id])
        con.execute(
            "insert into marts.dim_source values ('npa', 'feed', 'https://example.org/', null, "
            "timestamp '2026-11-22 03:04:05.678', null, '-failed', 0, null, true)"
        )
    return path


@pytest.fixture(scope="module")
def exported(warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Everything, exported once."""
    return export(warehouse, tmp_path_factory.mktemp("exports") / "exports").folder


@pytest.fixture
def npa(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    monkeypatch.setenv("NPA_RAW_DIR", str(settings.raw_dir))
    monkeypatch.setenv("NPA_BUILD_DIR", str(settings.build_dir))
    return lambda *arguments: CliRunner().invoke(app, arguments)


# -- the data package


def test_the_data_package_is_valid_with_its_keys_types_sizes_and_hashes(exported: Path) -> None:
    report = frictionless.validate(str(exported / "datapackage.json"))
    assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "type", "message"])
    assert len(report.tasks) == len(descriptor_in(exported)["resources"])


def test_a_changed_file_no_longer_fits_its_description(exported: Path, tmp_path: Path) -> None:
    shutil.copytree(exported, tmp_path / "changed")
    for path in ("csv/figures.csv", "parquet/figures.parquet", "sdmx/structure.json"):
        with (tmp_path / "changed" / path).open("ab") as file:
            file.write(b"\n")
    report = frictionless.validate(str(tmp_path / "changed" / "datapackage.json"))
    assert [task.name for task in report.tasks if not task.valid] == ["figures", "figures-parquet", "sdmx-structure"]


def test_every_file_is_described_with_its_size_and_hash(exported: Path) -> None:
    described = {
        resource["path"]: (resource["bytes"], resource["hash"]) for resource in descriptor_in(exported)["resources"]
    }
    found = {
        path: (len(content), f"sha256:{hashlib.sha256(content).hexdigest()}")
        for path, content in files_below(exported).items()
        if path != "datapackage.json"
    }
    assert described == found


def test_the_version_is_what_the_warehouse_was_built_from_and_no_clock_is_in_it(
    exported: Path, warehouse: Path
) -> None:
    descriptor = descriptor_in(exported)
    assert [(descriptor["version"],)] == read(warehouse, "select input_fingerprint from publication")
    assert not {"created", "contributors"} & set(descriptor)
    assert [source["path"] for source in descriptor["sources"]] == [
        url for (url,) in read(warehouse, "select url from articles")
    ]


def test_columns_say_what_they_are(exported: Path, warehouse: Path) -> None:
    comments = read(
        warehouse,
        "select table_name, column_name, trim(comment) from duckdb_columns() where schema_name = 'main' "
        "and table_name in (select view_name from duckdb_views() where not internal) order by table_name, column_index",
    )
    described = [
        (resource["name"], field["name"], field.get("description"))
        for resource in descriptor_in(exported)["resources"]
        if resource["path"].startswith("csv/")
        for field in resource["schema"]["fields"]
    ]
    assert [(view, name, " ".join(text.split())) for view, name, text in described] == [
        (view, name, " ".join(text.split())) for view, name, text in comments
    ]


def test_an_address_that_is_none_of_the_web_is_not_named(warehouse: Path, tmp_path: Path) -> None:
    copy = tmp_path / "warehouse.duckdb"
    shutil.copy(warehouse, copy)
    with duckdb.connect(str(copy)) as con:
        con.execute("update marts.dim_article set url = 'file:///etc/passwd'")
    exported = export(copy, tmp_path / "exports", ["sdmx"]).folder
    assert all("path" not in source for source in descriptor_in(exported)["sources"])
    assert frictionless.validate(str(exported / "datapackage.json")).valid


# -- what is said of the views, held against data and models


def test_every_public_view_has_its_relations(warehouse: Path) -> None:
    views = read(warehouse, "select view_name from duckdb_views() where not internal and schema_name = 'main'")
    assert {view for (view,) in views} == set(RELATIONS)


@pytest.mark.parametrize("view", sorted(RELATIONS))
def test_keys_name_rows_and_references_lead_somewhere(warehouse: Path, view: str) -> None:
    relations = RELATIONS[view]
    if relations.key:
        key = ", ".join(relations.key)
        assert read(warehouse, f"select {key} from {view} group by all having count(*) > 1") == []
        anything_null = " or ".join(f"{column} is null" for column in relations.key)
        assert read(warehouse, f"select {key} from {view} where {anything_null}") == []
    for column, (other, other_column) in relations.references.items():
        astray = f"select {column} from {view} where {column} is not null and {column} not in "
        assert read(warehouse, f"{astray} (select {other_column} from {other})") == []
    known = {name for (name, *_) in read(warehouse, f"describe {view}")}
    assert {*relations.key, *relations.order, *relations.references, *relations.values} <= known


def test_the_values_of_coded_columns_are_those_the_models_allow() -> None:
    allowed = {
        model["name"]: arguments["one_of"]
        for path in (DBT_PROJECT_DIR / "models" / "marts").glob("*.yml")
        for model in yaml.safe_load(path.read_text(encoding="utf-8"))["models"]
        for test in model.get("data_tests", [])
        if "one_of" in (arguments := test.get("integrity", {}).get("arguments", {}))
    }
    facts = {
        "articles": "dim_article",
        "figure_corrections": "fct_correction",
        "figures": "fct_figure",
        "identities": "fct_identity",
        "percent_or_points": "fct_percent_reading",
        "record_claims": "fct_record_claim",
        "sources": "dim_source",
        "unit_conflicts": "fct_unit_conflict",
    }
    for view, fact in facts.items():
        ours = {column: set(values) for column, values in RELATIONS[view].values.items()}
        theirs = {column: set(values) for column, values in allowed[fact].items() if column in ours}
        # A figure's language is its article's.
        assert ours == theirs | ({"language": ours["language"]} if view == "figures" else {}), view
    for column, code in (("status", "status_code"), ("confirmed_by", "confirmed_by")):
        assert set(RELATIONS["observations"].values[column]) == set(allowed["fct_observation"][code])
    assert set(RELATIONS["figure_facets"].values["source"]) == set(allowed["fct_figure_facet"]["settled_by"])
    assert RELATIONS["figure_facets"].values["reason"] == tuple(Reason) == tuple(allowed["fct_figure_facet"]["reason"])


# -- Parquet and CSV


@pytest.mark.parametrize("view", sorted(RELATIONS))
def test_parquet_holds_the_view_with_its_types(exported: Path, warehouse: Path, view: str) -> None:
    path = exported / "parquet" / f"{view}.parquet"
    with duckdb.connect(str(warehouse), read_only=True) as con:
        columns = con.execute(f"describe {view}").fetchall()
        assert con.execute(f"describe from '{path}'").fetchall() == columns
        assert con.execute(f"(from {view} except all from '{path}')").fetchall() == []
        rows = con.execute(f"select count(*) from {view}").fetchall()[0][0]
    frame = pd.read_parquet(path)
    assert (len(frame), list(frame.columns)) == (rows, [column[0] for column in columns])


@pytest.mark.parametrize("view", sorted(RELATIONS))
def test_duckdb_reads_the_csv_back_as_the_view(exported: Path, warehouse: Path, view: str) -> None:
    path = exported / "csv" / f"{view}.csv"
    with duckdb.connect(str(warehouse), read_only=True) as con:
        columns = con.execute(f"describe {view}").fetchall()
        types = {
            name: "JSON" if kind.endswith("[]") else "VARCHAR" if kind.startswith("TIMESTAMP") else kind
            for name, kind, *_ in columns
        }
        read_back = con.execute(
            "from read_csv($1, header = true, columns = $2, delim = ',', quote = '\"', escape = '\"', "
            "auto_detect = false, allow_quoted_nulls = false, new_line = '\\r\\n')",
            [str(path), types],
        ).fetchall()
        rows = con.execute(f"from '{exported / 'parquet' / f'{view}.parquet'}'").fetchall()
    assert read_back == [tuple(in_a_cell(value) for value in row) for row in rows]


@pytest.mark.parametrize("view", sorted(RELATIONS))
def test_pandas_reads_the_csv_back_as_the_view(exported: Path, warehouse: Path, view: str) -> None:
    frame = pd.read_csv(exported / "csv" / f"{view}.csv", dtype=str, keep_default_na=False, na_values=[])
    rows = read(warehouse, f"from '{exported / 'parquet' / f'{view}.parquet'}'")
    assert frame.to_numpy().tolist() == [[as_written(value) for value in row] for row in rows]


@pytest.mark.parametrize("view", sorted(RELATIONS))
def test_the_csv_is_as_rfc_4180_says(exported: Path, warehouse: Path, view: str) -> None:
    content = (exported / "csv" / f"{view}.csv").read_bytes()
    assert content.endswith(b"\r\n")
    assert not content.startswith(b"\xef\xbb\xbf")
    outside_quotes = b"".join(content.split(b'"')[::2])
    assert outside_quotes.count(b"\n") == outside_quotes.count(b"\r") == outside_quotes.count(b"\r\n")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8"), newline=""), strict=True))
    ((count,),) = read(warehouse, f"select count(*) from {view}")
    assert len(rows) == count + 1
    assert {len(row) for row in rows} == {len(rows[0])}


def test_no_text_in_a_csv_starts_a_formula(exported: Path) -> None:
    with (exported / "csv" / "figures.csv").open(encoding="utf-8", newline="") as file:
        quotes = [row["quote"] for row in csv.DictReader(file)]
    for text in HOSTILE:
        assert harmless(text) in quotes
    assert not [quote for quote in quotes if quote.startswith(FORMULA_STARTS)]
    assert "'=cmd|' /C calc'!A0" in quotes


def test_a_negative_number_is_a_number(exported: Path) -> None:
    frame = pd.read_csv(exported / "csv" / "figures.csv")
    assert frame["value"].dtype == float
    assert (frame["base_value"].dropna() > 0).all()


def test_no_value_and_an_empty_text_are_two_things(exported: Path) -> None:
    (line,) = (
        row
        for row in csv.DictReader(io.StringIO((exported / "csv/articles.csv").read_text(encoding="utf-8"), newline=""))
    )
    assert line["reading_note"] == line["license"] == ""
    assert re.search(rb',"",', (exported / "csv" / "articles.csv").read_bytes())


def in_a_cell(value: object) -> object:
    """What a reader that knows the types gets from a cell."""
    if isinstance(value, list):
        return json.dumps(value, separators=(",", ":"))
    if isinstance(value, datetime):
        return as_written(value)
    return harmless(value)


def as_written(value: object) -> str:
    """The characters of a cell."""
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case Decimal():
            return f"{value:f}".rstrip("0").rstrip(".")
        case list():
            return json.dumps(value, separators=(",", ":"))
        case datetime():
            return value.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        case _:
            return str(harmless(value))


# -- SDMX


def codes_of(exported: Path) -> Mapping[str, Mapping[str, str]]:
    message = read_sdmx(exported / "sdmx" / "structure.json", validate=True)
    return {
        str(item.id): {str(code.id): str(code.name) for code in item.items}
        for item in message.structures or ()
        if isinstance(item, Codelist)
    }


def sdmx_rows(exported: Path) -> list[dict[str, Any]]:
    (dataset,) = get_datasets(exported / "sdmx" / "observations.csv", exported / "sdmx" / "structure.json")
    return [{str(name): value for name, value in row.items()} for row in dataset.data.to_dict(orient="records")]


def number(value: object) -> Decimal | None:
    """A number as pysdmx gives it, which holds them as floats; None where there is none."""
    return None if value in (None, "") else Decimal(str(value))


def test_the_structure_is_that_of_the_data(exported: Path) -> None:
    (dataset,) = get_datasets(exported / "sdmx" / "observations.csv", exported / "sdmx" / "structure.json")
    assert isinstance(dataset.structure, Schema)
    components = dataset.structure.components
    assert [component.id for component in components] == list(dataset.data.columns)
    assert [component.id for component in components.dimensions] == [
        *(
            "FREQ",
            "REF_AREA",
            "MEASURE",
            "UNIT_MEASURE",
            "OFFENCE",
            "AGE_GROUP",
            "PLATFORM",
            "CHANNEL",
            "SEX",
            "MOTIVE",
        ),
        *("OTHER_CONCEPTS", "TIME_PERIOD"),
    ]


def test_every_code_of_the_data_is_in_its_list(exported: Path) -> None:
    codelists = codes_of(exported)
    for row in sdmx_rows(exported):
        for column, value in row.items():
            # Of what nothing confirms the attribute is left out.
            if f"CL_{column}" in codelists and (value or column != "CONFIRMED_BY"):
                assert value in codelists[f"CL_{column}"], (column, value)


def test_ref_area_is_the_area_and_japan_where_there_is_none(exported: Path, warehouse: Path) -> None:
    areas = dict(read(warehouse, "select observation_id, area from observations where is_current"))
    assert {"JP-11", "JP-13+JP-27", None} == set(areas.values())
    for row in sdmx_rows(exported):
        area = areas[row["OBSERVATION_ID"]] or "JP"
        assert row["REF_AREA"] == area or ("+" in area and row["REF_AREA"].startswith("X_"))
    names = codes_of(exported)["CL_AREA"]
    assert {row["REF_AREA"] for row in sdmx_rows(exported)} <= set(names)
    assert (names["JP"], names["JP-11"]) == ("Japan", "Saitama")
    structure = json.loads((exported / "sdmx" / "structure.json").read_text(encoding="utf-8"))
    (codes,) = (one["codes"] for one in structure["data"]["codelists"] if one["id"] == "CL_AREA")
    parents = {code["id"]: code.get("parent") for code in codes}
    assert (parents["JP"], parents["JP-11"], parents["KR"]) == (None, "JP", None)


def test_sdmx_holds_the_current_observations_value_by_value(exported: Path, warehouse: Path) -> None:
    axes = ("unit", "offence", "age_group", "platform", "channel", "sex", "motive", "other_concepts")
    codes = ", ".join(f"translate(coalesce({axis}, '_T'), '+=;', '-$@')" for axis in axes)
    expected = {
        observation_id: row
        for observation_id, *row in read(
            warehouse,
            "select observation_id, period, value, low, high, status, basis, witnesses, announced_on, "
            f"coalesce(measure, 'X'), {codes} from observations where is_current",
        )
    }
    dimensions = ["UNIT_MEASURE", *(axis.upper() for axis in axes[1:])]
    found = {
        row["OBSERVATION_ID"]: [
            row["SOURCE_PERIOD"],
            *(number(row[name]) for name in ("OBS_VALUE", "LOWER_BOUND", "UPPER_BOUND")),
            row["OBS_STATUS"],
            row["BASIS"],
            row["WITNESSES"],
            row["ANNOUNCED_ON"],
            "X" if row["MEASURE"].startswith("X_") else row["MEASURE"],
            *(row[name] for name in dimensions),
        ]
        for row in sdmx_rows(exported)
    }
    assert found == expected


def test_a_series_has_one_value_for_a_period(exported: Path) -> None:
    rows = sdmx_rows(exported)
    coded = codes_of(exported).keys() - {"CL_OBS_STATUS", "CL_BASIS"}
    dimensions = [name for name in rows[0] if f"CL_{name}" in coded]
    keys = [tuple(row[name] for name in (*dimensions, "TIME_PERIOD")) for row in rows]
    assert len(set(keys)) == len(rows)


def test_two_current_values_of_one_series_and_period_are_refused(warehouse: Path, tmp_path: Path) -> None:
    copy = tmp_path / "warehouse.duckdb"
    shutil.copy(warehouse, copy)
    with duckdb.connect(str(copy)) as con:
        con.execute("insert into marts.fct_observation from marts.fct_observation where is_current limit 1")
    with pytest.raises(ExportError, match="have the same key in SDMX"):
        export(copy, tmp_path / "exports")
    assert list(tmp_path.iterdir()) == [copy]


def test_periods_are_written_as_sdmx_writes_them(exported: Path) -> None:
    periods = {row["SOURCE_PERIOD"]: (row["FREQ"], row["TIME_PERIOD"]) for row in sdmx_rows(exported)}
    assert periods["2017"] == ("A", "2017")
    assert periods["2018-H1"] == ("S", "2018-S1")
    assert periods["FY2018"] == ("A", "2018-04-01/P1Y")
    assert periods["2002-01/2002-10"] == ("_Z", "2002-01-01/P10M")


def test_joint_codes_and_own_words_have_names(exported: Path) -> None:
    codelists = codes_of(exported)
    assert codelists["CL_PLATFORM"]["himabu-line"] == "Himabu / Yay! + LINE"
    assert codelists["CL_OTHER_CONCEPTS"]["context$bullying@manner$selfie"] == "Bullying + Selfie"
    assert '=first posts, "so called"' in codelists["CL_MEASURE"].values()
    assert codelists["CL_OFFENCE"]["_T"] == "Not broken down"


# -- as a whole


def test_the_same_warehouse_gives_the_same_bytes(exported: Path, warehouse: Path, tmp_path: Path) -> None:
    assert files_below(export(warehouse, tmp_path / "again").folder) == files_below(exported)


def test_a_new_export_takes_the_place_of_the_one_before(warehouse: Path, tmp_path: Path) -> None:
    folder = tmp_path / "exports"
    export(warehouse, folder)
    assert {path.name for path in folder.iterdir()} == {"csv", "parquet", "sdmx", "datapackage.json"}
    export(warehouse, folder, ["sdmx"])
    assert {path.name for path in folder.iterdir()} == {"sdmx", "datapackage.json"}
    assert [path.name for path in tmp_path.iterdir()] == ["exports"]


def test_an_export_that_fails_leaves_the_one_before(warehouse: Path, exported: Path, tmp_path: Path) -> None:
    folder = tmp_path / "exports"
    export(warehouse, folder)
    damaged = tmp_path / "damaged.duckdb"
    damaged.write_bytes(warehouse.read_bytes()[:40_000])
    with pytest.raises(ExportError, match="cannot be exported"):
        export(damaged, folder)
    assert files_below(folder) == files_below(exported)
    assert {path.name for path in tmp_path.iterdir()} == {"exports", "damaged.duckdb"}


def test_an_export_that_was_killed_between_the_renames_is_put_back(warehouse: Path, tmp_path: Path) -> None:
    folder = tmp_path / "exports"
    export(warehouse, folder, ["sdmx"])
    folder.rename(tmp_path / ".exports.old-1")
    (tmp_path / ".exports.new-1").mkdir()
    with pytest.raises(ExportError, match="cannot be exported"):
        damaged = tmp_path / "damaged.duckdb"
        damaged.write_bytes(b"no database")
        export(damaged, folder)
    assert (folder / "sdmx" / "observations.csv").exists()
    assert {path.name for path in tmp_path.iterdir()} == {"exports", "damaged.duckdb"}


def test_nothing_that_no_export_wrote_is_replaced(warehouse: Path, tmp_path: Path) -> None:
    folder = tmp_path / "exports"
    export(warehouse, folder, ["sdmx"])
    (folder / "notes.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(ExportError, match=r"notes\.txt"):
        export(warehouse, folder)
    assert (folder / "notes.txt").read_text(encoding="utf-8") == "mine"


# -- `npa export` and the asset


def test_a_refresh_exports_what_it_publishes(built: Settings) -> None:
    assert frictionless.validate(str(built.exports_dir / "datapackage.json")).valid
    publication = read_publication(built.warehouse_path)
    assert publication is not None
    assert descriptor_in(built.exports_dir)["version"] == publication.input_fingerprint


def test_an_export_is_current_if_it_is_whole_and_of_this_publication(exported: Path, tmp_path: Path) -> None:
    folder = tmp_path / "exports"
    shutil.copytree(exported, folder)
    version = descriptor_in(folder)["version"]
    assert is_current(folder, version)
    assert not is_current(folder, "0" * 64)
    (folder / "csv" / "figures.csv").unlink()
    assert not is_current(folder, version)
    assert not is_current(tmp_path / "none", version)


def test_an_export_in_some_formats_is_not_current(warehouse: Path, tmp_path: Path) -> None:
    export(warehouse, tmp_path / "exports", ["sdmx"])
    assert not is_current(tmp_path / "exports", descriptor_in(tmp_path / "exports")["version"])


def test_npa_export_says_what_lies_where(npa: Callable[..., Result], settings: Settings, tmp_path: Path) -> None:
    result = npa("export", "--to", str(tmp_path / "here"), "--format", "csv", "--format", "sdmx")
    assert result.exit_code == 0
    assert str(tmp_path / "here") in result.stdout
    assert {path.name for path in (tmp_path / "here").iterdir()} == {"csv", "sdmx", "datapackage.json"}
    before = files_below(settings.exports_dir)
    lines = npa("export", "--json").stdout.splitlines()
    assert {Path(json.loads(line)["path"]) for line in lines} == {settings.exports_dir / path for path in before}
    assert files_below(settings.exports_dir) == before


def test_npa_export_refuses_what_is_not_its_to_replace(
    npa: Callable[..., Result], settings: Settings, tmp_path: Path
) -> None:
    file = tmp_path / "file"
    file.touch()
    for target, why in [
        (file, "is not a folder"),
        (tmp_path, "is not empty"),
        (settings.build_dir, "is not empty"),
        (settings.raw_dir / "exports", "only articles belong"),
    ]:
        result = npa("export", "--to", str(target))
        assert result.exit_code == 1
        assert why in " ".join(result.stderr.split())


def test_npa_export_needs_a_whole_warehouse(npa: Callable[..., Result], settings: Settings) -> None:
    before = files_below(settings.exports_dir)
    settings.warehouse_path.write_bytes(b"no database")
    assert "Run: npa build" in npa("export").stderr
    settings.warehouse_path.unlink()
    assert "There is no warehouse" in " ".join(npa("export").stderr.split())
    assert files_below(settings.exports_dir) == before
