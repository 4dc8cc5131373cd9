"""The types that an argument of a skill may have: how they are found in words, and how they cross to the skill's process. Pure."""

from __future__ import annotations

import dataclasses
import datetime
import re

from assistant.skills.sentence import is_japanese
from assistant.skills.time_words.durations import find_duration
from assistant.skills.time_words.moments import find_moment
from assistant.skills.time_words.numbers import ANY_NUMBER, DIGITS, kanji_number, number

CHOICE = "Literal"
NUMBERS = ("int", "float", "Decimal")
KINDS = (*NUMBERS, "str", "bool", "date", "datetime", "timedelta")
"""The types, as a skill writes them; a ``Literal`` of texts is one more."""

Plain = str | float | bool
"""What goes through the pipe: days and moments as ISO 8601, whiles in seconds, decimals as they are written."""

_YES, _NO = ("yes", "on", "true", "はい", "オン"), ("no", "off", "false", "いいえ", "オフ")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Argument:
    """``kind`` is one of ``KINDS`` or ``CHOICE``, then with its ``choices``; ``ask`` is what is asked when it was not said."""

    name: str
    kind: str
    choices: tuple[str, ...] = ()
    required: bool = True
    ask: str = ""


def pattern(argument: Argument) -> str:
    """What its words look like, as a piece of a regular expression."""
    if argument.kind in NUMBERS:
        return ANY_NUMBER.pattern
    if argument.kind == "bool":
        return "|".join(map(re.escape, (*_YES, *_NO)))
    if argument.kind == CHOICE:
        return "|".join(re.escape(one) for one in sorted(argument.choices, key=len, reverse=True))
    return ".+?"


def read_value(argument: Argument, words: str, now: datetime.datetime) -> Plain | None:
    """The value that words say; None where they say none."""
    words = words.strip(" 「」“”\"'")
    if not words:
        return None
    if argument.kind in NUMBERS:
        return _number(argument.kind, words)
    if argument.kind == "bool":
        return {**dict.fromkeys(_YES, True), **dict.fromkeys(_NO, False)}.get(words.lower())
    if argument.kind == CHOICE:
        return next((one for one in argument.choices if one.casefold() == words.casefold()), None)
    if argument.kind == "timedelta":
        duration = find_duration(words)
        return duration[0].total_seconds if duration is not None else None
    return words if argument.kind == "str" else _moment(argument.kind, words, now)


def _number(kind: str, words: str) -> Plain | None:
    whole = ANY_NUMBER.fullmatch(words)
    if whole is None:
        return None
    if re.fullmatch(DIGITS, words):
        digits = words.replace(",", "")
    else:
        found = kanji_number(words) if is_japanese(words) or words == "〇" else number(words)
        digits = f"{found:g}" if found < 1e6 else f"{found:.0f}"
    if kind == "Decimal":
        return digits
    if kind == "float":
        return float(digits)
    return int(digits) if re.fullmatch(r"-?\d+", digits) else None


def _moment(kind: str, words: str, now: datetime.datetime) -> Plain | None:
    found = find_moment(words, now)
    if found is None or found.problem:
        return None
    if kind == "datetime":
        at = found.at(now)
        return at.isoformat() if at is not None else None
    if found.shift is not None:
        return found.shift.after(now).date().isoformat()
    return found.day.isoformat() if found.day is not None else None
