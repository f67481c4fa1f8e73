"""What can go wrong with a lake, and what DuckDB's words for it mean."""

from __future__ import annotations

import duckdb

# As libpq words them. What the server refuses comes as an unreachable server does, with its own reason behind it.
_REFUSED_WORDS = (
    "password authentication failed",
    "no password supplied",
    "no pg_hba.conf entry",
    "permission denied",
    "does not exist",
    "invalid connection option",
    "invalid value for parameter",
)
_UNREACHABLE_WORDS = (
    "could not connect",
    "connection to server",
    "connection refused",
    "connection timed out",
    "connection has been closed",
    "connection not open",
    "no connection to the server",
    "could not receive data from server",
    "could not send data to server",
    "could not translate host name",
    "closed the connection unexpectedly",
    "terminating connection",
    "is starting up",
    "is shutting down",
    "in recovery mode",
    "not yet accepting connections",
    # All that is said where the server went away between two queries, or between the last one and the commit.
    "current transaction is aborted",
    'failed to execute query "rollback"',
)
_CONFLICT_WORDS = (
    "transaction conflict",
    "could not serialize access",
    "deadlock detected",
    "exceeded the maximum retry count",
    "duplicate key value",
    "already exists",
)


class LakeError(Exception):
    """The lake cannot do what it was asked for; the message names the place and the remedy."""


class LakeUnreachableError(LakeError):
    """The catalogue's server does not answer; nothing was changed."""


class LakeConflictError(LakeError):
    """Another machine changed the same tables again and again; nothing was changed."""


def is_unreachable(error: duckdb.Error | str) -> bool:
    """Whether the catalogue's server did not answer, or went away; trying again may help."""
    words = str(error).lower()
    return not any(word in words for word in _REFUSED_WORDS) and any(word in words for word in _UNREACHABLE_WORDS)


def is_conflict(error: duckdb.Error | str) -> bool:
    """Whether somebody else committed a change of the same tables first; beginning anew helps."""
    words = str(error).lower()
    return any(word in words for word in _CONFLICT_WORDS)
