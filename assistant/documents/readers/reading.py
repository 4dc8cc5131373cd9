"""What a reader is given and what it gives: one shape for all formats."""

from __future__ import annotations

import dataclasses
import io
import re
from collections.abc import Callable, Generator, Iterable, Sequence
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from assistant.documents.base import Emphasis, Heading, ReadDocument, ReadPage, SoundBlock, Table
from assistant.documents.readers.marked_text import unmarked
from assistant.documents.tables.table_rows import TableSink
from assistant.errors import DocumentUnreadable

# A document unpacks to about ten times its size; this leaves room for pictures and refuses archives made to fill memory.
MAX_UNPACKED_BYTES = 400_000_000
_MAX_PARTS = 5_000
DEEPEST_PART = 4
HEADER_CHARACTERS = 300
_CAPTION = re.compile(r"(?:table|tab\.|schedule|表)\s?[\dA-Z０-９]", re.IGNORECASE)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ReadLimits:
    """How much of one file is read; what lies beyond is left out and said so. ``ocr_s`` is for all its scanned pages.

    Without ``flatten_forms``, what is filled into a PDF's form is read from its fields alone: to put it onto the page, where it has
    its place among the words, ends the process where the form is damaged in some ways.
    """

    max_pages: int = 5_000
    max_characters: int = 20_000_000
    ocr_s: float = 600.0
    flatten_forms: bool = True


class Allowance:
    """What may still be unpacked from one file, all that lies in it together."""

    def __init__(self, size_bytes: int = MAX_UNPACKED_BYTES, parts: int = _MAX_PARTS) -> None:
        self._bytes, self._parts = size_bytes, parts

    def check(self, size_bytes: int) -> None:
        """Raises ``DocumentUnreadable`` when there is not so much left."""
        if self._bytes < size_bytes or self._parts < 1:
            raise DocumentUnreadable("This file unpacks to more than Sotto reads.", "Unpack it, and add its parts.")

    def take(self, size_bytes: int) -> None:
        """Spends. Raises as ``check``."""
        self.check(size_bytes)
        self._bytes -= size_bytes
        self._parts -= 1


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What is read: a file on the disk, or bytes that came out of one (an attachment, a member of an archive).

    ``depth`` counts the files it lies in; ``allowance`` is shared with all that lie in the same file. ``tables`` takes the rows of
    what are tables, ``sound`` that of recordings that lie in the file, where somebody wants them.
    """

    name: str
    file: Path | None = None
    data: bytes | None = None
    password: str = ""
    depth: int = 0
    allowance: Allowance = dataclasses.field(default_factory=Allowance)
    tables: TableSink | None = None
    sound: Callable[[SoundBlock], None] | None = None

    @classmethod
    def of_file(
        cls,
        file: Path,
        password: str = "",
        tables: TableSink | None = None,
        sound: Callable[[SoundBlock], None] | None = None,
    ) -> Source:
        """A file on the disk."""
        return cls(name=file.name, file=file, password=password, tables=tables, sound=sound)

    @property
    def stem(self) -> str:
        """The name without its ending: a title for what has none."""
        return PurePosixPath(self.name).stem or self.name

    @property
    def pdfium_input(self) -> Path | bytes:
        """A path where there is one, so that a large file is not read into memory whole."""
        return self.file if self.file is not None else self.data or b""

    def open(self) -> BinaryIO:
        """A seekable stream of its bytes."""
        return self.file.open("rb") if self.file is not None else io.BytesIO(self.data or b"")

    def read_bytes(self) -> bytes:
        """All its bytes."""
        return self.file.read_bytes() if self.file is not None else self.data or b""

    def part(self, name: str, data: bytes) -> Source:
        """Something that lies in it. Raises ``DocumentUnreadable`` when that would be too deep or too much."""
        self.allowance.take(len(data))
        if self.depth >= DEEPEST_PART:
            raise DocumentUnreadable("This lies too deep inside other files.", "Unpack it, and add it by itself.")
        return Source(
            name=name,
            data=data,
            password=self.password,
            depth=self.depth + 1,
            allowance=self.allowance,
            tables=self.tables,
            sound=self.sound,
        )


# Pages one by one, and the document when the last one is out, so that a long file is never held in memory whole.
Reading = Generator[ReadPage, None, ReadDocument]
Reader = Callable[[Source, ReadLimits], Reading]


class TextBuilder:
    """Puts a text together block by block, and notes where its headings, tables and emphasis (``marked_text``) stand. Blocks are
    apart by an empty line."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self.headings: list[Heading] = []
        self.tables: list[Table] = []
        self.emphasis: list[Emphasis] = []
        self.cut = False
        """Whether more would have come, had there been time for it."""

    def add(self, block: str, *, level: int = 0, close: bool = False, row: bool = False) -> None:
        """Appends a block, cleaned; ``level`` above 0 makes it a heading, ``close`` puts it on the very next line. A ``row`` that
        is not close to another begins a table and names its columns."""
        separator = "" if not self._parts else "\n" if close else "\n\n"
        before, start = self._length, self._length + len(separator)
        words, emphasis = unmarked(clean(block), start)
        if not words:
            return
        self.emphasis.extend(emphasis)
        self._parts.append(separator + words)
        self._length = start + len(words)
        if level > 0:
            self.headings.append(Heading(start=start, level=level, text=" ".join(words.split())))
        if row and close and self.tables and self.tables[-1].end == before:
            self.tables[-1] = dataclasses.replace(self.tables[-1], end=self._length)
        elif row:
            self.tables.append(Table(start=start, end=self._length, header=words[:HEADER_CHARACTERS]))

    def add_table(self, rows: Iterable[Sequence[str]]) -> int | None:
        """Appends a table, a row a line, its cells apart by bars. The first row that is not empty names the columns; columns
        without a word are left out. Returns where it begins, None where it holds no word."""
        table = [[" ".join(clean(cell).split()) for cell in row] for row in rows]
        kept = sorted({number for row in table for number, cell in enumerate(row) if cell})
        close = False
        for row in table:
            line = " | ".join(row[number] for number in kept if number < len(row)).rstrip(" |")
            if line:
                self.add(line, close=close, row=True)
                close = True
        return self.tables[-1].start if close else None

    @property
    def table_name(self) -> str:
        """What a table that comes now is called: the caption right above it, else the heading it stands under."""
        last = " ".join(self._parts[-1].split()) if self._parts else ""
        if is_caption(last):
            return last
        return self.headings[-1].text if self.headings else ""

    @property
    def length(self) -> int:
        """Characters so far."""
        return self._length

    @property
    def text(self) -> str:
        """Everything so far."""
        return "".join(self._parts)

    def page(self, number: int | None, longest: int) -> ReadPage:
        """What was put together, as a page of at most so many characters."""
        text = self.text[:longest]
        return ReadPage(
            number=number,
            text=text,
            headings=tuple(each for each in self.headings if each.start < len(text) and each.text.strip()),
            tables=tuple(
                dataclasses.replace(each, end=min(each.end, len(text)))
                for each in self.tables
                if each.start < len(text)
            ),
            emphasis=tuple(each for each in self.emphasis if each.end <= len(text)),
        )


def is_caption(line: str) -> bool:
    """Whether a line is what stands above a table: Table 3, 表2."""
    return _CAPTION.match(line.strip()) is not None


def one_page(
    text: str,
    title: str,
    media_type: str,
    limits: ReadLimits,
    headings: Sequence[Heading] = (),
    tables: Sequence[Table] = (),
) -> Reading:
    """The reading of a text that is kept as it is: a single page without a number. Raises ``DocumentUnreadable`` if empty."""
    note = ""
    if not text.strip():
        raise no_text()
    if len(text) > limits.max_characters:
        text, note = text[: limits.max_characters], _only_characters(limits)
    kept = tuple(heading for heading in headings if heading.start < len(text) and heading.text.strip())
    whole = tuple(table for table in tables if table.end <= len(text))
    yield ReadPage(number=None, text=text, headings=kept, tables=whole)
    return ReadDocument(title=title, media_type=media_type, page_count=1, note=note)


def built_page(builder: TextBuilder, title: str, media_type: str, limits: ReadLimits, note: str = "") -> Reading:
    """The reading of a format without pages. Without ``title``, or when that is empty, the first heading is the title."""
    if not builder.text.strip():
        raise no_text()
    if builder.length > limits.max_characters:
        note = _only_characters(limits)
    yield builder.page(None, limits.max_characters)
    return ReadDocument(title=title, media_type=media_type, page_count=1, note=note)


def built_pages(
    builders: Iterable[TextBuilder], title: str, media_type: str, limits: ReadLimits, page_count: int | None = None
) -> Reading:
    """The reading of a format with pages: one a builder, numbered from 1. Raises ``DocumentUnreadable`` if all are empty.

    ``page_count`` says how many there are, where that is known before all are read.
    """
    number = characters = 0
    note = ""
    for builder in builders:
        if number >= limits.max_pages or characters >= limits.max_characters:
            note = (
                f"Only the first {number:,} of {page_count:,} pages were read." if page_count else _only_pages(number)
            )
            break
        number += 1
        page = builder.page(number, limits.max_characters - characters)
        if builder.cut:
            note = "Only the beginning of a long sheet was read."
        if len(page.text) < builder.length:
            note = _only_characters(limits)
        characters += len(page.text)
        yield page
    if not characters:
        raise no_text()
    return ReadDocument(title=title, media_type=media_type, page_count=page_count or number, note=note)


def no_text() -> DocumentUnreadable:
    """The sentence for a file that was read and holds nothing."""
    return DocumentUnreadable("There is no text in this file.")


def _only_characters(limits: ReadLimits) -> str:
    return f"Only the first {limits.max_characters:,} characters were read."


def _only_pages(number: int) -> str:
    return f"Only the first {number:,} pages were read."


_KEPT_CONTROLS = "\t\n"
_DROPPED = {
    code: None for code in (*range(0x20), *range(0x7F, 0xA0), 0xFEFF, 0xFFFE, 0xFFFF) if chr(code) not in _KEPT_CONTROLS
}
_DROPPED.update(dict.fromkeys(range(0xD800, 0xE000)))


def clean(text: str) -> str:
    """Text as it is stored: line ends as ``\\n``, no control characters, no halves of surrogate pairs. Nothing else changes."""
    return (
        text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", "\n").replace("\x0c", "\n").translate(_DROPPED)
    )
