"""Speech for the words that answers often begin with, made once: "Sure," takes 50 ms that the user would wait for each time."""

from __future__ import annotations

import collections

from assistant.speech.base import Synthesis, TextToSpeech

LONGEST_KEPT = 24
"""Letters: openings and short clauses come again, sentences do not."""
MOST_KEPT = 32


class KeptOpenings:
    """A ``TextToSpeech`` that says short texts as it said them before; used from one thread only, as the one it speaks with."""

    def __init__(self, voice: TextToSpeech) -> None:
        self._voice = voice
        self._kept: collections.OrderedDict[tuple[str, float], Synthesis] = collections.OrderedDict()

    @property
    def model_id(self) -> str:
        """The voice's."""
        return self._voice.model_id

    @property
    def sample_rate_hz(self) -> int:
        """The voice's."""
        return self._voice.sample_rate_hz

    def synthesize(self, text: str, *, speed: float = 1.0) -> Synthesis:
        """Speaks ``text``; see ``TextToSpeech.synthesize``."""
        if len(text) > LONGEST_KEPT:
            return self._voice.synthesize(text, speed=speed)
        kept = self._kept.pop((text, speed), None) or self._voice.synthesize(text, speed=speed)
        self._kept[text, speed] = kept
        if len(self._kept) > MOST_KEPT:
            self._kept.popitem(last=False)
        return kept
