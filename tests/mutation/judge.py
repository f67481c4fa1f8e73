"""Says which checks a mutant fails that the undamaged build does not.

Every table is filled anew by the queries dbt compiled, as a refresh of an unchanged project does, inside one
transaction that is rolled back. What no check of DuckDB's catches is written to the copy, shown to Great Expectations
beside the good published warehouse, and the copy restored.

Checks are named in this order, so that the first of several is always the same one:

1. a table that cannot be filled;
2. the audit's own checks, which say most exactly what is wrong: faults before findings, each by name;
3. dbt's tests, in dbt's order; an integrity test by the rule that is broken. The two tests that ask the audit once
   more, and warn of identities, are left out;
4. Great Expectations, in the order of the suites: only where nothing above objects.
"""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

import duckdb

from pipelines.settings import Settings
from pipelines.validation import load_suites
from pipelines.validation.validate import Finding, validate
from pipelines.warehouse import open_staging
from tests.mutation.build import built_nodes
from tests.mutation.damage import Change, Mutant

RESTATED = ("audit_finds_no_fault", "identities_hold")
ARITHMETIC = "identity_holds"


@dataclass(frozen=True)
class Caught:
    """A check that fails for the mutant alone.

    Attributes:
        is_blocking: Whether it keeps the build from being published; else it names what does not add up.
    """

    check: str
    is_blocking: bool


@dataclass(frozen=True)
class Repair:
    """A row of `repairs` about the damaged figure that the undamaged build does not have."""

    set_rank: int
    needed_low: Decimal | None
    needed_high: Decimal | None
    needed_value: Decimal | None


@dataclass(frozen=True)
class Verdict:
    """What became of a mutant: the checks it fails, in their order, and what the misprint finder says."""

    mutant: Mutant
    caught: tuple[Caught, ...]
    repairs: tuple[Repair, ...] = ()

    def allows_what_was_printed(self, repair: Repair) -> bool:
        """Whether the value before the damage lies within the bounds that a repair gives."""
        value, low, high = self.mutant.figure.value, repair.needed_low, repair.needed_high
        return (low, high) != (None, None) and (low is None or low <= value) and (high is None or value <= high)


class Judge:
    """Evaluates mutants on a copy of a good build.

    Args:
        good: The build; it is not written to.
        folder: Where the copy goes.
    """

    def __init__(self, good: Settings, folder: Path) -> None:
        self._good = good
        self._copy = replace(good, build_dir=folder)
        self._nodes = built_nodes(good)
        self._suites = load_suites()
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copy(good.warehouse_path, self._copy.warehouse_path)
        self._restore()
        with self._connection() as con:
            self._audit = _Audit(con)
            self._test_failures = Counter(check for check, _ in self._failing_tests(con))
            self._repairs = Counter(con.execute(_ALL_REPAIRS).fetchall())
        self._expectation_failures: dict[str, int] | None = None

    @property
    def staging_path(self) -> Path:
        """The copy that is damaged."""
        return self._copy.staging_path

    def judge(self, mutant: Mutant) -> Verdict:
        """What the checks say of this mutant; the copy is afterwards what it was."""
        with self._connection() as con:
            con.begin()
            caught = self.damaged(con, mutant.changes)
            if caught:
                repairs = () if caught[0].check.startswith("cannot fill") else self._repairs_of(con, mutant)
                con.rollback()
                return Verdict(mutant, tuple(caught), repairs)
            con.commit()
        caught = list(self._failing_expectations())
        self._restore()
        return Verdict(mutant, tuple(caught))

    def damaged(self, con: duckdb.DuckDBPyConnection, changes: Sequence[Change]) -> list[Caught]:
        """Make these changes, fill every table anew, and ask the audit and dbt's tests."""
        try:
            for sql, parameters in changes:
                con.execute(sql, parameters)
            for node in self._nodes:
                if node.resource_type == "model" and node.materialized == "table":
                    con.execute(f"delete from {node.relation}")
                    con.execute(f"insert into {node.relation} by name ({node.sql})")
            return [*self._audit.new_violations(con), *self._new_test_failures(con)]
        except duckdb.Error as error:
            return [Caught(f"cannot fill: {str(error).splitlines()[0]}", is_blocking=True)]

    def _new_test_failures(self, con: duckdb.DuckDBPyConnection) -> Iterator[Caught]:
        found = Counter(self._failing_tests(con))
        for (check, is_blocking), count in found.items():
            if count > self._test_failures[check]:
                yield Caught(check, is_blocking)

    def _failing_tests(self, con: duckdb.DuckDBPyConnection) -> Iterator[tuple[str, bool]]:
        """One per failing row of dbt's tests: the test, with the rule that a row of an integrity test names."""
        for node in self._nodes:
            if node.resource_type != "test" or node.name in RESTATED:
                continue
            rows = con.execute(f"select * from ({node.sql})").fetchall()
            names = [column[0] for column in con.description or ()]
            for row in rows:
                rule = f": {row[0]}" if names[0] == "broken_rule" else ""
                yield f"{node.name}{rule}", node.severity == "ERROR"

    def _repairs_of(self, con: duckdb.DuckDBPyConnection, mutant: Mutant) -> tuple[Repair, ...]:
        new = Counter(con.execute(_ALL_REPAIRS).fetchall()) - self._repairs
        return tuple(Repair(*row[2:]) for row in sorted(new, key=str) if row[0] == mutant.figure.figure_id)

    def _failing_expectations(self) -> Iterator[Caught]:
        if self._expectation_failures is None:
            self._expectation_failures = {_name(found): found.failed_rows for found in self._findings(self._good)}
        for finding in self._findings(self._copy):
            if finding.problem or finding.failed_rows > self._expectation_failures[_name(finding)]:
                yield Caught(_name(finding), finding.expectation.is_blocking)

    def _findings(self, settings: Settings) -> Sequence[Finding]:
        return validate(settings, self._suites).findings

    def _restore(self) -> None:
        shutil.copy(self._good.staging_path, self._copy.staging_path)

    @contextmanager
    def _connection(self) -> Iterator[duckdb.DuckDBPyConnection]:
        with open_staging(self._copy.staging_path) as con:
            yield con


class _Audit:
    """The violations of the good build."""

    def __init__(self, con: duckdb.DuckDBPyConnection) -> None:
        self._known = self._violations(con)

    def new_violations(self, con: duckdb.DuckDBPyConnection) -> list[Caught]:
        """The checks with a violation that the good build does not have: faults first, each by name."""
        new = {(severity, check) for check, severity, _ in self._violations(con) - self._known}
        return [Caught(check, severity == "fault") for severity, check in sorted(new)]

    def _violations(self, con: duckdb.DuckDBPyConnection) -> set[tuple[str, str, str]]:
        return set(con.execute("select check_name, severity, subject_id from main.audit_violations").fetchall())


_ALL_REPAIRS = "select figure_id, group_id, set_rank, needed_low, needed_high, needed_value from main.repairs"


def _name(finding: Finding) -> str:
    return f"{finding.table}: {finding.expectation.name}"
