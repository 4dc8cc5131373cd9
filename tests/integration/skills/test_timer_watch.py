"""Timers ring when they are due, and survive restarts, sleep and a clock that jumps."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest

from assistant.errors import NotFound
from assistant.events import Event, TimersChanged
from assistant.ids import TimerId
from assistant.records import Timer, TimerKind, TimerState
from assistant.skills.timers.timer_watch import RINGS_FOR_S, STORE, TimerWatch, value_of
from assistant.skills.value_store import ValueStore
from assistant.storage.database import Storage
from tests.integration.skills.conftest import TurnedClock

pytestmark = pytest.mark.integration

Watched = tuple[TimerWatch, ValueStore, list[Event], list[bool]]


@pytest.fixture
def watch(storage: Storage, clock: TurnedClock) -> Callable[[], Watched]:
    """Opens the watch as a program that starts does."""

    def opened() -> Watched:
        store = ValueStore(storage, STORE)
        events: list[Event] = []
        rings: list[bool] = []
        found = TimerWatch(
            store,
            clock,
            elapsed=lambda: clock.passed,
            zone=lambda: datetime.UTC,
            publish=events.append,
            ring=rings.append,
        )
        return found, store, events, rings

    return opened


def _put(store: ValueStore, clock: TurnedClock, seconds: float, **more: object) -> Timer:
    timer = Timer(id=TimerId("t"), kind=TimerKind.TIMER, due_at=clock.now() + seconds, seconds=seconds, **more)  # type: ignore[arg-type]
    store.write(timer.id, value_of(timer))
    return timer


def test_a_timer_rings_when_it_is_due_and_not_before(watch: Callable[[], Watched], clock: TurnedClock) -> None:
    found, store, events, rings = watch()
    _put(store, clock, 300)
    assert found.check() == 5.0
    clock.pass_time(299)
    assert found.check() == pytest.approx(1.0)
    assert rings == []
    clock.pass_time(1)
    found.check()
    assert rings == [True]
    assert found.timers()[0].state is TimerState.RINGING
    assert isinstance(events[-1], TimersChanged)
    found.cancel(TimerId("t"))
    found.check()
    assert rings == [True, False]
    assert found.timers() == ()


def test_one_that_nobody_stops_falls_silent_and_counts_as_missed(
    watch: Callable[[], Watched], clock: TurnedClock
) -> None:
    found, store, _, rings = watch()
    _put(store, clock, 10)
    clock.pass_time(10)
    found.check()
    clock.pass_time(RINGS_FOR_S + 1)
    found.check()
    assert rings == [True, False]
    assert found.timers()[0].state is TimerState.MISSED


@pytest.mark.parametrize("late_s", [100.0, 86_400.0])
def test_what_came_due_while_closed_or_asleep_was_missed(
    watch: Callable[[], Watched], clock: TurnedClock, late_s: float
) -> None:
    found, store, _, rings = watch()
    _put(store, clock, 60)
    found.check()
    clock.pass_time(60 + late_s)  # asleep: both clocks go on
    found.check()
    assert found.timers()[0].state is TimerState.MISSED
    assert rings == []


def test_a_restart_keeps_what_runs(watch: Callable[[], Watched], clock: TurnedClock) -> None:
    _, store, _, _ = watch()
    timer = _put(store, clock, 60)
    clock.pass_time(30)
    again, _, _, rings = watch()
    assert again.timers() == (timer,)
    clock.pass_time(31)
    again.check()
    assert rings == [True]


def test_a_jump_of_the_clock_moves_timers_and_not_alarms(watch: Callable[[], Watched], clock: TurnedClock) -> None:
    found, store, _, _ = watch()
    timer = _put(store, clock, 600)
    alarm = Timer(id=TimerId("a"), kind=TimerKind.ALARM, due_at=clock.now() + 7200)
    store.write(alarm.id, value_of(alarm))
    found.check()
    clock.time += 3600  # the clock was set, no time has passed
    found.check()
    by_id = {one.id: one for one in found.timers()}
    assert by_id[timer.id].due_at == timer.due_at + 3600
    assert by_id[timer.id].state is TimerState.RUNNING
    assert by_id[alarm.id].due_at == alarm.due_at


def test_an_alarm_that_repeats_rings_and_waits_for_its_next_day(
    watch: Callable[[], Watched], clock: TurnedClock
) -> None:
    found, store, _, rings = watch()
    alarm = Timer(id=TimerId("a"), kind=TimerKind.ALARM, due_at=clock.now() + 60, name="up", repeat=(2, 4))
    store.write(alarm.id, value_of(alarm))
    clock.pass_time(60)
    found.check()
    ringing, waiting = found.timers()
    assert (ringing.state, ringing.repeat, ringing.name) == (TimerState.RINGING, (), "up")
    assert waiting.due_at == alarm.due_at + 2 * 86400  # Wednesday, then Friday
    found.cancel(ringing.id)
    found.check()
    assert rings == [True, False]
    assert [one.id for one in found.timers()] == [alarm.id]


def test_snooze_rings_again(watch: Callable[[], Watched], clock: TurnedClock) -> None:
    found, store, _, rings = watch()
    _put(store, clock, 10)
    clock.pass_time(10)
    found.check()
    found.snooze(TimerId("t"), 5)
    found.check()
    assert rings == [True, False]
    clock.pass_time(300)
    found.check()
    assert rings == [True, False, True]
    with pytest.raises(NotFound):
        found.snooze(TimerId("unknown"), 5)


def test_silence_ends_what_rings_and_nothing_else(watch: Callable[[], Watched], clock: TurnedClock) -> None:
    found, store, _, _ = watch()
    _put(store, clock, 10)
    later = Timer(id=TimerId("l"), kind=TimerKind.TIMER, due_at=clock.now() + 100, seconds=100)
    store.write(later.id, value_of(later))
    clock.pass_time(10)
    found.check()
    found.silence()
    assert found.timers() == (later,)


def test_the_thread_rings_by_itself(storage: Storage) -> None:
    import threading

    from assistant.clock import SystemClock, elapsed

    rang = threading.Event()
    store = ValueStore(storage, STORE)
    found = TimerWatch(
        store,
        SystemClock(),
        elapsed=elapsed,
        zone=lambda: datetime.UTC,
        publish=lambda event: None,
        ring=lambda on: rang.set() if on else None,
    )
    found.start()
    timer = Timer(id=TimerId("t"), kind=TimerKind.TIMER, due_at=SystemClock().now(), seconds=0)
    store.write(timer.id, value_of(timer))
    found.look()
    assert rang.wait(10)
    found.close()
