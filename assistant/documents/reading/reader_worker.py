"""The reader process: ``python -m assistant.documents.reading.reader_worker [--waited-for]``.

It parses files nobody vouches for, so it holds nothing worth taking and may do little: limited memory and processor time, no
files written, no network, no other programs; where the kernel has Landlock and seccomp, it holds the process to that. It is asked
over its standard input and answers over its standard output, one file after the other, and ends when its input does. If it dies,
one file is lost. It gives way to everything else on the machine, unless somebody waits for what it does (``--waited-for``): beside
a model that computes at idle it would take seconds for a page.
"""

from __future__ import annotations

import dataclasses
import math
import os
import sys
from collections.abc import Callable, Generator, Iterator
from typing import BinaryIO, TypeVar

from assistant.documents.base import ReadDocument, SoundBlock
from assistant.documents.readers.reading import Reading, ReadLimits, Source
from assistant.documents.reading.landlock import give_up_writing
from assistant.documents.reading.reader_messages import WAITED_FOR, ReaderReply, ReaderRequest, receive, send
from assistant.documents.tables.table_rows import TableSink
from assistant.errors import DocumentUnreadable, ErrorReport, UserFacingError
from assistant.kernel_seal import refuse_others
from assistant.private_crashes import refuse_core_files

T = TypeVar("T")

# Address space. The recogniser of scans takes 1.9 GB of it, of which it touches half.
MEMORY_LIMIT_BYTES = 2_500_000_000
# Audit events (https://docs.python.org/3/library/audit_events.html) of what no reader needs.
_FORBIDDEN = frozenset(
    {
        "socket.connect",
        "socket.bind",
        "socket.sendto",
        "socket.getaddrinfo",
        "subprocess.Popen",
        "os.exec",
        "os.posix_spawn",
        "os.system",
        "os.fork",
        "os.forkpty",
    }
)


def main() -> int:
    """Answers requests until the input ends."""
    requests = sys.stdin.buffer
    replies = _own_stdout()
    waited_for = WAITED_FOR in sys.argv[1:]
    _limit_process(gives_way=not waited_for)
    give_up_writing()
    refuse_others()
    sys.addaudithook(_refuse)
    if waited_for:
        from assistant.documents.reading import page_images as page_images
    while (request := receive(requests, ReaderRequest)) is not None:
        _limit_cpu(request.cpu_limit_s)

        try:
            for reply in answer(request, lambda reply: send(replies, reply)):
                send(replies, reply)
        except BrokenPipeError:
            return 0
    return 0


def answer(request: ReaderRequest, send_on: Callable[[ReaderReply], None]) -> Iterator[ReaderReply]:
    """The replies to a request; the last one is the document, the picture, or what went wrong. The rows of tables and the sound of
    recordings in the file, where they are wanted, go their own way as they come: neither is ever held whole."""
    try:
        if request.page is not None:
            from assistant.documents.reading.page_images import page_image

            image = page_image(
                _source(request),
                request.page,
                request.pixels_per_point,
                request.marks,
                request.turn,
                flatten_forms=request.flatten_forms,
            )
            yield ReaderReply(image=image)
        elif request.sound:
            from assistant.documents.readers.sound import sound_blocks

            yield from _replies(sound_blocks(Source.of_file(request.file)), lambda block: ReaderReply(sound=block))
        else:
            tables = TableSink(lambda rows: send_on(ReaderReply(rows=rows))) if request.tables else None
            sound = (lambda block: send_on(ReaderReply(sound=block))) if request.recordings else None
            yield from _replies(read(request, tables, sound), lambda page: ReaderReply(page=page))
    except UserFacingError as error:
        yield ReaderReply(error=ErrorReport.of(error))
    except MemoryError:
        yield _given_up("Reading this file needs more memory than allowed.", "Split it into smaller files.")
    except RecursionError:
        yield _given_up("The parts of this file lie too deep in each other.", "Save it as PDF or text and add that.")
    except OSError as error:
        why = error.strerror or type(error).__name__
        yield _given_up(f"This file cannot be read ({why}).", "Check its permissions and the disk it is on.")
    except Exception as error:  # noqa: BLE001 - whatever a parser raises on a bad file costs that file only
        yield _given_up(
            f"This file is damaged or unusual; its reader gave up ({type(error).__name__}).",
            "Save it again with the program that made it, or as PDF, and add that.",
        )


def _replies(parts: Generator[T, None, ReadDocument], reply: Callable[[T], ReaderReply]) -> Iterator[ReaderReply]:
    """A reply for each part, and one for the document."""
    while True:
        try:
            part = next(parts)
        except StopIteration as end:
            yield ReaderReply(document=end.value)
            return
        yield reply(part)


def _given_up(message: str, remedy: str) -> ReaderReply:
    return ReaderReply(error=ErrorReport(kind=DocumentUnreadable.kind, message=message, remedy=remedy), unsound=True)


def read(
    request: ReaderRequest, tables: TableSink | None, sound: Callable[[SoundBlock], None] | None = None
) -> Reading:
    """Reads a file through. Called by name, so that tests can put a reader that misbehaves in its place."""
    from assistant.documents.readers.dispatch import read_source

    limits = ReadLimits(
        max_pages=request.max_pages,
        max_characters=request.max_characters,
        ocr_s=request.ocr_s,
        flatten_forms=request.flatten_forms,
    )
    return read_source(_source(request, tables, sound), limits)


def _source(
    request: ReaderRequest, tables: TableSink | None = None, sound: Callable[[SoundBlock], None] | None = None
) -> Source:
    source = Source.of_file(request.file, request.password, tables, sound)
    if request.contents is None:
        return source
    return dataclasses.replace(source, file=None, data=request.contents)


def _own_stdout() -> BinaryIO:
    """The real standard output, for replies alone: whatever a library prints goes to standard error instead."""
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return replies


def _limit_process(*, gives_way: bool) -> None:
    if sys.platform == "win32":
        return
    import resource

    if gives_way:
        os.nice(10)  # reading documents never takes the processor from an answer or from speech
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT_BYTES, MEMORY_LIMIT_BYTES))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    refuse_core_files(for_good=True)


def _limit_cpu(seconds: int) -> None:
    """Allows this many more seconds of processor time; then the system ends the process (SIGXCPU)."""
    if sys.platform == "win32":
        return
    import resource

    usage = resource.getrusage(resource.RUSAGE_SELF)
    soft = math.ceil(usage.ru_utime + usage.ru_stime) + seconds
    resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def _refuse(event: str, _arguments: tuple[object, ...]) -> None:
    if event in _FORBIDDEN:
        raise PermissionError(f"the reader process may not do this: {event}")


if __name__ == "__main__":
    sys.exit(main())
