"""The key of the desktop: against a portal of our own on a private bus."""

from __future__ import annotations

import contextlib
import shutil
import sys
import threading
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from tests.session_bus import NAMED_IN, session_bus
from ui.quick_ask.global_key import PORTAL, PORTAL_PATH, SHORTCUTS, GlobalKey

pytestmark = [
    pytest.mark.desktop,
    pytest.mark.skipif(
        sys.platform != "linux" or shutil.which("dbus-daemon") is None, reason="needs the bus of a Linux desktop"
    ),
]


@pytest.fixture
def bus(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A session bus of our own."""
    with session_bus() as (_, address):
        monkeypatch.setenv(NAMED_IN, address)
        yield address


class Portal:
    """Answers as the portal does: each call with a request, whose ``Response`` follows. ``press`` after ``bound``."""

    def __init__(self, address: str, status: int = 0) -> None:
        from jeepney import DBusAddress, message_bus
        from jeepney.io.blocking import open_dbus_connection

        self.status = status
        self.bound = threading.Event()
        self.shortcuts: list[tuple[str, object]] = []
        self._here = DBusAddress(PORTAL_PATH, interface=SHORTCUTS)
        self._connection = open_dbus_connection(address)
        self._connection.send_and_get_reply(message_bus.RequestName(PORTAL))
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def press(self, shortcut: str) -> None:
        self._signal("Activated", "osta{sv}", ("/session/1", shortcut, 0, {}))

    def close(self) -> None:
        self._connection.close()

    def _signal(self, name: str, signature: str, body: tuple[object, ...]) -> None:
        from jeepney import new_signal

        self._connection.send(new_signal(self._here, name, signature, body))

    def _serve(self) -> None:
        from jeepney import DBusAddress, new_method_return, new_signal

        with contextlib.suppress(OSError, EOFError, ValueError):
            while True:
                message = self._connection.receive()
                fields = {code.name: value for code, value in message.header.fields.items()}
                if fields.get("member") not in ("CreateSession", "BindShortcuts"):
                    continue
                options = message.body[-1]
                request = f"/request/{options['handle_token'][1]}"
                self._connection.send(new_method_return(message, "o", (request,)))
                results = {"session_handle": ("s", "/session/1")} if fields["member"] == "CreateSession" else {}
                if fields["member"] == "BindShortcuts":
                    self.shortcuts = message.body[1]
                there = DBusAddress(request, interface="org.freedesktop.portal.Request")
                self._connection.send(new_signal(there, "Response", "ua{sv}", (self.status, results)))
                if fields["member"] == "BindShortcuts":
                    self.bound.set()


def test_a_press_anywhere_is_told_and_another_programs_is_not(qtbot: QtBot, bus: str) -> None:
    portal = Portal(bus)
    key = GlobalKey("Ask Sotto")
    pressed: list[bool] = []
    key.pressed.connect(lambda: pressed.append(True))
    key.start()
    qtbot.waitUntil(portal.bound.is_set)
    assert [name for name, _ in portal.shortcuts] == ["quick_ask"]
    portal.press("another")
    with qtbot.waitSignal(key.pressed):
        portal.press("quick_ask")
    assert pressed == [True]
    key.close()
    portal.close()


def test_a_desktop_that_says_no_is_told_once(qtbot: QtBot, bus: str) -> None:
    portal = Portal(bus, status=1)
    key = GlobalKey("Ask Sotto")
    with qtbot.waitSignal(key.unavailable):
        key.start()
    key.close()
    portal.close()


def test_a_desktop_without_the_service(qtbot: QtBot, bus: str) -> None:
    key = GlobalKey("Ask Sotto")
    with qtbot.waitSignal(key.unavailable):
        key.start()
    key.close()
