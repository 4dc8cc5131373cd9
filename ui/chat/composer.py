"""Where a question is written and sent: the box, the switch for documents, talk, send and stop."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6 import QtCore
from PySide6.QtCore import Signal
from PySide6.QtGui import QActionGroup, QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QToolButton, QVBoxLayout, QWidget

from ui.chat.question_edit import QuestionEdit
from ui.chat.search_in import SearchIn
from ui.chat.suggestion_query import DOCUMENT
from ui.widgets.icon_button import IconButton
from ui.widgets.retranslated import Retranslated
from ui.widgets.text_units import first_units


class Composer(Retranslated, QFrame):
    """Emits ``submitted(text)``, also while an answer is written; the box is emptied by ``clear``, so that no question is lost."""

    submitted = Signal(str)
    stop_requested = Signal()
    recall_requested = Signal()
    text_changed = Signal(str)
    use_documents_changed = Signal(str)
    talk_pressed = Signal()
    talk_released = Signal()
    dictate_requested = Signal()
    picture_pasted = Signal(object)
    files_pasted = Signal(list)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("composerCard")
        # The window opens with the keyboard in the box; to polish again what is not on the screen yet would only cost time.
        self.setProperty("focused", True)
        self._use_documents = "auto"
        self._streaming = False
        self._talking_words = ""
        self.edit = QuestionEdit(self)
        self.edit.submitted.connect(self._submit)
        self.edit.recall_requested.connect(self.recall_requested)
        self.edit.picture_pasted.connect(self.picture_pasted)
        self.edit.files_pasted.connect(self.files_pasted)
        self.edit.textChanged.connect(self._text_changed)
        self.edit.focus_changed.connect(self._show_focus)
        self._documents = self._documents_switch()
        self._dictating = False
        self._dictate = IconButton("dictate", parent=self)
        self._dictate.clicked.connect(self.dictate_requested)
        self._talk = IconButton("talk", parent=self)
        self._talk.pressed.connect(self.talk_pressed)
        self._talk.released.connect(self.talk_released)
        self._send = IconButton("send", role=QPalette.ColorRole.HighlightedText, look="primary", parent=self)
        self._send.clicked.connect(self._send_or_stop)
        buttons = QHBoxLayout()
        buttons.setSpacing(4)
        buttons.addWidget(self._documents)
        buttons.addStretch(1)
        buttons.addWidget(self._dictate)
        buttons.addWidget(self._talk)
        buttons.addWidget(self._send)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 10, 8)
        column.setSpacing(4)
        column.addWidget(self.edit)
        column.addLayout(buttons)
        self._text_changed()
        self.say(self._say_words)

    @property
    def text(self) -> str:
        """What is typed."""
        return self.edit.toPlainText()

    @property
    def text_before_cursor(self) -> str:
        """What is typed, up to the cursor."""
        return first_units(self.text, self.edit.textCursor().position())

    @property
    def use_documents(self) -> str:
        """``auto``, ``always`` or ``never``."""
        return self._use_documents

    def set_text(self, text: str) -> None:
        """Replaces what is typed and puts the cursor behind it."""
        self.edit.setPlainText(text)
        self.edit.moveCursor(self.edit.textCursor().MoveOperation.End)

    def clear(self) -> None:
        """Empties the box."""
        self.edit.clear()

    def set_streaming(self, streaming: bool) -> None:
        """Shows stop instead of send while an answer is written."""
        self._streaming = streaming
        self._send.set_icon("stop" if streaming else "send")
        self._say_words()
        self._text_changed()

    def set_talking(self, words: str) -> None:
        """Shows that the microphone is open and what the talk button does meanwhile; empty words: it is closed."""
        look = "talking" if words else "icon"
        if self._talk.property("look") != look:
            self._talk.setProperty("look", look)
            self._talk.style().polish(self._talk)
        self._talking_words = words
        self._say_words()

    def set_dictating(self, dictating: bool) -> None:
        """Shows whether what is said is written into the box."""
        look = "talking" if dictating else "icon"
        if self._dictate.property("look") != look:
            self._dictate.setProperty("look", look)
            self._dictate.style().polish(self._dictate)
        self._dictating = dictating
        self._say_words()

    def set_use_documents(self, choice: str) -> None:
        """Shows another choice; says nothing when it is the same."""
        if choice in self._document_words():
            self._use_documents = choice
            self._say_words()

    def set_collections(self, names: Sequence[str]) -> None:
        """Offers these collections; one that is gone is chosen no longer."""
        self.search_in.set_collections(names)
        self._say_words()

    def name_document(self) -> None:
        """Begins to name a document behind what is typed: the suggestions offer them."""
        before = self.text_before_cursor
        self.edit.insertPlainText(f"{'' if not before or before[-1].isspace() else ' '}{DOCUMENT}")
        self.edit.setFocus(QtCore.Qt.FocusReason.OtherFocusReason)

    def _document_words(self) -> dict[str, tuple[str, str]]:
        """For each choice, the words on the button and in the menu."""
        return {
            "auto": (self.tr("Documents: auto"), self.tr("When the question asks for them")),
            "always": (self.tr("Documents: always"), self.tr("Always")),
            "never": (self.tr("Documents: never"), self.tr("Never")),
        }

    def _say_words(self) -> None:
        self._talk.set_name(self._talking_words or self.tr("Talk"))
        self._dictate.set_name(self.tr("End the dictation") if self._dictating else self.tr("Dictate"))
        self._send.set_name(self.tr("Stop the answer") if self._streaming else self.tr("Send the question"))
        words = self._document_words()
        name = self.tr("Use my documents")
        self._documents.set_name(name)
        chosen = words[self._use_documents][0]
        self._documents.setText(" · ".join((chosen, *self.search_in.words())))
        self._documents.setAccessibleName(
            self.tr("Use my documents: {choice}").format(choice=words[self._use_documents][1])
        )
        menu = self._documents.menu()
        menu.setTitle(name)
        for action in menu.actions():
            if action.data() in words:
                action.setText(words[action.data()][1])
        self.search_in.say_words()

    def _documents_switch(self) -> IconButton:
        button = IconButton("document", text=" ", look="quiet", parent=self)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(button)
        group = QActionGroup(menu)
        for choice in self._document_words():
            action = menu.addAction("")
            action.setCheckable(True)
            action.setData(choice)
            group.addAction(action)
        group.triggered.connect(lambda action: self._choose_documents(str(action.data())))
        menu.aboutToShow.connect(lambda: self._tick(group))
        self.search_in = SearchIn(menu)
        self.search_in.changed.connect(lambda: self._say_words())
        self.search_in.document_wanted.connect(self.name_document)
        button.setMenu(menu)
        return button

    def _tick(self, group: QActionGroup) -> None:
        for action in group.actions():
            action.setChecked(action.data() == self._use_documents)

    def _choose_documents(self, choice: str) -> None:
        self.set_use_documents(choice)
        self.use_documents_changed.emit(choice)

    def _submit(self) -> None:
        if self.text.strip():
            self.submitted.emit(self.text.strip())

    def _send_or_stop(self) -> None:
        if self._streaming:
            self.stop_requested.emit()
        else:
            self._submit()
        self.edit.setFocus(QtCore.Qt.FocusReason.OtherFocusReason)

    def _text_changed(self) -> None:
        self._send.setEnabled(self._streaming or bool(self.text.strip()))
        self.text_changed.emit(self.text)

    def _show_focus(self, focused: bool) -> None:
        if focused != self.property("focused"):
            self.setProperty("focused", focused)
            self.style().polish(self)
