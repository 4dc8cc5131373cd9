"""What goes through the pipes of the reader process: JSON with its length before it.

Plain values only. Nothing that the reader process says can make this one run code, as a pickle could.
"""

from __future__ import annotations

import dataclasses
import os
import struct
from pathlib import Path
from typing import IO, TypeVar

import msgspec

from assistant.documents.base import ReadDocument, ReadPage, SoundBlock
from assistant.documents.tables.table_rows import TableRows
from assistant.errors import ErrorReport
from assistant.records import Box, PageImage

T = TypeVar("T")

# Its argument when somebody waits for its answers.
WAITED_FOR = "--waited-for"

_LENGTH = struct.Struct("<I")
_MAX_MESSAGE_BYTES = 256_000_000


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ReaderRequest:
    """Read a file through (``page`` None), or paint one of its pages, or give its ``sound``. The path is bytes: names on a disk
    need not be text. ``tables`` asks for the rows of its tables too, ``recordings`` for the sound of those that lie in it.
    ``contents`` stand in for those of a file that is encrypted, ``flatten_forms`` is as in ``ReadLimits``."""

    path: bytes
    contents: bytes | None = dataclasses.field(default=None, repr=False)
    page: int | None = None
    sound: bool = False
    pixels_per_point: float = 1.0
    marks: tuple[Box, ...] = ()
    turn: int = 0
    cpu_limit_s: int = 600
    max_pages: int = 5_000
    max_characters: int = 20_000_000
    ocr_s: float = 600.0
    tables: bool = False
    recordings: bool = False
    flatten_forms: bool = True
    password: str = dataclasses.field(default="", repr=False)

    @property
    def file(self) -> Path:
        """The path as Python knows it."""
        return Path(os.fsdecode(self.path))


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ReaderReply:
    """One of: a page of the file, rows of its tables, or a block of its sound; the document, after the last of them; a picture;
    what went wrong.

    ``unsound`` after an error says that the process is not to be used again: its parser may have left its memory in disorder.
    """

    page: ReadPage | None = None
    rows: TableRows | None = None
    sound: SoundBlock | None = None
    document: ReadDocument | None = None
    image: PageImage | None = None
    error: ErrorReport | None = None
    unsound: bool = False

    @property
    def is_last(self) -> bool:
        """Whether nothing more comes for the request."""
        return self.page is None and self.rows is None and self.sound is None


def send(stream: IO[bytes], message: ReaderRequest | ReaderReply) -> None:
    """Writes a message. Raises ``OSError`` when nobody reads."""
    data = msgspec.json.encode(message)
    stream.write(_LENGTH.pack(len(data)) + data)
    stream.flush()


def receive(stream: IO[bytes], kind: type[T]) -> T | None:
    """Reads a message of a kind; None when the other side is gone. Raises ``ValueError`` for anything else than such a message."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    if length > _MAX_MESSAGE_BYTES:
        raise ValueError(f"a message of {length} bytes")
    data = stream.read(length)
    if len(data) < length:
        return None
    return msgspec.json.decode(data, type=kind)
