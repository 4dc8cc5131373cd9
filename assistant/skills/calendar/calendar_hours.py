"""Which half of the day is meant by what people do in it: lunch at one, a meeting at nine, dinner at seven. Pure."""

from __future__ import annotations

import dataclasses
import re

from assistant.skills.time_words.moments import Moment

_MORNING, _MIDDAY, _EVENING, _OFFICE = range(5, 12), range(11, 18), range(17, 24), range(8, 19)
_HABITS = (
    (re.compile(r"\bbreakfast\b|朝食|朝ごはん|モーニング", re.IGNORECASE), _MORNING),
    (re.compile(r"\b(?:lunch|tea)\b|ランチ|昼食|お昼|お茶", re.IGNORECASE), _MIDDAY),
    (
        re.compile(
            r"\b(?:dinner|supper|drinks|cinema|theatre|theater)\b|夕食|夕飯|飲み会|ディナー|映画", re.IGNORECASE
        ),
        _EVENING,
    ),
    (
        re.compile(
            r"\b(?:meeting|appointment|interview|dentist|doctor|haircut|review|office|work|school|bank|check[ -]?up)\b"
            r"|会議|打ち合わせ|打合せ|ミーティング|面談|面接|商談|歯医者|歯科|病院|健診|検診|美容院|銀行|授業",
            re.IGNORECASE,
        ),
        _OFFICE,
    ),
)
"""A word of what is done, and the hours in which it is done, each of which comes but once in them."""


_WITH_OTHERS = re.compile(
    r"\b(?:meet|see|visit|call|chat|class|lesson|session|visit|training|practice|coffee)\b|電話|レッスン|練習|コーヒー",
    re.IGNORECASE,
)
"""Of an event these are by day as well; one is reminded of a call to make at any hour."""


def by_day(moment: Moment, title: str, *, reminds: bool) -> Moment:
    """A moment whose half of the day the ``title`` tells; as it is where that is still in doubt."""
    if not moment.either or moment.time is None:
        return moment
    for word, hours in _HABITS if reminds else (*_HABITS, (_WITH_OTHERS, _OFFICE)):
        if word.search(title):
            hour = moment.time.hour % 12
            fitting = [one for one in (hour, hour + 12) if one in hours]
            if len(fitting) == 1:
                return dataclasses.replace(moment, time=moment.time.replace(hour=fitting[0]), either=False)
            return moment
    return moment
