"""Over the hours: each day's name, which opens that day, and the events of whole days."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPalette, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from ui.calendar.calendar_words import day_words, head_words
from ui.calendar.day_layout import Span
from ui.calendar.event_chip import EventChip
from ui.calendar.time_grid import TimeGrid


class DayStrip(QWidget):
    """Stands over ``grid`` and shares its columns. Emits ``day_chosen(date)``, ``opened`` and ``delete_wanted(CalendarEvent)``."""

    day_chosen = Signal(object)
    opened = Signal(object)
    delete_wanted = Signal(object)

    def __init__(self, grid: TimeGrid, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = grid
        self._spans: list[Span] = []
        self._days: tuple[list[datetime.date], datetime.date] | None = None
        self.heads: list[_DayHead] = []
        self.chips: list[EventChip] = []

    def show_days(self, days: Sequence[datetime.date], spans: Sequence[Span], today: datetime.date) -> None:
        """Shows these days, and above them what takes whole days; the keyboard stays where it is."""
        if (self._days, self._spans) == ((list(days), today), list(spans)):
            self.place()
            return
        focused = self.window().focusWidget()
        had_day = next((head.day for head in self.heads if head is focused), None)
        had_event = next((chip.event_shown for chip in self.chips if chip is focused), None)
        for old in (*self.heads, *self.chips):
            old.hide()
            old.deleteLater()
        self._days, self._spans = (list(days), today), list(spans)
        self.heads = [self._head(day, day == today) for day in days]
        self.chips = [self._chip(span) for span in self._spans]
        self._fit_height()
        self.place()
        for new in (*self.heads, *self.chips):
            new.show()
        again: list[QWidget] = [head for head in self.heads if had_day is not None and head.day == had_day]
        again += [chip for chip in self.chips if had_event is not None and chip.shows_same(had_event)]
        if had_day is not None or had_event is not None:
            (again[0] if again else self._grid).setFocus()

    def say_words(self) -> None:
        """Names everything in the window's language."""
        for head in self.heads:
            head.say_words()
        for chip in self.chips:
            chip.say_words()

    def place(self) -> None:
        """Puts everything over its columns."""
        for column, head in enumerate(self.heads):
            left, width = self._grid.column_rect(column, column)
            head.setGeometry(left + 1, 0, width - 2, self._head_px)
        for chip, span in zip(self.chips, self._spans, strict=True):
            left, width = self._grid.column_rect(span.first, span.last)
            chip.setGeometry(left + 2, self._head_px + span.row * self._row_px, width - 4, self._row_px - 1)

    def changeEvent(self, event: QEvent) -> None:
        """Another language has another font, whose letters may be higher."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit_height()
            self.place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follows the columns."""
        super().resizeEvent(event)
        self.place()

    def _fit_height(self) -> None:
        rows = 1 + max((span.row for span in self._spans), default=-1)
        self.setFixedHeight(self._head_px + rows * self._row_px + 3)

    @property
    def _head_px(self) -> int:
        return round(self.fontMetrics().height() * 2.5)

    @property
    def _row_px(self) -> int:
        return self.fontMetrics().height() + 8

    def _head(self, day: datetime.date, is_today: bool) -> _DayHead:
        head = _DayHead(day, is_today, self)
        head.clicked.connect(lambda: self.day_chosen.emit(day))
        return head

    def _chip(self, span: Span) -> EventChip:
        chip = EventChip(span.event, self)
        chip.clicked.connect(lambda: self.opened.emit(span.event))
        chip.delete_wanted.connect(lambda: self.delete_wanted.emit(span.event))
        return chip


class _DayHead(QAbstractButton):
    def __init__(self, day: datetime.date, is_today: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self.day, self._is_today = day, is_today
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.say_words()

    def say_words(self) -> None:
        self.setAccessibleName(day_words(self.day))
        self.setToolTip(day_words(self.day))

    def paintEvent(self, _: QPaintEvent) -> None:
        palette, role = self.palette(), QPalette.ColorRole
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        weekday, number = head_words(self.day)
        half = self.height() // 2
        painter.setPen(palette.color(role.PlaceholderText))
        painter.drawText(QRect(0, 0, self.width(), half), Qt.AlignmentFlag.AlignCenter, weekday)
        below = QRect(0, half, self.width(), half)
        font = QFont(self.font())
        font.setBold(True)
        painter.setFont(font)
        if self._is_today:
            wide = min(self.width() - 2, self.fontMetrics().horizontalAdvance("88") + 16)
            pill = QRect((self.width() - wide) // 2, half, wide, half - 1)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(palette.brush(role.Accent))
            painter.drawRoundedRect(pill, half / 2, half / 2)
            painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(palette.color(role.HighlightedText if self._is_today else role.Text))
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, number)
        if self.hasFocus():
            painter.setPen(QPen(palette.color(role.Accent), 2))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -2, -2), 6, 6)
