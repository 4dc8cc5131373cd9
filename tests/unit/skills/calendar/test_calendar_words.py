"""What is meant for the calendar, and what only speaks of such things."""

from __future__ import annotations

import datetime

import pytest

from assistant.skills.calendar.calendar_words import calendar_wish

pytestmark = pytest.mark.unit

NOW = datetime.datetime(2026, 11, 25, 10, tzinfo=datetime.UTC)


@pytest.mark.parametrize(
    "words",
    [
        "借主はいつまでに解約を通知しなければなりませんか",
        "解約の通知期間は",
        "通知は何日前に必要ですか",
        "借主に通知してもよいですか",
        "解約を通知するには",
        "通知する義務はありますか",
        "家主が通知しているのは誰ですか",
        "契約の予定期間は何年ですか",
        "イベントの予定はどこに書いてありますか",
        "支払予定日は何日ですか",
        "remind me how much the deposit is",
        "remind me what the lease says about pets",
        "remind me again who objected",
    ],
)
def test_a_question_about_notices_and_plans_is_none_for_the_calendar(words: str) -> None:
    assert calendar_wish(words, NOW) is None


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("明日の会議を通知してください", "会議"),
        ("会議の通知を設定して", "会議"),
        ("明日9時に歯医者を通知", "歯医者"),
        ("明日の会議をリマインドして", "会議"),
        ("remind me what to buy", "what to buy"),
        ("remind me how the cat is fed tomorrow at 9", "how the cat is fed"),
        ("remind me to ask how much the deposit is", "ask how much the deposit is"),
    ],
)
def test_a_notice_that_is_asked_for_is_one(words: str, title: str) -> None:
    wish = calendar_wish(words, NOW)
    assert wish is not None
    assert (wish.verb, wish.title, wish.reminds) == ("add", title, True)


@pytest.mark.parametrize("words", ["明日の予定を教えて", "今週は何か予定がありますか", "今日の予定は"])
def test_ones_own_plans_are_in_the_calendar(words: str) -> None:
    wish = calendar_wish(words, NOW)
    assert wish is not None
    assert wish.verb == "show"
