"""The line over the composer while dictation runs."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from ui.voice.level_meter import LevelMeter
from ui.widgets.retranslated import Retranslated


class DictationBar(Retranslated, QFrame):
    """``done`` when the user has said everything."""

    done = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("voiceBar")
        self.setProperty("look", "card")
        self._listening = False
        self.meter = LevelMeter()
        self._words = QLabel()
        self._words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._done = QPushButton()
        self._done.setProperty("look", "plain")
        self._done.clicked.connect(self.done)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 5, 8, 5)
        row.setSpacing(10)
        row.addWidget(self.meter)
        row.addWidget(self._words, 1)
        row.addWidget(self._done)
        self.hide()
        self.say(self._say_words)

    @property
    def words(self) -> str:
        """The state it tells."""
        return self._words.text()

    def show_listening(self, listening: bool) -> None:
        """Whether the microphone is open, or still being opened or closed."""
        self._listening = listening
        self.meter.set_live(listening)
        self._done.setEnabled(listening)
        self._say_words()
        self.show()

    def _say_words(self) -> None:
        self.setAccessibleName(self.tr("Dictation"))
        self.meter.setAccessibleName(self.tr("Microphone level"))
        words = self.tr("Speak; nothing is sent by itself.") if self._listening else self.tr("One moment …")
        self._words.setText(words)
        self._words.setToolTip(words)
        self._done.setText(self.tr("Done"))
        self._done.setAccessibleName(self.tr("End the dictation"))
