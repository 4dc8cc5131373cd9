"""The hours of one or more days, with their events. A half hour is marked by the arrow keys or the mouse, and Enter adds there."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QWidget

from ui.calendar.calendar_words import day_words, hour_words, time_words
from ui.calendar.day_layout import DAY_MINUTES, Piece
from ui.calendar.event_chip import EventChip

SLOT_MINUTES = 30
_STEPS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -SLOT_MINUTES),
    Qt.Key.Key_Down: (0, SLOT_MINUTES),
}


class TimeGrid(QWidget):
    """Emits ``add_wanted(date, minute)``, ``opened(CalendarEvent)`` and ``delete_wanted(CalendarEvent)``; ``marked(y)`` when the
    mark moves, and ``left_behind(date, minute)`` when it goes to a day that is not shown."""

    add_wanted = Signal(object, int)
    opened = Signal(object)
    delete_wanted = Signal(object)
    left_behind = Signal(object, int)
    marked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.days: list[datetime.date] = []
        self.chips: list[EventChip] = []
        self._pieces: list[Piece] = []
        self._now: datetime.datetime | None = None
        self._column, self._minute = 0, 9 * 60

    @property
    def gutter_px(self) -> int:
        """How wide the hours at the side are."""
        return max(self.fontMetrics().horizontalAdvance(hour_words(hour)) for hour in (10, 12, 22)) + 14

    @property
    def hour_px(self) -> int:
        """How high an hour is."""
        return round(self.fontMetrics().height() * 2.4)

    @property
    def mark(self) -> tuple[datetime.date, int]:
        """The day and the minute that are marked."""
        return self.days[self._column], self._minute

    def sizeHint(self) -> QSize:
        """A whole day high."""
        return QSize(300, self.hour_px * 24)

    def minimumSizeHint(self) -> QSize:
        """The same height, and as narrow as may be."""
        return QSize(10, self.hour_px * 24)

    def show_days(self, days: Sequence[datetime.date], pieces: Sequence[Piece], now: datetime.datetime) -> None:
        """Shows these days with these pieces of events; ``now`` is drawn as a line. The keyboard stays on its event, or comes here
        where that is gone."""
        same = (self.days, self._pieces) == (list(days), list(pieces))
        self.days, self._pieces, self._now = list(days), list(pieces), now
        if same:
            self._place()
            self.update()
            return
        focused = next((chip.event_shown for chip in self.chips if chip is self.window().focusWidget()), None)
        self._column = min(self._column, len(self.days) - 1)
        for chip in self.chips:
            chip.hide()
            chip.deleteLater()
        self.chips = [self._chip(piece) for piece in self._pieces]
        self._place()
        for chip in self.chips:
            chip.show()
        if focused is not None:
            again = [chip for chip in self.chips if chip.shows_same(focused)]
            (again[0] if again else self).setFocus()
        self._name()
        self.updateGeometry()
        self.update()

    def say_words(self) -> None:
        """Names everything in the window's language."""
        for chip in self.chips:
            chip.say_words()
        if self.days:
            self._name()
        self._place()
        self.update()

    def set_mark(self, day: datetime.date, minute: int) -> None:
        """Marks a half hour."""
        if day not in self.days:
            self.left_behind.emit(day, minute)
            return
        self._column, self._minute = self.days.index(day), minute
        self._name()
        self.update()
        self.marked.emit(self._y(minute))

    def column_rect(self, first: int, last: int) -> tuple[int, int]:
        """Where columns begin, and how wide they are together, in pixels."""
        count = max(1, len(self.days))
        width = self.width() - self.gutter_px
        left = self.gutter_px + width * first // count
        return left, self.gutter_px + width * (last + 1) // count - left

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move the mark, Enter adds an event there."""
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.add_wanted.emit(*self.mark)
        elif key in _STEPS and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            days, minutes = _STEPS[key]
            day, minute = self.mark
            wanted = min(max(0, minute + minutes), DAY_MINUTES - SLOT_MINUTES)
            self.set_mark(day + datetime.timedelta(days=days), wanted)
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self.accessibleName()))
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Marks where it was pressed."""
        self.set_mark(*self._at(event))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Adds an event there."""
        self.add_wanted.emit(*self._at(event))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The mark is seen while the keys go here."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """It is hidden again."""
        super().focusOutEvent(event)
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The columns share the new width."""
        super().resizeEvent(event)
        self._place()

    def paintEvent(self, _: QPaintEvent) -> None:
        """Ground, lines, hours, the mark and the present moment; the events are widgets of their own."""
        palette, role = self.palette(), QPalette.ColorRole
        painter = QPainter(self)
        painter.fillRect(self.rect(), palette.color(role.Base))
        today = self.days.index(self._now.date()) if self._now is not None and self._now.date() in self.days else None
        if today is not None and len(self.days) > 1:
            left, width = self.column_rect(today, today)
            painter.fillRect(QRect(left, 0, width, self.height()), palette.color(role.AlternateBase))
        for hour in range(24):
            y = self._y(hour * 60)
            painter.setPen(palette.color(role.Mid))
            painter.drawLine(self.gutter_px - 4, y, self.width(), y)
            if hour:
                painter.setPen(palette.color(role.PlaceholderText))
                room = QRect(0, y - self.hour_px // 2, self.gutter_px - 8, self.hour_px)
                painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, hour_words(hour))
        painter.setPen(palette.color(role.Mid))
        for column in range(len(self.days)):
            left, _width = self.column_rect(column, column)
            painter.drawLine(left, 0, left, self.height())
        if self.hasFocus() and self.days:
            left, width = self.column_rect(self._column, self._column)
            painter.setPen(QPen(palette.color(role.Accent), 2))
            painter.drawRect(QRect(left + 1, self._y(self._minute), width - 2, self.hour_px // 2))
        if today is not None and self._now is not None:
            left, width = self.column_rect(today, today)
            y = self._y(self._now.hour * 60 + self._now.minute)
            painter.setPen(QPen(palette.color(role.BrightText), 2))
            painter.drawLine(left, y, left + width, y)

    def _chip(self, piece: Piece) -> EventChip:
        chip = EventChip(piece.event, self)
        chip.clicked.connect(lambda: self.opened.emit(piece.event))
        chip.delete_wanted.connect(lambda: self.delete_wanted.emit(piece.event))
        return chip

    def _place(self) -> None:
        for chip, piece in zip(self.chips, self._pieces, strict=True):
            left, width = self.column_rect(piece.column, piece.column)
            begin = left + 2 + (width - 4) * piece.lane // piece.lanes
            end = left + 2 + (width - 4) * (piece.lane + 1) // piece.lanes
            top, bottom = self._y(piece.from_minute), self._y(piece.to_minute)
            chip.setGeometry(begin, top + 1, max(4, end - begin), bottom - top - 1)

    def _y(self, minute: int) -> int:
        return self.hour_px * minute // 60

    def _at(self, event: QMouseEvent) -> tuple[datetime.date, int]:
        x, y = event.position().x(), event.position().y()
        columns = range(len(self.days))
        column = next((at for at in columns if x < sum(self.column_rect(at, at))), len(self.days) - 1)
        minute = int(y * 60 / self.hour_px) // SLOT_MINUTES * SLOT_MINUTES
        return self.days[column], min(max(0, minute), DAY_MINUTES - SLOT_MINUTES)

    def _name(self) -> None:
        day, minute = self.mark
        begins = datetime.time(minute // 60, minute % 60)
        there = [
            piece.event.title
            for piece in self._pieces
            if piece.column == self._column and piece.from_minute < minute + SLOT_MINUTES and minute < piece.to_minute
        ]
        self.setAccessibleName(", ".join([day_words(day), time_words(begins), *there]))
