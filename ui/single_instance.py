"""One window a home: a second start raises the first window, asks for its small one, or hands over the files it was started with,
and leaves.

The lock file says who was first, and costs nothing. The socket on which others ask for the first window is opened by ``listen``
when that window is on the screen, since Qt's network library is a tenth of an empty window's start.
"""

from __future__ import annotations

import os
import time
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QLockFile, QObject, Signal

from assistant.paths import make_private_file

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer, QLocalSocket

ANSWER_TIMEOUT_MS = 1000
# A first window that was started a moment ago does not listen yet.
PATIENCE_S = 5.0
RETRY_PAUSE_S = 0.05
_RAISE, _QUICK, _OPEN = b"raise\n", b"quick\n", b"open\n"
_BETWEEN_FILES = b"\0"
"""The one byte, beside the slash, that no name of a file has."""


class SingleInstance(QObject):
    """Holds a home's window among this user's programs. When another start gave way to us, ``raise_requested`` comes, or
    ``quick_requested`` where it wanted the small window for one question, or ``files_requested`` with the files (``Path``) that it
    was started with."""

    raise_requested = Signal()
    quick_requested = Signal()
    files_requested = Signal(list)

    def __init__(
        self, home: Path, parent: QObject | None = None, *, quick: bool = False, files: Sequence[Path] = ()
    ) -> None:
        """Where there is a window already, ``quick`` asks for its small one, and ``files``, which are absolute, are given to it."""
        super().__init__(parent)
        self._wish = _QUICK if quick else _RAISE
        if files:
            self._wish = _OPEN + _BETWEEN_FILES.join(os.fsencode(file) for file in files)
        # A home that is reached through a link is the same one.
        self._name = f"sotto-{zlib.crc32(os.fsencode(home.resolve())):08x}"
        self._file = home / "window.lock"
        self._lock = QLockFile(str(self._file))
        # A lock of a program that crashed is broken by its process id, never by its age.
        self._lock.setStaleLockTime(0)
        self._server: QLocalServer | None = None

    def claim(self) -> bool:
        """True when this is the first window of the home; otherwise the first one was asked to come to the front."""
        give_up = time.monotonic() + PATIENCE_S
        while not self._lock.tryLock(0):
            if self._hand_over():
                return False
            if time.monotonic() > give_up:
                return True  # what holds the lock is no window
            time.sleep(RETRY_PAUSE_S)
        make_private_file(self._file)
        return True

    def listen(self) -> None:
        """From now on others can ask for this window."""
        from PySide6.QtNetwork import QLocalServer

        # A window that crashed leaves its socket behind; the lock says that nobody answers on it.
        QLocalServer.removeServer(self._name)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._answer)
        self._server.listen(self._name)

    def release(self) -> None:
        """Lets go of the home."""
        if self._server is not None:
            self._server.close()
        self._lock.unlock()

    def _hand_over(self) -> bool:
        from PySide6.QtNetwork import QLocalSocket

        other = QLocalSocket()
        other.connectToServer(self._name)
        if not other.waitForConnected(ANSWER_TIMEOUT_MS):
            return False
        other.write(self._wish)
        other.waitForBytesWritten(ANSWER_TIMEOUT_MS)
        other.disconnectFromServer()
        return True

    def _answer(self) -> None:
        while self._server is not None and (connection := self._server.nextPendingConnection()) is not None:
            # Whoever asks writes its wish and leaves at once.
            if connection.state() is connection.LocalSocketState.UnconnectedState:
                self._heed(connection)
            else:
                connection.disconnected.connect(self._left)

    def _left(self) -> None:
        self._heed(cast("QLocalSocket", self.sender()))

    def _heed(self, connection: QLocalSocket) -> None:
        wish = bytes(connection.readAll().data())
        connection.deleteLater()
        if wish.startswith(_OPEN):
            names = wish.removeprefix(_OPEN).split(_BETWEEN_FILES)
            self.files_requested.emit([Path(os.fsdecode(name)) for name in names])
            return
        (self.quick_requested if wish == _QUICK else self.raise_requested).emit()
