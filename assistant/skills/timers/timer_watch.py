"""Keeps timers and alarms: which there are, when they ring, and what was missed.

A timer is a value in the database, so it survives whatever happens to the program. Its due time is by the wall clock. While the
program runs, a jump of the clock moves the due times of timers along, since a timer lasts as long as it was set for; alarms go by
the clock on the wall, in another time zone by the one there. A machine that slept is no jump: what became due meanwhile was missed.
"""

from __future__ import annotations

import dataclasses
import datetime
import threading
import zoneinfo
from collections.abc import Callable, Sequence
from typing import Protocol

import msgspec

from assistant.clock import Clock
from assistant.errors import NotFound
from assistant.events import Event, TimersChanged
from assistant.ids import TimerId
from assistant.records import Timer, TimerKind, TimerState
from assistant.skills.time_words.moments import real
from assistant.skills.value_store import ValueStore

STORE = "timers"
MISSED_AFTER_S = 90.0
"""A timer found this late was not rung for: the machine slept, or the program was closed."""
RINGS_FOR_S = 180.0
JUMP_S = 2.0
LOOKS_EVERY_S = 5.0
"""Another program on the same data (the command) may have set a timer."""


SEEN = "reminders_seen"
ZONE = "zone"
SEEN_EVERY_S = 60.0
LONGEST_AWAY_S = 7 * 24 * 3600.0
"""What the calendar reminded of longer ago is not told any more."""


class Reminders(Protocol):
    """What a calendar reminds of."""

    def due(self, since: float, until: float, zone: datetime.tzinfo) -> Sequence[Timer]:
        """Reminders after ``since`` and up to ``until`` (Unix seconds), each with an id of its own that is always the same."""


class TimerWatch:
    """Rings what is due. ``start`` watches on a thread of its own; ``check`` does one look, for tests. Any thread may call."""

    def __init__(
        self,
        store: ValueStore,
        clock: Clock,
        *,
        elapsed: Callable[[], float],
        zone: Callable[[], datetime.tzinfo],
        publish: Callable[[Event], None],
        ring: Callable[[bool], None],
        reminders: Reminders | None = None,
    ) -> None:
        """``elapsed`` is seconds from an arbitrary start, time asleep included. ``ring(True)`` begins to ring,
        ``ring(False)`` ends it."""
        self._store = store
        self._clock = clock
        self._elapsed = elapsed
        self._zone = zone
        self._publish = publish
        self._ring = ring
        self._reminders = reminders
        self._lock = threading.RLock()
        self._wake = threading.Event()
        self._closed = False
        self._thread: threading.Thread | None = None
        self._seen = store.beside(SEEN)
        self._offset = clock.now() - elapsed()
        self._told: tuple[Timer, ...] = ()
        self._ringing = False

    def timers(self) -> tuple[Timer, ...]:
        """All there are, the next first."""
        found = [timer_of(value) for value in self._store.all().values()]
        return tuple(sorted(found, key=lambda one: (one.due_at, one.id)))

    def start(self) -> None:
        """Watches until ``close``. Call once, in the home's first engine."""
        self._thread = threading.Thread(target=self._run, name="timers", daemon=True)
        self._thread.start()

    def look(self) -> None:
        """Timers may have changed: looks at once. Tells it, also where nothing is watched."""
        if self._thread is None:
            self._tell()
        self._wake.set()

    def check(self) -> float:
        """Rings what is due, tells what changed, and gives the seconds until the next look."""
        with self._lock:
            self._follow_clock()
            self._follow_zone()
            now = self._clock.now()
            self._remind(now)
            for timer in self.timers():
                if timer.state is TimerState.RUNNING and timer.due_at <= now:
                    late = now - timer.due_at
                    state = TimerState.MISSED if late > MISSED_AFTER_S else TimerState.RINGING
                    self._due(timer, state)
                elif timer.state is TimerState.RINGING and now - timer.due_at > RINGS_FOR_S:
                    self._put(dataclasses.replace(timer, state=TimerState.MISSED))
            timers = self._tell()
            rings = any(one.state is TimerState.RINGING for one in timers)
            if rings != self._ringing:
                self._ringing = rings
                self._ring(rings)
            waits = [one.due_at - now for one in timers if one.state is TimerState.RUNNING]
            return max(0.0, min([LOOKS_EVERY_S, *waits]))

    def cancel(self, timer: TimerId) -> None:
        """Ends a timer. Of an alarm that repeats, one that rings goes by itself. Raises ``NotFound``."""
        with self._lock:
            self._get(timer)
            self._store.write(timer, None)
        self.look()

    def snooze(self, timer: TimerId, minutes: int) -> None:
        """Lets a timer ring again in some minutes. Raises ``NotFound``."""
        with self._lock:
            found = self._get(timer)
            self._put(dataclasses.replace(found, state=TimerState.RUNNING, due_at=self._clock.now() + minutes * 60))
        self.look()

    def silence(self) -> None:
        """Ends whatever rings."""
        for timer in self.timers():
            if timer.state is TimerState.RINGING:
                self.cancel(timer.id)

    def close(self) -> None:
        """Stops watching and ringing; what is set stays set."""
        self._closed = True
        self._wake.set()
        if self._thread is not None:
            self._thread.join()
        if self._ringing:
            self._ring(False)

    def _run(self) -> None:
        while not self._closed:
            wait_s = self.check()
            self._wake.wait(wait_s)
            self._wake.clear()

    def _follow_clock(self) -> None:
        offset = self._clock.now() - self._elapsed()
        jump, self._offset = offset - self._offset, offset
        if abs(jump) < JUMP_S:
            return
        for timer in self.timers():
            if timer.kind is TimerKind.TIMER and timer.state is TimerState.RUNNING:
                self._put(dataclasses.replace(timer, due_at=timer.due_at + jump))

    def _follow_zone(self) -> None:
        """An alarm is set by the clock on the wall, and goes off by that of the place where the user is."""
        name = str(self._zone())
        kept = self._seen.read(ZONE)
        if name == kept:
            return
        old, new = _zone_called(kept or ""), _zone_called(name)
        if old is not None and new is not None:
            for timer in self.timers():
                if timer.kind is TimerKind.ALARM and timer.state is TimerState.RUNNING:
                    self._put(in_zone(timer, old, new))
        self._seen.write(ZONE, name)

    def _remind(self, now: float) -> None:
        """Puts what the calendar reminds of since the last look among the timers; a second time after a kill, it is the same."""
        if self._reminders is None:
            return
        seen = self._seen.read(SEEN)
        since = float(seen) if seen is not None else now
        due = self._reminders.due(max(since, now - LONGEST_AWAY_S), now, self._zone())
        for timer in due:
            if self._store.read(timer.id) is None:
                self._put(timer)
        if due or seen is None or now - since > SEEN_EVERY_S or since > now:
            self._seen.write(SEEN, str(now))

    def _due(self, timer: Timer, state: TimerState) -> None:
        if not timer.repeat:
            self._put(dataclasses.replace(timer, state=state))
            return
        # What rings is one of its days; the alarm itself goes on. A second time after a kill, this writes the same.
        today = TimerId(f"{timer.id}-{int(timer.due_at)}")
        self._put(dataclasses.replace(timer, id=today, state=state, repeat=()))
        now = datetime.datetime.fromtimestamp(self._clock.now(), self._zone())
        self._put(next_day(timer, now))

    def _tell(self) -> tuple[Timer, ...]:
        timers = self.timers()
        if timers != self._told:
            self._told = timers
            self._publish(TimersChanged(timers=timers))
        return timers

    def _get(self, timer: TimerId) -> Timer:
        value = self._store.read(timer)
        if value is None:
            raise NotFound("This timer is over.", "Set a new one.")
        return timer_of(value)

    def _put(self, timer: Timer) -> None:
        self._store.write(timer.id, value_of(timer))


def next_day(alarm: Timer, now: datetime.datetime) -> Timer:
    """A repeating alarm, set for the next of its days after ``now``, at the same time of day by the clock."""
    at = clock_time(alarm, now.tzinfo)
    for ahead in range(8):
        due = datetime.datetime.combine(now.date() + datetime.timedelta(days=ahead), at, now.tzinfo)
        if due.weekday() in alarm.repeat and due > now:
            return _at_clock_time(alarm, due)
    raise AssertionError("one of eight days is one of the seven")


def in_zone(alarm: Timer, old: datetime.tzinfo, new: datetime.tzinfo) -> Timer:
    """An alarm at the same time by the clock on the wall, in another zone."""
    day = datetime.datetime.fromtimestamp(alarm.due_at, old).date()
    return _at_clock_time(alarm, datetime.datetime.combine(day, clock_time(alarm, old), new))


def clock_time(alarm: Timer, zone: datetime.tzinfo | None) -> datetime.time:
    """The time of day that an alarm is set for."""
    if alarm.clock_time:
        return datetime.time.fromisoformat(alarm.clock_time)
    return datetime.datetime.fromtimestamp(alarm.due_at, zone).time()


def _at_clock_time(alarm: Timer, due: datetime.datetime) -> Timer:
    skipped = real(due).time() != due.time()
    return dataclasses.replace(
        alarm, due_at=due.timestamp(), clock_time=due.time().isoformat("minutes") if skipped else ""
    )


def _zone_called(name: str) -> datetime.tzinfo | None:
    """A zone by its name; None where it has none."""
    try:
        return zoneinfo.ZoneInfo(name)
    except (ValueError, OSError, zoneinfo.ZoneInfoNotFoundError):
        return None


def timer_of(value: str) -> Timer:
    """A timer as it is stored."""
    return msgspec.json.decode(value, type=Timer)


def value_of(timer: Timer) -> str:
    """What is stored of a timer."""
    return msgspec.json.encode(timer).decode()
