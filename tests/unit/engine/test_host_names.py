"""The host of a typed address: plain, or refused."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest

from assistant.host_names import plain_host
from assistant.llm.server_connection import place_of

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("http://192.168.1.20:8080", "192.168.1.20"),
        ("http://My_NAS.local", "my_nas.local"),
        ("http://[FE80::1%eth0]:80", "fe80::1%eth0"),
        ("https://b\u00fccher.example", "xn--bcher-kva.example"),
        ("https://\u0430pple.example", "xn--pple-43d.example"),  # a Cyrillic letter
        ("http://\uff11\uff12\uff17.0.0.1", "127.0.0.1"),  # wide digits
    ],
)
def test_a_host_is_shown_as_it_goes_over_the_network(address: str, host: str) -> None:
    assert plain_host(urlsplit(address)) == host
    assert host in place_of(address).shown


@pytest.mark.parametrize(
    "address",
    [
        "http://",
        "http://me@a",
        "http://:secret@a",
        "http://@a",
        "http://a\x00b",
        "http://a%62c",
        "http://\u00e9..\u00e9",
    ],
)
def test_what_is_no_plain_host_is_refused(address: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the sentence is the caller's
        plain_host(urlsplit(address))
