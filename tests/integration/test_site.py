"""The site as a reader sees it: in a real browser, from the disk, without a network."""

from __future__ import annotations

import json
import re
import shutil
from base64 import b64decode
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import dagster as dg
import duckdb
import pytest

from pipelines.defs.dbt_runner import DbtRunner
from pipelines.defs.site import site
from pipelines.progress import unheard
from pipelines.report import SiteError, is_current, write_site
from pipelines.report.article_pages import article_pages, choose_observations
from pipelines.report.pages import Pages
from pipelines.report.shown import choose_articles
from pipelines.report.site import write_explorer
from pipelines.settings import DBT_PROJECT_DIR, Settings
from pipelines.warehouse import read_publication
from tests.integration.browser import PHONE, chromium, visiting
from tests.integration.runs import refresh_with_pages
from tests.integration.shared import copied

if TYPE_CHECKING:
    from playwright.sync_api import Browser

HOSTILE = """TOKYO, March 14, 2019 -- Police helped 120 victims of child pornography in 2018.

<script>document.title = "owned"</script><img src=x onerror="document.title='owned'"></div></main>
</script><!-- "'& 𠮷野家 --> Of them, 31.5 percent were women, police said. There were 15 cases of theft in 2018.
"""
JAPANESE = """警察庁は14日、SNSを通じて犯罪被害に遭った18歳未満の子どもが2019年は2082人だったと発表した。

前年より271人増えた。このうち中学生は847人だった。

表1　学職別（単位：人）
学職\t令和元年\t構成比（％）
総数\t2,082\t100.0
中学生\t847\t40.7
<b>高校生</b>\t1,044\t50.1

以上。
"""


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory, built: Settings) -> Settings:
    """The source article with a hostile one and a Japanese one, built and published."""
    settings = copied(built, tmp_path_factory.mktemp("site"))
    (settings.raw_dir / "2019-03-14-hostile.txt").write_text(HOSTILE, encoding="utf-8")
    (settings.raw_dir / "2020-03-14-japanese.txt").write_text(JAPANESE, encoding="utf-8")
    run = refresh_with_pages(settings)
    assert run.success, run.failures()
    return settings


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


def materialize_site(settings: Settings) -> Mapping[str, dg.MetadataValue[Any]]:
    """Run the asset alone, and what it says of itself."""
    result = dg.materialize(
        [site],
        resources={
            "settings": settings,
            "dbt": DbtRunner(settings),
            "progress": unheard,
            "writer_lock": dg.ResourceDefinition.none_resource(),
        },
    )
    (materialization,) = result.asset_materializations_for_node("site")
    return materialization.metadata


def article_page(settings: Settings, name: str) -> tuple[Path, list[tuple[str, str]]]:
    """The page of an article, and the ids and words of its figures."""
    with duckdb.connect(str(settings.warehouse_path), read_only=True) as con:
        rows = con.execute(
            "select article_id, figure_id, quote from figures where source_path like ? order by char_start, figure_id",
            [f"%{name}%"],
        ).fetchall()
    return settings.site_dir / "articles" / f"{rows[0][0][:16]}.html", [(figure, quote) for _, figure, quote in rows]


def every_page(settings: Settings) -> list[Path]:
    return [
        *(settings.site_dir / name for name in ("index.html", "articles.html", "explore.html", "quality.html")),
        *sorted((settings.site_dir / "articles").iterdir()),
    ]


def inodes(folder: Path) -> dict[str, int]:
    """Which file is under which name: another one after it was written again."""
    return {path.name: path.stat().st_ino for path in folder.iterdir()}


def test_publishing_writes_a_page_for_every_article(written: Settings) -> None:
    assert len(every_page(written)) == 4 + 3
    publication = read_publication(written.warehouse_path)
    assert publication is not None
    assert is_current(written.site_dir, publication.input_fingerprint)


def test_the_asset_previews_the_charts(written: Settings) -> None:
    metadata = materialize_site(written)
    assert metadata["pages"].value == 4 + 3
    assert str(metadata["open"].value).startswith("file://")
    preview = str(metadata["by_year"].value)
    assert "2,082" in preview
    picture = b64decode(re.findall(r"data:image/svg\+xml;base64,([\w+/=]+)", preview)[0]).decode()
    assert picture == (written.site_dir / "charts" / "by-year.svg").read_text(encoding="utf-8")
    assert "Social media and community sites" in picture


def test_the_quality_page_leads_to_what_others_wrote(written: Settings) -> None:
    page = (written.site_dir / "quality.html").read_text(encoding="utf-8")
    for folder in ("data_docs", "dbt_docs"):
        assert f'href="{folder}/index.html"' in page
        assert (written.site_dir / folder / "index.html").exists()


def test_every_page_opens_without_a_complaint_or_a_request(written: Settings, browser: Browser) -> None:
    for path in every_page(written):
        with visiting(browser, path) as visit:
            assert (path.name, visit.complaints, visit.requests) == (path.name, [], [])
            assert visit.page.locator("h1").count() == 1


@pytest.mark.slow
def test_so_do_the_pages_that_others_wrote(written: Settings, browser: Browser) -> None:
    pages = [*sorted((written.site_dir / "data_docs").rglob("*.html")), written.site_dir / "dbt_docs" / "index.html"]
    assert len(pages) > 10
    for path in pages:
        with visiting(browser, path) as visit:
            visit.page.wait_for_load_state("networkidle")
            assert (path.name, visit.complaints, visit.requests) == (path.name, [], [])


def test_the_data_docs_show_how_each_expectation_fared(written: Settings, browser: Browser) -> None:
    with visiting(browser, written.site_dir / "data_docs" / "index.html") as visit:
        visit.page.locator("tr.clickable-row", has_text="observations").first.locator("td", has_text="gate").click()
        visit.page.get_by_text("Successful Expectations", exact=True).wait_for()
        assert visit.complaints == []


def test_the_documentation_of_dbt_knows_the_tables(written: Settings, browser: Browser) -> None:
    address = written.site_dir / "dbt_docs" / "index.html"
    with visiting(browser, address, anchor="#!/model/model.npa_figures.observations") as visit:
        visit.page.get_by_role("heading", name="observations").first.wait_for()
        assert visit.page.get_by_text("is_contested").count() >= 1
    assert str(DBT_PROJECT_DIR) not in address.read_text(encoding="utf-8")


def test_only_pages_that_change_are_written_again(written: Settings, tmp_path: Path) -> None:
    warehouse, folder = tmp_path / "warehouse.duckdb", tmp_path / "site"
    shutil.copyfile(written.warehouse_path, warehouse)
    charts = write_site(warehouse, folder).pictures
    first = inodes(folder / "articles")
    pictures = inodes(folder / "charts")
    assert write_site(warehouse, folder).pictures == charts
    assert inodes(folder / "articles") == first
    assert inodes(folder / "charts") == pictures != {}
    with duckdb.connect(str(warehouse)) as con:
        (changed,) = con.execute("select identity_id from marts.fct_identity order by identity_id").fetchall()[0]
        con.execute("update marts.fct_identity set verdict = 'undecidable' where identity_id = $1", [changed])
        touched = con.execute(
            "select distinct left(article_id, 16) || '.html' from figures "
            "inner join marts.bridge_identity_figure using (figure_id) where identity_id = $1",
            [changed],
        ).fetchall()
    assert write_site(warehouse, folder).pages == len(first) + 4
    second = inodes(folder / "articles")
    assert {name for name in first if first[name] != second[name]} == {name for (name,) in touched}
    assert 0 < len(touched) < len(first)


def test_no_link_of_the_site_is_broken(written: Settings, browser: Browser) -> None:
    pages = every_page(written)
    ids = {}
    links = []
    for path in pages:
        with visiting(browser, path) as visit:
            ids[path] = set(visit.value("[...document.querySelectorAll('[id]')].map(e => e.id)"))
            links += [
                (path, address) for address in visit.value("[...document.links].map(a => a.getAttribute('href'))")
            ]
    for path, address in links:
        name, _, anchor = address.partition("#")
        if address.startswith(("https://", "http://")):
            continue
        target = (path.parent / name).resolve() if name else path
        assert target.exists(), (path, address)
        if anchor and target in ids and target.name != "explore.html":
            assert anchor in ids[target] or target.parent.name == "articles", (path, address)


def test_of_a_long_archive_the_newest_articles_have_a_page(written: Settings, browser: Browser, tmp_path: Path) -> None:
    folder = tmp_path / "site"
    assert write_site(written.warehouse_path, folder, most_articles=2).pages == 4 + 2
    pages = {path.name: path.read_text(encoding="utf-8") for path in (folder / "articles").iterdir()}
    with duckdb.connect(str(written.warehouse_path), read_only=True) as con:
        newest = con.execute("select left(article_id, 16) from articles order by published_on desc limit 2").fetchall()
        figures = con.execute("select left(article_id, 16), figure_id from figures").fetchall()
    assert sorted(pages) == sorted(f"{article_id}.html" for (article_id,) in newest)
    listed = (folder / "articles.html").read_text(encoding="utf-8")
    assert "The newest 2 of 3 articles; <code>npa sql" in listed
    assert len(re.findall('href="articles/', listed)) == 2
    with visiting(browser, folder / "explore.html", anchor="#ids=f" + "0" * 15) as visit:
        texts = visit.value("npaFigures.texts.article_id.filter(Boolean)")
        assert sorted(visit.value("npaFigures.plain.figure_id")) == sorted(
            figure_id for article_id, figure_id in figures if f"{article_id}.html" in pages
        )
        assert {f"{article_id}.html" for article_id in texts} <= set(pages)
        assert "1 more is not in this table" in visit.page.locator("#status").inner_text()
    # In links, in what the panel beside a text says and in the drawings.
    links = [
        link
        for path in folder.rglob("*.html")
        for link in re.findall(r"articles/(\w+\.html)(?:#(\w+))?", path.read_text(encoding="utf-8"))
    ]
    assert len(links) > 5
    for page, figure_id in links:
        assert page in pages
        assert figure_id in pages[page]


def test_of_what_many_articles_tell_a_panel_lists_some_and_counts_the_rest(library: Settings) -> None:
    panels = {}
    with duckdb.connect(str(library.warehouse_path), read_only=True) as con:
        choose_articles(con)
        article_ids = [article_id for (article_id,) in con.execute("select article_id from articles").fetchall()]
        for most in (1, 1_000):
            choose_observations(con, most)
            panels[most] = {
                figure_id: panel
                for page in article_pages(con, article_ids)
                for figure_id, panel in page.details.items()
            }
        current = con.execute(
            "select figures.figure_id, observations.series, period from figures inner join observations "
            "using (series_id, period) where is_current"
        ).fetchall()
    for figure_id, panel in panels[1].items():
        whole = panels[1_000][figure_id]
        assert whole["observations_left_out"] == 0
        assert len(panel["observations"]) + panel["observations_left_out"] == len(whole["observations"])
        assert [shown for shown in whole["observations"] if shown in panel["observations"]] == panel["observations"]
    assert sum(panel["observations_left_out"] for panel in panels[1].values()) > 0
    assert len(current) > 5
    for figure_id, series, period in current:
        listed = panels[1][figure_id]["observations"]
        assert any(shown[:2] == [series, period] and "superseded" not in shown[4] for shown in listed)


def test_a_page_comes_and_goes_with_the_newest_articles(written: Settings, tmp_path: Path) -> None:
    folder = tmp_path / "site"
    for most, pages in ((1, 1), (3, 3), (2, 2)):
        assert write_site(written.warehouse_path, folder, most_articles=most).pages == 4 + pages
        assert len(list((folder / "articles").iterdir())) == pages
    assert "3 articles, the newest first" not in (folder / "articles.html").read_text(encoding="utf-8")


def test_charts_are_drawn_and_lead_to_the_figures_behind_them(written: Settings, browser: Browser) -> None:
    with visiting(browser, written.site_dir / "index.html") as visit:
        charts = visit.page.locator("figure.chart .vega")
        drawn = visit.page.locator("figure.chart .vega svg .mark-symbol path")
        assert visit.page.locator("figure.chart .vega svg").count() == charts.count() >= 2
        assert drawn.count() >= visit.page.locator("script[data-chart]").count()
        point = visit.page.locator("#by-year svg .mark-symbol.role-mark path").first
        point.dispatch_event("click")
        visit.page.wait_for_url(re.compile(r"/articles/\w+\.html#\w+|/explore\.html#ids=\w+"))


def test_a_chart_has_its_values_as_a_table_too(written: Settings, browser: Browser) -> None:
    with visiting(browser, written.site_dir / "index.html") as visit:
        table = visit.page.locator("figure.chart", has=visit.page.locator("#by-year")).locator("table")
        cells = table.locator("tbody tr").all_text_contents()
        assert any("2019" in row and "2,082" in row for row in cells)
        assert any("2018" in row and "1,811" in row and "reckoned from a change" in row for row in cells)


def test_a_chart_takes_the_colours_of_the_page(written: Settings, browser: Browser) -> None:
    colours = {}
    for scheme in ("light", "dark"):
        with visiting(browser, written.site_dir / "index.html", scheme=scheme) as visit:
            label = visit.page.locator("#by-year svg .mark-text text").first
            colours[scheme] = (label.get_attribute("fill"), visit.value("getComputedStyle(document.body).color"))
    assert colours["light"][0] != colours["dark"][0]
    assert colours["light"][1] != colours["dark"][1]


def test_choosing_a_figure_marks_it_and_says_what_settled_it(written: Settings, browser: Browser) -> None:
    path, figures = article_page(written, "scmp")
    figure, quote = next((figure, quote) for figure, quote in figures if quote == "29.6 per cent")
    with visiting(browser, path) as visit:
        visit.page.locator(f'a[data-figures~="{figure}"]').first.click()
        panel = visit.page.locator("#panel")
        assert panel.locator("h2").inner_text() == quote
        assert "money and gifts" in panel.inner_text()
        assert visit.page.locator("#text .chosen").first.inner_text() == quote
        assert visit.value("[...CSS.highlights.get('words')].map(r => r.toString()).includes('money and gifts')")
        assert visit.value("location.hash") == f"#{figure}"


def test_what_a_figure_takes_from_another_leads_to_that_one(written: Settings, browser: Browser) -> None:
    path, figures = article_page(written, "scmp")
    ids = {quote: figure for figure, quote in figures}
    with visiting(browser, path, anchor=f"#{ids['29.6 per cent']}") as visit:
        row = visit.page.locator("#panel tr", has=visit.page.locator("td:first-child", has_text="measure"))
        how = row.locator("td").nth(2)
        assert how.inner_text() == "inherited: from 1,468, the whole that its words name; otherwise Cases"
        how.locator("a").click()
        visit.page.locator("#panel h2", has_text="1,468").wait_for()
        assert visit.value("location.hash") == f"#{ids['1,468']}"


def test_a_figure_is_chosen_by_keyboard(written: Settings, browser: Browser) -> None:
    path, figures = article_page(written, "scmp")
    with visiting(browser, path) as visit:
        mark = visit.page.locator("#text a.figure").first
        mark.focus()
        visit.page.keyboard.press("Enter")
        assert visit.page.locator("#panel h2").inner_text() == figures[0][1]


def test_an_address_with_a_figure_opens_it(written: Settings, browser: Browser) -> None:
    for name in ("scmp", "japanese", "hostile"):
        path, figures = article_page(written, name)
        with visiting(browser, path, anchor=f"#{figures[-1][0]}") as visit:
            # Backwards, so that the first one is that of the address the page was opened with.
            for figure, quote in reversed(figures):
                visit.value(f"location.hash = '{figure}'")
                visit.page.locator("#panel h2", has_text=quote).wait_for()
                assert visit.page.locator("#panel h2").inner_text() == quote
                assert visit.page.locator("#text .chosen").first.is_visible()
                assert visit.value("document.querySelector('#text .chosen').getBoundingClientRect().top >= 0")


def test_a_row_of_the_table_leads_to_the_words(written: Settings, browser: Browser) -> None:
    path, figures = article_page(written, "scmp")
    with visiting(browser, path) as visit:
        visit.page.locator("#figure-rows tbody tr").last.click(position={"x": 300, "y": 8})
        assert visit.page.locator("#panel h2").inner_text() == figures[-1][1]
        top = visit.value("document.querySelector('#text .chosen').getBoundingClientRect().top")
        assert 0 <= top <= 900


def test_markup_in_an_article_is_shown_as_text(written: Settings, browser: Browser) -> None:
    path, _ = article_page(written, "hostile")
    for page in every_page(written):
        with visiting(browser, page) as visit:
            assert "owned" not in visit.page.title()
            assert visit.page.locator("img").count() == 0
    with visiting(browser, path) as visit:
        assert visit.value("document.getElementById('text').textContent") == HOSTILE


def test_marks_are_at_the_words_also_after_rare_characters(written: Settings, browser: Browser) -> None:
    path, figures = article_page(written, "hostile")
    figure = next(figure for figure, quote in figures if quote.startswith("31.5"))
    with visiting(browser, path, anchor=f"#{figure}") as visit:
        words = visit.value("[...CSS.highlights.get('words')].map(r => r.toString())")
        settled = visit.page.locator("#panel table td:nth-child(4)").all_inner_texts()
        assert sorted(set(words)) == sorted({text for text in settled if text})


def test_japanese_is_told_to_be_japanese(written: Settings, browser: Browser) -> None:
    path, _ = article_page(written, "japanese")
    with visiting(browser, path, size=PHONE) as visit:
        assert visit.page.locator("#text").get_attribute("lang") == "ja"
        assert visit.value("document.getElementById('text').textContent") == JAPANESE


def test_a_table_is_drawn_as_a_table_and_a_cell_says_where_it_stands(written: Settings, browser: Browser) -> None:
    path, figures = article_page(written, "japanese")
    figure = next(figure for figure, quote in figures if quote == "1,044")
    with visiting(browser, path, anchor=f"#{figure}") as visit:
        table = visit.page.locator("#text table")
        assert table.locator("th[scope=row]").all_inner_texts() == ["総数", "中学生", "<b>高校生</b>"]
        assert table.locator("tr").nth(3).locator("td").all_inner_texts() == ["1,044", "50.1"]
        facts = visit.page.locator("#panel dl").inner_text()
        assert re.search(r"Row\s+<b>高校生</b>\s+Column\s+令和元年\s+Table\s+表1 学職別（単位：人）", facts)
        words = visit.value("[...CSS.highlights.get('words')].map(r => r.toString())")
        assert "高校生" in words
        assert "令和元年" in words


def test_figures_are_narrowed_sorted_and_downloaded_as_shown(
    written: Settings, browser: Browser, tmp_path: Path
) -> None:
    with visiting(browser, written.site_dir / "explore.html") as visit:
        visit.page.locator("#search").fill("child pornography")
        level = visit.page.locator("#filter-kind option", has_text="level").get_attribute("value")
        visit.page.locator("#filter-kind").select_option(value=level)
        visit.page.get_by_role("button", name="Value").click()
        shown = visit.page.locator("#table tbody tr").count()
        with visit.page.expect_download() as downloading:
            visit.page.locator("#json").click()
        downloading.value.save_as(tmp_path / "figures.json")
        rows = json.loads((tmp_path / "figures.json").read_text(encoding="utf-8"))
        assert len(rows) == shown > 0
        assert [row["value"] for row in rows] == sorted(row["value"] for row in rows)
        assert {row["kind"] for row in rows} == {"level"}
        assert all("child pornography" in row["sentence"].lower() for row in rows)
        assert "search=child+pornography" in visit.value("location.hash")
        assert visit.page.locator("th[aria-sort=ascending]").inner_text().startswith("Value")
        assert visit.complaints == []


def test_figures_are_narrowed_to_an_area_by_its_name_and_those_of_none_are_of_japan(
    written: Settings, browser: Browser, tmp_path: Path
) -> None:
    folder = tmp_path / "site"
    with duckdb.connect() as con:
        con.execute(f"attach '{written.warehouse_path}' as warehouse (read_only)")
        con.execute("use warehouse")
        con.execute(
            "create temp view figures as select * replace (case when n > 0 then 'JP-11' end as area, "
            "concat(figure_id, n) as figure_id) "
            "from (from warehouse.main.figures limit 1), range(3) as numbers(n)"
        )
        _explorer(con, folder)
    with visiting(browser, folder / "explore.html") as visit:
        areas = visit.page.locator("#filter-area")
        assert areas.locator("option").all_inner_texts() == ["any", "Saitama (2)", "Japan (1)"]
        areas.select_option(label="Saitama (2)")
        assert visit.page.locator("#status").inner_text() == "2 of 3 figures"
        areas.select_option(label="Japan (1)")
        assert visit.page.locator("#status").inner_text() == "1 of 3 figures"
        keys = visit.page.locator("#table thead th").evaluate_all("heads => heads.map((head) => head.dataset.key)")
        assert visit.page.locator("#table tbody td").all_inner_texts()[keys.index("area")] == "Japan"
        assert visit.complaints == []


def test_a_download_holds_no_formula(written: Settings, browser: Browser, tmp_path: Path) -> None:
    folder = tmp_path / "site"
    with duckdb.connect() as con:
        con.execute(f"attach '{written.warehouse_path}' as warehouse (read_only)")
        con.execute("use warehouse")
        con.execute(
            "create temp view figures as select * replace ('=cmd()' as quote, '@x, \"y\"' as sentence, -5 as value) "
            "from warehouse.main.figures limit 1"
        )
        _explorer(con, folder)
    with visiting(browser, folder / "explore.html") as visit:
        with visit.page.expect_download() as downloading:
            visit.page.locator("#csv").click()
        downloading.value.save_as(tmp_path / "figures.csv")
        line = (tmp_path / "figures.csv").read_text(encoding="utf-8-sig").splitlines()[1]
        assert ",-5," in line
        assert """'=cmd(),"'@x, ""y""\"""" in line


def test_fifty_thousand_figures_are_searched_and_sorted_and_a_hundred_written_at_a_time(
    written: Settings, browser: Browser, tmp_path: Path
) -> None:
    folder = tmp_path / "site"
    with duckdb.connect() as con:
        con.execute(f"attach '{written.warehouse_path}' as warehouse (read_only)")
        con.execute("use warehouse")
        con.execute(
            "create temp view figures as select * replace (concat(figure_id, n) as figure_id, value + n as value, "
            "concat(sentence, ' ', n) as sentence) from warehouse.main.figures, range(2500) as numbers(n) limit 50000"
        )
        assert _explorer(con, folder) == 50_000
        ((children, largest),) = con.execute(
            "select count(*) filter (contains(lower(sentence), 'child')), max(value)::int from figures"
        ).fetchall()
    with visiting(browser, folder / "explore.html") as visit:
        rows = visit.page.locator("#table tbody tr")
        assert visit.page.locator("#status").inner_text() == "50,000 figures"
        visit.page.locator("th[data-key=value] button").click()
        visit.page.locator("th[data-key=value] button").click()
        assert f"{largest:,}" in rows.first.inner_text()
        visit.page.locator("#search").fill("child")
        assert visit.page.locator("#status").inner_text() == f"{children:,} of 50,000 figures"
        assert rows.count() == 100
        visit.page.locator("#clear").click()
        assert visit.page.locator("#status").inner_text() == "50,000 figures"
        assert rows.count() == 100


def test_a_table_that_cannot_hold_all_figures_says_so(written: Settings, browser: Browser, tmp_path: Path) -> None:
    with duckdb.connect(str(written.warehouse_path), read_only=True) as con:
        figures = _explorer(con, tmp_path / "site", most=5)
    assert figures > 5
    with visiting(browser, tmp_path / "site" / "explore.html") as visit:
        assert f"Of {figures} figures, the 5 of the newest articles" in visit.page.locator(".lead").inner_text()
        assert visit.page.locator("#table tbody tr").count() == 5


def _explorer(con: duckdb.DuckDBPyConnection, folder: Path, most: int = 50_000) -> int:
    folder.mkdir()
    for part in ("static", "vendor"):
        shutil.copytree(Path(__file__).parents[2] / "pipelines" / "report" / part, folder / part)
    publication = {"articles": 1, "figures": 1, "numerals": 1, "input_fingerprint": "0" * 64}
    pages = Pages(folder, {"publication": publication, "published_at": datetime.now(UTC)})
    choose_articles(con)
    return write_explorer(con, pages, most)


@pytest.mark.parametrize("scheme", ["light", pytest.param("dark", marks=pytest.mark.slow)])
def test_nothing_serious_stands_in_the_way_of_a_screen_reader(written: Settings, browser: Browser, scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    for path in every_page(written):
        anchor = f"#{article_page(written, 'scmp')[1][0][0]}" if path.parent.name == "articles" else ""
        with visiting(browser, path, scheme=scheme, anchor=anchor) as visit:
            visit.value("document.querySelectorAll('details').forEach(part => { part.open = true; })")
            violations = [
                (violation["id"], [node["html"] for node in violation["nodes"]][:3])
                for violation in axe.run(visit.page).response["violations"]
                if violation["impact"] in ("serious", "critical")
            ]
            assert (path.name, violations) == (path.name, [])


def test_a_page_fits_a_phone(written: Settings, browser: Browser) -> None:
    for path in every_page(written):
        with visiting(browser, path, size=PHONE) as visit:
            visit.value("document.querySelectorAll('details').forEach(part => { part.open = true; })")
            assert (path.name, visit.value("document.documentElement.scrollWidth")) == (path.name, PHONE["width"])


def test_a_site_that_cannot_be_written_leaves_the_last_one(settings: Settings) -> None:
    before = (settings.site_dir / "index.html").read_bytes()
    settings.warehouse_path.write_bytes(b"not a database" * 1_000)
    with pytest.raises(SiteError, match="the last one is unchanged"):
        write_site(settings.warehouse_path, settings.site_dir)
    assert (settings.site_dir / "index.html").read_bytes() == before
    assert not list(settings.build_dir.glob(".site.*"))


def test_without_a_warehouse_there_is_no_site(tmp_path: Path) -> None:
    with pytest.raises(SiteError, match="npa build"):
        write_site(tmp_path / "warehouse.duckdb", tmp_path / "site")
