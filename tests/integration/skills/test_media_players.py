"""Media keys over a bus of their own, with a player that answers as real ones do."""

from __future__ import annotations

import datetime
import subprocess
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from assistant.errors import DeviceUnavailable
from assistant.skills.base import Context, Intent, Plan, Say
from assistant.skills.desktop.media import MediaKeys
from assistant.skills.desktop.media_players import STORE, MediaPlayers
from tests.session_bus import NAMED_IN, session_bus

pytestmark = pytest.mark.integration

jeepney = pytest.importorskip("jeepney")
blocking = pytest.importorskip("jeepney.io.blocking")

NAME = "org.mpris.MediaPlayer2.vlc"
CONTEXT = Context(now=datetime.datetime(2026, 11, 25, 9, 0, tzinfo=datetime.UTC))


class Player:
    """Answers calls on its own connection until the bus goes."""

    def __init__(self) -> None:
        self.status = "Playing"
        self.calls: list[str] = []
        self._bus: Any = blocking.open_dbus_connection(bus="SESSION")
        self._bus.send_and_get_reply(jeepney.message_bus.RequestName(NAME))
        self._thread = threading.Thread(target=self._answer)
        self._thread.start()

    def _answer(self) -> None:
        fields = jeepney.HeaderFields
        while True:
            try:
                call = self._bus.receive()
            except (OSError, EOFError):
                return
            member = call.header.fields.get(fields.member)
            if call.header.message_type is not jeepney.MessageType.method_call:
                continue
            if member == "Get":
                self._bus.send(jeepney.new_method_return(call, "v", (("s", self.status),)))
                continue
            self.calls.append(member)
            self.status = {"Play": "Playing", "Pause": "Paused"}.get(member, self.status)
            self._bus.send(jeepney.new_method_return(call))

    def join(self) -> None:
        self._thread.join(10)
        self._bus.close()


@pytest.fixture
def bus(monkeypatch: pytest.MonkeyPatch) -> Iterator[subprocess.Popen[str]]:
    with session_bus() as (daemon, address):
        monkeypatch.setenv(NAMED_IN, address)
        yield daemon


@pytest.fixture
def player(bus: subprocess.Popen[str]) -> Iterator[Player]:
    opened = Player()
    yield opened
    bus.terminate()
    opened.join()


def _plan(sentence: str, players: MediaPlayers) -> Plan | Say:
    skill = MediaKeys(players)
    found = skill.understand(sentence, CONTEXT)
    assert isinstance(found, Intent)
    plan = skill.plan(found, CONTEXT)
    assert isinstance(plan, (Plan, Say))
    return plan


def test_it_pauses_and_undo_plays_again(player: Player) -> None:
    players = MediaPlayers()
    plan = _plan("pause the music", players)
    assert isinstance(plan, Plan)
    assert (plan.done, plan.undoable) == ("“Vlc” is paused.", True)
    (change,) = plan.changes
    assert (change.store, change.key, change.before, change.after) == (STORE, NAME, "Playing", "Paused")
    players.write(change.key, change.after)
    assert (player.status, players.read(NAME)) == ("Paused", "Paused")
    players.write(change.key, change.before)
    assert player.status == "Playing"


def test_it_skips_and_does_not_skip_again_after_a_kill(player: Player) -> None:
    players = MediaPlayers()
    plan = _plan("次の曲", players)
    assert isinstance(plan, Plan)
    (change,) = plan.changes
    players.write(change.key, change.after)
    assert player.calls == ["Next"]
    assert MediaPlayers().read(change.key) != change.before


def test_what_plays_already_is_only_said(player: Player) -> None:
    assert isinstance(_plan("resume the music", MediaPlayers()), Say)
    assert player.calls == []


@pytest.mark.usefixtures("bus")
def test_without_a_player_it_says_so() -> None:
    players = MediaPlayers()
    assert isinstance(_plan("pause the music", players), Say)
    assert players.read(NAME) is None
    with pytest.raises(DeviceUnavailable):
        players.write(NAME, "Paused")


def test_without_a_bus_there_are_no_players(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere/at/all")
    assert MediaPlayers().all() == {}
