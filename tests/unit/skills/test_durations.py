"""Durations as people say them."""

from __future__ import annotations

import datetime
import zoneinfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.skills.time_words.durations import Duration, add_months, find_duration
from assistant.skills.time_words.numbers import kanji_number, number, year_in_words

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("for 5 minutes", 300),
        ("for five minutes", 300),
        ("30 second", 30),
        ("30-second", 30),
        ("an hour and a half", 5400),
        ("one and a half hours", 5400),
        ("half an hour", 1800),
        ("quarter of an hour", 900),
        ("1 hour and 30 minutes", 5400),
        ("2 hours, 5 minutes and 10 seconds", 7510),
        ("90s", 90),
        ("1h30", 5400),
        ("1h 30m", 5400),
        ("twenty-five min", 1500),
        ("a couple of minutes", 120),
        ("a few hours", 10800),
        ("two days", 172800),
        ("in -5 minutes", -300),
        ("minus five minutes", -300),
        ("2.5 hours", 9000),
        ("5分", 300),
        ("五分間", 300),
        ("1時間半", 5400),
        ("1時間30分", 5400),
        ("一時間三十分", 5400),
        ("九十秒", 90),
        ("三週間", 1814400),
        ("2日後", 172800),
        ("半年後", 15552000),
        ("マイナス5分", -300),
    ],
)
def test_durations(text: str, seconds: float) -> None:
    found = find_duration(text)
    assert found is not None
    assert found[0].total_seconds == seconds


@pytest.mark.parametrize("text", ["at 5", "5 apples", "May 5", "七時", "the 3rd man", "model"])
def test_no_durations(text: str) -> None:
    assert find_duration(text) is None


def test_where_it_stands() -> None:
    text = "set a timer for an hour and 5 minutes for tea"
    found = find_duration(text)
    assert found is not None
    assert text[found[1] : found[2]] == "an hour and 5 minutes"


def test_a_day_keeps_the_time_of_day_and_an_hour_passes_when_the_clocks_change() -> None:
    zone = zoneinfo.ZoneInfo("Europe/Berlin")
    before = datetime.datetime(2026, 3, 28, 12, 0, tzinfo=zone)
    assert Duration(days=1).after(before) == datetime.datetime(2026, 3, 29, 12, 0, tzinfo=zone)
    assert Duration(seconds=24 * 3600).after(before) == datetime.datetime(2026, 3, 29, 13, 0, tzinfo=zone)


def test_months_end_with_the_month() -> None:
    assert add_months(datetime.datetime(2026, 1, 31, tzinfo=datetime.UTC), 1).day == 28
    assert add_months(datetime.datetime(2024, 1, 31, tzinfo=datetime.UTC), 1).day == 29


@given(st.integers(0, 9999))
def test_kanji_numbers_are_read_back(value: int) -> None:
    digits = "〇一二三四五六七八九"
    units = ["", "十", "百", "千"]
    written = ""
    for at, digit in enumerate(reversed(str(value))):
        if digit != "0":
            written = ("" if digit == "1" and at else digits[int(digit)]) + units[at] + written
    assert kanji_number(written or "〇") == value
    assert kanji_number("".join(digits[int(digit)] for digit in str(value))) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("twenty-one", 21),
        ("one hundred and thirty", 130),
        ("two thousand and seventeen", 2017),
        ("fourteenth", 14),
        ("22nd", 22),
    ],
)
def test_numbers_in_words(text: str, value: int) -> None:
    assert number(text) == value


def test_years_in_words() -> None:
    assert year_in_words("twenty seventeen") == 2017
    assert year_in_words("two thousand and seventeen") == 2017
