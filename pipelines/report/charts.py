"""Draws a headline series as a Vega-Lite specification.

Colours and fonts are no part of it: the page sets them, one set for light and one for dark.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import altair as alt

from pipelines.report.series import CONFIRMED, CONTESTED, IMPLIED, PROVISIONAL, STATED, Headline, Point
from pipelines.report.wording import number

HEIGHT = 300
# What is confirmed is a circle too, and filled.
_STANDINGS = [CONFIRMED, STATED, PROVISIONAL, CONTESTED, IMPLIED]
_SHAPES = ["circle", "circle", "triangle-up", "square", "diamond"]
_DASHES = [[1, 0], [6, 3], [2, 2], [8, 2, 2, 2], [12, 3], [4, 4], [1, 4], [10, 2, 4, 2]]


def draw(headline: Headline) -> dict[str, Any]:
    """The specification, data included; every point links to the figures behind it."""
    names = list(headline.names)
    series = alt.Color("series:N").scale(domain=names).title(None)
    dash = alt.StrokeDash("series:N").scale(domain=names, range=_DASHES[: len(names)]).title(None)
    years = alt.X("year:Q").scale(zero=False, nice=False, padding=14)
    x = years.axis(format="d", tickMinStep=1, grid=False).title(None)
    y = alt.Y("value:Q").scale(zero=True).axis(format=",d", tickCount=5).title("Minors")
    runs = _runs(headline.points)
    values = [{**_values(point), "run": run} for point, run in zip(headline.points, runs, strict=True)]
    base = alt.Chart(alt.InlineData(values=values))
    layers: list[alt.Chart] = []
    # A layer without a point to draw has no extent, of which Vega warns.
    if any(not point.is_half for point in headline.points):
        lines = base.transform_filter("!datum.is_half").mark_line(strokeWidth=1.75)
        layers.append(lines.encode(x=x, y=y, color=series, strokeDash=dash, detail="run:N"))
    if any(point.is_interval for point in headline.points):
        intervals = base.transform_filter("datum.is_interval").mark_rule(strokeWidth=5, opacity=0.45)
        layers.append(intervals.encode(x=x, y=alt.Y("low:Q"), y2="high:Q", color=series))
    for is_confirmed in sorted({point.standing == CONFIRMED for point in headline.points}):
        marked = base.transform_filter(f"(datum.standing == '{CONFIRMED}') == {str(is_confirmed).lower()}")
        points = marked.mark_point(filled=is_confirmed, strokeWidth=1.75, cursor="pointer", fillOpacity=1).encode(
            x=x,
            y=y,
            color=series,
            # Said above the charts, once for all of them.
            shape=alt.Shape("standing:N").scale(domain=_STANDINGS, range=_SHAPES).legend(None),
            size=alt.condition("datum.is_half", alt.value(45), alt.value(75)),
            href="link:N",
            tooltip=[
                alt.Tooltip(f"{field}:N", title=field.capitalize()) for field in ("series", "period", "known", "how")
            ],
        )
        layers.append(points)
    if any(point.is_half for point in headline.points):
        halves = base.transform_filter("datum.is_half").mark_text(dy=-11, fontSize=10)
        layers.append(halves.encode(x=x, y=y, text="half:N", color=series))
    chart = alt.layer(*layers).properties(width="container", height=HEIGHT)
    specification: dict[str, Any] = chart.to_dict()
    # The page's own: they would draw the chart in the colours of one scheme only.
    specification.pop("config", None)
    return specification


def _runs(points: Sequence[Point]) -> list[int]:
    """A number for each run of full years that are known one after another: no line goes over years unknown."""
    runs: list[int] = []
    last: dict[str, tuple[float, int]] = {}
    for number_of_point, point in enumerate(points):
        before, run = last.get(point.series, (0, number_of_point))
        if not point.is_half:
            run = run if before == point.year - 1 else number_of_point
            last[point.series] = (point.year, run)
        runs.append(run)
    return runs


def _values(point: Point) -> dict[str, Any]:
    return {
        "series": point.series,
        "period": point.period,
        "year": point.year,
        "is_half": point.is_half,
        "half": point.period[5:],
        "value": float(point.value),
        "low": None if point.low is None else float(point.low),
        "high": None if point.high is None else float(point.high),
        "is_interval": point.is_interval,
        "standing": point.standing,
        "known": f"{number(point.value)} ({point.bounds})" if point.bounds else number(point.value),
        "how": point.remarks,
        # Vega writes out what is NULL as a word; an empty address is none to it.
        "link": point.link or "",
    }
