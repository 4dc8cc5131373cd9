"""Tokens' bytes into text: whole characters only, and stop strings held back until it is sure that they are none."""

from __future__ import annotations

import codecs
from collections.abc import Sequence


class TextStream:
    """Takes the bytes of one token after the other and gives the text that may be shown.

    ``stopped`` turns true when a stop string was completed; the text ends before it.
    """

    def __init__(self, stop: Sequence[str] = ()) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._stop = tuple(filter(None, stop))
        self._held = ""
        self.stopped = False

    @property
    def inside_character(self) -> bool:
        """Whether the bytes so far end in the middle of a character."""
        return bool(self._decoder.getstate()[0])

    def feed(self, data: bytes) -> str:
        """More bytes; returns the text that is now certain, perhaps none."""
        if self.stopped:
            return ""
        text = self._held + self._decoder.decode(data)
        if not self._stop:
            return text
        found = [at for at in (text.find(stop) for stop in self._stop) if at >= 0]
        if found:
            self.stopped = True
            self._held = ""
            return text[: min(found)]
        keep = max(_overlap(text, stop) for stop in self._stop)
        self._held = text[len(text) - keep :]
        return text[: len(text) - keep]

    def flush(self) -> str:
        """What was held back. A character whose bytes never came is left out."""
        text, self._held = self._held, ""
        return "" if self.stopped else text


class AnswerText:
    """Tokens and text of an answer as they come."""

    def __init__(self, stream: TextStream) -> None:
        self.stream = stream
        self.tokens: list[int] = []
        self.text = ""
        self._uncounted = 0

    def add(self, token: int, piece: bytes) -> str:
        """One more token; returns the text that may be shown."""
        self.tokens.append(token)
        self._uncounted += 1
        text = self.stream.feed(piece)
        self.text += text
        return text

    def finish(self) -> str:
        """The text that was held back."""
        text = self.stream.flush()
        self.text += text
        return text

    def take_count(self) -> int:
        """Tokens since the last call."""
        count, self._uncounted = self._uncounted, 0
        return count

    @property
    def exact(self) -> bool:
        """Whether the tokens give the text and nothing else."""
        return bool(self.text) and not self.stream.stopped and not self.stream.inside_character


def _overlap(text: str, stop: str) -> int:
    """Length of the longest end of ``text`` that begins ``stop`` without completing it."""
    for length in range(min(len(text), len(stop) - 1), 0, -1):
        if text.endswith(stop[:length]):
            return length
    return 0
