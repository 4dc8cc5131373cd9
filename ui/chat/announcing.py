"""An answer that streams, for screen readers: sentence by sentence, in the words a person would say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget

from ui.widgets.announce import announce

if TYPE_CHECKING:
    from assistant.speech.synthesis.clauses import ClauseSplitter

_SENTENCE_ENDS = ".!?…:。！？：\n"


class AnswerAnnouncer:
    """Takes an answer as it grows. Code is named, not read out."""

    def __init__(self, widget: QWidget, told: str = "") -> None:
        """``told`` was written before, and is not announced."""
        self._widget = widget
        self._taken = told
        self._pieces: list[str] = []
        self._splitter: ClauseSplitter | None = None
        if QAccessible.isActive():
            # The words are prepared as for the voice; without a screen reader none of it is loaded.
            from assistant.speech.synthesis.clauses import ClauseSplitter

            self._splitter = ClauseSplitter()

    def grow(self, text: str) -> None:
        """The answer is ``text`` so far."""
        if self._splitter is None or not text.startswith(self._taken):
            return
        self._say(self._splitter.push(text[len(self._taken) :]))
        self._taken = text

    def end(self, text: str) -> None:
        """The answer is ``text``, and nothing more comes. One that was put in place of what streamed is said whole."""
        if self._splitter is None:
            return
        if not text.startswith(self._taken):
            self._splitter.flush()
            self._taken, self._pieces = "", []
        self.grow(text)
        self._say(self._splitter.flush(), ended=True)

    def _say(self, pieces: list[str], *, ended: bool = False) -> None:
        for piece in pieces:
            self._pieces.append(piece)
            if piece[-1] in _SENTENCE_ENDS or piece.endswith("```"):
                self._said()
        if ended:
            self._said()

    def _said(self) -> None:
        from assistant.skills.sentence import is_japanese
        from assistant.speech.synthesis.spoken_text import spoken_text

        text, self._pieces = " ".join(self._pieces), []
        announce(self._widget, spoken_text(text, "ja" if is_japanese(text) else "en"))
