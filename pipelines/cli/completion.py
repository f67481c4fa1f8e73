"""What the shell completes: ids of figures, paths of articles, names of sources.

Quick, for a user waits at every press of a key, and silent: where nothing can be read, nothing is completed. What is
offered is put into a shell's command line, and help for it is evaluated by some shells, while names of files and
words of articles come from anywhere: only letters, digits and marks without meaning to a shell are let through.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from pipelines.settings import Settings

_OFFERED = 100
_SAFE = re.compile(r"[\w./+-]+")
_UNSAFE_IN_HELP = re.compile(r"[^\w., -]+")

Item = tuple[str, str]


def figure_ids(incomplete: str) -> Iterator[Item]:
    """Ids of published figures, each with its value and its article."""
    rows = _asked(
        "select figure_id, concat_ws(' ', quote, unit, period, source_path) from figures "
        "where starts_with(figure_id, {}) order by 1",
        incomplete,
    )
    for figure_id, what in rows:
        yield figure_id, _harmless(what)


def article_paths(incomplete: str) -> Iterator[Item]:
    """Paths of published articles, each with its publisher and day."""
    rows = _asked(
        "select source_path, concat_ws(' ', publisher, published_on) from articles "
        "where starts_with(source_path, {}) order by 1",
        incomplete,
    )
    for path, what in rows:
        if _SAFE.fullmatch(path):
            yield path, _harmless(what)


def source_names(incomplete: str) -> Iterator[Item]:
    """Names in the list of sources, each with its address."""
    # Not by way of `pipelines.sources`, which takes half a second to import; a list that is wrong is told by `fetch`.
    import yaml

    try:
        listed = yaml.safe_load(Settings.from_environment().sources_path.read_bytes())["sources"]
        names = {str(source["name"]): str(source.get("url", "")) for source in listed}
    except Exception:
        return
    for name, address in names.items():
        if name.startswith(incomplete) and _SAFE.fullmatch(name):
            yield name, _harmless(address)


def _asked(query: str, incomplete: str) -> Sequence[tuple[Any, ...]]:
    """The first rows of a query on the published warehouse; none where it cannot be asked."""
    from pipelines.database import connect
    from pipelines.warehouse import literal

    try:
        path = Settings.from_environment().warehouse_path
        if not path.exists():
            return []
        with connect(path, read_only=True) as con:
            return con.execute(f"{query.format(literal(incomplete))} limit {_OFFERED}").fetchall()
    except Exception:
        return []


def _harmless(text: str) -> str:
    return _UNSAFE_IN_HELP.sub(" ", text).strip()
