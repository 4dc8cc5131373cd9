"""A small ring that fills as the chat fills what the model keeps in view."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6 import QtCore
from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from assistant.records import Answer, Timings
from ui.widgets.counts import number
from ui.widgets.retranslated import Retranslated

_WIDTH_PX = 2.5
_FULL_TURN = 360 * 16  # QPainter counts in sixteenths of a degree
_TOP = 90 * 16


class ContextMeter(Retranslated, QWidget):
    """Hidden until a share is known."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens, self._room, self._dropped = 0, 0, 0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.say(self._say_words)
        self.hide()

    @property
    def share(self) -> float:
        """How full it is, from 0 to 1."""
        return min(1.0, self._tokens / self._room) if self._room else 0.0

    def show_answer(self, answer: Answer) -> None:
        """How full it was for this answer; one that no model gave says nothing of it."""
        if answer.timings.context_tokens:
            self._show(answer)

    def show_last(self, answers: Sequence[Answer]) -> None:
        """How full it was for the last answer of a chat that a model gave; hides where there is none."""
        self._show(next((one for one in reversed(answers) if one.timings.context_tokens), None))

    def _show(self, answer: Answer | None) -> None:
        timings = Timings() if answer is None else answer.timings
        self._tokens, self._room = timings.prompt_tokens + timings.completion_tokens, timings.context_tokens
        self._dropped = 0 if answer is None else answer.dropped_messages
        self._say_words()
        self.setVisible(self._room > 0)
        self.update()

    def sizeHint(self) -> QSize:
        """As high as a line of small text."""
        side = max(14, round(self.fontMetrics().height() * 0.85))
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """The whole ring thin, the filled part over it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ring = QRectF(self.rect()).adjusted(2, 2, -2, -2)
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Dark), 1))
        painter.drawEllipse(ring)
        pen = QPen(self.palette().color(QPalette.ColorRole.Accent), _WIDTH_PX)
        pen.setCapStyle(QtCore.Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        painter.drawArc(ring, _TOP, -round(self.share * _FULL_TURN))

    def _say_words(self) -> None:
        words = self.tr(
            "{percent} % of what the model keeps in view is used: {tokens} of %Ln tokens.", None, self._room
        ).format(percent=round(self.share * 100), tokens=number(self._tokens))
        if self._dropped:
            words += " " + self.tr("%Ln older messages of this chat were left out.", None, self._dropped)
        self.setToolTip(words)
        self.setAccessibleName(words)
