"""Fetching as it goes day by day: feeds, indexes and pages, from configuration to files, against a real server."""

from __future__ import annotations

import shutil

from pipelines.articles import read_articles
from tests.integration.fetching import Fetching, index, item, rss
from tests.integration.http_server import Asked, Reply, Site, page


def test_without_a_list_of_sources_nothing_is_fetched(fetching: Fetching, site: Site) -> None:
    assert fetching.run().reports == ()
    assert site.asked == []
    assert not fetching.settings.build_dir.exists()


def test_an_rss_item_becomes_a_file_with_its_origin(fetching: Fetching, site: Site) -> None:
    site.replies["/feed"] = rss(item(f"{site.url}/2018/youth.html", "Youth: 1,813 &amp; more"))
    document = page("In 2017, 1,813 minors fell victim.")
    site.replies["/2018/youth.html"] = document
    fetching.source("feed", "/feed", language="en", license="PDL 1.0")
    report = fetching.report()
    assert (report.documents_new, report.documents_failed, report.last_error) == (1, 0, None)
    (path,) = fetching.articles()
    assert path.parent.name == "npa"
    assert path.name.startswith("2018-04-27-youth-")
    assert path.suffix == ".html"
    assert path.read_bytes() == document.body
    assert fetching.origins() == [
        {
            "publisher": "NPA",
            "title": "Youth: 1,813 & more",
            "url": f"{site.url}/2018/youth.html",
            "published_on": "2018-04-27",
            "language": "en",
            "date_accessed": "2018-04-27",
            "license": "PDL 1.0",
            "encoding": "utf-8",
        }
    ]


def test_the_index_names_documents_by_its_pattern(fetching: Fetching, site: Site) -> None:
    site.replies["/news/"] = index("a.html#top", "/news/a.html", "b.html", "/about.html", "mailto:x@example.org")
    site.replies["/news/a.html"] = page("Article A.")
    site.replies["/news/b.html"] = page("Article B.")
    fetching.source("index", "/news/", link_pattern=r"news/.*\.html$")
    assert fetching.report().documents_new == 2
    assert site.paths() == ["/news/", "/news/a.html", "/news/b.html"]
    assert [path.name[:2] for path in fetching.articles()] == ["a-", "b-"]
    assert all("published_on" not in origin for origin in fetching.origins())


def test_what_is_fetched_is_read_with_its_origin(fetching: Fetching, site: Site) -> None:
    site.replies["/a.txt"] = Reply(b"In 2017 police helped 12 victims.", headers={"Content-Type": "text/plain"})
    fetching.source("page", "/a.txt", language="en")
    fetching.run()
    read = read_articles(fetching.settings.raw_dir, 1_000)
    assert read.rejected == ()
    (article,) = read.articles
    assert article.origin.publisher == "NPA"


def test_an_atom_entry_keeps_the_day_of_its_own_offset(fetching: Fetching, site: Site) -> None:
    feed = f"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="ja"><title>News</title>
        <entry><title>件数</title><link href="/a.html"/><published>2018-04-27T05:00:00+09:00</published>
        <updated>2018-05-02T05:00:00+09:00</updated></entry>
        <entry><title>b</title><link href="{site.url}/b.html"/><updated>2018-04-26T23:00:00-05:00</updated></entry>
        </feed>"""
    site.replies["/atom"] = Reply(feed.encode(), headers={"Content-Type": "application/atom+xml"})
    site.replies["/a.html"] = page("Article A.")
    site.replies["/b.html"] = page("Article B.")
    fetching.source("feed", "/atom")
    assert fetching.report().documents_new == 2
    assert {(origin["published_on"], origin["language"]) for origin in fetching.origins()} == {
        ("2018-04-27", "ja"),
        ("2018-04-26", "ja"),
    }


def test_a_feed_of_rdf_dates_its_items_by_dublin_core(fetching: Fetching, site: Site) -> None:
    feed = f"""<?xml version="1.0" encoding="Shift_JIS"?>
        <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
        xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>n</title></channel><item>
        <title>警察庁</title><link>{site.url}/a.html</link><dc:date>2018-04-27T05:00+09:00</dc:date></item></rdf:RDF>"""
    site.replies["/rdf"] = Reply(feed.encode("cp932"), headers={"Content-Type": "application/xml"})
    site.replies["/a.html"] = page("Article A.")
    fetching.source("feed", "/rdf")
    fetching.run()
    (origin,) = fetching.origins()
    assert (origin["title"], origin["published_on"]) == ("警察庁", "2018-04-27")


def test_a_day_nobody_could_mean_is_left_out(fetching: Fetching, site: Site) -> None:
    days = ["Thu, 01 Jan 1970 00:00:00 GMT", "Mon, 27 Apr 2099 00:00:00 GMT", "yesterday", ""]
    site.replies["/feed"] = rss(*(item(f"{site.url}/{n}.html", published=day) for n, day in enumerate(days)))
    for number in range(len(days)):
        site.replies[f"/{number}.html"] = page(f"Article {number}.")
    fetching.source("feed", "/feed")
    assert fetching.report().documents_new == len(days)
    assert all("published_on" not in origin for origin in fetching.origins())


def test_a_source_is_not_asked_before_it_is_due(fetching: Fetching, site: Site) -> None:
    site.replies["/a.html"] = page("Article A.")
    fetching.source("page", "/a.html", every="6h")
    assert fetching.report().was_asked
    fetching.later(hours=5)
    assert not fetching.report().was_asked
    assert fetching.report(force=True).was_asked
    fetching.later(hours=6)
    assert fetching.report().was_asked


def test_a_source_at_a_new_address_is_due_at_once(fetching: Fetching, site: Site) -> None:
    fetching.source("page", "/old.html", every="7d")
    assert fetching.report().errors
    site.replies["/new.html"] = page("Article.")
    fetching.source("page", "/new.html", every="7d")
    assert fetching.report().documents_new == 1


def test_a_page_that_says_the_same_is_not_stored_again(fetching: Fetching, site: Site) -> None:
    story = "In 2017, 1,813 minors fell victim to crimes on social media, the police said on Thursday. " * 3
    site.replies["/a.html"] = [
        page(story),
        Reply(
            f"<html><head><meta name='csrf' content='1c9a'></head><body><script>token='x9'</script>"
            f"<article><p>{story}</p></article></body></html>".encode(),
            headers={"Content-Type": "text/html; charset=utf-8"},
        ),
    ]
    fetching.source("page", "/a.html")
    fetching.run()
    report = fetching.report(force=True)
    assert (report.documents_new, report.documents_unchanged, report.documents) == (0, 1, 1)
    assert len(fetching.articles()) == 1


def test_a_page_that_changes_is_stored_beside_the_old_one(fetching: Fetching, site: Site) -> None:
    site.replies["/a.html"] = [page("There were 2,095 victims."), page("There were 2,082 victims.")]
    fetching.source("page", "/a.html")
    fetching.run()
    (old,) = fetching.articles()
    report = fetching.report(force=True)
    assert (report.documents_new, report.documents) == (1, 1)
    assert len(fetching.articles()) == 2
    assert b"2,095" in old.read_bytes()
    assert {origin["url"] for origin in fetching.origins()} == {f"{site.url}/a.html"}


def test_a_page_that_goes_back_to_what_it_said_adds_nothing(fetching: Fetching, site: Site) -> None:
    first, second = page("There were 2,095 victims."), page("There were 2,082 victims.")
    site.replies["/a.html"] = [first, second, first]
    fetching.source("page", "/a.html")
    for _ in range(3):
        fetching.run(force=True)
    assert len(fetching.articles()) == 2


def test_a_server_is_asked_only_for_what_changed(fetching: Fetching, site: Site) -> None:
    def answer(asked: Asked) -> Reply:
        if asked.headers.get("if-none-match") == '"v1"':
            assert asked.headers["if-modified-since"] == "Thu, 26 Apr 2018 00:00:00 GMT"
            return Reply(status=304)
        return page("Article.", **{"ETag": '"v1"', "Last-Modified": "Thu, 26 Apr 2018 00:00:00 GMT"})

    site.replies["/a.html"] = answer
    fetching.source("page", "/a.html")
    fetching.run()
    report = fetching.report(force=True)
    assert (report.documents_unchanged, report.last_error) == (1, None)
    assert len(fetching.articles()) == 1


def test_a_file_that_was_removed_is_asked_for_without_conditions(fetching: Fetching, site: Site) -> None:
    site.replies["/a.html"] = lambda asked: (
        Reply(status=304) if "if-none-match" in asked.headers else page("Article.", ETag='"v1"')
    )
    fetching.source("page", "/a.html")
    fetching.run()
    for path in fetching.articles():
        path.unlink()
    assert fetching.report(force=True).documents_new == 1


def test_a_feed_that_is_the_same_is_not_gone_through_again(fetching: Fetching, site: Site) -> None:
    feed = rss(item(f"{site.url}/a.html"))
    site.replies["/feed"] = lambda asked: (
        Reply(status=304)
        if asked.headers.get("if-none-match") == "f1"
        else Reply(feed.body, headers={**feed.headers, "ETag": "f1"})
    )
    site.replies["/a.html"] = [Reply(status=404), page("Article.")]
    fetching.source("feed", "/feed")
    assert fetching.report().documents_failed == 1
    # A document was missing: until it is there, the feed is asked for whole.
    assert fetching.report(force=True).documents_new == 1
    assert fetching.report(force=True).last_error is None
    assert site.paths() == ["/feed", "/a.html", "/feed", "/a.html", "/feed"]


def test_a_document_removed_from_raw_is_fetched_again_though_the_feed_is_the_same(
    fetching: Fetching, site: Site
) -> None:
    feed = rss(item(f"{site.url}/a.html"))
    site.replies["/feed"] = lambda asked: (
        Reply(status=304)
        if "if-none-match" in asked.headers
        else Reply(feed.body, headers={**feed.headers, "ETag": "f"})
    )
    site.replies["/a.html"] = page("Article.")
    fetching.source("feed", "/feed")
    assert fetching.report().documents_new == 1
    assert fetching.report(force=True).documents_new == 0
    for path in fetching.articles():
        path.unlink()
    assert fetching.report(force=True).documents_new == 1


def test_without_the_build_folder_nothing_is_stored_twice(fetching: Fetching, site: Site) -> None:
    site.replies["/feed"] = rss(item(f"{site.url}/a.html"))
    site.replies["/a.html"] = page("Article.")
    fetching.source("feed", "/feed")
    fetching.run()
    shutil.rmtree(fetching.settings.build_dir)
    assert fetching.report().documents_new == 0
    assert site.paths() == ["/feed", "/a.html", "/feed"]


def test_an_article_added_by_hand_with_its_address_is_not_fetched(fetching: Fetching, site: Site) -> None:
    site.replies["/feed"] = rss(item(f"{site.url}/a.html"))
    fetching.source("feed", "/feed")
    (fetching.settings.raw_dir / "mine.txt").write_text("Article.")
    (fetching.settings.raw_dir / "mine.origin.yml").write_text(f"url: {site.url}/a.html#top\n")
    fetching.run()
    assert site.paths() == ["/feed"]


def test_the_same_bytes_at_two_addresses_are_one_file(fetching: Fetching, site: Site) -> None:
    site.replies["/"] = index("/a.html", "/a.html?print=1")
    site.replies["/a.html"] = site.replies["/a.html?print=1"] = page("Article.")
    fetching.source("index", "/", link_pattern="a.html")
    report = fetching.report()
    assert (report.documents_new, report.documents_unchanged) == (1, 1)
    fetching.run(force=True)
    assert site.paths() == ["/", "/a.html", "/a.html?print=1", "/"]


def test_documents_beyond_the_most_are_left_for_the_next_fetch(fetching: Fetching, site: Site) -> None:
    paths = [f"/{number}.html" for number in range(5)]
    site.replies["/"] = index(*paths)
    for path in paths:
        site.replies[path] = page(f"Article {path}.")
    fetching.source("index", "/", link_pattern="html$", max_new=2)
    done = [(report.documents_new, report.documents_left) for report in (fetching.report(force=True) for _ in range(4))]
    assert done == [(2, 3), (2, 1), (1, 0), (0, 0)]


def test_dead_links_do_not_keep_the_others_waiting(fetching: Fetching, site: Site) -> None:
    site.replies["/"] = index("/dead1.html", "/dead2.html", "/a.html")
    site.replies["/a.html"] = page("Article.")
    fetching.source("index", "/", link_pattern="html$", max_new=2)
    assert fetching.report().documents_failed == 2
    report = fetching.report(force=True)
    assert (report.documents_new, report.documents_failed) == (1, 1)


def test_old_documents_are_looked_at_again_ever_more_rarely(fetching: Fetching, site: Site) -> None:
    site.replies["/"] = index("/a.html")
    site.replies["/a.html"] = [page("There were 2,095 victims."), page("There were 2,082 victims.")]
    fetching.source("index", "/", link_pattern="html$")
    looked = []
    for day in range(20):
        asked = len(site.paths())
        fetching.run()
        if "/a.html" in site.paths()[asked:]:
            looked.append(day)
        fetching.later(days=1)
    assert looked == [0, 1, 3, 7, 15]
    assert len(fetching.articles()) == 2


def test_a_correction_keeps_the_day_of_the_first_publication(fetching: Fetching, site: Site) -> None:
    site.replies["/feed"] = [rss(item(f"{site.url}/a.html", "A title")), rss()]
    site.replies["/a.html"] = [page("There were 2,095 victims."), page("There were 2,082 victims.")]
    fetching.source("feed", "/feed")
    fetching.run()
    fetching.later(days=2)
    assert fetching.report().documents_new == 1
    assert [(origin["published_on"], origin["title"]) for origin in fetching.origins()] == [
        ("2018-04-27", "A title")
    ] * 2


def test_a_document_that_is_taken_down_stays_and_is_no_failure(fetching: Fetching, site: Site) -> None:
    site.replies["/"] = index("/a.html")
    site.replies["/a.html"] = [page("Article."), Reply(status=410)]
    fetching.source("index", "/", link_pattern="html$")
    for _ in range(4):
        assert fetching.report().last_error is None
        fetching.later(days=5)
    assert len(fetching.articles()) == 1
    assert site.paths().count("/a.html") == 2


def test_a_redirected_document_is_kept_under_where_it_lies(fetching: Fetching, site: Site) -> None:
    site.replies["/"] = index("/short")
    site.replies["/short"] = Reply(status=301, headers={"Location": "/2018/youth.html"})
    site.replies["/2018/youth.html"] = page("Article.")
    fetching.source("index", "/", link_pattern="short$")
    fetching.run()
    assert fetching.origins()[0]["url"] == f"{site.url}/2018/youth.html"
    fetching.run(force=True)
    assert site.paths() == ["/", "/short", "/2018/youth.html", "/"]


def test_plain_text_and_pdf_are_kept_as_what_they_are(fetching: Fetching, site: Site) -> None:
    shift_jis = {"Content-Type": "text/plain; charset=Shift_JIS"}
    site.replies["/"] = index("/a.txt", "/b.txt", "/c")
    site.replies["/a.txt"] = Reply("被害者は12人".encode("cp932"), headers=shift_jis)
    # The circled digit is in no Shift_JIS but that of Windows.
    site.replies["/b.txt"] = Reply("①被害者は12人".encode("cp932"), headers=shift_jis)
    site.replies["/c"] = Reply(b"%PDF-1.4 \x00\xff", headers={"Content-Type": "application/pdf; charset=utf-8"})
    fetching.source("index", "/", link_pattern="txt$|c$")
    assert fetching.report().documents_new == 3
    assert [path.suffix for path in fetching.articles()] == [".txt", ".txt", ".pdf"]
    assert [origin.get("encoding") for origin in fetching.origins()] == ["shift_jis", "cp932", None]


def test_a_source_that_has_gone_quiet_is_stale(fetching: Fetching, site: Site) -> None:
    site.replies["/feed"] = rss(item(f"{site.url}/a.html"))
    site.replies["/a.html"] = page("Article.")
    fetching.source("feed", "/feed", stale_after="90d")
    assert not fetching.report().is_stale
    fetching.later(days=91)
    report = fetching.report()
    assert (report.is_stale, report.status) == (True, "stale")
    assert report.staleness == "its newest document is of 2018-04-27"


def test_each_source_has_its_own_folder_and_report(fetching: Fetching, site: Site) -> None:
    site.replies["/a.html"] = page("Article A.")
    site.replies["/b.html"] = page("Article B.")
    fetching.configure(
        {"name": "one", "kind": "page", "url": f"{site.url}/a.html"},
        {"name": "broken", "kind": "page", "url": f"{site.url}/nowhere.html"},
        {"name": "two", "kind": "page", "url": f"{site.url}/b.html"},
    )
    result = fetching.run()
    assert [report.documents_new for report in result.reports] == [1, 0, 1]
    assert [report.name for report in result.failed] == ["broken"]
    assert [path.parent.name for path in fetching.articles()] == ["one", "two"]
    assert [report.name for report in fetching.run(force=True, name="two").reports] == ["two"]


def test_one_item_of_three_that_fails_is_reported_and_the_others_are_kept(fetching: Fetching, site: Site) -> None:
    site.replies["/feed"] = rss(*(item(f"{site.url}/{name}.html") for name in "abc"))
    site.replies["/a.html"] = page("Article A.")
    site.replies["/c.html"] = page("Article C.")
    fetching.source("feed", "/feed")
    report = fetching.report()
    assert (report.documents_new, report.documents_failed) == (2, 1)
    assert report.last_error == f"{site.url}/b.html does not exist (status 404). Correct or remove its link."
    assert report.succeeded_at is None


def test_a_damaged_memory_is_started_over_and_said_so(fetching: Fetching, site: Site) -> None:
    site.replies["/a.html"] = page("Article.")
    fetching.source("page", "/a.html")
    fetching.run()
    for damaged in (b"{", b"[]", b'{"version": 1, "sources": {"npa": {"url": 3}}}', b"\xff", b"[" * 100_000):
        fetching.settings.sources_state_path.write_bytes(damaged)
        result = fetching.run()
        assert "started over" in result.notes[0]
        assert result.reports[0].documents_unchanged == 1
    assert len(fetching.articles()) == 1
    assert fetching.run().notes == ()
