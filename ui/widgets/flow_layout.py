"""A layout that puts widgets side by side and goes on in the next line where the width ends."""

from __future__ import annotations

import enum

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class Lines(enum.Enum):
    """Where the lines of a layout stand that they do not fill."""

    LEFT = enum.auto()
    CENTRED = enum.auto()
    RIGHT = enum.auto()


class FlowLayout(QLayout):
    """Lines of widgets in their preferred sizes, ``spacing`` apart; a widget wider than the line is made narrower."""

    def __init__(self, parent: QWidget | None = None, spacing_px: int = 6, *, lines: Lines = Lines.LEFT) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._spacing_px = spacing_px
        self._lines = lines
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        """Part of Qt's contract for layouts, as all that follows."""
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._place(QRect(0, 0, width, 0), move=False)

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        return QSize(0, max((item.sizeHint().height() for item in self._items), default=0))

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(rect, move=True)

    def _place(self, rect: QRect, *, move: bool) -> int:
        x, y, line_height = rect.x(), rect.y(), 0
        places: list[tuple[QLayoutItem, QRect]] = []
        for item in self._items:
            if item.isEmpty():  # a hidden widget
                continue
            size = item.sizeHint().boundedTo(QSize(max(rect.width(), 1), 16777215))
            if x > rect.x() and x + size.width() > rect.right() + 1:
                x, y, line_height = rect.x(), y + line_height + self._spacing_px, 0
            places.append((item, QRect(QPoint(x, y), size)))
            x += size.width() + self._spacing_px
            line_height = max(line_height, size.height())
        for item, place in places if move else ():
            left_over = rect.right() - max(other.right() for _, other in places if other.y() == place.y())
            shift = {Lines.LEFT: 0, Lines.CENTRED: left_over // 2, Lines.RIGHT: left_over}[self._lines]
            item.setGeometry(place.translated(shift, 0))
        return y + line_height - rect.y()
