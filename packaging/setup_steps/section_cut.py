"""Cutting sections or functions out of a shared library (ELF, 64 bits, little-endian): the file gets smaller, and the memory where
whole pages of them were reads as zeros and cannot be executed.

Everything else keeps its address, so no instruction has to change: the segment that holds what goes becomes three, of which the
middle one has a size in memory and none in the file (System V ABI, "Program Header": ``p_filesz`` below ``p_memsz``).
"""

from __future__ import annotations

import struct
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import NamedTuple

PAGE = 4096
_HEADER, _SEGMENT, _SECTION = (
    struct.Struct("<16sHHIQQQIHHHHHH"),
    struct.Struct("<IIQQQQQQ"),
    struct.Struct("<IIQQQQIIQQ"),
)
_LOAD, _PROGRAM_HEADERS = 1, 6
_READABLE = 4
_CACHE_LINE = 64
_WORTH_A_SEGMENT = 4
"""Pages: each hole makes the loader map two more pieces of the file."""
_HOLDS_NOTHING = 8
"""``SHT_NOBITS``: a section without bytes in the file."""


class Function(NamedTuple):
    """One name of a function, local ones too."""

    name: str
    address: int
    size_bytes: int


class _Header(NamedTuple):
    identity: bytes
    kind: int
    machine: int
    version: int
    entry: int
    segments_at: int
    sections_at: int
    flags: int
    size: int
    segment_size: int
    segments: int
    section_size: int
    sections: int
    names: int


class _Segment(NamedTuple):
    kind: int
    flags: int
    offset: int
    address: int
    physical: int
    in_file: int
    in_memory: int
    align: int


class _Section(NamedTuple):
    name: int
    kind: int
    flags: int
    address: int
    offset: int
    size: int
    link: int
    info: int
    align: int
    entry_size: int


def cut_out(library: Path, name: str) -> int:
    """Cuts the section ``name`` out of ``library``. Returns how many bytes went: none where there is no such section, or no whole
    page of it."""
    whole = library.read_bytes()
    header, sections = _read(whole)
    names = sections[header.names].offset
    found = [each for each in sections if whole.startswith(f"{name}\0".encode(), names + each.name)]
    return _cut(library, [(each.address, each.address + each.size) for each in found if each.kind != _HOLDS_NOTHING])


def cut_places(library: Path, places: Iterable[tuple[int, int]]) -> int:
    """Cuts the whole pages between each two addresses out of ``library``, where they are worth it. A process that executes what was
    there ends. Returns how many bytes went."""
    return _cut(library, [place for place in places if _pages(place) >= _WORTH_A_SEGMENT])


def unused_places(functions: Collection[Function], never_called: Collection[str]) -> list[tuple[int, int]]:
    """Where functions that are never called lie side by side: the first address and the one past the last. A function with another
    name as well stays; between two that go may lie no more than what fills up a line of the cache."""
    called = {each.address for each in functions if each.name not in never_called}
    sizes: dict[int, int] = {}
    for each in functions:
        sizes[each.address] = max(sizes.get(each.address, 0), each.size_bytes)
    places: list[tuple[int, int]] = []
    open_until = -1
    for address in sorted(sizes):
        size = sizes[address]
        if address in called or size == 0:
            open_until = -1
            if places and places[-1][1] > address:
                places[-1] = (places[-1][0], address)
        elif open_until >= 0 and address - open_until < _CACHE_LINE:
            open_until = max(open_until, address + size)
            places[-1] = (places[-1][0], open_until)
        else:
            open_until = address + size
            places.append((address, open_until))
    return places


def _pages(place: tuple[int, int]) -> int:
    return place[1] // PAGE - -(-place[0] // PAGE)


def _read(whole: bytes) -> tuple[_Header, list[_Section]]:
    header = _Header._make(_HEADER.unpack_from(whole))
    places = range(header.sections_at, header.sections_at + header.sections * _SECTION.size, _SECTION.size)
    return header, [_Section._make(_SECTION.unpack_from(whole, place)) for place in places]


def _cut(library: Path, places: Iterable[tuple[int, int]]) -> int:
    """Cuts the whole pages between addresses out."""
    read = library.read_bytes()
    header, sections = _read(read)
    whole = bytearray(read)
    at = range(header.segments_at, header.segments_at + header.segments * _SEGMENT.size, _SEGMENT.size)
    segments = [_Segment._make(_SEGMENT.unpack_from(whole, place)) for place in at]
    gone = 0
    # From the end on: what lies before a place does not move.
    for first, end in sorted(places, reverse=True):
        first, end = -(-first // PAGE) * PAGE, end // PAGE * PAGE
        holder = next((each for each in segments if _holds(each, first, end)), None)
        if end <= first or holder is None:
            continue
        begins, length = holder.offset + first - holder.address, end - first

        def moved(offset: int, begins: int = begins, length: int = length) -> int:
            return offset - length if offset >= begins + length else offset

        segments = [part._replace(offset=moved(part.offset)) for part in _with_hole(segments, begins, length)]
        sections = [_less(each, begins, length, moved(each.offset)) for each in sections]
        header = header._replace(sections_at=moved(header.sections_at))
        del whole[begins : begins + length]
        gone += length
    if not gone:
        return 0
    for number, each in enumerate(sections):
        _SECTION.pack_into(whole, header.sections_at + number * _SECTION.size, *each)
    # The table of segments got longer than its place, and moves to the end of the file.
    whole.extend(bytes(-len(whole) % 8))
    _HEADER.pack_into(whole, 0, *header._replace(segments_at=len(whole), segments=len(segments)))
    for part in segments:
        whole += _SEGMENT.pack(*part)
    library.write_bytes(whole)
    return gone


def _holds(segment: _Segment, first: int, end: int) -> bool:
    return segment.kind == _LOAD and segment.address <= first and end <= segment.address + segment.in_file


def _less(section: _Section, begins: int, length: int, offset: int) -> _Section:
    """A section whose bytes are partly gone has none for the tools that look at sections; the loader looks at segments."""
    touched = (
        section.kind != _HOLDS_NOTHING and section.offset < begins + length and begins < section.offset + section.size
    )
    return section._replace(offset=offset, kind=_HOLDS_NOTHING if touched else section.kind)


def _with_hole(segments: Iterable[_Segment], begins: int, length: int) -> Iterable[_Segment]:
    """The segments, with the bytes of the file from ``begins`` on in a segment of their own that has none. What names the place of
    this very table goes."""
    for segment in segments:
        if segment.kind == _PROGRAM_HEADERS:
            continue
        if segment.kind != _LOAD:
            yield segment
            continue
        before = begins - segment.offset
        if not 0 <= before < segment.in_file:
            yield segment._replace(align=PAGE)
            continue
        if before:
            yield segment._replace(in_file=before, in_memory=before, align=PAGE)
        hole = segment._replace(address=segment.address + before, physical=segment.physical + before, flags=_READABLE)
        yield hole._replace(offset=begins, in_file=0, in_memory=length, align=PAGE)
        past = before + length
        rest = segment._replace(
            offset=begins + length, address=segment.address + past, physical=segment.physical + past
        )
        if segment.in_memory > past:
            yield rest._replace(in_file=segment.in_file - past, in_memory=segment.in_memory - past, align=PAGE)
