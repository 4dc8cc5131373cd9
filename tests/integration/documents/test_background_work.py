"""Embedding gives way to a turn at once, and a new start goes on where the one before it was killed: the whole engine, in this
process, over a scripted model."""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from assistant import Paths, open_assistant
from assistant.documents.document_records import DocumentRecords
from assistant.documents.finding.embedding import EmbeddingQueue, SharedEmbedder
from assistant.documents.finding.index import ChunkIndex
from assistant.events import Event, IndexFinished, TurnFinished
from assistant.front_door import AssistantApi
from assistant.records import FileState
from assistant.storage.database import Storage
from assistant.testing.chat_model import ScriptedChatModel
from assistant.testing.embedder import HashedEmbedder

pytestmark = pytest.mark.integration

WAIT_S = 60.0


class Engine:
    """An engine whose model answers when ``gate`` is set."""

    def __init__(self, home: Path, models: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.gate = threading.Event()
        self.model = ScriptedChatModel(["As you say."], gate=self.gate)
        self.embedder = HashedEmbedder()
        monkeypatch.setattr("assistant.wiring.BackEnds.chat_model", lambda _: self.model)
        monkeypatch.setattr("assistant.wiring.BackEnds.embedder", lambda _: self.embedder)
        self.events: queue.SimpleQueue[Event] = queue.SimpleQueue()
        self.api: AssistantApi = open_assistant(Paths(home=home, models=models), offline=True)
        self.api.subscribe(self.events.put)

    def wait_for(self, kind: type[Event]) -> None:
        while not isinstance(self.events.get(timeout=WAIT_S), kind):
            pass


@pytest.fixture
def engine(tmp_path: Path, models_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    opened = Engine(tmp_path / "home", models_folder, monkeypatch)
    yield opened
    opened.gate.set()
    opened.api.close()


def test_while_a_turn_runs_a_file_is_found_by_words_and_embedded_after_it(engine: Engine, tmp_path: Path) -> None:
    notes = tmp_path / "notes.md"
    notes.write_text("The boiler is serviced every autumn.")
    engine.api.ask("Tell me a story.", use_documents=False)
    engine.api.documents.add([notes])
    engine.wait_for(IndexFinished)
    assert [found.document.name for found in engine.api.documents.search("boiler", 3).passages] == ["notes.md"]
    assert not engine.api.documents.wait_until_embedded(0.3)
    assert engine.embedder.embedded == 0
    engine.gate.set()
    engine.wait_for(TurnFinished)
    assert engine.api.documents.wait_until_embedded(WAIT_S)
    assert [(file.chunks, file.embedded_chunks) for file in engine.api.documents.files()] == [(1, 1)]


def test_a_pause_ends_embedding_with_the_step_under_way(tmp_path: Path) -> None:
    storage = Storage(tmp_path / "sotto.db")
    index = ChunkIndex(storage)
    under_way, goes_on = threading.Event(), threading.Event()

    class SlowEmbedder(HashedEmbedder):
        def embed_passages(self, texts: Sequence[str]) -> list[list[float]]:
            under_way.set()
            assert goes_on.wait(WAIT_S)
            return super().embed_passages(texts)

    embedder = SlowEmbedder()
    with storage.write() as database:
        for number in range(12):
            document = database.execute(
                "INSERT INTO documents(path, title, state, added_at) VALUES (?, 'Notes', 'indexed', 0)",
                (f"{number}.txt",),
            ).lastrowid
            page = database.execute(
                "INSERT INTO pages(document_id, position, text) VALUES (?, 0, 'A boiler.')", (document,)
            ).lastrowid
            database.execute(
                "INSERT INTO chunks(document_id, page_id, position, start, end) VALUES (?, ?, 0, 0, 9)",
                (document, page),
            )
    work = EmbeddingQueue(storage, SharedEmbedder(lambda: embedder), index)
    try:
        assert under_way.wait(WAIT_S)
        work.pause()
        goes_on.set()
        while not (done := storage.rows("SELECT count(*) AS n FROM chunks WHERE embedded_by <> ''")[0]["n"]):
            pass
        assert 0 < done == embedder.embedded < 12
        work.resume()
        assert work.wait_until_done(WAIT_S)
        assert embedder.embedded == 12
    finally:
        work.close()
        storage.close()


def test_a_new_start_reads_what_was_in_line(
    tmp_path: Path, models_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "home"
    home.mkdir(mode=0o700)
    notes = tmp_path / "notes.md"
    notes.write_text("The boiler is serviced every autumn.")
    storage = Storage(home / "sotto.db")
    DocumentRecords(storage, ChunkIndex(storage)).put_in_line([notes], "", 1.0)
    storage.close()
    engine = Engine(home, models_folder, monkeypatch)
    engine.wait_for(IndexFinished)
    assert [(file.path, file.state) for file in engine.api.documents.files()] == [(notes, FileState.INDEXED)]
    assert engine.api.documents.wait_until_embedded(WAIT_S)
    assert [(file.chunks, file.embedded_chunks) for file in engine.api.documents.files()] == [(1, 1)]
    engine.api.close()
