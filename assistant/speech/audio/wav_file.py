"""Writes speech as a WAV file."""

from __future__ import annotations

import wave
from pathlib import Path

import numpy as np

from assistant.errors import StorageError
from assistant.speech.base import AudioChunk


def write_wav(file: Path, chunk: AudioChunk) -> None:
    """Writes ``chunk`` as 16 bit mono, over a file that is there. Raises ``StorageError`` where that cannot be done."""
    pcm = (np.clip(chunk.samples, -1.0, 1.0) * 32767.0).astype("<i2")
    try:
        with file.open("wb") as raw, wave.open(raw, "wb") as stream:
            stream.setnchannels(1)
            stream.setsampwidth(2)
            stream.setframerate(chunk.sample_rate_hz)
            stream.writeframes(pcm.tobytes())
    except OSError as error:
        raise StorageError(f"{file.name} cannot be written.", "Choose another folder, or free some space.") from error
