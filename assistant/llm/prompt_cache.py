"""What the model's cache holds, and how much of the next prompt is in it already.

Prompts are append-only: a conversation's next prompt begins with the last one and its answer. The tokens of an answer are kept
as the model chose them, since reading its text again can cut it into other tokens, from which on nothing could be reused.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from assistant.llm.chat_template import PromptPart

Tokenize = Callable[[PromptPart], Sequence[int]]

MOST_PARTS = 2048


class PromptCache:
    """Tokens of parts seen lately, and the tokens in the model's memory (``held``, in order)."""

    def __init__(self, tokenize: Tokenize) -> None:
        self._tokenize = tokenize
        self._known: dict[PromptPart, tuple[int, ...]] = {}
        self.held: list[int] = []

    def tokens(self, parts: Iterable[PromptPart]) -> list[int]:
        """The prompt's tokens; parts seen before keep theirs."""
        found: list[int] = []
        for part in parts:
            known = self._known.pop(part, None)
            if known is None:
                known = tuple(self._tokenize(part))
            self._remember(part, known)
            found.extend(known)
        return found

    def keep_answer(self, text: str, tokens: Sequence[int]) -> None:
        """Remembers the tokens that an answer's text was made of."""
        part = PromptPart(text=text, control=False)
        self._known.pop(part, None)
        self._remember(part, tuple(tokens))

    def reusable(self, prompt: Sequence[int]) -> int:
        """How many tokens of ``prompt`` are held; at least one is left to read, since the answer starts from it."""
        return min(common_prefix(self.held, prompt), max(len(prompt) - 1, 0))

    def _remember(self, part: PromptPart, tokens: tuple[int, ...]) -> None:
        self._known[part] = tokens
        while len(self._known) > MOST_PARTS:
            del self._known[next(iter(self._known))]


def common_prefix(left: Sequence[object], right: Sequence[object]) -> int:
    """Length of the longest common beginning."""
    for n, (a, b) in enumerate(zip(left, right, strict=False)):
        if a != b:
            return n
    return min(len(left), len(right))
