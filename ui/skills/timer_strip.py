"""A slim line at the bottom of the window: timers with the time that is left, and what can be done with one that rings."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QPalette, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from assistant.records import Timer, TimerState
from ui.skills.timer_words import timer_words
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.icon_button import IconButton
from ui.widgets.retranslated import Retranslated

TICK_MS = 250


class TimerStrip(Retranslated, QFrame):
    """Hidden while there are no timers. Emits ``cancelled(TimerId)`` and ``snoozed(TimerId)``."""

    cancelled = Signal(str)
    snoozed = Signal(str)

    def __init__(self, now: Callable[[], float] = time.time, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("timerStrip")
        self._now = now
        self._timers: tuple[Timer, ...] = ()
        self._pieces: list[_TimerPiece] = []
        self._row = FlowLayout(self, spacing_px=14)
        self._row.setContentsMargins(14, 2, 8, 2)
        self._tick = QTimer(self)
        self._tick.setInterval(TICK_MS)
        self._tick.timeout.connect(self.refresh)
        self.hide()
        self.say(self._say_words)

    @property
    def words(self) -> list[str]:
        """What it says of each timer."""
        return [piece.words for piece in self._pieces]

    def show_timers(self, timers: Sequence[Timer]) -> None:
        """Shows these timers, the ones that ring first."""
        self._timers = tuple(sorted(timers, key=lambda one: (one.state is TimerState.RUNNING, one.due_at)))
        for piece in self._pieces:
            self._row.removeWidget(piece)
            piece.hide()
            piece.deleteLater()
        self._pieces = [_TimerPiece(timer, self) for timer in self._timers]
        for piece in self._pieces:
            self._row.addWidget(piece)
            piece.show()
        self.setVisible(bool(self._timers))
        self.refresh()

    def refresh(self) -> None:
        """Says how much time is left now. Ticks only while it is seen."""
        for piece in self._pieces:
            piece.refresh(self._now())
        if self.isVisible() and any(one.state is TimerState.RUNNING for one in self._timers):
            self._tick.start()
        else:
            self._tick.stop()

    def showEvent(self, event: QShowEvent) -> None:
        """Says what is left by now, and ticks."""
        super().showEvent(event)
        self.refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        """Rests, also while the window is put away."""
        super().hideEvent(event)
        self._tick.stop()

    def _say_words(self) -> None:
        self.setAccessibleName(self.tr("Timers and alarms"))
        for piece in self._pieces:
            piece.say_words()
        self.refresh()


class _TimerPiece(QWidget):
    """One timer: what it says, and its buttons."""

    def __init__(self, timer: Timer, strip: TimerStrip) -> None:
        super().__init__(strip)
        self._timer = timer
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        rings = timer.state is not TimerState.RUNNING
        role = QPalette.ColorRole.Accent if rings else QPalette.ColorRole.PlaceholderText
        self._icon = IconButton("timer", role=role)
        self._icon.setEnabled(False)
        self._label = QLabel()
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._snooze = QPushButton()
        self._snooze.setProperty("look", "plain")
        self._snooze.setVisible(rings)
        self._snooze.clicked.connect(lambda: strip.snoozed.emit(timer.id))
        self._cancel = IconButton("close")
        self._cancel.clicked.connect(lambda: strip.cancelled.emit(timer.id))
        for widget in (self._icon, self._label, self._snooze, self._cancel):
            row.addWidget(widget)
        self.say_words()

    @property
    def words(self) -> str:
        return self._label.text()

    def refresh(self, now: float) -> None:
        words = timer_words(self._timer, now)
        if words != self._label.text():
            self._label.setText(words)

    def say_words(self) -> None:
        name = self._timer.name
        self._icon.set_name(self.tr("Timer"))
        self._snooze.setText(self.tr("Snooze"))
        self._snooze.setAccessibleName(self.tr("Snooze: {name}").format(name=name) if name else self.tr("Snooze"))
        stop = self.tr("Cancel") if self._timer.state is TimerState.RUNNING else self.tr("Stop")
        self._cancel.set_name(f"{stop}: {name}" if name else stop)
