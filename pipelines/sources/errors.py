"""What goes wrong on the way to a document, by what to do next: ask again, leave it, or call it gone."""

from __future__ import annotations


class FetchError(Exception):
    """A document could not be had; the message says what, where, and the remedy."""


class RetryableError(FetchError):
    """Asking again may help.

    Attributes:
        retry_after: Seconds the server asks to wait, None where it does not say.
    """

    def __init__(self, message: str, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class TooSlowError(FetchError):
    """The answer did not come in time; asking again would take as long."""


class GoneError(FetchError):
    """The server says that there is no such document (404, 410)."""
