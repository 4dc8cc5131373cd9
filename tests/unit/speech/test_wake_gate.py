"""The wake word: what is let through, and when it falls asleep again."""

from __future__ import annotations

import dataclasses
import threading

import pytest

from assistant.events import (
    SpeakingEnded,
    SpeechStarted,
    TranscriptReady,
    VoiceInterrupted,
    VoiceMode,
    VoiceTurnFinished,
    WakeChanged,
)
from assistant.settings import Settings
from assistant.speech.detection.wake_gate import FOLLOW_UP_S, HEARD_AFTER_S, addressed, awake_until
from assistant.speech.turns.turn_state import AnswerUnderWay, TurnState, Utterance
from assistant.testing.audio import FRAME_S
from tests.spoken_conversation import TIMEOUT_S, Rig

pytestmark = pytest.mark.unit

QUIET = TurnState()
SPEAKING = TurnState(utterance=Utterance(number=1, asked_s=9.0, began_s=9.0))
ANSWERING = TurnState(answer=AnswerUnderWay(utterance=1, began_s=9.0, speech_end_s=9.0))


@pytest.mark.parametrize(
    ("before", "word_heard", "state", "after"),
    [
        (None, False, QUIET, None),
        (None, True, QUIET, 10.0 + FOLLOW_UP_S),
        (None, False, SPEAKING, None),
        (None, False, ANSWERING, None),
        (10.5, False, QUIET, 10.5),
        (10.5, True, QUIET, 10.0 + FOLLOW_UP_S),
        (10.5, False, ANSWERING, 10.0 + FOLLOW_UP_S),
        (9.5, False, QUIET, None),
        (10.0, False, QUIET, None),
        (9.5, False, SPEAKING, 9.5),
    ],
)
def test_when_it_falls_asleep(before: float | None, word_heard: bool, state: TurnState, after: float | None) -> None:
    assert awake_until(before, 10.0, word_heard=word_heard, state=state) == after


def test_the_word_itself_is_no_part_of_what_was_said() -> None:
    now = addressed(SPEAKING, 10.0)
    assert now.utterance is not None
    assert now.utterance.began_s == 10.0 - HEARD_AFTER_S
    assert now.deaf_until_s == 10.0 - HEARD_AFTER_S


def test_nor_when_it_was_said_to_one_that_listened_already() -> None:
    """Such an utterance begins with the pre-roll, well before the word."""
    utterance = Utterance(number=1, asked_s=9.2, began_s=8.3, speech_began_s=9.1)
    now = addressed(TurnState(utterance=utterance), 10.0)
    assert now.utterance is not None
    assert now.utterance.began_s == 10.0 - HEARD_AFTER_S


def test_a_longer_sentence_stays_whole() -> None:
    now = addressed(SPEAKING, 12.0)
    assert now.utterance is not None
    assert now.utterance.began_s == 9.0


def test_nor_over_an_answer() -> None:
    now = addressed(dataclasses.replace(ANSWERING, utterance=SPEAKING.utterance), 10.0)
    assert now.utterance is not None
    assert now.utterance.began_s == 10.0 - HEARD_AFTER_S


def _sleeps(rig: Rig) -> list[bool]:
    return [event.awake for event in rig.all_of(WakeChanged)]


def test_nothing_is_heard_before_the_word_nor_long_after_the_answer() -> None:
    rig = Rig(
        speech=[(10, 40), (100, 130), (400, 430), (1000, 1030)],
        texts=["one", "two", "three", "four"],
        answers=[["Yes."]],
        wake_words=[100],
        settings=Settings(voice_wake_word="okay_nabu"),
    )
    rig.hold[98] = lambda: bool(rig.all_of(WakeChanged))
    rig.hold[180] = lambda: rig.sounds
    rig.hold[390] = lambda: len(rig.all_of(VoiceTurnFinished)) == 1
    rig.hold[480] = lambda: len(rig.all_of(SpeechStarted)) == 2
    rig.hold[600] = lambda: len(rig.all_of(VoiceTurnFinished)) == 2
    past_the_last = threading.Event()
    rig.actions[1200] = past_the_last.set
    rig.service.start(VoiceMode.HANDS_FREE)
    assert past_the_last.wait(TIMEOUT_S)
    rig.service.stop()
    assert _sleeps(rig) == [False, True, False]
    assert [question for question, _ in rig.turns.questions] == ["one", "two"]
    assert [event.text for event in rig.all_of(TranscriptReady)] == ["one", "two"]
    asleep, awake, asleep_again = rig.all_of(WakeChanged)
    assert asleep.word == "okay_nabu"
    assert awake.t_s == pytest.approx(101 * FRAME_S)
    assert asleep_again.t_s < 1000 * FRAME_S
    first = rig.all_of(SpeechStarted)[0]
    assert first.t_s == pytest.approx(100 * FRAME_S)


def test_a_button_needs_no_word() -> None:
    rig = Rig(speech=[(10, 40)], texts=["hello"], answers=[["Hello."]], settings=Settings(voice_wake_word="alexa"))
    rig.actions[5] = rig.service.press
    rig.actions[50] = rig.service.release
    rig.service.start(VoiceMode.HOLD_TO_TALK)
    rig.wait_for(VoiceTurnFinished)
    rig.service.stop()
    assert rig.all_of(WakeChanged) == []


@pytest.mark.parametrize(
    ("answer", "heard"),
    [
        ("It is noon, and a fine day, and there is more to say about it than that, I think.", True),
        ("You may say alexa, and a fine day, and there is more to say about it than that, I think.", False),
    ],
)
def test_the_word_alone_interrupts_where_nothing_else_is_judged(answer: str, heard: bool) -> None:
    rig = Rig(
        speech=[(20, 50), (150, 190)],
        texts=["what time is it", "and tomorrow"],
        answers=[[answer], ["Rain."]],
        frames=400,
        wake_words=[12, 150],
        settings=Settings(voice_wake_word="alexa", voice_route="speakers"),
    )
    rig.hold[120] = lambda: rig.sounds
    rig.service.start(VoiceMode.HANDS_FREE)
    rig.wait_for(VoiceTurnFinished)
    rig.service.stop()
    assert bool(rig.all_of(VoiceInterrupted)) is heard
    assert rig.all_of(SpeakingEnded)[0].silenced is heard


def test_over_headphones_the_word_does_not_wait_for_words() -> None:
    rig = Rig(
        speech=[(20, 50), (150, 190)],
        texts=["what time is it", "and tomorrow"],
        answers=[["It is noon, and a fine day, and there is more to say about it than that, I think."], ["Rain."]],
        frames=400,
        wake_words=[12, 153],
        settings=Settings(voice_wake_word="alexa", voice_route="headphones"),
    )
    rig.hold[120] = lambda: rig.sounds
    rig.service.start(VoiceMode.HANDS_FREE)
    rig.wait_for(VoiceTurnFinished)
    rig.service.stop()
    (interrupted,) = rig.all_of(VoiceInterrupted)
    assert interrupted.t_s == pytest.approx(154 * FRAME_S, abs=2 * FRAME_S)
