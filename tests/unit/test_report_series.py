"""Which observations the charts show, and what they say of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import duckdb
import pytest

from pipelines.report.charts import draw
from pipelines.report.series import Headline, headlines

ARTICLE = "a" * 64


@dataclass
class Known:
    """A published database that holds what a test says is known."""

    con: duckdb.DuckDBPyConnection

    def value(
        self,
        period: str,
        value: int,
        *,
        low: int | None = None,
        high: int | None = None,
        status: str = "A",
        basis: str = "stated",
        is_contested: bool = False,
        is_current: bool = True,
        confirmed_by: str | None = None,
        channel: str = "social_media",
        offence: str | None = None,
        area: str | None = None,
    ) -> None:
        """Add an observation and the figure it rests on."""
        figure_id = f"figure{period}{offence or ''}".replace("-", "")
        self.con.execute("insert or ignore into figures values (?, ?)", [figure_id, ARTICLE])
        self.con.execute(
            "insert into observations by name select "
            "? as series_id, ? as period, ? as value, ? as low, ? as high, ? as status, ? as basis, "
            "? as is_contested, ? as is_current, ? as confirmed_by, ? as channel, ? as offence, ? as area, "
            "? as figure_id, "
            "basis != 'stated' as is_implied, 'victims' as measure, 'persons' as unit, 1 as witnesses, "
            "if(is_implied, 'later', null) as level_figure_id, date '2020-03-12' as announced_on",
            [
                *(
                    f"{channel}{offence}{area}",
                    period,
                    value,
                    value if low is None else low,
                    value if high is None else high,
                ),
                *(status, basis, is_contested, is_current, confirmed_by, channel, offence, area, figure_id),
            ],
        )

    def by_year(self) -> Headline:
        """The first chart."""
        return headlines(self.con)[0]


@pytest.fixture
def known() -> Iterator[Known]:
    with duckdb.connect() as con:
        con.execute("create table figures (figure_id varchar primary key, article_id varchar)")
        con.execute("create temp table shown_articles as select $1 as article_id", [ARTICLE])
        con.execute(
            "create table observations (series_id varchar, period varchar, value decimal(18, 4), low decimal(18, 4), "
            "high decimal(18, 4), status varchar, basis varchar, is_implied boolean, is_contested boolean, "
            "is_current boolean, confirmed_by varchar, "
            "measure varchar, unit varchar, offence varchar, age_group varchar, platform varchar, "
            "channel varchar, sex varchar, motive varchar, area varchar, other_concepts varchar, counted_as varchar, "
            "announced_on date, witnesses integer, figure_id varchar, level_figure_id varchar)"
        )
        con.execute("create schema marts")
        con.execute("create table marts.dim_concept (axis varchar, code varchar, name_en varchar)")
        con.execute(
            "insert into marts.dim_concept values ('channel', 'social_media', 'Social media'), "
            "('offence', 'murder', 'Murder')"
        )
        yield Known(con)


def test_nothing_known_is_a_chart_without_points(known: Known) -> None:
    assert [list(chart.points) for chart in headlines(known.con)] == [[], [], [], []]


def test_a_half_year_is_shown_only_where_the_year_is_not_known(known: Known) -> None:
    known.value("2018-H1", 856)
    known.value("2018", 1811)
    known.value("2019-H1", 900)
    assert [(point.period, point.year) for point in known.by_year().points] == [("2018", 2018), ("2019-H1", 2019.25)]


def test_what_was_superseded_is_not_shown(known: Known) -> None:
    known.value("2019", 2095, status="P", is_current=False)
    known.value("2019", 2082)
    assert [int(point.value) for point in known.by_year().points] == [2082]


def test_a_number_of_one_prefecture_is_no_point_of_a_national_chart(known: Known) -> None:
    known.value("2019", 2082)
    known.value("2019", 107, area="JP-11")
    known.value("2020", 98, area="JP-11")
    assert [(point.period, int(point.value)) for point in known.by_year().points] == [("2019", 2082)]


def test_a_stated_value_leads_to_its_words_and_a_reckoned_one_to_the_figures_behind_it(known: Known) -> None:
    known.value("2016", 1736, basis="change")
    known.value("2017", 1813)
    assert [(point.standing, point.link) for point in known.by_year().points] == [
        ("implied", "explore.html#ids=figure2016,later"),
        ("stated", f"articles/{ARTICLE[:16]}.html#figure2017"),
    ]


def test_provisional_contested_and_confirmed_values_are_told_apart(known: Known) -> None:
    known.value("2019", 2095, status="P")
    known.value("2020", 1819, is_contested=True)
    known.value("2021", 1812, confirmed_by="sources")
    points = known.by_year().points
    assert [point.standing for point in points] == ["provisional", "contested", "confirmed"]
    assert points[-1].remarks == "stated in an article, final, independent sources agree"


def test_an_interval_is_said_in_words(known: Known) -> None:
    known.value("2021", 1812, low=1811, high=1812, status="E", basis="percent_change")
    (point,) = known.by_year().points
    assert (point.bounds, point.remarks) == ("1,811 to 1,812", "reckoned from a change in percent, estimated")


def test_a_breakdown_is_on_its_own_chart_alone(known: Known) -> None:
    known.value("2017", 1813)
    known.value("2017", 9, offence="murder")
    by_year, by_offence, *_ = headlines(known.con)
    assert [int(point.value) for point in by_year.points] == [1813]
    assert [(point.series, int(point.value)) for point in by_offence.points] == [("Murder", 9)]


def test_of_more_series_than_colours_the_longest_are_shown(known: Known) -> None:
    for number in range(10):
        known.value("2017", number + 1, offence=f"offence_{number}")
    known.value("2018", 1, offence="offence_0")
    chart = headlines(known.con)[1]
    assert chart.left_out == 2
    assert chart.names[0] == "offence 0"
    assert "offence 1" not in chart.names


def test_the_summary_says_where_the_series_stands_and_how_high_it_was(known: Known) -> None:
    known.value("2017", 1813)
    assert known.by_year().summary == "Social media: 1,813 in 2017."
    known.value("2019", 2082)
    known.value("2023", 1665)
    assert known.by_year().summary == (
        "Social media: 1,665 in 2023, after 1,813 in 2017 and a highest known value of 2,082 in 2019."
    )


def test_a_value_of_an_article_without_a_page_leads_nowhere(known: Known) -> None:
    known.value("2018", 1811, basis="change")
    known.value("2019", 2082)
    known.con.execute("delete from shown_articles")
    assert [point.link for point in known.by_year().points] == [None, None]
    (points,) = draw(known.by_year())["datasets"].values()
    assert [point["link"] for point in points] == ["", ""]


def test_the_drawing_holds_every_point_with_its_link(known: Known) -> None:
    known.value("2017", 1813)
    known.value("2018-H1", 856, status="P")
    (points,) = draw(known.by_year())["datasets"].values()
    assert [(point["period"], point["value"], point["link"].split("#")[1]) for point in points] == [
        ("2017", 1813, "figure2017"),
        ("2018-H1", 856, "figure2018H1"),
    ]


def test_no_line_goes_over_a_year_that_is_not_known(known: Known) -> None:
    for year in ("2013", "2014", "2017", "2018", "2019-H1"):
        known.value(year, 1000)
    (values,) = draw(known.by_year())["datasets"].values()
    runs = [(point["year"], point["run"]) for point in values if not point["is_half"]]
    assert [year for year, run in runs if run == runs[0][1]] == [2013, 2014]
    assert [year for year, run in runs if run == runs[-1][1]] == [2017, 2018]
