"""Tables that dbt built are filled anew by dbt's own queries, all or none."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from pipelines.defs.dbt_refill import BuiltNode, is_complete, recall, refill


def model(name: str, sql: str, *depends_on: str, materialized: str = "table") -> BuiltNode:
    relation = f'"staging"."marts"."{name}"'
    return BuiltNode(name, name, "model", materialized, relation, sql, depends_on, "", "", "", "")


def check(name: str, sql: str, *depends_on: str, severity: str = "ERROR", error_if: str = "!= 0") -> BuiltNode:
    return BuiltNode(name, name, "test", "test", None, sql, depends_on, "count(*)", "!= 0", error_if, severity)


@pytest.fixture
def con(tmp_path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(tmp_path / "staging.duckdb")) as connection:
        connection.execute("create schema marts; create table source as select 1 as id")
        connection.execute("create table marts.a (id integer not null); create table marts.b (id integer)")
        connection.execute("insert into marts.a values (7); insert into marts.b values (7)")
        yield connection


A = model("a", "select id from source")
B = model("b", "select id * 10 as id from marts.a", "a")


def rows(con: duckdb.DuckDBPyConnection) -> tuple[list[int], list[int]]:
    a, b = ([row[0] for row in con.execute(f"from marts.{table}").fetchall()] for table in "ab")
    return a, b


def statuses(con: duckdb.DuckDBPyConnection, *nodes: BuiltNode) -> list[str]:
    return [result.status for result in refill(con, nodes)]


def test_tables_are_filled_in_order(con: duckdb.DuckDBPyConnection) -> None:
    assert statuses(con, A, check("a_has_rows", "select 1 where false", "a"), B) == ["success", "pass", "success"]
    assert rows(con) == ([1], [10])


def test_a_view_is_what_it_was(con: duckdb.DuckDBPyConnection) -> None:
    assert statuses(con, model("v", "select nothing", materialized="view")) == ["success"]


def test_an_error_takes_everything_back(con: duckdb.DuckDBPyConnection) -> None:
    broken = model("b", "select id / 0 as id from marts.nowhere", "a")
    results = refill(con, [A, broken, check("c", "select 1", "b")])
    assert [result.status for result in results] == ["success", "error", "skipped"]
    assert "nowhere" in results[1].message
    assert rows(con) == ([7], [7])


def test_a_constraint_dbt_made_still_holds(con: duckdb.DuckDBPyConnection) -> None:
    results = refill(con, [model("a", "select null::integer as id")])
    assert results[0].status == "error"
    assert "NOT NULL" in results[0].message


def test_a_failing_test_skips_the_models_that_read_what_it_tested(con: duckdb.DuckDBPyConnection) -> None:
    results = refill(con, [A, check("t", "from marts.a", "a"), B, check("u", "from marts.a", "a")])
    assert [result.status for result in results] == ["success", "fail", "skipped", "fail"]
    assert results[1].failures == 1
    assert results[1].message == "Got 1 result, configured to fail if != 0"


def test_a_test_that_only_warns_warns(con: duckdb.DuckDBPyConnection) -> None:
    assert statuses(con, A, check("t", "from marts.a", "a", severity="WARN"), B) == ["success", "warn", "success"]
    assert statuses(con, A, check("t", "from marts.a", "a", error_if="> 5"), B) == ["success", "warn", "success"]


def test_a_database_that_lost_a_table_is_not_complete(con: duckdb.DuckDBPyConnection) -> None:
    assert is_complete(con, [A, B, check("t", "", "a")])
    con.execute("drop table marts.b")
    assert not is_complete(con, [A, B])


def test_nothing_is_recalled_where_nothing_was_remembered(tmp_path: Path) -> None:
    assert recall(tmp_path / "built.json", "digest") is None
    (tmp_path / "built.json").write_text('{"digest": "another", "nodes": []}', encoding="utf-8")
    assert recall(tmp_path / "built.json", "digest") is None
    (tmp_path / "built.json").write_text("{", encoding="utf-8")
    assert recall(tmp_path / "built.json", "digest") is None
