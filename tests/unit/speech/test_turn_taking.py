"""Who speaks when, on a clock the tests turn."""

from __future__ import annotations

import itertools

import pytest

from assistant.events import VoiceMode
from assistant.speech.turns.pause_rules import end_probability, pause_needed_s
from assistant.speech.turns.sentence_end import SentenceEnd
from assistant.speech.turns.turn_events import (
    AnnounceSpeech,
    AnswerFinished,
    CommitTurn,
    DiscardUtterance,
    DropDraft,
    InterruptAnswer,
    NotePause,
    PlaybackStarted,
    Pressed,
    Released,
    ScoreEndOfTurn,
    Silenced,
    StartDraft,
    Transcribe,
    TranscribePartly,
    TurnRules,
)
from assistant.testing.talk import FRAME_S, Talk, answering

pytestmark = pytest.mark.unit


def pause_of(score: float | None, words: SentenceEnd) -> float:
    """How long the silence gets before such a turn is over."""
    return pause_needed_s(end_probability(score, words))


def test_speech_is_recorded_from_before_it_was_noticed() -> None:
    talk = Talk()
    talk.pause(2.016)
    talk.speak(0.32)
    talk.pause(0.2)
    (announced,) = talk.all_of(AnnounceSpeech)
    (asked,) = talk.all_of(Transcribe)
    assert announced.since_s == pytest.approx(2.016)
    assert asked.from_s == pytest.approx(2.016 - 0.8)
    assert talk.when(AnnounceSpeech) == [pytest.approx(2.016 + 0.064)]


def test_one_loud_frame_is_nothing() -> None:
    talk = Talk()
    for _ in range(20):
        talk.speak(FRAME_S)
        talk.pause(FRAME_S)
    assert talk.done == []


@pytest.mark.parametrize(("probability", "begins"), [(0.49, False), (0.5, True)])
def test_what_begins_speech(probability: float, begins: bool) -> None:
    talk = Talk()
    talk.hear(probability, 1.0)
    assert bool(talk.all_of(AnnounceSpeech)) == begins


def test_between_the_thresholds_speech_goes_on() -> None:
    talk = Talk()
    talk.speak(0.5)
    talk.hear(0.36, 3.0)
    assert talk.all_of(Transcribe) == []


def test_while_the_user_speaks_the_words_so_far_are_asked_for() -> None:
    talk = Talk()
    talk.speak(3.2)
    asked = talk.when(TranscribePartly)
    assert asked[0] == pytest.approx(1.0, abs=FRAME_S)
    assert [after - before for before, after in itertools.pairwise(asked)] == pytest.approx([0.7] * 3, abs=FRAME_S)


def test_a_likely_end_is_drafted_at_once_and_committed_soon() -> None:
    talk = Talk()
    talk.speak(0.96)
    talk.pause(0.224)
    assert talk.when(Transcribe) == [pytest.approx(0.96 + 0.064)]
    talk.score(0.97)
    talk.understand("What time is it?")
    (draft,) = talk.all_of(StartDraft)
    assert draft.speech_end_s == pytest.approx(0.96)
    assert talk.all_of(CommitTurn) == []
    talk.pause(0.5)
    (committed,) = talk.all_of(CommitTurn)
    assert committed.speech_end_s == pytest.approx(0.96)
    assert talk.when(CommitTurn) == [pytest.approx(0.96 + pause_of(0.97, SentenceEnd.COMPLETE), abs=2 * FRAME_S)]


def test_the_end_waits_for_the_words() -> None:
    talk = Talk()
    talk.speak(0.96)
    talk.pause(0.224)
    talk.score(0.99)
    talk.pause(0.5)
    assert talk.all_of(CommitTurn) == []
    talk.understand("What time is it?")
    assert len(talk.all_of(CommitTurn)) == 1


def test_words_that_never_come_do_not_hold_up_the_end() -> None:
    talk = Talk()
    talk.speak(0.96)
    talk.pause(0.224)
    talk.score(0.99)
    talk.pause(2.0)
    assert talk.when(CommitTurn) == [pytest.approx(0.96 + 1.2, abs=2 * FRAME_S)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("What time is it?", SentenceEnd.COMPLETE),
        ("What time is it", SentenceEnd.OPEN),
        ("I want to go to the", SentenceEnd.UNFINISHED),
        ("明日の天気ですけど", SentenceEnd.UNFINISHED),
        ("", SentenceEnd.UNFINISHED),
    ],
)
def test_an_unfinished_sentence_waits_longer(text: str, words: SentenceEnd) -> None:
    talk = Talk()
    talk.speak(0.96)
    talk.pause(0.224)
    talk.score(0.5)
    talk.understand(text)
    talk.pause(3.0)
    assert talk.when(CommitTurn) == [pytest.approx(0.96 + pause_of(0.5, words), abs=2 * FRAME_S)]


def test_a_patient_user_gets_more_time() -> None:
    def ends_after(patience: float) -> float:
        talk = Talk(TurnRules(patience=patience))
        talk.speak(0.96)
        talk.pause(0.224)
        talk.score(0.6)
        talk.understand("Tell me about it.")
        talk.pause(3.0)
        return talk.when(CommitTurn)[0] - 0.96

    assert ends_after(0.75) < ends_after(1.0) < ends_after(1.6)


def test_an_unlikely_end_is_asked_about_again_and_ends_at_last() -> None:
    talk = Talk()
    talk.speak(0.96)
    for seconds in (0.224, 0.288, 0.704):
        talk.pause(seconds)
        talk.score(0.02)
    talk.understand("and then")
    assert len(talk.all_of(ScoreEndOfTurn)) == 3
    assert talk.all_of(StartDraft) == []
    talk.pause(2.0)
    assert talk.when(CommitTurn) == [pytest.approx(0.96 + 2.5, abs=2 * FRAME_S)]


def test_a_sure_scorer_is_not_asked_again() -> None:
    talk = Talk()
    talk.speak(0.96)
    talk.pause(0.224)
    talk.score(0.95)
    talk.understand("and then")
    talk.pause(2.0)
    assert len(talk.all_of(ScoreEndOfTurn)) == 1


def test_a_scorer_that_is_slow_is_asked_once_at_a_time() -> None:
    talk = Talk()
    talk.speak(0.96)
    talk.pause(0.6)
    assert len(talk.all_of(ScoreEndOfTurn)) == 1
    talk.score(0.1)
    assert len(talk.all_of(ScoreEndOfTurn)) == 2


def test_a_late_word_on_an_earlier_pause_does_not_end_the_turn() -> None:
    talk = Talk()
    talk.speak(0.96)
    talk.pause(0.224)
    talk.speak(0.32)
    talk.score(0.99)
    talk.understand("That is all.")
    talk.pause(0.16)
    talk.score(0.99)
    assert talk.all_of(CommitTurn) == []
    assert talk.all_of(StartDraft) == []


def test_speech_that_goes_on_drops_the_draft_and_tells_the_pause() -> None:
    talk = Talk()
    talk.speak(0.96)
    talk.pause(0.512)
    talk.score(0.4)
    talk.understand("What is the weather.")
    assert len(talk.all_of(StartDraft)) == 1
    talk.speak(0.5)
    assert len(talk.all_of(DropDraft)) == 1
    (pause,) = talk.all_of(NotePause)
    assert pause.seconds == pytest.approx(0.512)
    talk.pause(0.224)
    talk.understand("What is the weather in Paris?")
    assert len(talk.all_of(StartDraft)) == 2


def test_speech_that_goes_on_drops_the_transcript_under_way() -> None:
    talk = Talk()
    talk.speak(0.96)
    talk.pause(0.064)
    assert len(talk.all_of(Transcribe)) == 1
    talk.speak(0.064)
    assert len(talk.all_of(DropDraft)) == 1
    talk.understand("What")
    talk.pause(0.064)
    assert [asked.to_s for asked in talk.all_of(Transcribe)] == [pytest.approx(0.96), pytest.approx(1.088)]
    assert talk.all_of(StartDraft) == []


def test_without_a_scorer_silence_and_words_end_the_turn() -> None:
    talk = Talk(TurnRules(has_scorer=False))
    talk.speak(0.96)
    talk.pause(0.2)
    talk.understand("What time is it?")
    talk.pause(2.0)
    assert talk.when(CommitTurn) == [pytest.approx(0.96 + pause_of(None, SentenceEnd.COMPLETE), abs=2 * FRAME_S)]
    assert talk.all_of(ScoreEndOfTurn) == []


def test_a_cough_is_discarded() -> None:
    talk = Talk()
    talk.speak(0.16)
    talk.pause(3.0)
    assert len(talk.all_of(DiscardUtterance)) == 1
    assert talk.all_of(CommitTurn) == []


def test_nobody_speaks_longer_than_the_longest_utterance() -> None:
    talk = Talk()
    talk.speak(31.0)
    assert talk.when(CommitTurn)[0] == pytest.approx(30.0, abs=0.1)


def test_through_speakers_the_microphone_is_not_judged_while_sotto_speaks() -> None:
    talk = answering(TurnRules())
    talk.play()
    talk.speak(2.0)
    talk.happen(AnswerFinished(utterance=1))
    talk.speak(0.192)
    assert len(talk.all_of(AnnounceSpeech)) == 1
    talk.speak(0.16)
    assert len(talk.all_of(AnnounceSpeech)) == 2
    assert talk.state.utterance is not None
    assert talk.state.utterance.began_s >= talk.state.deaf_until_s


@pytest.mark.parametrize("playing", [False, True])
def test_silence_interrupts_once(playing: bool) -> None:
    talk = answering(TurnRules())
    if playing:
        talk.play()
    talk.happen(Silenced())
    talk.happen(Silenced())
    (interrupted,) = talk.all_of(InterruptAnswer)
    assert not interrupted.by_user_speech


@pytest.mark.parametrize("mode", [VoiceMode.HOLD_TO_TALK, VoiceMode.CLICK_TO_TALK])
def test_a_held_button_records_until_it_is_let_go(mode: VoiceMode) -> None:
    talk = Talk(TurnRules(mode=mode))
    talk.speak(1.0)
    assert talk.done == []
    talk.happen(Pressed())
    talk.speak(0.96)
    talk.pause(4.0)
    assert talk.all_of(CommitTurn) == []
    talk.happen(Released())
    assert len(talk.all_of(CommitTurn)) == 1
    assert len(talk.all_of(Transcribe)) == 1


def test_a_click_begins_and_the_next_one_ends() -> None:
    talk = Talk(TurnRules(mode=VoiceMode.CLICK_TO_TALK))
    talk.happen(Pressed())
    talk.pause(0.1)
    talk.happen(Released())
    talk.speak(0.96)
    talk.happen(Pressed())
    talk.happen(Released())
    assert len(talk.all_of(CommitTurn)) == 1
    assert talk.state.utterance is None


def test_a_button_pressed_without_a_word_asks_nothing() -> None:
    talk = Talk(TurnRules(mode=VoiceMode.HOLD_TO_TALK))
    talk.happen(Pressed())
    talk.pause(1.0)
    talk.happen(Released())
    assert talk.all_of(CommitTurn) == []
    assert len(talk.all_of(DiscardUtterance)) == 1


def test_the_button_breaks_in_and_its_recording_holds_no_echo() -> None:
    talk = answering(TurnRules(mode=VoiceMode.HOLD_TO_TALK))
    talk.play()
    talk.pause(1.0)
    talk.happen(Pressed())
    assert len(talk.all_of(InterruptAnswer)) == 1
    assert talk.state.utterance is not None
    assert talk.state.utterance.began_s == pytest.approx(talk.now_s)


def test_a_late_word_of_a_dead_answer_does_not_deafen() -> None:
    talk = answering(TurnRules())
    talk.happen(Silenced())
    talk.happen(PlaybackStarted(utterance=1))
    talk.pause(0.5)
    talk.speak(0.5)
    assert len(talk.all_of(AnnounceSpeech)) == 2


def test_the_end_of_a_dead_answer_does_not_end_the_living_one() -> None:
    talk = answering(TurnRules())
    talk.happen(Silenced())
    talk.ask()
    talk.play()
    talk.happen(AnswerFinished(utterance=1))
    assert talk.state.answer is not None
    assert talk.state.answer.utterance == 2
    assert talk.state.answer.playing
