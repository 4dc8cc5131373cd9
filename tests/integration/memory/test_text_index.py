"""The index of messages: filled, searched, and emptied by the database itself."""

from __future__ import annotations

from typing import Protocol

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.documents.finding.sign_coding import SignCoding
from assistant.memory import sign_codes
from assistant.memory.text_index import TextIndex
from assistant.storage.database import Storage
from assistant.testing.embedder import HashedEmbedder

pytestmark = pytest.mark.integration

EMBEDDER = HashedEmbedder()


class Talk(Protocol):
    """What ``talk`` gives."""

    storage: Storage

    def say(self, question: str, answer: str = ..., conversation: int | None = None) -> tuple[int, int]:
        """One turn."""


def filled(storage: Storage, embedder: HashedEmbedder = EMBEDDER) -> TextIndex:
    index = TextIndex(storage, "message")
    while index.index_words():
        pass
    while pending := index.pending(embedder.model_id, 100):
        vectors = embedder.embed_passages([text for _, text in pending])
        index.add_vectors(
            embedder.model_id, [(number, vector) for (number, _), vector in zip(pending, vectors, strict=True)]
        )
    return index


@pytest.mark.parametrize(
    ("said", "query"),
    [
        ("Our dentist is Doctor Okafor in Mill Lane.", "Which dentist do we go to?"),
        ("I was in Málaga last winter.", "malaga"),
        ("The part is number AB-1577.", "ab 1577"),
    ],
)
def test_words_find_a_message(talk: Talk, said: str, query: str) -> None:
    talk.say("Good morning.")
    _, wanted = talk.say(said)
    talk.say("How are you?")
    assert next(iter(dict(filled(talk.storage).search_words(query, 5)))) == wanted


def test_pairs_find_japanese(talk: Talk) -> None:
    talk.say("今日はいい天気ですね。")
    _, wanted = talk.say("娘のミアはナッツアレルギーです。")
    index = filled(talk.storage)
    assert list(dict(index.search_pairs("ナッツのアレルギーがあるのは誰ですか", 5))) == [wanted]
    assert index.search_pairs("kyoto", 5) == []


def test_nothing_is_found_without_topic_words(talk: Talk) -> None:
    talk.say("What is it that you do?")
    index = filled(talk.storage)
    assert index.search_words("what is it?", 5) == []
    assert index.search_words("", 5) == []
    assert index.search_words('" OR NEAR(', 5) == []


def test_meaning_finds_the_nearest_with_its_cosine(talk: Talk) -> None:
    _, wanted = talk.say("The blue bicycle stands in the cellar.")
    talk.say("Lunch was at noon.")
    index = filled(talk.storage)
    (first, cosine), *_ = index.search_vectors("hashed", EMBEDDER.embed_query("the blue bicycle stands in a cellar"), 5)
    assert first == wanted
    assert 0.7 < cosine <= 1.0
    assert index.search_vectors("another", EMBEDDER.embed_query("x"), 5) == []


def test_coarse_search_agrees_with_the_exact_one(talk: Talk) -> None:
    noise = np.random.default_rng(7)
    for number in range(400):
        talk.say(f"Message {number} says {noise.integers(1_000_000)} and {noise.integers(1_000_000)}.")
    index = filled(talk.storage)
    rows = talk.storage.rows("SELECT id, text FROM messages")
    agreed = 0
    for query in ("message 12 says", "says 77 and 99", "number 3141"):
        wanted = np.array(EMBEDDER.embed_query(query))
        exact = sorted(rows, key=lambda row: -float(np.dot(wanted, EMBEDDER.embed_query(row["text"]))))[:1]
        agreed += index.search_vectors("hashed", list(wanted), 5)[0][0] == exact[0]["id"]
    assert agreed >= 2


def narrow(groups: int, seed: int) -> npt.NDArray[np.float32]:
    """Unit vectors close to one direction, as those of multilingual models are (the signs of nearly all components agree), in
    groups of ten that lie close together, a row of every group after another."""
    chance = np.random.default_rng(seed)
    vectors = (
        0.05 + np.tile(chance.normal(0, 0.015, (groups, 384)), (10, 1)) + chance.normal(0, 0.012, (groups * 10, 384))
    )
    unit: npt.NDArray[np.float32] = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)
    return unit


def test_vectors_in_a_narrow_cone_are_told_apart_however_the_history_grew(talk: Talk) -> None:
    vectors = narrow(300, 1)
    with talk.storage.write() as database:
        conversation = database.table("conversations").insert({"created_at": 0, "updated_at": 0}).last_pk
        database.table("messages").insert_all(
            {"conversation_id": conversation, "role": "user", "text": str(n), "state": "complete", "created_at": n}
            for n in range(len(vectors))
        )
    index = TextIndex(talk.storage, "message")
    while index.index_words():
        pass
    done = 0
    for upto in (3, 40, 2900, 3000):
        index.add_vectors("narrow", [(n + 1, vectors[n].tolist()) for n in range(done, upto)])
        done = upto
        shares = []
        for query in vectors[:20]:
            exact = {int(n) + 1 for n in np.argsort(-(vectors[:done] @ query))[:10]}
            shares.append(len(exact & dict(index.search_vectors("narrow", query.tolist(), 10)).keys()) / len(exact))
        assert np.mean(shares) >= 0.9


def test_a_search_finds_its_codes_prepared(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sign_codes, "FEW", 5)
    monkeypatch.setattr(sign_codes, "_AT_ONCE", 8)
    for number in range(10):
        talk.say(f"Message {number}.")
    index = filled(talk.storage)
    steps = 0
    while index.prepare("hashed"):
        steps += 1
    assert steps == 3
    assert not index.prepare("hashed")
    reads: list[str] = []
    monkeypatch.setattr(SignCoding, "codes", lambda self, vectors: reads.append("coded"))
    assert index.search_vectors("hashed", EMBEDDER.embed_query("message 7"), 3)
    assert reads == []


def test_a_removed_message_leaves_the_index_with_its_row(talk: Talk) -> None:
    where, gone = talk.say("My locker is number 4711.")
    _, kept = talk.say("The cat is called Minka.")
    index = filled(talk.storage)
    assert index.search_vectors("hashed", EMBEDDER.embed_query("locker 4711"), 1)[0][0] == gone
    with talk.storage.write() as database:
        database.table("conversations").delete(where)
    assert index.search_words("locker", 5) == []
    assert gone not in dict(index.search_vectors("hashed", EMBEDDER.embed_query("locker 4711"), 5))
    assert list(dict(index.search_words("cat", 5))) == [kept]


def test_a_changed_message_is_indexed_anew(talk: Talk) -> None:
    _, message = talk.say("The meeting is on Monday.")
    index = filled(talk.storage)
    with talk.storage.write() as database:
        database.table("messages").update(message, {"text": "The meeting is on Friday."})
    assert index.search_words("monday", 5) == []
    index = filled(talk.storage)
    assert list(dict(index.search_words("friday", 5))) == [message]
    assert talk.storage.rows("SELECT count(*) AS n FROM message_vectors WHERE message_id = ?", (message,))[0]["n"] == 1


def test_a_streaming_answer_waits(talk: Talk) -> None:
    _, message = talk.say("Tell me a story.", "Once upon a time.")
    with talk.storage.write() as database:
        database.execute("UPDATE messages SET state = 'streaming', indexed = 0, text = '' WHERE id > ?", (message,))
    filled(talk.storage)
    assert talk.storage.rows("SELECT indexed FROM messages WHERE id > ?", (message,)) == [{"indexed": 0}]


def test_words_that_stand_everywhere_do_not_decide_in_a_long_history(talk: Talk) -> None:
    with talk.storage.write() as database:
        conversation = database.table("conversations").insert({"created_at": 0, "updated_at": 0}).last_pk
        database.table("messages").insert_all(
            {
                "conversation_id": conversation,
                "role": "user",
                "text": f"The garden is green, day {number}." if number != 2500 else "The garden has a fountain.",
                "state": "complete",
                "created_at": number,
            }
            for number in range(1, 3001)
        )
    index = TextIndex(talk.storage, "message")
    while index.index_words():
        pass
    assert list(dict(index.search_words("Is there a fountain in the garden?", 5))) == [2500]
    assert len(index.search_words("the garden", 5)) == 5


def test_vectors_of_another_model_are_replaced(talk: Talk) -> None:
    talk.say("A sentence.")
    filled(talk.storage)
    index = filled(talk.storage, other := HashedEmbedder(model_id="other", dimensions=128))
    assert index.search_vectors("hashed", EMBEDDER.embed_query("sentence"), 5) == []
    assert index.search_vectors("other", other.embed_query("sentence"), 5)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(query=st.text(max_size=60))
def test_any_text_is_a_valid_query(talk: Talk, query: str) -> None:
    index = TextIndex(talk.storage, "message")
    if index.size() == 0:
        talk.say('Hello 世界, this is 1,577.5 of "something" (else) * NEAR')
        filled(talk.storage)
    index.search_words(query, 5)
    index.search_pairs(query, 5)
    index.counts(["hello", "世界"])


def test_known_counts_change_nothing_of_what_is_found(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.memory.text_index._FEW_ROWS", 20)
    for number in range(60):
        talk.say(f"The tide is high on day {number % 50}{' at Brighton' if number % 20 == 0 else ''}.")
    filled(talk.storage)
    index = TextIndex(talk.storage, "message")
    for query in ("high tide at brighton", "the tide", "day 7", "nothing of this"):
        words = index.counts(query.split())
        assert index.search_text(query, 20, words) == index.search_text(query, 20)
    assert index.counts(["tide", "brighton", "zebra"]) == {"tide": 60, "brighton": 3, "zebra": 0}
