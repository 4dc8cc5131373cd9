"""A button that shows keys and, when it is pressed, takes the next ones."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget

from ui.keys.key_bindings import native, portable

_MODIFIER_KEYS = frozenset(
    {Qt.Key.Key_Control, Qt.Key.Key_Shift, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_AltGr, Qt.Key.Key_unknown}
)
_REMOVING = frozenset({Qt.Key.Key_Backspace, Qt.Key.Key_Delete})


class KeyButton(QPushButton):
    """``chosen(keys)`` with portable names, or ``""`` after Backspace: no keys. Esc leaves things as they are."""

    chosen = Signal(str)

    def __init__(self, command_words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._command_words = command_words
        self._keys = ""
        self._listening = False
        self.setAutoDefault(False)
        self.clicked.connect(self._listen)

    @property
    def listening(self) -> bool:
        """Whether the next keys are taken."""
        return self._listening

    def show_keys(self, keys: str) -> None:
        """The keys in force."""
        self._keys = keys
        self._say()

    def event(self, event: QEvent) -> bool:
        """While it listens no key is anyone else's, Tab and the window's own commands included."""
        if self._listening and isinstance(event, QKeyEvent):
            event.accept()
            if event.type() == QEvent.Type.KeyPress:
                self._take(event)
            return True
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Listens no more."""
        self._stop()
        super().focusOutEvent(event)

    def _listen(self) -> None:
        self._listening = True
        self._say()

    def _stop(self) -> None:
        self._listening = False
        self._say()

    def _take(self, event: QKeyEvent) -> None:
        if event.key() in _MODIFIER_KEYS or event.isAutoRepeat():
            return
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        self._stop()
        if event.key() == Qt.Key.Key_Escape and plain:
            return
        self.chosen.emit("" if event.key() in _REMOVING and plain else portable(event.keyCombination()))

    def _say(self) -> None:
        shown = self.tr("Press the keys …") if self._listening else native(self._keys) or self.tr("None")
        self.setText(shown)
        self.setAccessibleName(self.tr("Keys of “{command}”: {keys}").format(command=self._command_words, keys=shown))
