"""One window a home: a second start raises the first window and leaves."""

from __future__ import annotations

import hashlib
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

ANSWER_TIMEOUT_MS = 1000
_RAISE = b"raise\n"


class SingleInstance(QObject):
    """Holds the name of a home among this user's programs. ``raise_requested`` comes when another start gave way to us."""

    raise_requested = Signal()

    def __init__(self, home: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = "sotto-" + hashlib.sha256(str(home).encode()).hexdigest()[:24]
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._answer)

    def claim(self) -> bool:
        """True when this is the first window of the home; otherwise the first one was asked to come to the front."""
        if self._hand_over():
            return False
        if not self._server.listen(self._name):
            # A window that crashed leaves its socket behind; nobody answered on it above.
            QLocalServer.removeServer(self._name)
            self._server.listen(self._name)
        return True

    def release(self) -> None:
        """Lets go of the name."""
        self._server.close()

    def _hand_over(self) -> bool:
        other = QLocalSocket()
        other.connectToServer(self._name)
        if not other.waitForConnected(ANSWER_TIMEOUT_MS):
            return False
        other.write(_RAISE)
        other.waitForBytesWritten(ANSWER_TIMEOUT_MS)
        other.disconnectFromServer()
        return True

    def _answer(self) -> None:
        while (connection := self._server.nextPendingConnection()) is not None:
            connection.disconnected.connect(connection.deleteLater)
            self.raise_requested.emit()
