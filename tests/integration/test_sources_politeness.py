"""How servers are treated: robots.txt, pauses, retries, a name, and addresses that are not ours to ask."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.integration.fetching import Fetching, index, item, rss
from tests.integration.http_server import Reply, Site, page

TEXT = {"Content-Type": "text/plain"}


def robots(*lines: str) -> Reply:
    return Reply("\n".join(lines).encode(), headers=TEXT)


def test_every_request_says_who_asks(fetching: Fetching, site: Site) -> None:
    site.replies["/a.html"] = page("Article.")
    fetching.source("page", "/a.html")
    fetching.run()
    assert {asked.headers["user-agent"] for asked in site.asked} == {"npa-figures (figures@example.org)"}
    assert {asked.headers["host"] for asked in site.asked} == {f"127.0.0.1:{site.port}"}


def test_robots_are_asked_first_and_once_a_fetch(fetching: Fetching, site: Site) -> None:
    site.replies["/"] = index("/a.html", "/b.html")
    site.replies["/a.html"] = page("Article A.")
    site.replies["/b.html"] = page("Article B.")
    fetching.source("index", "/", link_pattern="html$")
    fetching.run()
    assert site.paths(robots=True) == ["/robots.txt", "/", "/a.html", "/b.html"]


def test_what_robots_disallow_is_not_asked_for(fetching: Fetching, site: Site) -> None:
    site.replies["/robots.txt"] = robots("User-agent: *", "Disallow: /private/", "Allow: /private/open*.html$")
    site.replies["/"] = index("/private/a.html", "/private/open1.html")
    site.replies["/private/open1.html"] = page("Article.")
    fetching.source("index", "/", link_pattern="html$")
    report = fetching.report()
    assert (report.documents_new, report.documents_failed) == (1, 1)
    assert "/robots.txt asks not to fetch" in report.errors[0]
    assert "/private/a.html" not in site.paths()


def test_robots_may_keep_out_only_us(fetching: Fetching, site: Site) -> None:
    site.replies["/robots.txt"] = robots("User-agent: npa-figures", "Disallow: /", "", "User-agent: *", "Allow: /")
    fetching.source("page", "/a.html")
    assert "asks not to fetch" in fetching.report().errors[0]
    assert site.paths() == []


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_a_site_without_robots_is_asked(fetching: Fetching, site: Site, status: int) -> None:
    site.replies["/robots.txt"] = Reply(status=status)
    site.replies["/a.html"] = page("Article.")
    fetching.source("page", "/a.html")
    assert fetching.report().documents_new == 1


@pytest.mark.parametrize("status", [500, 503, 304, 302])
def test_a_site_whose_robots_cannot_be_had_is_not_asked_for_now(fetching: Fetching, site: Site, status: int) -> None:
    site.replies["/robots.txt"] = [Reply(status=status)] * 4 + [robots("User-agent: *", "Allow: /")]
    site.replies["/a.html"] = page("Article.")
    fetching.source("page", "/a.html")
    assert "its robots.txt cannot be had" in fetching.report().errors[0]
    assert site.paths() == []
    site.replies["/robots.txt"] = robots("")
    fetching.later(hours=1)
    assert fetching.report().documents_new == 1


def test_robots_longer_than_they_need_to_be_are_read_to_a_point(fetching: Fetching, site: Site) -> None:
    long = b"User-agent: *\nDisallow: /a.html\n" + b"#" * 600_000
    site.replies["/robots.txt"] = Reply(long, headers=TEXT)
    fetching.source("page", "/a.html")
    assert "asks not to fetch" in fetching.report().errors[0]


def test_a_host_is_asked_once_a_second(fetching: Fetching, site: Site) -> None:
    site.replies["/"] = index("/a.html")
    site.replies["/a.html"] = page("Article.")
    fetching.source("index", "/", link_pattern="html$")
    fetching.run()
    assert fetching.clock.slept == [1, 1]


@pytest.mark.parametrize(("delay", "slept"), [("7.5", 7.5), ("0.1", 1), ("86400", 30), ("soon", 1)])
def test_the_crawl_delay_is_kept_to_a_point(fetching: Fetching, site: Site, delay: str, slept: float) -> None:
    site.replies["/robots.txt"] = robots("User-agent: *", f"Crawl-delay: {delay}")
    site.replies["/a.html"] = page("Article.")
    fetching.source("page", "/a.html")
    fetching.run()
    assert fetching.clock.slept == [slept]


def test_a_busy_server_is_asked_again_each_time_later(fetching: Fetching, site: Site) -> None:
    site.replies["/a.html"] = [Reply(status=503), Reply(status=500), Reply(status=429), page("Article.")]
    fetching.source("page", "/a.html")
    assert fetching.report().documents_new == 1
    # A pause after robots.txt, then the waits, longer than the pause.
    assert fetching.clock.slept == [1, 2, 4, 8]


def test_a_server_that_stays_broken_is_given_up_for_now(fetching: Fetching, site: Site) -> None:
    site.replies["/a.html"] = Reply(status=502)
    fetching.source("page", "/a.html", every="7d")
    report = fetching.report()
    assert report.last_error == (
        f"{site.url}/a.html was answered with status 502: the server is busy or broken. Tried 4 times."
    )
    # What failed is not left for a week.
    assert report.due_at and report.attempted_at
    assert report.due_at - report.attempted_at == timedelta(hours=1)
    site.replies["/a.html"] = page("Article.")
    fetching.later(hours=1)
    assert fetching.report().status == "ok"


@pytest.mark.parametrize("value", ["20", "Fri, 27 Apr 2018 12:00:21 GMT"])
def test_a_server_says_how_long_to_wait(fetching: Fetching, site: Site, value: str) -> None:
    site.replies["/a.html"] = [Reply(status=429, headers={"Retry-After": value}), page("Article.")]
    fetching.source("page", "/a.html")
    assert fetching.report().documents_new == 1
    assert fetching.clock.slept == [1, 20]


@pytest.mark.parametrize("value", ["-5", "soon", "1e400", "٣", "Fri, 99 Apr 2018"])
def test_a_wait_that_cannot_be_read_is_ours_to_choose(fetching: Fetching, site: Site, value: str) -> None:
    site.replies["/a.html"] = [Reply(status=429, headers={"Retry-After": value}), page("Article.")]
    fetching.source("page", "/a.html")
    fetching.run()
    assert fetching.clock.slept == [1, 2]


def test_a_host_that_wants_a_long_rest_gets_it(fetching: Fetching, site: Site) -> None:
    site.replies["/"] = index("/a.html", "/b.html", "/c.html")
    site.replies["/a.html"] = page("Article.")
    site.replies["/b.html"] = Reply(status=429, headers={"Retry-After": "7200"})
    fetching.source("index", "/", link_pattern="html$")
    report = fetching.report()
    assert (report.documents_new, report.documents_failed) == (1, 2)
    assert "It asks to wait 7,200 seconds." in report.errors[0]
    assert "asks not to be asked before 2018-04-27 14:00 UTC" in report.errors[1]
    assert "/c.html" not in site.paths()
    fetching.later(hours=1)
    assert not fetching.report().was_asked
    fetching.later(hours=1)
    assert fetching.report().was_asked


def test_a_host_that_keeps_failing_is_left_for_this_fetch(fetching: Fetching, site: Site) -> None:
    site.replies["/"] = index("/a.html", "/b.html", "/c.html", "/d.html")
    site.otherwise = Reply(status=503)
    fetching.source("index", "/", link_pattern="html$")
    report = fetching.report()
    assert report.documents_failed == 4
    assert site.paths() == ["/", *["/a.html"] * 4, *["/b.html"] * 4]
    assert "/c.html is left for the next fetch: 127.0.0.1 has failed too often in this one" in report.errors[2]


def test_a_document_that_is_missing_is_asked_for_once(fetching: Fetching, site: Site) -> None:
    fetching.source("page", "/a.html")
    fetching.run()
    assert site.paths() == ["/a.html"]


def test_a_refused_connection_is_tried_again_and_named(fetching: Fetching, site: Site) -> None:
    fetching.configure({"name": "npa", "kind": "page", "url": "http://127.0.0.1:1/a.html"})
    (message,) = fetching.report().errors
    assert "http://127.0.0.1:1/robots.txt cannot be reached" in message
    assert "Connection refused" in message
    assert "Tried 4 times." in message


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "0.0.0.0", "[::ffff:127.0.0.1]"])
def test_this_machine_is_not_asked_unless_the_source_allows_it(fetching: Fetching, site: Site, host: str) -> None:
    site.replies["/a.html"] = page("Secret.")
    source = {"name": "npa", "kind": "page", "url": f"http://{host}:{site.port}/a.html"}
    fetching.configure({**source, "allow_private_addresses": "false"})
    (message,) = fetching.report().errors
    assert "which is not a public address" in message
    assert "allow_private_addresses: true" in message
    assert site.asked == []


@pytest.mark.parametrize("addresses", [["10.0.0.7"], ["169.254.169.254"], ["93.184.215.14", "127.0.0.1"], ["fd00::1"]])
def test_a_name_that_leads_into_a_private_network_is_refused(
    fetching: Fetching, site: Site, addresses: list[str]
) -> None:
    fetching.resolver = lambda host, port: addresses
    fetching.configure(
        {"name": "npa", "kind": "page", "url": "http://news.example.org/", "allow_private_addresses": "false"}
    )
    (message,) = fetching.report().errors
    assert f"http://news.example.org/ lies at {addresses[-1]}, which is not a public address" in message


def test_the_connection_goes_to_the_address_that_was_looked_at(fetching: Fetching, site: Site) -> None:
    answers = []

    def resolver(host: str, port: int) -> list[str]:
        answers.append(host)
        return ["127.0.0.1"]

    site.replies["/a.html"] = page("Article.")
    fetching.resolver = resolver
    fetching.configure({"name": "npa", "kind": "page", "url": f"http://News.example.org:{site.port}/a.html"})
    # No resolver knows the name; had the connection asked one of its own, it would have failed.
    assert fetching.report().documents_new == 1
    assert set(answers) == {"news.example.org"}
    assert {asked.headers["host"] for asked in site.asked} == {f"news.example.org:{site.port}"}


def test_another_address_of_the_host_is_tried_where_one_does_not_answer(fetching: Fetching, site: Site) -> None:
    site.replies["/a.html"] = page("Article.")
    fetching.resolver = lambda host, port: ["127.9.9.9", "127.0.0.1"]
    fetching.configure({"name": "npa", "kind": "page", "url": f"http://news.example.org:{site.port}/a.html"})
    assert fetching.report().documents_new == 1


def test_a_host_nobody_knows_is_named(fetching: Fetching) -> None:
    fetching.configure({"name": "npa", "kind": "page", "url": "http://nowhere.invalid/"})
    (message,) = fetching.report().errors
    assert "The host of http://nowhere.invalid/ has no address" in message


def test_a_feed_does_not_lead_into_the_private_network(fetching: Fetching, site: Site) -> None:
    site.replies["/feed"] = rss(item("http://169.254.169.254/latest/meta-data/"), item("http://127.0.0.1:22/"))
    fetching.resolver = lambda host, port: ["127.0.0.1"] if host == "news.example.org" else [host]
    fetching.configure({"name": "npa", "kind": "feed", "url": f"http://news.example.org:{site.port}/feed"})
    # The source may be asked here, so its feed is read; where its links lead is looked at one by one.
    fetching.limited(attempts=1, connect_seconds=0.2)
    assert fetching.report().documents_new == 0
