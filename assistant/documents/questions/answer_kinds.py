"""What kind of thing a question asks for, and whether a text tells one. Pure; English and Japanese.

"Who" asks for a name, "when" for a time, "how much" for a number, "how long" for one of minutes or metres: a sentence without any
cannot answer, however many of the question's words it holds.
"""

from __future__ import annotations

import calendar
import enum
import re

from assistant.documents.citing.quotable import NUMBER_WORDS, numbers_in, terms_in
from assistant.documents.finding import query_words


class AnswerKind(enum.Enum):
    """What is asked for."""

    NAME = "name"
    TIME = "time"
    NUMBER = "number"
    EXTENT = "extent"


_COUNTED_JA = "人|個|円|回|歳|才|台|匹|頭|件|本|枚|冊|名|階|度|種|割|％|%|kg|km|cm|メートル|キロ|グラム"
_LASTS_JA = "時間|分間|日間|週間|か月|ヶ月|ヵ月|カ月|年間"
_ASKED = (
    (AnswerKind.EXTENT, r"\bhow long\b"),
    (AnswerKind.NUMBER, r"\bhow (?:much|many|often|old|far|high|tall|deep|wide|heavy|big|large|fast|hot|cold)\b"),
    (AnswerKind.NUMBER, r"\b(?:what|which) (?:number|percentage|percent|share|amount|price|temperature)\b"),
    (
        AnswerKind.TIME,
        r"\bwhen\b(?! (?:i|you|we|they|he|she|it|the|my|your|our|a|an)\b)|\bwhat (?:time|date|day|month|year)\b",
    ),
    (AnswerKind.NAME, r"\bwho(?:m|se)?\b"),
    (AnswerKind.EXTENT, rf"何(?:{_LASTS_JA})"),
    (AnswerKind.NUMBER, rf"いくら|いくつ|(?:どの|どれ)(?:くらい|ぐらい|ほど)|何(?:{_COUNTED_JA})"),
    (AnswerKind.TIME, r"いつ|何(?:時|日|月|年|曜日)(?!間)"),
)
_COUNTER = re.compile(rf"何({_COUNTED_JA})")
_PATTERNS = tuple((kind, re.compile(pattern)) for kind, pattern in _ASKED)
_TIME_WORDS = "|".join(
    name for name in (*calendar.month_name, *calendar.day_name, *calendar.month_abbr, *calendar.day_abbr) if name
)
_TIME = re.compile(
    rf"\d|\b(?:{_TIME_WORDS})\b|\b(?:today|tomorrow|daily|weekly|monthly|yearly|spring|summer|autumn|winter|noon|midnight|immediately)\b"
    r"|[一二三四五六七八九十]+(?:年|月|日|時|週|か月|ヶ月)|毎[日週月年朝晩]|[月火水木金土日]曜|[春夏秋冬]|世紀|時代|正午"
)
_NUMBER = re.compile(
    rf"\b(?:{'|'.join(NUMBER_WORDS)}|half|once|twice|dozen|hundreds?|thousands?|millions?|nothing|none|free)\b"
    r"|[一二三四五六七八九十百千万億半数]+(?:人|個|円|回|歳|台|匹|頭|件|本|枚|冊|名|階|度|種|割|時間|分|日|週|か月|ヶ月|年|世帯)|無料|半分",
    re.IGNORECASE,
)
_EXTENT = re.compile(
    r"(?:minute|hour|day|week|month|year|decade|centur|second|met(?:re|er)|kilomet|mile|feet|foot|inch)|\d\s*(?:min|h|hrs?|s|k?m|cm)\b"
    r"|\bfrom\b.+\b(?:to|until)\b|\buntil\b|時間|分|日|週|月|年|秒|メートル|キロ|から.+まで",
    re.IGNORECASE,
)
# Where a capital does not begin a sentence, or begins two words in a row.
_NAME = re.compile(r"(?<=[\w,;:(\-–—&|\"“”])\s*[(\"“]?([A-Z][\w'’.-]+)|\b([A-Z][\w'’-]+ [A-Z][\w'’-]+)")


def asked_kind(question: str) -> AnswerKind | None:
    """What a question asks for; None where its words do not say. The first word that does decides, of a follow-up that stands
    behind its question the last sentence."""
    text = _last(question)
    found = [(match.start(), kind) for kind, pattern in _PATTERNS if (match := pattern.search(text)) is not None]
    kind = min(found, key=lambda one: one[0], default=(0, None))[1]
    # What is a name is not seen in a script without capitals.
    return None if kind is AnswerKind.NAME and query_words.has_unspaced(text) else kind


def _last(question: str) -> str:
    """The last sentence of a question, normalised."""
    sentences = [one for one in re.split(r"(?<=[?。])\s*|(?<=か)\s+", query_words.normalised(question)) if one.strip()]
    return sentences[-1] if sentences else ""


def tells(kind: AnswerKind, text: str, question: str) -> bool:
    """Whether a text tells anything of the kind that the question did not bring in itself."""
    counter = _COUNTER.search(_last(question))
    if counter is not None:
        # 何台 is answered by 2台, and by no price.
        return (
            re.search(rf"[\d一二三四五六七八九十百千万億半数]\s*{counter[1]}", query_words.normalised(text)) is not None
        )
    if kind is AnswerKind.NAME:
        asked = terms_in(question)
        return any(not terms_in(first or second) <= asked for first, second in _NAME.findall(text))
    if kind is AnswerKind.TIME:
        return _TIME.search(text) is not None
    if kind is AnswerKind.EXTENT:
        return _EXTENT.search(text) is not None
    return bool(numbers_in(text) - numbers_in(question)) or _NUMBER.search(text) is not None
