"""The sound of a recording, decoded here, where a damaged file does no harm; it is heard in the engine."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from pathlib import Path

import numpy as np

from assistant.documents.base import ReadDocument, SoundBlock
from assistant.documents.readers.reading import Source
from assistant.speech.base import MICROPHONE_RATE_HZ, Samples
from assistant.speech.recognition.audio_file import AudioFile

MAX_HOURS = 12
"""A day's meetings; what comes after them is left out."""
_BLOCK_S = 10.0
_FULL_SCALE = 32_767


def sound_blocks(source: Source) -> Generator[SoundBlock, None, ReadDocument]:
    """Blocks of some seconds, then the document. Raises ``DocumentUnreadable`` where there is no sound."""
    note, seconds = "", 0.0
    with AudioFile(source.file or Path(source.name), source.open()) as audio:
        for samples in _gathered(audio.blocks()):
            pcm = (np.clip(np.nan_to_num(samples), -1.0, 1.0) * _FULL_SCALE).astype("<i2").tobytes()
            yield SoundBlock(pcm=pcm, total_s=audio.duration_s)
            seconds += len(samples) / MICROPHONE_RATE_HZ
            if seconds >= MAX_HOURS * 3600:
                note = f"Only the first {MAX_HOURS} hours were heard."
                break
    return ReadDocument(title=source.stem, media_type="audio", page_count=0, note=note)


def _gathered(blocks: Iterator[Samples]) -> Iterator[Samples]:
    """The same sound in blocks of at least ``_BLOCK_S``, the last one aside."""
    held: list[Samples] = []
    length = 0
    for block in blocks:
        held.append(block)
        length += len(block)
        if length >= _BLOCK_S * MICROPHONE_RATE_HZ:
            yield np.concatenate(held)
            held, length = [], 0
    if held:
        yield np.concatenate(held)
