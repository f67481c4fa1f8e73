"""A web server on loopback whose every answer a test decides; it remembers what it was asked."""

from __future__ import annotations

import ssl
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

HTML = "text/html; charset=utf-8"


@dataclass(frozen=True)
class Reply:
    """An answer; a body of several pieces is sent piece by piece, for as long as they come.

    Attributes:
        seconds_between: The pieces of the body.
    """

    body: bytes | Iterable[bytes] = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    seconds_between: float = 0


@dataclass(frozen=True)
class Asked:
    """A request the server got, with header names in lower case."""

    path: str
    headers: Mapping[str, str]


Answerer = Callable[[Asked], Reply]


def page(text: str, content_type: str = HTML, **headers: str) -> Reply:
    """An article as a page."""
    body = f"<html><head><title>t</title></head><body><article><p>{text}</p></article></body></html>"
    return Reply(body.encode(), headers={"Content-Type": content_type, **headers})


class Site:
    """The pages of a server, by path; what has none is answered with 404.

    Attributes:
        otherwise: The answer to every other path, robots.txt apart.
    """

    def __init__(self) -> None:
        self.otherwise = Reply(status=404)
        self.replies: dict[str, Reply | Answerer | list[Reply]] = {}
        self.asked: list[Asked] = []
        self.port = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def paths(self, *, robots: bool = False) -> list[str]:
        """The paths that were asked for, in order."""
        return [asked.path for asked in self.asked if robots or asked.path != "/robots.txt"]

    def reply(self, asked: Asked) -> Reply:
        """The answer to a request; of a list, one after the other, and the last for ever."""
        self.asked.append(asked)
        otherwise = Reply(status=404) if asked.path == "/robots.txt" else self.otherwise
        reply = self.replies.get(asked.path, otherwise)
        if isinstance(reply, list):
            return reply.pop(0) if len(reply) > 1 else reply[0]
        return reply if isinstance(reply, Reply) else reply(asked)


@contextmanager
def serving(tls: ssl.SSLContext | None = None) -> Iterator[Site]:
    """A server for the length of a block, over TLS if it is given what to show."""
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.0"

        def do_GET(self) -> None:
            reply = site.reply(Asked(self.path, {name.lower(): value for name, value in self.headers.items()}))
            try:
                self.send_response(reply.status)
                for name, value in reply.headers.items():
                    self.send_header(name, value)
                self.end_headers()
                for piece in [reply.body] if isinstance(reply.body, bytes) else reply.body:
                    self.wfile.write(piece)
                    self.wfile.flush()
                    time.sleep(reply.seconds_between)
            except OSError:
                pass  # whoever asked has hung up

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    site.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
