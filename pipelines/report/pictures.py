"""Charts as pictures, for where no script draws them: the Dagster interface, a document, a browser without scripts.

What is drawn is the specification the page draws; colours are those of the light page.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

CHART_FOLDER = "charts"
_WIDTH = 520
_LEGEND_COLUMNS = 2
_STYLE = Path(__file__).parent / "static" / "site.css"
VEGA_LITE = "6.4"


def picture_page(name: str) -> str:
    """Where the picture of a chart is, from the top of the site."""
    return f"{CHART_FOLDER}/{name}.svg"


def picture(specification: Mapping[str, Any]) -> str:
    """A chart as SVG."""
    import vl_convert  # starts a JavaScript engine, which only a chart that changed should wait for

    whole = {**specification, "width": _WIDTH, "config": _config()}
    return str(vl_convert.vegalite_to_svg(whole, vl_version=VEGA_LITE))


@cache
def _config() -> dict[str, Any]:
    """As ``static/charts.js`` has it."""
    colours: dict[str, str] = {}
    # The light scheme comes first.
    for name, colour in re.findall(r"--([\w-]+):\s*(#\w+)", _STYLE.read_text(encoding="utf-8")):
        colours.setdefault(name, colour)
    quiet, rule = colours["quiet"], colours["rule"]
    return {
        "background": colours["page"],
        "range": {"category": [colours[f"series-{number}"] for number in range(1, 9)]},
        "view": {"stroke": None},
        "axis": {
            "labelColor": quiet,
            "titleColor": quiet,
            "domainColor": quiet,
            "tickColor": quiet,
            "gridColor": rule,
            "labelFontSize": 12,
            "titleFontSize": 12,
            "titleFontWeight": "normal",
        },
        "legend": {
            "orient": "bottom",
            "columns": _LEGEND_COLUMNS,
            "labelColor": colours["ink"],
            "labelFontSize": 12,
            "labelLimit": _WIDTH / _LEGEND_COLUMNS - 40,
            "symbolOpacity": 1,
            "symbolType": "stroke",
            "symbolSize": 200,
        },
        "point": {"fill": colours["page"]},
    }
