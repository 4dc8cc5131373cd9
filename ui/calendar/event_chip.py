"""One event in the calendar: a button that shows as much of its title as fits and says all of it."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from assistant.records import CalendarEvent
from ui.calendar.calendar_words import event_words, time_words
from ui.calendar.day_layout import is_whole_days, local

EDGE_PX = 3
FEWEST_LETTERS = 3


def cut_to(text: str, width_px: int, metrics: QFontMetrics) -> str:
    """``text`` with dots where it has no room. Where hardly a letter would be left beside them, the text itself, whose beginning
    says more."""
    elided = metrics.elidedText(text, Qt.TextElideMode.ElideRight, width_px)
    return elided if elided == text or len(elided) > FEWEST_LETTERS else text


class EventChip(QAbstractButton):
    """Clicked, it is to be opened; ``delete_wanted`` when the delete key is pressed on it."""

    delete_wanted = Signal()

    def __init__(self, event: CalendarEvent, parent: QWidget) -> None:
        super().__init__(parent)
        self.event_shown = event
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.say_words()

    def say_words(self) -> None:
        """Names it in the window's language."""
        words = event_words(self.event_shown)
        self.setAccessibleName(words)
        self.setToolTip(words)

    def shows_same(self, event: CalendarEvent) -> bool:
        """Whether it shows this event, whatever was changed of it but its beginning."""
        return (self.event_shown.uid, self.event_shown.starts_at) == (event.uid, event.starts_at)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens it as the space bar does, Delete asks for its end."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() == Qt.Key.Key_Delete:
            self.delete_wanted.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _: QPaintEvent) -> None:
        """A ground with a bar at its side, and the title in as many lines as there is room for."""
        palette, role = self.palette(), QPalette.ColorRole
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = self.rect().adjusted(0, 0, -1, -1)
        painter.setPen(QPen(palette.color(role.Accent if self.hasFocus() else role.Mid), 2 if self.hasFocus() else 1))
        painter.setBrush(palette.brush(role.Light if self.underMouse() else role.Midlight))
        # On whole pixels: a hair line is drawn through the middle of one, the outline of what has the keyboard between two.
        inset = 1.0 if self.hasFocus() else 1.5
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), 4, 4)
        painter.fillRect(QRect(2, 4, EDGE_PX, max(2, box.height() - 7)), palette.color(role.Accent))
        painter.setPen(palette.color(role.Text))
        room = box.adjusted(EDGE_PX + 5, 2, -3, -2)
        metrics = self.fontMetrics()
        event = self.event_shown
        title = event.title or "…"
        if not is_whole_days(event):
            begins = time_words(local(event.starts_at))
            fits = metrics.horizontalAdvance(begins) <= room.width()
            if fits and room.height() >= 2 * metrics.height():
                self._line(painter, room, begins, role.PlaceholderText)
                room.setTop(room.top() + metrics.height())
            elif metrics.horizontalAdvance(f"{begins} {title}") <= room.width():
                title = f"{begins} {title}"
        if room.height() >= 2 * metrics.height():
            room.setHeight(room.height() // metrics.height() * metrics.height())
            painter.drawText(room, Qt.TextFlag.TextWrapAnywhere | Qt.TextFlag.TextWordWrap, title)
        else:
            self._line(painter, room, title, role.Text)

    def _line(self, painter: QPainter, room: QRect, text: str, role: QPalette.ColorRole) -> None:
        painter.setPen(self.palette().color(role))
        elided = cut_to(text, room.width(), self.fontMetrics())
        line = QRect(room.left(), room.top(), room.width(), min(room.height(), self.fontMetrics().height()))
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, elided)
        painter.setPen(self.palette().color(QPalette.ColorRole.Text))
