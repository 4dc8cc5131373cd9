"""Until when something is to be remembered: "until Friday", "for two weeks", 「金曜日まで」. Pure."""

from __future__ import annotations

import datetime
import re

from assistant.skills.time_words.durations import find_duration
from assistant.skills.time_words.moments import find_moment

_UNTIL = re.compile(r"^(?:until|till|up to)\s+(?:the end of\s+)?", re.IGNORECASE)
_FOR = re.compile(r"^for\s+(?:the next\s+)?", re.IGNORECASE)


def end_of(words: str, now: datetime.datetime) -> datetime.datetime | None:
    """When it is over: a day ends at midnight. None where the words name no end that could be."""
    plain = _FOR.sub("", _UNTIL.sub("", words.strip()))
    found = find_duration(plain)
    if found is not None and found[1] == 0 and found[2] == len(plain):
        return now + datetime.timedelta(seconds=found[0].total_seconds)
    moment = find_moment(plain, now)
    if moment is not None and moment.problem:
        return None
    if moment is not None and moment.time is not None:
        return moment.at(now)
    if moment is not None and moment.day is not None:
        return datetime.datetime.combine(moment.day + datetime.timedelta(days=1), datetime.time(), now.tzinfo)
    return None
