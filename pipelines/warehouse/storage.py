"""What a disk that fails us means, and what to do: full, not writable, or giving back other bytes than were written.

And what DuckDB does, which works on the disk what does not fit into its memory, where even that does not do.
"""

from __future__ import annotations

import errno
from pathlib import Path

import duckdb

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_FORBIDDEN = (errno.EACCES, errno.EPERM, errno.EROFS)
# As DuckDB words them; the first three are the operating system's.
_FULL_WORDS = ("no space left", "disk quota exceeded", "file too large", "out of disk space")
_FORBIDDEN_WORDS = ("permission denied", "read-only file system", "operation not permitted")
_MEMORY_WORDS = ("out of memory error",)
_SPILLED = "duckdb_temp_storage"
_DAMAGE_WORDS = ("corrupt", "checksum", "not a valid duckdb", "could not read enough bytes", "serialization error")


class StorageError(Exception):
    """The disk is full or may not be written to, or memory is short; the message names the place and the remedy."""


def explain(error: BaseException | str, path: Path) -> StorageError | None:
    """The same error with its remedy, where it is the disk's; None where it is not.

    Args:
        error: As Python or DuckDB raised it, or as dbt tells of DuckDB's.
        path: What was written.
    """
    if isinstance(error, StorageError):
        return error
    number = getattr(error, "errno", None)
    words = str(error).lower() if isinstance(error, duckdb.Error | str) else ""
    if number in _FULL or any(word in words for word in _FULL_WORDS):
        return StorageError(
            f"There is no room left to write {path}. Make room on its disk, or set NPA_BUILD_DIR to a folder on a "
            f"larger one, and build again; nothing that was published is lost. ({error})"
        )
    if number in _FORBIDDEN or any(word in words for word in _FORBIDDEN_WORDS):
        return StorageError(
            f"{path} may not be written to. Give this user the right to write to its folder, or set NPA_BUILD_DIR to "
            f"another one. ({error})"
        )
    if any(word in words for word in _MEMORY_WORDS):
        return StorageError(
            f"DuckDB has too little memory to work on {path}. Set NPA_DUCKDB_MEMORY_MB to more, and build again; "
            f"nothing that was published is lost. ({error})"
        )
    return None


def is_damage(error: duckdb.Error | str) -> bool:
    """Whether DuckDB found a file that is not what was written to it."""
    words = str(error).lower()
    if _SPILLED in words:  # a file of the moment, not the database
        return False
    return explain(error, Path()) is None and any(word in words for word in _DAMAGE_WORDS)
