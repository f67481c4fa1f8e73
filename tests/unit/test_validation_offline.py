"""Pages that others write load nothing but what lies beside them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pipelines.validation.offline import make_offline, offline_page

HEAD = "<html><head><title>Data Docs</title>{}</head><body>{}</body></html>"


def loaded(html: str) -> list[str]:
    """The addresses a browser asks for by itself."""
    return re.findall(r'<(?:script|link|img)\b[^>]*?(?:src|href)="([^"]+)"', html) + re.findall(r"url\(([^)]*)\)", html)


@pytest.mark.parametrize("scheme", ["https:", "http:", ""])
def test_a_library_is_loaded_from_beside_the_page(scheme: str) -> None:
    asked = f'<script src="{scheme}//cdn.example.org/jquery-3.7.1.min.js" integrity="sha384-x"></script>'
    page = offline_page(HEAD.format(asked, ""), "../../")
    assert "../../carried/jquery.min.js" in loaded(page)
    assert "cdn.example.org" not in page
    assert "integrity" not in page


def test_what_is_not_carried_is_left_out() -> None:
    asked = (
        '<script src="https://cdn.example.org/npm/vega@5"></script><link rel="stylesheet" href="//x.org/all.min.css">'
    )
    assert loaded(offline_page(HEAD.format(asked, ""), "")) == ["carried/carried.css"]


def test_pictures_and_backgrounds_of_elsewhere_are_not_asked_for() -> None:
    body = "<img\n  src='https://x.org/logo.png?d=1'\n><style>a{background: url('https://x.org/b.png') 0 0}</style>"
    assert loaded(offline_page(HEAD.format("", body), "../")) == [
        "../carried/carried.css",
        "../static/images/logo-long.png",
    ]


def test_links_to_elsewhere_stay_links() -> None:
    body = '<p><a href="https://greatexpectations.io">Great Expectations</a></p>'
    assert body in offline_page(HEAD.format("", body), "")


def test_a_page_deep_in_the_site_finds_what_lies_at_its_top(tmp_path: Path) -> None:
    page = tmp_path / "validations" / "figures" / "gate" / "figures.html"
    page.parent.mkdir(parents=True)
    page.write_text(HEAD.format('<link href="https://x.org/css/bootstrap.min.css"/>', ""), encoding="utf-8")
    (tmp_path / "static").mkdir()
    (tmp_path / "static" / "own.css").write_text("a { background: url(https://x.org/b.png); }", encoding="utf-8")
    make_offline(tmp_path)
    for address in loaded(page.read_text(encoding="utf-8")):
        assert (page.parent / address).resolve().exists(), address
    assert "x.org" not in (tmp_path / "static" / "own.css").read_text(encoding="utf-8")
