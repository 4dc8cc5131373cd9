"""What the menu of the documents offers to look into: a collection, one document, kinds of files, when they were last changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu

if TYPE_CHECKING:
    from datetime import date

    from assistant.records import LookIn

KINDS = ("pdf", "text", "spreadsheet", "slides", "mail", "picture", "recording")
"""Those of ``DocumentKind``, by name: the records are not loaded for the first paint."""
_DAYS = {"week": 7, "month": 31, "year": 366}


class SearchIn(QObject):
    """Adds its entries to a menu and keeps what is chosen there, which holds until another choice. ``say_words`` puts the words on
    them; emits ``changed``, and ``document_wanted`` when one document is to be named."""

    changed = Signal()
    document_wanted = Signal()

    def __init__(self, menu: QMenu) -> None:
        super().__init__(menu)
        menu.addSeparator()
        self._document = menu.addAction("")
        self._document.triggered.connect(self.document_wanted)
        self._collections, self._of_collection = self._part(menu)
        self._collections.menuAction().setVisible(False)
        self._kinds, self._of_kind = self._part(menu)
        self._times, self._of_time = self._part(menu)
        self._fill(self._kinds, self._of_kind, KINDS)
        self._fill(self._times, self._of_time, list(_DAYS))

    @property
    def collection(self) -> str:
        """The collection that is looked into; empty for all documents."""
        return _chosen(self._of_collection)

    def set_collections(self, names: Sequence[str]) -> None:
        """Offers these collections; one that is gone is chosen no longer."""
        chosen = self.collection
        self._fill(self._collections, self._of_collection, names, chosen if chosen in names else "")
        self._collections.menuAction().setVisible(bool(names))

    def look_in(self, today: date) -> LookIn:
        """What is chosen."""
        from datetime import timedelta

        from assistant.records import DocumentKind, LookIn

        kind, time = _chosen(self._of_kind), _chosen(self._of_time)
        return LookIn(
            collection=self.collection,
            kinds=(DocumentKind(kind),) if kind else (),
            since=today - timedelta(days=_DAYS[time]) if time else None,
        )

    def words(self) -> list[str]:
        """What is chosen, in words."""
        kind, time = _chosen(self._of_kind), _chosen(self._of_time)
        chosen = [self.collection, self._kind_words(kind) if kind else "", self._time_words(time) if time else ""]
        return [words for words in chosen if words]

    def say_words(self) -> None:
        """Puts the words of the window's language on the entries."""
        self._document.setText(self.tr("One document … (@)"))
        self._collections.setTitle(self.tr("Look into"))
        self._kinds.setTitle(self.tr("Kind of file"))
        self._times.setTitle(self.tr("Last changed"))
        for action in self._of_collection.actions():
            action.setText(action.data() or self.tr("All documents"))
        for action in self._of_kind.actions():
            action.setText(self._kind_words(action.data()))
        for action in self._of_time.actions():
            action.setText(self._time_words(action.data()))

    def _kind_words(self, kind: str) -> str:
        return {
            "": self.tr("All kinds"),
            "pdf": self.tr("PDF"),
            "text": self.tr("Texts"),
            "spreadsheet": self.tr("Spreadsheets"),
            "slides": self.tr("Slides"),
            "mail": self.tr("Mails"),
            "picture": self.tr("Pictures"),
            "recording": self.tr("Recordings"),
        }[kind]

    def _time_words(self, time: str) -> str:
        return {
            "": self.tr("At any time"),
            "week": self.tr("In the last 7 days"),
            "month": self.tr("In the last month"),
            "year": self.tr("In the last year"),
        }[time]

    def _part(self, menu: QMenu) -> tuple[QMenu, QActionGroup]:
        part = menu.addMenu("")
        group = QActionGroup(part)
        group.triggered.connect(self.changed)
        return part, group

    def _fill(self, part: QMenu, group: QActionGroup, choices: Sequence[str], chosen: str = "") -> None:
        for action in group.actions():
            group.removeAction(action)
        part.clear()
        for choice in ("", *choices):
            action = part.addAction("")
            action.setCheckable(True)
            action.setData(str(choice))
            action.setChecked(choice == chosen)
            group.addAction(action)


def _chosen(group: QActionGroup) -> str:
    action = group.checkedAction()
    return str(action.data()) if action is not None else ""
