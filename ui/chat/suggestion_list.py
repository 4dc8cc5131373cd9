"""The list over the composer from which a command or a document is chosen. It never takes the keyboard from the box."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent, QPainter, QPalette
from PySide6.QtWidgets import (
    QListWidget,
    QPlainTextEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ui.widgets.list_rows import add_row
from ui.widgets.retranslated import Retranslated

MOST_SHOWN = 8
_WORDS = Qt.ItemDataRole.UserRole + 1
_NOTE = _WORDS + 1
_SIDE_PX = 10
_Index = QModelIndex | QPersistentModelIndex


class Suggestion(NamedTuple):
    """One line of the list; ``note`` is said behind it, such as its keys."""

    id: str
    words: str
    note: str = ""


class _NoteDelegate(QStyledItemDelegate):
    """Paints the note at the right, set back in colour."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: _Index) -> None:
        """The style paints the words alone."""
        super().initStyleOption(option, index)
        option.text = str(index.data(_WORDS))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Part of Qt's contract."""
        super().paint(painter, option, index)
        rect: QRect = option.rect
        painter.save()
        painter.setPen(option.palette.color(QPalette.ColorRole.PlaceholderText))
        painter.setFont(option.font)
        at = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(rect.adjusted(0, 0, -_SIDE_PX, 0), at, str(index.data(_NOTE)))
        painter.restore()


class SuggestionList(Retranslated, QListWidget):
    """``chosen(id)`` by Enter, Tab or a click. Esc closes it until something else is typed."""

    chosen = Signal(str)
    dismissed = Signal()

    def __init__(self, edit: QPlainTextEdit, over: QWidget) -> None:
        """Follows the keys of ``edit`` and stands over the widget ``over``."""
        super().__init__(over.window())
        self.setObjectName("suggestions")
        self.say(lambda: self.setAccessibleName(self.tr("Suggestions")))
        self._edit, self._over = edit, over
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemClicked.connect(lambda item: self.chosen.emit(item.data(Qt.ItemDataRole.UserRole)))
        self.setItemDelegate(_NoteDelegate(self))
        edit.installEventFilter(self)
        self.hide()

    def show_suggestions(self, suggestions: Sequence[Suggestion]) -> None:
        """Shows these, the first one marked; none closes the list."""
        self.clear()
        for one in suggestions:
            shown = f"{one.words}    {one.note}" if one.note else one.words
            add_row(self, shown, {Qt.ItemDataRole.UserRole: one.id, _WORDS: one.words, _NOTE: one.note})
        if not suggestions:
            self.hide()
            return
        self._place()
        self.show()
        self.raise_()
        self._mark(0)

    def words(self) -> list[str]:
        """What is offered."""
        return [self.item(row).text() for row in range(self.count())] if self.isVisible() else []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up, Down, Enter, Tab and Esc belong to the list while it is open; everything else is typing."""
        if watched is not self._edit or not self.isVisible():
            return False
        if event.type() == QEvent.Type.FocusOut:
            self.hide()
        elif event.type() == QEvent.Type.ShortcutOverride and _is_escape(event):
            event.accept()
            return True
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._obey(event)
        return False

    def _obey(self, event: QKeyEvent) -> bool:
        key = event.key()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._mark((self.currentRow() + (1 if key == Qt.Key.Key_Down else -1)) % self.count())
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab) and not event.modifiers():
            self.chosen.emit(self.currentItem().data(Qt.ItemDataRole.UserRole))
        elif key == Qt.Key.Key_Escape:
            self.hide()
            self.dismissed.emit()
        else:
            return False
        return True

    def _mark(self, row: int) -> None:
        self.setCurrentRow(row)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self.item(row).text()))

    def _place(self) -> None:
        self.ensurePolished()
        line = self.sizeHintForRow(0)
        shown = min(self.count(), MOST_SHOWN)
        around = self.height() - self.viewport().height()
        size = QSize(self._over.width(), shown * line + around)
        top = self._over.mapTo(self.window(), QPoint(0, 0))
        self.setGeometry(top.x(), max(0, top.y() - size.height() - 4), size.width(), size.height())


def _is_escape(event: QEvent) -> bool:
    return isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
