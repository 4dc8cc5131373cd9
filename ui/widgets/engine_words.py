"""Sentences that come from the engine, in the window's language.

The engine speaks English. Its sentences stand in ``engine_*.ts`` with what varies as ``{0}``, ``{1}`` …: "This machine has 8 cores
and 16 GB of memory." is one of them. A sentence that is not there is shown as it came.
"""

from __future__ import annotations

import re
from functools import cache, partial

from PySide6.QtCore import QLocale

from assistant.errors import ErrorReport
from ui.translations.translator import EngineWords, engine_words_in, languages

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
# Japanese and Chinese sentence ends bring their own room.
_CLOSED_BY_ITSELF = "。！？"
_PLACE = re.compile(r"\{(\d+)\}")


def engine_words(text: str) -> str:
    """The text in the window's language: sentence by sentence, else as a whole. What has no translation stays English."""
    language = QLocale().name().split("_")[0]
    if not text or language not in languages():
        return text
    catalog = engine_words_in(language)
    exact = catalog.get(text)
    if exact is not None:
        return exact
    sentences = [(sentence, _sentence_words(sentence, language)) for sentence in _SENTENCE_END.split(text)]
    if any(words is None for _, words in sentences):
        whole = _sentence_words(text, language)
        if whole is not None:
            return whole
    return joined(*(words or sentence for sentence, words in sentences))


def error_words(error: ErrorReport) -> str:
    """What happened and what to do next, as one text."""
    return joined(engine_words(error.message), engine_words(error.remedy))


def joined(*sentences: str) -> str:
    """Sentences one after the other, with a space between them where the first ends as sentences do in Latin script."""
    text = ""
    for sentence in filter(None, sentences):
        text += f"{'' if not text or text[-1] in _CLOSED_BY_ITSELF else ' '}{sentence}"
    return text


def _sentence_words(sentence: str, language: str) -> str | None:
    catalog = engine_words_in(language)
    exact = catalog.get(sentence)
    if exact is not None:
        return exact
    for pattern, translation in _patterns(language):
        found = pattern.fullmatch(sentence)
        if found is not None:
            return _PLACE.sub(partial(_name_words, found.groups(), catalog), translation)
    return None


def _name_words(names: tuple[str, ...], catalog: EngineWords, place: re.Match[str]) -> str:
    name = names[int(place[1])]
    return catalog.get(name) or name


@cache
def _patterns(language: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    """The sentences with places, those with the most fixed letters first, so that the closest one is taken."""
    lines = list(engine_words_in(language).with_places().items())
    lines.sort(key=lambda line: len(_PLACE.sub("", line[0])), reverse=True)
    return tuple((_pattern(english), words) for english, words in lines)


def _pattern(english: str) -> re.Pattern[str]:
    fixed = _PLACE.split(english)
    # Every second part is the number of a place; places stand in order, from 0.
    return re.compile("(.+?)".join(re.escape(part) for part in fixed[::2]), re.DOTALL)
