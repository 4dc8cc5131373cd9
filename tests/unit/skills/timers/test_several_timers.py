"""Several timers in one sentence are told apart, with their names."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.skills.base import Context, Intent, Plan
from assistant.skills.calendar.calendar_words import calendar_wish
from assistant.skills.timers.several_timers import several_timers
from assistant.skills.timers.timer_set import SetTimer, TimerSet

pytestmark = pytest.mark.unit

NOW = datetime.datetime(2026, 11, 26, 6, 0, tzinfo=datetime.UTC)


@pytest.mark.parametrize(
    ("text", "timers"),
    [
        ("set two timers for 5 and 10 minutes", [(300, ""), (600, "")]),
        ("set timers for 3, 5 and 8 minutes", [(180, ""), (300, ""), (480, "")]),
        ("set a timer for 5 minutes and another one for 10 minutes", [(300, ""), (600, "")]),
        ("set a 10 minute timer for pasta and a 5 minute timer for eggs", [(600, "pasta"), (300, "eggs")]),
        ("timer for 5 minutes for eggs, and one for an hour for the roast", [(300, "eggs"), (3600, "roast")]),
        ("5分と10分のタイマーをセットして", [(300, ""), (600, "")]),
        ("set a timer for 1 hour and 30 minutes", []),
        ("set a timer for 20 minutes called wash and dry", []),
        ("set a timer for 5 minutes to remind me of the 10 minutes", []),
        ("タイマーを1時間30分にセットして", []),
    ],
)
def test_they_are_told_apart(text: str, timers: list[tuple[float, str]]) -> None:
    assert several_timers(text) == timers


@given(st.lists(st.integers(min_value=1, max_value=59), min_size=2, max_size=6))
def test_as_many_are_set_as_were_said(minutes: list[int]) -> None:
    said = ", ".join(f"{one} minutes" for one in minutes[:-1]) + f" and {minutes[-1]} minutes"
    assert [seconds for seconds, _ in several_timers(f"set timers for {said}")] == [60 * one for one in minutes]


@pytest.mark.parametrize(
    ("japanese", "said"),
    [
        (False, "2 timers set, for 5 minutes (“tea”) and 10 minutes."),
        (True, "タイマーを2つセットしました：「tea」は5分、10分。"),
    ],
)
def test_all_are_set_at_once(japanese: bool, said: str) -> None:
    wish = SetTimer(seconds=300, name="tea", others=((600.0, ""),))
    planned = TimerSet(lambda: ()).plan(Intent(skill="timer.set", arguments=wish), Context(now=NOW, japanese=japanese))
    assert isinstance(planned, Plan)
    assert (planned.done, len(planned.changes)) == (said, 2)


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("at 5 pm remind me to water the plants", "water the plants"),
        ("tomorrow, please remind me to call Sam", "call Sam"),
        ("every Monday at 9 am remind me to water the plants", "water the plants"),
    ],
)
def test_a_reminder_may_begin_with_its_time(words: str, title: str) -> None:
    wish = calendar_wish(words, NOW)
    assert wish is not None
    assert (wish.verb, wish.title, wish.reminds) == ("add", title, True)


def test_what_somebody_said_at_a_place_is_none() -> None:
    assert calendar_wish("at the party he said remind me to call", NOW) is None
