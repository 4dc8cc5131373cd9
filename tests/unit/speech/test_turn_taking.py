"""Who speaks when, on a clock the tests turn."""

from __future__ import annotations

import dataclasses
from typing import TypeVar

import pytest

from assistant.events import VoiceMode
from assistant.speech.turn_events import (
    Action,
    AnnounceSpeech,
    AnswerFinished,
    CommitTurn,
    DiscardUtterance,
    DuplexSet,
    EndOfTurnScored,
    FrameHeard,
    InterruptAnswer,
    PlaybackStarted,
    Pressed,
    Released,
    ScoreEndOfTurn,
    Silenced,
    StartRecording,
    TranscribeEarly,
    TurnRules,
    TurnTakingEvent,
)
from assistant.speech.turn_taking import TurnState, take

pytestmark = pytest.mark.unit

FRAME_S = 0.032

Kind = TypeVar("Kind")


@dataclasses.dataclass
class Talk:
    """A conversation under test."""

    rules: TurnRules = dataclasses.field(default_factory=TurnRules)
    state: TurnState = dataclasses.field(default_factory=TurnState)
    now_s: float = 0.0
    done: list[tuple[float, Action]] = dataclasses.field(default_factory=list)

    def happen(self, event: TurnTakingEvent) -> None:
        self.state, actions = take(self.state, event, self.now_s, self.rules)
        self.done += [(self.now_s, action) for action in actions]

    def hear(self, probability: float, seconds: float) -> None:
        for _ in range(round(seconds / FRAME_S)):
            self.now_s += FRAME_S
            self.happen(FrameHeard(probability=probability, duration_s=FRAME_S))

    def speak(self, seconds: float) -> None:
        self.hear(0.9, seconds)

    def pause(self, seconds: float) -> None:
        self.hear(0.1, seconds)

    def score(self, probability: float) -> None:
        asked = self.all_of(ScoreEndOfTurn)[-1]
        self.happen(
            EndOfTurnScored(utterance=asked.utterance, speech_end_s=asked.speech_end_s, probability=probability)
        )

    def play(self) -> None:
        self.happen(PlaybackStarted(utterance=self.all_of(CommitTurn)[-1].utterance))

    def all_of(self, kind: type[Kind]) -> list[Kind]:
        return [action for _, action in self.done if isinstance(action, kind)]

    def when(self, kind: type[Action]) -> list[float]:
        return [at_s for at_s, action in self.done if isinstance(action, kind)]


def test_speech_is_recorded_from_before_it_was_noticed() -> None:
    talk = Talk()
    talk.pause(2.016)
    talk.speak(0.32)
    (recording,) = talk.all_of(StartRecording)
    (announced,) = talk.all_of(AnnounceSpeech)
    assert announced.since_s == pytest.approx(2.016)
    assert recording.from_s == pytest.approx(2.016 - 0.8)
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
    assert bool(talk.all_of(StartRecording)) == begins


def test_between_the_thresholds_speech_goes_on() -> None:
    talk = Talk()
    talk.speak(0.5)
    talk.hear(0.36, 3.0)
    assert talk.all_of(TranscribeEarly) == []


def test_a_likely_end_commits_and_a_transcript_is_under_way_before() -> None:
    talk = Talk()
    talk.speak(0.96)
    talk.pause(0.224)
    assert talk.when(TranscribeEarly) == [pytest.approx(0.96 + 0.128)]
    talk.score(0.8)
    (committed,) = talk.all_of(CommitTurn)
    assert committed.speech_end_s == pytest.approx(0.96)


def test_an_unlikely_end_is_asked_about_again_and_ends_at_last() -> None:
    talk = Talk()
    talk.speak(0.96)
    for seconds in (0.224, 0.288, 0.704):
        talk.pause(seconds)
        talk.score(0.2)
    assert len(talk.all_of(ScoreEndOfTurn)) == 3
    talk.pause(2.0)
    assert talk.when(CommitTurn) == [pytest.approx(0.96 + 2.5, abs=FRAME_S)]


def test_a_late_score_of_an_earlier_pause_does_not_end_the_turn() -> None:
    talk = Talk()
    talk.speak(0.96)
    talk.pause(0.224)
    talk.speak(0.32)
    talk.score(0.99)
    talk.pause(0.16)
    talk.score(0.99)
    assert talk.all_of(CommitTurn) == []


def test_without_a_scorer_silence_ends_the_turn() -> None:
    talk = Talk(TurnRules(has_scorer=False))
    talk.speak(0.96)
    talk.pause(1.0)
    assert talk.when(CommitTurn) == [pytest.approx(0.96 + 0.7, abs=FRAME_S)]
    assert talk.all_of(ScoreEndOfTurn) == []


def test_a_cough_is_discarded() -> None:
    talk = Talk()
    talk.speak(0.16)
    talk.pause(3.0)
    assert len(talk.all_of(DiscardUtterance)) == 1
    assert talk.all_of(CommitTurn) == []


def test_nobody_speaks_longer_than_the_longest_utterance() -> None:
    talk = Talk()
    talk.speak(65.0)
    commits = talk.when(CommitTurn)
    assert len(commits) == 2
    assert commits[0] == pytest.approx(30.0, abs=0.1)


def test_through_speakers_the_microphone_is_not_judged_while_sotto_speaks() -> None:
    talk = _answering(TurnRules())
    talk.play()
    talk.speak(2.0)
    talk.happen(AnswerFinished(utterance=1))
    talk.speak(0.192)
    assert len(talk.all_of(StartRecording)) == 1
    talk.speak(0.16)
    (_, second) = talk.all_of(StartRecording)
    assert second.from_s >= talk.state.deaf_until_s


def test_with_headphones_speech_breaks_in() -> None:
    talk = _answering(TurnRules())
    talk.happen(DuplexSet(full=True))
    talk.play()
    began_s = talk.now_s
    talk.speak(0.5)
    assert talk.when(InterruptAnswer) == [pytest.approx(began_s + 0.25, abs=FRAME_S)]
    assert talk.all_of(InterruptAnswer)[0].by_user_speech


def test_going_on_before_the_answer_begins_interrupts_it() -> None:
    talk = _answering(TurnRules())
    talk.speak(0.5)
    assert len(talk.all_of(InterruptAnswer)) == 1


@pytest.mark.parametrize("playing", [False, True])
def test_silence_interrupts_once(playing: bool) -> None:
    talk = _answering(TurnRules())
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
    assert len(talk.all_of(TranscribeEarly)) == 1


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
    talk = _answering(TurnRules(mode=VoiceMode.HOLD_TO_TALK))
    talk.play()
    talk.pause(1.0)
    talk.happen(Pressed())
    assert len(talk.all_of(InterruptAnswer)) == 1
    assert talk.all_of(StartRecording)[-1].from_s == pytest.approx(talk.now_s)


def test_a_late_word_of_a_dead_answer_does_not_deafen() -> None:
    talk = _answering(TurnRules())
    talk.happen(Silenced())
    talk.happen(PlaybackStarted(utterance=1))
    talk.pause(0.5)
    talk.speak(0.5)
    assert len(talk.all_of(StartRecording)) == 2


def test_the_end_of_a_dead_answer_does_not_end_the_living_one() -> None:
    talk = _answering(TurnRules())
    talk.speak(0.96)
    talk.pause(0.224)
    talk.score(0.9)
    talk.play()
    talk.happen(AnswerFinished(utterance=1))
    assert talk.state.answering == 2
    assert talk.state.playing


def test_a_canceller_that_has_converged_opens_the_ears() -> None:
    talk = _answering(TurnRules())
    talk.play()
    talk.speak(1.0)
    assert talk.all_of(InterruptAnswer) == []
    talk.happen(DuplexSet(full=True))
    talk.speak(1.0)
    assert len(talk.all_of(InterruptAnswer)) == 1


def _answering(rules: TurnRules) -> Talk:
    """A conversation whose first turn has been committed."""
    talk = Talk(rules)
    if rules.mode is not VoiceMode.HANDS_FREE:
        talk.happen(Pressed())
    talk.speak(0.96)
    if rules.mode is VoiceMode.HANDS_FREE:
        talk.pause(0.224)
        talk.score(0.9)
    else:
        talk.happen(Released())
    assert len(talk.all_of(CommitTurn)) == 1
    return talk
