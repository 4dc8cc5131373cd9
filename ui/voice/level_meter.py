"""The level of the microphone as five soft bars. It rises at once, falls slowly and paints only while something moves."""

from __future__ import annotations

import math

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme.motion import may_move

# Speech at arm's length lies between these levels on laptop microphones.
QUIET_DB = -50.0
LOUD_DB = -14.0
FRAME_MS = 33
RISE = 0.45
FALL = 0.12
BARS = (0.45, 0.75, 1.0, 0.75, 0.45)
BAR_PX = 4
GAP_PX = 3
HEIGHT_PX = 22


def shown_level(level: float) -> float:
    """How full the meter is, 0 to 1, for an RMS level of 0 to 1: linear in decibels, as loudness is heard."""
    if level <= 0.0:
        return 0.0
    return min(max((20.0 * math.log10(level) - QUIET_DB) / (LOUD_DB - QUIET_DB), 0.0), 1.0)


class LevelMeter(QWidget):
    """Takes levels ten times a second and moves smoothly between them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._wanted = 0.0
        self._shown = 0.0
        self._live = True
        self._timer = QTimer(self)
        self._timer.setInterval(FRAME_MS)
        self._timer.timeout.connect(self._move)

    @property
    def wanted(self) -> float:
        """Where it is going, 0 to 1."""
        return self._wanted

    def set_level(self, level: float) -> None:
        """Goes to an RMS level of 0 to 1."""
        self._wanted = shown_level(level) if self._live else 0.0
        if not may_move():
            self._shown = self._wanted
            self.update()
        elif self.isVisible() and self._wanted != self._shown and not self._timer.isActive():
            self._timer.start()

    def set_live(self, live: bool) -> None:
        """Whether the microphone is listened to; if not, the bars rest in grey."""
        if live != self._live:
            self._live = live
            self.set_level(0.0)
            self.update()

    def sizeHint(self) -> QSize:
        """Room for the bars."""
        return QSize(len(BARS) * BAR_PX + (len(BARS) - 1) * GAP_PX, HEIGHT_PX)

    def hideEvent(self, event: QHideEvent) -> None:
        """Rests."""
        super().hideEvent(event)
        self._timer.stop()
        self._shown = self._wanted = 0.0

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paints the bars around the middle line."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        role = QPalette.ColorRole.Accent if self._live else QPalette.ColorRole.Dark
        painter.setBrush(self.palette().color(role))
        for at, share in enumerate(BARS):
            height = BAR_PX + (self.height() - BAR_PX) * share * self._shown
            top = (self.height() - height) / 2
            bar = QRectF(at * (BAR_PX + GAP_PX), top, BAR_PX, height)
            painter.drawRoundedRect(bar, BAR_PX / 2, BAR_PX / 2)
        painter.end()

    def _move(self) -> None:
        step = (self._wanted - self._shown) * (RISE if self._wanted > self._shown else FALL)
        self._shown = self._wanted if abs(step) < 0.002 else self._shown + step
        if self._shown == self._wanted:
            self._timer.stop()
        self.update()
