"""The box where a question is typed.

Enter sends and Shift+Enter begins a line. While an input method composes (Japanese, Chinese, Korean), Enter belongs to the input
method and never sends.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6 import QtCore
from PySide6.QtCore import QMimeData, QSize, Signal
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QSizePolicy, QWidget

from ui.widgets.retranslated import Retranslated
from ui.widgets.text_direction import runs_leftwards

MOST_LINES = 8
LONGEST_PASTED = 100_000
"""Characters: some 25,000 tokens, more than a model here keeps in view. A line of ten times as many takes Qt minutes to lay out."""


class QuestionEdit(Retranslated, QPlainTextEdit):
    """Emits ``submitted`` on Enter and ``recall_requested`` on Up in an empty box. Grows from one to ``MOST_LINES`` lines."""

    submitted = Signal()
    recall_requested = Signal()
    focus_changed = Signal(bool)
    composing_ended = Signal()
    picture_pasted = Signal(object)
    files_pasted = Signal(list)
    too_long_pasted = Signal()

    def __init__(self, parent: QWidget | None = None, invitation: Callable[[], str] | None = None) -> None:
        """``invitation`` gives the words in the empty box."""
        super().__init__(parent)
        self.setObjectName("questionEdit")
        self._composing = False
        self.say(lambda: self.setAccessibleName(self.tr("Your question")))
        self._invitation = invitation or (lambda: self.tr("Ask anything, or drop a document"))
        self.say(self._invite)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        # Files dropped here belong to the window, which takes them anywhere.
        self.setAcceptDrops(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setProperty("horizontalScrollBarPolicy", "ScrollBarAlwaysOff")
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self.textChanged.connect(self._align)
        self._fit()

    @property
    def composing(self) -> bool:
        """Whether an input method shows text that is not entered yet."""
        return self._composing

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Notes whether the input method is still composing."""
        was_composing, self._composing = self._composing, bool(event.preeditString())
        self._invite()
        super().inputMethodEvent(event)
        if was_composing and not self._composing:
            self.composing_ended.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter, and Up in an empty box; everything else is typing."""
        new_line = QtCore.Qt.KeyboardModifier.ShiftModifier | QtCore.Qt.KeyboardModifier.AltModifier
        if event.key() in (QtCore.Qt.Key.Key_Return, QtCore.Qt.Key.Key_Enter) and not event.modifiers() & new_line:
            if not self._composing:
                self.submitted.emit()
            return
        if event.key() == QtCore.Qt.Key.Key_Up and not self._composing and not self.toPlainText():
            self.recall_requested.emit()
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tells the frame around the box."""
        super().focusInEvent(event)
        self.focus_changed.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tells the frame around the box; an input method gives up its text with the keyboard."""
        super().focusOutEvent(event)
        was_composing, self._composing = self._composing, False
        self._invite()
        self.focus_changed.emit(False)
        if was_composing:
            self.composing_ended.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lines break elsewhere in another width."""
        super().resizeEvent(event)
        self._fit()

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Text, a picture, or copied files."""
        return source.hasText() or source.hasImage() or source.hasUrls()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Pastes plain text only. A picture (``picture_pasted``, a ``QImage``), copied files, and what is far too long for a
        question are told to others."""
        from ui.widgets.drop_overlay import local_files, picture_in

        files = local_files(source)
        if files:
            self.files_pasted.emit(files)
        elif source.hasImage() and not source.text().strip():
            self.picture_pasted.emit(picture_in(source))
        elif len(source.text()) > LONGEST_PASTED:
            self.too_long_pasted.emit()
        else:
            self.insertPlainText(source.text())

    def minimumSizeHint(self) -> QSize:
        """One line."""
        return QSize(80, self.height())

    def _invite(self) -> None:
        """Qt would show the words behind those that are composed, which are no part of the text yet."""
        self.setPlaceholderText("" if self._composing else self._invitation())

    def _align(self) -> None:
        """A plain document begins every line at the left, also one that runs leftwards."""
        option = self.document().defaultTextOption()
        leftwards = runs_leftwards(self.toPlainText())
        wanted = QtCore.Qt.AlignmentFlag.AlignRight if leftwards else QtCore.Qt.AlignmentFlag.AlignLeft
        if option.alignment() != wanted:
            option.setAlignment(wanted)
            self.document().setDefaultTextOption(option)

    def _fit(self) -> None:
        lines = max(1, min(int(self.document().size().height()), MOST_LINES))
        margins = 2 * int(self.document().documentMargin()) + 2
        scrolls = self.document().size().height() > MOST_LINES
        self.setProperty("verticalScrollBarPolicy", "ScrollBarAsNeeded" if scrolls else "ScrollBarAlwaysOff")
        height = lines * self.fontMetrics().lineSpacing() + margins
        if height != self.height() or height != self.maximumHeight():
            self.setFixedHeight(height)
