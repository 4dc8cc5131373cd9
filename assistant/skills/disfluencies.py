"""Takes out of a spoken sentence what the speaker took back or only filled a pause with. Pure.

Recognisers write what they hear: "um set a, set a timer for five, no, ten minutes".
"""

from __future__ import annotations

import re

from assistant.skills.time_words.numbers import NUMBER

_FILLER = re.compile(
    r"(?:(?<=\s)|^|(?<=,))\s*(?:u+m+|u+h+|e+rm+|er(?=,)|hm+|you know(?=,)|i mean(?=,)|like(?=,)|like(?= (?:an? )?"
    rf"{NUMBER} (?:min|hour|sec|day|week)))\b,?(?=\s|$)",
    re.IGNORECASE,
)
_FILLER_JA = re.compile(r"(?:え[ーえ]*っ?と|え[ーえ]+|あのー*|そのー+|うー*ん|まあ)[、,]\s*")
_TAKEN_BACK = r"(?:oh )?(?:no|sorry|wait|i mean|actually|make (?:it|that)|or rather)"
_CORRECTED = re.compile(
    rf"\b{NUMBER}(?: (?:minutes?|hours?|seconds?|o[’']?clock|[ap]m))?,? (?:{_TAKEN_BACK},? )+(?=(?:an? )?{NUMBER}\b)",
    re.IGNORECASE,
)
_CORRECTED_JA = re.compile(
    r"\d+(?:時間|分|秒|時|日|個)?半?の?、?(?:いや|じゃなくて|ではなくて|じゃない|違う|あ)、?(?=\d)"
)
_DAY = r"(?:today|tonight|tomorrow|(?:(?:next|this) )?(?:mon|tues|wednes|thurs|fri|satur|sun)day)"
_OTHER_DAY = re.compile(rf"\b{_DAY},? (?:{_TAKEN_BACK},? )+(?P<for>(?:for|on|at) )?(?={_DAY}\b)", re.IGNORECASE)
_OTHER_DAY_DOUBLED = re.compile(r"\b(for|on) (?=(?:for|on) )", re.IGNORECASE)
_BEGUN_ANEW = re.compile(
    r"^.{1,40}?(?:,|\.)? (?:no,? wait|i mean|actually|sorry|no sorry),? "
    r"(?=(?:set|cancel|add|remove|delete|stop|remind|start|turn|put|show|move|change|read|open|wake|snooze|undo)\b)",
    re.IGNORECASE,
)
# Two words or more, or one that says nothing by itself, that come twice in a row were begun anew.
_AGAIN = re.compile(
    r"\b(?P<begun>[\w’']+(?: [\w’']+){1,4}|a|an|the|to|for|my|in|at|on|i|set|add|remind|and|it|is|what|can|you)"
    r"(?:\s*[,.…-]+\s*|\s+)(?P=begun)\b",
    re.IGNORECASE,
)


def without_disfluencies(sentence: str) -> str:
    """The sentence as it was meant; one that was spoken fluently, or typed, stays as it is."""
    text = _FILLER_JA.sub("", _FILLER.sub("", sentence)).strip(" ,、").replace("  ", " ")
    text = _CORRECTED_JA.sub("", _CORRECTED.sub("", _BEGUN_ANEW.sub("", text)))
    text = _OTHER_DAY_DOUBLED.sub("", _OTHER_DAY.sub(lambda found: found["for"] or "", text))
    before = None
    while before != text:
        before = text
        text = _AGAIN.sub(r"\g<begun>", text)
    return text
