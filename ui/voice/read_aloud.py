"""Reads answers aloud, one at a time. The button that began it ends it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from assistant.errors import ErrorReport
from assistant.front_door import AssistantApi
from ui.chat.chat_page import ChatPage
from ui.operations import Operations


class ReadAloud(QObject):
    """``asked_to_begin`` comes before anything is read: an open microphone would hear it."""

    asked_to_begin = Signal()

    def __init__(
        self,
        api: AssistantApi,
        operations: Operations,
        page: ChatPage,
        tell_error: Callable[[ErrorReport], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._api, self._operations, self._page, self._tell_error = api, operations, page, tell_error
        self._text: str | None = None
        self._number = 0
        page.transcript.read_aloud.connect(self.toggle)

    @property
    def reading(self) -> bool:
        """Whether an answer is being read."""
        return self._text is not None

    def toggle(self, text: str) -> None:
        """Reads ``text``, or ends it when it is what is being read."""
        if text == self._text:
            self.silence()
            return
        self.asked_to_begin.emit()
        self._number += 1
        number, self._text = self._number, text
        self._page.transcript.show_reading(text)

        def say() -> None:
            self._api.voice.silence()
            self._api.voice.say(text)

        self._operations.run(
            say,
            lambda _: self._read(number),
            lambda error: self._failed(number, error),
        )

    def silence(self) -> bool:
        """Ends the reading; False when there is none."""
        if self._text is None:
            return False
        self._read(self._number)
        self._operations.run(self._api.voice.silence, None, self._tell_error)
        return True

    def _read(self, number: int) -> None:
        if number == self._number:
            self._text = None
            self._page.transcript.show_reading(None)

    def _failed(self, number: int, error: ErrorReport) -> None:
        self._read(number)
        self._tell_error(error)
