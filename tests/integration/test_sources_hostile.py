"""Servers that drip, flood, lie and lead astray: each ends with a reason, in time, and with nothing half done."""

from __future__ import annotations

import gzip
import itertools
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipelines.articles import read_articles
from pipelines.settings import PROJECT_DIR
from pipelines.sources import World
from pipelines.sources.addresses import RefusedAddressError, checked_url
from pipelines.sources.exchange import exchange
from pipelines.sources.web import Web
from tests.integration.fetching import Fetching, index, item, rss
from tests.integration.http_server import HTML, Reply, Site, page

PNG = b"\x89PNG\r\n\x1a\n\x00\x00"


def only_error(fetching: Fetching, reply: Reply) -> str:
    """Why a page is not kept; that nothing of it is, is checked."""
    fetching.site.replies["/a.html"] = reply
    fetching.source("page", "/a.html")
    report = fetching.report()
    assert (report.documents_new, report.documents_failed) == (0, 1)
    assert fetching.files() == []
    (message,) = report.errors
    return message


def test_a_body_that_drips_is_cut_off(fetching: Fetching) -> None:
    fetching.limited(total_seconds=0.5)
    drip = Reply(itertools.repeat(b"a"), headers={"Content-Type": HTML}, seconds_between=0.05)
    assert "did not come whole within 0.5 seconds" in only_error(fetching, drip)


def test_headers_that_drip_are_cut_off(fetching: Fetching) -> None:
    fetching.limited(total_seconds=0.5)
    with socket.create_server(("127.0.0.1", 0)) as server:

        def drip() -> None:
            connection, _ = server.accept()
            with connection, pytest.raises(OSError):
                connection.sendall(b"HTTP/1.0 200 OK\r\nX: ")
                while True:
                    connection.sendall(b"a")
                    time.sleep(0.05)

        threading.Thread(target=drip, daemon=True).start()
        port = server.getsockname()[1]
        fetching.configure({"name": "npa", "kind": "page", "url": f"http://127.0.0.1:{port}/"})
        (message,) = fetching.report().errors
        assert "robots.txt did not come whole within 0.5 seconds" in message


def test_a_server_that_says_nothing_is_left(fetching: Fetching) -> None:
    fetching.limited(read_seconds=0.2)
    with socket.create_server(("127.0.0.1", 0)) as server:
        url = f"http://127.0.0.1:{server.getsockname()[1]}/"
        fetching.configure({"name": "npa", "kind": "page", "url": url})
        (message,) = fetching.report().errors
        assert "timed out" in message


def test_a_body_that_never_ends_is_cut_off(fetching: Fetching) -> None:
    forever: Iterator[bytes] = itertools.repeat(b"<p>more</p>" * 1_000)
    message = only_error(fetching, Reply(forever, headers={"Content-Type": HTML}))
    assert "has more than 200,000 bytes" in message
    assert "NPA_MAX_ARTICLE_BYTES" in message


def test_what_a_body_expands_to_counts(fetching: Fetching) -> None:
    bomb = gzip.compress(b"0" * 50_000_000)
    assert len(bomb) < 200_000
    message = only_error(fetching, Reply(bomb, headers={"Content-Type": HTML, "Content-Encoding": "gzip"}))
    assert "has more than 200,000 bytes" in message


def test_a_bomb_in_a_bomb_is_one_too(fetching: Fetching) -> None:
    bomb = gzip.compress(gzip.compress(b"0" * 50_000_000))
    headers = {"Content-Type": HTML, "Content-Encoding": "gzip, gzip"}
    assert "has more than 200,000 bytes" in only_error(fetching, Reply(bomb, headers=headers))


def test_a_body_in_chunks_is_counted_as_it_comes(fetching: Fetching, site: Site) -> None:
    bomb = gzip.compress(b"0" * 50_000_000)
    headers = {"Content-Type": HTML, "Content-Encoding": "gzip", "Transfer-Encoding": "chunked"}
    chunks = [b"%x\r\n%b\r\n" % (len(bomb), bomb), b"0\r\n\r\n"]
    assert "has more than 200,000 bytes" in only_error(fetching, Reply(chunks, headers=headers))
    forever = itertools.repeat(b"1000\r\n" + b"a" * 4096 + b"\r\n")
    fetching.later(hours=2)
    headers = {"Content-Type": HTML, "Transfer-Encoding": "chunked"}
    assert "has more than 200,000 bytes" in only_error(fetching, Reply(forever, headers=headers))
    site.replies["/a.html"] = Reply([b"3\r\n<p>\r\n", b"2\r\n12\r\n", b"0\r\n\r\n"], headers=headers)
    assert fetching.report(force=True).documents_new == 1
    assert fetching.texts() == [b"<p>12"]


def test_a_compressed_article_is_read(fetching: Fetching, site: Site) -> None:
    body = gzip.compress(b"<p>Article.</p>")
    site.replies["/a.html"] = Reply(body, headers={"Content-Type": HTML, "Content-Encoding": "gzip"})
    fetching.source("page", "/a.html")
    fetching.run()
    assert fetching.texts() == [b"<p>Article.</p>"]


def test_what_is_not_compressed_as_it_says_is_named(fetching: Fetching) -> None:
    headers = {"Content-Type": HTML, "Content-Encoding": "gzip"}
    assert "is not compressed as it says" in only_error(fetching, Reply(b"plain", headers=headers))
    headers = {"Content-Type": HTML, "Content-Encoding": "br"}
    fetching.later(hours=2)
    assert "in a way that was not asked for: br" in only_error(fetching, Reply(b"plain", headers=headers))


def test_a_body_that_breaks_off_is_not_kept(fetching: Fetching) -> None:
    headers = {"Content-Type": HTML, "Content-Length": "5000"}
    message = only_error(fetching, Reply(b"<p>In 2017, 1,8", headers=headers))
    assert "failed" in message
    assert "Tried 4 times." in message


def test_a_redirect_in_a_circle_is_named(fetching: Fetching, site: Site) -> None:
    site.replies["/b.html"] = Reply(status=302, headers={"Location": "/a.html"})
    message = only_error(fetching, Reply(status=302, headers={"Location": "/b.html"}))
    assert "is redirected in a circle" in message


def test_redirects_are_followed_five_times(fetching: Fetching, site: Site) -> None:
    for number in range(9):
        site.replies[f"/{number}"] = Reply(status=302, headers={"Location": f"/{number + 1}"})
    message = only_error(fetching, Reply(status=302, headers={"Location": "/0"}))
    assert "is redirected more than 5 times" in message
    assert site.paths() == ["/a.html", "/0", "/1", "/2", "/3", "/4"]


@pytest.mark.parametrize(
    "location",
    [
        "file:///etc/passwd",
        "ftp://example.org/",
        "javascript:alert(1)",
        "http://user:word@example.org/",
        "http://[",
        "\\\\x",
    ],
)
def test_a_redirect_to_what_is_not_fetched_is_refused(fetching: Fetching, location: str) -> None:
    message = only_error(fetching, Reply(status=302, headers={"Location": location}))
    assert "redirected to" in message


def test_a_redirect_into_the_private_network_is_refused(fetching: Fetching, site: Site) -> None:
    site.replies["/away"] = Reply(status=302, headers={"Location": "http://169.254.169.254/latest/meta-data/"})
    away = checked_url(f"{site.url}/away")
    web = Web(World(fetching.clock.now, fetching.clock.sleep), fetching.limits)
    # The first hop stands for one that is public; no public server is at hand to lead us astray.
    answer = exchange(away, ["127.0.0.1"], {}, fetching.limits)
    with pytest.raises(RefusedAddressError, match=r"169\.254\.169\.254, which is not a public address"):
        web.get(answer.headers["location"], accept=HTML)


@pytest.mark.parametrize("content_type", ["image/png", "application/json", "", "text", "application/octet-stream"])
def test_what_is_no_article_by_its_type_is_left(fetching: Fetching, content_type: str) -> None:
    message = only_error(fetching, Reply(b"<p>text</p>", headers={"Content-Type": content_type}))
    assert "pages, plain text and PDF files are read" in message


@pytest.mark.parametrize(
    ("body", "content_type", "what"),
    [
        (PNG, HTML, "a PNG image"),
        (b"PK\x03\x04 word", "text/plain", "a ZIP archive or an office document"),
        (b"<html>\x00\x01", HTML, "binary"),
        (b"<html>Not found</html>", "application/pdf", "no PDF file"),
        (b"%PDF-1.7", HTML, "a PDF file"),
    ],
)
def test_what_is_other_than_its_type_says_is_left(
    fetching: Fetching, body: bytes, content_type: str, what: str
) -> None:
    assert f"is {what}, though the server says" in only_error(
        fetching, Reply(body, headers={"Content-Type": content_type})
    )


def test_an_empty_page_is_left(fetching: Fetching) -> None:
    assert "is empty" in only_error(fetching, Reply(b" \n", headers={"Content-Type": HTML}))


@pytest.mark.parametrize("charset", ["utf-8", "no-such-thing", "hex", "unicode_escape", "undefined", "x" * 5000, "\0"])
def test_an_encoding_that_cannot_be_is_not_passed_on(fetching: Fetching, site: Site, charset: str) -> None:
    body = "<p>被害者は12人</p>".encode("cp932")
    site.replies["/a.html"] = Reply(body, headers={"Content-Type": f"text/html; charset={charset}"})
    fetching.source("page", "/a.html")
    assert fetching.report().documents_new == 1
    assert "encoding" not in fetching.origins()[0]


def test_a_page_in_two_encodings_is_compared_all_the_same(fetching: Fetching, site: Site) -> None:
    broken = "被害者は12人".encode("cp932") + "1,813人".encode() + b"\xff\xfe\x80"
    site.replies["/a.html"] = [
        Reply(b"<p>" + broken + b"</p>", headers={"Content-Type": HTML}),
        Reply(b"<p>" + broken + b"</p> ", headers={"Content-Type": HTML}),
    ]
    fetching.source("page", "/a.html")
    fetching.run()
    assert fetching.report(force=True).last_error is None
    assert len(fetching.articles()) == 1


@pytest.mark.parametrize("status", [204, 206, 303, 400, 401, 403, 418, 451, 501])
def test_every_other_answer_is_named(fetching: Fetching, status: int) -> None:
    assert f"was answered with status {status}" in only_error(fetching, Reply(b"", status=status))


def test_a_feed_of_entities_is_no_bomb(fetching: Fetching, site: Site) -> None:
    entities = '<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    bomb = f'<?xml version="1.0"?><!DOCTYPE rss [{entities}]><rss version="2.0"><channel><item><title>&a9;</title>'
    bomb += f"<link>{site.url}/a.html</link></item></channel></rss>"
    site.replies["/feed"] = Reply(bomb.encode(), headers={"Content-Type": "application/rss+xml"})
    site.replies["/a.html"] = page("Article.")
    fetching.source("feed", "/feed")
    fetching.run()
    assert all(len(str(origin)) < 2_000 for origin in fetching.origins())


def test_a_feed_does_not_read_files(fetching: Fetching, site: Site, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret")
    feed = f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY s SYSTEM "file://{secret}">]>'
    feed += f'<rss version="2.0"><channel><item><title>&s;</title><link>{site.url}/a.html</link></item></channel></rss>'
    site.replies["/feed"] = Reply(feed.encode(), headers={"Content-Type": "application/rss+xml"})
    site.replies["/a.html"] = page("Article.")
    fetching.source("feed", "/feed")
    fetching.run()
    assert all("secret" not in str(origin) for origin in fetching.origins())


def test_the_body_of_a_feed_is_not_taken_for_the_name_of_a_file(fetching: Fetching, site: Site, tmp_path: Path) -> None:
    local = tmp_path / "feed.xml"
    local.write_text(f'<rss version="2.0"><channel><item><link>{site.url}/a.html</link></item></channel></rss>')
    for body in (str(local).encode(), f"file://{local}".encode(), f"{site.url}/other".encode()):
        site.replies["/feed"] = Reply(body, headers={"Content-Type": "text/xml"})
        fetching.source("feed", "/feed")
        assert "is no feed" in fetching.report(force=True).errors[0]
    assert set(site.paths()) == {"/feed"}


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "data:text/html,hello",
        "mailto:x@example.org",
        "http://",
        "http://[::1",
        "http://user:word@127.0.0.1/",
        "",
        "http://127.0.0.1:99999/",
        "http://a b/",
    ],
)
def test_a_link_that_is_no_address_is_passed_over(fetching: Fetching, site: Site, link: str) -> None:
    site.replies["/feed"] = rss(item(link), item(f"{site.url}/a.html"))
    site.replies["/a.html"] = page("Article.")
    fetching.source("feed", "/feed")
    report = fetching.report()
    assert report.documents_new == 1
    assert [path.name[:12] for path in fetching.articles()] == ["2018-04-27-a"]


@pytest.mark.parametrize(
    "path",
    [
        "/../../../etc/passwd",
        "/%2e%2e%2f%2e%2e%2fpasswd",
        "/a%0d%0ab%00c",
        "/con",
        "/" + "long-" * 300,
        "/%F0%9F%98%80",
        "/.x",
    ],
)
def test_no_address_makes_a_name_that_is_not_safe(fetching: Fetching, site: Site, path: str) -> None:
    site.replies["/feed"] = rss(item(f"{site.url}{path}", title="First line&#10;publisher: somebody else"))
    site.otherwise = page("Article.")
    fetching.source("feed", "/feed")
    assert fetching.report().documents_new == 1
    (file,) = fetching.articles()
    assert file.parent == fetching.settings.raw_dir / "fetched" / "npa"
    assert file.name.isascii()
    assert len(file.name) < 100
    assert not set(file.name) - set("abcdefghijklmnopqrstuvwxyz0123456789-_.")
    (origin,) = fetching.origins()
    assert origin["title"] == "First line publisher: somebody else"
    assert origin["publisher"] == "NPA"


def test_of_a_feed_of_ten_thousand_entries_what_is_left_is_counted(fetching: Fetching, site: Site) -> None:
    fetching.limited(max_bytes=20_000_000)
    site.replies["/feed"] = rss(*(item(f"{site.url}/{number}.html") for number in range(10_000)))
    for number in range(3):
        site.replies[f"/{number}.html"] = page(f"Article {number}.")
    fetching.source("feed", "/feed", max_new=3)
    report = fetching.report()
    assert (report.documents_new, report.documents_left) == (3, 9_997)


@pytest.mark.parametrize("body", [b"", b"<html></html>", b"\x00\x01\x02", b"<rss", b"<a>" * 50_000])
def test_what_is_no_feed_is_named(fetching: Fetching, site: Site, body: bytes) -> None:
    site.replies["/feed"] = Reply(body, headers={"Content-Type": "text/xml"})
    fetching.source("feed", "/feed")
    (message,) = fetching.report().errors
    assert f"{site.url}/feed is no feed" in message


def test_json_that_is_no_feed_is_named(fetching: Fetching, site: Site) -> None:
    site.replies["/feed"] = Reply(b"{}", headers={"Content-Type": "application/json"})
    fetching.source("feed", "/feed")
    (message,) = fetching.report().errors
    assert f"{site.url}/feed is JSON but no JSON Feed" in message


@pytest.mark.parametrize(
    "body",
    [b"", b"\x00\x01\x02", b"<a href=", b"<div>" * 100_000, "<a href='é\udcff'>".encode("utf-8", "surrogatepass")],
)
def test_a_page_of_links_without_links_gives_nothing(fetching: Fetching, site: Site, body: bytes) -> None:
    fetching.limited(max_bytes=2_000_000)
    site.replies["/"] = Reply(body, headers={"Content-Type": HTML})
    fetching.source("index", "/", link_pattern="html$")
    assert fetching.report().documents_new == 0


def test_a_page_of_links_cannot_lead_elsewhere_by_its_base(fetching: Fetching, site: Site) -> None:
    site.replies["/"] = Reply(b'<base href="file:///etc/"><a href="passwd.html">x</a>', headers={"Content-Type": HTML})
    fetching.source("index", "/", link_pattern="html$")
    fetching.run()
    assert all(path in ("/", "/passwd.html") for path in site.paths())


def test_a_folder_that_cannot_be_written_is_named(fetching: Fetching, site: Site) -> None:
    site.replies["/"] = index("/a.html", "/b.html")
    site.replies["/a.html"] = page("Article A.")
    site.replies["/b.html"] = page("Article B.")
    fetching.source("index", "/", link_pattern="html$")
    (fetching.settings.raw_dir / "fetched").write_text("in the way")
    (message,) = fetching.report().errors
    assert "cannot be written" in message
    assert "Make room, or make the folder writable." in message


FETCH = """
import sys
from pathlib import Path
from pipelines.settings import Settings
from pipelines.sources import Limits, fetch_sources
{before}
result = fetch_sources(Settings(Path(sys.argv[1]), Path(sys.argv[2])), limits=Limits(pause_seconds={pause}))
for report in result.reports:
    print(report.documents_new, report.documents_unchanged, report.was_asked, *report.errors)
"""


def process(fetching: Fetching, before: str = "", *, pause: float = 0.05, force: bool = False) -> subprocess.Popen[str]:
    """A fetch in a process of its own."""
    return subprocess.Popen(
        [
            sys.executable,
            "-c",
            FETCH.format(before=before, pause=pause),
            str(fetching.settings.raw_dir),
            str(fetching.settings.build_dir),
        ],
        env={**os.environ, "PYTHONPATH": str(PROJECT_DIR)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_a_disk_that_is_full_is_named_and_nothing_half_is_left(fetching: Fetching, site: Site) -> None:
    site.replies["/a.html"] = page("Article. " * 5_000)
    fetching.source("page", "/a.html")
    # No file may grow beyond this, which is how a full disk shows, in the midst of writing.
    limit = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (8_000, 8_000))"
    out, err = process(fetching, limit).communicate()
    assert "cannot be written: File too large. Make room" in out, err
    assert fetching.files() == []
    assert fetching.report(force=True).documents_new == 1


def test_a_fetch_that_is_killed_leaves_nothing_wrong(fetching: Fetching, site: Site) -> None:
    site.replies["/a.txt"] = Reply(b"There were 2,095 victims.", headers={"Content-Type": "text/plain"})
    fetching.source("page", "/a.txt")
    # Killed after the origin file is there, before the article is.
    kill = (
        "import os, pathlib, signal\n"
        "replace = pathlib.Path.replace\n"
        "def dying(self, target):\n"
        "    if str(target).endswith('.txt'): os.kill(os.getpid(), signal.SIGKILL)\n"
        "    return replace(self, target)\n"
        "pathlib.Path.replace = dying\n"
    )
    killed = process(fetching, kill)
    killed.communicate()
    assert killed.returncode == -signal.SIGKILL
    assert [name.rsplit(".", 1)[1] for name in fetching.files()] == ["part", "yml"]
    site.replies["/a.txt"] = Reply(b"There were 2,082 victims.", headers={"Content-Type": "text/plain"})
    assert fetching.report().documents_new == 1
    assert len(fetching.files()) == 2
    assert fetching.texts() == [b"There were 2,082 victims."]
    assert read_articles(fetching.settings.raw_dir, 1_000_000).rejected == ()


def test_what_somebody_put_there_is_not_cleared_up(fetching: Fetching, site: Site) -> None:
    site.replies["/a.html"] = page("Article.")
    fetching.source("page", "/a.html")
    mine = fetching.settings.raw_dir / "fetched" / "npa" / "mine.origin.yml"
    mine.parent.mkdir(parents=True)
    mine.write_text("publisher: me\n")
    fetching.run()
    assert mine.exists()


def test_two_fetches_at_once_ask_once(fetching: Fetching, site: Site) -> None:
    site.replies["/"] = index("/a.html", "/b.html")
    site.replies["/a.html"] = page("Article A.")
    site.replies["/b.html"] = page("Article B.")
    fetching.source("index", "/", link_pattern="html$")
    outputs = [running.communicate() for running in [process(fetching, pause=0.3) for _ in range(2)]]
    assert sorted(out for out, _ in outputs) == ["0 0 False\n", "2 0 True\n"], outputs
    assert site.paths() == ["/", "/a.html", "/b.html"]
