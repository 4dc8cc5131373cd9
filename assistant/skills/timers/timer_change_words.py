"""What a sentence wants changed of a timer or an alarm: "move my 7 o'clock alarm to 6", 「アラームを30分遅らせて」. Pure."""

from __future__ import annotations

import dataclasses
import datetime
import re

from assistant.records import TimerKind
from assistant.skills.sentence import is_japanese
from assistant.skills.time_words.durations import find_duration
from assistant.skills.time_words.moments import Moment, find_moment
from assistant.skills.time_words.numbers import NUMBER, number
from assistant.skills.timers.timer_words import repeat_in

_VERB = (
    r"^(?P<verb>change|move|reschedule|adjust|modify|update|shift|push|bring|extend|reset|delay|postpone|put off)\s+"
)
_NOUN = r"(?P<noun>alarm|timer)s?\b"
_TO = re.compile(rf"{_VERB}(?P<which>.*?\b{_NOUN}(?:(?!\bto\b).)*?)\s+to\s+(?P<new>.+)$", re.IGNORECASE)
_BY = re.compile(
    rf"{_VERB}(?P<which>.*?\b{_NOUN})\s+(?:(?P<way>back|forward|up|ahead|out)\s+)?(?:(?:by|for)\s+)?(?P<much>.+?)"
    r"(?:\s+(?P<way_after>later|earlier|sooner|back|forward|ahead|longer))?$",
    re.IGNORECASE,
)
_ADD = re.compile(
    rf"^(?:add|put|give)\s+(?:another\s+)?(?P<much>.+?)(?:\s+more)?\s+(?:to|on)\s+(?P<which>(?:the|my)\b.*?\b{_NOUN})$",
    re.IGNORECASE,
)
_GIVE = re.compile(
    rf"^(?:give|add)\s+(?P<which>(?:the|my)\b.*?\b{_NOUN})\s+(?:another\s+|an extra\s+)?(?P<much>.+?)"
    r"(?:\s+(?:more|extra|longer))?$",
    re.IGNORECASE,
)
_LONGER = re.compile(
    r"^add (?:another |an extra )?(?P<much>.+?)(?: more| extra)?$"
    r"|^(?:あと|もう)(?P<much_ja>.+?)(?:だけ)?(?:を)?(?:追加|延長|[延伸の]ばし|足し)(?:て|して).{0,4}$",
    re.IGNORECASE,
)
"""No timer is named: the one there is."""
_MAKE = re.compile(
    rf"^make\s+(?P<which>(?:the|my)\b.*?\b{_NOUN})\s+(?:for\s+)?(?P<new>.+?)(?:\s+(?:instead|long))?$", re.IGNORECASE
)
_MAKE_JA = re.compile(r"^(?P<which>(?P<name>.+?)の(?P<noun>タイマー|アラーム))を(?P<new>.+?)にして(?:ください)?$")
_MORE = re.compile(r"\b(?:more|extra|additional)\s+", re.IGNORECASE)
_BARE = re.compile(
    rf"^(?:change|move|reschedule|adjust|delay|postpone|put off)\s+(?P<which>.*?\b{_NOUN})$", re.IGNORECASE
)
_JA = re.compile(
    r"^(?P<which>.*?(?P<noun>アラーム|目覚まし(?:時計)?|タイマー))(?:を|は|に)(?:(?P<old>[^をに]+?)から)?(?P<new>.*?)(?:に|へ)?"
    r"(?P<verb>変更|変えて|ずらして|移動|動かして|延長|延期|先送り|[延伸の]ばして|足して|遅らせ|遅く|早め|早く|短く).{0,8}$"
)
_LATER = ("push", "extend", "delay", "postpone", "put off")
_EARLIER_WAYS = ("earlier", "sooner", "forward", "up", "ahead")
_FROM = re.compile(r"\bfrom\s+(?=\d|[a-z])", re.IGNORECASE)
_BARE_TIME = re.compile(
    r"^\d{1,2}(?::\d\d)?(?:\s|$)"
    r"|^(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)(?!\s+(?:min|hour|sec|day))"
    r"|^half (?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)$",
    re.IGNORECASE,
)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class NewTime:
    """One of these: a ``time`` of day (its half in doubt with ``either``) and perhaps a ``day``; ``seconds`` from now; ``shift_s``
    after when it was due. ``repeat`` are new days of the week."""

    time: datetime.time | None = None
    either: bool = False
    day: datetime.date | None = None
    seconds: float = 0.0
    shift_s: float = 0.0
    repeat: tuple[int, ...] = ()
    problem: str = ""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ChangeWish:
    """``which`` are the words for the one that is meant; ``new`` is None where it is not said."""

    kind: TimerKind
    which: str
    new: NewTime | None = None


def change_wish(words: str, now: datetime.datetime) -> ChangeWish | None:
    """What a sentence wants changed; None where it is about something else."""
    if (match := _LONGER.match(words)) and (much := _whole_duration(match["much"] or match["much_ja"])):
        return ChangeWish(kind=TimerKind.TIMER, which="", new=NewTime(shift_s=much))
    if is_japanese(words):
        return _japanese_wish(words, now)
    if match := _ADD.match(words) or _GIVE.match(words):
        much = _whole_duration(_MORE.sub("", match["much"]))
        return _wish(match, NewTime(shift_s=much)) if much else None
    if match := _TO.match(words):
        new = new_time(match["new"], _kind(match["noun"]), now)
        return _wish(match, new) if new is not None else None
    if match := _BARE.match(words):
        return _wish(match, None)
    if match := _BY.match(words):
        much = _whole_duration(match["much"])
        way = (match["way"] or match["way_after"] or "").lower()
        if not much or (not way and match["verb"].lower() not in _LATER):
            return None
        return _wish(match, NewTime(shift_s=-much if way in _EARLIER_WAYS else much))
    return None


def remade(words: str, now: datetime.datetime) -> ChangeWish | None:
    """ "Make the tea timer ten minutes", 「お茶のタイマーを10分にして」: a change where one is called so, else a new one."""
    match = _MAKE_JA.match(words) if is_japanese(words) else _MAKE.match(words)
    if match is None:
        return None
    kind = TimerKind.TIMER if match["noun"].lower() in ("timer", "タイマー") else TimerKind.ALARM
    new = new_time(match["new"], kind, now)
    return ChangeWish(kind=kind, which=match["which"], new=new) if new is not None else None


def new_time(words: str, kind: TimerKind, now: datetime.datetime) -> NewTime | None:
    """When it is to ring instead; None where the words name no time."""
    repeat = repeat_in(words)
    moment = new_moment(words, now)
    if moment is not None and moment.problem:
        return NewTime(problem=moment.problem)
    if moment is not None and moment.time is not None and kind is TimerKind.ALARM:
        return _at(moment, repeat)
    if moment is not None and moment.shift is not None and moment.shift.total_seconds > 0:
        return NewTime(seconds=moment.shift.total_seconds)
    if kind is TimerKind.TIMER:
        found = _whole_duration(words) or (
            number(words) * 60 if re.fullmatch(NUMBER, words, re.IGNORECASE) is not None else 0
        )
        return NewTime(seconds=found) if found > 0 else None
    return NewTime(repeat=repeat) if repeat else None


def new_moment(words: str, now: datetime.datetime) -> Moment | None:
    """The moment in words that stand behind a "to": a bare number is a time there."""
    return find_moment(f"at {words}" if _BARE_TIME.match(words) else words, now)


def _japanese_wish(words: str, now: datetime.datetime) -> ChangeWish | None:
    match = _JA.match(words)
    if match is None:
        return None
    verb, new = match["verb"], match["new"]
    which = f"{match['old']}の{match['which']}" if match["old"] else match["which"]
    kind = TimerKind.TIMER if match["noun"] == "タイマー" else TimerKind.ALARM
    later = re.search(r"後ろ|遅|長|ばして|足して|延期|先送り", new + verb) is not None
    earlier = re.search(r"早|前(?!日)|短", new + verb) is not None and re.search(r"午前", new) is None
    found = find_duration(new)
    if found is not None and (later or earlier):
        much = found[0].total_seconds
        return ChangeWish(kind=kind, which=which, new=NewTime(shift_s=much if later else -much))
    if not new and verb in ("変更", "変えて", "延期", "先送り"):
        return ChangeWish(kind=kind, which=which)
    time = new_time(new, kind, now)
    return ChangeWish(kind=kind, which=which, new=time) if time is not None else None


def _wish(match: re.Match[str], new: NewTime | None) -> ChangeWish:
    return ChangeWish(kind=_kind(match["noun"]), which=_FROM.sub("at ", match["which"]), new=new)


def _kind(noun: str) -> TimerKind:
    return TimerKind.TIMER if noun.lower() == "timer" else TimerKind.ALARM


def _at(moment: Moment, repeat: tuple[int, ...]) -> NewTime:
    day = None if repeat else moment.day
    return NewTime(time=moment.time, either=moment.either, day=day, repeat=repeat)


def _whole_duration(words: str) -> float:
    """The seconds of a text that is a duration and nothing else, else 0."""
    found = find_duration(words)
    return found[0].total_seconds if found is not None and words[found[2] :].strip() in ("", "間") else 0.0
