"""From when to when an event is, as it is said in English and Japanese."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from assistant.skills.base import Context, Intent, Plan, Say
from assistant.skills.calendar.calendar_file import calendar_text, occurrences
from assistant.skills.calendar.calendar_skills import CalendarAdd, CalendarShow
from assistant.skills.calendar.calendar_words import calendar_wish
from assistant.skills.sentence import is_japanese

pytestmark = pytest.mark.unit

NOW = datetime.datetime(2026, 11, 26, 12, 40, tzinfo=datetime.UTC)


def _day(day: int, hour: int = 0, minute: int = 0, month: int = 11) -> datetime.datetime:
    return datetime.datetime(2026, month, day, hour, minute, tzinfo=datetime.UTC)


def _arguments(words: str) -> Intent:
    found = CalendarAdd(lambda: None).understand(words, Context(now=NOW, japanese=is_japanese(words)))  # type: ignore[arg-type, return-value]
    assert isinstance(found, Intent), f"{words}: {found}"
    return found


@pytest.mark.parametrize(
    ("words", "title", "start", "end"),
    [
        ("add an event Project week from Monday to Wednesday", "Project week", _day(30), _day(3, month=12)),
        ("put a holiday in my calendar from 3 to 7 December", "holiday", _day(3, month=12), _day(8, month=12)),
        ("add an event called Fair from December 3 to 7", "Fair", _day(3, month=12), _day(8, month=12)),
        ("add a meeting with Tom on Friday from 2 to 3:30 pm", "meeting with Tom", _day(27, 14), _day(27, 15, 30)),
        ("schedule a class between 2 pm and 4 pm on Friday", "a class", _day(27, 14), _day(27, 16)),
        ("schedule a workshop on Monday 9am-5pm", "a workshop", _day(30, 9), _day(30, 17)),
        ("book a session for 90 minutes on Monday at 6 pm", "a session", _day(30, 18), _day(30, 19, 30)),
        ("meet Ana tomorrow at 10 for an hour", "meet Ana", _day(27, 10), _day(27, 11)),
        ("plan a trip with Jo from Friday at 6 pm to Sunday at 4 pm", "", None, None),
        ("月曜から水曜まで合宿を予定に入れて", "合宿", _day(30), _day(3, month=12)),
        ("12月3日から7日まで旅行を予定に追加", "旅行", _day(3, month=12), _day(8, month=12)),
        ("明日の10時から11時まで会議を入れて", "会議", _day(27, 10), _day(27, 11)),
        ("明日の午後2時から3時半まで会議を入れて", "会議", _day(27, 14), _day(27, 15, 30)),
        ("金曜の15時から30分打ち合わせを入れて", "打ち合わせ", _day(27, 15), _day(27, 15, 30)),
        ("明日10時から1時間会議を予定に入れて", "会議", _day(27, 10), _day(27, 11)),
    ],
)
def test_an_event_is_over_when_that_was_said(
    words: str, title: str, start: datetime.datetime | None, end: datetime.datetime | None
) -> None:
    if start is None:
        # A trip is what others keep places for, and none for the calendar unless it is named.
        assert calendar_wish(words, NOW) is None
        return
    found = _arguments(words).arguments
    assert found.title == title
    assert (found.start.replace(hour=0) if found.all_day else found.start) == start
    assert (found.end.replace(hour=0) if found.all_day else found.end) == end


@pytest.mark.parametrize(
    ("words", "title", "start"),
    [
        ("dinner with Paul on Saturday at 8 pm", "dinner with Paul", _day(28, 20)),
        ("team meeting tomorrow at 10 am", "team meeting", _day(27, 10)),
        ("see Dr Weber on Friday at 9 am", "see Dr Weber", _day(27, 9)),
        ("明日15時に田中さんと会う", "田中さんと会う", _day(27, 15)),
        ("明日10時に会議", "会議", _day(27, 10)),
        ("add an event planning meeting on Monday at 9", "event planning meeting", _day(30, 9)),
    ],
)
def test_what_is_on_is_said_without_a_verb_too(words: str, title: str, start: datetime.datetime) -> None:
    found = _arguments(words).arguments
    assert (found.title, found.start, found.end) == (title, start, None)


@pytest.mark.parametrize(
    "words",
    [
        "dinner on Saturday at 8 was nice",
        "see you tomorrow at 10",
        "meet me tomorrow at 10",
        "dinner with Paul",
        "when is dinner with Paul on Saturday at 8",
        "see the table on page 10",
        "明日の会議",
        "会議は10時だった",
        "メアリーと会う",
    ],
)
def test_what_only_speaks_of_it_is_not_written_down(words: str) -> None:
    wish = calendar_wish(words, NOW)
    assert wish is None or wish.verb != "add"


def test_the_days_of_an_event_are_told_and_each_of_them_shows_it(tmp_path: Path) -> None:
    file = tmp_path / "calendar.ics"
    context = Context(now=NOW)
    plan = CalendarAdd(lambda: file).plan(_arguments("add an event Project week from Monday to Wednesday"), context)
    assert isinstance(plan, Plan)
    assert plan.done == "In your calendar: “Project week”, Monday, 30 November to Wednesday, 2 December."
    file.write_text(plan.changes[0].after or "", encoding="utf-8", newline="")
    (event,) = occurrences(calendar_text(file), NOW, NOW + datetime.timedelta(days=30))
    assert (event.start, event.end) == (_day(30), _day(3, month=12))
    show = CalendarShow(lambda: file)
    for words, told in (
        ("what is on my calendar on Tuesday", "- Monday, 30 November to Wednesday, 2 December: Project week"),
        ("what is on my calendar on Thursday", "There is nothing in your calendar then."),
    ):
        asked = show.understand(words, context)
        assert isinstance(asked, Intent)
        said = show.plan(asked, context)
        assert isinstance(said, Say)
        assert said.sentence == told


def test_the_end_of_an_hour_is_told_in_both_languages(tmp_path: Path) -> None:
    for words, told in (
        ("add a meeting with Tom on Friday from 2 to 3:30 pm", "“meeting with Tom”, tomorrow at 14:00 to 15:30."),
        ("明日の10時から11時まで会議を入れて", "カレンダーに入れました：「会議」、明日10時から11時まで"),
    ):
        add = CalendarAdd(lambda: tmp_path / "calendar.ics")
        plan = add.plan(_arguments(words), Context(now=NOW, japanese=is_japanese(words)))
        assert isinstance(plan, Plan)
        assert plan.done.endswith(told)
