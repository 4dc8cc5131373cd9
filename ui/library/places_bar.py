"""Below the head of the page viewer: search in the document, go from place to place, copy the quote, open the file."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QWidget

from ui.widgets.icon_button import IconButton
from ui.widgets.retranslated import Retranslated


class _SearchEdit(QLineEdit):
    """Enter is the next place, Shift+Enter the one before, Esc empties."""

    stepped = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.stepped.emit(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)


class PlacesBar(Retranslated, QWidget):
    """Takes how many places there are; emits what the buttons and the search ask for."""

    search_changed = Signal(str)
    stepped = Signal(int)
    copy_chosen = Signal()
    open_chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._at, self._count, self._searched = 0, 0, False
        self.search = _SearchEdit()
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self.search_changed)
        self.search.stepped.connect(self.stepped)
        self._words = QLabel()
        self._words.setProperty("look", "muted")
        self._words.setContentsMargins(4, 0, 4, 0)
        self._before = IconButton("left")
        self._before.clicked.connect(lambda: self.stepped.emit(-1))
        self._after = IconButton("right")
        self._after.clicked.connect(lambda: self.stepped.emit(1))
        self._copy = IconButton("copy")
        self._copy.clicked.connect(self.copy_chosen)
        self._open = IconButton("outside")
        self._open.clicked.connect(self.open_chosen)
        line = QHBoxLayout(self)
        line.setContentsMargins(14, 0, 10, 8)
        line.setSpacing(2)
        line.addWidget(self.search, 1)
        for part in (self._before, self._words, self._after, self._copy, self._open):
            line.addWidget(part)
        self.say(self._say_words)

    @property
    def words(self) -> str:
        """Which place of how many."""
        return self._words.text()

    def show_places(self, at: int, count: int, *, searched: bool) -> None:
        """Says which place of how many is shown, from 0; ``searched`` when they were searched for."""
        self._at, self._count, self._searched = at, count, searched
        self._say_words()

    def allow_copy(self, allowed: bool) -> None:
        """Whether there is a quote to copy."""
        self._copy.setEnabled(allowed)

    def _say_words(self) -> None:
        self.search.setPlaceholderText(self.tr("Search in this document"))
        self.search.setAccessibleName(self.tr("Search in this document"))
        self._before.set_name(self.tr("Place before"))
        self._after.set_name(self.tr("Next place"))
        self._copy.set_name(self.tr("Copy the quote with its reference"))
        self._open.set_name(self.tr("Open in the system's program"))
        if self._count:
            self._words.setText(self.tr("{at} of {count}").format(at=self._at + 1, count=self._count))
        else:
            self._words.setText(self.tr("not found") if self._searched else "")
        for button in (self._before, self._after):
            button.setVisible(self._count > 1)
