"""PowerPoint's files of before 2007: slides in their order, as they were saved last, with tables and notes."""

from __future__ import annotations

import contextlib
import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.documents.readers.old_slides import OldPresentation, OldSlide

pytestmark = pytest.mark.unit

TITLE, BODY, NOTES, OTHER = 0, 1, 2, 4


def record(kind: int, *parts: bytes, instance: int = 0, container: bool = True) -> bytes:
    body = b"".join(parts)
    return struct.pack("<HHI", instance << 4 | (0xF if container else 0), kind, len(body)) + body


def text(kind: int, words: str) -> bytes:
    wide = not words.isascii()
    atom = record(0x0FA0, words.encode("utf-16-le")) if wide else record(0x0FA8, words.encode("latin-1"))
    return record(0x0F9F, struct.pack("<I", kind), container=False) + atom


def shape(*box: bytes, at: tuple[int, int] = (0, 0), in_group: bool = False) -> bytes:
    top, left = at
    anchor = (
        record(0xF00F, struct.pack("<iiii", left, top, left + 50, top + 20))
        if in_group
        else record(0xF010, struct.pack("<hhhh", top, left, left + 50, top + 20))
    )
    return record(0xF004, record(0xF00A, bytes(8)), anchor, record(0xF00D, *box) if box else b"")


def group(*shapes: bytes, at: tuple[int, int]) -> bytes:
    return record(0xF003, shape(at=at), *shapes)


def drawing(*shapes: bytes) -> bytes:
    return record(0x040C, record(0xF002, record(0xF003, shape(), *shapes)))


def slide(*shapes: bytes, notes_id: int = 0) -> bytes:
    return record(0x03EE, record(0x03EF, bytes(16), struct.pack("<I", notes_id), bytes(4)), drawing(*shapes))


def place(reference: int, slide_id: int) -> bytes:
    return record(0x03F3, struct.pack("<IIIII", reference, 0, 0, slide_id, 0), container=False)


class Saved:
    """A file that is saved again and again: each save appends, and says where what it has begins."""

    def __init__(self) -> None:
        self.data = b"\x00" * 8
        self.last_edit = 0

    def save(self, objects: dict[int, bytes], document: int = 1) -> None:
        entries = b""
        for number, data in objects.items():
            entries += struct.pack("<II", number | 1 << 20, len(self.data))
            self.data += data
        directory = len(self.data)
        self.data += record(0x1772, entries, container=False)
        edit = struct.pack("<IIIIIIHH", 0, 0, self.last_edit, directory, document, 9, 0, 0)
        self.last_edit = len(self.data)
        self.data += record(0x0FF5, edit, container=False)

    @property
    def streams(self) -> tuple[bytes, bytes]:
        return self.data, record(0x0FF6, struct.pack("<III", 0x14, 0xE391C05F, self.last_edit), container=False)

    def slides(self) -> list[OldSlide]:
        return list(OldPresentation(*self.streams).slides())


def presentation() -> Saved:
    saved = Saved()
    outline = [
        place(3, 256),
        text(TITLE, "Costs"),
        text(BODY, "Boiler\rPump"),
        place(2, 257),
        text(TITLE, "計画"),
    ]
    document = record(
        0x03E8,
        record(0x0FF0, *outline, instance=0),
        record(0x0FF0, place(7, 2147483648), text(TITLE, "Master"), instance=1),
        record(0x0FF0, place(4, 900), instance=2),
    )
    reference = [record(0x0F9E, struct.pack("<I", number), container=False) for number in (0, 1)]
    cells = [
        shape(text(OTHER, words), at=(20 * (number // 2), 50 * (number % 2)), in_group=True)
        for number, words in enumerate(("Item", "Price", "Boiler", "4,100"))
    ]
    first = slide(
        shape(text(OTHER, "Below the table."), at=(300, 10)),
        group(*cells, at=(200, 10)),
        shape(text(OTHER, "*"), at=(500, 10)),
        shape(reference[1], at=(100, 10)),
        shape(reference[0], at=(10, 10)),
        notes_id=900,
    )
    notes = record(0x03F0, drawing(shape(text(OTHER, "*")), shape(text(NOTES, "Say that it is leased."))))
    saved.save({1: document, 2: slide(shape(reference[0])), 3: first, 4: notes})
    return saved


def test_slides_are_read_from_top_to_bottom_with_tables_and_notes() -> None:
    assert presentation().slides() == [
        OldSlide(
            title="Costs",
            blocks=("Boiler\rPump", [["Item", "Price"], ["Boiler", "4,100"]], "Below the table."),
            notes="Say that it is leased.",
        ),
        OldSlide(title="計画", blocks=()),
    ]


def test_what_was_saved_last_counts() -> None:
    saved = presentation()
    saved.save({2: slide(shape(text(TITLE, "New plans")))})
    assert [one.title for one in saved.slides()] == ["Costs", "New plans"]


def test_edits_in_a_circle_end() -> None:
    saved = presentation()
    saved.save({})
    data = bytearray(saved.data)
    struct.pack_into("<I", data, saved.last_edit + 16, saved.last_edit)
    with pytest.raises((struct.error, LookupError)):
        OldPresentation(bytes(data), saved.streams[1])


SOUND = presentation().streams


@settings(max_examples=25)
@given(st.lists(st.tuples(st.integers(0, len(SOUND[0]) - 1), st.integers(0, 255)), max_size=8), st.integers(0, 40))
def test_a_damaged_file_is_read_or_refused(changes: list[tuple[int, int]], cut: int) -> None:
    data = bytearray(SOUND[0])
    for at, value in changes:
        data[at] = value
    with contextlib.suppress(struct.error, LookupError):
        list(OldPresentation(bytes(data[: len(data) - cut]), SOUND[1]).slides())
