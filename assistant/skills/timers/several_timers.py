"""Several timers in one sentence: "two timers for 5 and 10 minutes", "a timer for 5 minutes and another one for 10". Pure."""

from __future__ import annotations

import itertools
import re

from assistant.skills.time_words.durations import find_duration
from assistant.skills.time_words.numbers import KANJI_NUMBER, NUMBER
from assistant.skills.timers.timer_words import name_in

MOST_AT_ONCE = 10
_JOINT = re.compile(
    r"\s*(?:,\s*and\b|[,;、]|\band\b|\bplus\b|(?<=[分秒間])と)\s*(?:also\s+|then\s+|それから)?", re.IGNORECASE
)
_COUNT = rf"(?:{NUMBER}|{KANJI_NUMBER})"
_SHARED = re.compile(rf"(?P<count>{_COUNT})\s*(?:,\s*and|[,、]|and|と)\s*$", re.IGNORECASE)
"""A count that leaves its unit to the next one."""
_ANOTHER = re.compile(
    r"^(?:set\s+)?(?:another(?: one| timer)?|a (?:second|third|fourth)(?: one| timer)?|one(?: more)?|the other(?: one)?)\b\s*",
    re.IGNORECASE,
)


def several_timers(text: str) -> list[tuple[float, str]]:
    """Seconds and name of each timer; nothing where a sentence has no more than one, or says of a second time something else."""
    spans = _spans(text)
    if not 2 <= len(spans) <= MOST_AT_ONCE:
        return []
    cuts, ends = [0], list[int]()
    for (_, _, end), (_, start, _) in itertools.pairwise(spans):
        joint = _JOINT.search(text, end, start)
        if joint is None:
            return []
        ends.append(joint.start())
        cuts.append(joint.end())
    ends.append(len(text))
    found = []
    for at, (seconds, start, end) in enumerate(spans):
        part = text[cuts[at] : ends[at]]
        span = (start - cuts[at], end - cuts[at])
        if at:
            rest = _ANOTHER.sub("", part)
            lead = "" if "timer" in rest or "タイマー" in part else "set a timer "
            span = (span[0] - len(part) + len(rest) + len(lead), span[1] - len(part) + len(rest) + len(lead))
            part = lead + rest
        found.append((seconds, name_in(part.rstrip(" ,;、"), (span,))))
    return found


def _spans(text: str) -> list[tuple[float, int, int]]:
    """Seconds and place of each duration, those that leave their unit to the next among them."""
    spans: list[tuple[float, int, int]] = []
    at = 0
    while (found := find_duration(text[at:])) is not None:
        start, end = at + found[1], at + found[2]
        shared = []
        before = text[at:start]
        while (count := _SHARED.search(before)) is not None:
            whole = re.sub(rf"^{_COUNT}", count["count"], text[start:end], flags=re.IGNORECASE)
            other = find_duration(whole)
            if other is None:
                break
            shared.append((other[0].total_seconds, at + count.start("count"), at + count.end("count")))
            before = before[: count.start()]
        spans += [*reversed(shared), (found[0].total_seconds, start, end)]
        at = end
    return spans
