"""Passwords of documents: asked once, kept in the keyring only when wished, gone with the document."""

from __future__ import annotations

import queue
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, ClassVar

import pytest
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked, PasswordDeleteError

from assistant.documents.document_records import DocumentRecords
from assistant.documents.finding.index import ChunkIndex
from assistant.documents.ingest import Ingest
from assistant.documents.library import DocumentLibrary
from assistant.documents.reading.passwords import Passwords
from assistant.documents.reading.reader_process import ReaderProcess
from assistant.errors import DocumentLocked, KeyringUnavailable
from assistant.events import Event, FileIndexed, IndexFinished
from assistant.records import FileReport, FileState, SearchResult
from assistant.storage.database import Storage
from assistant.system_keyring import SERVICE, SystemKeyring

pytestmark = pytest.mark.integration


class MemoryKeyring(KeyringBackend):
    """A back end of the keyring library that holds secrets in memory."""

    priority: ClassVar[float] = 1

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.secrets: dict[tuple[str, str], str] = {}
        self.locked = False

    def get_password(self, service: str, username: str) -> str | None:
        self._check()
        return self.secrets.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._check()
        self.secrets[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self._check()
        if self.secrets.pop((service, username), None) is None:
            raise PasswordDeleteError("no such password")

    def _check(self) -> None:
        if self.locked:
            raise KeyringLocked("dismissed")


class NothingKept(MemoryKeyring):
    """What the library gives where there is no keyring."""

    priority: ClassVar[float] = 0


class Embedding:
    """No embedding."""

    def pause(self) -> None:
        """Nothing runs."""

    def resume(self) -> None:
        """Nothing waits."""

    def wait_until_done(self, timeout_s: float) -> bool:
        return timeout_s > 1


class Room:
    """A library with a keyring; ``start`` opens it again, as a new program would."""

    def __init__(self, storage: Storage, keyring: KeyringBackend) -> None:
        self.storage, self.keyring = storage, keyring
        self._opened: list[DocumentLibrary] = []
        self.library = self.start()

    def start(self) -> DocumentLibrary:
        self.close()
        self._events: queue.Queue[Event] = queue.Queue()
        records = DocumentRecords(self.storage, ChunkIndex(self.storage))
        passwords = Passwords(self.storage, SystemKeyring(self.keyring))
        ingest = Ingest(
            records, ReaderProcess(), max_file_mb=lambda: 10, on_chunks_added=lambda: None, passwords=passwords
        )
        self.library = DocumentLibrary(
            self.storage,
            records,
            ingest,
            ReaderProcess(),
            publish=self._events.put,
            search=lambda query, count, collection: SearchResult(passages=(), took_ms=0.0),
            embedding=Embedding(),
            passwords=passwords,
        )
        self._opened.append(self.library)
        return self.library

    def outcome(self, begin: Callable[[], Any]) -> FileReport:
        """What became of the one file that is read."""
        begin()
        report: FileReport | None = None
        while not isinstance(event := self._events.get(timeout=60), IndexFinished):
            if isinstance(event, FileIndexed):
                report = event.file
        assert report is not None
        return report

    def close(self) -> None:
        while self._opened:
            self._opened.pop().close()


@pytest.fixture
def open_room(storage: Storage) -> Iterator[Callable[[KeyringBackend], Room]]:
    rooms: list[Room] = []

    def opened(keyring: KeyringBackend) -> Room:
        rooms.append(Room(storage, keyring))
        return rooms[-1]

    yield opened
    for room in rooms:
        room.close()


@pytest.fixture
def lease(make_pdf: Any) -> Path:
    return Path(make_pdf("lease.pdf", ["The lease ends in May."], password="sesame"))


def test_a_kept_password_opens_the_document_after_a_new_start_and_goes_with_it(
    open_room: Callable[[KeyringBackend], Room], lease: Path
) -> None:
    keyring = MemoryKeyring()
    room = open_room(keyring)
    locked = room.outcome(lambda: room.library.add([lease]))
    assert locked.locked
    assert locked.document_id is not None
    document = locked.document_id
    wrong = room.outcome(lambda: room.library.unlock(document, "wrong", keep_password=True))
    assert wrong.locked
    assert keyring.secrets == {}
    read = room.outcome(lambda: room.library.unlock(document, "sesame", keep_password=True))
    assert (read.state, read.reason, read.document_id) == (FileState.INDEXED, "", document)
    ((service, name),) = keyring.secrets
    assert service == SERVICE
    assert str(document) in name
    room.start()
    assert room.library.page_image(document, 1, 1.0).page_count == 1
    lease.touch()
    room.library.remove(document)
    assert keyring.secrets == {}
    assert not list(room.storage.rows("SELECT * FROM kept_passwords"))


def test_a_password_that_is_not_kept_is_asked_for_once_a_start(
    open_room: Callable[[KeyringBackend], Room], lease: Path, make_pdf: Any
) -> None:
    keyring = MemoryKeyring()
    room = open_room(keyring)
    first = room.outcome(lambda: room.library.add([lease], password="sesame"))
    assert first.state is FileState.INDEXED
    other = make_pdf("other.pdf", ["Another one."], password="sesame")
    assert room.outcome(lambda: room.library.add([other])).state is FileState.INDEXED
    assert keyring.secrets == {}
    room.start()
    assert first.document_id is not None
    with pytest.raises(DocumentLocked):
        room.library.page_image(first.document_id, 1, 1.0)


def test_adding_with_a_password_keeps_it_for_what_is_locked_alone(
    open_room: Callable[[KeyringBackend], Room], lease: Path, make_pdf: Any
) -> None:
    keyring = MemoryKeyring()
    room = open_room(keyring)
    plain = make_pdf("plain.pdf", ["Open to all."])
    room.outcome(lambda: room.library.add([plain], password="sesame", keep_password=True))
    assert keyring.secrets == {}
    room.outcome(lambda: room.library.add([lease], password="sesame", keep_password=True))
    assert list(keyring.secrets.values()) == ["sesame"]


def test_no_keyring_and_a_closed_one_are_said_plainly(
    open_room: Callable[[KeyringBackend], Room], lease: Path, storage: Storage
) -> None:
    room = open_room(NothingKept())
    assert not room.library.can_keep_passwords()
    with pytest.raises(KeyringUnavailable, match="no keyring"):
        room.library.add([lease], password="sesame", keep_password=True)
    closed = MemoryKeyring()
    closed.locked = True
    room = open_room(closed)
    read = room.outcome(lambda: room.library.add([lease], password="sesame", keep_password=True))
    assert read.state is FileState.INDEXED
    assert read.reason == "The password was not kept. The keyring of this computer did not open."
    assert read.document_id is not None
    assert room.library.page_image(read.document_id, 1, 1.0).page == 1
    assert not list(storage.rows("SELECT * FROM kept_passwords"))
