"""A spoken conversation: microphone, turn-taking and the turns that come of it.

Threads: ``voice-microphone`` reads frames, judges them and carries out what turn-taking asks for; ``voice-events`` publishes,
so that no listener holds up sound; a ``voice-turn`` for each turn or draft, with a ``voice-draft`` that reads its answer and a
``voice-speaking`` that speaks it. Speech recognition, synthesis, scoring and what goes to the disk have a worker each.
"""

from __future__ import annotations

import dataclasses
import logging
import queue
import threading

import numpy as np

from assistant.cancellation import CancelToken
from assistant.errors import ErrorReport, UserFacingError
from assistant.events import (
    DeviceChanged,
    DuplexChanged,
    Event,
    InputLevel,
    MuteChanged,
    PartialTranscript,
    PlaybackPaused,
    PlaybackResumed,
    SpeechEnded,
    SpeechStarted,
    TranscriptReady,
    VoiceReady,
    VoiceStopped,
)
from assistant.ids import ConversationId
from assistant.speech.audio.capture import Capture
from assistant.speech.base import MICROPHONE_RATE_HZ, Samples
from assistant.speech.detection.wake_gate import WakeGate
from assistant.speech.hearing import Hearing
from assistant.speech.session_parts import SessionParts, SessionSettings
from assistant.speech.turn_line import TurnLine
from assistant.speech.turn_surroundings import SpokenMemory
from assistant.speech.turn_taking import take
from assistant.speech.turns.pause_habits import KEPT_PAUSES, patience
from assistant.speech.turns.turn_events import (
    Action,
    AnnounceSpeech,
    CommitTurn,
    DiscardUtterance,
    DropDraft,
    DuplexSet,
    FrameHeard,
    InterruptAnswer,
    NotePause,
    PausePlayback,
    Pressed,
    Released,
    ResumePlayback,
    ScoreEndOfTurn,
    Silenced,
    StartDraft,
    Transcribe,
    TranscribePartly,
    TurnTakingEvent,
)
from assistant.speech.turns.turn_state import TurnState
from assistant.speech.voice_commands import Manner

_log = logging.getLogger(__name__)

LEVEL_EVERY_S = 0.1


class VoiceSession:
    """Runs from ``start`` to ``stop`` or until a device goes; ``VoiceStopped`` is its last event, exactly once."""

    def __init__(
        self, parts: SessionParts, settings: SessionSettings, conversation: ConversationId | None = None
    ) -> None:
        self._parts = parts
        self._settings = settings
        self._memory = SpokenMemory(conversation=conversation, manner=Manner(speed=settings.speed))
        if conversation is not None:
            self._memory.take_up(parts.record.broken_off(conversation))
        self._pauses_s = list(parts.pauses.all())
        self._rules = dataclasses.replace(settings.rules, patience=patience(self._pauses_s))
        self._cancel = CancelToken()
        self._capture = Capture(parts.clock)
        self._state = TurnState(full_duplex=settings.full_duplex)
        self._inbox: queue.SimpleQueue[TurnTakingEvent] = queue.SimpleQueue()
        self._taking = threading.Lock()
        self._outbox: queue.SimpleQueue[Event | None] = queue.SimpleQueue()
        self._turns = TurnLine(
            parts,
            settings,
            memory=self._memory,
            now_s=self._capture.now_s,
            tell=self._inbox.put,
            publish=self._outbox.put,
            failed=self._fail,
        )
        self._hearing = Hearing(
            recogniser=parts.recogniser,
            recogniser_worker=parts.recogniser_worker,
            partial_worker=parts.partial_worker,
            lane=parts.lane,
            scorer=parts.scorer,
            scorer_worker=parts.scorer_worker,
            capture=self._capture,
            language=settings.language,
            names=settings.expected_names,
            tell=self._tell,
            show=lambda text: self._outbox.put(PartialTranscript(t_s=self._capture.now_s(), text=text)),
            foresee=lambda text: parts.turns.prefill(text, conversation=self._memory.conversation, spoken=True),
            is_own_voice=self._turns.is_own_voice,
            cancel=self._cancel,
        )
        self._gate = WakeGate(parts.wake_word, self._outbox.put) if parts.wake_word is not None else None
        self._error: ErrorReport | None = None
        self._level_at_s = 0.0
        self._muted = False
        self._publisher = threading.Thread(target=self._publish_all, name="voice-events", daemon=True)
        self._listener = threading.Thread(target=self._listen, name="voice-microphone", daemon=True)

    def start(self) -> None:
        """Begins to listen, and has the model read what the first answer's prompt begins with."""
        self._parts.turns.warm_up(self._memory.conversation, spoken=True)
        self._publisher.start()
        self._listener.start()

    def stop(self) -> None:
        """Silences, ends the turn under way and returns when the session is over."""
        self._cancel.cancel()
        self._turns.interrupt(by_user_speech=False)
        self.join()

    def join(self) -> None:
        """Waits until the session is over."""
        for thread in (self._listener, self._publisher):
            if thread is not threading.current_thread():
                thread.join()

    @property
    def over(self) -> bool:
        """Whether it has ended."""
        return not self._publisher.is_alive()

    def press(self) -> None:
        """The talk button went down."""
        self._tell(Pressed())

    def release(self) -> None:
        """The talk button went up."""
        self._tell(Released())

    def silence(self) -> None:
        """Silences the answer and interrupts it at once."""
        self._turns.interrupt(by_user_speech=False)
        self._inbox.put(Silenced())

    def mute(self, muted: bool) -> None:
        """Whether silence takes the place of what the microphone hears, from the next frame on."""
        if muted != self._muted:
            self._muted = muted
            self._outbox.put(MuteChanged(t_s=self._capture.now_s(), muted=muted))

    def set_full_duplex(self, full: bool) -> None:
        """Whether the microphone is judged while Sotto speaks, from now on; ``assistant.speech.audio.duplex`` says when it may."""
        self._inbox.put(DuplexSet(full=full))

    def forget_pauses(self) -> None:
        """Waits as long as for anybody from now on."""
        self._pauses_s.clear()
        self._rules = dataclasses.replace(self._rules, patience=patience(()))

    def devices_changed(self) -> None:
        """Another microphone or speaker is in use, or the same one was opened again."""
        microphone, speaker = self._parts.microphone, self._parts.speaker
        changed = DeviceChanged(
            t_s=self._capture.now_s(), input_device=microphone.device_name, output_device=speaker.device_name
        )
        self._outbox.put(changed)

    # -- the microphone's thread ---------------------------------------------------------------------------------------

    def _listen(self) -> None:
        microphone = self._parts.microphone
        try:
            self._parts.detector.reset()
            ready = VoiceReady(
                t_s=0.0, input_device=microphone.device_name, output_device=self._parts.speaker.device_name
            )
            self._outbox.put(ready)
            self._outbox.put(DuplexChanged(t_s=0.0, full=self._state.full_duplex))
            for frame in microphone.frames(self._cancel):
                self._hear(frame)
        except UserFacingError as error:
            self._error = self._error or ErrorReport.of(error)
        except Exception as error:  # noqa: BLE001 - a bug must still end the session and release the devices
            _log.exception("the voice session failed")
            self._error = self._error or ErrorReport.of(error)
        finally:
            self._cancel.cancel()
            self._taking.acquire()  # for good: what is told from now on is not taken
            self._hearing.stop_early_transcript()
            self._turns.drop_draft()
            self._turns.interrupt(by_user_speech=False)
            self._turns.join()
            microphone.close()
            self._parts.speaker.close()
            self._outbox.put(VoiceStopped(t_s=self._capture.end_s, error=self._error))
            self._outbox.put(None)

    def _hear(self, frame: Samples) -> None:
        frame = np.zeros_like(frame) if self._muted else frame
        self._capture.append(frame)
        now_s = self._capture.end_s
        self._take_what_was_told()
        heard = self._parts.detector.probability(frame)
        with self._taking:
            if self._gate is not None:
                heard, self._state = self._gate.let_through(frame, heard, self._state, now_s)
                self._obey_the_word(self._gate, now_s)
            self._take(FrameHeard(probability=heard, duration_s=len(frame) / MICROPHONE_RATE_HZ), now_s)
        self._take_what_was_told()
        if now_s >= self._level_at_s:
            self._level_at_s = now_s + LEVEL_EVERY_S
            level = float(np.sqrt(np.mean(np.square(frame, dtype=np.float64))))
            self._outbox.put(InputLevel(t_s=now_s, level=min(1.0, level)))

    def _tell(self, event: TurnTakingEvent) -> None:
        """Takes ``event`` now, on the caller's thread, and not with the next frame: half a frame earlier on average."""
        self._inbox.put(event)
        try:
            self._take_what_was_told()
        except Exception as error:  # noqa: BLE001 - a bug must end the session, and not the caller's thread
            self._fail(error)

    def _take_what_was_told(self) -> None:
        # Who cannot have the lock leaves the event to whoever has it, and looks again after giving it back.
        while not self._inbox.empty() and self._taking.acquire(blocking=False):
            try:
                while not self._inbox.empty():
                    event, now_s = self._inbox.get(), self._capture.end_s
                    if isinstance(event, DuplexSet) and event.full != self._state.full_duplex:
                        self._outbox.put(DuplexChanged(t_s=now_s, full=event.full))
                    self._take(event, now_s)
            finally:
                self._taking.release()

    def _obey_the_word(self, gate: WakeGate, now_s: float) -> None:
        """While Sotto speaks, or is held, the wake word interrupts it at once, unless it said the word itself."""
        answer = self._state.answer
        begun = answer is not None and answer.playing
        if gate.word_heard and begun and not self._turns.says(gate.word):
            self._turns.interrupt(by_user_speech=True)
            self._take(Silenced(), now_s)

    def _take(self, event: TurnTakingEvent, now_s: float) -> None:
        self._state, actions = take(self._state, event, now_s, self._rules)
        for action in actions:
            self._do(action, now_s)

    def _do(self, action: Action, now_s: float) -> None:
        match action:
            case AnnounceSpeech():
                self._outbox.put(SpeechStarted(t_s=action.since_s))
            case Transcribe():
                self._hearing.transcribe(action)
            case TranscribePartly():
                self._hearing.transcribe_partly(action)
            case ScoreEndOfTurn():
                self._hearing.score(action, now_s)
            case NotePause():
                self._note_pause(action.seconds)
            case StartDraft():
                if (transcript := self._hearing.early_transcript(action)) is not None:
                    self._turns.start_draft(action, transcript)
            case DropDraft():
                self._hearing.stop_early_transcript()
                self._turns.drop_draft()
            case CommitTurn():
                self._turns.commit(action, self._hearing.final_transcript)
            case DiscardUtterance():
                self._turns.drop_draft()
                self._outbox.put(SpeechEnded(t_s=now_s, speech_end_s=action.speech_end_s))
                self._outbox.put(TranscriptReady(t_s=now_s, text="", language=""))
            case PausePlayback():
                self._turns.hold()
                self._outbox.put(PlaybackPaused(t_s=now_s))
            case ResumePlayback():
                self._turns.go_on()
                self._outbox.put(PlaybackResumed(t_s=now_s))
            case InterruptAnswer():
                self._turns.interrupt(by_user_speech=action.by_user_speech, carried_on=action.carried_on)

    def _note_pause(self, pause_s: float) -> None:
        self._pauses_s.append(pause_s)
        self._rules = dataclasses.replace(self._rules, patience=patience(self._pauses_s[-KEPT_PAUSES:]))
        self._parts.record_worker.post(self._parts.pauses.add, pause_s)

    def _fail(self, error: Exception) -> None:
        if not isinstance(error, UserFacingError):
            _log.error("a spoken turn failed", exc_info=error)
        self._error = self._error or ErrorReport.of(error)
        self._cancel.cancel()

    def _publish_all(self) -> None:
        while (event := self._outbox.get()) is not None:
            self._parts.publish(event)
