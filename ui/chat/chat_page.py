"""The chat: transcript or welcome above, state line and composer below."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtCore import QSize
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ui.chat.column import EDGE_PX, side_margin_px
from ui.chat.composer import Composer
from ui.chat.state_line import StateLine
from ui.chat.welcome import Welcome

if TYPE_CHECKING:
    from ui.chat.queued_questions import QueuedQuestions
    from ui.chat.transcript import Transcript
    from ui.widgets.banner import Banner


class ChatPage(QWidget):
    """Holds the widgets of a conversation; ``ChatSession`` gives them life."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.state_line = StateLine(self)
        self.composer = Composer(self)
        self._stack = QStackedWidget(self)
        self.welcome = Welcome(self._stack)
        self._stack.addWidget(self.welcome)
        below = QVBoxLayout()
        below.setContentsMargins(0, 4, 0, 0)
        below.setSpacing(4)
        below.addWidget(self.composer)
        below.addWidget(self.state_line)
        self._over_composer = below
        self._below = QHBoxLayout()
        self._below.setContentsMargins(24, 0, 24, 8)
        self._below.addLayout(below)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._stack, 1)
        column.addLayout(self._below)

    @cached_property
    def banner(self) -> Banner:
        """The line of notices, the topmost over the composer; made when it is first asked for."""
        from ui.widgets.banner import Banner

        banner = Banner()
        self._over_composer.insertWidget(0, banner)
        return banner

    @cached_property
    def transcript(self) -> Transcript:
        """The conversation; made when it is first asked for, which is after the window is on the screen."""
        from ui.chat.transcript import Transcript

        transcript = Transcript()
        self._stack.addWidget(transcript)
        return transcript

    @cached_property
    def queue(self) -> QueuedQuestions:
        """Questions that wait; made when it is first asked for."""
        from ui.chat.queued_questions import QueuedQuestions

        queue = QueuedQuestions()
        self.add_over_composer(queue)
        return queue

    def show_transcript(self, shown: bool) -> None:
        """Shows the transcript, or the welcome of an empty conversation."""
        self._stack.setCurrentWidget(self.transcript if shown else self.welcome)

    def add_over_composer(self, widget: QWidget) -> None:
        """Puts a bar right over the composer."""
        self._over_composer.insertWidget(self._over_composer.indexOf(self.composer), widget)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keeps the composer as wide as the column of text."""
        super().resizeEvent(event)
        side = side_margin_px(self.width(), self.fontMetrics().height()) + EDGE_PX
        self._below.setContentsMargins(side, 0, side, 8)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What is typed where nothing takes it, as after a click on an answer, is written into the box."""
        modifier = QtCore.Qt.KeyboardModifier
        held = event.modifiers() & (modifier.ControlModifier | modifier.AltModifier | modifier.MetaModifier)
        if held or not event.text().strip() or not event.text().isprintable():
            super().keyPressEvent(event)
            return
        self.composer.edit.setFocus(QtCore.Qt.FocusReason.OtherFocusReason)
        QApplication.sendEvent(self.composer.edit, event)

    def minimumSizeHint(self) -> QSize:
        """Small enough for a window of half a small screen."""
        return QSize(320, 260)
