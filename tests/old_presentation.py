"""Presentations of before 2007, made byte by byte: no library writes them."""

from __future__ import annotations

import struct

TITLE, BODY, NOTES, OTHER = 0, 1, 2, 4


def record(kind: int, *parts: bytes, instance: int = 0, container: bool = True) -> bytes:
    """A record of a presentation, as [MS-PPT] 2.3.1 has it."""
    body = b"".join(parts)
    return struct.pack("<HHI", instance << 4 | (0xF if container else 0), kind, len(body)) + body


def text(kind: int, words: str) -> bytes:
    """Words of a kind."""
    wide = not words.isascii()
    atom = record(0x0FA0, words.encode("utf-16-le")) if wide else record(0x0FA8, words.encode("latin-1"))
    return record(0x0F9F, struct.pack("<I", kind), container=False) + atom


def shape(*box: bytes, at: tuple[int, int] = (0, 0), in_group: bool = False) -> bytes:
    """A shape with a text box, where it stands on its slide or in its group."""
    top, left = at
    anchor = (
        record(0xF00F, struct.pack("<iiii", left, top, left + 50, top + 20))
        if in_group
        else record(0xF010, struct.pack("<hhhh", top, left, left + 50, top + 20))
    )
    return record(0xF004, record(0xF00A, bytes(8)), anchor, record(0xF00D, *box) if box else b"")


def group(*shapes: bytes, at: tuple[int, int]) -> bytes:
    """Shapes that belong together."""
    return record(0xF003, shape(at=at), *shapes)


def drawing(*shapes: bytes) -> bytes:
    """What is drawn on a page."""
    return record(0x040C, record(0xF002, record(0xF003, shape(), *shapes)))


def slide(*shapes: bytes, notes_id: int = 0) -> bytes:
    """A slide with its shapes; ``notes_id`` is that of its notes."""
    return record(0x03EE, record(0x03EF, bytes(16), struct.pack("<I", notes_id), bytes(4)), drawing(*shapes))


def place(reference: int, slide_id: int) -> bytes:
    """An entry of a list of slides."""
    return record(0x03F3, struct.pack("<IIIII", reference, 0, 0, slide_id, 0), container=False)


class SavedPresentation:
    """A file that is saved again and again: each save appends, and says where what it has begins."""

    def __init__(self) -> None:
        self.data = b"\x00" * 8
        self.last_edit = 0

    def save(self, objects: dict[int, bytes], document: int = 1) -> None:
        """Appends objects, and where they begin."""
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
        """The two streams: the presentation, and who saved it last."""
        return self.data, record(0x0FF6, struct.pack("<III", 0x14, 0xE391C05F, self.last_edit), container=False)


def presentation() -> SavedPresentation:
    """Two slides; the first has a title, a list, a table, a text box and notes."""
    saved = SavedPresentation()
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


_SECTOR, _LEAST_STREAM = 512, 4096
_END, _FAT, _FREE = 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF


def old_container(streams: dict[str, bytes]) -> bytes:
    """A file as programs of before 2007 write it ([MS-CFB]): streams under names, in the order of the names' lengths. Short streams
    are filled up with zeros."""
    padded = {name: data.ljust(_LEAST_STREAM, b"\0") for name, data in streams.items()}
    fat, sectors = [_FAT], b""

    def put(data: bytes) -> int:
        nonlocal sectors
        first, count = len(fat), -(-len(data) // _SECTOR)
        fat.extend([*range(first + 1, first + count), _END])
        sectors += data.ljust(count * _SECTOR, b"\0")
        return first

    places = {name: put(data) for name, data in padded.items()}

    def entry(name: str, kind: int, right: int, child: int, start: int, size: int) -> bytes:
        stored = name.encode("utf-16-le") + b"\0\0"
        head = stored.ljust(64, b"\0") + struct.pack("<HBBIII", len(stored), kind, 1, _FREE, right, child)
        return head + bytes(36) + struct.pack("<IQ", start, size)

    entries = entry("Root Entry", 5, _FREE, 1, _END, 0)
    for number, (name, data) in enumerate(padded.items(), start=1):
        right = number + 1 if number < len(padded) else _FREE
        entries += entry(name, 2, right, _FREE, places[name], len(data))
    directory = put(entries)
    table = struct.pack("<128I", *fat, *[_FREE] * (128 - len(fat)))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<IIIIIIIII", 0, 1, directory, 0, _LEAST_STREAM, _END, 0, _END, 0)
    return head + struct.pack("<109I", 0, *[_FREE] * 108) + table + sectors


def old_presentation_file() -> bytes:
    """``presentation`` as a PPT file."""
    data, user = presentation().streams
    return old_container({"Current User": user, "PowerPoint Document": data})
