"""The headline series: which observations each chart of the overview shows, and what they say in a sentence.

How a chart is drawn belongs to ``charts``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import duckdb

from pipelines.report.shown import linked
from pipelines.report.tables import Row, concept_names, rows
from pipelines.report.wording import (
    BASIS,
    CONFIRMED_BY,
    STATUS,
    between,
    explore_link,
    figure_link,
    named,
    number,
    plural,
)

# Colours that everybody can tell apart are eight.
SHOWN_SERIES = 8

CONFIRMED, STATED, PROVISIONAL, CONTESTED, IMPLIED = "confirmed", "stated", "provisional", "contested", "implied"

_AXES = ("offence", "age_group", "platform")


@dataclass(frozen=True, slots=True)
class Subject:
    """What a chart is about.

    Attributes:
        name: Its id on the page.
        title: Its heading.
        axis: The breakdown that its lines are of.
        where: Which observations of that breakdown, as SQL.
        note: What a reader must know to read it rightly.
    """

    name: str
    title: str
    axis: str
    where: str
    note: str


SUBJECTS = (
    Subject(
        "by-year",
        "Minors harmed each year, by where they met the offender",
        "channel",
        "channel is not null",
        "Totals of all offences. Where no full year is known, the half-year is shown by itself, off the line.",
    ),
    Subject(
        "by-offence",
        "Minors harmed through social media, by offence",
        "offence",
        "channel = 'social_media'",
        "One minor may be counted under several offences. Codes of offences follow the law of the time.",
    ),
    Subject(
        "by-school",
        "Minors harmed through social media, by school",
        "age_group",
        """channel = 'social_media' and age_group in (
            'preschool', 'elementary_school', 'elementary_school_and_younger', 'junior_high_school',
            'junior_high_and_high_school', 'high_school', 'university'
        )""",
        "Some articles give junior high and high school students as one number: a line of its own, not to be added.",
    ),
    Subject(
        "by-platform",
        "Minors harmed through social media, by service",
        "platform",
        "channel = 'social_media'",
        "Articles name the services that stand out that year: a missing point says nothing of the service.",
    ),
)


@dataclass(frozen=True, slots=True)
class Point:
    """What is known of one series for one period.

    Attributes:
        series: The line it is on.
        period: As the warehouse writes it.
        year: Where it stands on the axis; a half-year stands in the middle of its half.
        is_half: Whether it covers half a year.
        standing: confirmed, stated, provisional, contested or implied.
        confirmed_by: What speaks for it beside the figure itself: sources, arithmetic or nothing.
        link: The figures behind it, from the top of the site; None where the article of the figure has no page.
    """

    series: str
    period: str
    year: float
    is_half: bool
    value: Decimal
    low: Decimal | None
    high: Decimal | None
    standing: str
    status: str
    basis: str
    is_contested: bool
    confirmed_by: str | None
    announced_on: str
    witnesses: int
    link: str | None

    @property
    def is_interval(self) -> bool:
        """Whether the evidence leaves room between two bounds."""
        return self.low is not None and self.high is not None and self.low < self.high

    @property
    def bounds(self) -> str:
        """Its interval in words, empty where the value is exact."""
        return between(self.low, self.high)

    @property
    def remarks(self) -> str:
        """Status, what it rests on, what speaks for it and whether it is contested, in words."""
        confirmed = CONFIRMED_BY[self.confirmed_by] if self.confirmed_by else ""
        contested = "another value was announced the same day" if self.is_contested else ""
        return ", ".join(filter(None, (BASIS[self.basis], self.status, confirmed, contested)))


@dataclass(frozen=True, slots=True)
class Headline:
    """One chart: what it is about, its points, and what they say."""

    subject: Subject
    points: Sequence[Point]
    left_out: int

    @property
    def names(self) -> Sequence[str]:
        """Its series, those with the most periods first."""
        return list(dict.fromkeys(point.series for point in self.points))

    @property
    def summary(self) -> str:
        """One sentence: how far the first series reaches and where it stands, and how many there are."""
        names = self.names
        whole = [point for point in self.points if point.series == names[0] and not point.is_half]
        if not whole:
            return f"{plural(len(self.points), 'value')} known, none of them of a full year."
        name, last, most = whole[0].series, whole[-1], max(whole, key=lambda point: point.value)
        sentence = f"{name}: {number(last.value)} in {last.period}"
        if last is not whole[0]:
            sentence += f", after {number(whole[0].value)} in {whole[0].period}"
        if len(whole) > 2 and most not in (last, whole[0]):
            sentence += f" and a highest known value of {number(most.value)} in {most.period}"
        others = len(names) - 1
        return f"{sentence}; {plural(others, 'other series', 'other series')} beside it." if others else f"{sentence}."


def headlines(con: duckdb.DuckDBPyConnection) -> Sequence[Headline]:
    """The charts of the overview, also those that nothing is known for yet."""
    names = concept_names(con)
    return [_headline(con, subject, names.get(subject.axis, {})) for subject in SUBJECTS]


def _headline(con: duckdb.DuckDBPyConnection, subject: Subject, names: Mapping[str, str]) -> Headline:
    others = [axis for axis in _AXES if axis != subject.axis]
    found = rows(
        con,
        f"""
        with known as (
            select
                *,
                period similar to '[0-9]{{4}}' as is_year,
                left(period, 4) as year
            from observations
            where
                is_current
                and measure = 'victims'
                and unit = 'persons'
                and period similar to '[0-9]{{4}}(-H[12])?'
                and coalesce({", ".join(others)}, sex, motive, area, other_concepts, counted_as) is null
                and {subject.axis} is not null
                and {subject.where}
        ),
        shown as (
            select *
            from known
            qualify is_year or not bool_or(is_year) over (partition by series_id, year)
        ),
        measured as (
            select
                *,
                count(*) filter (is_year) over (partition by series_id) as years,
                max(value) over (partition by series_id) as highest
            from shown
        )
        select
            measured.*,
            {linked("figures.article_id")} as article_id,
            dense_rank() over (
                order by measured.years desc, measured.highest desc, measured.{subject.axis}
            ) as series_rank
        from measured
        inner join figures on measured.figure_id = figures.figure_id
        order by series_rank, measured.period
        """,
    )
    points = [_point(row, subject.axis, names) for row in found if row["series_rank"] <= SHOWN_SERIES]
    known = max((row["series_rank"] for row in found), default=0)
    return Headline(subject, points, max(0, known - SHOWN_SERIES))


def _point(row: Row, axis: str, names: Mapping[str, str]) -> Point:
    half = {"-H1": 0.25, "-H2": 0.75}.get(row["period"][4:])
    if row["is_implied"]:
        standing = IMPLIED
        link = explore_link(row["figure_id"], row["level_figure_id"]) if row["article_id"] else None
    else:
        stated = CONFIRMED if row["confirmed_by"] else STATED
        standing = CONTESTED if row["is_contested"] else PROVISIONAL if row["status"] == "P" else stated
        link = figure_link(row["article_id"], row["figure_id"]) if row["article_id"] else None
    return Point(
        series=named(row[axis], names),
        period=row["period"],
        year=int(row["year"]) + (half or 0),
        is_half=half is not None,
        value=row["value"],
        low=row["low"],
        high=row["high"],
        standing=standing,
        status=STATUS.get(row["status"]) or str(row["status"]),
        basis=row["basis"],
        is_contested=row["is_contested"],
        confirmed_by=row["confirmed_by"],
        announced_on=str(row["announced_on"] or "day not known"),
        witnesses=row["witnesses"],
        link=link,
    )
