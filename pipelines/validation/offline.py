"""Lets the pages that Great Expectations writes do without a network: what they load from elsewhere is carried along.

Only what is loaded is changed; the pages' words and links stay as they are. The libraries are in ``vendor``.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

_VENDOR = Path(__file__).parent / "vendor"
_CARRIED = "carried"
_STYLE = "carried.css"

# By the name a page asks for. What is not named here is left out: charts of profiles, which these pages have none of,
# and a font for two icons, which the style sheet draws.
_LIBRARIES = {
    "jquery-3.7.1.min.js": "jquery.min.js",
    "bootstrap.min.css": "bootstrap.min.css",
    "bootstrap.min.js": "bootstrap.bundle.min.js",
    "bootstrap-table.min.css": "bootstrap-table.min.css",
    "bootstrap-table.min.js": "bootstrap-table.min.js",
    "bootstrap-table-filter-control.css": "bootstrap-table-filter-control.min.css",
    "bootstrap-table-filter-control.min.css": "bootstrap-table-filter-control.min.css",
    "bootstrap-table-filter-control.min.js": "bootstrap-table-filter-control.min.js",
    "bootstrap-datepicker.min.css": "bootstrap-datepicker.min.css",
    "bootstrap-datepicker.min.js": "bootstrap-datepicker.min.js",
    "bootstrap-prefers-dark.css": "bootstrap-prefers-dark.min.css",
}
_LOADING = re.compile(
    r"""<(?P<tag>script|link|img)\b[^>]*?\b(?:src|href)=["'](?:https?:)?//(?P<address>[^"']*)["'][^>]*>(?:\s*</script>)?"""
)
_PAINTED = re.compile(r"""url\(\s*["']?(?:https?:)?//[^)]*\)""")
# Great Expectations counts the folders above some of its pages wrongly.
_ICON = re.compile(r'href="[./]*(static/images/favicon\.ico)"')


def make_offline(site: Path) -> None:
    """Replace in every page below ``site`` what it loads from elsewhere by files beside it.

    Raises:
        OSError: The disk fails.
    """
    carried = site / _CARRIED
    carried.mkdir()
    for path in sorted(_VENDOR.glob("*.*")):
        shutil.copyfile(path, carried / path.name)
    for page in site.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        root = "../" * (len(page.relative_to(site).parts) - 1)
        page.write_text(offline_page(text, root), encoding="utf-8")
    for style in (site / "static").rglob("*.css"):
        style.write_text(_PAINTED.sub("none", style.read_text(encoding="utf-8")), encoding="utf-8")


def offline_page(html: str, root: str) -> str:
    """A page that loads only what lies beside it.

    Args:
        html: The page as Great Expectations writes it.
        root: The way from the page to the top of its site.
    """

    def local(found: re.Match[str]) -> str:
        name = re.split("[?#]", found["address"])[0].rsplit("/", 1)[-1]
        if found["tag"] == "img":
            return f'<img src="{root}static/images/logo-long.png" alt="Great Expectations" style="height: 40px">'
        if name not in _LIBRARIES:
            return ""
        address = f"{root}{_CARRIED}/{_LIBRARIES[name]}"
        if found["tag"] == "link":
            return f'<link rel="stylesheet" href="{address}">'
        return f'<script src="{address}"></script>'

    style = f'<link rel="stylesheet" href="{root}{_CARRIED}/{_STYLE}">\n</head>'
    html = _PAINTED.sub("none", _LOADING.sub(local, html))
    return _ICON.sub(rf'href="{root}\1"', html).replace("</head>", style, 1)
