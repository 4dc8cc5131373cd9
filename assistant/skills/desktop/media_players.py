"""The media players that run on this desktop, over D-Bus. The only file that knows ``jeepney``.

The interface: https://specifications.freedesktop.org/mpris-spec/latest/. Where there is no session bus there are no players.
"""

from __future__ import annotations

import contextlib
import uuid
from collections.abc import Iterator
from typing import Any

from assistant.errors import DeviceUnavailable
from assistant.skills.base import Change, Conflict

STORE = "media"
PLAYING = "Playing"
PAUSED = "Paused"
SKIPS = ("Next", "Previous")
TIMEOUT_S = 1.0
_PREFIX = "org.mpris.MediaPlayer2."
_PATH = "/org/mpris/MediaPlayer2"
_PLAYER = "org.mpris.MediaPlayer2.Player"
# What a bus that is not there, refuses or breaks off raises.
_FAILURES = (OSError, KeyError, ValueError, EOFError, ImportError)


class MediaPlayers:
    """A ``StateStore`` of players by their names on the bus: ``Playing``, ``Paused`` or ``Stopped``.

    A key with ``#`` at its end takes ``Next`` and ``Previous`` instead; what it reads differs in every run, so that a skip is not
    done again after a kill.
    """

    def __init__(self) -> None:
        self._run = uuid.uuid4().hex

    def all(self) -> dict[str, str]:
        """Every player and what it does, those that play first."""
        found = {}
        with contextlib.suppress(*_FAILURES), _bus() as bus:
            import jeepney

            (names,) = _answer(bus, jeepney.message_bus.ListNames())
            for name in sorted(names):
                if name.startswith(_PREFIX):
                    with contextlib.suppress(*_FAILURES):
                        found[name] = _status(bus, name)
        return dict(sorted(found.items(), key=lambda one: one[1] != PLAYING))

    def read(self, key: str) -> str | None:
        """What a player does; None where it is gone."""
        if key.endswith("#"):
            return self._run
        with contextlib.suppress(*_FAILURES), _bus() as bus:
            return _status(bus, key)
        return None

    def write(self, key: str, value: str | None) -> None:
        """Lets a player play, pause or skip. Raises ``DeviceUnavailable``."""
        if value is None or (key.endswith("#") and value not in SKIPS):
            return
        method = {PLAYING: "Play"}.get(value, value if value in SKIPS else "Pause")
        try:
            with _bus() as bus:
                _answer(bus, _call(key.removesuffix("#"), method))
        except _FAILURES as error:
            raise DeviceUnavailable("The player does not answer.", "Use the player's own buttons.") from error

    def merge(self, change: Change, current: str | None) -> str | None:
        """Someone else pressed a button since: theirs counts."""
        del current
        raise Conflict(change.store)


def _status(bus: Any, name: str) -> str:
    import jeepney

    address = jeepney.DBusAddress(_PATH, bus_name=name, interface=_PLAYER)
    ((_, status),) = _answer(bus, jeepney.Properties(address).get("PlaybackStatus"))
    return str(status)


def _call(name: str, method: str) -> Any:
    import jeepney

    return jeepney.new_method_call(jeepney.DBusAddress(_PATH, bus_name=name, interface=_PLAYER), method)


def _answer(bus: Any, call: Any) -> tuple[Any, ...]:
    reply = bus.send_and_get_reply(call, timeout=TIMEOUT_S)
    if reply.header.message_type.name == "error":
        raise OSError("the player refused")
    return tuple(reply.body)


@contextlib.contextmanager
def _bus() -> Iterator[Any]:
    # The library comes with Linux only, and is needed when a player is.
    from jeepney.io.blocking import open_dbus_connection

    with open_dbus_connection(bus="SESSION") as bus:
        yield bus
