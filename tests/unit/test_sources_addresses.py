"""Which addresses are public, and what an address must look like to be asked."""

from __future__ import annotations

import pytest

from pipelines.sources.addresses import RefusedAddressError, checked_url, is_public


@pytest.mark.parametrize(
    "address", ["93.184.215.14", "2606:2800:21f:cb07::1", "::ffff:93.184.215.14", "64:ff9b::5db8:d70e"]
)
def test_public_addresses(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.8.8.8", "0.0.0.0", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
        "192.0.0.1", "198.18.0.1", "203.0.113.1", "224.0.0.1", "240.0.0.1", "255.255.255.255",
        "::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd00:ec2::254", "ff02::1", "2001:db8::1",
        "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "::127.0.0.1",
        "2002:7f00:1::", "2002:a9fe:a9fe::", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::a00:1",
        "2001:0:7f00:1::",
    ],
)  # fmt: skip
def test_addresses_that_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    ("url", "normal", "header"),
    [
        ("HTTP://Example.ORG", "http://example.org/", "example.org"),
        ("https://example.org:443/a?b=c#d", "https://example.org/a?b=c", "example.org"),
        ("https://example.org:8443/", "https://example.org:8443/", "example.org:8443"),
        ("http://[2606:2800::1]/", "http://[2606:2800::1]/", "[2606:2800::1]"),
        ("http://example.org/被害", "http://example.org/%E8%A2%AB%E5%AE%B3", "example.org"),
        ("http://警察.example/", "http://xn--ldtx91i.example/", "xn--ldtx91i.example"),
        ("http://example.org?x=1", "http://example.org/?x=1", "example.org"),
    ],
)
def test_an_address_has_one_form(url: str, normal: str, header: str) -> None:
    target = checked_url(url)
    assert (target.url, target.host_header) == (normal, header)


@pytest.mark.parametrize(
    "url",
    [
        "", "example.org", "//example.org/", "file:///etc/passwd", "javascript:alert(1)", "gopher://example.org/",
        "http://", "http:///a", "http://a b/", "http://example.org/\r\nHost: x", "http://example.org\\@x.test/",
        "http://me@example.org/", "http://me:word@example.org/", "http://example.org:99999/", "http://[::1",
        "http://" + "a" * 3000,
    ],
)  # fmt: skip
def test_what_is_not_asked(url: str) -> None:
    with pytest.raises(RefusedAddressError):
        checked_url(url)
