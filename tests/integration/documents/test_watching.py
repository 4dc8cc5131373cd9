"""Folders that are followed, on a real disk with real notifications."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from assistant.documents import watching
from assistant.documents.document_records import DocumentRecords
from assistant.documents.finding.index import ChunkIndex
from assistant.documents.ingest import Ingest
from assistant.documents.library import DocumentLibrary
from assistant.documents.reading.reader_process import ReaderProcess
from assistant.documents.watching import FolderWatcher
from assistant.errors import InvalidInput, NotFound
from assistant.events import DocumentsForgotten, Event, FileIndexed
from assistant.records import FileState, SearchResult, WatchedFolder
from assistant.storage.database import Storage

pytestmark = [pytest.mark.integration, pytest.mark.timeout(120)]

WAIT_S = 60.0


class NoEmbedding:
    """There is nothing to embed with."""

    def __init__(self) -> None:
        self.pauses = 0

    def pause(self) -> None:
        self.pauses += 1

    def resume(self) -> None:
        self.pauses -= 1

    def wait_until_done(self, timeout_s: float) -> bool:
        return True


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "papers"
    made.mkdir()
    return made


@pytest.fixture
def events() -> list[Event]:
    return []


@pytest.fixture
def library(storage: Storage, events: list[Event]) -> Iterator[DocumentLibrary]:
    opened = open_library(storage, events)
    yield opened
    opened.close()


def open_library(storage: Storage, events: list[Event]) -> DocumentLibrary:
    records = DocumentRecords(storage, ChunkIndex(storage))
    return DocumentLibrary(
        storage,
        records,
        Ingest(records, ReaderProcess(), max_file_mb=lambda: 10, on_chunks_added=lambda: None),
        ReaderProcess(),
        publish=events.append,
        search=lambda query, count, collection: SearchResult(passages=(), took_ms=0.0),
        embedding=NoEmbedding(),
    )


def wait_for(condition: Callable[[], bool]) -> None:
    """The operating system tells of changes when it likes; nothing else can be waited for."""
    until = time.monotonic() + WAIT_S
    while not condition():
        assert time.monotonic() < until
        time.sleep(0.05)


def read(library: DocumentLibrary) -> dict[str, str]:
    """The text of every document; one that is read again or goes at this moment is left out."""
    found: dict[str, str] = {}
    for report in library.files():
        if report.document_id is not None and report.state is FileState.INDEXED:
            with contextlib.suppress(NotFound):
                found[report.path.name] = library.page_text(report.document_id, None).text
    return found


def test_what_comes_changes_moves_and_goes_is_followed(
    library: DocumentLibrary, folder: Path, events: list[Event]
) -> None:
    (folder / "old.txt").write_text("It was here before.")
    library.watch(folder, "home")
    wait_for(lambda: read(library) == {"old.txt": "It was here before."})
    assert library.health().watched == (WatchedFolder(path=folder, collection="home"),)
    (folder / "deep").mkdir()
    (folder / "deep" / "new.txt").write_text("It came later.")
    wait_for(lambda: "new.txt" in read(library))
    (folder / "old.txt").write_text("It has changed since then.")
    wait_for(lambda: read(library)["old.txt"] == "It has changed since then.")
    before = {report.path.name: report.document_id for report in library.files()}
    (folder / "deep" / "new.txt").rename(folder / "moved.txt")
    wait_for(lambda: set(read(library)) == {"old.txt", "moved.txt"})
    assert {report.path.name: report.document_id for report in library.files()}["moved.txt"] == before["new.txt"]
    (folder / "old.txt").unlink()
    wait_for(lambda: set(read(library)) == {"moved.txt"})
    wait_for(lambda: any(isinstance(event, DocumentsForgotten) for event in events))
    library.unwatch(folder, "home")
    assert library.health().watched == ()
    assert set(read(library)) == {"moved.txt"}


def test_what_was_removed_stays_out_until_it_is_added_again(
    storage: Storage, folder: Path, events: list[Event], tmp_path: Path
) -> None:
    (folder / "private.txt").write_text("It is nobody's business.")
    (folder / "open.txt").write_text("It is for all.")
    first = open_library(storage, events)
    first.watch(folder)
    wait_for(lambda: set(read(first)) == {"private.txt", "open.txt"})
    (document,) = (report.document_id for report in first.files() if report.path.name == "private.txt")
    assert document is not None
    first.remove(document)
    first.close()
    again = open_library(storage, events)
    again.start_watching()
    (folder / "new.txt").write_text("It came later.")
    wait_for(lambda: "new.txt" in read(again))
    assert set(read(again)) == {"open.txt", "new.txt"}
    again.add([folder / "private.txt"])
    wait_for(lambda: "private.txt" in read(again))
    (folder / "private.txt").write_text("It has changed.")
    wait_for(lambda: read(again).get("private.txt") == "It has changed.")
    again.close()


def test_what_comes_before_the_folder_is_watched_is_seen_in_the_next_quiet(
    storage: Storage, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "_POLL_MS", 200)
    read_files: list[str] = []

    def note(paths: Sequence[Path], collection: str) -> None:
        read_files.extend(path.name for path in paths)
        # The folder has been looked through and nobody watches it yet.
        (folder / "second.txt").write_text("Nobody was told of it.")

    (folder / "first.txt").write_text("It was here before.")
    records = DocumentRecords(storage, ChunkIndex(storage))
    watcher = FolderWatcher(
        storage, records, read=note, later=lambda call: call(), forget=records.remove, forgotten=lambda count: None
    )
    watcher.watch(folder)
    try:
        wait_for(lambda: "second.txt" in read_files)
    finally:
        watcher.close()


def test_a_log_that_grows_all_the_time_is_read_now_and_then(
    storage: Storage, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now_s, read_files = [100.0], list[str]()
    monkeypatch.setattr("assistant.documents.watching.time.monotonic", lambda: now_s[0])
    records = DocumentRecords(storage, ChunkIndex(storage))
    watcher = FolderWatcher(
        storage,
        records,
        read=lambda paths, collection: read_files.extend(path.name for path in paths),
        later=lambda call: call(),
        forget=records.remove,
        forgotten=lambda count: None,
    )
    followed = WatchedFolder(path=folder, collection="")
    log = folder / "day.log"
    for number in range(90):
        with log.open("a") as stream:
            stream.write(f"line {number}\n")
        watcher.compare(followed)
        now_s[0] += 0.2
    assert len(read_files) == 4
    (folder / "new.txt").write_text("It need not wait.")
    watcher.compare(followed)
    assert read_files[-1] == "new.txt"
    now_s[0] += 5.0
    watcher.compare(followed)
    assert read_files[-1] == "day.log"
    count = len(read_files)
    now_s[0] += 5.0
    watcher.compare(followed)
    assert len(read_files) == count


def test_what_happened_while_it_was_closed_is_caught_up(storage: Storage, folder: Path, events: list[Event]) -> None:
    for name in ("stays", "changes", "goes"):
        (folder / f"{name}.txt").write_text(f"This file {name}.")
    with contextlib.closing(open_library(storage, events)) as first:
        first.watch(folder)
        wait_for(lambda: len(read(first)) == 3)
    (folder / "goes.txt").unlink()
    (folder / "changes.txt").write_text("This file has changed.")
    events.clear()
    with contextlib.closing(open_library(storage, events)) as second:
        second.start_watching()
        wait_for(lambda: read(second) == {"stays.txt": "This file stays.", "changes.txt": "This file has changed."})
    assert [event.file.path.name for event in events if isinstance(event, FileIndexed)] == ["changes.txt"]


def test_a_file_whose_name_is_no_text_stays_listed(library: DocumentLibrary, folder: Path) -> None:
    file = folder / os.fsdecode(b"caf\xe9.txt")
    file.write_text("Words.")
    library.watch(folder)
    wait_for(lambda: [report.state for report in library.files()] == [FileState.FAILED])
    (folder / "b.txt").write_text("More words.")
    wait_for(lambda: "b.txt" in read(library))
    assert {report.path.name for report in library.files()} == {"caf\ufffd.txt", "b.txt"}
    file.rename(folder / "cafe.txt")
    wait_for(lambda: {report.path.name for report in library.files()} == {"cafe.txt", "b.txt"})


def test_an_unplugged_disk_takes_no_document_along(library: DocumentLibrary, folder: Path) -> None:
    (folder / "kept.txt").write_text("It lies on a disk.")
    library.watch(folder)
    wait_for(lambda: len(read(library)) == 1)
    away = folder.rename(folder.with_name("unplugged"))
    library.add([away / "none.txt"])
    wait_for(lambda: not folder.exists())
    assert set(read(library)) == {"kept.txt"}


def test_only_folders_are_followed(library: DocumentLibrary, folder: Path) -> None:
    with pytest.raises(InvalidInput, match="not a folder"):
        library.watch(folder / "none")
    assert library.health().watched == ()


def test_a_pause_holds_what_was_added(library: DocumentLibrary, folder: Path) -> None:
    library.pause()
    library.pause()
    (folder / "a.txt").write_text("It waits.")
    library.add([folder])
    wait_for(lambda: library.health().waiting == 1)
    assert library.health().paused
    library.go_on()
    wait_for(lambda: library.health().indexed == 1)
    assert not library.health().paused


def test_a_paused_library_can_be_closed(storage: Storage, folder: Path) -> None:
    (folder / "a.txt").write_text("It waits.")
    library = open_library(storage, [])
    library.pause()
    library.add([folder])
    library.close()
    assert library.health().indexed == 0
