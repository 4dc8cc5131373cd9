"""Speech over an answer: held at once, judged by its words."""

from __future__ import annotations

import pytest

from assistant.speech.turns.turn_events import (
    AnnounceSpeech,
    AnswerFinished,
    CommitTurn,
    DiscardUtterance,
    DuplexSet,
    InterruptAnswer,
    NotePause,
    PausePlayback,
    ResumePlayback,
    StartDraft,
    Transcribe,
)
from assistant.testing.talk import FRAME_S, Talk, answering

pytestmark = pytest.mark.unit


def speaking() -> Talk:
    """Sotto speaks, on headphones; what was done so far is forgotten."""
    talk = answering()
    talk.happen(DuplexSet(full=True))
    talk.play()
    talk.pause(2.016)
    talk.done.clear()
    return talk


def test_playback_is_held_after_a_tenth_of_a_second() -> None:
    talk = speaking()
    began_s = talk.now_s
    talk.speak(0.2)
    assert talk.when(PausePlayback) == [pytest.approx(began_s + 0.096)]
    assert talk.all_of(InterruptAnswer) == []


def test_words_interrupt_and_the_rest_becomes_a_turn() -> None:
    talk = speaking()
    began_s = talk.now_s
    talk.speak(0.32)
    assert talk.when(Transcribe) == [pytest.approx(began_s + 0.3, abs=FRAME_S)]
    talk.understand("No, I")
    (interrupted,) = talk.all_of(InterruptAnswer)
    assert interrupted.by_user_speech
    assert talk.now_s - began_s <= 0.5
    talk.speak(0.64)
    talk.pause(0.224)
    talk.understand("No, I meant tomorrow.")
    talk.pause(1.5)
    (committed,) = talk.all_of(CommitTurn)
    assert committed.speech_end_s == pytest.approx(began_s + 0.96)
    assert len(talk.all_of(InterruptAnswer)) == 1
    assert talk.all_of(ResumePlayback) == []


@pytest.mark.parametrize("text", ["", "Uh-huh.", "Yeah, yeah.", "Mm-hmm.", "うん。", "はい、はい", "なるほど"])
def test_a_back_channel_lets_the_answer_go_on(text: str) -> None:
    talk = speaking()
    talk.speak(0.256)
    talk.pause(0.16)
    talk.understand(text)
    assert len(talk.all_of(PausePlayback)) == 1
    assert len(talk.all_of(ResumePlayback)) == 1
    assert len(talk.all_of(DiscardUtterance)) == 1
    assert talk.all_of(InterruptAnswer) == []
    talk.pause(5.0)
    assert talk.all_of(CommitTurn) == []


@pytest.mark.parametrize("text", ["Stop!", "Wait, wait.", "待って", "止めて。", "Stop talking, please."])
def test_stop_stops_even_when_it_is_short(text: str) -> None:
    talk = speaking()
    talk.speak(0.192)
    talk.pause(0.128)
    talk.understand(text)
    assert len(talk.all_of(InterruptAnswer)) == 1


def test_a_back_channel_that_goes_on_is_judged_again() -> None:
    talk = speaking()
    talk.speak(0.32)
    talk.understand("Yeah")
    assert talk.all_of(InterruptAnswer) == []
    talk.speak(0.32)
    assert len(talk.all_of(Transcribe)) == 2
    talk.understand("Yeah, but what about Sunday")
    assert len(talk.all_of(InterruptAnswer)) == 1


def test_what_was_asked_while_somebody_spoke_is_asked_again_at_the_end() -> None:
    talk = speaking()
    talk.speak(0.384)
    talk.pause(0.16)
    talk.understand("")
    assert talk.all_of(ResumePlayback) == []
    talk.pause(FRAME_S)
    talk.understand("Right.")
    assert len(talk.all_of(ResumePlayback)) == 1


def test_noise_holds_the_answer_for_two_seconds_at_most() -> None:
    talk = speaking()
    began_s = talk.now_s
    for _ in range(20):
        talk.speak(0.32)
        talk.understand("")
    assert talk.when(ResumePlayback) == [pytest.approx(began_s + 0.096 + 2.0, abs=FRAME_S)]
    assert len(talk.all_of(PausePlayback)) == 1
    talk.pause(0.5)
    talk.understand("")
    talk.pause(3.0)
    assert talk.all_of(CommitTurn) == []
    assert talk.all_of(InterruptAnswer) == []
    assert len(talk.all_of(DiscardUtterance)) == 1


def test_words_after_noise_still_interrupt() -> None:
    talk = speaking()
    for _ in range(8):
        talk.speak(0.32)
        talk.understand("")
    talk.speak(0.32)
    talk.understand("Excuse me, can I")
    assert len(talk.all_of(InterruptAnswer)) == 1


def test_a_recogniser_that_is_slow_lets_the_answer_go_on_and_may_still_interrupt() -> None:
    talk = speaking()
    talk.speak(0.64)
    talk.pause(4.0)
    assert len(talk.all_of(ResumePlayback)) == 1
    assert talk.all_of(DiscardUtterance) == []
    talk.understand("What about tomorrow")
    assert len(talk.all_of(InterruptAnswer)) == 1
    talk.pause(FRAME_S * 5)
    talk.understand("What about tomorrow?")
    talk.pause(FRAME_S)
    assert len(talk.all_of(CommitTurn)) == 1


def test_through_speakers_who_speaks_first_is_heard_out() -> None:
    talk = answering()
    talk.pause(0.512)
    talk.speak(0.192)
    talk.play()
    assert len(talk.all_of(PausePlayback)) == 1
    talk.speak(0.256)
    talk.understand("Thank you, that")
    assert len(talk.all_of(InterruptAnswer)) == 1


def test_through_speakers_noise_at_the_beginning_is_forgotten() -> None:
    talk = answering()
    talk.speak(0.192)
    talk.play()
    for _ in range(8):
        talk.speak(0.32)
        talk.understand("")
    assert len(talk.all_of(ResumePlayback)) == 1
    talk.speak(3.0)
    assert talk.state.utterance is None


def test_who_goes_on_before_anything_was_heard_is_understood_whole() -> None:
    talk = answering()
    first = talk.all_of(CommitTurn)[0]
    talk.pause(0.32)
    paused_s = talk.now_s - first.speech_end_s
    talk.speak(0.32)
    talk.understand("in Paris")
    assert len(talk.all_of(InterruptAnswer)) == 1
    assert talk.all_of(NotePause)[0].seconds == pytest.approx(paused_s)
    talk.speak(0.32)
    talk.pause(0.16)
    asked = talk.all_of(Transcribe)[-1]
    assert asked.from_s == first.from_s
    talk.understand("What time is it in Paris now?")
    talk.pause(1.5)
    assert talk.all_of(CommitTurn)[-1].from_s == first.from_s


def test_stop_before_anything_was_heard_repeats_no_question() -> None:
    talk = answering()
    talk.pause(0.32)
    talk.speak(0.32)
    talk.understand("Stop.")
    assert talk.state.utterance is not None
    assert talk.state.utterance.began_s > talk.all_of(CommitTurn)[0].speech_end_s - 0.8


def test_a_back_channel_at_the_very_end_is_no_turn() -> None:
    talk = speaking()
    talk.speak(0.256)
    talk.happen(AnswerFinished(utterance=1))
    talk.pause(0.16)
    talk.understand("Okay.")
    talk.pause(3.0)
    assert talk.all_of(CommitTurn) == []
    assert len(talk.all_of(DiscardUtterance)) == 1


def test_a_question_at_the_very_end_is_one() -> None:
    talk = speaking()
    talk.speak(0.64)
    talk.happen(AnswerFinished(utterance=1))
    talk.pause(0.224)
    talk.understand("And what about tomorrow?")
    talk.pause(1.5)
    assert len(talk.all_of(CommitTurn)) == 1


def test_ears_that_are_closed_forget_what_they_heard() -> None:
    talk = speaking()
    talk.speak(FRAME_S * 2)
    assert len(talk.all_of(AnnounceSpeech)) == 1
    talk.happen(DuplexSet(full=False))
    assert len(talk.all_of(DiscardUtterance)) == 1
    talk.speak(1.0)
    assert talk.all_of(PausePlayback) == []


def test_nothing_is_drafted_over_an_answer() -> None:
    talk = speaking()
    talk.speak(0.256)
    talk.pause(1.0)
    assert talk.all_of(StartDraft) == []
