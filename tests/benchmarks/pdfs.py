"""How many PDF files of a folder are read, why others are not, and how the texts compare with other readers'.

    .venv/bin/python tests/benchmarks/pdfs.py FOLDER [--seconds 20] [--list] [--worst 10]

FOLDER holds PDF files at any depth, such as those a public repository of a PDF library tests itself with. Beside ours,
each file is read by pdfminer's plain ``extract_text`` and, where it is installed, by pypdfium2 (``pip install
pypdfium2``; nothing else here needs it).

Where a text of the same name lies beside a file (``a.txt`` beside ``a.pdf``), it is the reference. Elsewhere nobody
knows what is right, and each reader is measured against the others:

recall      of the numbers that all the other readers found, how many this one found too
precision   of the numbers this one found, how many any other reader, or the reference, has too
words F1    letters of Japanese and words of other languages that it shares with the others, a mean over files

A number is a run of digits with the commas and stops inside it, and raised digits are one. Numbers and words count as
often as they stand in a file, wherever they stand in it. Page numbers and running heads, which ours leaves out, cost it
recall; so does every number that both others read wrongly, such as 12151 for 1,215 with the mark of a note.
"""

from __future__ import annotations

import argparse
import importlib
import multiprocessing
import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib.util import find_spec
from multiprocessing.pool import Pool
from pathlib import Path

from pipelines.articles.formats import DocumentReader, ReadingLimits, UnreadableArticleError

OURS, PDFMINER, PDFIUM = "ours", "pdfminer", "pypdfium2"
_NUMBER = re.compile(r"\d+(?:[,.]\d+)*")
_WORD = re.compile(r"[^\W\d_]")
_RAISED = re.compile("[\u00b9\u00b2\u00b3\u2070-\u209c]+")
_LATIN_WORD = re.compile(r"[A-Za-z\u00c0-\u024f]+")
# Of a file in which nobody found more, nothing can be said.
_FEWEST_CHARACTERS = 20


def numbers_of(text: str) -> Counter[str]:
    """The numbers of a text; raised digits are numbers of their own."""
    return Counter(_NUMBER.findall(_plain(text)))


def words_of(text: str) -> Counter[str]:
    """Words in Latin letters, and other letters one by one."""
    plain = _plain(text).lower()
    return Counter(_LATIN_WORD.findall(plain)) + Counter(_WORD.findall(_LATIN_WORD.sub(" ", plain)))


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", _RAISED.sub(lambda raised: f" {raised.group()} ", text))


def read_with(reader: str, path: Path) -> str:
    """What another reader finds in a file."""
    if reader == PDFMINER:
        from pdfminer.high_level import extract_text

        return extract_text(path)
    document = importlib.import_module("pypdfium2").PdfDocument(path)
    return "\n".join(page.get_textpage().get_text_bounded() for page in document)


class OtherReaders:
    """The other readers, in a process that is replaced when a file keeps it busy."""

    def __init__(self, seconds: float) -> None:
        self.names = [PDFMINER, *([PDFIUM] if find_spec("pypdfium2") else [])]
        self._seconds = seconds
        self._pool: Pool | None = None

    def read(self, path: Path) -> dict[str, str]:
        """The texts of those that could read the file."""
        found = {}
        for name in self.names:
            self._pool = self._pool or multiprocessing.get_context("spawn").Pool(1)
            try:
                found[name] = self._pool.apply_async(read_with, (name, path)).get(self._seconds)
            except multiprocessing.TimeoutError:
                self.close()
            except Exception:  # whatever it is, this reader cannot read the file
                continue
        return found

    def close(self) -> None:
        """End the process."""
        if self._pool is not None:
            self._pool.terminate()
            self._pool = None


@dataclass
class Agreement:
    """How a reader's texts compare with what is right, or with the other readers'."""

    known: int = 0
    known_found: int = 0
    found: int = 0
    found_elsewhere: int = 0
    words: list[float] = field(default_factory=list)

    def add(self, text: str, others: Sequence[str]) -> None:
        numbers, of_others = numbers_of(text), [numbers_of(other) for other in others]
        certain, possible = of_others[0], of_others[0]
        for other in of_others[1:]:
            certain, possible = certain & other, possible | other
        self.known += certain.total()
        self.known_found += (certain & numbers).total()
        self.found += numbers.total()
        self.found_elsewhere += (numbers & possible).total()
        words = words_of(text)
        shared = [f1(words, words_of(other)) for other in others]
        self.words.append(sum(shared) / len(shared))

    def summary(self) -> str:
        recall, precision = self.known_found / max(1, self.known), self.found_elsewhere / max(1, self.found)
        words = sum(self.words) / max(1, len(self.words))
        return f"{self.found:9,} {recall:8.4f} {precision:10.4f} {words:9.4f}"


def f1(found: Counter[str], right: Counter[str]) -> float:
    """The harmonic mean of precision and recall; 1 where there is nothing to find and nothing was found."""
    total = found.total() + right.total()
    return 2 * (found & right).total() / total if total else 1.0


def compare(texts: Mapping[str, str], reference: str | None, agreements: Mapping[str, Agreement]) -> float | None:
    """Count a file; the recall of numbers of ours, None where nothing can be compared."""
    if max(len(text.strip()) for text in texts.values()) < _FEWEST_CHARACTERS:
        return None
    for name, text in texts.items():
        others = [reference] if reference is not None else [other for key, other in texts.items() if key != name]
        if others:
            agreements[name].add(text, others)
    alone = Agreement()
    others = [reference] if reference is not None else [text for name, text in texts.items() if name != OURS]
    if not others:
        return None
    alone.add(texts[OURS], others)
    return alone.known_found / alone.known if alone.known else 1.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seconds", type=int, default=20, help="that reading one file may take")
    parser.add_argument("--list", action="store_true", help="name each file that was rejected, and why")
    parser.add_argument("--worst", type=int, default=0, help="name so many files with the lowest recall of numbers")
    arguments = parser.parse_args()
    files = sorted(path for path in arguments.folder.rglob("*") if path.suffix.lower() == ".pdf" and path.is_file())
    others = OtherReaders(arguments.seconds)
    agreements = {name: Agreement() for name in (OURS, *others.names)}
    reasons: Counter[str] = Counter()
    text_lost: Counter[str] = Counter()
    noted, recalls = 0, []
    with DocumentReader(ReadingLimits(seconds=arguments.seconds)) as reader:
        for path in files:
            texts = others.read(path)
            try:
                reading = reader.read(path.read_bytes(), ".pdf", None)
            except UnreadableArticleError as error:
                has_text = all(len(text.strip()) >= _FEWEST_CHARACTERS for text in texts.values()) and bool(texts)
                reasons[error.reason] += 1
                text_lost[error.reason] += has_text
                if arguments.list:
                    print(f"{path.relative_to(arguments.folder)}: {error.reason}: {error.message}"
                          f"{' [others find text]' if has_text else ''}")  # fmt: skip
                continue
            noted += reading.note is not None
            if arguments.list and reading.note:
                print(f"{path.relative_to(arguments.folder)}: read, with the note: {reading.note}")
            beside = path.with_suffix(".txt")
            reference = beside.read_text(encoding="utf-8") if beside.exists() else None
            recall = compare({OURS: reading.text, **texts}, reference, agreements)
            if recall is not None:
                recalls.append((recall, path))
    others.close()
    read = len(files) - reasons.total()
    print(f"{read} of {len(files)} files read, {noted} of them with a note; {reasons.total()} rejected")
    for reason, count in reasons.most_common():
        print(f"  {reason:12} {count:5}, of which the other readers find text in {text_lost[reason]}")
    print(f"\n{'':12} numbers   recall  precision  words F1")
    for name, agreement in agreements.items():
        print(f"{name:12} {agreement.summary()}")
    for recall, path in sorted(recalls)[: arguments.worst]:
        print(f"{recall:.3f} {path.relative_to(arguments.folder)}")


if __name__ == "__main__":
    main()
