"""Where a spoken conversation stands, as the window shows it (pure).

::

    OPENING ── VoiceReady ──> LISTENING ── SpeechStarted ──> HEARING ── SpeechEnded ──> UNDERSTANDING
                                  ^                                                          │ TranscriptReady
                                  │ VoiceTurnFinished                                        v
                                  └───────────── SPEAKING <── SpeakingStarted ─────────── THINKING

A transcript without words goes back to what went on before. The end of a turn that a newer one has replaced changes nothing.
"""

from __future__ import annotations

import dataclasses
import enum

from assistant.events import (
    AnswerDelta,
    DeviceChanged,
    DuplexChanged,
    InputLevel,
    MuteChanged,
    PartialTranscript,
    PlaybackPaused,
    PlaybackResumed,
    SpeakingClause,
    SpeakingEnded,
    SpeakingStarted,
    SpeechEnded,
    SpeechStarted,
    TranscriptReady,
    TurnStarted,
    VoiceCommandObeyed,
    VoiceEvent,
    VoiceMode,
    VoiceReady,
    VoiceTurnFinished,
    WakeChanged,
)
from assistant.ids import TurnId
from assistant.records import VoiceLatency


class Phase(enum.Enum):
    """What is going on between the two."""

    OPENING = enum.auto()
    LISTENING = enum.auto()
    HEARING = enum.auto()
    UNDERSTANDING = enum.auto()
    THINKING = enum.auto()
    SPEAKING = enum.auto()
    PAUSED = enum.auto()
    ENDING = enum.auto()


_OF_SOTTO = (Phase.THINKING, Phase.SPEAKING, Phase.PAUSED)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class TalkState:
    """``recording`` is whether a button has opened a turn, ``heard`` whether there was speech in it; ``turn`` is the one being
    answered, ``latency_ms`` that of the last one, or 0, and ``latency`` its
    parts. ``question`` and ``answer`` are those of the last one as far as it was written,
    ``clause`` what is said of it now and where that begins.
    ``full_duplex``: it listens while it speaks; None until that is known. ``wake_word``: it listens to nothing but this.
    ``muted``: to nothing at all."""

    mode: VoiceMode
    phase: Phase = Phase.OPENING
    recording: bool = False
    turn: TurnId | None = None
    speaking: bool = False
    heard: bool = False
    understood: str = ""
    not_understood: bool = False
    level: float = 0.0
    latency_ms: float = 0.0
    latency: VoiceLatency | None = None
    question: str = ""
    answer: str = ""
    clause: tuple[str, int] = ("", 0)
    input_device: str = ""
    output_device: str = ""
    full_duplex: bool | None = None
    wake_word: str = ""
    muted: bool = False

    @property
    def hearing(self) -> bool:
        """Whether what is said now is listened to."""
        open_to_words = self.mode is VoiceMode.HANDS_FREE or self.recording
        deaf = self.muted or self.wake_word
        return open_to_words and not deaf and self.phase in (Phase.LISTENING, Phase.HEARING)

    @property
    def answering(self) -> bool:
        """Whether there is an answer to silence."""
        return self.turn is not None or self.speaking or self.phase in _OF_SOTTO


def take(state: TalkState, event: VoiceEvent | TurnStarted | AnswerDelta) -> TalkState:
    """The state after an event of the session, after the start of a spoken turn or after more of its answer."""
    if state.phase is Phase.ENDING:
        return state
    match event:
        case VoiceReady():
            state = dataclasses.replace(state, input_device=event.input_device, output_device=event.output_device)
            return dataclasses.replace(state, phase=Phase.LISTENING)
        case DeviceChanged():
            return dataclasses.replace(state, input_device=event.input_device, output_device=event.output_device)
        case DuplexChanged():
            return dataclasses.replace(state, full_duplex=event.full)
        case MuteChanged():
            return dataclasses.replace(state, muted=event.muted, not_understood=False)
        case WakeChanged():
            return dataclasses.replace(state, wake_word="" if event.awake else event.word, not_understood=False)
        case InputLevel():
            return dataclasses.replace(state, level=event.level)
        case SpeechStarted():
            return dataclasses.replace(state, phase=Phase.HEARING, heard=True, understood="", not_understood=False)
        case PartialTranscript():
            return dataclasses.replace(state, understood=event.text)
        case SpeechEnded():
            return dataclasses.replace(state, phase=Phase.UNDERSTANDING, recording=False)
        case TranscriptReady():
            return _transcribed(state, event)
        case TurnStarted():
            if not event.spoken:
                return state
            return dataclasses.replace(
                state, turn=event.turn_id, speaking=False, question=event.question, answer="", clause=("", 0)
            )
        case AnswerDelta():
            mine = event.turn_id == state.turn
            return dataclasses.replace(state, answer=state.answer + event.text) if mine else state
        case SpeakingClause():
            said = (event.text, event.begin)
            return dataclasses.replace(state, clause=said) if event.turn_id == state.turn else state
        case VoiceCommandObeyed():
            return dataclasses.replace(state, turn=event.turn_id, speaking=False)
        case SpeakingStarted():
            # A late word of an answer that a press has silenced since is not what Sotto does now.
            return _spoken(state, Phase.SPEAKING) if event.turn_id == state.turn else state
        case PlaybackResumed():
            return _spoken(state, Phase.SPEAKING) if state.turn is not None else state
        case PlaybackPaused():
            return _spoken(state, Phase.PAUSED) if state.turn is not None else state
        case SpeakingEnded():
            return state if event.turn_id != state.turn else _quiet(state)
        case VoiceTurnFinished():
            if event.turn_id != state.turn:
                return state
            latency = event.latency_ms if event.latency_ms.total else state.latency
            latency_ms = latency.total if latency is not None else 0.0
            return dataclasses.replace(_quiet(state), turn=None, latency_ms=latency_ms, latency=latency)
    return state


def pressed(state: TalkState) -> TalkState:
    """The talk button went down."""
    if state.mode is VoiceMode.HANDS_FREE or state.phase is Phase.ENDING:
        return state
    if state.recording:
        return dataclasses.replace(state, recording=state.mode is VoiceMode.HOLD_TO_TALK)
    phase = Phase.OPENING if state.phase is Phase.OPENING else Phase.LISTENING
    return dataclasses.replace(
        silenced(state), phase=phase, recording=True, heard=False, understood="", not_understood=False
    )


def released(state: TalkState) -> TalkState:
    """The talk button went up."""
    return dataclasses.replace(state, recording=False) if state.mode is VoiceMode.HOLD_TO_TALK else state


def silenced(state: TalkState) -> TalkState:
    """The user asked for silence; the answer's own end may still come and is not waited for."""
    phase = Phase.LISTENING if state.phase in _OF_SOTTO else state.phase
    return dataclasses.replace(state, phase=phase, turn=None, speaking=False)


def _transcribed(state: TalkState, event: TranscriptReady) -> TalkState:
    if event.text:
        return dataclasses.replace(state, phase=Phase.THINKING, turn=None, speaking=False, understood=event.text)
    if state.phase is Phase.UNDERSTANDING:
        before = Phase.SPEAKING if state.speaking else Phase.THINKING if state.turn is not None else Phase.LISTENING
        state = dataclasses.replace(state, phase=before)
    elif state.phase is Phase.THINKING and state.turn is None:
        # The words before these were taken back by the press that began these: no turn comes of them.
        state = dataclasses.replace(state, phase=Phase.LISTENING)
    # Without a button, a sound that was no speech at all is not worth a word; nobody meant anything by it.
    meant = state.heard and (state.mode is not VoiceMode.HANDS_FREE or bool(event.language))
    return dataclasses.replace(state, understood="", not_understood=meant and not state.answering)


def _spoken(state: TalkState, phase: Phase) -> TalkState:
    phase = phase if state.phase in _OF_SOTTO else state.phase
    return dataclasses.replace(state, phase=phase, speaking=True, understood="")


def _quiet(state: TalkState) -> TalkState:
    phase = Phase.LISTENING if state.phase in _OF_SOTTO else state.phase
    return dataclasses.replace(state, phase=phase, speaking=False, clause=("", 0))
