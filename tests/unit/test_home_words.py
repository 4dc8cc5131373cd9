"""Sentences that switch something at home, and the devices they name."""

from __future__ import annotations

import pytest

from assistant.network_seal import is_local
from assistant.records import HomeDevice
from assistant.smart_home.home_words import named, switch_wish

pytestmark = pytest.mark.unit

DEVICES = [
    HomeDevice(entity=f"light.{at}", name=name, state="off")
    for at, name in enumerate(
        [
            "Kitchen Light",
            "Kitchen ceiling",
            "Desk lamp",
            "Hall lights",
            "キッチンのライト",
            "寝室の電気",
            "Coffee machine",
        ]
    )
]


@pytest.mark.parametrize(
    ("words", "what", "state"),
    [
        ("turn on the kitchen light", "the kitchen light", "on"),
        ("Switch the desk lamp off", "the desk lamp", "off"),
        ("turn off all the lights", "all the lights", "off"),
        ("キッチンのライトをつけて", "キッチンのライト", "on"),
        ("寝室の電気を消してください", "寝室の電気", "off"),
        ("扇風機をオンにして", "扇風機", "on"),
    ],
)
def test_what_is_to_be_switched(words: str, what: str, state: str) -> None:
    wish = switch_wish(words)
    assert wish is not None
    assert (wish.what, wish.state) == (what, state)


@pytest.mark.parametrize(
    "words", ["what is on my calendar", "turn the page", "電気とは何ですか", "cross milk off my list"]
)
def test_what_is_about_something_else(words: str) -> None:
    assert switch_wish(words) is None


@pytest.mark.parametrize(
    ("what", "names"),
    [
        ("the kitchen light", ["Kitchen Light"]),
        ("kitchen", ["Kitchen Light", "Kitchen ceiling"]),
        ("the hall light", ["Hall lights"]),
        ("lamp", ["Desk lamp"]),
        ("キッチンライト", ["キッチンのライト"]),
        ("寝室の電気", ["寝室の電気"]),
        ("garage", []),
        ("the", []),
    ],
)
def test_the_devices_that_are_named(what: str, names: list[str]) -> None:
    assert [device.name for device in named(what, DEVICES)] == names


@pytest.mark.parametrize(
    ("address", "local"),
    [
        ("192.168.1.5", True),
        ("10.0.0.2", True),
        ("127.0.0.1", True),
        ("fe80::1%eth0", True),
        ("fd00::5", True),
        ("8.8.8.8", False),
        ("2001:4860:4860::8888", False),
        ("0.0.0.0", False),
        ("homeassistant.local", False),
    ],
)
def test_addresses_of_the_local_network(address: str, local: bool) -> None:
    assert is_local(address) is local
