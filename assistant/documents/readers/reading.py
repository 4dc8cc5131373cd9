"""What a reader is given and what it gives: one shape for all formats."""

from __future__ import annotations

import dataclasses
from collections.abc import Generator, Sequence

from assistant.documents.base import Heading, ReadDocument, ReadPage
from assistant.errors import DocumentUnreadable


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ReadLimits:
    """How much of one file is read; what lies beyond is left out and said so."""

    max_pages: int = 5_000
    max_characters: int = 20_000_000


# Pages one by one, and the document when the last one is out, so that a long file is never held in memory whole.
Reading = Generator[ReadPage, None, ReadDocument]


def one_page(text: str, title: str, media_type: str, limits: ReadLimits, headings: Sequence[Heading] = ()) -> Reading:
    """The reading of a format without pages: a single page without a number. Raises ``DocumentUnreadable`` if it is empty."""
    if not text.strip():
        raise DocumentUnreadable("There is no text in this file.")
    note = ""
    if len(text) > limits.max_characters:
        text = text[: limits.max_characters]
        note = f"Only the first {limits.max_characters:,} characters were read."
    kept = tuple(heading for heading in headings if heading.start < len(text) and heading.text.strip())
    yield ReadPage(number=None, text=text, headings=kept)
    return ReadDocument(title=title, media_type=media_type, page_count=1, note=note)


class TextBuilder:
    """Puts a text together block by block, and notes where its headings stand. Blocks are apart by an empty line."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self.headings: list[Heading] = []

    def add(self, block: str, *, level: int = 0, close: bool = False) -> None:
        """Appends a block, cleaned; ``level`` above 0 makes it a heading, ``close`` puts it on the very next line."""
        words = clean(block).strip()
        if not words:
            return
        separator = "" if not self._parts else "\n" if close else "\n\n"
        start = self._length + len(separator)
        self._parts.append(separator + words)
        self._length = start + len(words)
        if level > 0:
            self.headings.append(Heading(start=start, level=level, text=" ".join(words.split())))

    @property
    def text(self) -> str:
        """Everything so far."""
        return "".join(self._parts)


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
