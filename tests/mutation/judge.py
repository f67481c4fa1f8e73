"""Says which checks a mutant fails that the undamaged build does not.

Tables are filled anew by the queries dbt compiled, as a refresh of an unchanged project does, inside one transaction
that is rolled back: every table that reads something that changed, since what reads nothing that did is what it was,
and so is what is asked of it. What no check of DuckDB's catches is written to the copy, shown to Great Expectations
beside the good published warehouse, and the copy restored.

Checks are named in this order, so that the first of several is always the same one:

1. a table that cannot be filled;
2. the audit's own checks, which say most exactly what is wrong: faults, then doubts, then findings, each by name;
3. dbt's tests, in dbt's order; an integrity test by the rule that is broken. The one that warns of identities, as the
   audit does, is left out;
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

from pipelines.defs.dbt_refill import BuiltNode
from pipelines.settings import Settings
from pipelines.validation import load_suites
from pipelines.validation.validate import Finding, validate
from pipelines.warehouse import open_staging
from tests.mutation.build import built_nodes
from tests.mutation.damage import Change, Mutant

RESTATED = "identities_hold"
ARITHMETIC = "identity_holds"
SEVERITIES = ("fault", "doubt", "finding")


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
        reads = {unique_id for node in self._nodes for unique_id in node.depends_on}
        self._sources = {name: f"landing.{name.rpartition('.')[2]}" for name in reads if name.startswith("source.")}
        self._suites = load_suites()
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copy(good.warehouse_path, self._copy.warehouse_path)
        self._restore()
        tables = [node.relation for node in self._nodes if node.materialized == "table" and node.relation]
        with self._connection() as con:
            self._contents = {relation: _content(con, relation) for relation in [*self._sources.values(), *tables]}
            self._audit = _Audit(con)
            self._test_failures = Counter(self._failing_tests(con, self._nodes))
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
        """Make these changes, fill what reads them, and ask the audit and dbt's tests."""
        try:
            for sql, parameters in changes:
                con.execute(sql, parameters)
            changed = self._fill(con)
            concerned = [node for node in self._nodes if not changed.isdisjoint(node.depends_on)]
            return [*self._audit.new_violations(con), *self._new_test_failures(con, concerned)]
        except duckdb.Error as error:
            return [Caught(f"cannot fill: {str(error).splitlines()[0]}", is_blocking=True)]

    def _fill(self, con: duckdb.DuckDBPyConnection) -> set[str]:
        """Fill what reads something that changed; ids of the sources, tables and views that changed."""
        changed = {source for source, relation in self._sources.items() if self._differs(con, relation)}
        for node in self._nodes:
            if node.resource_type != "model" or changed.isdisjoint(node.depends_on):
                continue
            if node.materialized == "table" and node.relation:
                con.execute(f"delete from {node.relation}")
                con.execute(f"insert into {node.relation} by name ({node.sql})")
                if not self._differs(con, node.relation):
                    continue
            changed.add(node.unique_id)
        return changed

    def _differs(self, con: duckdb.DuckDBPyConnection, relation: str) -> bool:
        return _content(con, relation) != self._contents[relation]

    def _new_test_failures(self, con: duckdb.DuckDBPyConnection, nodes: Sequence[BuiltNode]) -> Iterator[Caught]:
        found = Counter(self._failing_tests(con, nodes))
        for (check, is_blocking), count in found.items():
            if count > self._test_failures[check, is_blocking]:
                yield Caught(check, is_blocking)

    def _failing_tests(self, con: duckdb.DuckDBPyConnection, nodes: Sequence[BuiltNode]) -> Iterator[tuple[str, bool]]:
        """One per failing row of dbt's tests: the test, with the rule that a row of an integrity test names."""
        for node in nodes:
            if node.resource_type != "test" or node.name == RESTATED:
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
        """The checks with a violation that the good build does not have: faults first, each severity by name."""
        new = {(SEVERITIES.index(severity), check) for check, severity, _ in self._violations(con) - self._known}
        return [Caught(check, severity == SEVERITIES.index("fault")) for severity, check in sorted(new)]

    def _violations(self, con: duckdb.DuckDBPyConnection) -> set[tuple[str, str, str]]:
        return set(con.execute("select check_name, severity, subject_id from main.audit_violations").fetchall())


_ALL_REPAIRS = "select figure_id, group_id, set_rank, needed_low, needed_high, needed_value from main.repairs"


def _content(con: duckdb.DuckDBPyConnection, relation: str) -> tuple[object, ...]:
    """What tells the rows of a table from any others, in whatever order."""
    return con.execute(f"select count(*), sum(hash(rows)), bit_xor(hash(rows)) from {relation} as rows").fetchall()[0]


def _name(finding: Finding) -> str:
    return f"{finding.table}: {finding.expectation.name}"
