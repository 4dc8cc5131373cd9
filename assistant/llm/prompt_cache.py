"""What the model's cache holds, and how much of the next prompt is in it already.

Prompts are append-only: a conversation's next prompt begins with the last one and its answer. The tokens of an answer are kept
as the model chose them, since reading its text again can cut it into other tokens, from which on nothing could be reused. The
same holds for the beginning of an answer, all that is kept of one that the user broke off.
"""

from __future__ import annotations

import array
import collections
from collections.abc import Callable, Iterable, Sequence

from assistant.llm.chat_template import PromptPart

Tokenize = Callable[[PromptPart], Sequence[int]]
Piece = Callable[[int], bytes]

MOST_PARTS = 2048
MOST_ANSWERS = 4
"""Whose beginnings are looked for: an answer is broken off while it is the newest."""


class PromptCache:
    """Tokens of parts seen lately, and the tokens in the model's memory (``held``, in order)."""

    def __init__(self, tokenize: Tokenize, piece: Piece) -> None:
        """``piece`` gives a token's bytes."""
        self._tokenize = tokenize
        self._piece = piece
        self._answers: collections.deque[tuple[str, array.array[int]]] = collections.deque(maxlen=MOST_ANSWERS)
        # Numbers of four bytes: as Python's own, a long chat's would take nine times the memory, tens of megabytes.
        self._known: dict[PromptPart, array.array[int]] = {}
        self.held: list[int] = []

    def tokens(self, parts: Iterable[PromptPart]) -> list[int]:
        """The prompt's tokens; parts seen before keep theirs."""
        found: list[int] = []
        for part in parts:
            known = self._known.pop(part, None)
            if known is None:
                known = array.array("i", self._beginning_of_answer(part) or self._tokenize(part))
            self._remember(part, known)
            found.extend(known)
        return found

    def keep_answer(self, text: str, tokens: Sequence[int]) -> None:
        """Remembers the tokens that an answer's text was made of."""
        part = PromptPart(text=text, control=False)
        self._known.pop(part, None)
        kept = array.array("i", tokens)
        self._remember(part, kept)
        self._answers.append((text, kept))

    def reusable(self, prompt: Sequence[int]) -> int:
        """How many tokens of ``prompt`` are held; at least one is left to read, since the answer starts from it."""
        return min(common_prefix(self.held, prompt), max(len(prompt) - 1, 0))

    def _beginning_of_answer(self, part: PromptPart) -> tuple[int, ...]:
        """The model's tokens for the beginning of an answer, and the rest of the text read anew; none for other texts."""
        if part.control or not part.text:
            return ()
        wanted = part.text.encode("utf-8", "replace")  # JSON lets halves of surrogate pairs through
        for text, tokens in reversed(self._answers):
            if not text.startswith(part.text):
                continue
            kept: list[int] = []
            length = 0
            for token in tokens:
                length_after = length + len(self._piece(token))
                if length_after > len(wanted):
                    break
                kept.append(token)
                length = length_after
            # Bytes of one character can be spread over tokens.
            while kept and not _is_text(wanted[length:]):
                length -= len(self._piece(kept.pop()))
            rest = wanted[length:].decode()
            return (*kept, *(self._tokenize(PromptPart(text=rest, control=False)) if rest else ()))
        return ()

    def _remember(self, part: PromptPart, tokens: array.array[int]) -> None:
        self._known[part] = tokens
        while len(self._known) > MOST_PARTS:
            del self._known[next(iter(self._known))]


def _is_text(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def common_prefix(left: Sequence[object], right: Sequence[object]) -> int:
    """Length of the longest common beginning."""
    for n, (a, b) in enumerate(zip(left, right, strict=False)):
        if a != b:
            return n
    return min(len(left), len(right))
