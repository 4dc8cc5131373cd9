"""Reads the sound of any audio or video file, block by block: the one file that imports av (FFmpeg)."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, BinaryIO

import numpy as np

from assistant.errors import DocumentUnreadable
from assistant.speech.base import MICROPHONE_RATE_HZ, Samples

if TYPE_CHECKING:
    import av

_TEXT_PROBE_BYTES = 512
_REMEDY = "Choose an audio file such as WAV, MP3, FLAC, OGG or M4A."


class AudioFile:
    """A file opened for reading; a context manager. It is read once, from the start.

    ``duration_s`` is what the file says of itself, 0 where it says nothing. Every call raises ``DocumentUnreadable``.
    """

    def __init__(self, file: Path, stream: BinaryIO | None = None) -> None:
        """``stream`` holds what lies in another file, of which ``file`` is only the name. Raises ``DocumentUnreadable`` where there
        is no file, or no sound in it."""
        import av

        self._file = file
        self._decoding_failed = av.error.FFmpegError
        with self._errors_told(), contextlib.ExitStack() as opened:
            stream = opened.enter_context(stream or file.open("rb"))
            if _is_text(stream.read(_TEXT_PROBE_BYTES)):
                raise _unreadable(f"{file.name} holds no sound.")
            stream.seek(0)
            container = opened.enter_context(av.open(stream, mode="r", metadata_errors="ignore"))
            if not container.streams.audio:
                raise _unreadable(f"{file.name} holds no sound.")
            self._container = container
            self._resampler = av.AudioResampler(format="flt", layout="mono", rate=MICROPHONE_RATE_HZ)
            self._damaged = av.error.InvalidDataError
            self.duration_s = (container.duration or 0) / av.time_base
            self._opened = opened.pop_all()

    def __enter__(self) -> AudioFile:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._opened.close()

    def blocks(self) -> Iterator[Samples]:
        """Its sound as 16 kHz mono in blocks of any length, none of them empty. What is damaged is passed over."""
        found = False
        with self._errors_told():
            for packet in self._container.demux(audio=0):
                try:
                    frames = packet.decode()
                except self._damaged:
                    continue
                for frame in frames:
                    frame.pts = None  # else a gap in the file's own times counts as damage
                    for block in self._resampled(frame):
                        found = True
                        yield block
            for block in self._resampled(None):
                found = True
                yield block
        if not found:
            raise _unreadable(f"{self._file.name} holds no sound.")

    def _resampled(self, frame: av.AudioFrame | None) -> Iterator[Samples]:
        """What is ready after ``frame``, or after the end."""
        for block in self._resampler.resample(frame):
            if block.samples:
                yield block.to_ndarray().reshape(-1).astype(np.float32, copy=False)

    @contextlib.contextmanager
    def _errors_told(self) -> Iterator[None]:
        name = self._file.name
        try:
            yield
        except DocumentUnreadable:
            raise
        except FileNotFoundError as error:
            raise DocumentUnreadable(f"There is no file {name}.", "Check the name and the folder.") from error
        except PermissionError as error:
            raise DocumentUnreadable(f"You may not read {name}.", "Change its permissions, or copy it.") from error
        except IsADirectoryError as error:
            raise DocumentUnreadable(f"{name} is a folder.", "Choose the audio files in it.") from error
        except (self._decoding_failed, OSError, ValueError) as error:
            raise _unreadable(f"{name} holds no audio that can be read.") from error


def _unreadable(message: str) -> DocumentUnreadable:
    return DocumentUnreadable(message, _REMEDY)


def _is_text(start: bytes) -> bool:
    """Play lists are text, and FFmpeg would fetch the network addresses that they name."""
    return bool(start) and not any(byte < 0x20 and byte not in b"\t\n\r\f" for byte in start)
