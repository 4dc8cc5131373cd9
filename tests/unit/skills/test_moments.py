"""Moments as people say them: days, times of day, and a while from now."""

from __future__ import annotations

import datetime
import zoneinfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.skills.time_words.moments import find_moment

pytestmark = pytest.mark.unit

BERLIN = zoneinfo.ZoneInfo("Europe/Berlin")
NOW = datetime.datetime(2026, 11, 25, 9, 0, tzinfo=BERLIN)
"""A Wednesday."""


def _at(*parts: int) -> datetime.datetime:
    return datetime.datetime(*parts, tzinfo=BERLIN)  # type: ignore[arg-type, misc]  # year, month, day, hour, minute


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("in 5 minutes", _at(2026, 11, 25, 9, 5)),
        ("two hours from now", _at(2026, 11, 25, 11)),
        ("tomorrow at 7 am", _at(2026, 11, 26, 7)),
        ("at 7:30 pm", _at(2026, 11, 25, 19, 30)),
        ("at 8 am", _at(2026, 11, 26, 8)),
        ("615am", _at(2026, 11, 26, 6, 15)),
        ("half past seven in the evening", _at(2026, 11, 25, 19, 30)),
        ("quarter to 6 pm", _at(2026, 11, 25, 17, 45)),
        ("at noon on Friday", _at(2026, 11, 27, 12)),
        ("monday at 3 am", _at(2026, 11, 30, 3)),
        ("next friday at 17:00", _at(2026, 12, 4, 17)),
        ("the day after tomorrow at 9 a.m.", _at(2026, 11, 27, 9)),
        ("tonight at 8", _at(2026, 11, 25, 20)),
        ("tonight at 1", _at(2026, 11, 26, 1)),
        ("on the 14th at 10 am", _at(2026, 12, 14, 10)),
        ("march twenty first at ten am", _at(2027, 3, 21, 10)),
        ("12/24 at 6 pm", _at(2026, 12, 24, 18)),
        ("christmas eve at 5 pm", _at(2026, 12, 24, 17)),
        ("last monday of this month at 9:00 pm", _at(2026, 11, 30, 21)),
        ("three weeks from tomorrow at noon", _at(2026, 12, 17, 12)),
        ("明日の朝6時", _at(2026, 11, 26, 6)),
        ("午後3時半", _at(2026, 11, 25, 15, 30)),
        ("来週の月曜日の午前10時", _at(2026, 11, 30, 10)),
        ("12月24日18時", _at(2026, 12, 24, 18)),
        ("十二月二十四日の夜七時", _at(2026, 12, 24, 19)),
        ("5分後", _at(2026, 11, 25, 9, 5)),
        ("今から2時間後", _at(2026, 11, 25, 11)),
        ("あさって正午", _at(2026, 11, 27, 12)),
        ("令和9年1月5日午前8時", _at(2027, 1, 5, 8)),
        ("今夜8時", _at(2026, 11, 25, 20)),
        ("24時", _at(2026, 11, 26, 0)),
    ],
)
def test_moments(text: str, moment: datetime.datetime) -> None:
    found = find_moment(text, NOW)
    assert found is not None
    assert not found.either
    assert found.at(NOW) == moment


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("on 30 February at noon", "no_such_day"),
        ("2月30日の正午", "no_such_day"),
        ("february 29 2027", "no_such_day"),
        ("at 25:00", ""),
        ("25時に", "no_such_time"),
        ("13 pm", "no_such_time"),
        ("in -5 minutes", "backwards"),
        ("in minus five minutes", "backwards"),
    ],
)
def test_what_does_not_exist_is_said(text: str, problem: str) -> None:
    found = find_moment(text, NOW)
    assert (found.problem if found is not None else "") == problem


@pytest.mark.parametrize("text", ["at 5", "for six", "5時に", "tomorrow at 5", "five o'clock"])
def test_either_half_of_the_day_is_not_guessed(text: str) -> None:
    found = find_moment(text, NOW)
    assert found is not None
    assert len(found.halves(NOW)) == 2


def test_only_the_half_that_is_still_to_come_is_meant() -> None:
    found = find_moment("today at 5", NOW)
    assert found is not None
    assert [half.at(NOW) for half in found.halves(NOW)] == [_at(2026, 11, 25, 17)]


def test_a_time_the_clocks_skip_is_what_they_show_instead() -> None:
    now = datetime.datetime(2026, 3, 28, 12, 0, tzinfo=BERLIN)
    found = find_moment("tomorrow at 2:30 am", now)
    assert found is not None
    assert found.at(now) == datetime.datetime(2026, 3, 29, 3, 30, tzinfo=BERLIN)


def test_hours_pass_and_days_keep_their_time_when_the_clocks_change() -> None:
    now = datetime.datetime(2026, 10, 24, 12, 0, tzinfo=BERLIN)
    hours, days = find_moment("in 24 hours", now), find_moment("tomorrow at noon", now)
    assert hours is not None
    assert days is not None
    assert hours.at(now) == datetime.datetime(2026, 10, 25, 11, 0, tzinfo=BERLIN)
    assert days.at(now) == datetime.datetime(2026, 10, 25, 12, 0, tzinfo=BERLIN)


@given(st.datetimes(datetime.datetime(2026, 1, 1), datetime.datetime(2030, 1, 1)))  # noqa: DTZ001 - made aware below
def test_what_is_said_of_a_time_ahead_is_ahead(now: datetime.datetime) -> None:
    aware = now.replace(tzinfo=datetime.UTC)
    for text in (
        "at 7 am",
        "at 7 pm",
        "tomorrow at noon",
        "on friday at 9 am",
        "午前7時",
        "金曜日の18時",
        "the 3rd at 10 am",
    ):
        found = find_moment(text, aware)
        assert found is not None
        at = found.at(aware)
        assert at is not None
        assert at > aware or at.date() == aware.date()


@pytest.mark.parametrize("text", ["buy milk", "you may not", "the second man", "牛乳を買う", "model 5000"])
def test_no_moments(text: str) -> None:
    found = find_moment(text, NOW)
    assert found is None
