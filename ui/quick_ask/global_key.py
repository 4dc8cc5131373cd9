"""A key that opens the small window from anywhere, by the desktop's own service for that.

The GlobalShortcuts interface of the XDG desktop portal (version 1, ``org.freedesktop.portal.GlobalShortcuts``): a session is made,
the shortcut is bound in it, which the desktop asks the user about, and ``Activated`` comes with each press. It is spoken to with
jeepney, on a thread of its own: Qt's D-Bus module for Python cannot write the array of structures that ``BindShortcuts`` takes.
"""

from __future__ import annotations

import contextlib
import secrets
import threading
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal

PORTAL = "org.freedesktop.portal.Desktop"
PORTAL_PATH = "/org/freedesktop/portal/desktop"
SHORTCUTS = "org.freedesktop.portal.GlobalShortcuts"
SHORTCUT = "quick_ask"
PREFERRED_KEYS = "SUPER+space"
_ANSWER_TIMEOUT_S = 10.0
# socket.SHUT_RDWR: the bus is a file of this machine, and the window imports nothing that could reach further.
_BOTH_WAYS = 2


class GlobalKey(QObject):
    """Emits ``pressed`` on the GUI thread. Where the desktop has no such service, ``unavailable``, and nothing more happens."""

    pressed = Signal()
    unavailable = Signal()

    _came = Signal()

    def __init__(self, description: str, parent: QObject | None = None) -> None:
        """``description`` is what the desktop shows to the user."""
        super().__init__(parent)
        self._description = description
        self._connection: Any = None
        self._closed = False
        self._thread = threading.Thread(target=self._run, name="global-key", daemon=True)
        self._came.connect(self.pressed, Qt.ConnectionType.QueuedConnection)

    def start(self) -> None:
        """Asks the desktop for the key and listens; returns at once."""
        self._thread.start()

    def close(self) -> None:
        """Gives the key back: the desktop ends the session with the connection."""
        self._closed = True
        connection = self._connection
        if connection is not None:
            with contextlib.suppress(OSError):
                connection.sock.shutdown(_BOTH_WAYS)
        if self._thread.is_alive():
            self._thread.join(_ANSWER_TIMEOUT_S)

    def _run(self) -> None:
        try:
            from jeepney.io.blocking import open_dbus_connection
            from jeepney.wrappers import DBusErrorResponse
        except ImportError:  # only Linux has it
            self.unavailable.emit()
            return
        try:
            with open_dbus_connection("SESSION") as connection:
                self._connection = connection
                self._listen(connection, _bind(connection, self._description))
        except (OSError, KeyError, EOFError, TimeoutError, _Refused, DBusErrorResponse, ValueError):
            if not self._closed:
                self.unavailable.emit()

    def _listen(self, connection: Any, session: str) -> None:
        while not self._closed:
            message = connection.receive()
            fields = {code.name: value for code, value in message.header.fields.items()}
            if fields.get("member") == "Activated" and message.body[:2] == (session, SHORTCUT):
                self._came.emit()


class _Refused(Exception):
    """The desktop, or the user in its dialogue, said no."""


def _bind(connection: Any, description: str) -> str:
    """Binds the shortcut; gives the handle of its session."""
    from jeepney import DBusAddress, MatchRule, message_bus

    portal = DBusAddress(PORTAL_PATH, bus_name=PORTAL, interface=SHORTCUTS)
    for rule in (
        MatchRule(type="signal", interface="org.freedesktop.portal.Request", member="Response"),
        MatchRule(type="signal", interface=SHORTCUTS, member="Activated"),
    ):
        connection.send_and_get_reply(message_bus.AddMatch(rule), timeout=_ANSWER_TIMEOUT_S)
    made = _request(
        connection, portal, "CreateSession", "a{sv}", lambda token: ({**token, "session_handle_token": _token()},)
    )
    session = str(made["session_handle"][1])
    shortcut = (SHORTCUT, {"description": ("s", description), "preferred_trigger": ("s", PREFERRED_KEYS)})
    # The user may take any time to answer.
    _request(
        connection,
        portal,
        "BindShortcuts",
        "oa(sa{sv})sa{sv}",
        lambda token: (session, [shortcut], "", token),
        timeout_s=None,
    )
    return session


def _request(
    connection: Any, portal: Any, method: str, signature: str, body: Any, timeout_s: float | None = _ANSWER_TIMEOUT_S
) -> Any:
    """Calls a method that answers with a ``Response`` signal; gives its results. Raises ``_Refused``."""
    from jeepney import new_method_call
    from jeepney.wrappers import unwrap_msg

    token = _token()
    call = new_method_call(portal, method, signature, body({"handle_token": token}))
    (handle,) = unwrap_msg(connection.send_and_get_reply(call, timeout=_ANSWER_TIMEOUT_S))
    while True:
        message = connection.receive(timeout=timeout_s)
        fields = {code.name: value for code, value in message.header.fields.items()}
        if fields.get("member") == "Response" and fields.get("path") == handle:
            status, results = message.body
            if status != 0:
                raise _Refused(method)
            return results


def _token() -> tuple[str, str]:
    return ("s", f"sotto_{secrets.token_hex(8)}")
