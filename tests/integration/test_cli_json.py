"""`npa` as a script sees it: JSON and nothing else on standard output, every number exact."""

from __future__ import annotations

import json
from decimal import Decimal

import duckdb
import pytest

from pipelines.settings import Settings
from tests.integration.commands import process
from tests.integration.conftest import Npa
from tests.integration.processes import held
from tests.integration.runs import query


def test_a_query_gives_an_object_a_row_with_exact_numbers(npa: Npa) -> None:
    result = npa(
        "sql",
        "--json",
        "select 99999999999999.9999::decimal(18, 4) as money, 20.50::decimal(18, 4) as share, 2.5::double as half, "
        "9007199254740993 as long, date '2018-04-26' as day, timestamp '2018-04-26 06:00:00' as moment, "
        "null as nothing, true as yes, 'nan'::double as nan, [1.5, 2] as list, {'a': 1.10} as struct, "
        "'\\xAA'::blob as b "
        "from range(2)",
    )
    line, again = result.stdout.splitlines()
    assert line == again
    assert json.loads(line, parse_float=Decimal) == {
        "money": Decimal("99999999999999.9999"),
        "share": Decimal("20.5"),
        "half": Decimal("2.5"),
        "long": 9007199254740993,
        "day": "2018-04-26",
        "moment": "2018-04-26T06:00:00",
        "nothing": None,
        "yes": True,
        "nan": "nan",
        "list": [Decimal("1.5"), 2],
        "struct": {"a": Decimal("1.1")},
        "b": "aa",
    }


def test_columns_of_one_name_are_told_apart(npa: Npa) -> None:
    assert npa("sql", "--json", "select 1 as a, 2 as a, 3 as a_1").stdout == '{"a": 1, "a_1": 2, "a_1_1": 3}\n'


def test_a_pivot_gives_its_rows_and_nothing_else(npa: Npa) -> None:
    result = npa("sql", "--json", "pivot (from (values ('a', 1), ('b', 2)) as t(name, n)) on name using sum(n)")
    assert [json.loads(line) for line in result.stdout.splitlines()] == [{"a": 1, "b": 2}]


def test_what_queries_in_a_file_give_is_printed_one_after_the_other(npa: Npa, settings: Settings) -> None:
    file = settings.build_dir / "queries.sql"
    file.write_text("\ufeffselect '件' as a; select 2 as b;", encoding="utf-8")
    assert npa("sql", "--json", "--file", str(file)).stdout == '{"a": "件"}\n{"b": 2}\n'


def test_a_figure_is_explained_with_the_places_of_the_words(npa: Npa, built: Settings) -> None:
    ((figure_id, text),) = query(
        built,
        "select figure_id, text from figures inner join articles using (article_id) where quote = '29.6 per cent'",
    )
    told = json.loads(npa("explain", figure_id, "--json").stdout)
    assert (told["figure"]["figure_id"], told["figure"]["value"]) == (figure_id, 29.6)
    facets = {facet["facet"]: facet for facet in told["facets"]}
    assert (facets["motive"]["value"], facets["motive"]["source"]) == ("money_or_goods", "stated")
    assert text[facets["motive"]["char_start"] : facets["motive"]["char_end"]] == facets["motive"]["words"]
    assert facets["sex"]["words"] is None
    ((whole,),) = query(built, "select figure_id from figures where quote = '1,468'")
    taken_from = ("reason", "antecedent_figure_id", "antecedent", "otherwise", "because")
    assert [facets["measure"][name] for name in taken_from] == [
        *("whole", whole, "1,468", "cases"),
        "from 1,468, the whole that its words name; otherwise cases",
    ]
    assert [facets["motive"][name] for name in taken_from] == [None] * 5
    assert {observation["figure_id"] for observation in told["observations"]} == {figure_id}
    assert [(identity["kind"], identity["expected"]) for identity in told["identities"]] == query(
        built, f"select kind, expected from identities where list_contains(figure_ids, '{figure_id}') order by all"
    )


def test_what_a_figure_takes_part_in_is_read_by_people_too(npa: Npa, built: Settings) -> None:
    ((figure_id,),) = query(built, "select figure_id from figures where quote = '702'")
    explained = npa("explain", figure_id).stdout
    assert "2017: 702, stated, announced 2018-04-26" in explained
    assert "consistent: 702 + 447 + 570 + 61 = 1,780 of 1,813" in explained


def test_every_reading_command_gives_only_json(npa: Npa) -> None:
    for command in (["figures"], ["changes"], ["sources"], ["status"], ["sql", "from observations"]):
        for line in npa(*command, "--json").stdout.splitlines():
            assert isinstance(json.loads(line), dict)


def test_an_error_leaves_standard_output_empty(npa: Npa) -> None:
    for command in (["explain", "nobody"], ["sql", "from nowhere"]):
        result = npa(*command, "--json")
        assert (result.exit_code, result.stdout) == (1, "")


def test_a_build_with_nothing_new_is_told_as_json(built: Settings) -> None:
    result = process(built, "build", "--json")
    assert (result.returncode, result.stderr) == (0, "")
    told = json.loads(result.stdout)
    assert (told["status"], told["is_warehouse_new"], told["unmet_checks"]) == ("up_to_date", False, None)
    assert told["publication"]["figures"] == 21
    assert told["changes"]["problem"] == "Nothing was published before."
    assert told["values"] == {"confirmed": 2, "unconfirmed": 22, "in_doubt": 0}


def test_a_build_that_cannot_begin_is_told_as_json(npa: Npa, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NPA_READ_SECONDS", "a minute")
    result = npa("build", "--json")
    assert result.exit_code == 1
    told = json.loads(result.stdout)
    assert (told["status"], told["warehouse"]) == ("failed", None)
    assert [problem["step"] for problem in told["problems"]] == [None]
    assert "NPA_READ_SECONDS is 'a minute'" in told["problems"][0]["message"]


def test_status_tells_what_is_published_and_who_builds(
    npa: Npa, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NPA_RAW_DIR", str(settings.raw_dir))
    monkeypatch.setenv("NPA_BUILD_DIR", str(settings.build_dir))
    told = json.loads(npa("status", "--json").stdout)
    assert (told["state"], told["publication"]["articles"], told["running_build"]) == ("current", 1, None)
    assert (told["is_site_current"], told["are_exports_current"]) == (True, True)

    (settings.raw_dir / "new.txt").write_text("In 2018 police helped 12 victims of fraud.", encoding="utf-8")
    (settings.exports_dir / "csv" / "figures.csv").unlink()
    with held(settings.build_dir) as holder:
        told = json.loads(npa("status", "--json").stdout)
        assert f"process {holder.pid} since" in told["running_build"]
        assert f"running (process {holder.pid}" in npa("status").stdout
    assert (told["state"], told["are_exports_current"]) == ("outdated", False)
    text = npa("status").stdout
    assert "Something in raw/, or the code that reads it, is newer. Run: npa build" in text
    assert "1 article, 21 figures, 0 rejected files" in text

    with duckdb.connect(str(settings.warehouse_path)) as con:
        con.execute("drop table comparison")
    assert json.loads(npa("status", "--json").stdout)["state"] == "damaged"
    settings.warehouse_path.unlink()
    assert json.loads(npa("status", "--json").stdout)["state"] == "missing"
