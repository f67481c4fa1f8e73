"""Landing tables written by hand, and dbt run on them in this process."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pytest
from dbt.adapters.duckdb.connections import DuckDBConnectionManager
from dbt.cli.main import dbtRunner

from pipelines.settings import DBT_PROJECT_DIR
from pipelines.warehouse.landing import create_landing

FACETS = ["measure", "offence", "age_group", "platform", "channel", "sex", "motive", "area"]
SOURCED = ["unit", "kind", "qualifier", "period", "compared_to", *FACETS, "base"]


@dataclass(frozen=True)
class Built:
    """A staging database after dbt ran on it."""

    path: Path
    results: dict[str, str]

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        with duckdb.connect(str(self.path), read_only=True) as con:
            return con.execute(query).fetchall()


class Landing:
    """Landing tables filled by hand."""

    def __init__(self, path: Path) -> None:
        self._con = duckdb.connect(str(path))
        create_landing(self._con)

    def __enter__(self) -> Landing:
        return self

    def __exit__(self, *_: object) -> None:
        self._con.close()

    def insert(self, table: str, **values: object) -> None:
        columns, marks = ", ".join(values), ", ".join("?" * len(values))
        self._con.execute(f"insert into landing.{table} ({columns}) values ({marks})", list(values.values()))

    def article(self, article_id: str, *, publisher: str | None, published_on: str | None) -> None:
        self.insert(
            "articles",
            article_id=article_id,
            source_path=f"{article_id}.txt",
            published_on=published_on,
            published_on_source="origin" if published_on else None,
            publisher=publisher,
            language="en",
            text=" " * 1000,
            char_count=1000,
            byte_count=1000,
        )

    def _write(self, article_id: str, at: int, words: str) -> None:
        self._con.execute(
            "update landing.articles set text = text[:$at] || $words || text[$at + $length + 1:] where article_id = $a",
            {"at": at, "words": words, "length": len(words), "a": article_id},
        )

    def figure(
        self,
        figure_id: str,
        value: float,
        article_id: str = "scmp",
        *,
        at: int,
        kind: str = "level",
        unit: str = "persons",
        low: float | None = None,
        high: float | None = None,
        year: int | None = 2017,
        **columns: Any,
    ) -> None:
        """One exact figure of 2017 about victims on social media, unless said otherwise, and its digits in the text."""
        quote = f"{abs(value):g}"
        self._write(article_id, at, quote)
        row: dict[str, Any] = {
            "measure": "victims",
            "channel": "social_media",
            "qualifier": "exact",
            "is_provisional": False,
            "is_quoted": False,
            "mention_count": 1,
            "decimals": 0,
            "rule": "by_hand",
            **{f"{facet}_source": "stated" for facet in SOURCED},
            **columns,
        }
        if year:
            row |= {"period": str(year), "period_start": f"{year}-01-01", "period_end": f"{year}-12-31"}
        self.insert(
            "figures",
            figure_id=figure_id,
            article_id=article_id,
            char_start=at,
            char_end=at + len(quote),
            quote=quote,
            sentence_start=at,
            sentence_end=at + len(quote),
            sentence=quote,
            value=value,
            value_low=value if low is None else low,
            value_high=value if high is None else high,
            unit=unit,
            kind=kind,
            **row,
        )
        further = [pair.split("=") for pair in str(row.get("other_concepts") or "").split(";") if pair]
        for axis, codes in [*((facet, row.get(facet)) for facet in FACETS), *further]:
            for code in str(codes).split("+") if codes else []:
                self.insert("figure_concepts", figure_id=figure_id, axis=axis, code=code)
            self.insert("figure_facets", figure_id=figure_id, facet=axis, value=codes, source="stated")
        self.insert(
            "numerals",
            article_id=article_id,
            char_start=at,
            char_end=at + len(quote),
            text=quote,
            value=value,
            disposition="figure",
            figure_id=figure_id,
            reason="by_hand",
        )


def source_article(landing: Landing) -> None:
    """What the article the project started from says, shortened."""
    landing.article("scmp", publisher="South China Morning Post", published_on="2018-04-26")
    landing.figure("total", 1813, at=0, unit="cases", measure="cases")
    landing.figure("rise", 77, at=10, kind="change", compared_to="2016", level_figure_id="total")
    whole: dict[str, Any] = {"base_figure_id": "total", "base_value": 1813}
    landing.figure("ordinance", 702, at=20, offence="juvenile_protection_ordinance", **whole)
    landing.figure("prostitution", 447, at=30, offence="child_prostitution", **whole)
    landing.figure("doubled", 2, at=40, kind="ratio", unit="times", low=1.8, high=2, qualifier="nearly",
                   offence="child_prostitution", compared_to="2013", level_figure_id="prostitution")  # fmt: skip
    landing.figure("prostitution_2013", 226, at=50, year=2013, offence="child_prostitution")
    landing.figure("pornography", 570, at=60, offence="child_pornography", **whole)
    landing.figure("serious", 61, at=70, offence="serious_crimes", **whole)
    part: dict[str, Any] = {"base_figure_id": "serious", "base_value": 61, "unit": "cases", "measure": "cases"}
    landing.figure("rape", 24, at=80, offence="rape", **part)
    landing.figure("abduction", 21, at=90, offence="abduction", **part)
    landing.figure("murder", 0, at=100, offence="murder", **part)
    landing.figure("services", 855, at=110, platform="multi_user_services", **whole)
    for at, school, value in [(120, "high_school", 51.9), (130, "junior_high_school", 37.2)]:
        landing.figure(school, value, at=at, kind="share", unit="percent", low=value - 0.05, high=value + 0.05,
                       decimals=1, age_group=school, **whole)  # fmt: skip
    landing.insert("record_claims", record_claim_id="record", article_id="scmp", figure_id="total", char_start=140,
                   char_end=150, text="a record", kind="record", direction="highest", since="2008", rank=1)  # fmt: skip
    landing.insert("record_claims", record_claim_id="streak", article_id="scmp", figure_id="total", char_start=150,
                   char_end=160, text="5th rise", kind="streak", direction="rise", length=5)  # fmt: skip
    landing.insert("record_claims", record_claim_id="turn", article_id="scmp", figure_id="total", char_start=160,
                   char_end=170, text="first rise", kind="turn", direction="rise", since="2008", length=4)  # fmt: skip
    landing.insert("record_claims", record_claim_id="crossing", article_id="scmp", figure_id="total", char_start=170,
                   char_end=180, text="over 1,800", kind="first_crossing", direction="above",
                   threshold=1800)  # fmt: skip


def other_articles(landing: Landing) -> None:
    """Later articles, of which one has no origin, and a file that could not be read."""
    landing.article("unsigned", publisher=None, published_on=None)
    landing.figure("both", 90, "unsigned", at=0, year=2018, platform="twitter+line", age_group="age_15_to_29")
    landing.figure("somehow", 12, "unsigned", at=10, year=None, measure=None, counted_as="first posts",
                   other_concepts="access_device=smartphone")  # fmt: skip
    landing.article("kyodo", publisher="Kyodo", published_on="2019-03-01")
    landing.figure("restated", 1740, "kyodo", at=0, year=2016)
    landing.insert("rejected_files", source_path="a/b.bin", sha256="00", reason="not_text", message="It is binary.")
    landing.insert("sources", source="npa", kind="feed", url="https://example.org/feed", documents=0, is_stale=False)


def run_dbt(path: Path, target: Path, *command: str, manifest: Any = None) -> Any:
    """What dbt returns for a command; a parsed project saves parsing it again."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("NPA_STAGING_PATH", str(path))
        environment.setenv("DBT_TARGET_PATH", str(target))
        environment.setenv("DBT_LOG_PATH", str(target))
        folder = str(DBT_PROJECT_DIR)
        result = dbtRunner(manifest=manifest).invoke(
            [*command, "--quiet", "--log-level-file", "none", "--project-dir", folder, "--profiles-dir", folder]
        )
        DuckDBConnectionManager.close_all_connections()
        DuckDBConnectionManager._ENV = None
    if result.exception:
        raise result.exception
    return result.result


def build(path: Path, target: Path, manifest: Any, *arguments: str) -> Built:
    """Build everything and run every test; dbt's unit tests, which look at no data of ours, unless told otherwise."""
    nodes = run_dbt(path, target, "build", *arguments, manifest=manifest)
    return Built(path, {node.node.name: str(node.status.value) for node in nodes.results})
