"""One committed turn: from the user's words to the last sample of the answer, on a thread of its own."""

from __future__ import annotations

import dataclasses
import itertools
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Protocol

from assistant.conversation.turn import Turn
from assistant.errors import Interrupted
from assistant.events import (
    AnswerDelta,
    Event,
    SpeakingEnded,
    SpeakingStarted,
    SpeechEnded,
    TranscriptReady,
    TurnStarted,
    VoiceInterrupted,
    VoiceTurnFinished,
)
from assistant.ids import ConversationId
from assistant.records import VoiceLatency
from assistant.speech.answer_speaker import AnswerSpeaker
from assistant.speech.base import Transcript

MS_PER_S = 1000.0


class AskSpoken(Protocol):
    """Starts a turn; ``assistant.conversation`` runs it."""

    def __call__(
        self, question: str, *, conversation: ConversationId | None, max_tokens: int | None, spoken: bool
    ) -> Turn:
        """Raises ``UserFacingError``."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class TurnSurroundings:
    """What a spoken turn needs of its session.

    ``publish`` and ``playback_started`` return at once; ``playback_started`` and ``ended`` are told the utterance that is answered.
    ``new_speaker`` takes the language and what to call at the first sample.
    """

    ask: AskSpoken
    publish: Callable[[Event], None]
    now_s: Callable[[], float]
    new_speaker: Callable[[str, Callable[[], None]], AnswerSpeaker]
    playback_started: Callable[[int], None]
    ended: Callable[[int], None]
    failed: Callable[[Exception], None]
    input_latency_s: float
    output_latency_s: float
    max_tokens: int


class SpokenTurn:
    """Runs by itself after ``start``; ``interrupt`` may come at any time from any thread."""

    def __init__(
        self,
        utterance: int,
        around: TurnSurroundings,
        transcript: Future[Transcript],
        *,
        speech_end_s: float,
        conversation: ConversationId | None,
    ) -> None:
        self._utterance = utterance
        self._around = around
        self._transcript = transcript
        self._speech_end_s = speech_end_s
        self._committed_s = around.now_s()
        self._transcribed_s = self._committed_s
        self.conversation = conversation
        self._lock = threading.Lock()
        self._interrupted = False
        self._by_user_speech = False
        self._before: SpokenTurn | None = None
        self._turn: Turn | None = None
        self._speaker: AnswerSpeaker | None = None
        self._thread = threading.Thread(target=self._run, name="voice-turn", daemon=True)

    def start(self, after: SpokenTurn | None = None) -> None:
        """Begins to work, as soon as the turn before has let go of the speaker and of the conversation."""
        self._before = after
        self._thread.start()

    def join(self) -> None:
        """Waits for the end."""
        self._thread.join()

    def interrupt(self, *, by_user_speech: bool) -> None:
        """Silences it at once and stops its computing. Nothing of it plays afterwards."""
        with self._lock:
            if self._interrupted:
                return
            self._interrupted, self._by_user_speech = True, by_user_speech
            turn, speaker = self._turn, self._speaker
        if speaker is not None:
            speaker.stop()
        if turn is not None:
            turn.interrupt()

    def _run(self) -> None:
        around = self._around
        try:
            around.publish(SpeechEnded(t_s=self._committed_s, speech_end_s=self._speech_end_s))
            transcript = self._transcript.result()
            self._transcribed_s = around.now_s()
            text = transcript.text.strip()
            around.publish(TranscriptReady(t_s=self._transcribed_s, text=text, language=transcript.language))
            self._wait_for_the_turn_before()
            if text and not self._interrupted:
                self._answer(text, transcript.language)
        except Interrupted:
            pass
        except Exception as error:  # noqa: BLE001 - the session tells the user and ends
            around.failed(error)
        finally:
            around.ended(self._utterance)

    def _wait_for_the_turn_before(self) -> None:
        before, self._before = self._before, None
        if before is not None:
            before.join()
            self.conversation = before.conversation or self.conversation

    def _answer(self, question: str, language: str) -> None:
        around = self._around
        turn = around.ask(question, conversation=self.conversation, max_tokens=around.max_tokens, spoken=True)
        speaker = around.new_speaker(language, lambda: self._begins_to_speak(turn))
        with self._lock:
            self._turn, self._speaker = turn, speaker
            interrupted = self._interrupted
        if interrupted:
            speaker.stop()
            turn.interrupt()
        try:
            for event in turn.events():
                if isinstance(event, TurnStarted):
                    self.conversation = event.conversation_id
                elif isinstance(event, AnswerDelta):
                    speaker.push(event.text)
            speaker.finish()
        except BaseException:
            turn.interrupt()
            speaker.stop()
            raise
        self._tell_end(turn, speaker)

    def _begins_to_speak(self, turn: Turn) -> None:
        """Called on the device's thread: what it calls only queues."""
        around = self._around
        if self._interrupted:
            return
        around.publish(SpeakingStarted(t_s=around.now_s() + around.output_latency_s, turn_id=turn.id))
        around.playback_started(self._utterance)

    def _tell_end(self, turn: Turn, speaker: AnswerSpeaker) -> None:
        around = self._around
        now_s = around.now_s()
        if speaker.times.first_sample_s is not None:
            if speaker.stopped and self._by_user_speech:
                around.publish(VoiceInterrupted(t_s=now_s, turn_id=turn.id, heard_text=speaker.heard))
            around.publish(
                SpeakingEnded(t_s=now_s, turn_id=turn.id, spoken_text=speaker.heard, silenced=speaker.stopped)
            )
        around.publish(VoiceTurnFinished(t_s=now_s, turn_id=turn.id, latency_ms=self._latency(speaker)))

    def _latency(self, speaker: AnswerSpeaker) -> VoiceLatency:
        times = speaker.times
        readings = (
            self._speech_end_s,
            self._committed_s,
            self._transcribed_s,
            times.first_text_s,
            times.first_clause_s,
            times.first_synthesized_s,
            times.first_sample_s,
        )
        known = [reading for reading in readings if reading is not None]
        if len(known) < len(readings):
            return VoiceLatency()
        stages = [(after - before) * MS_PER_S for before, after in itertools.pairwise(known)]
        stages[-1] += (self._around.input_latency_s + self._around.output_latency_s) * MS_PER_S
        return VoiceLatency(
            endpoint=stages[0],
            transcribe=stages[1],
            first_token=stages[2],
            first_clause=stages[3],
            synthesize=stages[4],
            output=stages[5],
            total=sum(stages),
        )
