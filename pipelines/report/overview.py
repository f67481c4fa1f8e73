"""The first page: the headline series, how fresh they are, what changed and what the audit says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import duckdb

from pipelines.report.series import Headline
from pipelines.report.shown import linked
from pipelines.report.tables import Row, first, rows
from pipelines.report.wording import plural

SHOWN_DOUBTS = 50
SHOWN_CHANGES = 50
SHOWN_VIOLATIONS = 25
SHOWN_CLAIMS = 200

# What there is least of comes first: that is what a reader looks for.
_CHANGES = """
select 'article' as about, change, source_path as what, facet, before_value, after_value, null as figure_id, article_id
from article_changes
union all
select
    'value' as about,
    change,
    concat_ws(', ', series, period) as what,
    if(before_status is distinct from after_status, 'status', null) as facet,
    concat_ws(' ', rtrim(rtrim(before_value::varchar, '0'), '.'), before_status) as before_value,
    concat_ws(' ', rtrim(rtrim(after_value::varchar, '0'), '.'), after_status) as after_value,
    figure_id,
    null as article_id
from observation_changes
union all
select
    'figure' as about,
    change,
    concat(source_path, ': ', quote) as what,
    facet,
    before_value,
    after_value,
    figure_id,
    article_id
from figure_changes
"""


def overview(con: duckdb.DuckDBPyConnection, charts: Sequence[tuple[Headline, Mapping[str, Any]]]) -> dict[str, Any]:
    """What the page shows, by the names its template uses."""
    return {
        "charts": charts,
        "freshness": first(
            con,
            """
            select
                max(published_on) as newest,
                min(published_on) as oldest,
                count(*) as articles,
                count(*) filter (published_on is null) as undated
            from articles
            """,
        ),
        "newest": rows(
            con,
            f"""
            select {linked("article_id")} as article_id, source_path, title, publisher, published_on, language
            from articles where published_on is not null order by published_on desc, source_path limit 3
            """,
        ),
        **_doubts(con),
        **_changes(con),
        **_audit(con),
    }


def _doubts(con: duckdb.DuckDBPyConnection) -> dict[str, Any]:
    stated_in_doubt = "observations.doubt is not null and not observations.is_implied"
    return {
        "doubt_total": first(con, f"select count(*) as count from observations where {stated_in_doubt}")["count"],
        "doubts": rows(
            con,
            f"""
            select observations.*, {linked("figures.article_id")} as article_id
            from observations
            inner join figures on observations.figure_id = figures.figure_id
            where {stated_in_doubt}
            order by
                observations.announced_on desc nulls last, figures.source_path, figures.char_start,
                observations.observation_id
            limit {SHOWN_DOUBTS}
            """,
        ),
    }


def _changes(con: duckdb.DuckDBPyConnection) -> dict[str, Any]:
    counted = rows(
        con,
        """
        select 'article' as about, change, count(distinct article_id) as count from article_changes group by all
        union all
        select 'value', change, count(*) from observation_changes group by all
        union all
        select 'figure', change, count(distinct figure_id) from figure_changes group by all
        order by all
        """,
    )
    return {
        "comparison": first(con, "select max(problem) as problem from comparison"),
        "change_counts": [f"{plural(row['count'], row['about'])} {row['change']}" for row in counted],
        "changes": rows(
            con,
            f"""
            select
                changes.*,
                {linked("coalesce(changes.article_id, figures.article_id)")} as linked_article_id,
                figures.figure_id as linked_figure_id
            from ({_CHANGES}) as changes
            left join figures on changes.figure_id = figures.figure_id
            limit {SHOWN_CHANGES}
            """,
        ),
        "change_total": first(con, f"select count(*) as count from ({_CHANGES})")["count"],
    }


def _audit(con: duckdb.DuckDBPyConnection) -> dict[str, Any]:
    card = rows(con, "select * from audit_scorecard order by violations = 0, severity, check_name")
    return {
        "scorecard": card,
        "audit_sentences": _sentences(card),
        "violations": rows(
            con,
            f"""
            with checked as (
                select bridge.identity_id
                from marts.bridge_identity_figure as bridge
                inner join figures on bridge.figure_id = figures.figure_id
                where figures.article_id in (from shown_articles)
            )

            select
                violations.*,
                {linked("articles.article_id")} as article_id,
                coalesce(figures.figure_id, claims.figure_id) as figure_id,
                if(identities.identity_id in (from checked), identities.figure_ids, null) as figure_ids
            from audit_violations as violations
            left join articles on violations.source_path = articles.source_path
            left join figures on violations.subject_id = figures.figure_id
            left join record_claims as claims on violations.subject_id = claims.record_claim_id
            left join identities on violations.subject_id = identities.identity_id
            order by violations.severity, violations.check_name, violations.source_path, violations.subject_id
            limit {SHOWN_VIOLATIONS}
            """,
        ),
        "violation_total": sum(row["violations"] for row in card),
        "verdicts": rows(
            con,
            """
            select kind, count(*) as checks, count(*) filter (verdict = 'consistent') as consistent,
            count(*) filter (verdict = 'inconsistent') as inconsistent,
            count(*) filter (verdict = 'undecidable') as undecidable
            from identities group by kind order by checks desc, kind
            """,
        ),
        "claim_counts": rows(
            con, "select verdict, count(*) as claims from record_claims group by verdict order by claims desc, verdict"
        ),
        "claims": rows(
            con,
            f"""
            select claims.* replace ({linked("claims.article_id")} as article_id), articles.language
            from record_claims as claims
            inner join articles on claims.article_id = articles.article_id
            order by
                array_position(['contradicted', 'upheld', 'cannot_tell'], claims.verdict),
                claims.source_path,
                claims.char_start
            limit {SHOWN_CLAIMS}
            """,
        ),
    }


def _sentences(card: Sequence[Row]) -> Sequence[str]:
    """The scorecard in plain words: what kinds of check there are, and what they found."""
    meanings = {
        "fault": "whether the warehouse agrees with itself and with the stored texts",
        "doubt": "a second, coarser reading of the same words",
        "finding": "whether what articles say adds up",
    }
    sentences = []
    for severity, meaning in meanings.items():
        checks = [row for row in card if row["severity"] == severity and row["checked"]]
        violations = sum(row["violations"] for row in checks)
        looked_at = sum(row["checked"] for row in checks)
        found = plural(violations, severity) if violations else f"no {severity}"
        sentences.append(f"{plural(len(checks), 'check')} of {meaning}, on {plural(looked_at, 'row')}: {found}.")
    return sentences
