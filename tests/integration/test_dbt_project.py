"""The dbt project as a whole, on landing tables written by hand: what an analyst finds in the views."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.integration.dbt_landing import Built, Landing, build, other_articles, run_dbt, source_article

COLUMNS_OF_FIGURES = {
    "figure_id": "VARCHAR",
    "article_id": "VARCHAR",
    "source_path": "VARCHAR",
    "published_on": "DATE",
    "publisher": "VARCHAR",
    "language": "VARCHAR",
    "char_start": "INTEGER",
    "char_end": "INTEGER",
    "quote": "VARCHAR",
    "sentence": "VARCHAR",
    "value": "DECIMAL(18,4)",
    "unit": "VARCHAR",
    "kind": "VARCHAR",
    "qualifier": "VARCHAR",
    "value_low": "DECIMAL(18,4)",
    "value_high": "DECIMAL(18,4)",
    "period": "VARCHAR",
    "period_start": "DATE",
    "period_end": "DATE",
    "compared_to": "VARCHAR",
    **dict.fromkeys(
        ["measure", "offence", "age_group", "platform", "channel", "sex", "motive", "area", "other_concepts"],
        "VARCHAR",
    ),
    "base_value": "DECIMAL(18,4)",
    "base_figure_id": "VARCHAR",
    "is_provisional": "BOOLEAN",
    "is_quoted": "BOOLEAN",
    "period_source": "VARCHAR",
    "measure_source": "VARCHAR",
    "rule": "VARCHAR",
}


@pytest.fixture(scope="module")
def target(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("dbt")


@pytest.fixture(scope="module")
def manifest(target: Path) -> Any:
    return run_dbt(target / "staging.duckdb", target, "parse")


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory, target: Path, manifest: Any) -> Iterator[Built]:
    path = tmp_path_factory.mktemp("empty") / "staging.duckdb"
    Landing(path).__exit__()
    yield build(path, target, manifest)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, target: Path, manifest: Any) -> Iterator[Built]:
    path = tmp_path_factory.mktemp("small") / "staging.duckdb"
    with Landing(path) as landing:
        source_article(landing)
        other_articles(landing)
    yield build(path, target, manifest, "--exclude-resource-type", "unit_test")


def test_everything_builds_on_an_empty_landing(empty: Built) -> None:
    assert set(empty.results.values()) <= {"success", "pass"}
    views = empty.rows("select view_name from duckdb_views() where schema_name = 'main' and not internal")
    assert {name for (name,) in views} == {
        "articles", "audit_scorecard", "audit_violations", "figure_concepts", "figure_corrections", "figure_facets",
        "figures", "identities", "numerals",
        "passed_over_articles", "observations", "percent_or_points", "record_claims", "rejected_files",
        "repairs", "revisions", "sources", "table_cells", "unit_conflicts",
    }  # fmt: skip
    assert all(empty.rows(f"select count(*) from {view}") == [(0,)] for (view,) in views if view != "audit_scorecard")
    assert empty.rows("select sum(checked), sum(violations) from audit_scorecard") == [(0, 0)]
    assert empty.rows("select name_en from marts.dim_offence where offence_code = 'murder'") == [("Murder",)]


def test_every_model_and_test_passes_on_a_small_landing(built: Built) -> None:
    assert {name for name, status in built.results.items() if status not in ("success", "pass")} == {"identities_hold"}


def test_1813_up_77_gives_1736_for_the_year_before(built: Built) -> None:
    query = """
        select value, low, high, unit, measure, channel, status, is_implied, announced_on::varchar, figure_id,
               level_figure_id
        from observations where period = '2016' order by announced_on
    """
    implied, restated = built.rows(query)
    assert implied[:3] == (1736, 1736, 1736)
    assert implied[3:] == ("persons", "victims", "social_media", "A", True, "2018-04-26", "rise", "total")
    assert restated[0] == 1740


def test_a_later_value_supersedes_the_implied_one(built: Built) -> None:
    query = "select value, is_current, superseded_on::varchar from observations where period = '2016' order by value"
    assert built.rows(query) == [(1736, False, "2019-03-01"), (1740, True, None)]


def test_identities_say_in_words_what_was_checked(built: Built) -> None:
    rows = built.rows("select kind, description, remainder::double, verdict from identities order by kind, description")
    assert rows == [
        ("cross_article_agreement", "1,740 stated; 1,736 by change elsewhere on 2018-04-26", None, "inconsistent"),
        ("part_within_total", "855 of 1,813", None, "consistent"),
        ("parts_and_total", "24 + 21 + 0 = 45 of 61; 16 not broken down", 16, "consistent"),
        ("parts_and_total", "702 + 447 + 570 + 61 = 1,780 of 1,813; 33 not broken down", 33, "consistent"),
        ("ratio_claim", "447 / 226 = 1.978; stated 2 times", None, "consistent"),
        ("shares_to_100", "51.9 + 37.2 = 89.1 of 100 percent", pytest.approx(10.9), "consistent"),
    ]


def test_an_identity_names_its_figures_and_their_roles(built: Built) -> None:
    query = """
        select figure_id, role, sign from marts.bridge_identity_figure
        join identities using (identity_id) where remainder = 16 order by sign, figure_id
    """
    assert built.rows(query) == [
        ("serious", "total", -1),
        ("abduction", "part", 1),
        ("murder", "part", 1),
        ("rape", "part", 1),
    ]


def test_a_figure_of_two_services_is_found_under_each(built: Built) -> None:
    assert built.rows("select platform from figures where figure_id = 'both'") == [("line+twitter",)]
    query = "select code from figure_concepts where figure_id = 'both' and axis = 'platform' order by code"
    assert built.rows(query) == [("line",), ("twitter",)]


def test_an_age_no_row_lists_has_its_bounds(built: Built) -> None:
    query = "select name_en, min_age, max_age from marts.dim_age_group where age_group_code = 'age_15_to_29'"
    assert built.rows(query) == [("Aged 15 to 29", 15, 29)]


def test_what_is_not_known_is_null_with_a_reason(built: Built) -> None:
    query = (
        "select publisher_id, publisher_missing_reason is not null from marts.dim_article where publisher_id is null"
    )
    assert built.rows(query) == [(None, True)]
    query = """
        select period_code, period_missing_reason, measure_code, measure_missing_reason
        from marts.fct_figure where figure_id = 'somehow'
    """
    assert built.rows(query) == [
        (None, "the text does not settle the period", None, "no code for what is counted: first posts")
    ]


def test_the_columns_of_the_contract_are_there(built: Built) -> None:
    types = dict(built.rows("select column_name, column_type from (describe figures)"))
    assert {name: types.get(name) for name in COLUMNS_OF_FIGURES} == COLUMNS_OF_FIGURES


def test_public_views_name_no_catalog(built: Built) -> None:
    for (sql,) in built.rows("select sql from duckdb_views() where schema_name = 'main' and not internal"):
        assert "marts." in sql
        assert "staging" not in sql


def test_tables_and_columns_of_the_warehouse_carry_comments(built: Built) -> None:
    query = """
        select schema_name, table_name, column_name from duckdb_columns()
        where schema_name in ('marts', 'main') and not internal and comment is null
        union all
        select schema_name, table_name, null from duckdb_tables() where schema_name = 'marts' and comment is null
        union all
        select schema_name, view_name, null from duckdb_views()
        where schema_name = 'main' and not internal and comment is null
    """
    assert built.rows(query) == []


def test_a_claim_keeps_what_its_kind_tells(built: Built) -> None:
    columns = "kind, direction, since, rank, length, threshold, period"
    assert built.rows(f"select {columns} from main.record_claims order by char_start") == [
        ("record", "highest", "2008", 1, None, None, "2017"),
        ("streak", "rise", None, None, 5, None, "2017"),
        ("turn", "rise", "2008", None, 4, None, "2017"),
        ("first_crossing", "above", None, None, None, 1800, "2017"),
    ]


@pytest.mark.parametrize(
    ("update", "table", "broken_rule"),
    [
        ("figures set offence = 'sorcery' where figure_id = 'rape'", "fct_figure", "offence_code holds concepts"),
        ("figures set area = 'JP-48' where figure_id = 'rape'", "fct_figure", "area_code holds concepts"),
        ("figures set level_figure_id = 'gone' where figure_id = 'rise'", "fct_figure", "level_figure_id exists"),
        ("figures set kind = 'guess' where figure_id = 'rape'", "fct_figure", "kind is a known value"),
        ("figures set value = 900 where figure_id = 'ordinance'", "fct_figure", "lies within its bounds"),
        ("numerals set disposition = 'lost' where figure_id = 'rape'", "fct_numeral", "disposition_code exists"),
        ("numerals set figure_id = null where figure_id = 'rape'", "fct_numeral", "a figure is named"),
        (
            "figure_facets set reason = 'part' where figure_id = 'rape' and facet = 'measure'",
            "fct_figure_facet",
            "only what is inherited has a reason",
        ),
        (
            "figure_facets set source = 'inherited', reason = 'guess' where figure_id = 'rape' and facet = 'measure'",
            "fct_figure_facet",
            "reason is a known value",
        ),
        (
            "figure_facets set source = 'inherited', reason = 'part', antecedent_figure_id = 'gone' "
            "where figure_id = 'rape' and facet = 'measure'",
            "fct_figure_facet",
            "antecedent_figure_id exists",
        ),
        ("record_claims set direction = 'above' where kind = 'streak'", "fct_record_claim", "one of its kind"),
    ],
)
def test_a_broken_rule_is_named(
    built: Built, manifest: Any, target: Path, tmp_path: Path, update: str, table: str, broken_rule: str
) -> None:
    path = tmp_path / "staging.duckdb"
    path.write_bytes(built.path.read_bytes())
    with duckdb.connect(str(path)) as con:
        con.execute(f"update landing.{update}")
    nodes = run_dbt(
        path, target, "build", "--exclude-resource-type", "unit_test", "--select", f"+{table}", manifest=manifest
    )
    failed = {node.node.name: node.node for node in nodes.results if node.status.value == "fail"}
    with duckdb.connect(str(path), read_only=True) as con:
        rules = con.execute(failed[f"{table}_integrity"].compiled_code).fetchall()
    assert any(broken_rule in rule for rule, *_ in rules)


def inherit_measure(con: duckdb.DuckDBPyConnection, figure_id: str, antecedent: str) -> None:
    con.execute(
        "update landing.figure_facets set source = 'inherited', reason = 'part', antecedent_figure_id = ?, "
        "otherwise = 'victims' where figure_id = ? and facet = 'measure'",
        [antecedent, figure_id],
    )


def test_a_figure_takes_nothing_from_another_article(built: Built, manifest: Any, target: Path, tmp_path: Path) -> None:
    path = tmp_path / "staging.duckdb"
    path.write_bytes(built.path.read_bytes())
    with duckdb.connect(str(path)) as con:
        ((elsewhere,),) = con.execute(
            "select min(figure_id) from landing.figures where article_id != 'scmp'"
        ).fetchall()
        inherit_measure(con, "rape", elsewhere)
    select = ("--select", "+antecedents_stand_in_the_same_article")
    again = build(path, target, manifest, "--exclude-resource-type", "unit_test", *select)
    assert again.results["antecedents_stand_in_the_same_article"] == "fail"


def test_a_facet_of_a_figure_that_the_register_drops_keeps_why_it_was_taken_over(
    built: Built, manifest: Any, target: Path, tmp_path: Path
) -> None:
    landed = tmp_path / "landed.duckdb"
    landed.write_bytes(built.path.read_bytes())
    with duckdb.connect(str(landed)) as con:
        inherit_measure(con, "rape", "services")
        inherit_measure(con, "murder", "serious")
    drop = ("services", "drop", "figure", "855", None)
    again = corrected(replace(built, path=landed), manifest, target, tmp_path, drop)
    assert again.results["antecedents_stand_in_the_same_article"] == "pass"
    assert again.results["fct_figure_facet_integrity"] == "pass"
    columns = "figure_id, reason, antecedent_figure_id, otherwise"
    assert again.rows(f"select {columns} from figure_facets where reason is not null order by figure_id") == [
        ("murder", "part", "serious", "victims"),
        ("rape", "part", None, "victims"),
    ]


def corrected(built: Built, manifest: Any, target: Path, tmp_path: Path, *corrections: tuple[str | None, ...]) -> Built:
    """The small landing, built again with rows in the register: figure, action, facet, expect, corrected."""
    path = tmp_path / "staging.duckdb"
    path.write_bytes(built.path.read_bytes())
    with duckdb.connect(str(path)) as con:
        for row in corrections:
            con.execute("insert into seeds.corrections values (?, ?, ?, ?, ?, 'why', 'where', '2026-11-22')", row)
    return build(path, target, manifest, "--exclude-resource-type", "unit_test", "--exclude", "resource_type:seed")


def test_a_correction_reaches_every_table(built: Built, manifest: Any, target: Path, tmp_path: Path) -> None:
    again = corrected(
        built,
        manifest,
        target,
        tmp_path,
        ("rise", "override", "value", "77", "161"),
        ("rise", "override", "compared_to", "2016", "2015"),
        ("rape", "override", "offence", "rape", "murder"),
        ("services", "drop", "figure", "855", None),
        ("prostitution", "flag", "figure", "447", None),
    )
    assert again.results["corrections_apply"] == "pass"
    assert again.rows("from audit_violations where severity = 'fault'") == []
    assert again.rows("select value, low, announced_on::varchar from observations where period = '2015'") == [
        (1652, 1652, "2018-04-26")
    ]
    assert again.rows("select offence, offence_source, correction from figures where figure_id = 'rape'") == [
        ("murder", "corrected", "offence: rape -> murder; why")
    ]
    assert again.rows("select code from figure_concepts where figure_id = 'rape' and axis = 'offence'") == [("murder",)]
    assert again.rows("select value, correction from figures where figure_id = 'prostitution'") == [(447, "why")]
    assert again.rows("select count(*) from figures where figure_id = 'services'") == [(0,)]
    assert again.rows("select text, figure_id, reason from numerals where disposition = 'dropped'") == [
        ("855", None, "why")
    ]
    assert len(again.rows("from figure_corrections")) == 5


@pytest.mark.parametrize(
    "correction",
    [
        ("rise", "override", "value", "78", "161"),
        ("gone", "drop", "figure", "12", None),
        ("rape", "flag", "figure", "25", None),
    ],
)
def test_a_correction_that_no_longer_applies_stops_the_build(
    built: Built, manifest: Any, target: Path, tmp_path: Path, correction: tuple[str | None, ...]
) -> None:
    again = corrected(built, manifest, target, tmp_path, correction)
    assert again.results["corrections_apply"] == "fail"


def test_a_tampered_table_is_a_fault_of_the_audit(built: Built, tmp_path: Path) -> None:
    path = tmp_path / "staging.duckdb"
    path.write_bytes(built.path.read_bytes())
    damages = {
        "fct_figure set quote = '703' where figure_id = 'ordinance'": "quote_is_in_the_text",
        "fct_figure set value = 703 where figure_id = 'ordinance'": "value_is_the_number_of_its_quote",
        "fct_figure set sentence = 'another' where figure_id = 'ordinance'": "sentence_is_in_the_text",
        "fct_figure set sentence_end = char_end - 1 where figure_id = 'ordinance'": "quote_is_in_its_sentence",
        "fct_numeral set disposition_code = 'date' where figure_id = 'ordinance'": "figure_is_in_the_ledger",
        "fct_numeral set figure_id = 'total' where figure_id = 'ordinance'": "figure_is_in_the_ledger",
        "fct_numeral set value = 703 where figure_id = 'ordinance'": "numeral_has_the_value_of_its_figure",
        "fct_figure_facet set facet = 'unit', facet_value = 'cases' where figure_id = 'ordinance' "
        "and facet = 'measure'": "facet_is_that_of_its_figure",
        "fct_figure set value_high = 703 where figure_id = 'ordinance'": "bounds_are_those_of_the_qualifier",
        "fct_figure set qualifier = 'about' where figure_id = 'doubled'": "bounds_are_those_of_the_qualifier",
        "fct_numeral set text = '703' where figure_id = 'ordinance'": "numeral_is_in_the_text",
        "fct_numeral set char_end = char_end + 9 where figure_id = 'ordinance'": "numerals_are_apart",
        "dim_article set text = text || '7' where article_id = 'scmp'": "every_digit_is_accounted_for",
        "fct_identity set residual = residual + 1 where remainder = 33": "identity_can_be_reckoned_again",
        "fct_identity set verdict = 'inconsistent' where kind = 'ratio_claim'": "identity_can_be_reckoned_again",
        "fct_observation set value_low = value + 1 where figure_id = 'ordinance'": "observation_is_within_its_bounds",
        "fct_observation set value = 1, value_low = 1 where value = 702": "stated_observation_is_its_figure",
        "insert into marts.fct_figure select * replace ('again' as figure_id) from marts.fct_figure "
        "where figure_id = 'ordinance'": "figure_is_stated_once",
        # 1813 is a number of the text, and no year of the figure's
        "fct_figure_facet set facet = 'period', facet_value = '2017', char_start = 0, char_end = 4 "
        "where figure_id = 'ordinance' and facet = 'measure'": "period_has_the_year_of_its_words",
    }
    with duckdb.connect(str(path)) as con:
        for damage, check in damages.items():
            con.begin()
            con.execute(damage if damage.startswith("insert") else f"update marts.{damage}")
            found = con.execute("select distinct check_name from audit_violations").fetchall()
            con.rollback()
            assert (check,) in found, damage


@pytest.fixture(scope="module")
def regional(tmp_path_factory: pytest.TempPathFactory, target: Path, manifest: Any) -> Iterator[Built]:
    """A national total with its prefectures, and what the police of one of them say of its own."""
    path = tmp_path_factory.mktemp("regional") / "staging.duckdb"
    with Landing(path) as landing:
        landing.article("kyodo", publisher="Kyodo", published_on="2018-03-01")
        landing.figure("country", 1240, "kyodo", at=0)
        whole: dict[str, Any] = {"base_figure_id": "country", "base_value": 1240}
        landing.figure("tokyo", 1000, "kyodo", at=10, area="JP-13", **whole)
        landing.figure("osaka_and_kyoto", 240, "kyodo", at=20, area="JP-26+JP-27", **whole)
        landing.article("police", publisher="Saitama Prefectural Police", published_on="2018-03-02")
        landing.figure("saitama", 107, "police", at=0, area="JP-11")
        landing.figure("rise", 5, "police", at=10, kind="change", compared_to="2016", level_figure_id="saitama",
                       area="JP-11")  # fmt: skip
    yield build(path, target, manifest, "--exclude-resource-type", "unit_test")


def test_a_figure_of_one_prefecture_is_no_point_of_the_national_series(regional: Built) -> None:
    assert set(regional.results.values()) <= {"success", "pass"}
    query = "select period, value, area from observations where series = '{}' order by period"
    assert regional.rows(query.format("Victims (persons): Social media and community sites")) == [("2017", 1240, None)]
    assert regional.rows(query.format("Victims (persons): Saitama, Social media and community sites")) == [
        ("2016", 102, "JP-11"),
        ("2017", 107, "JP-11"),
    ]


def test_two_articles_on_two_areas_contradict_nobody(regional: Built) -> None:
    assert regional.rows("from identities where kind = 'cross_article_agreement'") == []
    assert regional.rows("from observations where is_contested or not is_current") == []


def test_prefectures_close_the_total_of_the_country(regional: Built) -> None:
    query = "select kind, axis, description, remainder::double, verdict from identities where axis = 'area'"
    closed = ("parts_and_total", "area", "1,000 + 240 = 1,240 of 1,240; 0 not broken down", 0, "consistent")
    assert regional.rows(query) == [closed]


def test_a_figure_of_two_prefectures_is_found_under_each(regional: Built) -> None:
    query = """
        select name_en, name_ja from figure_concepts
        inner join marts.dim_area on figure_concepts.code = dim_area.area_code
        where figure_id = 'osaka_and_kyoto' and axis = 'area' order by area_code
    """
    assert regional.rows(query) == [("Kyoto", "京都府"), ("Osaka", "大阪府")]


def test_a_correction_moves_a_figure_to_its_area(regional: Built, manifest: Any, target: Path, tmp_path: Path) -> None:
    again = corrected(
        regional,
        manifest,
        target,
        tmp_path,
        ("saitama", "override", "area", "JP-11", "JP-12"),
        ("rise", "override", "area", "JP-11", "JP-12"),
    )
    assert again.results["corrections_apply"] == again.results["facets_agree_with_concepts"] == "pass"
    assert again.rows("select area, area_source, correction from figures where figure_id = 'saitama'") == [
        ("JP-12", "corrected", "area: JP-11 -> JP-12; why")
    ]
    assert again.rows("select period, value from observations where area = 'JP-12' order by period") == [
        ("2016", 102),
        ("2017", 107),
    ]


def layer(manifest: Any, unique_id: str) -> str:
    node = manifest.nodes.get(unique_id)
    if node is None:
        return "source"
    if node.resource_type == "seed":
        return "seed"
    folder = node.original_file_path.split("/")[1]
    return f"{folder}:{node.name.split('_')[0]}" if folder == "marts" else folder


READS = {
    "staging": {"source"},
    "intermediate": {"staging", "intermediate", "seed"},
    "marts:dim": {"staging", "intermediate", "seed", "marts:dim"},
    "marts:fct": {"intermediate", "marts:dim"},
    "marts:bridge": {"intermediate", "marts:dim"},
    "public": {"marts:dim", "marts:fct", "marts:bridge", "public"},
}


def test_every_layer_reads_only_what_stands_before_it(manifest: Any) -> None:
    for node in manifest.nodes.values():
        if node.resource_type == "model":
            read = {layer(manifest, parent) for parent in node.depends_on.nodes}
            assert read <= READS[layer(manifest, node.unique_id)], node.name


def test_every_model_says_its_grain_first_and_what_others_read_documents_every_column(manifest: Any) -> None:
    for node in manifest.nodes.values():
        if node.resource_type == "model":
            assert node.description.startswith("One row per "), node.name
            assert node.columns or not node.config.contract.enforced, node.name
            assert all(column.description for column in node.columns.values()), node.name


def test_every_mart_has_its_contract_and_every_mart_its_key(manifest: Any) -> None:
    models = [node for node in manifest.nodes.values() if node.resource_type == "model"]
    tested = {
        node.attached_node: node
        for node in manifest.nodes.values()
        if node.resource_type == "test" and node.name.endswith("_integrity")
    }
    for model in models:
        if layer(manifest, model.unique_id).startswith(("marts", "public")):
            assert model.config.contract.enforced, model.name
        if layer(manifest, model.unique_id).startswith("marts"):
            assert tested[model.unique_id].name == f"{model.name}_integrity"


def test_no_two_tests_share_a_name(manifest: Any) -> None:
    names = [node.name for node in manifest.nodes.values() if node.resource_type == "test"]
    assert len(names) == len(set(names))


def test_every_model_has_its_folder_as_group_and_an_owner(manifest: Any) -> None:
    for node in manifest.nodes.values():
        if node.resource_type == "model":
            folder = node.original_file_path.split("/")[1]
            assert node.config.meta["dagster"] == {"group": folder, "owners": ["team:figures"]}, node.name
