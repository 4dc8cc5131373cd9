"""Sentences that mean one time of a series and all after it, as “delete the swim event from Friday on” does. Pure."""

from __future__ import annotations

import re

_LATER = r"(?:following|future|later|coming|upcoming|subsequent|remaining)"
_MARKS = (
    # "this and all following swim events"
    rf"\b(?:(?:this|that|the next)(?: one)? and )?(?:all|every|each|the)(?: of)?(?: (?:the|my))? {_LATER}\b",
    # "the swim event on Friday and all after it"
    rf",?\s*\band (?:all|every|everything|the)?\s*(?:the )?{_LATER}(?: ones?| times?| dates?| events?)?\b",
    r",?\s*\band (?:all|every|everything|the)?\s*(?:(?:the |those )?ones? )?(?:after|from|since) (?:it|that|then|there)(?: on)?\b",
    # "from tomorrow on", "from then on"
    r"\bfrom (?:then|now|there) on(?:wards?)?\b",
    r"\bfrom (?P<day>(?:next |this )?\w+(?: \d{1,2}(?:st|nd|rd|th)?)?(?: \w+)?) on(?:wards?)?(?=$| to\b)",
    r"(?:これ|それ|今回|この回|その回|次回)と?(?:以降|以後|から先|からあと)(?:の?(?:すべて|全部|全て))?[のはを]?",
    r"(?P<day_ja>(?:明日|明後日|来週|来月|今日|(?:\d+月)?\d+日|[月火水木金土日]曜日?)の?)(?:以降|以後)(?:の|は|ずっと)*",
    r"今後の?(?:すべての|全部の)?",
)
_FOLLOWING = re.compile("|".join(_MARKS), re.IGNORECASE)
_ALONE = re.compile(
    rf"\b(?:{_LATER}|onwards?|(?:from|after) (?:then|it|that|there|now))\b|\bon$|以降|以後|から先|からあと|今後",
    re.IGNORECASE,
)


def without_following(words: str) -> str | None:
    """The sentence without what says so; from which day on stays in it. None where it does not say so."""
    plain = _FOLLOWING.sub(lambda found: (found["day"] and f"on {found['day']}") or found["day_ja"] or "", words)
    return " ".join(plain.split()) if plain != words else None


def means_following(words: str) -> bool:
    """Whether a reply means one time and all that follow."""
    return _ALONE.search(words) is not None
