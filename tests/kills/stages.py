"""What an engine is at when something is killed: how a home is made ready for it, and what must hold once it was started again."""

from __future__ import annotations

import enum
import hashlib
import json
import random
import tempfile
from collections.abc import Sequence
from pathlib import Path

import sqlite_utils

from assistant import Paths
from assistant.backups.archive import back_up
from assistant.backups.backup_file import extract
from assistant.encryption.unlocking import find_key
from assistant.records import MessageState
from assistant.storage.database import Storage
from assistant.storage.migrations import migrations
from assistant.storage.sqlite import sqlite3
from assistant.system_keyring import SystemKeyring
from models.catalog import Catalog, CatalogEntry, entry_from_table
from models.store import ModelStore

ENGINE = "tests.kills.engine"
QUESTION = "Tell me a very long story about a lighthouse."
MODEL = "small-model"
BACKUP = "all.sotto"
PAPERS = "papers"
NUMBER_OF_PAPERS = 10
CHATS = 300
FIRST_BACKUP_AT = 5.0


class Stage(enum.StrEnum):
    """What the engine does."""

    STREAMING = "streaming"
    FETCHING = "fetching"
    INDEXING = "indexing"
    MIGRATING = "migrating"
    BACKING_UP = "backing-up"
    ENCRYPTING = "encrypting"

    @property
    def span_s(self) -> float:
        """Within how many seconds after its beginning something is killed: about as long as it takes on a quiet machine."""
        return _SPANS_S[self]


_SPANS_S = {
    Stage.STREAMING: 1.5,
    Stage.FETCHING: 1.0,
    Stage.INDEXING: 2.0,
    Stage.MIGRATING: 1.5,
    Stage.BACKING_UP: 0.5,
    Stage.ENCRYPTING: 2.5,
}


def prepare(paths: Paths, work: Path, stage: Stage) -> None:
    """A home with chats in it, of an early version where it is to be migrated; papers to be read; the backup of before."""
    paths.prepare()
    papers = work / PAPERS
    papers.mkdir()
    for n in range(NUMBER_OF_PAPERS):
        lines = (
            f"Paragraph {k:03} of paper {n:02}: the price of item {n:02}{k:03} is {k:03} euros." for k in range(60)
        )
        (papers / f"paper{n:02}.txt").write_text("\n\n".join(lines), encoding="utf-8")
    database = sqlite_utils.Database(sqlite3.connect(str(paths.database)))
    migrations.apply(database, stop_before="m007_memory" if stage is Stage.MIGRATING else None)
    noise = random.Random(1)
    with database.conn:
        for n in range(1, CHATS + 1):
            database.table("conversations").insert({"id": n, "title": f"chat {n}", "created_at": n, "updated_at": n})
            for role in ("user", "assistant"):
                text = f"{role} {n} " + noise.randbytes(3_000).hex()
                database.table("messages").insert(
                    {"conversation_id": n, "role": role, "text": text, "state": "complete", "created_at": n}
                )
        database.table("facts").insert({"text": "said long ago", "since": 1.0})
    database.conn.close()
    for file in paths.home.glob("sotto.db*"):
        file.chmod(0o600)
    if stage is Stage.BACKING_UP:
        back_up(paths, work / BACKUP, FIRST_BACKUP_AT, lambda: None)


def between(paths: Paths, work: Path, stage: Stage, model: bytes) -> None:
    """What must hold before anything is started again."""
    if stage is Stage.BACKING_UP:
        with tempfile.TemporaryDirectory() as folder:
            extract(work / BACKUP, Path(folder), lambda: None)
    if stage is Stage.FETCHING:
        store, entry = _store(paths, work)
        for installed in store.installed():
            assert installed.entry.id == entry.id
            assert installed.main_path.read_bytes() == model


def afterwards(
    paths: Paths, work: Path, stage: Stage, model: bytes, keyring: SystemKeyring, streamed: str, done: Sequence[str]
) -> None:
    """What must hold once the same was done again to its end. ``streamed`` is the text of the answer that was seen, and
    ``done`` are the papers that were told to be read, before the kill."""
    storage = Storage(paths.database, lambda: find_key(paths.home, keyring))
    try:
        assert storage.check() == "ok"
        (kept,) = storage.rows(
            "SELECT count(*) AS n, sum(c.title = 'chat ' || c.id) AS titles FROM conversations c WHERE id <= ?",
            (CHATS,),
        )
        assert (kept["n"], kept["titles"]) == (CHATS, CHATS)
        (kept,) = storage.rows("SELECT count(*) AS n FROM messages WHERE conversation_id <= ?", (CHATS,))
        assert kept["n"] == 2 * CHATS
        assert storage.rows("SELECT text FROM facts") == [{"text": "said long ago"}]
        _papers_are_whole(storage, done)
        if stage is Stage.STREAMING:
            _answers_are_kept(storage, streamed)
        left = [one.name for one in paths.home.rglob("*") if one.name.endswith((".part", ".ready"))]
        assert left == []
        assert [one.name for one in work.glob(".*")] == []
    finally:
        storage.close()
    if stage is Stage.ENCRYPTING:
        assert paths.is_encrypted
        assert not paths.database.read_bytes().startswith(b"SQLite format 3")
    if stage is Stage.BACKING_UP:
        with tempfile.TemporaryDirectory() as folder:
            assert extract(work / BACKUP, Path(folder), lambda: None).created_at > FIRST_BACKUP_AT
    if stage is Stage.FETCHING:
        store, entry = _store(paths, work)
        assert store.require(entry.id).main_path.read_bytes() == model
        assert store.verify(entry) == ()


def write_catalog(work: Path, model: bytes, url: str) -> None:
    """The only model there is, as a file of a server."""
    table = {
        "id": MODEL,
        "title": "Small model",
        "roles": ["code"],
        "runtime": "llama.cpp",
        "licence": "MIT",
        "commercial_use": True,
        "memory_bytes": 1_000_000,
        "files": [{"filename": "model.gguf", "size_bytes": len(model), "sha256": hashlib.sha256(model).hexdigest()}],
        "sources": [{"kind": "hub", "urls": {"model.gguf": url}}],
    }
    (work / "catalog.json").write_text(json.dumps(table), encoding="utf-8")


def _store(paths: Paths, work: Path) -> tuple[ModelStore, CatalogEntry]:
    entry = entry_from_table(json.loads((work / "catalog.json").read_text(encoding="utf-8")))
    return ModelStore(paths.models, Catalog([entry])), entry


def _papers_are_whole(storage: Storage, done: Sequence[str]) -> None:
    papers = storage.rows(
        "SELECT d.path, d.state, count(c.id) AS chunks FROM documents d LEFT JOIN chunks c ON c.document_id = d.id GROUP BY d.id"
    )
    assert {row["state"] for row in papers} <= {"indexed"}
    assert len({row["chunks"] for row in papers}) <= 1
    assert set(done) <= {Path(row["path"]).name for row in papers}
    assert len(papers) in (0, NUMBER_OF_PAPERS)
    (words,) = storage.rows("SELECT count(*) AS n FROM chunk_words")
    assert words["n"] == sum(row["chunks"] for row in papers)


def _answers_are_kept(storage: Storage, streamed: str) -> None:
    """A question whose answer had not begun stands alone."""
    turns = storage.rows(
        "SELECT q.text AS question, a.text AS answer, a.state FROM messages q LEFT JOIN messages a"
        " ON a.conversation_id = q.conversation_id AND a.role = 'assistant'"
        " WHERE q.role = 'user' AND q.conversation_id > ? ORDER BY q.id",
        (CHATS,),
    )
    assert {row["question"] for row in turns} == {QUESTION}
    assert {row["state"] for row in turns} <= {None, str(MessageState.INTERRUPTED), str(MessageState.COMPLETE)}
    assert turns[-1]["state"] == str(MessageState.COMPLETE)
    if streamed:
        assert turns[0]["answer"].strip().startswith(streamed.strip())
