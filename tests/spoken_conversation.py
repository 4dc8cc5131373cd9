"""A whole voice service with everything around it scripted: time passes only when the scripted microphone gives a frame, and that
waits until every thread has done what it has to do by then."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from assistant.conversation.base import SpokenTurns
from assistant.events import Event, NamedTextWanted, SpeakingStarted
from assistant.settings import Settings
from assistant.speech.base import (
    EchoCanceller,
    EndOfTurnDetector,
    Samples,
    SpeechToText,
    TextToSpeech,
    VoiceActivityDetector,
    WakeWordDetector,
)
from assistant.speech.named_speech import NamedTexts
from assistant.speech.service import VoiceService
from assistant.speech.speech_models import SpeechBackEnds
from assistant.speech.spoken_turn import SpokenTurn
from assistant.speech.turn_surroundings import SpokenRecord
from assistant.testing.audio import (
    PassingEchoCanceller,
    ScriptedAudio,
    ScriptedEndOfTurn,
    ScriptedMicrophone,
    ScriptedSpeaker,
    ScriptedVoiceActivity,
    ScriptedWakeWord,
    TurnedClock,
)
from assistant.testing.speech import ScriptedSpeechToText, ScriptedTextToSpeech
from assistant.testing.spoken_turns import ScriptedRecord, ScriptedTurns

Kind = TypeVar("Kind", bound=Event)
TIMEOUT_S = 60.0
PROBABLY_OVER = 0.97
"""What the scorer says of every pause unless a script has one of its own."""
POLL_S = 0.0005
LONG_FRAMES = 2000


class Rig:
    """A voice service with everything around it scripted.

    ``speech`` holds half-open ranges of frames. ``texts`` are what the recogniser says, one call after the other, or with the frame
    from which on it says each; with ``back_ends`` real models hear ``sound``. ``hold`` holds what must be true before a frame is
    given, ``actions`` what is done then. ``wake_words`` are the frames in which a wake word ends. After ``frames``, where that is
    given, the microphone goes away. ``copied`` is what the window's clipboard holds, None without a window;
    ``document`` is the text of the document that is called “lease”.
    """

    def __init__(
        self,
        *,
        speech: list[tuple[int, int]],
        texts: list[str] | list[tuple[int, str]],
        answers: Sequence[Sequence[str]],
        frames: int | None = None,
        scorer: ScriptedEndOfTurn | None = None,
        settings: Settings | None = None,
        turns: SpokenTurns | None = None,
        record: SpokenRecord | None = None,
        back_ends: SpeechBackEnds | None = None,
        sound: Samples | None = None,
        wake_words: Sequence[int] = (),
        copied: str | None = None,
        document: str = "",
    ) -> None:
        self.clock = TurnedClock()
        self.copied = copied
        self.speaker = ScriptedSpeaker()
        self.recogniser = ScriptedSpeechToText(self.say)
        self.texts = texts
        self.frame = 0
        self.voice = ScriptedTextToSpeech(sample_rate_hz=16_000)
        self.detector = ScriptedVoiceActivity(speech)
        self.scorer = scorer or ScriptedEndOfTurn(PROBABLY_OVER)
        self.wake_words = wake_words
        self.turns = ScriptedTurns(*answers)
        self.record = ScriptedRecord()
        self._settles = turns is None
        self._begun: list[SpokenTurn] = []
        self.events: list[Event] = []
        self.changed = threading.Condition()
        self.actions: dict[int, Callable[[], object]] = {}
        self.hold: dict[int, Callable[[], bool]] = {}
        if frames is None:
            frames = LONG_FRAMES
            self.hold[frames - 1] = lambda: self.service._session is None or self.service._session._cancel.cancelled
        self.microphone = ScriptedMicrophone(
            frames, clock=self.clock, speaker=self.speaker, before_frame=self._before_frame, sound=sound
        )
        self.service = VoiceService(
            turns=turns or self.turns,
            record=record or self.record,
            pauses=self.record,
            back_ends=back_ends or self,
            settings=lambda: settings or Settings(),
            publish=self.publish,
            audio=ScriptedAudio(self.microphone, self.speaker),
            clock=self.clock,
            named=NamedTexts(
                self.publish,
                lambda called, page: document if called == "lease" else "",
                answered_within_s=TIMEOUT_S if copied is not None else 0.0,
            ),
        )

    def speech_to_text(self) -> SpeechToText:
        return self.recogniser

    def say(self) -> str:
        """What the recogniser understands now."""
        timed = [text for text in self.texts if isinstance(text, tuple)]
        if timed:
            return next((text for frame, text in reversed(timed) if frame <= self.frame), "")
        return str(self.texts.pop(0)) if self.texts else ""

    def text_to_speech(self) -> TextToSpeech:
        return self.voice

    def voice_activity(self) -> VoiceActivityDetector:
        return self.detector

    def end_of_turn(self) -> EndOfTurnDetector | None:
        return self.scorer

    def echo_canceller(self) -> EchoCanceller:
        return PassingEchoCanceller()

    def wake_word(self, name: str) -> WakeWordDetector:
        return ScriptedWakeWord(name, self.wake_words)

    def publish(self, event: Event) -> None:
        with self.changed:
            self.events.append(event)
            self.changed.notify_all()
        if isinstance(event, NamedTextWanted) and self.copied is not None:
            self.service.give_text(event.number, self.copied)

    def wait_for(self, kind: type[Event], count: int = 1) -> None:
        with self.changed:
            assert self.changed.wait_for(lambda: len(self.all_of(kind)) >= count, TIMEOUT_S), self.events

    @property
    def sounds(self) -> bool:
        """Whether the answer has begun to be heard, or is about to be."""
        return self.speaker.queued or bool(self.all_of(SpeakingStarted))

    def all_of(self, kind: type[Kind]) -> list[Kind]:
        return [event for event in self.events if isinstance(event, kind)]

    def _before_frame(self, number: int) -> None:
        # What was asked of the models is answered before time goes on.
        models = self.service._models
        for worker in (models.recogniser_worker, models.partial_worker, self.service._scorer_worker):
            worker.run(lambda: None)
        if self._settles:
            self._wait_until(self._settled, number)
        self.frame = number
        if number in self.actions:
            self.actions[number]()
        ready = self.hold.get(number)
        if ready is not None:
            self._wait_until(ready, number)

    def _wait_until(self, ready: Callable[[], bool], number: int) -> None:
        give_up_s = time.monotonic() + TIMEOUT_S
        while not ready():
            assert time.monotonic() < give_up_s, f"frame {number} waited in vain"
            time.sleep(POLL_S)

    def _settled(self) -> bool:
        """Whether no thread of a turn or a draft has anything to do before more is heard or played."""
        session = self.service._session
        if session is None:
            return True
        for turn in (session._turns._turn, session._turns._draft):
            if turn is not None and turn not in self._begun:
                self._begun.append(turn)
        self._begun = [turn for turn in self._begun if turn._thread.is_alive()]
        return all(self._rests(turn) for turn in self._begun)

    def _rests(self, turn: SpokenTurn) -> bool:
        speaker = turn._speaker
        if not turn._decided.is_set():
            return _waits(turn._decided) and (speaker is None or _waits(speaker._gate))
        if speaker is None or turn._interrupted or turn._discarded:
            return False
        return _waits(speaker._ahead) or self.speaker.awaited


def _waits(reason: Any) -> bool:
    """Whether a thread waits for this event or semaphore and was not woken yet."""
    return any(waiter.locked() for waiter in tuple(reason._cond._waiters))
