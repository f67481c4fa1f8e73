"""Pages that show what they do: queries with their answers, and the commands that build what is asked.

`NPA_UPDATE_SNAPSHOTS=1` writes the answers as they are now into the page instead of comparing them.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pipelines.settings import PROJECT_DIR, Settings

_ANSWERED = r"```{language}\n(.*?)```\n\n```text\n(.*?)```"


@dataclass(frozen=True)
class Example:
    """What a page asks and the answer it shows."""

    page: Path
    language: str
    asked: str
    shown: str

    def __str__(self) -> str:
        return " ".join(self.asked.split())[:40]

    def check(self, answer: str) -> None:
        """Hold the page to the answer, or write the answer into the page when asked to."""
        if os.environ.get("NPA_UPDATE_SNAPSHOTS"):
            text = self.page.read_text(encoding="utf-8")
            block = "```{language}\n{asked}```\n\n```text\n{shown}```"
            before = block.format(language=self.language, asked=self.asked, shown=self.shown)
            after = block.format(language=self.language, asked=self.asked, shown=answer.rstrip() + "\n")
            assert text.count(before) == 1
            self.page.write_text(text.replace(before, after), encoding="utf-8")
        else:
            assert answer.rstrip() == self.shown.rstrip()


def examples(page: Path, language: str = "sql") -> Sequence[Example]:
    """The blocks of a language that an answer follows."""
    text = page.read_text(encoding="utf-8")
    pattern = _ANSWERED.format(language=language)
    return [Example(page, language, asked, shown) for asked, shown in re.findall(pattern, text, re.DOTALL)]


def npa_sql(settings: Settings, query: str, width: int | None = None) -> str:
    """What `npa sql` prints, into a file or to a terminal of a width."""
    narrowed = f"console.out.width = {width}; " if width else ""
    return subprocess.run(
        [sys.executable, "-c", f"from pipelines.cli import app, console; {narrowed}app()", "sql", query],
        env={**os.environ, "NPA_BUILD_DIR": str(settings.build_dir), "PYTHONPATH": str(PROJECT_DIR)},
        capture_output=True,
        text=True,
        check=True,
    ).stdout


def commands(page: Path) -> Sequence[str]:
    """The lines of the first block of shell commands, without their comments."""
    (block,) = re.findall(r"```sh\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)[:1]
    lines = [re.sub(r"\s+#.*", "", line) for line in block.splitlines()]
    return [line for line in lines if line]
