"""The parent's side of the reader process: starts it, asks it, watches it, and puts what it dies of into a sentence."""

from __future__ import annotations

import contextlib
import dataclasses
import os
import signal
import subprocess
import threading
from collections.abc import Callable, Generator, Iterator, Sequence
from pathlib import Path
from types import TracebackType

import assistant
from assistant.cancellation import CancelToken
from assistant.clock import Clock, SystemClock
from assistant.documents.base import ReadDocument, ReadPage, SoundBlock
from assistant.documents.reading.reader_messages import WAITED_FOR, ReaderReply, ReaderRequest, receive, send
from assistant.documents.tables.table_rows import TableRows
from assistant.errors import DocumentCrashed, DocumentUnreadable, Interrupted
from assistant.own_modules import module_command
from assistant.records import Box, PageImage

_TOO_LONG = DocumentUnreadable(
    "Reading this file took too long.", "Split it into smaller files, or save it again as PDF."
)
_TOO_BIG = DocumentUnreadable("Reading this file needs more memory than allowed.", "Split it into smaller files.")
_CRASHED = DocumentCrashed(
    "This file is damaged: reading it stopped the reader.", "Save it again with the program that made it, and add that."
)
_WATCH_INTERVAL_S = 0.1
Hear = Callable[[Iterator[SoundBlock]], ReadPage]
"""Makes a page of the sound of a recording."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ProcessLimits:
    """How long one file may take. ``silence_s`` is between two pages; recognising the words of scanned pages ends after
    ``ocr_s``, and the file's other pages are read. A fresh process is started after ``recycle_after`` files, and sooner, after
    ``recycle_large_after``, where it has grown above ``large_bytes``: to start one costs as much as to read a dozen small files."""

    silence_s: float = 120.0
    total_s: float = 2_400.0
    cpu_s: int = 2_400
    ocr_s: float = 900.0
    max_pages: int = 5_000
    max_characters: int = 20_000_000
    recycle_after: int = 500
    recycle_large_after: int = 50
    large_bytes: int = 400_000_000


def reader_command(*, waited_for: bool = False) -> tuple[str, ...]:
    """How the reader process is started.

    It gives way to everything else on the machine, unless its answers are ``waited_for``.
    """
    command = module_command(
        "assistant.documents.reading.reader_worker", interpreter_options=("-P", "-X", "utf8", "-B")
    )
    return (*command, WAITED_FOR) if waited_for else command


class ReaderProcess:
    """One reader process, started when it is first needed and again after it died. Used by one thread at a time.

    ``command`` starts it; a packaged program has its own.
    """

    def __init__(
        self,
        limits: ProcessLimits | None = None,
        command: Sequence[str] | None = None,
        clock: Clock | None = None,
        contents: Callable[[Path], bytes | None] = lambda _: None,
    ) -> None:
        """``contents`` gives the bytes of a file that is encrypted; the process never has a key."""
        self._contents = contents
        self._limits = limits or ProcessLimits()
        self._command = tuple(command or reader_command())
        self._clock = clock or SystemClock()
        self._process: subprocess.Popen[bytes] | None = None
        self._files_read = 0
        self._lock = threading.Lock()

    def read(
        self,
        file: Path,
        cancel: CancelToken | None = None,
        password: str = "",
        tables: Callable[[TableRows], None] | None = None,
        hear: Hear | None = None,
        *,
        flatten_forms: bool = True,
    ) -> Generator[ReadPage, None, ReadDocument]:
        """Pages of a file one by one, then the document. Raises ``DocumentUnreadable``, which is ``DocumentCrashed`` where the
        process ended, or ``Interrupted`` when cancelled. ``flatten_forms`` is as in ``ReadLimits``.
        ``tables`` is given the rows of its tables as they come, ``hear`` the sound of each recording that lies in the file:
        its page comes where the recording does.

        Whatever happens to the process, the next file finds a working one.
        """
        request = ReaderRequest(
            path=os.fsencode(file),
            contents=self._contents(file),
            cpu_limit_s=self._limits.cpu_s,
            max_pages=self._limits.max_pages,
            max_characters=self._limits.max_characters,
            ocr_s=self._limits.ocr_s,
            tables=tables is not None,
            recordings=hear is not None,
            flatten_forms=flatten_forms,
            password=password,
        )
        with contextlib.closing(self._ask(request, cancel or CancelToken())) as replies:
            for reply in replies:
                if reply.rows is not None and tables is not None:
                    tables(reply.rows)
                elif reply.sound is not None and hear is not None:
                    sound = _Recording(reply.sound, replies)
                    heard = hear(sound.blocks())
                    page = sound.page()
                    yield dataclasses.replace(heard, number=page.number, headings=page.headings, recording=True)
                elif reply.page is not None:
                    yield reply.page
                elif reply.document is not None:
                    return reply.document
        raise _CRASHED

    def sound(self, file: Path, cancel: CancelToken | None = None) -> Generator[SoundBlock, None, ReadDocument]:
        """The sound of a recording block by block, then the document. Raises as ``read``."""
        request = ReaderRequest(path=os.fsencode(file), sound=True, cpu_limit_s=self._limits.cpu_s)
        with contextlib.closing(self._ask(request, cancel or CancelToken())) as replies:
            for reply in replies:
                if reply.sound is not None:
                    yield reply.sound
                elif reply.document is not None:
                    return reply.document
        raise _CRASHED

    def page_image(
        self,
        file: Path,
        page: int,
        pixels_per_point: float,
        marks: Sequence[Box] = (),
        password: str = "",
        turn: int = 0,
    ) -> PageImage:
        """A page's picture, turned by ``turn`` degrees (``page_turn``). Raises ``NotFound`` or ``DocumentUnreadable``."""
        request = ReaderRequest(
            path=os.fsencode(file),
            contents=self._contents(file),
            page=page,
            pixels_per_point=pixels_per_point,
            marks=tuple(marks),
            turn=turn,
            cpu_limit_s=60,
            password=password,
        )
        try:
            return self._image(request)
        except DocumentCrashed:
            return self._image(dataclasses.replace(request, flatten_forms=False))

    def _image(self, request: ReaderRequest) -> PageImage:
        with contextlib.closing(self._ask(request, CancelToken())) as replies:
            for reply in replies:
                if reply.image is not None:
                    return reply.image
        raise _CRASHED

    def start(self) -> None:
        """Starts the process where it does not run, so that the next answer comes sooner. Does not wait for it."""
        if self._lock.acquire(blocking=False):
            try:
                self._running()
            finally:
                self._lock.release()

    def close(self) -> None:
        """Ends the process."""
        with self._lock:
            self._stop()

    def __enter__(self) -> ReaderProcess:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def _ask(self, request: ReaderRequest, cancel: CancelToken) -> Generator[ReaderReply, None, None]:
        """Replies up to the last one. A process that is left in the middle of an answer is stopped."""
        with self._lock:
            process = self._running()
            self._files_read += 1
            watch = _Watch(process, self._limits, self._clock, cancel)
            complete = False
            try:
                for reply in self._replies(process, request, watch):
                    complete = reply.is_last and not reply.unsound
                    if complete:
                        watch.end()
                    if reply.error is not None:
                        raise reply.error.to_exception()
                    # What is done with a reply is not the reader's time: a block of sound is listened to.
                    with watch.resting():
                        yield reply
            finally:
                watch.end()
                if not complete:
                    self._stop()

    def _replies(
        self, process: subprocess.Popen[bytes], request: ReaderRequest, watch: _Watch
    ) -> Iterator[ReaderReply]:
        if process.stdin is None or process.stdout is None:
            raise _CRASHED
        try:
            send(process.stdin, request)
            while (reply := receive(process.stdout, ReaderReply)) is not None:
                watch.heard()
                yield reply
                if reply.is_last:
                    return
        except (OSError, ValueError) as error:
            # The pipe broke, or what came through it was no reply: the process is of no more use.
            raise watch.reason(process) from error
        raise watch.reason(process)

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is not None and (self._process.poll() is not None or self._is_worn(self._process.pid)):
            self._stop()
        if self._process is None:
            self._process = subprocess.Popen(
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=_environment(),
                close_fds=True,
                start_new_session=True,
            )
            self._files_read = 0
        return self._process

    def _is_worn(self, process_id: int) -> bool:
        """Whether the process has read so much that a fresh one is better: parsers leak, and keep what they once needed."""
        if self._files_read >= self._limits.recycle_after:
            return True
        too_many = self._files_read >= self._limits.recycle_large_after
        return too_many and resident_bytes(process_id) > self._limits.large_bytes

    def _stop(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()
        process.wait()


class _Recording:
    """The sound of a recording in a file: the replies up to the page that stands for it."""

    def __init__(self, first: SoundBlock, replies: Iterator[ReaderReply]) -> None:
        self._first = first
        self._replies = replies
        self._page: ReadPage | None = None

    def blocks(self) -> Iterator[SoundBlock]:
        """Its sound, once."""
        yield self._first
        yield from self._rest()

    def page(self) -> ReadPage:
        """The page that stands for it; passes over what was not heard."""
        for _ in self._rest():
            pass
        if self._page is None:
            raise _CRASHED
        return self._page

    def _rest(self) -> Iterator[SoundBlock]:
        while self._page is None and (reply := next(self._replies, None)) is not None:
            if reply.sound is not None:
                yield reply.sound
            else:
                self._page = reply.page
                return


class _Watch:
    """Kills a process that is silent or at work for too long, or whose work was cancelled, from a thread of its own."""

    def __init__(
        self, process: subprocess.Popen[bytes], limits: ProcessLimits, clock: Clock, cancel: CancelToken
    ) -> None:
        self._process = process
        self._limits = limits
        self._clock = clock
        self._cancel = cancel
        self._began = self._heard_at = clock.monotonic()
        self._rests = False
        self._ended = threading.Event()
        self._too_long = False
        self._thread = threading.Thread(target=self._run, name="reader-watch", daemon=True)
        self._thread.start()

    def heard(self) -> None:
        """The process said something."""
        self._heard_at = self._clock.monotonic()

    @contextlib.contextmanager
    def resting(self) -> Iterator[None]:
        """While the process is asked for nothing, its time stands still."""
        began, self._rests = self._clock.monotonic(), True
        try:
            yield
        finally:
            self._began += self._clock.monotonic() - began
            self._heard_at = self._clock.monotonic()
            self._rests = False

    def end(self) -> None:
        """Stops watching. May be called more than once."""
        self._ended.set()
        self._thread.join()

    def reason(self, process: subprocess.Popen[bytes]) -> DocumentUnreadable | Interrupted:
        """Why the process is gone, for people."""
        if self._cancel.cancelled:
            return Interrupted("Stopped.")
        if self._too_long:
            return _fresh(_TOO_LONG)
        try:
            status = process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            return _fresh(_CRASHED)
        if status == -_signal("SIGXCPU"):
            return _fresh(_TOO_LONG)
        if status == -_signal("SIGKILL"):  # by the system, which does so when memory is short
            return _fresh(_TOO_BIG)
        return _fresh(_CRASHED)

    def _run(self) -> None:
        while not self._ended.wait(_WATCH_INTERVAL_S):
            now = self._clock.monotonic()
            silent_s, at_work_s = now - self._heard_at, now - self._began
            self._too_long = not self._rests and (silent_s > self._limits.silence_s or at_work_s > self._limits.total_s)
            if self._too_long or self._cancel.cancelled:
                self._process.kill()
                return


def resident_bytes(process_id: int) -> int:
    """The memory that a process holds now; 0 where it is gone, or the system does not say so."""
    import psutil  # loads a native library: only when asked

    try:
        return int(psutil.Process(process_id).memory_info().rss)
    except psutil.Error:
        return 0


def _fresh(error: DocumentUnreadable) -> DocumentUnreadable:
    return type(error)(error.message, error.remedy)


def _signal(name: str) -> int:
    return int(getattr(signal, name, -1))


def _environment() -> dict[str, str]:
    """Nothing of the user's but what Python needs to start and to find this package."""
    root = str(Path(assistant.__file__).resolve().parent.parent)
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "TMPDIR", "TEMP") if name in os.environ}
    return {**kept, "PYTHONPATH": root, "LC_ALL": "C.UTF-8"}
