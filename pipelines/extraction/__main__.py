"""``python -m pipelines.extraction TEXT``: print why a text is read as it is."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import date

from pipelines.extraction.language import LANGUAGES
from pipelines.extraction.trace import trace


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the tree of the reading of a text.

    Args:
        arguments: Those of the command line when None.
    """
    parser = argparse.ArgumentParser(
        prog="python -m pipelines.extraction",
        description="Print how a text is read: sentences, items, rules, figures, and the ledger of other numbers.",
    )
    parser.add_argument("text", nargs="+", metavar="TEXT", help="the text; - reads it from standard input")
    parser.add_argument("--language", choices=LANGUAGES, help="detected from the script when not given")
    parser.add_argument("--published", type=date.fromisoformat, metavar="YYYY-MM-DD", help="the day of publication")
    parser.add_argument("--area", metavar="CODE", help="the area that the text is about, such as JP-11 for Saitama")
    parser.add_argument("--all-rules", action="store_true", help="name the rules that were tried in vain as well")
    given = parser.parse_args(arguments)
    text = sys.stdin.read() if given.text == ["-"] else " ".join(given.text)
    lines = trace(text, given.published, given.language, given.area, all_rules=given.all_rules)
    sys.stdout.write("\n".join(lines) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
