"""Transcribes and scores what the microphone heard, on the models' own threads, and tells turn-taking what came of it."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from concurrent.futures import Future

from assistant.cancellation import CancelToken
from assistant.priority_lane import PriorityLane
from assistant.speech.audio.capture import Capture
from assistant.speech.base import MICROPHONE_RATE_HZ, EndOfTurnDetector, SpeechToText, Transcript
from assistant.speech.recognition.heard_language import AUTOMATIC, HeardLanguage
from assistant.speech.recognition.partial_words import words_to_read_ahead
from assistant.speech.turns.turn_events import (
    CommitTurn,
    EndOfTurnScored,
    ScoreEndOfTurn,
    StartDraft,
    Transcribe,
    TranscribePartly,
    TurnTakingEvent,
    WordsHeard,
)
from assistant.workers import Worker

AFTER_SPEECH_S = 0.2
"""Of the pause after speech, so that the last consonant is whole."""
REST_SHARE = 3.0
"""After a partial transcript the recogniser rests for so many times as long as that took: the early one should find it idle."""


class Hearing:
    """Used on the session's thread; what was asked for is told through ``tell`` from the models' threads."""

    def __init__(
        self,
        *,
        recogniser: SpeechToText,
        recogniser_worker: Worker,
        partial_worker: Worker,
        lane: PriorityLane,
        scorer: EndOfTurnDetector | None,
        scorer_worker: Worker,
        capture: Capture,
        language: str,
        tell: Callable[[TurnTakingEvent], None],
        show: Callable[[str], None],
        foresee: Callable[[str], None],
        is_own_voice: Callable[[str], bool],
        cancel: CancelToken,
        names: str = "",
    ) -> None:
        """``show`` gets the words so far, ``foresee`` those to read ahead; ``is_own_voice`` knows Sotto's own words. ``names``
        are words to expect. Partial transcripts have a worker of their own: Whisper cannot be stopped within a step, and the
        transcript that the user waits for would come up to 0.3 s later."""
        self._recogniser = recogniser
        self._recogniser_worker = recogniser_worker
        self._partial_worker = partial_worker
        self._lane = lane
        self._scorer = scorer
        self._scorer_worker = scorer_worker
        self._capture = capture
        self._language = HeardLanguage(chosen=language)
        self._tell = tell
        self._show = show
        self._foresee = foresee
        self._is_own_voice = is_own_voice
        self._cancel = cancel
        self._names = names
        self._early: tuple[Transcribe, Future[Transcript]] | None = None
        self._early_cancel = CancelToken()
        self._partial: Future[Transcript] | None = None
        self._partial_cancel = CancelToken()
        self._rest_until_s = 0.0

    def transcribe(self, wanted: Transcribe) -> None:
        """Transcribes a stretch; ``WordsHeard`` follows, whatever happens. A partial transcript under way gives way to it."""
        self._partial_cancel.cancel()
        cancel = CancelToken()
        future = self._submit(wanted.from_s, wanted.to_s, final=False, cancel=cancel, urgent=True)
        if wanted.speech_ended:
            self._early, self._early_cancel = (wanted, future), cancel

        def told(done: Future[Transcript]) -> None:
            text = "" if done.cancelled() or done.exception() is not None else done.result().text
            if self._is_own_voice(text):
                text = ""
            self._tell(WordsHeard(utterance=wanted.utterance, to_s=wanted.to_s, text=text))
            if text.strip():
                self._show(text.strip())

        future.add_done_callback(told)

    def stop_early_transcript(self) -> None:
        """The user goes on: nobody needs the transcript of what was said until then, and the recogniser is needed again soon."""
        self._early_cancel.cancel()

    def transcribe_partly(self, wanted: TranscribePartly) -> None:
        """Shows what was said so far, unless the recogniser is at work, or was just now."""
        busy = any(future is not None and not future.done() for future in (self._partial, self._early_future))
        if busy or wanted.to_s < self._rest_until_s:
            return
        self._partial_cancel = CancelToken()
        began_s = self._capture.now_s()
        self._partial = self._submit(
            wanted.from_s, wanted.to_s, final=False, cancel=self._partial_cancel, worker=self._partial_worker
        )

        def told(done: Future[Transcript]) -> None:
            now_s = self._capture.now_s()
            self._rest_until_s = now_s + REST_SHARE * (now_s - began_s)
            if not done.cancelled() and done.exception() is None and done.result().text.strip():
                self._heard_partly(done.result().text.strip())

        self._partial.add_done_callback(told)

    def score(self, wanted: ScoreEndOfTurn, now_s: float) -> None:
        """Scores the end of the turn; ``EndOfTurnScored`` follows."""
        scorer = self._scorer
        if scorer is None:
            return
        audio = self._capture.piece(wanted.from_s, now_s)

        def score() -> None:
            probability = scorer.probability(audio)
            self._tell(
                EndOfTurnScored(utterance=wanted.utterance, speech_end_s=wanted.speech_end_s, probability=probability)
            )

        early = self._early_future
        if early is None or early.done():
            self._scorer_worker.post(score)
        else:
            # Beside each other both take longer, and an answer can be drafted from the words alone.
            early.add_done_callback(lambda _: self._scorer_worker.post(score))

    def early_transcript(self, wanted: StartDraft | CommitTurn) -> Future[Transcript] | None:
        """The transcript of the whole utterance as it is now, if one was asked for."""
        if self._early is None:
            return None
        asked, future = self._early
        whole = asked.utterance == wanted.utterance and asked.to_s == wanted.speech_end_s
        if isinstance(wanted, CommitTurn):
            whole = whole and asked.from_s == wanted.from_s
        return future if whole else None

    def final_transcript(self, wanted: CommitTurn) -> Future[Transcript]:
        """The transcript of a turn: the early one where nothing more was said."""
        self._partial_cancel.cancel()
        early = self.early_transcript(wanted)
        if early is not None:
            return early
        return self._submit(wanted.from_s, wanted.speech_end_s, final=True, cancel=self._cancel, urgent=True)

    @property
    def _early_future(self) -> Future[Transcript] | None:
        return self._early[1] if self._early is not None else None

    def _submit(
        self,
        from_s: float,
        to_s: float,
        *,
        final: bool,
        cancel: CancelToken,
        urgent: bool = False,
        worker: Worker | None = None,
    ) -> Future[Transcript]:
        audio = self._capture.piece(from_s, to_s + AFTER_SPEECH_S)

        def transcribe() -> Transcript:
            duration_s = len(audio) / MICROPHONE_RATE_HZ
            wanted = self._language.to_listen_for(duration_s)
            with self._lane.urgent() if urgent else contextlib.nullcontext():
                found = self._recogniser.transcribe(
                    audio, language=wanted, final=final, prompt=self._names, cancel=cancel
                )
            if wanted == AUTOMATIC and found.text:
                self._language.heard(found.language, found.language_probability, duration_s)
            return found

        return (worker or self._recogniser_worker).submit(transcribe)

    def _heard_partly(self, text: str) -> None:
        self._show(text)
        if words := words_to_read_ahead(text):
            self._foresee(words)
