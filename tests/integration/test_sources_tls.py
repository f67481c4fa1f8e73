"""HTTPS: the connection goes to the address that was looked at, the certificate is that of the name."""

from __future__ import annotations

import itertools
import shutil
import ssl
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.integration.fetching import Fetching
from tests.integration.http_server import Reply, Site, page, serving

pytestmark = pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl makes the certificate")


@pytest.fixture
def secure_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """A server with a certificate for `news.example.org`, which this process trusts."""
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    subprocess.run(
        f"openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=news.example.org "
        f"-addext subjectAltName=DNS:news.example.org -keyout {key} -out {certificate}".split(),
        check=True,
        capture_output=True,
    )
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    with serving(context) as site:
        yield site


def errors(fetching: Fetching, site: Site, host: str) -> tuple[str, ...]:
    site.replies["/a.html"] = page("Article.")
    fetching.resolver = lambda host, port: ["127.0.0.1"]
    fetching.configure({"name": "npa", "kind": "page", "url": f"https://{host}:{site.port}/a.html"})
    return fetching.report(force=True).errors


def test_a_page_is_fetched_over_https(fetching: Fetching, secure_site: Site) -> None:
    assert errors(fetching, secure_site, "news.example.org") == ()
    assert len(fetching.articles()) == 1
    assert {asked.headers["host"] for asked in secure_site.asked} == {f"news.example.org:{secure_site.port}"}


def test_a_certificate_for_another_name_is_refused(fetching: Fetching, secure_site: Site) -> None:
    (message,) = errors(fetching, secure_site, "other.example.org")
    assert "has no certificate to be trusted" in message
    assert "other.example.org" in message
    assert secure_site.asked == []


def test_a_certificate_nobody_vouches_for_is_refused(
    fetching: Fetching, secure_site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    (message,) = errors(fetching, secure_site, "news.example.org")
    assert "certificate verify failed" in message
    assert secure_site.asked == []


def test_a_redirect_from_https_to_http_is_refused(fetching: Fetching, secure_site: Site, site: Site) -> None:
    secure_site.replies["/old.html"] = Reply(status=301, headers={"Location": f"{site.url}/a.html"})
    fetching.resolver = lambda host, port: ["127.0.0.1"]
    url = f"https://news.example.org:{secure_site.port}/old.html"
    fetching.configure({"name": "npa", "kind": "page", "url": url})
    assert "from https to http" in fetching.report().errors[0]
    assert site.asked == []


def test_a_body_that_drips_is_cut_off_in_the_midst_of_tls(fetching: Fetching, secure_site: Site) -> None:
    fetching.limited(total_seconds=0.5)
    drip = Reply(itertools.repeat(b"a"), headers={"Content-Type": "text/html"}, seconds_between=0.05)
    secure_site.replies["/drip.html"] = drip
    fetching.resolver = lambda host, port: ["127.0.0.1"]
    url = f"https://news.example.org:{secure_site.port}/drip.html"
    fetching.configure({"name": "npa", "kind": "page", "url": url})
    assert "did not come whole within 0.5 seconds" in fetching.report().errors[0]
