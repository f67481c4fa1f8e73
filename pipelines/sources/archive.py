"""What ``raw/`` holds already, by address, and how a new document is put beside it.

Only adds files, below ``raw/fetched/``, and takes away nothing but what a killed fetch left half done.
Which documents come here belongs to ``fetch``.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from typing import BinaryIO

import yaml

from pipelines.articles import ORIGIN_SUFFIX, DocumentReader, InvalidOriginError, Origin, parse_origin
from pipelines.sources.addresses import checked_url
from pipelines.sources.article_text import article_text
from pipelines.sources.errors import FetchError
from pipelines.sources.file_names import file_stem

FETCHED = "fetched"
_MARK = b"# Written by npa fetch.\n"


class ArchiveError(Exception):
    """A file cannot be written; the message names it and the remedy."""


@dataclass(frozen=True, slots=True)
class KeptDocument:
    """An article in ``raw/`` whose origin file names its address."""

    path: Path
    origin: Origin

    @property
    def day(self) -> date | None:
        """When it was published, or else fetched; a day that was still to come when it was fetched is not believed."""
        days = [day for day in (self.origin.published_on, self.origin.date_accessed) if day]
        return min(days, default=None)


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of a document that was to be kept.

    Attributes:
        url: The address it is kept under: its own, or that of a file of the same bytes.
        path: The new file, None where nothing is new.
    """

    url: str
    path: Path | None


class Archive:
    """The articles of ``raw/`` by address, as they are when it is made and as it adds to them.

    Args:
        raw_dir: The folder of articles.
        reader: Tells whether two documents say the same.
    """

    def __init__(self, raw_dir: Path, reader: DocumentReader) -> None:
        self._raw_dir = raw_dir
        self._reader = reader
        self._by_url: dict[str, list[KeptDocument]] = {}
        self._by_size: dict[int, list[Path]] = {}
        for path, origin in _articles(raw_dir):
            self._by_size.setdefault(path.stat().st_size, []).append(path)
            if origin is not None and origin.url:
                self._add(KeptDocument(path, origin))

    def versions(self, url: str) -> tuple[KeptDocument, ...]:
        """The documents kept of an address, the oldest first."""
        return tuple(self._by_url.get(_key(url), ()))

    def of_source(self, name: str) -> Mapping[str, KeptDocument]:
        """The newest document of each address that a source's folder holds."""
        folder = self._raw_dir / FETCHED / name
        return {
            key: newest[-1]
            for key, kept in self._by_url.items()
            if (newest := [document for document in kept if document.path.parent == folder])
        }

    def clear_up(self, name: str) -> None:
        """Take away what a killed fetch left in a source's folder: half a file, an origin file without its article."""
        folder = self._raw_dir / FETCHED / name
        if not folder.is_dir():
            return
        paths = list(folder.iterdir())
        articles = {path.stem for path in paths if not path.name.endswith(ORIGIN_SUFFIX)}
        for path in paths:
            is_half = path.name.startswith(".") and path.name.endswith(".part")
            is_alone = path.name.endswith(ORIGIN_SUFFIX) and path.name.removesuffix(ORIGIN_SUFFIX) not in articles
            if is_half or (is_alone and _is_ours(path)):
                path.unlink(missing_ok=True)

    def keep(self, source_name: str, content: bytes, suffix: str, origin: Origin) -> Kept:
        """Keep a document, unless what it says is kept already.

        Args:
            source_name: The folder below ``raw/fetched/``.
            content: Its bytes.
            suffix: Of its file.
            origin: Where it comes from; with its address.

        Raises:
            ArchiveError: The file cannot be written; nothing of it is left.
        """
        url = origin.url or ""
        if (same := self._same_bytes(content)) is not None:
            return Kept(self._url_of(same) or url, None)
        if self._says_the_same(content, suffix, origin):
            return Kept(url, None)
        stem = file_stem(origin.url or "", origin.title, origin.published_on, hashlib.sha256(content).hexdigest())
        folder = self._raw_dir / FETCHED / source_name
        path = folder / (stem + suffix)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            # The article last: an origin file alone is no article yet, an article alone would lack its origin.
            _write(folder / (stem + ORIGIN_SUFFIX), _origin_file(origin))
            try:
                _write(path, content)
            except OSError:
                (folder / (stem + ORIGIN_SUFFIX)).unlink(missing_ok=True)
                raise
            _sync_folder(folder)
        except OSError as error:
            raise ArchiveError(
                f"{path} cannot be written: {error.strerror or error}. Make room, or make the folder writable."
            ) from None
        self._by_size.setdefault(len(content), []).append(path)
        self._add(KeptDocument(path, origin))
        return Kept(url, path)

    def _add(self, document: KeptDocument) -> None:
        kept = self._by_url.setdefault(_key(document.origin.url or ""), [])
        kept.append(document)
        kept.sort(key=lambda other: (other.origin.date_accessed or date.min, other.path))

    def _same_bytes(self, content: bytes) -> Path | None:
        """The file of these bytes, under whatever address: a second one would be rejected as a duplicate."""
        alike = self._by_size.get(len(content), ())
        return next((path for path in alike if path.read_bytes() == content), None)

    def _url_of(self, path: Path) -> str | None:
        return next((url for url, kept in self._by_url.items() if any(path == one.path for one in kept)), None)

    def _says_the_same(self, content: bytes, suffix: str, origin: Origin) -> bool:
        versions = self.versions(origin.url or "")
        if not versions:
            return False
        text = article_text(self._reader, content, suffix, origin.encoding)
        return any(
            article_text(self._reader, kept.path.read_bytes(), kept.path.suffix.lower(), kept.origin.encoding) == text
            for kept in reversed(versions)
        )


def newest_day(documents: Mapping[str, KeptDocument]) -> date | None:
    """The day of the newest of some documents."""
    return max((document.day for document in documents.values() if document.day), default=None)


def _key(url: str) -> str:
    try:
        return checked_url(url).url
    except FetchError:
        return url


def _articles(raw_dir: Path) -> Iterator[tuple[Path, Origin | None]]:
    """Every visible article with what its origin file says; None where it says nothing that can be used."""
    for folder, folder_names, file_names in os.walk(raw_dir):
        folder_names[:] = sorted(name for name in folder_names if not name.startswith("."))
        for name in sorted(file_names):
            path = Path(folder, name)
            if name.startswith(".") or name.endswith(ORIGIN_SUFFIX) or not path.is_file():
                continue
            try:
                origin = parse_origin(path.with_name(path.stem + ORIGIN_SUFFIX).read_bytes())
            except (OSError, InvalidOriginError):
                origin = None
            yield path, origin


def _is_ours(origin_path: Path) -> bool:
    return origin_path.read_bytes().startswith(_MARK)


def _origin_file(origin: Origin) -> bytes:
    filled = {field.name: value for field in fields(origin) if (value := getattr(origin, field.name)) is not None}
    if (month_or_year := filled.pop("published_within", None)) is not None:
        filled["published_on"] = month_or_year
    return _MARK + yaml.safe_dump(filled, allow_unicode=True, sort_keys=False, width=10_000).encode("utf-8")


def _write(path: Path, content: bytes) -> None:
    """Write a file that is there whole or not at all."""
    part = path.with_name(f".{path.name}.part")
    try:
        with part.open("wb") as file:
            _write_all(file, content)
        part.replace(path)
    except OSError:
        part.unlink(missing_ok=True)
        raise


def _write_all(file: BinaryIO, content: bytes) -> None:
    file.write(content)
    file.flush()
    os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":  # which has no way to do so
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
