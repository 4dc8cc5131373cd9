"""The models that hear and speak: loaded when they are first needed, anew when others were chosen, each on a thread of its own."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Protocol

from assistant.errors import InvalidInput
from assistant.settings import Settings
from assistant.speech.base import (
    EchoCanceller,
    EndOfTurnDetector,
    Samples,
    SpeechToText,
    Synthesis,
    TextToSpeech,
    Transcript,
    VoiceActivityDetector,
    WakeWordDetector,
)
from assistant.speech.synthesis.clauses import ClauseSplitter
from assistant.speech.synthesis.kept_openings import KeptOpenings
from assistant.speech.synthesis.spoken_text import spoken_text
from assistant.workers import Worker

RECOGNISER_CLOSE_S = 0.5


class SpeechBackEnds(Protocol):
    """Loads models; each call may take seconds and raise ``ModelUnavailable``. The results are kept."""

    def speech_to_text(self) -> SpeechToText:
        """What hears."""

    def text_to_speech(self) -> TextToSpeech:
        """What speaks."""

    def voice_activity(self) -> VoiceActivityDetector:
        """What notices speech."""

    def end_of_turn(self) -> EndOfTurnDetector | None:
        """What notices the end of a turn, or None: silence decides then."""

    def echo_canceller(self) -> EchoCanceller:
        """What learns how Sotto's own voice comes back."""

    def wake_word(self, name: str) -> WakeWordDetector:
        """What hears the wake word that the setting ``voice_wake_word`` calls ``name``."""


class SpeechModels:
    """``recogniser`` and ``voice`` are for their workers' threads alone, the rest for any thread."""

    def __init__(
        self, back_ends: SpeechBackEnds, *, settings: Callable[[], Settings], expected_names: Callable[[], str]
    ) -> None:
        self._back_ends = back_ends
        self._settings = settings
        self._expected_names = expected_names
        self._recogniser: SpeechToText | None = None
        self._voice: TextToSpeech | None = None
        self._recogniser_stale = threading.Event()
        self._voice_stale = threading.Event()
        self.recogniser_worker = Worker("speech-to-text")
        self.partial_worker = Worker("partial-words")
        self.voice_worker = Worker("text-to-speech")

    def recogniser(self) -> SpeechToText:
        """What hears. Raises ``ModelUnavailable``."""
        if self._recogniser_stale.is_set():
            self._recogniser_stale.clear()
            self._recogniser = None  # freed first: two may not fit into the memory
        if self._recogniser is None:
            self._recogniser = self._back_ends.speech_to_text()
        return self._recogniser

    def voice(self) -> TextToSpeech:
        """What speaks. Raises ``ModelUnavailable``."""
        if self._voice_stale.is_set():
            self._voice_stale.clear()
            self._voice = None
        if self._voice is None:
            self._voice = KeptOpenings(self._back_ends.text_to_speech())
        return self._voice

    def understand(self, audio: Samples) -> Transcript:
        """What is said in ``audio``, in the language of the settings."""
        language, names = self._settings().voice_language, self._expected_names()
        return self.recogniser_worker.run(lambda: self.recogniser().transcribe(audio, language=language, prompt=names))

    def say(self, sentence: str) -> Synthesis:
        """Speech for one of ``sentences``, at the speed of the settings."""
        return self.voice_worker.run(lambda: self.voice().synthesize(sentence, speed=self._settings().voice_speed))

    def sentences(self, text: str) -> list[str]:
        """``text`` in pieces, as it is said. Raises ``InvalidInput`` where there is nothing to say."""
        splitter = ClauseSplitter()
        pieces = splitter.push(text) + splitter.flush()
        found = [words for piece in pieces if (words := spoken_text(piece, self._settings().voice_language))]
        if not found:
            raise InvalidInput("There is nothing to say.", "Give some words.")
        return found

    def reload(self) -> None:
        """Loads both anew when they are next needed."""
        self._recogniser_stale.set()
        self._voice_stale.set()

    def close(self) -> None:
        """Waits for what is being said; within a window Whisper cannot be stopped, and nobody waits for its words any more."""
        self.voice_worker.close()
        for worker in (self.partial_worker, self.recogniser_worker):
            worker.close(RECOGNISER_CLOSE_S)
