"""What the reader process may not do, and that its death costs one file."""

from __future__ import annotations

import os
import sys
import threading
from pathlib import Path
from typing import Any

import psutil
import pytest

from assistant.cancellation import CancelToken
from assistant.documents.reading.reader_process import ProcessLimits, ReaderProcess, reader_command, resident_bytes
from assistant.errors import DocumentUnreadable, Interrupted

pytestmark = pytest.mark.integration

# Readers that behave badly: the real worker's loop around a parser that does what the file's text says.
BAD_WORKER = """
import os, signal, socket, sys, time
from assistant.documents.reading import reader_worker
from assistant.documents.base import ReadPage, ReadDocument

def misbehave(request, tables, sound):
    what = request.file.read_text()
    if what == "hang":
        time.sleep(600)
    if what == "trickle":
        for number in range(6000):
            yield ReadPage(number=number, text="x")
            time.sleep(0.1)
    if what == "spin":
        while True:
            pass
    if what == "grow":
        bytearray(3_000_000_000)
    if what == "killed":
        os.kill(os.getpid(), signal.SIGKILL)
    if what == "crash":
        os.kill(os.getpid(), signal.SIGSEGV)
    if what == "print":
        os.write(1, b"a library prints")
        print("and again", flush=True)
    if what == "write":
        with open(request.file.with_suffix(".out"), "w") as stream:
            stream.write("x" * 100_000)
    if what == "network":
        socket.create_connection(("127.0.0.1", 9))
    if what == "program":
        os.system("true")
    if what == "raise":
        raise RuntimeError("a parser's own error")
    yield ReadPage(number=1, text=what + " was read")
    return ReadDocument(title="t", media_type="text/plain", page_count=1)

reader_worker.read = misbehave
sys.exit(reader_worker.main())
"""


@pytest.fixture
def bad_reader() -> Any:
    limits = ProcessLimits(silence_s=4.0, total_s=6.0, cpu_s=1)
    with ReaderProcess(limits, command=(sys.executable, "-P", "-c", BAD_WORKER)) as process:
        yield process


def read_text(reader: ReaderProcess, folder: Path, what: str, cancel: CancelToken | None = None) -> str:
    file = folder / f"{what}.txt"
    file.write_text(what)
    return "".join(page.text for page in reader.read(file, cancel))


@pytest.mark.parametrize(
    ("what", "words"),
    [
        ("hang", "took too long"),
        ("trickle", "took too long"),
        ("spin", "took too long"),
        ("grow", "more memory than allowed"),
        ("killed", "more memory than allowed"),
        ("crash", "stopped the reader"),
        ("write", "cannot be read"),
        ("network", "cannot be read"),
        ("program", "cannot be read"),
        ("raise", r"gave up \(RuntimeError\)"),
    ],
)
def test_a_bad_file_costs_itself_and_the_next_is_read(
    bad_reader: ReaderProcess, tmp_path: Path, what: str, words: str
) -> None:
    with pytest.raises(DocumentUnreadable, match=words):
        read_text(bad_reader, tmp_path, what)
    assert read_text(bad_reader, tmp_path, "good") == "good was read"
    written = tmp_path / "write.out"
    assert not written.exists() or written.stat().st_size == 0


def test_what_a_library_prints_does_not_disturb_the_replies(bad_reader: ReaderProcess, tmp_path: Path) -> None:
    assert read_text(bad_reader, tmp_path, "print") == "print was read"


def test_cancelling_stops_a_file_at_once(bad_reader: ReaderProcess, tmp_path: Path) -> None:
    cancel = CancelToken()
    timer = threading.Timer(0.3, cancel.cancel)
    timer.start()
    with pytest.raises(Interrupted):
        read_text(bad_reader, tmp_path, "hang", cancel)
    assert read_text(bad_reader, tmp_path, "good") == "good was read"


def test_a_reading_left_in_the_middle_does_not_spoil_the_next(bad_reader: ReaderProcess, tmp_path: Path) -> None:
    (tmp_path / "t.txt").write_text("trickle")
    reading = bad_reader.read(tmp_path / "t.txt")
    next(reading)
    reading.close()
    assert read_text(bad_reader, tmp_path, "good") == "good was read"


def test_a_program_that_is_no_reader_is_told_apart(tmp_path: Path) -> None:
    with (
        ReaderProcess(command=(sys.executable, "-c", "print('hello, I am no reader at all')")) as process,
        pytest.raises(DocumentUnreadable),
    ):
        read_text(process, tmp_path, "good")


def test_page_limits_are_said(make_pdf: Any) -> None:
    file = make_pdf("long.pdf", *[[f"Page {number}."] for number in range(7)])
    with ReaderProcess(ProcessLimits(max_pages=3), command=reader_command()) as process:
        reading = process.read(file)
        assert [next(reading).number for _ in range(3)] == [1, 2, 3]
        with pytest.raises(StopIteration) as end:
            next(reading)
    assert end.value.value.note == "Only the first 3 of 7 pages were read."


@pytest.mark.skipif(sys.platform == "win32", reason="niceness is a matter of POSIX")
@pytest.mark.parametrize(("waited_for", "gives_way"), [(False, 10), (True, 0)])
def test_only_what_nobody_waits_for_gives_way(make_pdf: Any, *, waited_for: bool, gives_way: int) -> None:
    file = make_pdf("page.pdf", ["A page."])
    own = psutil.Process()
    others = set(own.children())
    with ReaderProcess(command=reader_command(waited_for=waited_for)) as process:
        process.start()
        assert process.page_image(file, 1, 1.0).png
        assert [child.nice() - own.nice() for child in set(own.children()) - others] == [gives_way]


@pytest.mark.parametrize(("large_bytes", "processes"), [(1, [0, 0, 1, 1, 2]), (10**12, [0, 0, 0, 0, 1])])
def test_a_fresh_process_follows_one_that_has_grown_or_read_much(
    tmp_path: Path, large_bytes: int, processes: list[int]
) -> None:
    (tmp_path / "notes.txt").write_text("The key is under the stone.")
    limits = ProcessLimits(recycle_after=4, recycle_large_after=2, large_bytes=large_bytes)
    seen: list[int] = []
    with ReaderProcess(limits) as process:
        for _ in range(5):
            assert [page.text for page in process.read(tmp_path / "notes.txt")] == ["The key is under the stone."]
            running = process._process
            assert running is not None
            seen.append(running.pid)
    order = list(dict.fromkeys(seen))
    assert [order.index(one) for one in seen] == processes


def test_the_memory_of_a_process_is_told_and_of_none_is_nothing() -> None:
    assert resident_bytes(os.getpid()) > 5_000_000
    assert resident_bytes(2**22 + 1) == 0
