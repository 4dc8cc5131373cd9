"""Cutting a section out of a shared library (ELF, 64 bits, little-endian): the file gets smaller, and the memory where its whole
pages were reads as zeros.

Everything else keeps its address, so no instruction has to change: the segment that holds the section becomes three, of which the
middle one has a size in memory and none in the file (System V ABI, "Program Header": ``p_filesz`` below ``p_memsz``).
"""

from __future__ import annotations

import struct
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

PAGE = 4096
_HEADER, _SEGMENT, _SECTION = (
    struct.Struct("<16sHHIQQQIHHHHHH"),
    struct.Struct("<IIQQQQQQ"),
    struct.Struct("<IIQQQQIIQQ"),
)
_LOAD, _PROGRAM_HEADERS = 1, 6
_HOLDS_NOTHING = 8
"""``SHT_NOBITS``: a section without bytes in the file."""


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
    whole = bytearray(library.read_bytes())
    header = _Header._make(_HEADER.unpack_from(whole))
    places = range(header.sections_at, header.sections_at + header.sections * _SECTION.size, _SECTION.size)
    sections = [_Section._make(_SECTION.unpack_from(whole, place)) for place in places]
    names = sections[header.names].offset
    found = next((each for each in sections if whole.startswith(f"{name}\0".encode(), names + each.name)), None)
    if found is None or found.kind == _HOLDS_NOTHING:
        return 0
    first, end = -(-found.address // PAGE) * PAGE, (found.address + found.size) // PAGE * PAGE
    if end <= first:
        return 0
    begins, length = found.offset + first - found.address, end - first

    def moved(offset: int) -> int:
        return offset - length if offset >= begins + length else offset

    places = range(header.segments_at, header.segments_at + header.segments * _SEGMENT.size, _SEGMENT.size)
    segments = (_Segment._make(_SEGMENT.unpack_from(whole, place)) for place in places)
    laid = [part._replace(offset=moved(part.offset)) for part in _with_hole(segments, begins, length)]
    del whole[begins : begins + length]
    header = header._replace(sections_at=moved(header.sections_at))
    for number, each in enumerate(sections):
        kept = each._replace(offset=moved(each.offset), kind=_HOLDS_NOTHING if each is found else each.kind)
        _SECTION.pack_into(whole, header.sections_at + number * _SECTION.size, *kept)
    # The table of segments got longer than its place, and moves to the end of the file.
    whole.extend(bytes(-len(whole) % 8))
    _HEADER.pack_into(whole, 0, *header._replace(segments_at=len(whole), segments=len(laid)))
    for part in laid:
        whole += _SEGMENT.pack(*part)
    library.write_bytes(whole)
    return length


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
        yield segment._replace(in_file=before, in_memory=before, align=PAGE)
        hole = segment._replace(address=segment.address + before, physical=segment.physical + before)
        yield hole._replace(offset=begins, in_file=0, in_memory=length, align=PAGE)
        past = before + length
        rest = segment._replace(
            offset=begins + length, address=segment.address + past, physical=segment.physical + past
        )
        yield rest._replace(in_file=segment.in_file - past, in_memory=segment.in_memory - past, align=PAGE)
