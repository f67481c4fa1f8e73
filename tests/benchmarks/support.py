"""How often a current observation is right, by what speaks for it and against it.

    .venv/bin/python -m tests.benchmarks.support [--part developed|measured|all] [--folder FOLDER] [--wrong]

Builds labelled real articles together, as one newsroom's archive would be, and judges every stated observation by the
label of the figure it rests on: right where unit, kind, period, area, what is counted and every breakdown are. For each
support (review, sources, arithmetic, none) and for values in doubt:

values     observations: one series, period and vintage each
right      of those whose figure is labelled, how many are right, and their share

With all articles, the points of the first headline series that differ from the one made by hand are listed as well.
``--wrong`` lists what is wrong; it is refused for articles that are only measured. The same folder is built once.
"""

from __future__ import annotations

import argparse
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import duckdb

from pipelines.extraction import Figure
from pipelines.settings import Settings
from tests.corpus.scoring import FULL, LabelledText, is_measured_only, paired, real_articles
from tests.integration.runs import refresh
from tests.integration.test_reconciliation import LATEST, TOTALS

JUDGED = (*FULL, "area")
OBSERVATIONS = """
select
    observations.figure_id,
    observations.is_current,
    observations.doubt,
    coalesce(observations.confirmed_by, 'none') as confirmed_by,
    observations.series,
    observations.period,
    observations.value
from observations
where not observations.is_implied
"""


@dataclass(frozen=True)
class StoredFigure:
    """A row of `figures`, as the scores see one."""

    row: dict[str, Any]

    @property
    def char_start(self) -> int:
        return int(self.row["char_start"])

    @property
    def char_end(self) -> int:
        return int(self.row["char_end"])

    @property
    def value(self) -> Any:
        return self.row["value"]

    def code(self, name: str) -> str | None:
        return cast("str | None", self.row[name])


def chosen(part: str) -> list[LabelledText]:
    """The labelled real articles of both languages that are developed on, only measured, or all."""
    texts = [text for language in ("en", "ja") for text in real_articles(language)]
    return [text for text in texts if part == "all" or is_measured_only(text) == (part == "measured")]


def build(texts: Sequence[LabelledText], folder: Path) -> Settings:
    """Publish these articles from a folder of their own, unless that was done."""
    settings = Settings(raw_dir=folder / "raw", build_dir=folder / "build")
    if settings.warehouse_path.exists():
        return settings
    settings.raw_dir.mkdir(parents=True)
    for text in texts:
        (settings.raw_dir / f"{text.id}.txt").write_bytes(text.text.encode("utf-8"))
        if text.published_on:
            origin = f"published_on: {text.published_on}\n"
            (settings.raw_dir / f"{text.id}.origin.yml").write_text(origin, encoding="utf-8")
    run = refresh(settings)
    if not run.success:
        raise RuntimeError(run.failures())
    return settings


def verdicts(settings: Settings, texts: Sequence[LabelledText]) -> dict[str, str | None]:
    """By figure_id what is wrong with a figure: NULL nothing, else its facets, or that no label has it."""
    found: dict[str, str | None] = {}
    with duckdb.connect(str(settings.warehouse_path), read_only=True) as con:
        for text in texts:
            rows = con.execute("from figures where source_path = ?", [f"{text.id}.txt"])
            names = [column[0] for column in rows.description or ()]
            figures = [StoredFigure(dict(zip(names, row, strict=True))) for row in rows.fetchall()]
            pairs, spurious = paired(text, cast("list[Figure]", figures))
            for label, figure, right in pairs:
                row = cast("StoredFigure", figure).row
                wrong = [f"{name}: {row.get(name)} for {label.get(name)}" for name in JUDGED if not right[name]]
                found[row["figure_id"]] = ", ".join(wrong) or None
            found |= {cast("StoredFigure", figure).row["figure_id"]: "no figure" for figure in spurious}
    return found


def judged(settings: Settings, texts: Sequence[LabelledText]) -> Iterator[tuple[dict[str, Any], str | None]]:
    """Every stated observation whose figure is labelled, and what is wrong with it."""
    known = verdicts(settings, texts)
    with duckdb.connect(str(settings.warehouse_path), read_only=True) as con:
        rows = con.execute(OBSERVATIONS)
        names = [column[0] for column in rows.description or ()]
        for row in rows.fetchall():
            observation = dict(zip(names, row, strict=True))
            if observation["figure_id"] in known:
                yield observation, known[observation["figure_id"]]


def group(observation: dict[str, Any]) -> str:
    """Where an observation is counted."""
    if observation["doubt"] is not None:
        return "in doubt"
    return f"current, {observation['confirmed_by']}" if observation["is_current"] else "not current"


def report(found: Sequence[tuple[dict[str, Any], str | None]]) -> Iterator[str]:
    """The table."""
    values, right = Counter[str](), Counter[str]()
    for observation, wrong in found:
        names = [group(observation)]
        if names[0].startswith("current"):
            names.append("current, all")
        values.update(names)
        right.update(name for name in names if wrong is None)
    yield f"{'':24} values  right"
    for name in sorted(values):
        yield f"{name:24} {values[name]:6} {right[name]:6} {right[name] / values[name]:6.1%}"


def off_the_line(settings: Settings) -> Iterator[str]:
    """Points of the headline series that are not what the articles say, by the series made by hand."""
    with duckdb.connect(str(settings.warehouse_path), read_only=True) as con:
        query = f"select period, low, high from observations where is_current and {TOTALS} order by period"
        for period, low, high in con.execute(query).fetchall():
            if period in LATEST and (low, high) != LATEST[period]:
                yield f"{period}: {low} to {high} for {LATEST[period]}"


def main() -> None:
    """Build, judge and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", choices=["developed", "measured", "all"], default="developed")
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--wrong", action="store_true")
    arguments = parser.parse_args()
    if arguments.wrong and arguments.part != "developed":
        parser.error("the errors of articles that are only measured are not read")
    texts = chosen(arguments.part)
    with tempfile.TemporaryDirectory() as temporary:
        settings = build(texts, arguments.folder or Path(temporary))
        found = list(judged(settings, texts))
        wrong_points = list(off_the_line(settings)) if arguments.part == "all" else []
    print(f"{len(texts)} articles")
    print(*report(found), sep="\n")
    if arguments.part == "all":
        print(f"headline series: {len(wrong_points)} wrong points", *wrong_points, sep="\n")
    if arguments.wrong:
        for observation, wrong in found:
            if wrong is not None:
                place = f"{observation['series']} {observation['period']} = {observation['value'].normalize():f}"
                print(f"{group(observation)}: {place}: {wrong}; {observation['doubt'] or ''}")


if __name__ == "__main__":
    main()
