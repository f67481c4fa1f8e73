"""Verdicts -> a Markdown table and its totals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tests.mutation.digits import SLIPS
from tests.mutation.judge import ARITHMETIC, Verdict

_MOST_CHECKS = 4
_GROUPS = {"equation": "in an equation", "inequality": "in an inequality only", "none": "in neither"}


@dataclass(frozen=True)
class Row:
    """The mutants of one kind.

    Attributes:
        eligible: Figures that can be damaged in this way, of which the mutants are a sample.
    """

    layer: str
    kind: str
    group: str | None
    eligible: int
    verdicts: Sequence[Verdict]

    @property
    def name(self) -> str:
        return f"{self.kind}, {_GROUPS[self.group]}" if self.group else self.kind


def markdown(rows: Sequence[Row]) -> str:
    """The table, one part per layer, and the totals."""
    lines = []
    for layer in dict.fromkeys(row.layer for row in rows):
        lines += ["", f"**{layer}**", "", "| damage | figures | mutants | caught | share | refused | first check |"]
        lines += ["|---|---|---|---|---|---|---|"]
        lines += [_line(row) for row in rows if row.layer == layer]
    return "\n".join([*lines, "", *(f"- {total}" for total in _totals(rows)), ""])


def _line(row: Row) -> str:
    caught = [verdict for verdict in row.verdicts if verdict.caught]
    refused = sum(any(check.is_blocking for check in verdict.caught) for verdict in caught)
    first = Counter(verdict.caught[0].check for verdict in caught).most_common()
    checks = ", ".join(f"{name} {count}" for name, count in first[:_MOST_CHECKS])
    rest = sum(count for _, count in first[_MOST_CHECKS:])
    cells = [
        row.name,
        row.eligible,
        len(row.verdicts),
        len(caught),
        _share(len(caught), len(row.verdicts)),
        refused,
        f"{checks}, others {rest}" if rest else checks,
    ]
    return f"| {' | '.join(str(cell) for cell in cells)} |"


def _totals(rows: Sequence[Row]) -> Iterator[str]:
    verdicts = [verdict for row in rows for verdict in row.verdicts]
    slips = [verdict for verdict in verdicts if verdict.mutant.layer == "misread" and verdict.mutant.kind in SLIPS]
    in_identities = [verdict for verdict in slips if verdict.mutant.figure.arithmetic != "none"]
    yield f"digits misread, figures in an identity: {_caught(in_identities)}"
    yield f"digits misread, all figures: {_caught(slips)}"
    yield f"provenance: {_caught(verdict for verdict in verdicts if verdict.mutant.layer == 'provenance')}"
    misprints = [verdict for verdict in verdicts if verdict.mutant.layer == "misprint"]
    for arithmetic, group in _GROUPS.items():
        of_group = [verdict for verdict in misprints if verdict.mutant.figure.arithmetic == arithmetic]
        undecided = sum(not (verdict.caught or verdict.mutant.figure.is_decided) for verdict in of_group)
        yield (
            f"misprints, figures {group}: {_caught(of_group)}; by arithmetic {sum(map(_by_arithmetic, of_group))}; "
            f"not caught, and in no identity that comes to a verdict: {undecided}"
        )
    yield from _repairs([verdict for verdict in misprints if _by_arithmetic(verdict)])
    checks = [len(verdict.caught) for verdict in verdicts if verdict.caught]
    yield f"checks that object to a mutant that is caught: {sum(checks) / max(len(checks), 1):.1f} on average"


def _repairs(found: Sequence[Verdict]) -> Iterator[str]:
    """How often the misprint finder names the damaged figure and what was printed before."""
    named = [verdict for verdict in found if verdict.repairs]
    first = [verdict for verdict in named if any(repair.set_rank == 1 for repair in verdict.repairs)]
    right = [
        verdict
        for verdict in named
        if any(repair.needed_value == verdict.mutant.figure.value for repair in verdict.repairs)
    ]
    within = [verdict for verdict in named if any(map(verdict.allows_what_was_printed, verdict.repairs))]
    count = len(found)
    yield (
        f"misprints found by arithmetic: {count}; `repairs` names the figure in {len(named)} "
        f"({_share(len(named), count)}), at rank 1 in {len(first)} ({_share(len(first), count)}); the printed value "
        f"lies within its bounds in {len(within)}, and is the one value it gives in {len(right)}"
    )


def _by_arithmetic(verdict: Verdict) -> bool:
    return any(caught.check == ARITHMETIC for caught in verdict.caught)


def _caught(verdicts: Iterable[Verdict]) -> str:
    outcomes = [bool(verdict.caught) for verdict in verdicts]
    return f"{sum(outcomes)} of {len(outcomes)} caught ({_share(sum(outcomes), len(outcomes))})"


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.0f} %" if whole else "-"
