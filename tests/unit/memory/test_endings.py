"""Facts that are told for a while: what a message says of the end, and when that is."""

from __future__ import annotations

import datetime

import pytest

from assistant.memory.commands import Remember, parse_command
from assistant.memory.endings import end_of

pytestmark = pytest.mark.unit

NOW = datetime.datetime(2026, 11, 25, 9, 0, tzinfo=datetime.UTC)
CAR = "my car is at the garage"


@pytest.mark.parametrize(
    ("message", "text", "until"),
    [
        (f"Remember until Friday that {CAR}.", CAR, "until Friday"),
        (f"please remember for two weeks that {CAR}", CAR, "for two weeks"),
        (f"Remember that {CAR}, but only until 3 December.", CAR, "until 3 December"),
        (f"Can you remember until tomorrow that {CAR}?", CAR, "until tomorrow"),
        ("金曜日まで、車が工場にあることを覚えておいて", "車が工場にある", "金曜日"),
        ("車が工場にあることを来週の月曜日まで覚えておいて", "車が工場にある", "来週の月曜日"),
        # The end belongs to what is remembered.
        ("Remember that I am away until Friday", "I am away until Friday", ""),
        ("明日まで休みだと覚えておいて", "明日まで休みだ", ""),
    ],
)
def test_what_is_to_be_remembered_and_how_long(message: str, text: str, until: str) -> None:
    assert parse_command(message) == Remember(text=text, until=until)
    assert text in message


@pytest.mark.parametrize("message", ["until Friday I work from home", "金曜日まで、忙しい", "Wait until Friday"])
def test_other_sentences_are_left(message: str) -> None:
    assert parse_command(message) is None


@pytest.mark.parametrize(
    ("words", "end"),
    [
        ("until Friday", "2026-11-28 00:00"),
        ("until tomorrow at 5 pm", "2026-11-26 17:00"),
        ("for two weeks", "2026-12-09 09:00"),
        ("for an hour", "2026-11-25 10:00"),
        ("金曜日", "2026-11-28 00:00"),
        ("2週間", "2026-12-09 09:00"),
    ],
)
def test_when_it_ends(words: str, end: str) -> None:
    found = end_of(words, NOW)
    assert found is not None
    assert f"{found:%Y-%m-%d %H:%M}" == end


@pytest.mark.parametrize("words", ["until 30 February", "until further notice", "until the cows come home"])
def test_no_end_that_could_be(words: str) -> None:
    assert end_of(words, NOW) is None
