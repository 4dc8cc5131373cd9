"""A Home Assistant over real HTTP on this machine: connected, lights switched and put back, failures said, bytes counted."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant.errors import InvalidInput, NotFound
from assistant.ids import MessageId
from assistant.network_ledger import network_use
from assistant.network_seal import NetworkRefused, NetworkSeal
from assistant.skills.journal import ActionJournal
from assistant.skills.room import SkillRoom
from assistant.smart_home.home_assistant import STORE, TOKEN, HomeAssistant
from assistant.smart_home.local_http import LocalHttp, ServiceUnreachable
from assistant.smart_home.switching import HomeSwitch
from assistant.storage.database import Storage
from assistant.testing.home import MemoryKeyring
from assistant.workers import Worker
from tests.integration.skills.conftest import TurnedClock
from tests.loopback import QuietHandler, served

pytestmark = pytest.mark.integration

GOOD = "long-lived"


class House:
    """What Home Assistant knows, as its API tells it. ``moved`` redirects elsewhere, ``broken`` answers no JSON."""

    def __init__(self) -> None:
        self.states = {
            "light.kitchen": ("Kitchen Light", "off"),
            "light.kitchen_ceiling": ("Kitchen ceiling", "on"),
            "switch.kettle": ("やかん", "off"),
            "light.far": ("Garden lamp", "unavailable"),
            "lock.door": ("Front door", "on"),
            "sensor.kitchen": ("Kitchen temperature", "21"),
        }
        self.calls: list[tuple[str, str]] = []
        self.moved = self.broken = False

    def state(self, entity: str) -> dict[str, Any]:
        name, state = self.states[entity]
        return {"entity_id": entity, "state": state, "attributes": {"friendly_name": name}}

    def answer(self, path: str, body: dict[str, str]) -> tuple[int, Any]:
        if self.moved:
            return 302, {}
        if path == "/api/states":
            return 200, [self.state(entity) for entity in self.states]
        if path.startswith("/api/states/"):
            return 200, self.state(path.removeprefix("/api/states/"))
        if path.startswith("/api/services/homeassistant/turn_"):
            state = path.rpartition("_")[2]
            self.calls.append((body["entity_id"], state))
            self.states[body["entity_id"]] = (self.states[body["entity_id"]][0], state)
            return 200, []
        return 404, {}


@pytest.fixture
def house() -> House:
    return House()


@pytest.fixture
def address(house: House) -> Iterator[str]:
    class Handler(QuietHandler):
        def do_GET(self) -> None:
            self._reply({})

        def do_POST(self) -> None:
            self._reply(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))

        def _reply(self, body: dict[str, str]) -> None:
            status, answer = house.answer(self.path, body)
            if self.headers["Authorization"] != f"Bearer {GOOD}":
                status, answer = 401, {}
            content = b"<html>" if house.broken else json.dumps(answer).encode()
            self.send_whole(content, status, **({"Location": "http://example.com/"} if status == 302 else {}))

    with served(Handler) as address:
        yield address


class Home:
    """The smart home with a setting and a keyring in memory, and the room that hears sentences."""

    def __init__(self, folder: Path, worker: Worker, *, offline: bool = False) -> None:
        self.ledger = folder / "network.log"
        self.seal = NetworkSeal()
        self.seal.keep_in(self.ledger)
        self.keyring = MemoryKeyring()
        self.address = ""
        self.assistant = HomeAssistant(
            LocalHttp(self.seal, worker), self.keyring, lambda: self.address, self._set, offline=offline
        )
        self.assistant.begin()
        self.storage = Storage(folder / "sotto.db")
        self.journal = ActionJournal(self.storage, {STORE: self.assistant}, TurnedClock())
        self.room = SkillRoom(
            [HomeSwitch(self.assistant)],
            self.journal,
            clock=TurnedClock(),
            zone=lambda: datetime.UTC,
            publish=lambda _event: None,
            acted=lambda: None,
        )

    def _set(self, address: str) -> None:
        self.address = address

    def ask(self, message: str, *previous: str) -> str | None:
        proposal = self.room.propose(message, conversation=None, previous=previous)
        if proposal is None:
            return None
        if proposal.deed is None:
            return proposal.sentence
        return self.room.carry_out(proposal, MessageId(1_000_000_001)).sentence


@pytest.fixture
def worker() -> Iterator[Worker]:
    made = Worker("local-services")
    yield made
    made.close()


@pytest.fixture
def home(tmp_path: Path, worker: Worker) -> Iterator[Home]:
    made = Home(tmp_path, worker)
    yield made
    made.storage.close()


def test_it_is_off_until_it_is_connected(home: Home, address: str) -> None:
    assert home.ask("turn on the kitchen light") is None
    with pytest.raises(NotFound):
        home.assistant.devices()
    devices = home.assistant.connect(f" {address}/ ", GOOD)
    # Nothing that opens doors, and nothing that only measures.
    assert [(one.name, one.state) for one in devices] == [
        ("Garden lamp", "unavailable"),
        ("Kitchen ceiling", "on"),
        ("Kitchen Light", "off"),
        ("やかん", "off"),
    ]
    assert home.keyring.secrets == {TOKEN: GOOD}
    assert home.address == address
    home.assistant.disconnect()
    assert (home.keyring.secrets, home.address) == ({}, "")


def test_a_light_is_switched_and_put_back(home: Home, house: House, address: str) -> None:
    home.assistant.connect(address, GOOD)
    assert home.ask("Turn on the kitchen light, please") == "Turned on: Kitchen Light."
    assert house.states["light.kitchen"][1] == "on"
    assert home.ask("turn the kitchen light on") == "Kitchen Light is on already."
    assert home.ask("undo that") == "Undone: Turned on: Kitchen Light."
    assert house.states["light.kitchen"][1] == "off"
    assert home.ask("やかんをつけて") == "やかんをつけました。"
    assert house.calls[-1] == ("switch.kettle", "on")


def test_undo_puts_each_back_as_it_was_and_leaves_what_was_switched_since(
    home: Home, house: House, address: str
) -> None:
    home.assistant.connect(address, GOOD)
    assert home.ask("turn off all the kitchen lights") == "Kitchen Light is off already."
    assert home.ask("switch off everything in the kitchen") == "Turned off: Kitchen ceiling."
    home.ask("undo that")
    assert house.calls == [("light.kitchen_ceiling", "off"), ("light.kitchen_ceiling", "on")]
    home.ask("turn on the kitchen light")
    house.states["light.kitchen"] = ("Kitchen Light", "off")
    assert "left as it is" in str(home.ask("undo that"))


def test_what_is_unclear_or_missing_is_said(home: Home, address: str) -> None:
    home.assistant.connect(address, GOOD)
    assert home.ask("turn on the kitchen") == "Which one? Kitchen ceiling, Kitchen Light"
    assert home.ask("the kitchen light", "turn on the kitchen") == "Turned on: Kitchen Light."
    assert str(home.ask("turn on the cellar light")).startswith("Home Assistant has nothing called")
    assert home.ask("turn on the garden lamp") == "Garden lamp cannot be reached."
    assert home.ask("turn off the front door") is None
    assert home.ask("turn on my best side") is None


def test_its_failures_are_said_and_nothing_is_kept(home: Home, house: House, address: str) -> None:
    with pytest.raises(ServiceUnreachable, match="token"):
        home.assistant.connect(address, "wrong")
    house.moved = True
    with pytest.raises(ServiceUnreachable, match="not answer"):
        home.assistant.connect(address, GOOD)
    house.moved, house.broken = False, True
    with pytest.raises(ServiceUnreachable, match="not answer"):
        home.assistant.connect(address, GOOD)
    with pytest.raises(ServiceUnreachable, match="not answer"):
        home.assistant.connect("http://127.0.0.1:9", GOOD)
    for wrong in ("homeassistant", "ftp://10.0.0.1", "http://user:pass@10.0.0.1", "http://10.0.0.1:99999"):
        with pytest.raises(InvalidInput, match="no address"):
            home.assistant.connect(wrong, GOOD)
    with pytest.raises(InvalidInput, match="not on the local network"):
        home.assistant.connect("http://8.8.8.8:8123", GOOD)
    assert (home.address, home.keyring.secrets) == ("", {})


def test_the_failure_is_said_in_the_language_of_the_question(home: Home, house: House, address: str) -> None:
    home.assistant.connect(address, GOOD)
    house.broken = True
    assert "does not answer" in str(home.ask("turn on the kitchen light"))
    assert "応答しません" in str(home.ask("キッチンのライトをつけて"))


def test_its_bytes_are_counted_and_the_seal_lets_nothing_else_through(home: Home, address: str) -> None:
    home.assistant.connect(address, GOOD)
    use = network_use(home.ledger)
    assert use.sent_bytes > 50
    assert use.received_bytes > 300
    assert use.refused == 0
    port = int(address.rpartition(":")[2])

    class Socket:
        family = 2

    with home.seal.local_service("127.0.0.1", port):
        home.seal.look("socket.connect", (Socket(), ("127.0.0.1", port)))
        home.seal.look("socket.getaddrinfo", ("127.0.0.1", port))
        for event, what in (
            ("socket.connect", (Socket(), ("127.0.0.1", port + 1))),
            ("socket.connect", (Socket(), ("8.8.8.8", port))),
            ("socket.getaddrinfo", ("example.com", port)),
        ):
            with pytest.raises(NetworkRefused):
                home.seal.look(event, what)
    with pytest.raises(NetworkRefused):
        home.seal.look("socket.connect", (Socket(), ("127.0.0.1", port)))


def test_offline_means_offline_and_a_killed_switch_is_not_done_later(
    tmp_path: Path, worker: Worker, house: House, address: str
) -> None:
    (tmp_path / "a").mkdir()
    offline = Home(tmp_path / "a", worker, offline=True)
    with pytest.raises(ServiceUnreachable, match="without the network"):
        offline.assistant.connect(address, GOOD)
    offline.storage.close()
    not_begun = HomeAssistant(LocalHttp(NetworkSeal(), worker), MemoryKeyring(), lambda: address, lambda _: None)
    with pytest.raises(ServiceUnreachable):
        not_begun.read("light.kitchen")
    assert house.calls == []
