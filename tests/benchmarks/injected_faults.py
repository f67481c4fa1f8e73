"""How often a misreading that reaches a headline series is noticed before it is on a line of a chart.

    .venv/bin/python -m tests.benchmarks.injected_faults [--each 50] [--seed 1] [--folder FOLDER]

Builds the labelled real articles together, makes figures about minors harmed through social media or dating sites wrong
as if they had been misread, a few at a time so that most stay right around them, and builds the tables anew:

part as total          what narrows a figure down is lost
prefecture as nation   the area of a figure is lost
year off               a total is taken to be of another year
ten times too large    a nought too many

in doubt   the value has a reason that speaks against it
beaten     a better attested value of the same day keeps its place
current    it would be on a chart
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from random import Random

import duckdb

from tests.benchmarks.support import build, chosen
from tests.integration.dbt_landing import run_dbt

AT_ONCE = 10
_BREAKDOWNS = "offence, age_group, platform, sex, motive, other_concepts"
_LOST = (*_BREAKDOWNS.split(", "), "base_figure_id", "base_value")
_HARMED = "kind = 'level' and unit = 'persons' and measure = 'victims' and channel is not null and counted_as is null"
_TOTAL = f"coalesce({_BREAKDOWNS}, area) is null"
_YEAR = "regexp_full_match(period, '[0-9]{4}')"
_ONLY_TOTALS = "axis not in ('measure', 'channel', 'unit')"
# Which figures can be misread so, and what that makes of their rows.
FAULTS: Mapping[str, tuple[str, Sequence[str]]] = {
    "part as total": (
        f"{_HARMED} and area is null and not {_TOTAL}",
        (
            f"update landing.figures set {', '.join(f'{column} = null' for column in _LOST)}",
            f"delete from landing.figure_concepts where {_ONLY_TOTALS}",
        ),
    ),
    "prefecture as nation": (
        "kind = 'level' and unit in ('persons', 'cases') and area is not null",
        (
            "update landing.figures set area = null",
            "delete from landing.figure_concepts where axis = 'area'",
        ),
    ),
    "year off": (
        f"{_HARMED} and {_TOTAL} and {_YEAR}",
        (
            """
            update landing.figures set
                period = cast(cast(period as integer) - 1 as varchar),
                period_start = period_start - interval 1 year,
                period_end = period_end - interval 1 year
            """,
        ),
    ),
    "ten times too large": (
        f"{_HARMED} and {_TOTAL}",
        ("update landing.figures set value = 10 * value, value_low = 10 * value_low, value_high = 10 * value_high",),
    ),
}
_OUTCOMES = """
select
    figures.figure_id,
    case
        when observations.doubt is not null then 'in doubt'
        when observations.is_current then 'current'
        when observations.observation_id is not null then 'beaten'
        else 'agrees with another value'
    end as outcome
from figures
left join observations on figures.figure_id = observations.figure_id and not observations.is_implied
"""


def sample(path: Path, fault: str, each: int, seed: int) -> list[str]:
    """Up to ``each`` figures of a build that can be misread so, by their ids."""
    with duckdb.connect(str(path), read_only=True) as con:
        found = con.execute(f"select figure_id from landing.figures where {FAULTS[fault][0]} order by all").fetchall()
    figure_ids = [figure_id for (figure_id,) in found]
    return Random(f"{seed} {fault}").sample(figure_ids, min(each, len(figure_ids)))


def damage(path: Path, fault: str, wrong: Sequence[str]) -> None:
    """Make these figures wrong in the landing tables of a build."""
    with duckdb.connect(str(path)) as con:
        for statement in FAULTS[fault][1]:
            joint = "and" if " where " in statement else "where"
            con.execute(f"{statement} {joint} figure_id in (select unnest(?))", [wrong])


def outcomes(path: Path, wrong: Sequence[str]) -> Counter[str]:
    """What became of these figures in a build."""
    with duckdb.connect(str(path), read_only=True) as con:
        known = dict(con.execute(_OUTCOMES).fetchall())
    return Counter(known[figure_id] for figure_id in wrong)


def main() -> None:
    """Build, damage, build again and print, for each kind of fault."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--each", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        settings = build(chosen("all"), arguments.folder or Path(temporary) / "good")
        for fault in FAULTS:
            wrong = sample(settings.staging_path, fault, arguments.each, arguments.seed)
            counted = Counter[str]()
            for first in range(0, len(wrong), AT_ONCE):
                batch = wrong[first : first + AT_ONCE]
                path = Path(temporary) / "staging.duckdb"
                shutil.copy(settings.staging_path, path)
                damage(path, fault, batch)
                models = ("--select", "+observations", "--exclude-resource-type", "test", "unit_test")
                run_dbt(path, Path(temporary) / "target", "build", *models)
                counted += outcomes(path, batch)
            told = ", ".join(f"{count} {outcome}" for outcome, count in counted.most_common())
            print(f"{fault:22} {len(wrong):3} figures: {told}")


if __name__ == "__main__":
    main()
