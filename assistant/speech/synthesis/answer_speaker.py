"""Speaks one answer while it is being written."""

from __future__ import annotations

import contextlib
import dataclasses
import queue
import threading
from collections.abc import Callable

import numpy as np

from assistant.cancellation import CancelToken
from assistant.priority_lane import PriorityLane
from assistant.speech.base import AudioChunk, Speaker, TextToSpeech
from assistant.speech.synthesis.clauses import ClauseSplitter
from assistant.speech.synthesis.heard_text import SpokenPiece, heard_length, heard_words, last_word_begin
from assistant.speech.synthesis.spoken_text import spoken_text
from assistant.workers import Worker

PIECES_AHEAD = 2
"""More would only be thrown away when the user breaks in, and takes the processor from the language model."""

CLAUSES_HEARD_BACK = 4
"""Of those handed to the speaker, two may still be waiting."""


@dataclasses.dataclass(slots=True)
class SpeakingTimes:
    """Readings of the audio clock, None until it happened."""

    first_text_s: float | None = None
    first_clause_s: float | None = None
    first_synthesized_s: float | None = None
    first_sample_s: float | None = None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """``written`` is the answer so far, ``length`` how much of it was heard, ``words`` what was said for that."""

    written: str
    length: int
    words: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class _Clause:
    words: str
    source: str
    begin: int


class AnswerSpeaker:
    """One answer: ``push`` text and ``end`` it on one thread; the rest at any time from any thread.

    Nothing plays before ``release``: until then only the first clause is synthesized. What is stopped plays no more.
    """

    def __init__(
        self,
        *,
        voice: TextToSpeech,
        worker: Worker,
        speaker: Speaker,
        speed: float,
        gain: float,
        language: str,
        now_s: Callable[[], float],
        on_first_sample: Callable[[], None],
        on_clause: Callable[[str, int], None],
        lane: PriorityLane,
    ) -> None:
        """``voice`` is used on ``worker`` alone; ``on_first_sample`` is called at once on the device's thread, and ``on_clause``
        with each clause that begins to be heard, as it was written, and where in the answer it begins.

        The first clause is urgent in ``lane``.
        """
        self._voice = voice
        self._worker = worker
        self._speaker = speaker
        self._speed = speed
        self._gain = gain
        self._language = language
        self._now_s = now_s
        self._on_first_sample = on_first_sample
        self._on_clause = on_clause
        self._lane = lane
        self._splitter = ClauseSplitter()
        self._written = ""
        self._cut_at = 0
        self._clauses: queue.SimpleQueue[_Clause | None] = queue.SimpleQueue()
        self._ahead = threading.Semaphore(PIECES_AHEAD)
        self._gate = threading.Event()
        self._lock = threading.Lock()
        self._cancel = CancelToken()
        self._pieces: list[SpokenPiece] = []
        self._played: int | None = None
        self._error: Exception | None = None
        self.times = SpeakingTimes()
        self._thread = threading.Thread(target=self._run, name="voice-speaking", daemon=True)
        self._thread.start()

    def push(self, text: str) -> None:
        """Takes more of the answer."""
        if self.times.first_text_s is None and text:
            self.times.first_text_s = self._now_s()
        self._written += text
        self._queue(self._splitter.push(text))

    def end(self) -> None:
        """No more text comes."""
        self._queue(self._splitter.flush())
        self._clauses.put(None)

    def release(self) -> None:
        """It may be heard from now on."""
        with self._lock:
            if self._played is None:
                self._speaker.clear()
                self._gate.set()

    def finish(self) -> None:
        """After ``release`` and ``end``: returns when all was heard, or it was stopped. Raises what went wrong on the way."""
        self._thread.join()
        if self._error is not None:
            raise self._error

    def hold(self) -> None:
        """Falls silent and keeps the place."""
        with self._lock:
            if self._played is None and self._gate.is_set():
                self._speaker.pause()

    def go_on(self) -> None:
        """After ``hold``: goes on with the word that it broke off."""
        with self._lock:
            if self._played is None and self._gate.is_set():
                self._speaker.resume(last_word_begin(self._pieces, self._speaker.played_samples()))

    def stop(self) -> None:
        """Silences the speaker at once; what was heard until now is all that will be."""
        with self._lock:
            if self._played is not None:
                return
            released = self._gate.is_set()
            self._played = self._speaker.played_samples() if released else 0
            self._cancel.cancel()
            if released:
                self._speaker.clear()
            self._gate.set()
        self._clauses.put(None)
        self._ahead.release()

    @property
    def stopped(self) -> bool:
        """Whether ``stop`` cut it off."""
        return self._cancel.cancelled

    def heard(self) -> Heard:
        """What was heard until now."""
        with self._lock:
            played = self._played
            if played is None:
                played = self._speaker.played_samples() if self._gate.is_set() else 0
            pieces = tuple(self._pieces)
        length = heard_length(pieces, played, lambda part: spoken_text(part, self._language))
        if not self.stopped and not self._thread.is_alive():
            length = len(self._written)
        return Heard(written=self._written, length=length, words=heard_words(pieces, played))

    @property
    def clauses_said_last(self) -> str:
        """The words of the clauses that were handed to the speaker last."""
        with self._lock:
            return " ".join(piece.text for piece in self._pieces[-CLAUSES_HEARD_BACK:])

    def _queue(self, clauses: list[str]) -> None:
        for clause in clauses:
            begin = self._written.index(clause, self._cut_at)
            self._cut_at = begin + len(clause)
            words = spoken_text(clause, self._language)
            if words:
                if self.times.first_clause_s is None:
                    self.times.first_clause_s = self._now_s()
                self._clauses.put(_Clause(words=words, source=clause, begin=begin))

    def _run(self) -> None:
        try:
            while (clause := self._clauses.get()) is not None:
                self._ahead.acquire()
                if self.stopped:
                    return
                self._play(clause)
            self._gate.wait()
            self._speaker.wait(self._cancel)
            with self._lock:
                if self._played is None:
                    self._played = sum(piece.samples for piece in self._pieces)
        except Exception as error:  # noqa: BLE001 - ``finish`` raises it where somebody can tell the user
            self._error = error

    def _play(self, clause: _Clause) -> None:
        first = self.times.first_synthesized_s is None
        with self._lane.urgent() if first else contextlib.nullcontext():
            made = self._worker.run(self._voice.synthesize, clause.words, speed=self._speed)
        if not len(made.audio.samples):
            self._ahead.release()
            return
        if first:
            self.times.first_synthesized_s = self._now_s()
        self._gate.wait()
        with self._lock:
            if self._played is None:
                self._pieces.append(SpokenPiece.of(clause.source, clause.begin, made))
                self._speaker.play(_louder(made.audio, self._gain), lambda: self._begins(clause))

    def _begins(self, clause: _Clause) -> None:
        self._ahead.release()
        if self.times.first_sample_s is None:
            self.times.first_sample_s = self._now_s()
            self._on_first_sample()
        self._on_clause(clause.source, clause.begin)


def _louder(audio: AudioChunk, gain: float) -> AudioChunk:
    if gain == 1.0:
        return audio
    samples = np.clip(audio.samples * np.float32(gain), -1.0, 1.0)
    return AudioChunk(samples=samples, sample_rate_hz=audio.sample_rate_hz)
