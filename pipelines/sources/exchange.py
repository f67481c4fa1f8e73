"""One request to one network address, and its answer within limits of time and size.

Redirects, retries, robots.txt and pauses belong to ``web``; which address may be asked, to ``addresses``.
"""

from __future__ import annotations

import contextlib
import http.client
import socket
import ssl
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import ConnectTimeoutError, NewConnectionError
from urllib3.util.ssl_match_hostname import CertificateError

from pipelines.sources.addresses import Target
from pipelines.sources.errors import FetchError, RetryableError, TooSlowError
from pipelines.sources.world import Limits

_CHUNK = 65_536
_ENCODINGS = {"", "identity", "gzip", "x-gzip", "deflate"}


class _NoConnectionError(Exception):
    """Nothing answers at this address; another of the same host may."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said.

    Attributes:
        headers: By name in lower case.
        content: The decoded body of a 200, else empty.
    """

    target: Target
    status: int
    headers: Mapping[str, str]
    content: bytes


def exchange(target: Target, addresses: Sequence[str], headers: Mapping[str, str], limits: Limits) -> Answer:
    """Ask for a target at the first of these addresses that answers.

    Raises:
        RetryableError: None answers, or the connection breaks.
        FetchError: The answer is too long, takes too long or cannot be decoded.
    """
    problem = "it has no address"
    for address in addresses:
        try:
            return _exchange(target, address, headers, limits)
        except _NoConnectionError as error:
            problem = str(error)
    raise RetryableError(f"{target.url} cannot be reached: {problem}. Check the address and the network.")


def _exchange(target: Target, address: str, headers: Mapping[str, str], limits: Limits) -> Answer:
    connection = _connection(target, address, limits)
    late = threading.Event()
    try:
        connection.connect()
        connection.timeout = limits.read_seconds
        with _deadline(connection.sock, limits.total_seconds, late):
            # One request per connection: nothing of one answer can be taken for the next.
            asked = {**headers, "Host": target.host_header, "Connection": "close"}
            connection.request("GET", target.path, headers=asked, preload_content=False)
            response = connection.getresponse()
            named = {name.lower(): value for name, value in response.headers.items()}
            content = _body(target, response, limits) if response.status == 200 else b""
        if late.is_set():
            raise _too_slow(target, limits)
        return Answer(target, response.status, named, content)
    except FetchError:
        raise
    except (ConnectTimeoutError, NewConnectionError) as error:
        raise _NoConnectionError(_reason(error)) from None
    except (ssl.SSLCertVerificationError, CertificateError) as error:
        raise FetchError(
            f"{target.site} has no certificate to be trusted ({error}). Check the address, or tell its publisher."
        ) from None
    except urllib3.exceptions.DecodeError as error:
        raise FetchError(f"{target.url} is not compressed as it says ({error}). Ask its publisher.") from None
    except (urllib3.exceptions.HTTPError, http.client.HTTPException, OSError, ValueError) as error:
        if late.is_set():
            raise _too_slow(target, limits) from None
        raise RetryableError(
            f"The connection to {target.url} failed: {_reason(error)}. It is tried again later."
        ) from None
    finally:
        connection.close()


def _connection(target: Target, address: str, limits: Limits) -> HTTPConnection:
    """A connection to exactly this address, whose certificate must be that of the target's host."""
    if target.scheme == "http":
        return HTTPConnection(address, target.port, timeout=limits.connect_seconds)
    return HTTPSConnection(
        address,
        target.port,
        timeout=limits.connect_seconds,
        cert_reqs="CERT_REQUIRED",
        server_hostname=target.host,
        assert_hostname=target.host,
    )


@contextlib.contextmanager
def _deadline(sock: socket.socket, seconds: float, late: threading.Event) -> Iterator[None]:
    """Cut the connection after so many seconds, headers included: a drip of bytes never runs into a read timeout."""

    def cut() -> None:
        late.set()
        with contextlib.suppress(OSError):
            # The plain socket's: that of a TLS socket would tear down what the reading thread still uses.
            socket.socket.shutdown(sock, socket.SHUT_RDWR)

    timer = threading.Timer(seconds, cut)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _body(target: Target, response: urllib3.BaseHTTPResponse, limits: Limits) -> bytes:
    codings = {coding.strip().lower() for coding in response.headers.get("content-encoding", "").split(",")}
    if not codings <= _ENCODINGS:
        raise FetchError(f"{target.url} is compressed in a way that was not asked for: {', '.join(sorted(codings))}.")
    body = bytearray()
    for chunk in response.stream(_CHUNK, decode_content=True):
        body += chunk
        if len(body) > limits.max_bytes:
            if limits.cuts_bodies:
                return bytes(body[: limits.max_bytes])
            raise FetchError(
                f"{target.url} has more than {limits.max_bytes:,} bytes. "
                "Raise NPA_MAX_ARTICLE_BYTES if that is an article."
            )
    return bytes(body)


def _too_slow(target: Target, limits: Limits) -> TooSlowError:
    return TooSlowError(f"{target.url} did not come whole within {limits.total_seconds:g} seconds. It is tried later.")


def _reason(error: Exception) -> str:
    """What an error says, without the connection objects urllib3 puts before it."""
    return str(error).rsplit(">: ", 1)[-1].strip() or type(error).__name__
