"""What encryption costs: the same work over the same data in the clear and encrypted, in turns. Markdown rows of processor time.

Passages are made of real words in random order, so that the index has the sizes of a real one; searching is by words, first with
nothing of the database in memory, as after a start, and then once more.
"""

from __future__ import annotations

import functools
import random
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.cancellation import CancelToken
from assistant.documents.document_records import DocumentRecords
from assistant.documents.finding.index import ChunkIndex
from assistant.documents.ingest import Ingest
from assistant.documents.reading.reader_process import ReaderProcess
from assistant.encryption.conversion import encrypt_home
from assistant.encryption.key_file import KeptIn
from assistant.events import Event, FileIndexed
from assistant.ids import OperationId
from assistant.paths import Paths
from assistant.storage.database import Storage
from assistant.storage.database_key import DatabaseKey

pytestmark = [pytest.mark.benchmark, pytest.mark.timeout(600)]

KEY = DatabaseKey(bytes(range(32)))
ROUNDS, DOCUMENTS, SEARCHES, MESSAGES = 7, 200, 30, 50


def _words() -> list[str]:
    """Every word of this repository's documents."""
    root = Path(__file__).parents[2]
    text = " ".join(file.read_text(encoding="utf-8") for file in sorted(root.glob("*.md")))
    return sorted({word.strip(".,;:()*`|") for word in text.split() if word.isascii()})


def _fill(paths: Paths, folder: Path, words: list[str]) -> None:
    chance = random.Random(7)
    folder.mkdir()
    for number in range(DOCUMENTS):
        lines = (" ".join(chance.choices(words, k=90)) for _ in range(20))
        (folder / f"{number}.txt").write_text("\n\n".join(lines), encoding="utf-8")
    paths.prepare()
    storage = Storage(paths.database)
    with ReaderProcess() as reader:
        ingest = Ingest(
            DocumentRecords(storage, ChunkIndex(storage)), reader, max_file_mb=lambda: 100, on_chunks_added=lambda: None
        )
        read: list[Event] = []
        ingest.add([folder], "", read.append, CancelToken(), OperationId("bench"))
        assert sum(isinstance(event, FileIndexed) for event in read) == DOCUMENTS
    storage.close()


def _given(key: DatabaseKey | None) -> DatabaseKey | None:
    return key


def _search(storage: Storage, words: list[str], round_number: int) -> None:
    chance, index = random.Random(round_number), ChunkIndex(storage)
    for _ in range(SEARCHES):
        assert index.search_words(" ".join(chance.sample(words, 3)), 8) is not None


def _write(storage: Storage) -> None:
    for number in range(MESSAGES):
        with storage.write() as database:
            database.execute(
                "INSERT INTO facts(text, since) VALUES (?, ?)", (f"a thing that was told {number}" * 5, 1.0)
            )


def _stream(storage: Storage) -> None:
    with storage.write() as database:
        chat = database.table("conversations").insert({"title": "", "created_at": 1.0, "updated_at": 1.0}).last_pk
        message = database.table("messages").insert(
            {"conversation_id": chat, "role": "assistant", "text": "", "state": "streaming", "created_at": 1.0}
        )
    for _ in range(MESSAGES):
        with storage.write_streaming() as database:
            database.execute("UPDATE messages SET text = text || 'piece ' WHERE id = ?", (message.last_pk,))


def test_the_same_work_in_the_clear_and_encrypted(tmp_path: Path) -> None:
    words = _words()
    clear, sealed = (Paths(home=tmp_path / name, models=tmp_path) for name in ("clear", "sealed"))
    _fill(clear, tmp_path / "documents", words)
    sealed.prepare()
    sealed.database.write_bytes(clear.database.read_bytes())
    began = time.process_time()
    encrypt_home(sealed, KEY, KeptIn.KEYRING)
    took_s = time.process_time() - began
    took: dict[str, tuple[list[float], list[float]]] = {}

    def measured(what: str, which: int, work: Callable[[], None]) -> None:
        began = time.process_time()
        work()
        took.setdefault(what, ([], []))[which].append((time.process_time() - began) * 1000)

    for round_number in range(ROUNDS):
        for which in (0, 1) if round_number % 2 else (1, 0):
            paths, key = ((clear, None), (sealed, KEY))[which]
            began = time.process_time()
            storage = Storage(paths.database, functools.partial(_given, key))
            took.setdefault("opening", ([], []))[which].append((time.process_time() - began) * 1000)
            search = functools.partial(_search, storage, words, round_number)
            measured(f"{SEARCHES} searches by words, first", which, search)
            measured(f"{SEARCHES} searches by words, again", which, search)
            measured(f"{MESSAGES} facts written, a commit each", which, functools.partial(_write, storage))
            measured(f"{MESSAGES} pieces of an answer stored", which, functools.partial(_stream, storage))
            storage.close()

    sizes = [paths.database.stat().st_size / 1e6 for paths in (clear, sealed)]
    print(f"\n| {DOCUMENTS} documents, {sizes[0]:.0f} MB | in the clear | encrypted | ratio |\n|---|---|---|---|")
    for what, (plain, coded) in took.items():
        print(
            f"| {what} | {statistics.median(plain):.1f} ms | {statistics.median(coded):.1f} ms |"
            f" {statistics.median(coded) / statistics.median(plain):.2f} |"
        )
    print(f"| size of the database | {sizes[0]:.1f} MB | {sizes[1]:.1f} MB | {sizes[1] / sizes[0]:.3f} |")
    print(f"| encrypting it, compared and checked | – | {took_s:.2f} s | {sizes[0] / took_s:.0f} MB a second |")
