"""Speaks one answer while it is being written."""

from __future__ import annotations

import dataclasses
import queue
import threading
from collections.abc import Callable

from assistant.cancellation import CancelToken
from assistant.speech.base import Speaker, Synthesis, TextToSpeech
from assistant.speech.clauses import ClauseSplitter
from assistant.speech.heard_text import heard_text
from assistant.speech.spoken_text import spoken_text
from assistant.workers import Worker

PIECES_AHEAD = 2
"""More would only be thrown away when the user breaks in, and takes the processor from the language model."""


@dataclasses.dataclass(slots=True)
class SpeakingTimes:
    """Readings of the audio clock, None until it happened."""

    first_text_s: float | None = None
    first_clause_s: float | None = None
    first_synthesized_s: float | None = None
    first_sample_s: float | None = None


class AnswerSpeaker:
    """One answer: ``push`` text, ``finish``, and ``stop`` at any time from any thread. What is stopped plays no more."""

    def __init__(
        self,
        *,
        voice: TextToSpeech,
        worker: Worker,
        speaker: Speaker,
        speed: float,
        language: str,
        now_s: Callable[[], float],
        on_first_sample: Callable[[], None],
    ) -> None:
        """``voice`` is used on ``worker`` alone; ``on_first_sample`` is called at once on the device's thread."""
        self._voice = voice
        self._worker = worker
        self._speaker = speaker
        self._speed = speed
        self._language = language
        self._now_s = now_s
        self._on_first_sample = on_first_sample
        self._splitter = ClauseSplitter()
        self._clauses: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        self._ahead = threading.Semaphore(PIECES_AHEAD)
        self._lock = threading.Lock()
        self._cancel = CancelToken()
        self._pieces: list[Synthesis] = []
        self._heard: str | None = None
        self._error: Exception | None = None
        self.times = SpeakingTimes()
        self._thread = threading.Thread(target=self._run, name="voice-speaking", daemon=True)
        self._thread.start()

    def push(self, text: str) -> None:
        """Takes more of the answer."""
        if self.times.first_text_s is None and text:
            self.times.first_text_s = self._now_s()
        self._queue(self._splitter.push(text))

    def finish(self) -> None:
        """No more text comes: returns when all was heard, or it was stopped. Raises what went wrong on the way."""
        self._queue(self._splitter.flush())
        self._clauses.put(None)
        self._thread.join()
        if self._error is not None:
            raise self._error

    def stop(self) -> None:
        """Silences the speaker at once; what was heard until now is all that will be."""
        with self._lock:
            if self._heard is not None:
                return
            self._heard = heard_text(self._pieces, self._speaker.played_samples())
            self._cancel.cancel()
            self._speaker.clear()
        self._clauses.put(None)
        self._ahead.release()

    @property
    def stopped(self) -> bool:
        """Whether ``stop`` cut it off."""
        return self._cancel.cancelled

    @property
    def heard(self) -> str:
        """What was heard until now."""
        with self._lock:
            return heard_text(self._pieces, self._speaker.played_samples()) if self._heard is None else self._heard

    def _queue(self, clauses: list[str]) -> None:
        for clause in clauses:
            words = spoken_text(clause, self._language)
            if words:
                if self.times.first_clause_s is None:
                    self.times.first_clause_s = self._now_s()
                self._clauses.put(words)

    def _run(self) -> None:
        try:
            self._speaker.clear()
            while (words := self._clauses.get()) is not None:
                self._ahead.acquire()
                if self.stopped:
                    return
                self._play(self._worker.run(self._voice.synthesize, words, speed=self._speed))
            self._speaker.wait(self._cancel)
            with self._lock:
                if self._heard is None:
                    self._heard = heard_text(self._pieces, sum(len(piece.audio.samples) for piece in self._pieces))
        except Exception as error:  # noqa: BLE001 - ``finish`` raises it where somebody can tell the user
            self._error = error

    def _play(self, piece: Synthesis) -> None:
        if not len(piece.audio.samples):
            self._ahead.release()
            return
        if self.times.first_synthesized_s is None:
            self.times.first_synthesized_s = self._now_s()
        with self._lock:
            if self._heard is None:
                self._pieces.append(piece)
                self._speaker.play(piece.audio, self._begins)

    def _begins(self) -> None:
        self._ahead.release()
        if self.times.first_sample_s is None:
            self.times.first_sample_s = self._now_s()
            self._on_first_sample()
