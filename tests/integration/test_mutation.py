"""The mutation score's own proof: what is damaged is caught, what is not is not, and nothing stays damaged."""

from __future__ import annotations

import duckdb
import pytest

from pipelines.settings import Settings
from tests.mutation.build import Figure, Stock, read_stock
from tests.mutation.damage import LAYERS, Mutant, mutants
from tests.mutation.digits import slips
from tests.mutation.judge import Judge
from tests.mutation.report import Row, markdown


@pytest.fixture(scope="module")
def stock(built: Settings) -> Stock:
    return read_stock(built)


@pytest.fixture(scope="module")
def judge(built: Settings, tmp_path_factory: pytest.TempPathFactory) -> Judge:
    return Judge(built, tmp_path_factory.mktemp("copy"))


def figure(stock: Stock, quote: str) -> Figure:
    return next(figure for figure in stock.figures if figure.quote == quote)


def mutant(stock: Stock, layer: str, kind: str, quote: str) -> Mutant:
    return next(mutant for mutant in mutants(stock, layer, kind, 1) if mutant.figure.quote == quote)


def landed(judge: Judge) -> list[tuple[object, ...]]:
    with duckdb.connect(str(judge.staging_path), read_only=True) as con:
        return [
            row
            for table in ("landing.figures", "landing.numerals", "landing.articles", "marts.fct_figure")
            for row in con.execute(f"from {table} order by all").fetchall()
        ]


def test_the_undamaged_build_fails_no_check(judge: Judge) -> None:
    with duckdb.connect(str(judge.staging_path)) as con:
        con.begin()
        assert judge.damaged(con, []) == []
        con.rollback()


@pytest.mark.parametrize(
    ("layer", "kind", "quote", "check"),
    [
        ("misread", "digit changed", "702", "value_is_the_number_of_its_quote"),
        ("misread", "bound moved", "702", "bounds_are_those_of_the_qualifier"),
        ("provenance", "span shifted by one", "702", "figure_is_in_the_ledger"),
        ("provenance", "figure twice, under another id", "702", "figure_is_stated_once"),
        ("misprint", "nought added", "702", "identity_holds"),
    ],
)
def test_damage_is_caught_and_taken_back(
    stock: Stock, judge: Judge, layer: str, kind: str, quote: str, check: str
) -> None:
    before = landed(judge)
    verdict = judge.judge(mutant(stock, layer, kind, quote))
    assert verdict.caught[0].check == check
    assert landed(judge) == before


def test_a_misprint_is_a_finding_and_the_figure_is_named(stock: Stock, judge: Judge) -> None:
    verdict = judge.judge(mutant(stock, "misprint", "nought added", "447"))
    assert {caught.check for caught in verdict.caught} == {"identity_holds"}
    assert not any(caught.is_blocking for caught in verdict.caught)
    assert any(verdict.allows_what_was_printed(repair) for repair in verdict.repairs)


def test_a_figure_in_digits_can_be_damaged_in_every_way(stock: Stock) -> None:
    total = figure(stock, "1,813")
    for layer, kinds in LAYERS.items():
        for kind in set(kinds) - {"article of another"}:  # there is no other here
            assert total in [mutant.figure for mutant in mutants(stock, layer, kind, 1)], f"{layer}: {kind}"


def test_the_same_seed_damages_alike(stock: Stock) -> None:
    assert mutants(stock, "misprint", "digit changed", 1) == mutants(stock, "misprint", "digit changed", 1)
    assert mutants(stock, "misprint", "digit changed", 1) != mutants(stock, "misprint", "digit changed", 2)


@pytest.mark.parametrize(
    ("plain", "kind", "expected"),
    [
        ("61", "digit dropped", ["1", "6"]),
        ("20.7", "digit dropped", ["0.7", "2.7"]),
        ("100", "digits swapped", []),
        ("1813", "digits swapped", ["1183", "1831", "8113"]),
        ("20.7", "nought added", ["200.7"]),
        ("0", "nought added", []),
    ],
)
def test_a_slip_makes_another_number_that_can_be_printed(plain: str, kind: str, expected: list[str]) -> None:
    assert slips(plain, kind) == expected


def test_a_changed_digit_makes_every_number_that_differs_in_one() -> None:
    assert len(slips("61", "digit changed")) == 8 + 9


def test_the_table_says_what_was_caught(stock: Stock, judge: Judge) -> None:
    verdict = judge.judge(mutant(stock, "provenance", "sentence altered", "702"))
    table = markdown([Row("provenance", "sentence altered", None, 21, [verdict])])
    assert "| sentence altered | 21 | 1 | 1 | 100 % | 1 | sentence_is_in_the_text 1 |" in table
    assert "provenance: 1 of 1 caught (100 %)" in table
