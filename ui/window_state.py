"""What the window remembers by itself: where it stood, the keys that were chosen, and drafts that were not sent.

A draft reaches the disk within ``SAVE_DELAY_MS`` of the last key, so that it survives ``kill -9``. Where the data is encrypted,
drafts are kept in memory alone: the window has no key.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QObject, QSettings, QTimer

from assistant.paths import make_private_file

if TYPE_CHECKING:
    from assistant.ids import ConversationId

SAVE_DELAY_MS = 150
_DRAFTS = "drafts/"


class WindowState(QObject):
    """Geometry, keys and drafts in one private INI file."""

    def __init__(self, file: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        make_private_file(file)
        self._settings = QSettings(str(file), QSettings.Format.IniFormat)
        self._drafts: dict[str, str] | None = None
        self._forgotten = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SAVE_DELAY_MS)
        self._timer.timeout.connect(self._settings.sync)

    def geometry(self, name: str) -> QByteArray | None:
        """A window's or splitter's state as it was saved, or None."""
        value = self._settings.value(f"geometry/{name}")
        return value if isinstance(value, QByteArray) else None

    def save_geometry(self, name: str, state: QByteArray) -> None:
        """Remembers a window's or splitter's state."""
        self._write(f"geometry/{name}", state)
        self._timer.start()

    def chosen_keys(self, command: str) -> str | None:
        """The keys the user gave a command, ``""`` for none; None when it has its usual ones."""
        value = self._settings.value(f"keys/{command}")
        return None if value is None else str(value)

    def choose_keys(self, command: str, keys: str | None) -> None:
        """Remembers a command's keys; None forgets the choice."""
        self._write(f"keys/{command}", keys)
        self._timer.start()

    def draft(self, conversation: ConversationId | None) -> str:
        """What was typed and not sent in a conversation (None: the new one)."""
        if self._drafts is not None:
            return self._drafts.get(_draft_key(conversation), "")
        return str(self._settings.value(_draft_key(conversation), ""))

    def save_draft(self, conversation: ConversationId | None, text: str) -> None:
        """Remembers what is typed; an empty text forgets the draft."""
        if self._drafts is not None:
            self._drafts[_draft_key(conversation)] = text
            return
        self._write(_draft_key(conversation), text or None)
        if not self._timer.isActive():
            self._timer.start()

    def keep_drafts_in_memory(self, wanted: bool) -> None:
        """Takes drafts off the disk, or puts them there again."""
        if wanted and self._drafts is None:
            keys = [key for key in self._settings.allKeys() if key.startswith(_DRAFTS)]
            self._drafts = {key: str(self._settings.value(key)) for key in keys}
            self._settings.remove(_DRAFTS.rstrip("/"))
        elif not wanted and self._drafts is not None:
            kept, self._drafts = self._drafts, None
            for key, text in kept.items():
                if text:
                    self._write(key, text)
        self.flush()

    def flush(self) -> None:
        """Writes at once."""
        self._timer.stop()
        self._settings.sync()

    def forget(self) -> None:
        """Everything goes, and nothing more is kept."""
        self._forgotten = True
        self._drafts = None
        self._settings.clear()
        self.flush()
        # Qt makes the file anew where another process took it away.
        make_private_file(Path(self._settings.fileName()))

    def _write(self, key: str, value: QByteArray | str | None) -> None:
        if value is None:
            self._settings.remove(key)
        elif not self._forgotten:
            self._settings.setValue(key, value)


def _draft_key(conversation: ConversationId | None) -> str:
    return f"{_DRAFTS}{'new' if conversation is None else int(conversation)}"
