"""The day in a file's name: what people who archive articles write there is the day of publication.

It counts only where neither an origin file nor the text itself says when the article was published.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import PurePosixPath

_DAY = re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)")


def date_in_name(source_path: str) -> date | None:
    """The day written as ``2018-04-26`` in the name of a file, None where there is none or more than one."""
    days = _DAY.findall(PurePosixPath(source_path).stem)
    if len(days) != 1:
        return None
    try:
        return date(*(int(part) for part in days[0]))
    except ValueError:
        return None
