"""Which keys each command has: those of ``ui.commands`` until the user chose others, which are kept with the window's state."""

from __future__ import annotations

import enum
from typing import Any

from PySide6.QtCore import QKeyCombination, QObject, Qt, Signal
from PySide6.QtGui import QKeySequence

from ui.commands import COMMANDS, TALK, TALK_KEYS
from ui.window_state import WindowState

USUAL_KEYS = {command.id: command.keys for command in COMMANDS} | {TALK: (TALK_KEYS,)}
_REAL_MODIFIERS = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)


class Fit(enum.Enum):
    """Whether keys can be given to a command."""

    FITS = "fits"
    TYPES = "types"
    """They write a letter or move the cursor, so the question could no longer be typed."""
    TAKEN = "taken"


class KeyBindings(QObject):
    """Keys are Qt's portable names, such as ``Ctrl+N``. ``changed`` gives the id of the command that has others now."""

    changed = Signal(str)

    def __init__(self, state: WindowState, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._state = state

    def keys(self, command: str) -> tuple[str, ...]:
        """The keys in force, the one to show first; empty when the user took them away."""
        chosen = self._state.chosen_keys(command)
        if chosen is None:
            return USUAL_KEYS[command]
        return (chosen,) if chosen else ()

    def is_changed(self, command: str) -> bool:
        """Whether the user chose them."""
        return self._state.chosen_keys(command) is not None

    def owner(self, keys: str) -> str | None:
        """The command that has these keys."""
        return next((command for command in USUAL_KEYS if _same(keys, self.keys(command))), None)

    def fit(self, command: str, keys: str) -> Fit:
        """Whether a command can have these keys."""
        if _types(keys):
            return Fit.TYPES
        return Fit.FITS if self.owner(keys) in (None, command) else Fit.TAKEN

    def choose(self, command: str, keys: str) -> None:
        """Gives a command other keys, or none (``""``); whoever had them has none then."""
        owner = self.owner(keys) if keys else None
        if owner not in (None, command):
            self._keep(str(owner), "")
        self._keep(command, keys)

    def reset(self, command: str) -> None:
        """Back to the usual keys. They are taken from the command that has them meanwhile."""
        for keys in USUAL_KEYS[command]:
            owner = self.owner(keys)
            if owner not in (None, command):
                self._keep(str(owner), "")
        self._keep(command, None)

    def _keep(self, command: str, keys: str | None) -> None:
        self._state.choose_keys(command, keys)
        self.changed.emit(command)


def portable(combination: QKeyCombination) -> str:
    """The portable name of one key with its modifiers."""
    return QKeySequence(combination).toString(QKeySequence.SequenceFormat.PortableText)


def native(keys: str) -> str:
    """Keys as this system names them."""
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)


def combination(keys: str) -> QKeyCombination:
    """The key with its modifiers; of keys one after the other, the first."""
    sequence: Any = QKeySequence(keys)  # PySide6's type information leaves out that it can be indexed
    first: QKeyCombination = sequence[0]
    return first


def _same(keys: str, others: tuple[str, ...]) -> bool:
    wanted = QKeySequence(keys)
    return any(QKeySequence(other) == wanted for other in others)


def _types(keys: str) -> bool:
    one = combination(keys)
    if one.keyboardModifiers() & _REAL_MODIFIERS or one.key() == Qt.Key.Key_Escape:
        return False
    return not Qt.Key.Key_F1 <= one.key() <= Qt.Key.Key_F35
