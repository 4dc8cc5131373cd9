"""The state of a spoken conversation as a calm picture: a disc that grows with the voice, a ring that turns while Sotto thinks, and
rings that spread while it speaks. It paints only while something moves; with reduced motion the three stand still, apart in shape.
"""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme.motion import may_move
from ui.voice.level_meter import shown_level
from ui.voice.talk_state import Phase, TalkState

SIDE_PX = 148
FRAME_MS = 33
TURN_S = 2.4
SPREAD_S = 2.0
RISE, FALL = 0.4, 0.12
RINGS = 3
WORKING = (Phase.OPENING, Phase.UNDERSTANDING, Phase.THINKING, Phase.ENDING)


class VoicePicture(QWidget):
    """Shows a ``TalkState``, or None where nobody talks."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._state: TalkState | None = None
        self._level = 0.0
        self._passed_s = 0.0
        self._timer = QTimer(self)
        self._timer.setInterval(FRAME_MS)
        self._timer.timeout.connect(self._move)

    @property
    def moving(self) -> bool:
        """Whether it is being painted again and again."""
        return self._timer.isActive()

    def show_state(self, state: TalkState | None) -> None:
        """Shows where the conversation stands."""
        self._state = state
        if not may_move():
            self._level = self._wanted_level
        if self._wants_to_move and self.isVisible():
            if not self.moving:
                self._timer.start()
        else:
            self.update()

    def sizeHint(self) -> QSize:
        """A square."""
        return QSize(SIDE_PX, SIDE_PX)

    def hideEvent(self, event: QHideEvent) -> None:
        """Rests."""
        super().hideEvent(event)
        self._timer.stop()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paints the state."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        state, centre = self._state, QPointF(self.width() / 2, self.height() / 2)
        full = min(self.width(), self.height()) / 2 - 4
        rest = full * 0.5
        live = state is not None and state.phase not in (Phase.OPENING, Phase.ENDING) and not state.muted
        ink = self.palette().color(QPalette.ColorRole.Accent if live else QPalette.ColorRole.Dark)
        painter.setPen(QPen(ink, 3.0))
        if state is None or state.muted:
            painter.drawEllipse(centre, rest, rest)
            if state is not None:
                away = rest * math.sqrt(0.5)
                painter.drawLine(centre + QPointF(-away, -away), centre + QPointF(away, away))
        elif state.phase in WORKING:
            self._paint_work(painter, centre, rest)
        elif state.phase in (Phase.SPEAKING, Phase.PAUSED):
            self._paint_speech(painter, centre, rest, full, paused=state.phase is Phase.PAUSED)
        else:
            painter.setBrush(ink if state.hearing else Qt.BrushStyle.NoBrush)
            radius = rest + (full - rest) * self._level
            painter.drawEllipse(centre, radius, radius)
        painter.end()

    def _paint_work(self, painter: QPainter, centre: QPointF, radius: float) -> None:
        ink = painter.pen().color()
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Mid), 3.0))
        painter.drawEllipse(centre, radius, radius)
        painter.setPen(QPen(ink, 5.0, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        begin = 90.0 - 360.0 * (self._passed_s / TURN_S % 1.0)
        square = QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius)
        painter.drawArc(square, round(begin * 16), -90 * 16)

    def _paint_speech(self, painter: QPainter, centre: QPointF, rest: float, full: float, *, paused: bool) -> None:
        ink = painter.pen().color()
        for number in range(0 if paused else RINGS):
            share = (self._passed_s / SPREAD_S + number / RINGS) % 1.0 if self.moving else (number + 1) / (RINGS + 1)
            ink.setAlphaF(1.0 - share)
            painter.setPen(QPen(ink, 2.5))
            radius = rest + (full - rest) * share
            painter.drawEllipse(centre, radius, radius)
        ink.setAlphaF(1.0)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        if paused:
            for side in (-1, 1):
                painter.drawRoundedRect(
                    QRectF(centre.x() + side * rest * 0.35 - 6, centre.y() - rest / 2, 12, rest), 3, 3
                )
        else:
            painter.drawEllipse(centre, rest * 0.8, rest * 0.8)

    @property
    def _wanted_level(self) -> float:
        state = self._state
        return shown_level(state.level) if state is not None and state.hearing else 0.0

    @property
    def _wants_to_move(self) -> bool:
        state = self._state
        if state is None or state.muted or not may_move():
            return False
        by_itself = state.phase in WORKING or state.phase is Phase.SPEAKING
        return by_itself or abs(self._wanted_level - self._level) > 0.004

    def _move(self) -> None:
        self._passed_s += FRAME_MS / 1000.0
        self._level += (self._wanted_level - self._level) * (RISE if self._wanted_level > self._level else FALL)
        if not self._wants_to_move:
            self._level = self._wanted_level
            self._timer.stop()
        self.update()
