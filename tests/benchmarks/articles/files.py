"""Writes generated articles where a reader would find them: one file of rows, or a file for each.

    .venv/bin/python -m tests.benchmarks.articles.files PATH [--count 1000] [--seed 1] [--statistics 0.8]

PATH ends in ``.jsonl``, ``.jsonl.gz`` or ``.parquet``; anything else is a folder of plain texts. Rows hold id, url,
publisher, published_on, language, title and text. What the articles state stays with the generator.
"""

from __future__ import annotations

import argparse
import gzip
import json
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb

from tests.benchmarks.articles import GeneratedArticle, generated_articles

COLUMNS = ("id", "url", "publisher", "published_on", "language", "title", "text")


def write_jsonl(path: Path, count: int, seed: int, share_with_statistics: float = 0.8) -> None:
    """A line of JSON for each article, compressed when the name ends in ``.gz``; the same arguments, the same bytes."""
    if path.suffix == ".gz":
        # Neither a name nor a time of its own in the header: two runs write the same file.
        with path.open("wb") as raw, gzip.GzipFile("", "wb", compresslevel=6, fileobj=raw, mtime=0) as file:
            for line in _lines(count, seed, share_with_statistics):
                file.write(line)
    else:
        with path.open("wb") as plain:
            plain.writelines(_lines(count, seed, share_with_statistics))


def write_parquet(path: Path, count: int, seed: int, share_with_statistics: float = 0.8) -> None:
    """The same rows as one Parquet file."""
    types = {name: "DATE" if name == "published_on" else "VARCHAR" for name in COLUMNS}
    with tempfile.TemporaryDirectory() as folder, duckdb.connect() as con:
        rows = Path(folder) / "rows.jsonl"
        write_jsonl(rows, count, seed, share_with_statistics)
        con.execute("set preserve_insertion_order = true")
        con.read_json(str(rows), columns=types, format="newline_delimited").write_parquet(str(path), compression="zstd")


def write_files(folder: Path, count: int, seed: int, share_with_statistics: float = 0.8) -> None:
    """A plain text for each article, a thousand to a folder, named by day, language and id."""
    for number, one in enumerate(generated_articles(count, seed, share_with_statistics)):
        path = folder / f"{number // 1000:04}" / f"{one.published_on}-{one.language}-{one.id}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(one.text, encoding="utf-8")


def row(article: GeneratedArticle) -> dict[str, str]:
    """An article as its publisher would hand it over."""
    return {name: str(getattr(article, name)) for name in COLUMNS}


def _lines(count: int, seed: int, share_with_statistics: float) -> Iterator[bytes]:
    for one in generated_articles(count, seed, share_with_statistics):
        yield (json.dumps(row(one), ensure_ascii=False) + "\n").encode()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", type=Path)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--statistics", type=float, default=0.8, help="share of articles that state any")
    arguments = parser.parse_args()
    path: Path = arguments.path
    write: Callable[[Path, int, int, float], None] = write_files
    if path.name.endswith((".jsonl", ".jsonl.gz")):
        write = write_jsonl
    elif path.suffix == ".parquet":
        write = write_parquet
    write(path, arguments.count, arguments.seed, arguments.statistics)


if __name__ == "__main__":
    main()
