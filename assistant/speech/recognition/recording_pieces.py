"""Cuts a long recording into pieces at its pauses. Pure but for the detector's memory; holds one piece at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from assistant.speech.base import MICROPHONE_RATE_HZ, Samples, VoiceActivityDetector

LEAST_S = 30.0
"""One window of Whisper's: in shorter pieces it knows less of what was said around a word."""
MOST_S = 60.0
"""Between the two there is a pause in nearly all speech; 60 s are 4 MB."""
QUIET_PROBABILITY = 0.35


def pieces(blocks: Iterable[Samples], detector: VoiceActivityDetector) -> Iterator[tuple[float, Samples]]:
    """Pieces of at most ``MOST_S`` with the second that each begins at; together they are all of ``blocks``."""
    least, most = round(LEAST_S * MICROPHONE_RATE_HZ), round(MOST_S * MICROPHONE_RATE_HZ)
    held: list[Samples] = []
    length = began = 0
    for block in blocks:
        held.append(block)
        length += len(block)
        while length > most:
            audio = np.concatenate(held)
            frame = quietest(speech_probabilities(audio[least:most], detector))
            end = least + frame * detector.frame_samples + detector.frame_samples // 2
            yield began / MICROPHONE_RATE_HZ, audio[:end]
            held, length, began = [audio[end:].copy()], length - end, began + end
    if length:
        yield began / MICROPHONE_RATE_HZ, np.concatenate(held)


def quietest(probabilities: Sequence[float]) -> int:
    """The frame to cut at: the middle of the longest pause, the likeliest pause where there is none."""
    best = run = place = 0
    for number, probability in enumerate(probabilities):
        run = run + 1 if probability < QUIET_PROBABILITY else 0
        if run > best:
            best, place = run, number - run // 2
    return place if best else min(range(len(probabilities)), key=probabilities.__getitem__)


def speech_probabilities(audio: Samples, detector: VoiceActivityDetector) -> list[float]:
    """Of each frame of ``audio``; the last one is made whole with silence."""
    size = detector.frame_samples
    whole = np.pad(audio, (0, -len(audio) % size))
    detector.reset()
    return [detector.probability(whole[at : at + size]) for at in range(0, len(whole), size)]
