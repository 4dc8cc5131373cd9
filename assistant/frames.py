"""Messages between the window's process and the engine's: pickled values, each behind its length.

Both ends are our own program, started by us and joined by a private pipe, so pickle is safe here. What comes from files
nobody vouches for goes through the reader process, which speaks JSON.
"""

from __future__ import annotations

import dataclasses
import pickle
import struct
import threading
from typing import Any, BinaryIO

from assistant.errors import ErrorReport
from assistant.events import Event

_LENGTH = struct.Struct(">Q")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A call of the front door: ``method`` is a dotted name such as ``documents.search``."""

    number: int
    method: str
    args: tuple[Any, ...]
    kwargs: dict[str, Any]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """A call's result, or its error."""

    number: int
    value: Any = None
    error: ErrorReport | None = None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """The engine's first message: it is open, or could not be opened."""

    process_id: int
    error: ErrorReport | None = None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Secret:
    """The window's first message, where the home was unlocked with something that the keyring does not have."""

    words: str = dataclasses.field(repr=False)


Frame = Request | Reply | Ready | Secret | Event


class FrameWriter:
    """Writes whole frames from any thread."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._lock = threading.Lock()

    def write(self, frame: Frame) -> None:
        """Raises ``OSError`` (or ``ValueError`` once closed) when the other end is gone."""
        data = pickle.dumps(frame, protocol=pickle.HIGHEST_PROTOCOL)
        with self._lock:
            self._stream.write(_LENGTH.pack(len(data)) + data)
            self._stream.flush()

    def close(self) -> None:
        """Tells the other end that nothing more comes."""
        with self._lock:
            self._stream.close()


def read_frame(stream: BinaryIO) -> Frame | None:
    """The next frame, or None when the other end is gone, also in the middle of a frame."""
    header = _read_exactly(stream, _LENGTH.size)
    if header is None:
        return None
    data = _read_exactly(stream, _LENGTH.unpack(header)[0])
    if data is None:
        return None
    frame: Frame = pickle.loads(data)  # noqa: S301 - from our own child or parent, see the module's docstring
    return frame


def _read_exactly(stream: BinaryIO, size: int) -> bytes | None:
    parts = bytearray()
    while len(parts) < size:
        try:
            part = stream.read(size - len(parts))
        except (OSError, ValueError):
            return None
        if not part:
            return None
        parts += part
    return bytes(parts)
