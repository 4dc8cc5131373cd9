"""The small window for one question: opened by a key from anywhere, with what was copied on offer, and its answer in place."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QUrl, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QStyle,
    QVBoxLayout,
    QWidget,
)

from ui.chat.markdown_view import MarkdownView
from ui.chat.question_edit import QuestionEdit
from ui.chat_server.away_mark import AwayMark
from ui.widgets.retranslated import Retranslated

SIZE = QSize(560, 360)
SIDE_PX, _BESIDE_MARK_PX = 16, 12
LONGEST_COPIED = 6000
"""Characters of the copied text that are asked about; more would leave the model no room to answer."""
# Letters of it that are offered; how many of them are shown is for the width to say.
_SHOWN = 200


class QuickAskWindow(Retranslated, QWidget):
    """Emits ``asked(question, copied)``, with the copied text or an empty one; ``opened`` to see the answer in the window."""

    asked = Signal(str, str)
    opened = Signal()
    stopped = Signal()
    link_activated = Signal(QUrl)

    def __init__(self) -> None:
        super().__init__(None, Qt.WindowType.Dialog | Qt.WindowType.WindowStaysOnTopHint)
        # Put away, it must not end the program when the window is in the tray.
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self._copied = ""
        self.text = ""
        self.edit = QuestionEdit(invitation=lambda: self.tr("Ask one thing"))
        self.edit.submitted.connect(self._submit)
        box = QFrame()
        box.setObjectName("composerCard")
        box.setProperty("focused", True)
        within_box = QVBoxLayout(box)
        within_box.setContentsMargins(14, 8, 10, 8)
        within_box.addWidget(self.edit)
        self._asked = QLabel()
        self._asked.setWordWrap(True)
        self._asked.setTextFormat(Qt.TextFormat.PlainText)
        self._asked.setProperty("look", "muted")
        self.about_copied = QCheckBox()
        self.about_copied.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.answer = MarkdownView()
        self.answer.link_activated.connect(self.link_activated)
        self._state = QLabel()
        self._state.setWordWrap(True)
        self._state.setTextFormat(Qt.TextFormat.PlainText)
        self.copy = QPushButton()
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.text))
        self.open = QPushButton()
        self.open.clicked.connect(self.opened)
        inside = QWidget()
        within = QVBoxLayout(inside)
        within.setContentsMargins(0, 0, 0, 0)
        within.addWidget(self.answer)
        within.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setWidget(inside)
        below = QHBoxLayout()
        below.addWidget(self._state, 1)
        self.away = AwayMark()
        below.addWidget(self.away)
        below.addWidget(self.copy)
        below.addWidget(self.open)
        column = QVBoxLayout(self)
        column.setContentsMargins(SIDE_PX, 14, SIDE_PX, 12)
        column.setSpacing(8)
        column.addWidget(box)
        column.addWidget(self.about_copied)
        column.addWidget(self._asked)
        column.addWidget(scroll, 1)
        column.addLayout(below)
        self.resize(SIZE)
        self.say(self._say_words)
        self.begin_anew()

    @property
    def state(self) -> str:
        """What it says of the answer under way."""
        return self._state.text()

    def come(self) -> None:
        """Shows itself over the others with the keyboard in the box, and offers what was copied."""
        copied = QGuiApplication.clipboard().text().strip()
        if copied != self._copied:
            self._copied = copied
            self.about_copied.setChecked(False)
        self._say_words()
        self.show()
        self.raise_()
        self.activateWindow()
        self.edit.setFocus()

    def begin_anew(self) -> None:
        """Empties the answer."""
        self._asked.clear()
        self.show_text("")
        self._state.clear()
        self.open.setEnabled(False)

    def show_asked(self, question: str) -> None:
        """Shows what the answer is to, and empties the box for the next question."""
        self._asked.setText(question)
        self.edit.clear()

    def show_text(self, text: str) -> None:
        """Shows the answer so far."""
        self.text = text
        self.answer.set_text(text)
        self.copy.setEnabled(bool(text))

    def show_state(self, words: str) -> None:
        """Says what is being done, or what went wrong."""
        self._state.setText(words)

    def show_stored(self) -> None:
        """The question has a chat now, which the window can open."""
        self.open.setEnabled(True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """More or less of what was copied can be read; it never makes the window wider."""
        super().resizeEvent(event)
        self._say_words()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc stops the answer and puts the window away; what an input method composes is its own."""
        if event.key() == Qt.Key.Key_Escape and not self.edit.composing:
            self.stopped.emit()
            self.hide()
            return
        super().keyPressEvent(event)

    def _submit(self) -> None:
        question = self.edit.toPlainText().strip()
        if question:
            copied = self._copied[:LONGEST_COPIED] if self.about_copied.isChecked() else ""
            self.asked.emit(question, copied)

    def _say_words(self) -> None:
        self.setWindowTitle(self.tr("Ask Sotto"))
        self.open.setText(self.tr("Open in the window"))
        self.copy.setText(self.tr("Copy"))
        self.copy.setAccessibleName(self.tr("Copy this answer"))
        self.answer.setAccessibleName(self.tr("Answer"))
        line = " ".join(self._copied[:LONGEST_COPIED].split())
        words = self.tr("About the copied text: “{text}”").format(text=line[:_SHOWN])
        self.about_copied.setVisible(bool(line))
        self.about_copied.setAccessibleName(words)
        mark = self.about_copied.style().pixelMetric(QStyle.PixelMetric.PM_IndicatorWidth)
        room = self.width() - 2 * SIDE_PX - mark - _BESIDE_MARK_PX
        shown = self.about_copied.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room)
        self.about_copied.setText(shown.replace("&", "&&"))
