"""Alarms and reminders where the clocks change and where a laptop travels: by the clock on the wall, always."""

from __future__ import annotations

import datetime
import os
import time
import zoneinfo
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from assistant.events import Event
from assistant.ids import MessageId, TimerId
from assistant.records import Timer, TimerKind, TimerState
from assistant.skills import local_zone as zones
from assistant.skills.calendar.calendar_reminders import CalendarReminders
from assistant.skills.desktop.volume import Mixer
from assistant.skills.file_store import FileStore
from assistant.skills.journal import ActionJournal
from assistant.skills.notes.note_files import STORE as FILES
from assistant.skills.registry import built_in_skills
from assistant.skills.room import SkillRoom
from assistant.skills.timers.timer_watch import STORE, TimerWatch, timer_of, value_of
from assistant.skills.value_store import ValueStore
from assistant.storage.database import Storage
from tests.integration.skills.conftest import TurnedClock

pytestmark = pytest.mark.integration

BERLIN, TOKYO, NEW_YORK = (zoneinfo.ZoneInfo(name) for name in ("Europe/Berlin", "Asia/Tokyo", "America/New_York"))
EVERY_DAY = (0, 1, 2, 3, 4, 5, 6)


class Laptop:
    """Timers and a calendar on a machine whose zone a test turns."""

    def __init__(self, storage: Storage, clock: TurnedClock, file: Path) -> None:
        self.clock, self.zone = clock, BERLIN
        self.store = ValueStore(storage, STORE)
        self.storage, self.file = storage, file
        self.events: list[Event] = []
        self.start()
        self.room = SkillRoom(
            built_in_skills(self.timers, Path, lambda: file, Mixer()),
            ActionJournal(storage, {STORE: self.store, FILES: FileStore()}, clock),
            clock=clock,
            zone=lambda: self.zone,
            publish=self.events.append,
            acted=lambda: None,
        )

    def start(self) -> None:
        """As a program that starts."""
        self.watch = TimerWatch(
            self.store,
            self.clock,
            elapsed=lambda: self.clock.passed,
            zone=lambda: self.zone,
            publish=self.events.append,
            ring=lambda rings: None,
            reminders=CalendarReminders(lambda: self.file),
        )

    def say(self, message: str) -> str:
        proposal = self.room.propose(message, conversation=None, previous=())
        assert proposal is not None
        return self.room.carry_out(proposal, MessageId(1_000_000_001)).sentence if proposal.deed else proposal.sentence

    def timers(self) -> list[Timer]:
        return [timer_of(value) for value in self.store.all().values()]

    def at(self, *moment: int) -> None:
        """Time goes by until the clock on the wall shows this."""
        until = datetime.datetime(*moment, tzinfo=self.zone).timestamp()  # type: ignore[arg-type,misc]  # year to minute
        self.clock.pass_time(until - self.clock.time)
        self.watch.check()

    def shown(self) -> list[str]:
        """When alarms go off by the clock on the wall."""
        return sorted(
            f"{datetime.datetime.fromtimestamp(one.due_at, self.zone):%m-%d %H:%M} {one.state.value}"
            for one in self.timers()
        )


@pytest.fixture
def laptop(storage: Storage, clock: TurnedClock, file: Path) -> Laptop:
    return Laptop(storage, clock, file)


def test_an_alarm_keeps_its_time_of_day_through_both_changes_of_the_clocks(laptop: Laptop) -> None:
    laptop.at(2027, 3, 26, 12, 0)
    laptop.say("set an alarm for 2:30 am every day")
    assert laptop.shown() == ["03-27 02:30 running"]
    laptop.at(2027, 3, 27, 2, 31)
    # On Sunday the clocks skip 2:30, and show 3:30 instead.
    assert "03-28 03:30 running" in laptop.shown()
    laptop.at(2027, 3, 28, 3, 31)
    assert "03-29 02:30 running" in laptop.shown()
    laptop.at(2027, 10, 30, 12, 0)
    assert "10-31 02:30 running" in laptop.shown()
    laptop.at(2027, 10, 31, 12, 0)
    assert "11-01 02:30 running" in laptop.shown()


@pytest.mark.parametrize("closed", [False, True])
def test_an_alarm_goes_by_the_clock_where_the_laptop_is(laptop: Laptop, closed: bool) -> None:
    laptop.at(2026, 11, 26, 20, 0)
    laptop.say("set an alarm for 7 am on weekdays")
    laptop.say("set an alarm for 9 am on 30 November called talk")
    laptop.say("set a timer for 20 hours")
    laptop.watch.check()
    ends = next(one.due_at for one in laptop.timers() if one.kind is TimerKind.TIMER)
    assert laptop.shown()[:1] == ["11-27 07:00 running"]
    laptop.zone = NEW_YORK
    if closed:
        laptop.start()
    laptop.watch.check()
    assert [one for one in laptop.shown() if "11-27 10:00" not in one] == ["11-27 07:00 running", "11-30 09:00 running"]
    assert next(one.due_at for one in laptop.timers() if one.kind is TimerKind.TIMER) == ends, "a timer lasts as long"
    # To the east the morning is over already: it was missed, and that is said.
    laptop.zone = TOKYO
    laptop.at(2026, 11, 27, 8, 0)
    assert "11-27 07:00 missed" in laptop.shown()
    assert "11-30 07:00 running" in laptop.shown()


def test_reminders_come_by_the_clock_where_the_laptop_is(laptop: Laptop) -> None:
    laptop.at(2026, 11, 26, 20, 0)
    laptop.say("remind me to stretch tomorrow at 9 am")
    laptop.zone = NEW_YORK
    laptop.at(2026, 11, 27, 8, 59)
    assert laptop.timers() == []
    laptop.at(2026, 11, 27, 9, 0)
    assert laptop.shown() == ["11-27 09:00 ringing"]


def test_a_zone_without_a_name_moves_nothing(laptop: Laptop) -> None:
    alarm = Timer(id=TimerId("a"), kind=TimerKind.ALARM, due_at=laptop.clock.time + 600)
    laptop.store.write(alarm.id, value_of(alarm))
    laptop.watch.check()
    laptop.zone = datetime.timezone(datetime.timedelta(hours=3))  # type: ignore[assignment]  # as a machine may have
    laptop.watch.check()
    laptop.zone = BERLIN
    laptop.watch.check()
    assert laptop.timers() == [alarm]
    assert alarm.state is TimerState.RUNNING


@pytest.fixture
def in_zone() -> Iterator[Callable[[str], None]]:
    before = os.environ.get("TZ")

    def put(name: str | None) -> None:
        if name is None:
            os.environ.pop("TZ", None)
        else:
            os.environ["TZ"] = name

    yield put
    put(before)
    time.tzset()
    zones.local_zone()


def test_the_machines_zone_is_read_anew_when_it_changes(in_zone: Callable[[str], None]) -> None:
    for name in ("Europe/Berlin", "Asia/Tokyo", "America/New_York"):
        in_zone(name)
        assert str(zones.local_zone()) == name
        assert zones.local_zone() is zones.local_zone()
        assert datetime.datetime.now().astimezone().utcoffset() == datetime.datetime.now(zones.local_zone()).utcoffset()
