"""A question of the exam: how it was answered, what is right, and what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from assistant.records import ExamAnswer, ExamQuestion
from ui.exam.exam_words import expected_words, mark_words
from ui.widgets.excerpts import shortened
from ui.widgets.icon_button import IconButton
from ui.widgets.page_column import wrapped_label

_SHOWN = 300


class QuestionCard(QFrame):
    """``edit_wanted`` and ``remove_wanted`` carry the question."""

    edit_wanted = Signal(object)
    remove_wanted = Signal(object)

    def __init__(
        self,
        question: ExamQuestion,
        latest: ExamAnswer | None,
        before: ExamAnswer | None,
        parent: QWidget | None = None,
    ) -> None:
        """``latest`` is the answer of the newest sitting, ``before`` that of the one before."""
        super().__init__(parent)
        self.setProperty("look", "card")
        self.edit, self.remove = IconButton("edit", self.tr("Change")), IconButton("delete", self.tr("Remove"))
        for button, words in ((self.edit, self.tr("Change: {question}")), (self.remove, self.tr("Remove: {question}"))):
            button.setAccessibleName(words.format(question=question.question))
        self.edit.clicked.connect(lambda: self.edit_wanted.emit(question))
        self.remove.clicked.connect(lambda: self.remove_wanted.emit(question))
        head = QHBoxLayout()
        head.addWidget(wrapped_label(question.question, "heading"), 1)
        head.addWidget(self.edit)
        head.addWidget(self.remove)
        lines = QVBoxLayout(self)
        lines.addLayout(head)
        lines.addWidget(wrapped_label(expected_words(question), "muted"))
        lines.addWidget(wrapped_label(self._mark(latest, before), "error" if latest and not latest.right else ""))
        if latest is not None and not latest.right and not latest.refused:
            said = shortened(" ".join(latest.text.split()), _SHOWN)
            lines.addWidget(wrapped_label(self.tr("It said: {answer}").format(answer=said), "muted"))

    def _mark(self, latest: ExamAnswer | None, before: ExamAnswer | None) -> str:
        words = mark_words(latest)
        if latest is None or before is None or latest.right == before.right:
            return words
        earlier = self.tr("it was right before") if before.right else self.tr("it was wrong before")
        return self.tr("{words} ({earlier})").format(words=words, earlier=earlier)
