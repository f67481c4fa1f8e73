"""Fills the templates: every text is escaped unless it was made safe on purpose.

Which templates there are, and what they are given, belongs to ``site`` and to the modules of the pages.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from pipelines.report import wording
from pipelines.report.pictures import picture_page

_TEMPLATES = Path(__file__).parent / "templates"


class Pages:
    """Writes pages into a folder and counts them."""

    def __init__(self, folder: Path, shared: Mapping[str, Any]) -> None:
        """Prepare the templates.

        Args:
            folder: Where pages are written.
            shared: What every page may show.
        """
        self.folder = folder
        self.count = 0
        self._environment = Environment(
            loader=FileSystemLoader(_TEMPLATES),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.filters.update(
            number=wording.number,
            amount=wording.amount,
            spoken=wording.spoken,
            text_as_html=wording.text_as_html,
            data_block=wording.data_block,
            article_page=wording.article_page,
            inline_markdown=inline_markdown,
        )
        self._environment.globals.update(
            shared,
            figure_link=wording.figure_link,
            explore_link=wording.explore_link,
            between=wording.between,
            picture_page=picture_page,
            plural=wording.plural,
            status_words=wording.STATUS,
        )

    def write(self, name: str, template: str, values: Mapping[str, Any], root: str = "") -> None:
        """Write one page.

        Args:
            name: Its path below the folder.
            template: What it is made from.
            values: What it shows.
            root: The way from the page to the top of the site.
        """
        text = self._environment.get_template(template).render(values, root=root, page_name=name)
        (self.folder / name).write_text(text, encoding="utf-8", newline="")
        self.count += 1


def inline_markdown(text: str) -> Markup:
    """Code, emphasis and links inside a line of Markdown, everything else escaped; of links, the words."""
    html = re.sub(r"\[([^\]]+)\]\([^)]+\)", r"\1", str(escape(text)))
    html = re.sub(r"`([^`]+)`", r"<code>\1</code>", html)
    html = re.sub(r"\*\*([^*]+)\*\*", r"<strong>\1</strong>", html)
    return Markup(re.sub(r"\*([^*]+)\*", r"<em>\1</em>", html))
