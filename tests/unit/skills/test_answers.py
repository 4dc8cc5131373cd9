"""Dates, times and units are answered without the model, exactly; what is not theirs is left alone."""

from __future__ import annotations

import datetime
import zoneinfo

import pytest

from assistant.skills.base import Context, Intent, Say
from assistant.skills.date_answer import DateAnswer
from assistant.skills.sentence import is_japanese, is_question_about, own_words
from assistant.skills.unit_answer import UnitAnswer
from assistant.skills.zones import zone_named

pytestmark = pytest.mark.unit

NOW = datetime.datetime(2026, 11, 25, 9, 0, tzinfo=zoneinfo.ZoneInfo("Europe/Berlin"))


def _answer(message: str) -> str | None:
    words = own_words(message)
    if words is None or is_question_about(words):
        return None
    context = Context(now=NOW, japanese=is_japanese(message))
    for skill in (DateAnswer(), UnitAnswer()):
        found = skill.understand(words, context)
        if isinstance(found, Intent):
            planned = skill.plan(found, context)
            if planned is not None:
                assert isinstance(planned, Say)
                return planned.sentence
    return None


@pytest.mark.parametrize(
    ("message", "answer"),
    [
        ("What day is it in three weeks?", "Wednesday, 16 December 2026."),
        ("tell me the date it will be 5 days from now", "Monday, 30 November 2026."),
        ("What time is it?", "It is 9:00."),
        ("what's the time in Tokyo right now", "It is 17:00 in Tokyo."),
        ("what time is it over in pacific time", "It is 0:00 in pacific time."),
        ("What's the date today?", "Today is Wednesday, 25 November 2026."),
        ("how many days until Christmas?", "30 days until Friday, 25 December 2026."),
        ("how many weeks are left for christmas", "4 weeks and 2 days until Friday, 25 December 2026."),
        ("is it monday today", "No, today is Wednesday, 25 November 2026."),
        ("what timezone is honolulu in", "honolulu is in Pacific/Honolulu, now UTC-10:00."),
        (
            "if it's ten pm in california what time is it in alabama",
            "When it is 22:00 in california, it is 0:00 the next day in alabama.",
        ),
        ("what day is 30 february", "There is no such day in the calendar."),
        ("今何時？", "9時です。"),
        ("東京は今何時ですか", "東京は17時です。"),
        ("今日は何日ですか", "今日は2026年11月25日（水）です。"),
        ("3週間後は何曜日？", "2026年12月16日（水）です。"),
        ("クリスマスまであと何日？", "2026年12月25日（金）まであと30日です。"),
        ("2月30日は何曜日", "その日付は暦にありません。"),
    ],
)
def test_dates_and_times(message: str, answer: str) -> None:
    assert _answer(message) == answer


@pytest.mark.parametrize(
    ("message", "answer"),
    [
        ("5 miles in km", "5 miles = 8.04672 km"),
        ("How many feet are in a mile?", "1 mile = 5,280 feet"),
        ("what is the total number of pints in two quarts", "2 quarts = 4 pints"),
        ("what is 20 degrees celsius in fahrenheit", "20 degrees celsius = 68 fahrenheit"),
        ("100 F in celsius", "100 F ≈ 37.7778 celsius"),
        ("-40 c to f", "-40 c = -40 f"),
        ("convert 2 stone to kg", "2 stone = 12.70058636 kg"),
        ("how many cups in a liter", "1 liter ≈ 4.22675 cups"),
        ("1,500 m in km", "1,500 m = 1.5 km"),
        ("100 square feet in square meters", "100 square feet = 9.290304 square meters"),
        ("6畳は何平方メートル？", "6畳は9.72平方メートルです。"),
        ("1坪は何平米", "1坪は約3.30579平米です。"),
        ("3合は何ml", "3合は約541.172mlです。"),
        ("100キロは何マイル", "100キロは約62.1371マイルです。"),
        ("華氏212度は摂氏何度", "212度（華氏）は100度です。"),
        ("5 km in liters", "km cannot be converted to liters: they measure different things."),
    ],
)
def test_units(message: str, answer: str) -> None:
    assert _answer(message) == answer


@pytest.mark.parametrize(
    "message",
    [
        "what time is the meeting",
        "what is the date of my appointment",
        "how many days are in february",
        "10 apples in oranges",
        "how many calories in an apple",
        "how many people live in a city",
        "what is the time in Nowhereville",
        "会議は何時ですか",
        "what is the best time to visit Japan",
        "what day is garbage day",
        "change my name to Bob",
    ],
)
def test_other_questions_are_left_alone(message: str) -> None:
    assert _answer(message) is None


def test_zones_of_places() -> None:
    assert zone_named("New York") == zoneinfo.ZoneInfo("America/New_York")
    assert zone_named("ロンドン") == zoneinfo.ZoneInfo("Europe/London")
    assert zone_named("Springfield") is None
