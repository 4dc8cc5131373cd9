"""Moving timers and alarms: what is understood in English and Japanese, when they then ring, and what is left alone."""

from __future__ import annotations

import dataclasses
import datetime
import zoneinfo
from pathlib import Path

import pytest

from assistant.ids import TimerId
from assistant.records import Timer, TimerKind, TimerState
from assistant.skills.base import Context, Intent, Plan, Planned, Question, Say
from assistant.skills.desktop.volume import Mixer
from assistant.skills.registry import built_in_skills
from assistant.skills.sentence import is_japanese, is_question_about, own_words
from assistant.skills.timers.timer_change import TimerChange
from assistant.skills.timers.timer_snooze import TimerSnooze
from assistant.skills.timers.timer_watch import timer_of

pytestmark = pytest.mark.unit

ZONE = zoneinfo.ZoneInfo("Europe/Berlin")
NOW = datetime.datetime(2026, 11, 25, 9, 0, tzinfo=ZONE)


def _at(day: int, hour: int, minute: int = 0) -> float:
    return datetime.datetime(2026, 11, day, hour, minute, tzinfo=ZONE).timestamp()


SEVEN = Timer(id=TimerId("7"), kind=TimerKind.ALARM, due_at=_at(26, 7))
GYM = Timer(id=TimerId("g"), kind=TimerKind.ALARM, due_at=_at(25, 18), name="gym")
DAILY = Timer(id=TimerId("d"), kind=TimerKind.ALARM, due_at=_at(26, 8), repeat=(0, 1, 2, 3, 4))
TEA = Timer(id=TimerId("t"), kind=TimerKind.TIMER, due_at=NOW.timestamp() + 120, seconds=300, name="tea")
ALL = (SEVEN, GYM, DAILY, TEA)


def _skill_of(message: str) -> str | None:
    words = own_words(message)
    if words is None or is_question_about(words):
        return None
    for skill in built_in_skills(lambda: ALL, Path, Path, Mixer()):
        if (found := skill.understand(words, _context(message))) is not None:
            return found.skill
    return None


def _context(text: str) -> Context:
    return Context(now=NOW, japanese=is_japanese(text))


def _planned(message: str, *timers: Timer) -> Planned:
    words = own_words(message)
    assert words is not None
    skill = TimerChange(lambda: timers or ALL)
    found = skill.understand(words, _context(message))
    assert isinstance(found, Intent)
    return skill.plan(found, _context(message))


@pytest.mark.parametrize(
    ("message", "key", "due"),
    [
        ("Move my 7 o'clock alarm to 6", "7", _at(26, 6)),
        ("move my 7 o'clock alarm to quarter to seven", "7", _at(26, 6, 45)),
        ("change my alarm from 7 am to 7:30", "7", _at(26, 7, 30)),
        ("change the gym alarm to 7", "g", _at(25, 19)),
        ("change the gym alarm to tomorrow at 5 pm", "g", _at(26, 17)),
        ("push my 7 am alarm back 10 minutes", "7", _at(26, 7, 10)),
        ("move my 7 am alarm half an hour earlier", "7", _at(26, 6, 30)),
        ("change my 8 o'clock alarm to 8:15", "d", _at(26, 8, 15)),
        ("change the tea timer to 10 minutes", "t", NOW.timestamp() + 600),
        ("add 5 minutes to the tea timer", "t", NOW.timestamp() + 420),
        ("extend my timer by a minute", "t", NOW.timestamp() + 180),
        ("7時のアラームを6時に変えて", "7", _at(26, 6)),
        ("アラームを7時から6時半に変更して", "7", _at(26, 6, 30)),
        ("7時のアラームを30分遅らせて", "7", _at(26, 7, 30)),
        ("7時のアラームを10分早めてください", "7", _at(26, 6, 50)),
        ("タイマーを5分延長して", "t", NOW.timestamp() + 420),
        ("タイマーを10分に変更して", "t", NOW.timestamp() + 600),
    ],
)
def test_it_rings_at_another_time(message: str, key: str, due: float) -> None:
    assert _skill_of(message) == "timer.change"
    planned = _planned(message)
    assert isinstance(planned, Plan), planned
    (change,) = planned.changes
    assert change.key == key
    assert change.after is not None
    assert timer_of(change.after).due_at == due


@pytest.mark.parametrize(
    ("message", "key", "due"),
    [
        ("postpone my 7 am alarm by 10 minutes", "7", _at(26, 7, 10)),
        ("delay the gym alarm for half an hour", "g", _at(25, 18, 30)),
        ("postpone my 7 o'clock alarm to 7:30", "7", _at(26, 7, 30)),
        ("7時のアラームを10分延期して", "7", _at(26, 7, 10)),
    ],
)
def test_what_is_set_is_postponed(message: str, key: str, due: float) -> None:
    words = own_words(message)
    assert words is not None
    skill = TimerSnooze(lambda: ALL)
    found = skill.understand(words, _context(message))
    assert isinstance(found, Intent)
    planned = skill.plan(found, _context(message))
    assert isinstance(planned, Plan), planned
    assert planned.changes[0].key == key
    assert timer_of(planned.changes[0].after or "").due_at == due


def test_what_rings_is_snoozed_when_it_is_postponed() -> None:
    rings = dataclasses.replace(ALL[0], state=TimerState.RINGING)
    skill = TimerSnooze(lambda: (rings, *ALL[1:]))
    found = skill.understand("postpone the alarm by 10 minutes", _context(""))
    assert isinstance(found, Intent)
    planned = skill.plan(found, _context(""))
    assert isinstance(planned, Plan)
    assert timer_of(planned.changes[0].after or "").due_at == NOW.timestamp() + 600


def test_which_one_is_postponed_is_asked() -> None:
    skill = TimerSnooze(lambda: ALL)
    found = skill.understand("postpone my alarm", _context(""))
    assert isinstance(found, Intent)
    planned = skill.plan(found, _context(""))
    assert isinstance(planned, Question)
    assert planned.skill == "timer.change"


def test_it_says_from_when_to_when() -> None:
    planned = _planned("move my 7 o'clock alarm to 6")
    assert isinstance(planned, Plan)
    assert planned.done == "Alarm moved from tomorrow at 7:00 to tomorrow at 6:00."
    planned = _planned("7時のアラームを6時に変えて")
    assert isinstance(planned, Plan)
    assert planned.done == "アラームを明日7時から明日6時に変えました。"
    planned = _planned("change my 8 am alarm to every day at 9", DAILY)
    assert isinstance(planned, Plan)
    assert planned.done == "Alarm moved from 8:00 to every day at 9:00."
    planned = _planned("add 5 minutes to the tea timer")
    assert isinstance(planned, Plan)
    assert planned.done == "The timer “tea” now has 7 minutes left."


@pytest.mark.parametrize(
    ("message", "sentence"),
    [
        ("move my alarm to 8:30 am today", "That time is over already. Say a later one."),
        ("move my alarm to 30 February at 7 am", "There is no such day in the calendar. Say another date."),
        ("move my noon alarm to 1 pm", "There is no such alarm."),
        ("change the rice timer to 3 minutes", "There is no timer called “rice”."),
    ],
)
def test_what_cannot_be(message: str, sentence: str) -> None:
    planned = _planned(message, SEVEN, TEA)
    assert isinstance(planned, Say), planned
    assert planned.sentence == sentence


def test_one_day_of_an_alarm_that_comes_again_does_not_move_alone() -> None:
    planned = _planned("move my alarm to friday at 9 am", DAILY)
    assert isinstance(planned, Say)
    assert "all its days move together" in planned.sentence


def test_which_and_when_are_asked_for() -> None:
    skill = TimerChange(lambda: ALL)
    asked = _planned("move my alarm to 6")
    assert isinstance(asked, Question)
    assert asked.sentence.startswith("Which one? There are alarm tomorrow at 7:00")
    filled = skill.fill(asked, "the 7 o'clock one", _context("x"))
    assert isinstance(filled, Intent)
    assert isinstance(skill.plan(filled, _context("x")), Plan)
    assert skill.fill(asked, "what is the capital of France", _context("x")) is None
    asked = _planned("change my 7 am alarm")
    assert isinstance(asked, Question)
    assert asked.sentence == "To what time?"
    filled = skill.fill(asked, "6:30", _context("x"))
    assert isinstance(filled, Intent)
    planned = skill.plan(filled, _context("x"))
    assert isinstance(planned, Plan)
    assert "tomorrow at 6:30" in planned.done


def test_what_rings_is_not_moved() -> None:
    ringing = Timer(id=TimerId("r"), kind=TimerKind.ALARM, due_at=NOW.timestamp() - 5, state=TimerState.RINGING)
    assert isinstance(_planned("move my alarm to 10", ringing), Say)


@pytest.mark.parametrize(
    ("message", "skill"),
    [
        ("add a 5 minute timer", "timer.set"),
        ("set an alarm for 7 am", "alarm.set"),
        ("5分のタイマーを追加して", "timer.set"),
        ("cancel my 7 o'clock alarm", "timer.cancel"),
        ("How do I change an alarm?", None),
        ("change the sound of my alarm to a bell", None),
        ("the alarm moved to 6", None),
        ("アラームの変え方の仕組みを教えて", None),
    ],
)
def test_other_sentences_go_elsewhere(message: str, skill: str | None) -> None:
    assert _skill_of(message) == skill
