"""What may be read by a model, what it is asked, and the sentences that come of its answers."""

from __future__ import annotations

import datetime
import json

import pytest

from assistant.skills.commands.command_reading import (
    OTHER,
    asked_slots,
    best,
    choice_messages,
    command_of,
    labels,
    slot_grammar,
    slot_messages,
    when_words,
)
from assistant.skills.commands.command_topics import TOPICS, Meaning, Topic, topic_of
from assistant.skills.sentence import is_japanese

pytestmark = pytest.mark.unit

NOW = datetime.datetime(2026, 11, 25, 9, 0, tzinfo=datetime.UTC)


def _of(words: str, label: str) -> tuple[Topic, Meaning]:
    topic = topic_of(words)
    assert topic is not None
    return topic, next(one for one in topic.meanings if one.label == label)


@pytest.mark.parametrize(
    "words",
    [
        "what is the capital of peru",
        "how do alarms work",
        "my alarm woke the neighbours",
        "the meeting was moved",
        "i have a meeting with al on monday",
        "play the next song on my list",
        "is there an appointment in the treaty",
        "write a poem about a calendar",
        "アラームとは何ですか",
        "この映画の予定を教えて",
        "世界で一番高い山",
    ],
)
def test_ordinary_sentences_are_never_read(words: str) -> None:
    assert topic_of(words) is None


@pytest.mark.parametrize(
    "words",
    [
        "put in there that i have lunch with zoe, calendar",
        "i would like a wake up alarm at seven",
        "no bread left, shopping list",
        "牛乳がない、買い物リストにお願い",
        "明日の朝は七時に起こして",
    ],
)
def test_commands_in_other_words_are(words: str) -> None:
    assert topic_of(words) is not None


def test_the_model_chooses_by_the_first_letters() -> None:
    for topic in TOPICS:
        assert len({label[:2] for label in labels(topic)}) == len(labels(topic))
        assert labels(topic)[-1] == OTHER


@pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.name)
def test_every_meaning_is_shown_in_both_languages(topic: Topic) -> None:
    for meaning in topic.meanings:
        assert {is_japanese(text) for text in meaning.examples} == {True, False}
        for filled in (meaning.filled, meaning.filled_ja):
            assert not asked_slots(meaning) or tuple(json.loads(filled[1])) == asked_slots(meaning)


def test_what_is_unsure_and_what_a_question_would_change_is_left() -> None:
    topic, add = _of("add lunch to the calendar", "add")
    sure = (*(1.0 if one.label == "add" else 0.0 for one in topic.meanings), 0.0)
    assert best(topic, sure, "add lunch to the calendar") is add
    assert best(topic, sure, "did you add lunch to my calendar") is None
    assert best(topic, tuple(chance * 0.7 for chance in sure), "add lunch to the calendar") is None
    assert best(topic, (*([0.0] * len(topic.meanings)), 1.0), "add lunch to the calendar") is None


@pytest.mark.parametrize(
    ("words", "label", "filled", "sentence"),
    [
        (
            "add my practice at king's park on feb four at two pm, calendar",
            "add",
            {"what": "my practice at king's park on feb four"},
            "add practice at king's park feb four two pm to my calendar",
        ),
        (
            "no bread left, shopping list",
            "add",
            {"what": "bread", "list": "shopping list"},
            "add bread to my shopping list",
        ),
        ("no bread left, shopping list", "add", {"what": "bread", "list": ""}, None),
        ("i would like a wake up alarm at seven am tomorrow", "set", {}, "set an alarm seven am tomorrow"),
        ("i would like a wake up alarm", "set", {}, "set an alarm"),
        (
            "i want to add a lunch date with mike and bob tomorrow",
            "add",
            {"what": "a lunch date"},
            "add lunch date with mike and bob tomorrow to my calendar",
        ),
        (
            "put lunch with zoe on friday in my calendar",
            "add",
            {"what": "lunch"},
            "add lunch with zoe friday to my calendar",
        ),
        ("have a timer go off in twenty minutes", "count", {}, "set a timer for in twenty minutes"),
        ("明日の朝は七時に起こして", "set", {}, "明日七時にアラームをセットして"),
        (
            "牛乳がない、買い物リストにお願い",
            "add",
            {"what": "牛乳が", "list": "買い物リスト"},
            "買い物リストに牛乳を追加して",
        ),
    ],
)
def test_the_sentence_for_the_skills(words: str, label: str, filled: dict[str, str], sentence: str | None) -> None:
    _, meaning = _of(words, label)
    assert command_of(meaning, json.dumps(filled), words, NOW) == sentence


def test_what_is_no_json_fills_nothing() -> None:
    _, meaning = _of("no bread left, shopping list", "add")
    assert command_of(meaning, '{"what": "bre', "no bread left, shopping list", NOW) is None


def test_when_is_what_our_own_reading_finds() -> None:
    assert when_words("lunch with zoe every friday at one", NOW) == ["every friday", "at one"]
    assert when_words("lunch with zoe", NOW) == []


def test_the_grammar_holds_values_to_the_words_of_the_sentence() -> None:
    topic, meaning = _of('put "salt" on the shopping list', "add")
    grammar = slot_grammar(meaning, 'put "salt" on')
    assert grammar.splitlines() == [
        'root ::= "{\\"what\\": \\"" span "\\", \\"list\\": \\"" span "\\"}"',
        "span ::= (p0 | p1 | p2)?",
        'p0 ::= "put" (" " p1)?',
        'p1 ::= "\\\\\\"salt\\\\\\"" (" " p2)?',
        'p2 ::= "on"',
    ]
    asked = slot_messages(topic, meaning, "put salt on the shopping list")
    assert asked[: len(choice_messages(topic, "put salt on the shopping list"))] == choice_messages(
        topic, "put salt on the shopping list"
    )
