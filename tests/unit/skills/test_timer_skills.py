"""What timers and alarms understand, in English and Japanese, and what they leave alone."""

from __future__ import annotations

import dataclasses
import datetime
import zoneinfo
from pathlib import Path
from typing import Any

import pytest

from assistant.ids import TimerId
from assistant.records import Timer, TimerKind, TimerState
from assistant.skills.base import Context, Intent, Plan, Question, Say, Understood
from assistant.skills.desktop.volume import Mixer
from assistant.skills.registry import built_in_skills
from assistant.skills.sentence import is_japanese, is_question_about, own_words
from assistant.skills.timers.alarm_set import AlarmSet, SetAlarm
from assistant.skills.timers.timer_cancel import CancelTimers, TimerCancel
from assistant.skills.timers.timer_set import SetTimer, TimerSet
from assistant.skills.timers.timer_words import repeat_in

pytestmark = pytest.mark.unit

ZONE = zoneinfo.ZoneInfo("Europe/Berlin")
NOW = datetime.datetime(2026, 11, 25, 9, 0, tzinfo=ZONE)


def _context(text: str) -> Context:
    return Context(now=NOW, japanese=is_japanese(text))


def _understood(message: str, timers: tuple[Timer, ...] = ()) -> Understood:
    words = own_words(message)
    if words is None or is_question_about(words):
        return None
    for skill in built_in_skills(lambda: timers, Path, Path, Mixer()):
        if (found := skill.understand(words, _context(message))) is not None:
            return found
    return None


@pytest.mark.parametrize(
    ("message", "seconds", "name"),
    [
        ("Set a timer for 5 minutes", 300, ""),
        ("please set a ten minute timer", 600, ""),
        ("can you set a 30 second timer", 30, ""),
        ("start a timer for an hour and a half for the roast", 5400, "roast"),
        ("set a pizza timer for 12 minutes", 720, "pizza"),
        ("timer 5 min", 300, ""),
        ("20 minute timer", 1200, ""),
        ("set a timer for 3 minutes called tea", 180, "tea"),
        ("please make the timer for cooking for 2 hours", 7200, "cooking"),
        ("タイマーを5分にセットして", 300, ""),
        ("5分後に知らせて", 300, ""),
        ("マイナス5分後に知らせて", -300, ""),
        ("３分のタイマーをかけて", 180, ""),
        ("10分計って", 600, ""),
        ("パスタのタイマーを8分でセットして", 480, "パスタ"),
        ("タイマー 1時間半", 5400, ""),
    ],
)
def test_timers_are_set(message: str, seconds: float, name: str) -> None:
    found = _understood(message)
    assert isinstance(found, Intent)
    assert found.skill == "timer.set"
    assert found.arguments == SetTimer(seconds=seconds, name=name)


@pytest.mark.parametrize(
    ("message", "due", "name"),
    [
        ("wake me up at 7", (2026, 11, 26, 7, 0), ""),
        ("Set alarm for 6 am tomorrow", (2026, 11, 26, 6, 0), ""),
        ("set an alarm for fifteen minutes", (2026, 11, 25, 9, 15), ""),
        ("set an alarm for five o'clock this evening labelled taxi", (2026, 11, 25, 17, 0), "taxi"),
        ("Set eh alarm to 7:20am for the shoe release.", (2026, 11, 26, 7, 20), "shoe release"),
        ("I need an alarm for 5pm to take my medicine", (2026, 11, 25, 17, 0), "take my medicine"),
        ("明日の朝6時に起こして", (2026, 11, 26, 6, 0), ""),
        ("アラームを午後5時に設定", (2026, 11, 25, 17, 0), ""),
        ("木曜日の午後1時に新しいアラームを作成する。", (2026, 11, 26, 13, 0), ""),
    ],
)
def test_alarms_are_set(message: str, due: tuple[int, ...], name: str) -> None:
    found = _understood(message)
    assert isinstance(found, Intent)
    assert found.skill == "alarm.set"
    assert found.arguments == SetAlarm(due=datetime.datetime(*due, tzinfo=ZONE), name=name)  # type: ignore[arg-type, misc]  # five numbers


@pytest.mark.parametrize(
    ("message", "skill", "slot", "reply", "arguments"),
    [
        ("set a timer", "timer.set", "seconds", "ten minutes", SetTimer(seconds=600)),
        ("set a timer", "timer.set", "seconds", "5", SetTimer(seconds=300)),
        ("タイマーをセットして", "timer.set", "seconds", "3分", SetTimer(seconds=180)),
        (
            "set an alarm",
            "alarm.set",
            "time",
            "7:30 am",
            SetAlarm(due=datetime.datetime(2026, 11, 26, 7, 30, tzinfo=ZONE)),
        ),
        (
            "set an alarm for 5 tomorrow",
            "alarm.set",
            "half",
            "the afternoon",
            SetAlarm(due=datetime.datetime(2026, 11, 26, 17, 0, tzinfo=ZONE)),
        ),
        (
            "アラームを5時にセット",
            "alarm.set",
            "half",
            "午後",
            SetAlarm(due=datetime.datetime(2026, 11, 25, 17, 0, tzinfo=ZONE)),
        ),
    ],
)
def test_what_is_missing_is_asked_for(message: str, skill: str, slot: str, reply: str, arguments: Any) -> None:
    found = _understood(message)
    assert isinstance(found, Question)
    assert (found.skill, found.slot) == (skill, slot)
    filler = next(one for one in built_in_skills(lambda: (), Path, Path, Mixer()) if one.name == skill)
    words = own_words(reply)
    assert words is not None
    filled = filler.fill(found, words, _context(message))
    assert isinstance(filled, Intent)
    assert filled.arguments == arguments
    assert filler.fill(found, "what is the capital of France", _context(message)) is None


@pytest.mark.parametrize(
    ("message", "skill"),
    [
        ("cancel all timers", "timer.cancel"),
        ("turn off alarm", "timer.cancel"),
        ("turn the alarm off", "timer.cancel"),
        ("stop the tea timer", "timer.cancel"),
        ("すべてのアラームをオフにする", "timer.cancel"),
        ("タイマーを止めて", "timer.cancel"),
        ("what alarms do I have set?", "timer.list"),
        ("how much time is left on the timer", "timer.list"),
        ("アラームを見せて", "timer.list"),
        ("残り時間は何分ですか", "timer.list"),
        ("snooze", "timer.snooze"),
        ("snooze all alarms", "timer.snooze"),
        ("アラームをスヌーズする", "timer.snooze"),
    ],
)
def test_cancel_show_and_snooze(message: str, skill: str) -> None:
    found = _understood(message)
    assert isinstance(found, Intent)
    assert found.skill == skill


@pytest.mark.parametrize(
    "message",
    [
        "How do timers work?",
        "What is a timer?",
        "Explain how an alarm clock works",
        "Write a story about an alarm",
        "I set an alarm yesterday and it did not ring",
        "The alarm was loud",
        "> set a timer for 5 minutes",
        "「タイマーを5分」と言った",
        "タイマーの使い方を教えて",
        "タイマーとは何ですか",
        "アラームが鳴りました",
        "What is the best alarm clock?",
        "who invented the alarm clock",
        "Fwd: set a timer for five minutes",
        "Tell me about egg timers",
        "how long is a flight to Tokyo",
        "make a list of 5 minute meals",
    ],
)
def test_questions_about_them_and_other_sentences_are_left_alone(message: str) -> None:
    assert _understood(message) is None


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(-300, "forwards"), (0, "forwards"), (200 * 86400, "100 days")],
)
def test_durations_that_cannot_be(seconds: float, words: str) -> None:
    planned = TimerSet(lambda: ()).plan(Intent(skill="timer.set", arguments=SetTimer(seconds=seconds)), _context("x"))
    assert isinstance(planned, Say)
    assert words in planned.sentence


@pytest.mark.parametrize(
    ("message", "words"),
    [
        ("set an alarm for 30 February at 7 am", "no such day"),
        ("set an alarm in -5 minutes", "past"),
        ("set an alarm for every 3 minutes", "days of the week"),
        ("set an alarm for yesterday at 7 am", "over already"),
        ("2月30日の午前7時にアラームをセット", "暦にありません"),
    ],
)
def test_alarms_that_cannot_be(message: str, words: str) -> None:
    found = _understood(message)
    assert isinstance(found, Intent)
    planned = AlarmSet().plan(found, _context(message))
    assert isinstance(planned, Say)
    assert words in planned.sentence


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("every day at 7 am", (0, 1, 2, 3, 4, 5, 6)),
        ("every weekday at 7", (0, 1, 2, 3, 4)),
        ("every Monday and Friday at 8 am", (0, 4)),
        ("毎日", (0, 1, 2, 3, 4, 5, 6)),
        ("毎週月曜日と金曜日", (0, 4)),
        ("平日の7時", (0, 1, 2, 3, 4)),
        ("on monday", ()),
    ],
)
def test_repeats(words: str, days: tuple[int, ...]) -> None:
    assert repeat_in(words) == days


TEA = Timer(id=TimerId("t"), kind=TimerKind.TIMER, due_at=NOW.timestamp() + 60, seconds=300, name="tea")
EGGS = Timer(id=TimerId("e"), kind=TimerKind.TIMER, due_at=NOW.timestamp() + 120, seconds=300, name="eggs")


def _cancelled(wish: CancelTimers, *timers: Timer) -> list[str] | str:
    planned = TimerCancel(lambda: timers).plan(Intent(skill="timer.cancel", arguments=wish), _context("x"))
    if isinstance(planned, Plan):
        return [change.key for change in planned.changes]
    return planned.sentence if planned is not None else ""


def test_the_one_that_is_meant_is_cancelled() -> None:
    timer = TimerKind.TIMER
    assert _cancelled(CancelTimers(kind=timer, name="tea"), TEA, EGGS) == ["t"]
    assert _cancelled(CancelTimers(kind=timer, every=True), TEA, EGGS) == ["t", "e"]
    assert _cancelled(CancelTimers(kind=timer), EGGS) == ["e"]
    asked = _cancelled(CancelTimers(kind=timer), TEA, EGGS)
    assert isinstance(asked, str)
    assert asked.startswith("Which one?")
    assert _cancelled(CancelTimers(kind=timer, name="rice"), TEA) == "There is no timer called “rice”."
    ringing = dataclasses.replace(EGGS, state=TimerState.RINGING)
    assert _cancelled(CancelTimers(kind=timer), TEA, ringing) == ["e"]
    assert _cancelled(CancelTimers(ringing=True), TEA, ringing) == ["e"]
    assert _cancelled(CancelTimers(ringing=True), TEA) == ""


def test_a_reply_chooses_one() -> None:
    skill = TimerCancel(lambda: (TEA, EGGS))
    question = Question(skill="timer.cancel", sentence="", slot="which", arguments=CancelTimers(kind=TimerKind.TIMER))
    for reply, wish in (("the tea one", "tea"), ("eggs", "eggs")):
        filled = skill.fill(question, reply, _context(reply))
        assert isinstance(filled, Intent)
        assert filled.arguments.name == wish
    filled = skill.fill(question, "all of them", _context("x"))
    assert isinstance(filled, Intent)
    assert filled.arguments.every
