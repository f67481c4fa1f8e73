"""How the public views hang together: keys, references, the order of rows, the values of coded columns.

The published file holds no constraints, since DuckDB would check them anew at every copy; dbt proves them of the star
before publishing. Here they are said again, of the views, for those who read a copy. Tests hold both against the data
and the values of coded columns against the models.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

_SETTLED_BY = ("stated", "inherited", "default", "corrected")
_SEVERITIES = ("fault", "doubt", "finding")
_LANGUAGES = ("en", "ja")
_STATUSES = ("A", "E", "P")


@dataclass(frozen=True, slots=True)
class Relations:
    """What is known of one view beside its columns.

    Attributes:
        key: Columns that name a row, none of them ever NULL; empty where the view has none.
        order: Columns to sort by first, for whoever reads the file from its beginning; then by all others.
        references: Column -> view and column whose values it holds, or NULL.
        values: Column -> the codes it may hold, beside NULL.
    """

    key: tuple[str, ...] = ()
    order: tuple[str, ...] = ()
    references: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


_ARTICLE = ("articles", "article_id")
_FIGURE = ("figures", "figure_id")

RELATIONS: Mapping[str, Relations] = {
    "articles": Relations(
        key=("article_id",),
        order=("source_path",),
        references={"story_id": _ARTICLE},
        values={
            "language": _LANGUAGES,
            "published_on_source": ("origin", "page", "dateline", "text", "file_name"),
        },
    ),
    "audit_scorecard": Relations(key=("check_name",), order=("check_name",), values={"severity": _SEVERITIES}),
    "audit_violations": Relations(
        order=("check_name", "source_path"),
        references={"check_name": ("audit_scorecard", "check_name")},
        values={"severity": _SEVERITIES},
    ),
    "figure_concepts": Relations(
        key=("figure_id", "axis", "code"),
        order=("figure_id", "axis", "code"),
        references={"figure_id": _FIGURE},
    ),
    # A dropped figure is in no other table, so that its id refers to nothing.
    "figure_corrections": Relations(
        order=("figure_id", "facet"),
        values={"action": ("confirm", "drop", "override", "flag")},
    ),
    "figure_facets": Relations(
        order=("article_id", "figure_id", "facet"),
        references={"figure_id": _FIGURE, "article_id": _ARTICLE, "antecedent_figure_id": _FIGURE},
        values={
            "source": _SETTLED_BY,
            "reason": ("level", "whole", "part", "list", "sentence", "last", "total", "topic", "arithmetic", "text"),
        },
    ),
    "figures": Relations(
        key=("figure_id",),
        order=("source_path", "char_start", "char_end", "figure_id"),
        references={"article_id": _ARTICLE, "base_figure_id": _FIGURE, "level_figure_id": _FIGURE},
        values={
            "language": _LANGUAGES,
            "kind": ("level", "change", "percent_change", "point_change", "share", "ratio"),
            "qualifier": ("exact", "about", "nearly", "more_than", "at_least", "less_than", "up_to"),
            "unit_source": _SETTLED_BY,
            "kind_source": _SETTLED_BY,
            "qualifier_source": _SETTLED_BY,
            "period_source": _SETTLED_BY,
            "compared_to_source": _SETTLED_BY,
            "measure_source": _SETTLED_BY,
        },
    ),
    "identities": Relations(
        key=("identity_id",),
        order=("source_path", "kind", "identity_id"),
        references={"article_id": _ARTICLE},
        values={
            "kind": (
                "parts_and_total",
                "part_within_total",
                "shares_to_100",
                "change_closure",
                "percent_change_closure",
                "ratio_claim",
                "share_of_base",
                "cross_article_agreement",
            ),
            "verdict": ("consistent", "inconsistent", "undecidable"),
        },
    ),
    "numerals": Relations(
        key=("article_id", "char_start"),
        order=("source_path", "article_id", "char_start"),
        references={"article_id": _ARTICLE, "figure_id": _FIGURE},
    ),
    "observations": Relations(
        key=("observation_id",),
        order=("series", "series_id", "period_start", "period_end", "announced_on", "observation_id"),
        references={"figure_id": _FIGURE, "level_figure_id": _FIGURE},
        values={
            "status": _STATUSES,
            "basis": ("stated", "change", "percent_change", "point_change", "ratio", "share"),
            "confirmed_by": ("review", "sources", "arithmetic"),
        },
    ),
    "percent_or_points": Relations(
        key=("figure_id",),
        order=("source_path", "figure_id"),
        references={"figure_id": _FIGURE},
        values={
            "stated_kind": ("percent_change", "point_change"),
            "fits": ("percent", "points", "either", "neither"),
        },
    ),
    "record_claims": Relations(
        key=("record_claim_id",),
        order=("source_path", "char_start", "record_claim_id"),
        references={"article_id": _ARTICLE, "figure_id": _FIGURE},
        values={
            "kind": ("record", "streak", "turn", "first_crossing"),
            "direction": ("highest", "lowest", "rise", "fall", "above", "below"),
            "verdict": ("upheld", "contradicted", "cannot_tell"),
        },
    ),
    "passed_over_articles": Relations(
        key=("source_path",), order=("source_path",), values={"reason": ("other_subject", "other_language")}
    ),
    "rejected_files": Relations(key=("source_path",), order=("source_path",)),
    "table_cells": Relations(
        key=("article_id", "char_start"),
        order=("source_path", "article_id", "char_start"),
        references={"article_id": _ARTICLE, "figure_id": _FIGURE},
        values={"role": ("column_header", "row_header", "number", "empty", "words")},
    ),
    "repairs": Relations(
        key=("repair_id",),
        order=("group_id", "set_rank", "figure_id"),
        references={"figure_id": _FIGURE, "group_id": ("identities", "identity_id")},
    ),
    "revisions": Relations(
        order=("series", "series_id", "period", "announced_on"),
        references={"figure_id": _FIGURE, "figure_id_before": _FIGURE},
        values={
            "change": ("final", "refined", "revised"),
            "status": _STATUSES,
            "status_before": _STATUSES,
        },
    ),
    "sources": Relations(key=("source",), order=("source",), values={"kind": ("feed", "index", "page")}),
    "unit_conflicts": Relations(
        key=("cases_figure_id", "victims_figure_id"),
        order=("period", "cases_figure_id", "victims_figure_id"),
        references={"cases_figure_id": _FIGURE, "victims_figure_id": _FIGURE},
        values={"found": ("across articles", "within an article")},
    ),
}
