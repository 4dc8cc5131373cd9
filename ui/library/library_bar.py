"""Over the index sheet: which collection is shown and added to, the index in figures, what is followed, and a pause."""

from __future__ import annotations

import functools
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from assistant.records import LibraryHealth, WatchedFolder
from ui.library.file_words import health_words
from ui.widgets.icon_button import IconButton
from ui.widgets.page_column import wrapped_label
from ui.widgets.quiet_boxes import QuietComboBox
from ui.widgets.retranslated import Retranslated


class LibraryBar(Retranslated, QWidget):
    """``collection_changed(name)`` with ``""`` for the documents of no collection and None for all."""

    collection_changed = Signal(object)
    new_collection_wanted = Signal()
    pause_chosen = Signal(bool)
    unwatch_chosen = Signal(object)
    details_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._health: LibraryHealth | None = None
        self._collections: tuple[str, ...] = ()
        self._paused = False
        self.collections = QuietComboBox()
        self.collections.activated.connect(self._activated)
        self._new = IconButton("new_chat")
        self._new.clicked.connect(self.new_collection_wanted)
        self._folders = QPushButton()
        self._folders.setProperty("look", "menu")
        self._folders.setMenu(QMenu(self._folders))
        self._pause = QPushButton()
        self._pause.clicked.connect(lambda: self.pause_chosen.emit(not self._paused))
        self._details = QPushButton()
        self._details.clicked.connect(self.details_wanted)
        self._figures = wrapped_label(look="muted")
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.collections)
        line.addWidget(self._new)
        line.addStretch(1)
        line.addWidget(self._folders)
        line.addWidget(self._details)
        line.addWidget(self._pause)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(line)
        column.addWidget(self._figures)
        self.say(self._say_words)

    @property
    def collection(self) -> str | None:
        """The collection that is shown; None shows all."""
        chosen: str | None = self.collections.currentData()
        return chosen

    @property
    def health(self) -> LibraryHealth | None:
        """The figures as they were last shown."""
        return self._health

    @property
    def words(self) -> str:
        """The figures as they stand there."""
        return self._figures.text()

    def show_health(self, health: LibraryHealth) -> None:
        """Shows the index as it is now."""
        self._health, self._paused = health, health.paused
        # A new one is there before anything is in it; one whose last document went is there no longer.
        chosen = (self.collection,) if self.collection else ()
        self._collections = tuple(dict.fromkeys((*health.collections, *chosen)))
        self._say_words()

    def choose_all(self) -> None:
        """Shows all documents."""
        self.collections.setCurrentIndex(0)
        self.collection_changed.emit(None)

    def choose(self, collection: str) -> None:
        """Chooses a collection, a new one too: it is kept as soon as something is added to it."""
        self._collections = tuple(dict.fromkeys((*self._collections, collection)))
        self._say_words()
        self.collections.setCurrentIndex(self.collections.findData(collection))
        self.collection_changed.emit(collection)

    def _activated(self, at: int) -> None:
        self.collection_changed.emit(self.collections.itemData(at))

    def _say_words(self) -> None:
        self._fill_collections()
        self._new.set_name(self.tr("New collection …"))
        self._details.setText(self.tr("Details"))
        self._details.setAccessibleName(self.tr("State of the index"))
        self._pause.setText(self.tr("Go on") if self._paused else self.tr("Pause"))
        self._pause.setAccessibleName(
            self.tr("Go on reading documents") if self._paused else self.tr("Pause reading documents")
        )
        watched = self._health.watched if self._health is not None else ()
        self._folders.setVisible(bool(watched))
        self._folders.setText(self.tr("Followed folders: {count}").format(count=len(watched)))
        self._folders.setAccessibleName(self._folders.text())
        menu = self._folders.menu()
        menu.clear()
        for folder in watched:
            action = menu.addAction(self.tr("Stop following {folder}").format(folder=_name(folder)))
            action.triggered.connect(functools.partial(self._unwatch, folder))
        self._figures.setText(health_words(self._health) if self._health is not None else "")

    def _unwatch(self, folder: WatchedFolder) -> None:
        self.unwatch_chosen.emit(folder)

    def _fill_collections(self) -> None:
        chosen = self.collection
        self.collections.blockSignals(True)
        self.collections.clear()
        self.collections.addItem(self.tr("All documents"), None)
        for name in self._collections:
            self.collections.addItem(name, name)
        at = self.collections.findData(chosen) if chosen is not None else 0
        self.collections.setCurrentIndex(max(at, 0))
        self.collections.blockSignals(False)
        self.collections.setAccessibleName(self.tr("Collection that is shown and added to"))
        self.collections.setToolTip(self.collections.accessibleName())


def _name(folder: WatchedFolder) -> str:
    short = Path(*folder.path.parts[-2:])
    return f"{short} ({folder.collection})" if folder.collection else str(short)
