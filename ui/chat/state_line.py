"""One line that says what Sotto is doing, with a thin bar where the progress is known, and the model in use with how full it is."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QSizePolicy, QWidget

from ui.chat.model_name import short_name
from ui.chat_server.away_mark import AwayMark
from ui.widgets.icon_button import IconButton
from ui.widgets.retranslated import Retranslated

if TYPE_CHECKING:
    from ui.chat.context_meter import ContextMeter

_WIDEST_NAME = 0.45
"""Share of the line."""
_NARROWEST_NAME_PX = 120


class StateLine(Retranslated, QWidget):
    """Takes words; emits ``model_clicked``. ``away`` is shown while a chat server answers."""

    model_clicked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = ""
        self._words = QLabel(self)
        self._words.setProperty("look", "muted")
        self._bar = QProgressBar(self)
        self._bar.setTextVisible(False)
        self._bar.setRange(0, 1000)
        # In a narrow window the bar gives way to the words.
        self._bar.setMinimumWidth(24)
        self._bar.setMaximumWidth(140)
        self._bar.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.say(lambda: self._bar.setAccessibleName(self.tr("Progress")))
        self._model = IconButton("model", text=" ", look="quiet", parent=self)
        self._model.clicked.connect(self.model_clicked)
        # Its room is kept until the engine has said which model answers.
        policy = self._model.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self._model.setSizePolicy(policy)
        self._model.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(6, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(self._words)
        row.addWidget(self._bar)
        row.addStretch(1)
        self.away = AwayMark(self)
        row.addWidget(self.away)
        row.addWidget(self._model)
        self._row = row
        self.show_state("")
        self.say(self._say_model)

    @cached_property
    def context(self) -> ContextMeter:
        """How full the model's view is; made when it is first asked for, which is after the window is on the screen."""
        from ui.chat.context_meter import ContextMeter

        meter = ContextMeter(self)
        self._row.insertWidget(self._row.indexOf(self.away), meter)
        return meter

    @property
    def words(self) -> str:
        """What it says."""
        return self._words.text()

    @property
    def model_text(self) -> str:
        """The model it names, or that there is none."""
        return self._model.text()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A long name of a model is shortened to what is left beside the words."""
        super().resizeEvent(event)
        if self._title:
            self._model.setText(self._shortened(short_name(self._title)))

    def _shortened(self, name: str) -> str:
        room = max(round(self.width() * _WIDEST_NAME), _NARROWEST_NAME_PX)
        if self.fontMetrics().horizontalAdvance(name) <= room:
            return name
        return self.fontMetrics().elidedText(name, QtCore.Qt.TextElideMode.ElideMiddle, room)

    def show_state(self, words: str, progress: float | None = None) -> None:
        """Says what is being done; ``progress`` is 0 to 1."""
        self._words.setText(words)
        self._words.setAccessibleName(words)
        self._bar.setVisible(progress is not None)
        if progress is not None:
            self._bar.setValue(round(progress * 1000))

    def show_model(self, title: str) -> None:
        """Names the model, the tooltip in full; empty says that there is none."""
        self._title = title
        self._say_model()
        self._model.show()

    def _say_model(self) -> None:
        title = self._title
        self._model.setText(self._shortened(short_name(title) or self.tr("No model")))
        self._model.set_name(self.tr("Model that answers: {title}").format(title=title or self.tr("none")))
