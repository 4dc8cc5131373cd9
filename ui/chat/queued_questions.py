"""Questions that wait for the answer under way: one line over the composer, with a button to take them back."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QWidget

from ui.widgets.icon_button import IconButton
from ui.widgets.retranslated import Retranslated


class QueuedQuestions(Retranslated, QFrame):
    """Keeps the questions in order; emits ``taken_back`` with them when the user wants to write on."""

    taken_back = Signal(tuple)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self._questions: list[str] = []
        self._label = QLabel()
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._back = IconButton("edit")
        self._back.clicked.connect(lambda: self.taken_back.emit(self.take_all()))
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 5, 8, 5)
        row.addWidget(self._label, 1)
        row.addWidget(self._back)
        self.hide()
        self.say(self._say_words)

    @property
    def text(self) -> str:
        """All that waits, as it would be put back into the composer."""
        return "\n\n".join(self._questions)

    def add(self, question: str) -> None:
        """Lines a question up."""
        self._questions.append(question)
        self._say_words()

    def take_first(self) -> str | None:
        """The question whose turn it is; None when nothing waits."""
        first = self._questions.pop(0) if self._questions else None
        self._say_words()
        return first

    def take_all(self) -> tuple[str, ...]:
        """Empties the line; returns what waited."""
        questions = tuple(self._questions)
        self._questions.clear()
        self._say_words()
        return questions

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shortens the line again."""
        super().resizeEvent(event)
        self._say_words()

    def _say_words(self) -> None:
        self._back.set_name(self.tr("Write on at the questions that wait"))
        self.setVisible(bool(self._questions))
        if self._questions:
            words = self.tr("Next: {question}").format(question=" ".join(self._questions[0].split()))
            if len(self._questions) > 1:
                words = self.tr("%Ln wait. {next}", None, len(self._questions)).format(next=words)
            self._label.setText(self.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, self._label.width()))
            self._label.setAccessibleName(words)
            self._label.setToolTip(self.text)
