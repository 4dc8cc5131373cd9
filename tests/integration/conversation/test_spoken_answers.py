"""What was heard of an answer, on a real database."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.clock import SystemClock
from assistant.conversation.history import ConversationStore
from assistant.conversation.spoken_answers import SpokenAnswers
from assistant.ids import ConversationId, MessageId
from assistant.records import Answer, AnswerPart, Basis, MessageState, SentenceSupport, VoiceLatency
from assistant.storage.database import Storage

pytestmark = pytest.mark.integration

LATENCY = VoiceLatency(endpoint=300.0, transcribe=50.0, total=700.0)


@pytest.fixture
def storage(tmp_path: Path) -> Iterator[Storage]:
    opened = Storage(tmp_path / "sotto.db")
    yield opened
    opened.close()


@pytest.fixture
def store(storage: Storage) -> ConversationStore:
    return ConversationStore(storage, SystemClock())


def answered(store: ConversationStore, text: str) -> tuple[ConversationId, MessageId]:
    conversation, question = store.add_question(None, "Say something long", spoken=True)
    message = store.begin_answer(conversation, question, sent="sent", model="m")
    support = (SentenceSupport(start=0, end=11), SentenceSupport(start=12, end=21))
    part = AnswerPart(question="How?", start=0, end=21, refused=False, basis=Basis.GENERAL)
    parts = (part, dataclasses.replace(part, question="Why?", start=12))
    store.finish_answer(
        Answer(text=text, conversation=conversation, message=message, turn=1, model="m", support=support, parts=parts),
        written=text,
    )
    return conversation, message


def test_the_answer_is_what_was_heard(storage: Storage, store: ConversationStore) -> None:
    conversation, message = answered(store, "Heard this. Not that.")
    SpokenAnswers(storage).keep_heard(message, "Heard this.", " Not that.")
    _, following = store.add_question(conversation, "And now?")
    turns, dropped = store.past_turns(conversation, following)
    assert [(turn.question, turn.answer) for turn in turns] == [("sent", "Heard this.")]
    assert dropped == 0
    answer = store.messages(conversation)[1].answer
    assert answer is not None
    assert (answer.text, answer.unheard, answer.state) == ("Heard this.", " Not that.", MessageState.INTERRUPTED)
    assert [mark.end for mark in answer.support] == [11]
    assert [(one.question, one.end) for one in answer.parts] == [("How?", len(answer.text))]


def test_the_rest_of_the_last_answer_can_be_taken_up(storage: Storage, store: ConversationStore) -> None:
    conversation, message = answered(store, "Heard this. Not that.")
    spoken = SpokenAnswers(storage)
    assert spoken.broken_off(conversation) is None
    spoken.keep_heard(message, "Heard this.", " Not that.")
    assert spoken.broken_off(conversation) == (message, "Heard this.", " Not that.")
    _, question = store.add_question(conversation, "And now?")
    store.begin_answer(conversation, question, sent="And now?", model="m")
    assert spoken.broken_off(conversation) is None


def test_what_is_heard_later_completes_it(storage: Storage, store: ConversationStore) -> None:
    conversation, message = answered(store, "Heard this. Not that.")
    spoken = SpokenAnswers(storage)
    spoken.keep_latency(message, LATENCY)
    spoken.keep_heard(message, "Heard this.", " Not that.")
    spoken.keep_heard(message, "Heard this. Not that.", "")
    answer = store.messages(conversation)[1].answer
    assert answer is not None
    assert (answer.text, answer.unheard, answer.state) == ("Heard this. Not that.", "", MessageState.COMPLETE)
    assert answer.voice_latency == LATENCY


def test_a_typed_answer_has_no_latency_and_a_deleted_one_is_left_alone(
    storage: Storage, store: ConversationStore
) -> None:
    conversation, message = answered(store, "Heard this.")
    answer = store.messages(conversation)[1].answer
    assert answer is not None
    assert answer.voice_latency is None
    store.delete(conversation)
    spoken = SpokenAnswers(storage)
    spoken.keep_heard(message, "Heard", " this.")
    spoken.keep_latency(message, LATENCY)
    assert storage.rows("SELECT * FROM spoken_answers") == []
