"""Questions about a text that only the window sees, the clipboard's or the selection's, and texts that are to be read aloud."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from assistant.conversation.named_text import NamedText, named_text, with_text
from assistant.documents.pages.document_text import document_text
from assistant.errors import ErrorReport
from assistant.front_door import AssistantApi
from ui.chat.chat_page import ChatPage
from ui.chat.named_text import text_of
from ui.operations import Operations


class NamedQuestions(QObject):
    """Reads aloud what is to be read, and asks the rest with the text it names."""

    def __init__(
        self,
        api: AssistantApi,
        operations: Operations,
        page: ChatPage,
        *,
        ask_with_text: Callable[[str], None],
        ask_as_said: Callable[[str], None],
        tell_error: Callable[[ErrorReport], None],
        parent: QObject | None = None,
    ) -> None:
        """``ask_with_text`` asks without the documents: what was copied is the text that is meant. ``ask_as_said`` asks a question
        as any other."""
        super().__init__(parent)
        self._api, self._operations, self._page = api, operations, page
        self._ask_with_text, self._ask_as_said, self._tell_error = ask_with_text, ask_as_said, tell_error

    def take(self, question: str) -> bool:
        """Whether a question names such a text; then it is seen to."""
        named = named_text(question)
        if named.place is None:
            return named.aloud and self._read_document(question, named)
        text = text_of(named.place)
        if not text:
            self._page.banner.show_notice(self.tr("There is no text to take. Copy or select it first."))
            return True
        self._sent(question)
        if named.aloud:
            self._page.transcript.read_aloud.emit(text)
        else:
            self._ask_with_text(with_text(question, text))
        return True

    def _read_document(self, question: str, named: NamedText) -> bool:
        """Reads a document of the library aloud. Where none, or more than one, is called so, the question is asked as any."""

        def read(text: str) -> None:
            if text:
                self._page.transcript.read_aloud.emit(text)
            else:
                self._ask_as_said(question)

        self._sent(question)
        self._operations.run(
            lambda: document_text(self._api.documents, named.called, named.page), read, self._tell_error
        )
        return True

    def _sent(self, question: str) -> None:
        if self._page.composer.text.strip() == question:
            self._page.composer.clear()
