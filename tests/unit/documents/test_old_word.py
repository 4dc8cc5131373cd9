"""Word's files of before 2007: pieces in their order, footnotes, fields, and the cells of tables."""

from __future__ import annotations

import struct

import pytest

from assistant.documents.readers.old_word import add_paragraphs, with_notes, word_text
from assistant.documents.readers.reading import TextBuilder
from assistant.errors import DocumentUnreadable

pytestmark = pytest.mark.unit


def streams(*pieces: str, notes: str = "", version: int = 0x00C1) -> tuple[bytes, bytes]:
    """A document and its table stream; each piece lies behind the one that comes after it, wide where it must."""
    texts = [*pieces, *([notes] if notes else [])]
    body = bytearray(0x400)
    places, plan = [0], b""
    stored: list[tuple[int, bool]] = []
    for text in reversed(texts):
        wide = not text.isascii()
        stored.insert(0, (len(body), wide))
        body += text.encode("utf-16-le" if wide else "cp1252")
    for text, (at, wide) in zip(texts, stored, strict=True):
        places.append(places[-1] + len(text))
        plan += struct.pack("<HIH", 0, at if wide else (at * 2) | 0x40000000, 0)
    positions = struct.pack(f"<{len(places)}I", *places)
    clx = b"\x01\x02\x00ab" + b"\x02" + struct.pack("<I", len(positions) + len(plan)) + positions + plan
    struct.pack_into("<HH", body, 0, 0xA5EC, version)
    struct.pack_into("<ii", body, 0x4C, sum(map(len, pieces)), len(notes))
    struct.pack_into("<II", body, 0x01A2, 7, len(clx))
    return bytes(body), b"before " + clx


def shown(text: str) -> str:
    builder = TextBuilder()
    add_paragraphs(builder, text)
    return builder.text


def test_pieces_come_in_their_order_and_notes_where_they_are_called() -> None:
    body, notes = word_text(*streams("First.\r", "契約書\r", "Rent\x02 is due.\r", notes="\x02 In advance.\r"))
    assert body == "First.\r契約書\rRent\x02 is due.\r"
    assert shown(with_notes(body, notes)) == "First.\n\n契約書\n\nRent [In advance.] is due."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("See \x13 HYPERLINK x \x14the page\x15 now.\r", "See the page now."),
        ("\x13 PAGE \x15Total \x13 A \x13 B \x14b\x15 \x14c\x15\r", "Total c"),
        ("Before.\rName\x07Sum\x07\x07May\x0745\x07\x07After.\r", "Before.\n\nName | Sum\nMay | 45\n\nAfter."),
        ("non\x1ebreaking\x0bline\r", "non-breaking\nline"),
    ],
)
def test_marks_of_word_become_plain_text(text: str, expected: str) -> None:
    assert shown(text) == expected


def test_what_is_older_or_cut_says_so() -> None:
    with pytest.raises(DocumentUnreadable, match="older than Word 97"):
        word_text(*streams("x\r", version=0x0065))
    document, table = streams("x\r")
    with pytest.raises((struct.error, IndexError)):
        word_text(document[:0x50], table)
    with pytest.raises((struct.error, IndexError)):
        word_text(document, table[:9])
