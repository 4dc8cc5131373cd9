"""Wake words by microWakeWord: the one file that imports pymicro_wakeword. The models lie inside that package.

Each window of 30 ms gives a probability; the word is heard where the mean of the last five exceeds the model's own threshold.
Source: github.com/kahrendt/microWakeWord, and the package's models/*.json.
"""

from __future__ import annotations

import numpy as np

from assistant.errors import ModelUnavailable
from assistant.speech.base import Samples

ONCE_WITHIN_STEPS = 100
"""Of 10 ms: the mean stays above the threshold for some windows after the word."""


class MicroWakeWordDetector:
    """A ``WakeWordDetector``; takes half a percent of a core."""

    def __init__(self, name: str) -> None:
        """``name``: a choice of the setting ``voice_wake_word``. Raises ``ModelUnavailable`` where the package is not installed."""
        try:
            from pymicro_wakeword import MicroWakeWord, MicroWakeWordFeatures, Model
        except ImportError as error:
            raise ModelUnavailable(
                "Waking by a word is not available on this system.", "Set the wake word to off in the settings."
            ) from error
        self._model = MicroWakeWord.from_builtin(Model(name))
        self._features = MicroWakeWordFeatures()
        self._steps_since_heard = ONCE_WITHIN_STEPS

    @property
    def word(self) -> str:
        """As the model calls it."""
        return self._model.wake_word

    def hears(self, frame: Samples) -> bool:
        """Whether the word ended about now: 0 to 150 ms ago in synthesized speech."""
        pcm = np.round(np.clip(frame, -1.0, 1.0) * 32767).astype("<i2")
        heard = False
        for features in self._features.process_streaming(pcm.tobytes()):
            self._steps_since_heard += 1
            if self._model.process_streaming(features) and self._steps_since_heard >= ONCE_WITHIN_STEPS:
                self._steps_since_heard = 0
                heard = True
        return heard
