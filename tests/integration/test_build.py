"""What a build gives, from any folder, and what odd files do to it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import duckdb
import pytest
from reportlab.pdfgen import canvas

from pipelines.defs.dbt_runner import DbtRunner
from pipelines.settings import Settings
from pipelines.warehouse import input_fingerprint, open_staging, read_publication
from tests.integration.runs import Run, public_rows, query, refresh
from tests.integration.shared import copied

AddArticle = Callable[..., Path]


FRAUD = "Police helped {} victims of fraud in 2018, up 20 from a year earlier."
ROBBERY = "There were 15 cases of robbery in 2018."
SECOND = "2019-03-14-second.txt"
PAGE = """<!doctype html><html><head><title>Fraud</title>
<meta property="article:published_time" content="2019-03-14T09:00:00+09:00">
<meta property="og:site_name" content="The Example Times"></head>
<body><nav>Home 1 2 3</nav><article><h1>Fraud rises</h1>
<p>Police helped <b>120</b> victims of fraud in 2018, up 20 from a year earlier, the National Police Agency said.</p>
<p>There were 15 cases of <script>alert(999)</script>robbery &lt;script&gt;alert(1)&lt;/script&gt; in 2018.</p>
</article></body></html>"""


@pytest.fixture(scope="module")
def grown(built: Settings, tmp_path_factory: pytest.TempPathFactory) -> tuple[Settings, Run]:
    """What was built, refreshed with a second article. Not to be written to: take `grown_copy` for that."""
    settings = copied(built, tmp_path_factory.mktemp("grown"))
    (settings.raw_dir / SECOND).write_text(f"{FRAUD.format(120)} {ROBBERY}", encoding="utf-8")
    run = refresh(settings)
    assert run.success, run.failures()
    return settings, run


@pytest.fixture
def grown_copy(grown: tuple[Settings, Run], tmp_path: Path) -> Settings:
    return copied(grown[0], tmp_path)


@pytest.fixture(scope="module")
def varied(built: Settings, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """What was built, refreshed with everything that may lie about: not to be written to."""
    settings = copied(built, tmp_path_factory.mktemp("varied"))
    raw = settings.raw_dir
    origin = raw / "2018-04-26-scmp.origin.yml"
    origin.write_text(origin.read_text(encoding="utf-8").replace("South China Morning Post", "SCMP"), encoding="utf-8")
    # Odd files.
    (raw / "zero.txt").write_bytes(b"")
    (raw / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")
    (raw / "broken.pdf").write_bytes(b"%PDF-1.7 and nothing more")
    os.mkfifo(raw / "pipe.txt")
    (raw / "copy.txt").write_bytes((raw / "2018-04-26-scmp.txt").read_bytes())
    (raw / "quiet.txt").write_text("Nothing is counted here.", encoding="utf-8")
    # A page, a release and an old encoding.
    (raw / "page.html").write_text(PAGE, encoding="utf-8")
    release(raw / "2020-03-12-release.pdf", "Police helped 130 victims of fraud in 2019.")
    (raw / "2021-03-11-sjis.txt").write_bytes("警察庁によると、2020年の詐欺の被害者は140人だった。".encode("cp932"))
    # A page that was corrected.
    for number, day in ((160, "2022-03-14"), (165, "2022-04-01")):
        text = f"In 2021 police helped {number} victims of robbery, the agency said."
        (raw / f"{day}.txt").write_text(text, encoding="utf-8")
        said = f"url: https://www.example.org/robbery\npublished_on: 2022-03-14\ndate_accessed: {day}\n"
        (raw / f"{day}.origin.yml").write_text(said, encoding="utf-8")
    # Folders.
    for number, folder in enumerate(("2019", "日本語/記事")):
        (raw / folder).mkdir(parents=True)
        (raw / folder / "theft.txt").write_text(f"Police handled {170 + number} cases of theft in 2018.", "utf-8")
    # What a build leaves that was killed while it published.
    (settings.build_dir / ".warehouse.duckdb.1").write_bytes(b"half a file")
    (settings.build_dir / ".warehouse.duckdb.1.wal").write_bytes(b"and its log")
    run = refresh(settings)
    assert run.success, run.failures()
    return settings


def release(path: Path, text: str) -> None:
    """A PDF file with a text layer."""
    page = canvas.Canvas(str(path))
    page.drawString(72, 720, text)
    page.save()


def test_every_figure_can_be_traced_to_the_characters_it_was_read_from(built: Settings) -> None:
    text = (built.raw_dir / "2018-04-26-scmp.txt").read_bytes().decode("utf-8")
    figures = query(built, "select char_start, char_end, quote from figures")
    assert figures
    assert all(text[start:end] == quote for start, end, quote in figures)


def test_the_views_read_under_another_name_too(built: Settings, tmp_path: Path) -> None:
    shutil.copy(built.warehouse_path, tmp_path / "another name.duckdb")
    with duckdb.connect() as con:
        con.execute(f"attach '{tmp_path}/another name.duckdb' as other (read_only)")
        assert con.execute("select count(*) from other.figures").fetchall() == query(
            built, "select count(*) from figures"
        )


def test_tables_views_and_columns_have_comments(built: Settings) -> None:
    without = query(
        built,
        "select view_name from duckdb_views() where not internal and comment is null "
        "union all select table_name from duckdb_tables() where comment is null "
        "union all select concat(table_name, '.', column_name) from duckdb_columns() "
        "where not internal and comment is null",
    )
    assert without == []


def test_the_published_file_has_no_clock_of_ours_but_for_when_sources_were_asked(built: Settings) -> None:
    clocks = query(
        built, "select table_name, column_name from duckdb_columns() where not internal and data_type like 'TIMESTAMP%'"
    )
    assert {table for table, _ in clocks} == {"sources", "dim_source"}


def test_filling_the_models_anew_gives_what_dbt_builds_from_nothing(grown_copy: Settings) -> None:
    filled = public_rows(grown_copy)
    shutil.rmtree(grown_copy.build_dir)
    run = refresh(grown_copy)
    assert run.success, run.failures()
    assert public_rows(grown_copy) == filled


def test_only_what_changed_is_extracted_again(grown: tuple[Settings, Run]) -> None:
    (materialization,) = grown[1].result.asset_materializations_for_node("extract_figures")[:1]
    assert materialization.metadata["articles_extracted"].value == 1


def test_an_article_that_is_removed_leaves_the_warehouse(built: Settings, grown_copy: Settings) -> None:
    assert query(grown_copy, "select count(*) from articles") == [(2,)]
    (grown_copy.raw_dir / SECOND).unlink()
    assert refresh(grown_copy).success
    before, after = public_rows(built), public_rows(grown_copy)
    assert {view: rows for view, rows in after.items() if view != "publication"} == {
        view: rows for view, rows in before.items() if view != "publication"
    }


def test_what_a_refresh_changed_is_published_with_it(grown_copy: Settings) -> None:
    assert query(grown_copy, "select change, source_path from article_changes") == [("new", SECOND)]
    assert query(grown_copy, "select distinct change, source_path from figure_changes") == [("new", SECOND)]

    (grown_copy.raw_dir / SECOND).write_text(FRAUD.format(125), encoding="utf-8")
    run = refresh(grown_copy)
    assert run.success, run.failures()
    assert query(grown_copy, "select change, quote, facet, before_value, after_value from figure_changes") == [
        ("revised", "125", "value", "120", "125"),
        ("withdrawn", "15", None, "15 cases, level, 2018, cases, robbery", None),
    ]
    assert query(
        grown_copy, "select change, series, period, before_value::int, after_value::int from observation_changes"
    ) == [
        ("withdrawn", "Cases (cases): Robbery", "2018", 15, None),
        ("revised", "Victims (persons): Fraud", "2017", 100, 105),
        ("revised", "Victims (persons): Fraud", "2018", 120, 125),
    ]
    metadata = run.metadata("warehouse")
    assert metadata["figures_revised"].value == 1
    assert metadata["figures_withdrawn"].value == 1
    assert metadata["observations_revised"].value == 2
    assert metadata["articles_changed"].value == 1
    assert f"| revised | {SECOND} | 125 | value | 120 | 125 |" in metadata["figure_changes"].value


def test_publishing_the_same_again_says_the_same_of_what_changed(grown_copy: Settings) -> None:
    tables = ("comparison", "article_changes", "figure_changes", "observation_changes")
    before = [query(grown_copy, f"from {table}") for table in tables]
    assert all(before)
    assert refresh(grown_copy).success
    assert [query(grown_copy, f"from {table}") for table in tables] == before


def test_a_first_publication_says_that_there_is_nothing_to_compare_with(built: Settings) -> None:
    assert query(built, "from comparison") == [(None, "Nothing was published before.")]
    assert query(built, "from figure_changes") == []


def test_a_published_file_that_is_damaged_is_replaced(settings: Settings) -> None:
    settings.warehouse_path.write_bytes(settings.warehouse_path.read_bytes()[:100_000])
    run = refresh(settings)
    assert run.success, run.failures()
    compared_with = run.metadata("warehouse")["compared_with"].value
    assert "The previous warehouse cannot be read." in str(compared_with)
    assert "Could not read enough bytes" in str(compared_with)
    assert query(settings, "select count(*) > 0 from figures") == [(True,)]


def test_an_origin_that_changes_is_read_again(varied: Settings) -> None:
    publishers = "select distinct publisher from figures where source_path = '2018-04-26-scmp.txt'"
    assert query(varied, publishers) == [("SCMP",)]


def test_odd_files_are_rejected_by_name_and_the_run_goes_on(varied: Settings) -> None:
    rejected = [
        ("broken.pdf", "damaged"),
        ("copy.txt", "duplicate"),
        ("picture.txt", "binary"),
        ("pipe.txt", "unreadable"),
        ("zero.txt", "empty"),
    ]
    assert query(varied, "select source_path, reason from rejected_files order by 1") == rejected
    assert query(varied, "select count(*) from figures where source_path = '2018-04-26-scmp.txt'") == [(21,)]
    assert query(varied, "select count(*) from articles where source_path = 'quiet.txt'") == [(1,)]
    files = [path for path in varied.raw_dir.rglob("*") if path.suffix in (".txt", ".html", ".pdf")]
    (publication,) = query(varied, "select articles, rejected_files from publication")
    assert publication == (len(files) - len(rejected), len(rejected))


def test_a_page_that_was_corrected_supersedes_its_first_version(varied: Settings) -> None:
    assert query(
        varied,
        "select source_path, version, is_latest_version, published_on from articles "
        "where url like '%robbery' order by 1",
    ) == [
        ("2022-03-14.txt", 1, False, date(2022, 3, 14)),
        ("2022-04-01.txt", 2, True, date(2022, 3, 14)),
    ]
    assert query(
        varied,
        "select value::int, announced_on, superseded_on, is_current from observations "
        "where offence = 'robbery' and period = '2021' order by announced_on",
    ) == [
        (160, date(2022, 3, 14), date(2022, 4, 1), False),
        (165, date(2022, 4, 1), None, True),
    ]


def test_pages_releases_and_texts_in_old_encodings_are_read_like_any_text(varied: Settings) -> None:
    assert query(
        varied,
        "select a.source_path, period, value::int, a.publisher, a.published_on, published_on_source, media_type, "
        "encoding from figures inner join articles as a using (article_id) "
        "where offence = 'fraud' and kind = 'level' order by value",
    ) == [
        ("page.html", "2018", 120, "The Example Times", date(2019, 3, 14), "page", "text/html", "utf-8"),
        ("2020-03-12-release.pdf", "2019", 130, None, date(2020, 3, 12), "file_name", "application/pdf", None),
        ("2021-03-11-sjis.txt", "2020", 140, None, date(2021, 3, 11), "file_name", "text/plain", "cp932"),
    ]
    assert query(
        varied,
        "select count(*) from figures inner join articles using (article_id) "
        "where quote != substr(text, char_start + 1, char_end - char_start)",
    ) == [(0,)]
    ((text,),) = query(varied, "select text from articles where source_path = 'page.html'")
    assert "alert(999)" not in text
    assert "<script>alert(1)</script>" in text


@pytest.mark.parametrize(("folder", "value"), [("2019", 170), ("日本語/記事", 171)])
def test_articles_in_sub_folders_are_read(varied: Settings, folder: str, value: int) -> None:
    figures = f"select value::int from figures where source_path = '{folder}/theft.txt' and unit = 'cases'"
    assert query(varied, figures) == [(value,)]


def test_what_a_killed_build_left_does_not_disturb_the_next(varied: Settings) -> None:
    assert list(varied.build_dir.glob(".warehouse*")) == []


def test_an_empty_folder_gives_an_empty_warehouse(settings: Settings) -> None:
    for path in settings.raw_dir.iterdir():
        path.unlink()
    run = refresh(settings)
    assert run.success, run.failures()
    assert query(settings, "select count(*) from figures") == [(0,)]


def test_the_publication_says_what_it_was_built_from(built: Settings) -> None:
    publication = read_publication(built.warehouse_path)
    assert publication is not None
    assert publication.input_fingerprint == input_fingerprint(built)
    assert publication.figures == query(built, "select count(*) from figures")[0][0]
    assert publication.numerals == query(built, "select count(*) from numerals")[0][0]
    assert publication.checks_passed > 0


def test_a_changed_article_changes_the_fingerprint(settings: Settings, add_article: AddArticle) -> None:
    before = input_fingerprint(settings)
    add_article()
    assert input_fingerprint(settings) != before
    assert input_fingerprint(replace(settings, max_article_bytes=1)) != before


def test_a_staging_database_that_is_no_database_is_put_aside_and_begun_anew(settings: Settings) -> None:
    before = public_rows(settings)
    settings.staging_path.write_bytes(b"not a database" * 1000)
    run = refresh(settings)
    assert run.success, run.failures()
    assert public_rows(settings) == before
    assert settings.staging_path.with_name("staging.duckdb.damaged").read_bytes() == b"not a database" * 1000


def test_a_database_that_lost_a_table_is_built_by_dbt_again_which_leaves_no_connection_open(settings: Settings) -> None:
    with open_staging(settings.staging_path) as con:
        con.execute("drop table marts.fct_identity")
    results = DbtRunner(settings).build()
    assert {result.status for result in results} <= {"success", "pass", "warn"}
    # Another configuration is refused while a connection of this process is open.
    with duckdb.connect(str(settings.staging_path), config={"threads": 1}, read_only=True) as con:
        assert con.execute("select count(*) from marts.fct_identity").fetchall()[0][0] > 0
