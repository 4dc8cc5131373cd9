"""Spoken questions about a text that only the window sees, and what is to be read aloud: “read my clipboard to me”.

The text is asked of the window by an event; where there is none that answers, as with ``sotto talk``, the question goes on as any.
"""

from __future__ import annotations

import dataclasses
import itertools
import threading
from collections.abc import Callable

from assistant.conversation.named_text import Place, as_meant, named_text, with_text
from assistant.errors import UserFacingError
from assistant.events import Event, NamedTextWanted

ANSWERED_WITHIN_S = 1.0
_NOTHING = {
    "en": "There is no text to take. Copy or select it first.",
    "ja": "テキストがありません。先にコピーするか選択してください。",
}


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class NamedSpeech:
    """What to do with such a question: ``read`` is said as it is, else ``question`` is asked in its place, of no document."""

    read: str = ""
    question: str = ""


def nothing_named(question: str, language: str) -> NamedSpeech | None:
    """Where there is no window, and no library."""
    del question, language
    return None


class NamedTexts:
    """``of`` belongs to the threads of spoken turns, ``give`` to the front door."""

    def __init__(
        self,
        publish: Callable[[Event], None],
        document_text: Callable[[str, int | None], str],
        answered_within_s: float = ANSWERED_WITHIN_S,
    ) -> None:
        """``document_text`` gives the text of the one document that is called so, or of a page of it; empty where there is none."""
        self._publish = publish
        self._document_text = document_text
        self._answered_within_s = answered_within_s
        self._numbers = itertools.count(1)
        self._lock = threading.Lock()
        self._waiting: dict[int, tuple[threading.Event, list[str]]] = {}

    def of(self, question: str, language: str) -> NamedSpeech | None:
        """What a question names; None for nearly all."""
        question = as_meant(question)
        named = named_text(question)
        if named.place is None:
            text = self._document(named.called, named.page) if named.aloud else ""
            return NamedSpeech(read=text) if text else None
        found = self._asked(named.place)
        if found is None:
            return None
        if not found:
            return NamedSpeech(read=_NOTHING["ja" if language.startswith("ja") else "en"])
        return NamedSpeech(read=found) if named.aloud else NamedSpeech(question=with_text(question, found))

    def give(self, number: int, text: str) -> None:
        """The text that ``NamedTextWanted`` asked for; one that came too late is dropped."""
        with self._lock:
            waiting = self._waiting.pop(number, None)
        if waiting is not None:
            waiting[1].append(text)
            waiting[0].set()

    def _asked(self, place: Place) -> str | None:
        number, came, texts = next(self._numbers), threading.Event(), list[str]()
        with self._lock:
            self._waiting[number] = (came, texts)
        self._publish(NamedTextWanted(number=number, place=place.value))
        came.wait(self._answered_within_s)
        with self._lock:
            self._waiting.pop(number, None)
        return texts[0].strip() if texts else None

    def _document(self, called: str, page: int | None) -> str:
        try:
            return self._document_text(called, page)
        except UserFacingError as error:
            return str(error)
