"""Speech without models: a recogniser that reads from a script and a voice that beeps."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Callable, Iterable

import numpy as np

from assistant.cancellation import CancelToken
from assistant.speech.base import MICROPHONE_RATE_HZ, AudioChunk, Samples, Segment, Synthesis, Transcript

BEEP_HZ = 440.0
SECONDS_PER_CHARACTER = 0.06
"""The pace of a calm English voice."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class TranscribeCall:
    """What a ``ScriptedSpeechToText`` was asked."""

    duration_s: float
    language: str
    final: bool
    prompt: str


class ScriptedSpeechToText:
    """Gives the texts of its script in order, whatever it hears, and then nothing but silence.

    Instead of texts, a function may say what is understood at the time. ``calls`` holds what was asked.
    """

    def __init__(
        self, texts: Iterable[str] | Callable[[], str] = (), *, language: str = "en", model_id: str = "scripted-stt"
    ) -> None:
        self._next_text = texts if callable(texts) else functools.partial(next, iter(texts), "")
        self._language = language
        self._model_id = model_id
        self.calls: list[TranscribeCall] = []

    @property
    def model_id(self) -> str:
        """The catalog id."""
        return self._model_id

    def transcribe(
        self,
        audio: Samples,
        *,
        language: str = "auto",
        final: bool = True,
        prompt: str = "",
        cancel: CancelToken | None = None,
    ) -> Transcript:
        """The next text as one segment as long as ``audio``. Raises ``Interrupted`` when ``cancel`` is set."""
        if cancel is not None:
            cancel.raise_if_cancelled()
        duration_s = len(audio) / MICROPHONE_RATE_HZ
        self.calls.append(TranscribeCall(duration_s=duration_s, language=language, final=final, prompt=prompt))
        text = self._next_text()
        return Transcript(
            text=text,
            language=self._language if language == "auto" else language,
            language_probability=1.0,
            segments=(Segment(start_s=0.0, end_s=duration_s, text=text),) if text else (),
        )


class ScriptedTextToSpeech:
    """Beeps for 60 ms a character; each word ends after its share of the characters.

    ``spoken`` holds the texts, ``speeds`` how fast.
    """

    def __init__(self, *, sample_rate_hz: int = 22_050, model_id: str = "scripted-tts") -> None:
        self._sample_rate_hz = sample_rate_hz
        self._model_id = model_id
        self.spoken: list[str] = []
        self.speeds: list[float] = []

    @property
    def model_id(self) -> str:
        """The catalog id."""
        return self._model_id

    @property
    def sample_rate_hz(self) -> int:
        """Rate of everything it synthesizes."""
        return self._sample_rate_hz

    def synthesize(self, text: str, *, speed: float = 1.0) -> Synthesis:
        """A beep as long as ``text``; without a letter or digit in it, no samples."""
        self.spoken.append(text)
        self.speeds.append(speed)
        speaks = any(character.isalnum() for character in text)
        count = round(len(text) * SECONDS_PER_CHARACTER * self._sample_rate_hz / speed) if speaks else 0
        time_s = np.arange(count, dtype=np.float32) / self._sample_rate_hz
        samples = (0.2 * np.sin(2 * np.pi * BEEP_HZ * time_s)).astype(np.float32)
        ends = [
            index + 1
            for index, character in enumerate(text)
            if not character.isspace() and (index + 1 == len(text) or text[index + 1].isspace())
        ]
        return Synthesis(
            text=text,
            audio=AudioChunk(samples=samples, sample_rate_hz=self._sample_rate_hz),
            word_ends=tuple((end, round(count * end / len(text))) for end in ends) if speaks else (),
        )
