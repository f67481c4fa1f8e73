"""Which addresses may be asked: the parts of a URL, and the network addresses its host stands for.

A page must not lead a fetch into the private network it runs in, so a host is resolved here, once, and the
connection goes to exactly the address that was looked at. Making the connection belongs elsewhere.
"""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from urllib3.exceptions import LocationParseError
from urllib3.util import parse_url

from pipelines.sources.errors import FetchError, RetryableError

Resolver = Callable[[str, int], Sequence[str]]

_PORTS = {"http": 80, "https": 443}
# The IPv6 prefix behind which a translator reaches IPv4 (RFC 6052).
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
MAX_URL_LENGTH = 2_000


class RefusedAddressError(FetchError):
    """The address may not be asked, whatever lies behind it."""


@dataclass(frozen=True, slots=True)
class Target:
    """A URL that may be asked, in its parts.

    Attributes:
        url: Normalised: host in lower case, odd characters escaped, no fragment.
        host: Name or address, without brackets.
        path: With the query, as it goes into the request.
    """

    url: str
    scheme: str
    host: str
    port: int
    path: str

    @property
    def host_header(self) -> str:
        """The host as the header of that name gives it."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def site(self) -> str:
        """Scheme, host and port: what one robots.txt is for."""
        return f"{self.scheme}://{self.host_header}"


def checked_url(url: str) -> Target:
    """The parts of a URL.

    Raises:
        RefusedAddressError: It is no http or https URL, holds a user name, or is not well formed.
    """
    shown = repr(url[:200])
    if len(url) > MAX_URL_LENGTH:
        raise RefusedAddressError(f"{shown}... is longer than {MAX_URL_LENGTH} characters, which no article's is.")
    if re.search(r"[\x00-\x20\x7f\\]", url):
        raise RefusedAddressError(f"{shown} holds white space, a control character or a backslash. Escape it.")
    scheme = url.partition(":")[0].lower()
    if scheme not in _PORTS:
        raise RefusedAddressError(f"{shown} is not an http or https address. Only these are fetched.")
    try:
        parts = parse_url(url)
    except (LocationParseError, ValueError):
        raise RefusedAddressError(f"{shown} is not a well-formed address. Correct it.") from None
    if parts.auth is not None:
        raise RefusedAddressError(f"An address of {parts.host} holds a user name. Remove it: no source needs one.")
    if not parts.host:
        raise RefusedAddressError(f"{shown} names no host. Correct it.")
    host = parts.host.strip("[]").rstrip(".").lower()
    port = parts.port if parts.port is not None else _PORTS[scheme]
    path = parts.path or "/"
    named_port = None if port == _PORTS[scheme] else port
    whole = parts._replace(scheme=scheme, port=named_port, path=path, fragment=None)
    return Target(whole.url, scheme, host, port, f"{path}?{parts.query}" if parts.query is not None else path)


def resolve(host: str, port: int) -> Sequence[str]:
    """The addresses the system's resolver gives for a host.

    Raises:
        OSError: It gives none.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except UnicodeError as error:
        raise OSError(f"not a host name ({error})") from None
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


def checked_addresses(target: Target, resolver: Resolver, *, allow_private: bool) -> Sequence[str]:
    """The addresses of a target's host, each of which may be connected to.

    Raises:
        RefusedAddressError: One of them is not a public address; with one that is not, none is trusted.
        RetryableError: The host has no address.
    """
    try:
        addresses = resolver(target.host, target.port)
    except OSError as error:
        raise RetryableError(
            f"The host of {target.url} has no address: {error.strerror or error}. Check its name and the network."
        ) from None
    if not addresses:
        raise RetryableError(f"The host of {target.url} has no address. Check its name and the network.")
    for address in addresses:
        if not allow_private and not is_public(address):
            raise RefusedAddressError(
                f"{target.url} lies at {address}, which is not a public address. "
                "If that is meant, set allow_private_addresses: true for the source."
            )
    return addresses


def is_public(address: str) -> bool:
    """Whether an address is one of the public internet, seen through every form of IPv4 inside IPv6."""
    ip = ipaddress.ip_address(address)
    if isinstance(ip, ipaddress.IPv6Address):
        translated = ipaddress.IPv4Address(int(ip) & 0xFFFF_FFFF) if ip in _NAT64 else ip.ipv4_mapped
        if translated is not None:
            return is_public(str(translated))
        if ip.sixtofour is not None and not is_public(str(ip.sixtofour)):
            return False
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified)
