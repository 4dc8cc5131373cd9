"""What skills did, and what they keep running."""

from __future__ import annotations

import dataclasses
import enum
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from assistant.errors import ErrorReport
from assistant.ids import ActionId, TimerId


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """Something a skill did for an answer. ``text`` says what; ``arguments`` are plain values. It can be taken back while it is
    ``undoable`` and not ``undone``."""

    id: ActionId
    skill: str
    text: str
    arguments: Mapping[str, Any]
    undoable: bool = True
    undone: bool = False


class TimerKind(enum.StrEnum):
    """A timer runs for a while; an alarm goes off at a time of day."""

    TIMER = "timer"
    ALARM = "alarm"


class TimerState(enum.StrEnum):
    """Where a timer stands. ``MISSED``: it was due while the program was closed or the machine slept."""

    RUNNING = "running"
    RINGING = "ringing"
    MISSED = "missed"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Timer:
    """A timer or an alarm. ``due_at`` is in Unix seconds; ``seconds`` is how long a timer was set for, 0 for an alarm.
    ``repeat`` holds the days an alarm comes again on, 0 for Monday; empty for once. ``clock_time`` (07:30) is when such an alarm
    goes off, where ``due_at`` is another time because the clocks skip it on that day; else empty."""

    id: TimerId
    kind: TimerKind
    due_at: float
    seconds: float = 0.0
    name: str = ""
    state: TimerState = TimerState.RUNNING
    repeat: tuple[int, ...] = ()
    clock_time: str = ""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class CalendarEvent:
    """One time an event takes place. ``starts_at`` and ``ends_at`` are in Unix seconds; of whole days (``all_day``) the midnights
    before and behind them. ``uid`` names the event in its file, with ``starts_at`` this time of it; empty where it has no name."""

    title: str
    starts_at: float
    all_day: bool
    repeats: bool
    ends_at: float = 0.0
    uid: str = ""
    reminds: bool = False


class Extent(enum.StrEnum):
    """How much of a series is meant: one time, that one and all after it, or every one."""

    ONCE = "once"
    FOLLOWING = "following"
    EVERY = "every"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class EventDraft:
    """An event as the user wishes it, times as in ``CalendarEvent``. ``rule`` is how it repeats, an RRULE of RFC 5545 without its
    name; empty for once, and for a series that keeps its own."""

    title: str
    starts_at: float
    ends_at: float
    all_day: bool = False
    rule: str = ""
    reminds: bool = False


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class CalendarImport:
    """How many events were taken in, and how many were there already; ``action`` takes it back, None where nothing was new."""

    events: int
    known: int
    action: Action | None = None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class UserSkillArgument:
    """What a skill must be told. ``kind`` is its type in Python, ``Literal`` for one of ``choices``."""

    name: str
    kind: str
    choices: tuple[str, ...] = ()
    required: bool = True


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class UserSkill:
    """A skill that the user wrote: a file in the skills folder, as it says of itself. ``uses`` is what it may change: ``values`` of
    its own, and ``notes``. It is used only while it is ``allowed``, which holds for one ``digest`` (SHA-256); ``changed`` says that
    it was allowed with another. With a ``problem`` it is none, in ``line`` where that can be said."""

    name: str
    file: Path
    digest: str
    title: str = ""
    about: str = ""
    says: tuple[str, ...] = ()
    arguments: tuple[UserSkillArgument, ...] = ()
    uses: tuple[str, ...] = ()
    allowed: bool = False
    changed: bool = False
    problem: ErrorReport | None = None
    line: int = 0
