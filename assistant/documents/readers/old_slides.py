"""Presentations of before 2007 (PPT): a page a slide, with its tables and the speaker's notes.

A file is a tree of records ([MS-PPT] 2.3.1). A save may append the slides that changed, and a directory at its end says where the
ones that count begin ([MS-PPT] 2.1.2). Charts and pictures are left out.
"""

from __future__ import annotations

import dataclasses
import struct
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from assistant.documents.readers.office_package import damaged, opened_old
from assistant.documents.readers.ole_container import opened_container
from assistant.documents.readers.reading import Reading, ReadLimits, Source, TextBuilder, built_pages
from assistant.errors import DocumentUnreadable

MEDIA_TYPE = "application/vnd.ms-powerpoint"
_KIND = "presentation"
_SLIDE, _SLIDE_ATOM, _NOTES = 0x03EE, 0x03EF, 0x03F0
_DRAWING, _ART_DRAWING, _GROUP, _SHAPE = 0x040C, 0xF002, 0xF003, 0xF004
_TEXT_BOX, _ANCHOR, _CHILD_ANCHOR = 0xF00D, 0xF010, 0xF00F
_LIST, _SLIDE_PLACE, _OUTLINE_REFERENCE = 0x0FF0, 0x03F3, 0x0F9E
_TEXT_KIND, _WIDE_TEXT, _NARROW_TEXT = 0x0F9F, 0x0FA0, 0x0FA8
_EDIT, _DIRECTORY = 0x0FF5, 0x1772
_TITLES, _NOTES_TEXT = frozenset({0, 6}), 2
_SLIDES_LIST, _NOTES_LIST = 0, 2
_MOST_EDITS = 1_000
_MOST_DEPTH = 16
_MOST_RECORDS = 3_000_000  # looked at in one file, which may name a slide many times


class _Record(NamedTuple):
    """``data[start:end]`` is what a record of a ``kind`` holds."""

    kind: int
    instance: int
    start: int
    end: int


@dataclasses.dataclass(slots=True)
class _Text:
    """Words of one of the kinds of [MS-PPT] 2.13.33 (0 and 6 are titles, 2 notes), where they stand: ``(top, left)``."""

    kind: int
    words: str
    place: tuple[int, int] = (0, 0)


class _Part(NamedTuple):
    """The texts of a shape, or of all shapes of a group, and where it stands on its page."""

    place: tuple[int, int]
    texts: list[_Text]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class OldSlide:
    """A slide's blocks in the order they are read; a list of rows is a table."""

    title: str
    blocks: tuple[str | list[list[str]], ...]
    notes: str = ""


def read_old_slides(source: Source, limits: ReadLimits) -> Reading:
    """Reads a PPT file; its title is the one in its properties, else its name."""
    with opened_old(source, _KIND) as stream, opened_container(stream, _KIND) as container:
        data, user = container.read("PowerPoint Document"), container.read("Current User")
        title = container.title()
    if data is None or user is None:
        raise DocumentUnreadable(
            "This presentation is older than PowerPoint 97.", "Save it as PPTX or PDF, and add that."
        )
    try:
        presentation = OldPresentation(data, user)
        builders = map(_page, presentation.slides())
        return (yield from built_pages(builders, title or source.stem, MEDIA_TYPE, limits, presentation.slide_count))
    except (struct.error, LookupError) as error:
        raise damaged(_KIND) from error


def _page(slide: OldSlide) -> TextBuilder:
    builder = TextBuilder()
    builder.add(slide.title, level=1)
    for block in slide.blocks:
        if isinstance(block, str):
            for number, paragraph in enumerate(block.split("\r")):
                builder.add(paragraph, close=number > 0)
        else:
            builder.add_table(block)
    builder.add(slide.notes)
    return builder


class OldPresentation:
    """The slides of a presentation, from its two streams. Raises ``struct.error`` or ``LookupError`` for damaged ones."""

    def __init__(self, data: bytes, user: bytes) -> None:
        self._data = data
        self._records_left = _MOST_RECORDS
        self._places, document = self._directory(struct.unpack_from("<I", user, 16)[0])
        self._lists = {
            record.instance: list(self._entries(record))
            for record in self._children(self._record(self._places[document]))
            if record.kind == _LIST
        }

    @property
    def slide_count(self) -> int:
        """How many slides there are."""
        return len(self._lists.get(_SLIDES_LIST, ()))

    def slides(self) -> Iterator[OldSlide]:
        """The slides in their order."""
        notes = {slide_id: reference for reference, slide_id, _ in self._lists.get(_NOTES_LIST, ())}
        for reference, _, outline in self._lists.get(_SLIDES_LIST, ()):
            slide = self._record(self._places[reference])
            atom = next((each for each in self._children(slide) if each.kind == _SLIDE_ATOM), None)
            notes_id = struct.unpack_from("<I", self._data, atom.start + 16)[0] if atom is not None else 0
            yield self._slide(slide, outline, self._notes(notes.get(notes_id)))

    def _directory(self, at: int) -> tuple[dict[int, int], int]:
        """Where each object begins, and which one is the document: what was saved last goes before what it replaced."""
        places: dict[int, int] = {}
        document = -1
        for _ in range(_MOST_EDITS):
            edit = self._record(at)
            before, directory, first = struct.unpack_from("<III", self._data, edit.start + 8)
            document = first if document < 0 else document
            listed = self._record(directory)
            if edit.kind != _EDIT or listed.kind != _DIRECTORY:
                raise struct.error("no directory")
            place = listed.start
            while place + 4 <= listed.end:
                packed = struct.unpack_from("<I", self._data, place)[0]
                count = min(packed >> 20, (listed.end - place) // 4 - 1)
                offsets = struct.unpack_from(f"<{count}I", self._data, place + 4)
                for number, offset in enumerate(offsets, start=packed & 0xFFFFF):
                    places.setdefault(number, offset)
                place += 4 + 4 * count
            if not 0 < before < at:  # edits before it lie before it
                break
            at = before
        return places, document

    def _record(self, at: int, end: int | None = None) -> _Record:
        head, kind, length = struct.unpack_from("<HHI", self._data, at)
        return _Record(kind, head >> 4, at + 8, min(at + 8 + length, len(self._data) if end is None else end))

    def _children(self, parent: _Record) -> Iterator[_Record]:
        at = parent.start
        while at + 8 <= parent.end:
            self._records_left -= 1
            if self._records_left < 0:
                raise struct.error("too many records")
            record = self._record(at, parent.end)
            yield record
            at = record.end

    def _entries(self, listed: _Record) -> Iterator[tuple[int, int, list[_Text]]]:
        """For each slide of a list which object it is, its id, and the words that stand in the outline."""
        entry: tuple[int, int, list[_Text]] | None = None
        for record in self._children(listed):
            if record.kind == _SLIDE_PLACE:
                if entry is not None:
                    yield entry
                reference, slide_id = struct.unpack_from("<I8xI", self._data, record.start)
                entry = (reference, slide_id, [])
            elif entry is not None:
                self._add_text(entry[2], record)
        if entry is not None:
            yield entry

    def _add_text(self, texts: list[_Text], record: _Record) -> None:
        if record.kind == _TEXT_KIND:
            texts.append(_Text(struct.unpack_from("<I", self._data, record.start)[0], ""))
        elif record.kind in {_WIDE_TEXT, _NARROW_TEXT} and texts:
            encoding = "utf-16-le" if record.kind == _WIDE_TEXT else "latin-1"
            texts[-1].words += self._data[record.start : record.end].decode(encoding, "replace")

    def _notes(self, reference: int | None) -> str:
        place = None if reference is None else self._places.get(reference)
        if place is None:
            return ""
        texts = [text for part in self._parts(self._record(place), []) for text in part.texts]
        return "\n".join(text.words for text in texts if text.kind == _NOTES_TEXT)

    def _slide(self, slide: _Record, outline: list[_Text], notes: str) -> OldSlide:
        parts = sorted((part for part in self._parts(slide, outline) if part.texts), key=lambda part: part.place)
        titles = [text.words for part in parts for text in part.texts if text.kind in _TITLES]
        blocks: list[str | list[list[str]]] = []
        for part in parts:
            rows = _table(part.texts)
            if rows:
                blocks.append(rows)
            else:
                blocks.extend(text.words for text in part.texts if text.kind not in _TITLES)
        return OldSlide(title=" ".join(titles), blocks=tuple(blocks), notes=notes)

    def _parts(self, page: _Record, outline: list[_Text]) -> Iterator[_Part]:
        for drawing in self._children(page):
            if drawing.kind != _DRAWING:
                continue
            for art in self._children(drawing):
                for group in self._children(art) if art.kind == _ART_DRAWING else ():
                    for shape in self._children(group) if group.kind == _GROUP else ():
                        place = self._anchor(shape, _MOST_DEPTH)
                        yield _Part(place, list(self._texts(shape, outline, _MOST_DEPTH)))

    def _texts(self, shape: _Record, outline: list[_Text], depth: int) -> Iterator[_Text]:
        """The texts of a shape and of those in it, with their places in its group."""
        place = (0, 0)
        children = list(self._children(shape))
        for child in children:
            if child.kind == _CHILD_ANCHOR:
                left, top = struct.unpack_from("<ii", self._data, child.start)
                place = (top, left)
        for child in children:
            if child.kind == _TEXT_BOX:
                texts: list[_Text] = []
                for record in self._children(child):
                    if record.kind == _OUTLINE_REFERENCE:
                        number = struct.unpack_from("<I", self._data, record.start)[0]
                        texts += [dataclasses.replace(text) for text in outline[number : number + 1]]
                    else:
                        self._add_text(texts, record)
                for text in texts:
                    text.place = place
                    # The number of a slide and the date are stars that stand for them.
                    if text.words.strip(" *\r\x0b"):
                        yield text
            elif child.kind in {_GROUP, _SHAPE} and depth > 0:
                yield from self._texts(child, outline, depth - 1)

    def _anchor(self, shape: _Record, depth: int) -> tuple[int, int]:
        """Where a shape, or the group it leads, stands on its page: top and left."""
        for child in self._children(shape):
            if child.kind == _ANCHOR:
                form = "<hh" if child.end - child.start < 16 else "<ii"
                top, left = struct.unpack_from(form, self._data, child.start)
                return top, left
            if child.kind == _SHAPE and depth > 0:
                return self._anchor(child, depth - 1)
        return 0, 0


def _table(texts: Sequence[_Text]) -> list[list[str]]:
    """The rows of a group whose texts stand in a grid; none of one that does not."""
    tops, lefts = ({text.place[side] for text in texts} for side in (0, 1))
    cells = {text.place: text.words for text in texts}
    if len(tops) < 2 or len(lefts) < 2 or len(cells) < len(texts):
        return []
    if len(texts) < len(tops) * len(lefts) / 2:  # more holes than cells
        return []
    return [[cells.get((top, left), "") for left in sorted(lefts)] for top in sorted(tops)]
