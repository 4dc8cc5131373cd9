"""Where a spoken conversation stands, event by event."""

from __future__ import annotations

from functools import reduce

import pytest

from assistant.events import (
    DuplexChanged,
    InputLevel,
    MuteChanged,
    PartialTranscript,
    PlaybackPaused,
    PlaybackResumed,
    SpeakingEnded,
    SpeakingStarted,
    SpeechEnded,
    SpeechStarted,
    TranscriptReady,
    TurnStarted,
    VoiceEvent,
    VoiceMode,
    VoiceReady,
    VoiceTurnFinished,
    WakeChanged,
)
from assistant.ids import ConversationId, MessageId, TurnId
from assistant.records import VoiceLatency
from ui.voice.level_meter import shown_level
from ui.voice.talk_state import Phase, TalkState, pressed, released, silenced, take
from ui.voice.talk_words import detail_words, latency_words, phase_words, second_words, talk_button_words

pytestmark = pytest.mark.desktop

READY = VoiceReady(t_s=0, input_device="desk microphone", output_device="speakers")
SPEECH = SpeechStarted(t_s=1)
SPEECH_OVER = SpeechEnded(t_s=2, speech_end_s=1.8)
HELLO = TranscriptReady(t_s=2.1, text="Hello there", language="en")
NO_WORDS = TranscriptReady(t_s=2.1, text="", language="")
ONE, TWO = TurnId("one"), TurnId("two")


def _started(turn: TurnId, *, spoken: bool = True) -> TurnStarted:
    return TurnStarted(
        turn_id=turn, conversation_id=ConversationId(1), question_id=MessageId(1), question="Hello there", spoken=spoken
    )


def _speaks(turn: TurnId) -> SpeakingStarted:
    return SpeakingStarted(t_s=3, turn_id=turn)


def _spoken(turn: TurnId) -> SpeakingEnded:
    return SpeakingEnded(t_s=5, turn_id=turn, spoken_text="Hi.")


def _over(turn: TurnId, total: float = 1400.0) -> VoiceTurnFinished:
    return VoiceTurnFinished(t_s=5, turn_id=turn, latency_ms=VoiceLatency(total=total))


def _after(*events: VoiceEvent | TurnStarted, mode: VoiceMode = VoiceMode.HANDS_FREE) -> TalkState:
    return reduce(take, events, TalkState(mode=mode))


SPEAKING = (READY, SPEECH, SPEECH_OVER, HELLO, _started(ONE), _speaks(ONE))


@pytest.mark.parametrize(
    ("events", "phase", "words"),
    [
        ((), Phase.OPENING, "Opening the microphone …"),
        ((READY,), Phase.LISTENING, "Listening …"),
        ((READY, SPEECH), Phase.HEARING, "Hearing you …"),
        ((READY, SPEECH, SPEECH_OVER), Phase.UNDERSTANDING, "Understanding …"),
        ((READY, SPEECH, SPEECH_OVER, HELLO), Phase.THINKING, "Thinking …"),
        (SPEAKING, Phase.SPEAKING, "Speaking …"),
        ((*SPEAKING, PlaybackPaused(t_s=4)), Phase.PAUSED, "Paused, go on …"),
        ((*SPEAKING, PlaybackPaused(t_s=4), PlaybackResumed(t_s=4)), Phase.SPEAKING, "Speaking …"),
        ((*SPEAKING, _spoken(ONE), _over(ONE)), Phase.LISTENING, "Listening …"),
        # The user broke in: the end of the first answer comes when the second turn is already being heard or thought about.
        ((*SPEAKING, SPEECH, _spoken(ONE), _over(ONE)), Phase.HEARING, "Hearing you …"),
        ((*SPEAKING, SPEECH, SPEECH_OVER, HELLO, _spoken(ONE), _over(ONE)), Phase.THINKING, "Thinking …"),
        (
            (*SPEAKING, SPEECH, SPEECH_OVER, HELLO, _over(ONE), _started(TWO), _speaks(TWO)),
            Phase.SPEAKING,
            "Speaking …",
        ),
        # A cough while it speaks or thinks changes nothing in the end.
        ((*SPEAKING, SPEECH, SPEECH_OVER, NO_WORDS), Phase.SPEAKING, "Speaking …"),
        ((*SPEAKING[:-1], SPEECH, SPEECH_OVER, NO_WORDS), Phase.THINKING, "Thinking …"),
        ((READY, SPEECH, SPEECH_OVER, NO_WORDS), Phase.LISTENING, "Listening …"),
        ((READY, _started(ONE, spoken=False)), Phase.LISTENING, "Listening …"),
    ],
)
def test_every_event_has_its_phase(events: tuple[VoiceEvent | TurnStarted, ...], phase: Phase, words: str) -> None:
    state = _after(*events)
    assert state.phase is phase
    assert phase_words(state) == words


def test_what_is_understood_is_shown_until_it_is_answered() -> None:
    state = _after(READY, SPEECH, PartialTranscript(t_s=1.5, text="Hello"))
    assert second_words(state) == "Hello"
    state = take(take(state, SPEECH_OVER), HELLO)
    assert second_words(state) == "Hello there"
    assert second_words(take(take(state, _started(ONE)), _speaks(ONE))) == ""


def test_what_was_not_understood_is_said_only_when_words_were_meant() -> None:
    nothing = TranscriptReady(t_s=2, text="", language="en")
    assert "not understood" in second_words(_after(READY, SPEECH, SPEECH_OVER, nothing))
    assert second_words(_after(READY, SPEECH, SPEECH_OVER, NO_WORDS)) == ""
    held = pressed(_after(READY, mode=VoiceMode.HOLD_TO_TALK))
    assert second_words(reduce(take, (SPEECH_OVER, NO_WORDS), held)) == ""
    assert "not understood" in second_words(reduce(take, (SPEECH, SPEECH_OVER, NO_WORDS), held))


def test_holding_and_letting_go() -> None:
    state = _after(READY, mode=VoiceMode.HOLD_TO_TALK)
    assert (phase_words(state), state.hearing) == ("Press and hold to talk", False)
    state = pressed(state)
    assert (phase_words(state), state.hearing) == ("Listening …", True)
    state = released(state)
    assert not state.hearing
    assert talk_button_words(state) == "Press and hold to talk"


def test_a_click_begins_and_a_click_ends() -> None:
    state = released(pressed(_after(READY, mode=VoiceMode.CLICK_TO_TALK)))
    assert state.hearing
    assert phase_words(state) == "Listening … press again when done"
    assert talk_button_words(state) == "Press when you have finished"
    state = pressed(take(state, SPEECH))
    assert not state.hearing
    assert phase_words(take(take(state, SPEECH_OVER), NO_WORDS)) == "Press to talk"


def test_pressing_while_it_speaks_listens_at_once() -> None:
    state = pressed(_after(*SPEAKING, mode=VoiceMode.HOLD_TO_TALK))
    assert state.hearing
    assert not state.answering
    assert take(take(state, _spoken(ONE)), _over(ONE)).hearing


def test_silence_listens_at_once_and_forgets_the_answer() -> None:
    state = silenced(_after(*SPEAKING))
    assert (state.phase, state.answering) == (Phase.LISTENING, False)
    assert silenced(_after(READY, SPEECH)).phase is Phase.HEARING


def test_nothing_reopens_a_session_that_is_ending() -> None:
    ending = TalkState(mode=VoiceMode.HANDS_FREE, phase=Phase.ENDING)
    assert take(ending, READY) == ending
    assert pressed(ending) == ending
    assert phase_words(ending) == "Closing the microphone …"


def test_devices_and_latency_are_details() -> None:
    assert detail_words(TalkState(mode=VoiceMode.HANDS_FREE)) == ""
    state = _after(*SPEAKING, _over(ONE, total=1437.0))
    assert detail_words(state) == "Microphone: desk microphone\nSpeaker: speakers"
    assert latency_words(state).startswith("Answered after 1.4 s")
    assert latency_words(TalkState(mode=VoiceMode.HANDS_FREE)) == ""
    assert state.latency_ms == take(take(state, _started(TWO)), _over(TWO, total=0.0)).latency_ms


@pytest.mark.parametrize(("level", "shown"), [(0.0, 0.0), (-1.0, 0.0), (0.0001, 0.0), (0.2, 1.0), (1.0, 1.0)])
def test_the_meter_has_ends(level: float, shown: float) -> None:
    assert shown_level(level) == pytest.approx(shown, abs=0.01)


def test_the_meter_is_linear_in_decibels() -> None:
    assert shown_level(0.01) - shown_level(0.005) == pytest.approx(shown_level(0.1) - shown_level(0.05))


def test_asleep_it_says_the_word_that_wakes_it() -> None:
    asleep = _after(READY, WakeChanged(t_s=0, awake=False, word="Okay Nabu"))
    assert phase_words(asleep) == "Say “Okay Nabu”"
    assert not asleep.hearing
    awake = take(asleep, WakeChanged(t_s=1, awake=True, word="Okay Nabu"))
    assert phase_words(awake) == "Listening …"
    assert awake.hearing


def test_muted_it_says_so_whatever_goes_on() -> None:
    muted = _after(READY, MuteChanged(t_s=1, muted=True))
    assert phase_words(muted) == "Muted"
    assert not muted.hearing
    assert phase_words(take(muted, SPEECH)) == "Muted"
    asleep = take(muted, WakeChanged(t_s=0, awake=False, word="Okay Nabu"))
    assert phase_words(asleep) == "Muted"
    answering = _after(READY, *SPEAKING[1:], MuteChanged(t_s=4, muted=True))
    assert (phase_words(answering), second_words(answering)) == ("Speaking …", "Muted")
    again = take(muted, MuteChanged(t_s=2, muted=False))
    assert phase_words(again) == "Listening …"
    assert again.hearing


def test_levels_reach_the_state() -> None:
    assert _after(READY, InputLevel(t_s=1, level=0.25)).level == 0.25


def test_over_loudspeakers_it_says_how_to_interrupt() -> None:
    deaf = _after(READY, DuplexChanged(t_s=0, full=False), *SPEAKING[1:])
    assert second_words(deaf) == "Esc interrupts"
    assert "Does not listen while it speaks" in detail_words(deaf)
    learnt = take(deaf, DuplexChanged(t_s=6, full=True))
    assert second_words(learnt) == ""
    assert "Listens while it speaks" in detail_words(learnt)


def test_a_late_word_of_an_answer_that_a_press_silenced_is_not_taken_for_speaking() -> None:
    state = TalkState(mode=VoiceMode.HOLD_TO_TALK)
    for event in (READY, SPEECH, SPEECH_OVER, HELLO, _started(ONE)):
        state = take(state, event)
    state = pressed(state)
    for late in (_speaks(ONE), PlaybackPaused(t_s=3), PlaybackResumed(t_s=3), _spoken(ONE), _over(ONE)):
        state = take(state, late)
    state = take(take(released(state), SPEECH_OVER), NO_WORDS)
    assert (state.phase, state.speaking, phase_words(state)) == (Phase.LISTENING, False, "Press and hold to talk")


def test_words_that_were_taken_back_leave_nobody_thinking() -> None:
    state = TalkState(mode=VoiceMode.HOLD_TO_TALK)
    for event in (READY, SPEECH, SPEECH_OVER):
        state = take(state, event)
    state = released(pressed(state))
    state = take(take(take(state, SPEECH_OVER), HELLO), NO_WORDS)
    assert state.phase is Phase.LISTENING
