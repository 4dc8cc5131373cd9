"""Cuts what a microphone hears into utterances at the speaker's pauses. Pure but for what it holds: one utterance at most.

==========  =============================================================  =============================================
is          becomes                                                        when
==========  =============================================================  =============================================
silent      speaking, from ``PRE_ROLL_S`` before                           speech for ``SPEECH_AFTER_S`` without a break
speaking    silent; the utterance is given out                             a pause of ``PAUSE_S``
speaking    silent; the utterance is given out                             a pause of ``SHORT_PAUSE_S``, after ``LONG_S``
speaking    speaking; what there is of the utterance is given out          it has lasted ``LONGEST_S``
==========  =============================================================  =============================================
"""

from __future__ import annotations

import collections

import numpy as np

from assistant.speech.base import MICROPHONE_RATE_HZ, Samples

ENTER_PROBABILITY = 0.5
LEAVE_PROBABILITY = 0.35
SPEECH_AFTER_S = 0.09
PRE_ROLL_S = 0.5
PAUSE_S = 0.8
SHORT_PAUSE_S = 0.25
LONG_S = 14.0
"""From here on the next short pause will do: up to 20 s is what the recogniser is quick with."""
LONGEST_S = 19.0


class UtteranceCutter:
    """Takes frames of ``frame_samples`` in order."""

    def __init__(self, frame_samples: int) -> None:
        self._frame_s = frame_samples / MICROPHONE_RATE_HZ
        self._before: collections.deque[Samples] = collections.deque(maxlen=round(PRE_ROLL_S / self._frame_s))
        self._held: list[Samples] = []
        self._speech_s = self._pause_s = 0.0

    @property
    def speaking(self) -> bool:
        """Whether an utterance is under way."""
        return bool(self._held)

    @property
    def length_s(self) -> float:
        """Of the utterance under way."""
        return len(self._held) * self._frame_s

    def push(self, frame: Samples, probability: float) -> Samples | None:
        """The utterance that this frame ends, or None. ``probability`` is that of speech in the frame."""
        if not self._held:
            self._before.append(frame)
            self._speech_s = self._speech_s + self._frame_s if probability >= ENTER_PROBABILITY else 0.0
            if self._speech_s >= SPEECH_AFTER_S:
                self._held, self._pause_s = list(self._before), 0.0
                self._before.clear()
            return None
        self._held.append(frame)
        self._pause_s = 0.0 if probability >= LEAVE_PROBABILITY else self._pause_s + self._frame_s
        if self.length_s >= LONGEST_S:
            done, self._held = self.so_far(), [frame]
            return done
        pause_s = SHORT_PAUSE_S if self.length_s >= LONG_S else PAUSE_S
        return self.end() if self._pause_s >= pause_s else None

    def so_far(self) -> Samples:
        """The utterance under way as it is now."""
        return np.concatenate([np.zeros(0, dtype=np.float32), *self._held])

    def end(self) -> Samples | None:
        """Gives out the utterance under way, if there is one."""
        done = self.so_far() if self._held else None
        self._held, self._speech_s = [], 0.0
        return done
