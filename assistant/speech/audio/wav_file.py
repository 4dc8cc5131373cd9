"""Speech as a WAV file, on the disk or in memory."""

from __future__ import annotations

import io
import wave
from pathlib import Path
from typing import BinaryIO

import numpy as np

from assistant.errors import StorageError
from assistant.speech.base import AudioChunk


def write_wav(file: Path, chunk: AudioChunk) -> None:
    """Writes ``chunk`` as 16 bit mono, over a file that is there. Raises ``StorageError`` where that cannot be done."""
    try:
        with file.open("wb") as raw:
            _write(raw, chunk)
    except OSError as error:
        raise StorageError(f"{file.name} cannot be written.", "Choose another folder, or free some space.") from error


def wav_bytes(chunk: AudioChunk) -> bytes:
    """The bytes of such a file."""
    raw = io.BytesIO()
    _write(raw, chunk)
    return raw.getvalue()


def _write(raw: BinaryIO, chunk: AudioChunk) -> None:
    pcm = (np.clip(chunk.samples, -1.0, 1.0) * 32767.0).astype("<i2")
    with wave.open(raw, "wb") as stream:
        stream.setnchannels(1)
        stream.setsampwidth(2)
        stream.setframerate(chunk.sample_rate_hz)
        stream.writeframes(pcm.tobytes())
