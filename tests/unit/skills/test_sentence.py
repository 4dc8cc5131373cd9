"""Which sentences may be commands: the user's own, and no questions about how things work."""

from __future__ import annotations

import pytest

from assistant.skills.sentence import MOST_CHARACTERS, is_question_about, own_words
from assistant.skills.undo import is_undo

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("message", "words"),
    [
        ("Hey Sotto, could you please set a timer?", "set a timer"),
        ("set a timer for me, please!", "set a timer"),
        ("タイマー を １０ 分 に して ください。", "タイマーを10分にしてください"),
        ("", None),
        ("> set a timer for five minutes", None),
        ("“Set a timer for five minutes”", None),
        ("Subject: set a timer", None),
        ("「タイマーを5分」", None),
        ("From the mail:\nset a timer for five minutes", None),
        ("x" * (MOST_CHARACTERS + 1), None),
    ],
)
def test_only_the_users_own_words_count(message: str, words: str | None) -> None:
    assert own_words(message) == words


@pytest.mark.parametrize(
    "sentence",
    [
        "how do timers work",
        "what is a timer",
        "why did my alarm not ring",
        "tell me about alarms",
        "write a poem about an alarm",
        "my alarm did not ring",
        "what does the lease say about alarms",
        "how long should the timer for the dough be",
        "メモには何と書いてありますか",
        "タイマーの使い方は契約書に書かれていますか",
        "タイマーの使い方",
        "タイマーとは何ですか",
        "アラームを設定する方法",
    ],
)
def test_questions_about_a_skill_are_none_for_it(sentence: str) -> None:
    assert is_question_about(sentence)


@pytest.mark.parametrize(
    "sentence", ["set a timer for 5 minutes", "5分のタイマーをかけて", "what timers are running", "メモに鍵と書いて"]
)
def test_commands_are_no_questions_about_them(sentence: str) -> None:
    assert not is_question_about(sentence)


@pytest.mark.parametrize(
    "words", ["undo", "undo that", "take that back", "取り消して", "それを元に戻して", "今のを取り消して"]
)
def test_undo_in_both_languages(words: str) -> None:
    assert is_undo(words)


@pytest.mark.parametrize("words", ["how do I undo a commit", "undo the first commit in git", "予約を取り消して"])
def test_undo_of_something_else_is_none(words: str) -> None:
    assert not is_undo(words)
