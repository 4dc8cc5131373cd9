"""Word documents of before 2007 (DOC): their words, with footnotes where they are called and the cells of tables apart.

The text lies in pieces all over the file, and a table says which comes when ([MS-DOC] 2.4.1, Retrieving Text). Which paragraph is
a heading takes the style of each, and is not told.
"""

from __future__ import annotations

import re
import struct

from assistant.documents.readers.office_package import damaged, opened_old
from assistant.documents.readers.ole_container import opened_container
from assistant.documents.readers.reading import Reading, ReadLimits, Source, TextBuilder, built_page
from assistant.errors import DocumentUnreadable

MEDIA_TYPE = "application/msword"
_KIND = "Word document"
_MAGIC = 0xA5EC
_WORD_97 = 0x00C1
_FLAGS_AT, _BODY_LENGTH_AT, _NOTES_LENGTH_AT, _PIECES_AT = 0x0A, 0x4C, 0x50, 0x01A2
_SECOND_TABLE = 0x0200
_COMPRESSED = 0x40000000
_FIELD_CODE = re.compile(r"\x13[^\x13\x14\x15]*(?:\x14([^\x13\x15]*))?\x15")
_FIELDS_IN_FIELDS = 8
_PLAIN = {
    "\x0b": "\n",
    "\x1e": "-",
    "\x1f": "",
    "\xa0": " ",
    "\x01": "",
    "\x08": "",
    "\x05": "",
    "\x03": "",
    "\x04": "",
}


def read_old_word(source: Source, limits: ReadLimits) -> Reading:
    """Reads a DOC file; its title is the one in its properties, else its name."""
    with opened_old(source, _KIND) as stream, opened_container(stream, _KIND) as container:
        document = container.read("WordDocument") or b""
        title = container.title()
        try:
            flags = struct.unpack_from("<H", document, _FLAGS_AT)[0]
            table = container.read("1Table" if flags & _SECOND_TABLE else "0Table") or b""
            body, notes = word_text(document, table)
        except (struct.error, IndexError, OverflowError) as error:
            raise damaged(_KIND) from error
    builder = TextBuilder()
    add_paragraphs(builder, with_notes(body, notes))
    return (yield from built_page(builder, title or source.stem, MEDIA_TYPE, limits))


def word_text(document: bytes, table: bytes) -> tuple[str, str]:
    """The text of the body and that of its footnotes, with Word's own marks in them. Raises ``struct.error`` for a damaged file and
    ``DocumentUnreadable`` for one that is older than Word 97."""
    magic, version = struct.unpack_from("<HH", document)
    if magic != _MAGIC or version < _WORD_97:
        raise DocumentUnreadable("This Word document is older than Word 97.", "Save it as DOCX or PDF, and add that.")
    body_length, notes_length = struct.unpack_from("<ii", document, _BODY_LENGTH_AT)
    start, length = struct.unpack_from("<II", document, _PIECES_AT)
    text = _pieces(document, table[start : start + length])
    return text[:body_length], text[body_length : body_length + max(0, notes_length)]


def _pieces(document: bytes, clx: bytes) -> str:
    at = 0
    while clx[at] == 1:  # what changed since the last full save
        at += 3 + struct.unpack_from("<H", clx, at + 1)[0]
    size = struct.unpack_from("<I", clx, at + 1)[0]
    plan = clx[at + 5 : at + 5 + size]
    count = (size - 4) // 12
    places = struct.unpack_from(f"<{count + 1}I", plan)
    parts = []
    for number in range(count):
        where = struct.unpack_from("<I", plan, 4 * (count + 1) + 8 * number + 2)[0]
        length = places[number + 1] - places[number]
        if where & _COMPRESSED:
            begin = (where & ~_COMPRESSED) // 2
            parts.append(document[begin : begin + length].decode("cp1252", "replace"))
        else:
            parts.append(document[where : where + 2 * length].decode("utf-16-le", "replace"))
    return "".join(parts)


def with_notes(body: str, notes: str) -> str:
    """A body with its footnotes in brackets where they are called; they begin with the same mark in both."""
    texts = [" ".join(text.split()) for text in notes.split("\x02")[1:]]
    left = iter(texts)
    return re.sub("\x02", lambda _: f" [{note}]" if (note := next(left, "")) else "", body)


def add_paragraphs(builder: TextBuilder, text: str) -> None:
    """Adds a text paragraph by paragraph, the rows of its tables as lines of cells."""
    for _ in range(_FIELDS_IN_FIELDS):
        shown = _FIELD_CODE.sub(lambda match: match[1] or "", text)
        if shown == text:
            break
        text = shown
    for mark, plain in _PLAIN.items():
        text = text.replace(mark, plain)
    cells: list[str] = []
    in_table = False
    paragraph = ""
    for part in re.split("([\r\x0c\x07])", text):
        if part == "\x07":
            if paragraph.strip() or not cells:
                cells.append(paragraph)
            else:  # an empty cell right after a cell ends the row
                builder.add(" | ".join(" ".join(cell.split()) for cell in cells), close=in_table, row=True)
                cells, in_table = [], True
            paragraph = ""
        elif part in {"\r", "\x0c"} and not cells:
            if paragraph.strip():
                builder.add(paragraph)
                in_table = False
            paragraph = ""
        else:
            paragraph += "\n" if part in {"\r", "\x0c"} else part
    builder.add(" ".join([*cells, paragraph]))
