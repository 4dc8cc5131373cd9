"""Reading the header of a GGUF file, so that a bad file is refused in plain words before llama.cpp sees it.

The layout is that of the GGUF specification (versions 2 and 3, little endian): magic, version, number of tensors, number of
metadata entries, the entries, the tensors' names, shapes, types and offsets, then, aligned, their data.
"""

from __future__ import annotations

import dataclasses
import mmap
import struct
from pathlib import Path

from assistant.errors import ModelUnavailable

MAGIC = b"GGUF"
_REMEDY = "Fetch the model again, or choose another one."
_DEFAULT_ALIGNMENT = 32
_STRING, _ARRAY = 8, 9
_SIZES = {0: 1, 1: 1, 2: 2, 3: 2, 4: 4, 5: 4, 6: 4, 7: 1, 10: 8, 11: 8, 12: 8}
"""Bytes of each scalar type of the metadata, by its number."""
_MOST_ENTRIES = 1 << 24


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class GgufHeader:
    """What the header says. The file must be longer than ``data_end_at_least`` bytes: there the last tensor begins."""

    version: int
    architecture: str
    tensor_count: int
    data_end_at_least: int


class _Damaged(Exception):
    """The bytes do not follow the specification."""


def check_gguf(file: Path) -> GgufHeader:
    """The header of a file that looks whole. Raises ``ModelUnavailable``: missing, unreadable, no GGUF, damaged or truncated."""
    try:
        with file.open("rb") as stream:
            magic = stream.read(len(MAGIC))
            if magic != MAGIC:
                raise ModelUnavailable(f"The file {file.name} is not a GGUF model.", _REMEDY)
            with mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as data:
                header = _parse(data)
                size_bytes = len(data)
    except FileNotFoundError as error:
        raise ModelUnavailable(f"The model file {file.name} is missing.", _REMEDY) from error
    except OSError as error:
        raise ModelUnavailable(f"The model file {file.name} cannot be read.", "Check its permissions.") from error
    except (_Damaged, struct.error, OverflowError, UnicodeDecodeError) as error:
        raise ModelUnavailable(f"The model file {file.name} is truncated or damaged.", _REMEDY) from error
    if header.tensor_count and size_bytes <= header.data_end_at_least:
        raise ModelUnavailable(f"The model file {file.name} is truncated.", _REMEDY)
    return header


def _parse(data: mmap.mmap) -> GgufHeader:
    version, tensor_count, entry_count = struct.unpack_from("<IQQ", data, 4)
    if not 2 <= version <= 3 or tensor_count > _MOST_ENTRIES or entry_count > _MOST_ENTRIES:
        raise _Damaged
    at = 24
    architecture, alignment = "", _DEFAULT_ALIGNMENT
    for _ in range(entry_count):
        key, at = _string(data, at)
        (kind,) = struct.unpack_from("<I", data, at)
        at += 4
        if key == b"general.architecture" and kind == _STRING:
            value, at = _string(data, at)
            architecture = value.decode()
        elif key == b"general.alignment" and kind == 4:
            (alignment,) = struct.unpack_from("<I", data, at)
            at += 4
        else:
            at = _skip(data, at, kind)
    last_offset = 0
    for _ in range(tensor_count):
        _, at = _string(data, at)
        (dimensions,) = struct.unpack_from("<I", data, at)
        if dimensions > 8:
            raise _Damaged
        at += 4 + 8 * dimensions + 4
        (offset,) = struct.unpack_from("<Q", data, at)
        at += 8
        last_offset = max(last_offset, offset)
    if alignment == 0 or at > len(data):
        raise _Damaged
    start = -(-at // alignment) * alignment
    return GgufHeader(
        version=version,
        architecture=architecture,
        tensor_count=tensor_count,
        data_end_at_least=start + last_offset,
    )


def _string(data: mmap.mmap, at: int) -> tuple[bytes, int]:
    (length,) = struct.unpack_from("<Q", data, at)
    end = at + 8 + length
    if end > len(data):
        raise _Damaged
    return data[at + 8 : end], end


def _skip(data: mmap.mmap, at: int, kind: int) -> int:
    if kind == _STRING:
        return _string(data, at)[1]
    if kind == _ARRAY:
        inner, count = struct.unpack_from("<IQ", data, at)
        at += 12
        if inner == _STRING:
            unpack = struct.Struct("<Q").unpack_from
            for _ in range(count):
                at += 8 + unpack(data, at)[0]
            return at
        if inner not in _SIZES or count > len(data):
            raise _Damaged
        return int(at + _SIZES[inner] * count)
    if kind not in _SIZES:
        raise _Damaged
    return at + _SIZES[kind]
