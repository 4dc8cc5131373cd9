"""Finding past conversations by their words (pure).

A conversation is found when every word of the query stands in its title or in one of its messages. Words are compared without
regard to case and width of letters, and a query in Japanese is one word: nothing here depends on spaces between words.
"""

from __future__ import annotations

import unicodedata

# Letters shown before the first word that was found, and in all.
LEAD = 24
SNIPPET = 120


def query_words(query: str) -> tuple[str, ...]:
    """The words to look for, as they are compared; none for an empty query."""
    return tuple(dict.fromkeys(folded(query).split()))


def folded(text: str) -> str:
    """Text as it is compared. Its length may differ from the original's."""
    return unicodedata.normalize("NFKC", text).casefold()


def holds_all(text: str, words: tuple[str, ...]) -> bool:
    """Whether every word stands in the text."""
    comparable = folded(text)
    return all(word in comparable for word in words)


def marks_of(text: str, words: tuple[str, ...]) -> tuple[tuple[int, int], ...]:
    """Where the words stand in ``text``, as spans of characters, in order and without overlap."""
    comparable = ""
    origin: list[int] = []
    for at, letter in enumerate(text):
        piece = folded(letter)
        comparable += piece
        origin += [at] * len(piece)
    found: list[tuple[int, int]] = []
    for word in words:
        at = comparable.find(word)
        while word and at >= 0:
            found.append((origin[at], origin[at + len(word) - 1] + 1))
            at = comparable.find(word, at + len(word))
    marks: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if marks and start < marks[-1][1]:
            marks[-1] = (marks[-1][0], max(end, marks[-1][1]))
        else:
            marks.append((start, end))
    return tuple(marks)


def snippet(text: str, words: tuple[str, ...]) -> str:
    """One line around the first word that was found, with ``…`` where it was cut."""
    line = " ".join(text.split())
    marks = marks_of(line, words)
    start = max(marks[0][0] - LEAD, 0) if marks else 0
    end = min(start + SNIPPET, len(line))
    return f"{'…' if start else ''}{line[start:end]}{'…' if end < len(line) else ''}"
