"""Sentences that come from the engine, in the window's language.

The engine speaks English. Its sentences stand in the catalog with numbers as ``{0}``, ``{1}`` …, so that "This machine has 8 cores
and 16 GB of memory." is one line there. A sentence that is not in the catalog is shown as it came.
"""

from __future__ import annotations

import re

from PySide6.QtCore import QCoreApplication

from assistant.errors import ErrorReport

CONTEXT = "engine"
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


def engine_words(text: str) -> str:
    """The text in the window's language: as a whole, or sentence by sentence. What the catalog does not have stays English."""
    whole = _sentence_words(text)
    if whole != text:
        return whole
    return " ".join(_sentence_words(sentence) for sentence in _SENTENCE_END.split(text))


def error_words(error: ErrorReport) -> str:
    """What happened and what to do next, as one text."""
    return " ".join(engine_words(part) for part in (error.message, error.remedy) if part)


def _sentence_words(sentence: str) -> str:
    exact = QCoreApplication.translate(CONTEXT, sentence)
    if exact != sentence:
        return exact
    numbers = _NUMBER.findall(sentence)
    places = iter(range(len(numbers)))
    pattern = _NUMBER.sub(lambda _: f"{{{next(places)}}}", sentence)
    found = QCoreApplication.translate(CONTEXT, pattern)
    if found == pattern:
        return sentence
    for place, number in enumerate(numbers):
        found = found.replace(f"{{{place}}}", number)
    return found
