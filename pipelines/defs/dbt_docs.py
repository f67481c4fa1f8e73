"""dbt's own documentation as one page that opens from a folder, without a server or a network.

When it is written belongs to ``dbt_runner``; where it is linked, to the site.
"""

from __future__ import annotations

from pathlib import Path

# Two slips of the page dbt writes, each an address that is asked for before, or without, being filled in.
_SLIPS = {
    'xlink:href="{{ getIcon': 'ng-attr-xlink:href="{{ getIcon',
    "${require('./assets/favicons/favicon.ico')}": "data:,",
}


def write_dbt_docs(generated: Path, page: Path, project_dir: Path) -> None:
    """Put the page ``dbt docs generate --static`` wrote where it is to be read.

    Args:
        generated: The page as dbt wrote it.
        page: Where it goes.
        project_dir: The folder of the project, whose place on this machine is nobody's business.

    Raises:
        OSError: The disk fails.
    """
    text = generated.read_text(encoding="utf-8")
    for slip, mended in _SLIPS.items():
        text = text.replace(slip, mended)
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text(text.replace(str(project_dir), project_dir.name), encoding="utf-8")
