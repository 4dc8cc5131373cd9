"""When a segment of a transcript really begins and ends: where somebody speaks. Pure.

Whisper gives a whole short clip as one segment, and of longer audio it hears what is left when the silence is taken out. There the
end of a stretch of speech and the start of the next are one place, so that a segment may reach over the silence between them.
"""

from __future__ import annotations

from collections.abc import Sequence

SPEECH_PROBABILITY = 0.35
JOINED_WITHIN_S = 0.3
LEFT_OVER_S = 0.5
"""So much of a stretch belongs to the segment beside: Whisper's times are no finer."""


def stretches(probabilities: Sequence[float], frame_s: float) -> list[tuple[float, float]]:
    """Where somebody speaks, as ``(start_s, end_s)`` in order; ``probabilities`` are those of frames of ``frame_s``."""
    found: list[tuple[float, float]] = []
    for number, probability in enumerate(probabilities):
        if probability < SPEECH_PROBABILITY:
            continue
        start_s, end_s = number * frame_s, (number + 1) * frame_s
        if found and start_s - found[-1][1] < JOINED_WITHIN_S:
            start_s = found.pop()[0]
        found.append((start_s, end_s))
    return found


def within_speech(begin_s: float, end_s: float, speech: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """The segment without the silence at its ends. It stays as it is where nothing in it is speech."""
    inside = [part for part in speech if part[0] < end_s and part[1] > begin_s]
    if len(inside) > 1 and inside[0][0] < begin_s and inside[0][1] - begin_s < LEFT_OVER_S:
        inside.pop(0)
    if len(inside) > 1 and inside[-1][1] > end_s and end_s - inside[-1][0] < LEFT_OVER_S:
        inside.pop()
    if not inside:
        return begin_s, end_s
    return max(begin_s, inside[0][0]), min(end_s, inside[-1][1])
