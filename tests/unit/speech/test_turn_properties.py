"""What holds in any order of events: whatever the detector hears, and however late the playback tells."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.events import VoiceMode
from assistant.speech.turn_taking import take
from assistant.speech.turns.turn_events import (
    Action,
    AnnounceSpeech,
    AnswerFinished,
    CommitTurn,
    DiscardUtterance,
    DuplexSet,
    EndOfTurnScored,
    FrameHeard,
    InterruptAnswer,
    PausePlayback,
    PlaybackStarted,
    Pressed,
    Released,
    ResumePlayback,
    ScoreEndOfTurn,
    Silenced,
    Transcribe,
    TurnRules,
    TurnTakingEvent,
    WordsHeard,
)
from assistant.speech.turns.turn_state import TurnState

pytestmark = pytest.mark.unit

FRAME_S = 0.032


@dataclasses.dataclass
class Conversation:
    """Turn-taking between a script and a session that does what it is asked. ``alive`` is the utterance being answered."""

    rules: TurnRules
    state: TurnState = dataclasses.field(default_factory=TurnState)
    now_s: float = 0.0
    actions: list[Action] = dataclasses.field(default_factory=list)
    scores: list[ScoreEndOfTurn] = dataclasses.field(default_factory=list)
    transcripts: list[Transcribe] = dataclasses.field(default_factory=list)
    alive: int | None = None
    begun: set[int] = dataclasses.field(default_factory=set)
    held: bool = False
    numbers: list[int] = dataclasses.field(default_factory=list)

    def happen(self, event: TurnTakingEvent) -> None:
        self.state, actions = take(self.state, event, self.now_s, self.rules)
        for action in actions:
            self.actions.append(action)
            match action:
                case ScoreEndOfTurn():
                    self.scores.append(action)
                case Transcribe():
                    self.transcripts.append(action)
                case CommitTurn():
                    assert self.alive is None, "the answer before still plays"
                    self.alive, self.held = action.utterance, False
                case InterruptAnswer():
                    assert self.alive is not None, "there is nothing to interrupt"
                    self.alive, self.held = None, False
                case PausePlayback():
                    assert self.alive in self.begun, "nothing plays"
                    assert not self.held
                    self.held = True
                case ResumePlayback():
                    assert self.alive is not None, "a dead answer would play"
                    assert self.held
                    self.held = False
        if self.state.utterance is not None:
            self.numbers.append(self.state.utterance.number)

    def hear(self, probability: float, frames: int) -> None:
        for _ in range(frames):
            self.now_s += FRAME_S
            self.happen(FrameHeard(probability=probability, duration_s=FRAME_S))

    def score(self, which: int, probability: float) -> None:
        if self.scores:
            asked = self.scores[which % len(self.scores)]
            self.happen(
                EndOfTurnScored(utterance=asked.utterance, speech_end_s=asked.speech_end_s, probability=probability)
            )

    def understand(self, which: int, text: str) -> None:
        if self.transcripts:
            asked = self.transcripts[which % len(self.transcripts)]
            self.happen(WordsHeard(utterance=asked.utterance, to_s=asked.to_s, text=text))

    def play(self, utterance: int) -> None:
        self.begun.add(utterance)
        self.happen(PlaybackStarted(utterance=utterance))

    def finish(self, utterance: int) -> None:
        if self.alive == utterance:
            self.alive, self.held = None, False
        self.happen(AnswerFinished(utterance=utterance))

    def of(self, kind: type[Action]) -> list[int]:
        return [getattr(action, "utterance", 0) for action in self.actions if isinstance(action, kind)]


_PROBABILITIES = st.sampled_from([0.05, 0.3, 0.4, 0.6, 0.95])
_UTTERANCES = st.integers(0, 6)
_STEPS = st.one_of(
    st.tuples(st.just("hear"), _PROBABILITIES, st.integers(1, 120)),
    st.tuples(st.just("score"), st.integers(0, 20), st.sampled_from([0.02, 0.5, 0.98])),
    st.tuples(st.just("words"), st.integers(-3, 20), st.sampled_from(["", "uh-huh", "stop", "what about the", "Yes?"])),
    st.tuples(st.sampled_from(["play", "finish"]), _UTTERANCES),
    st.tuples(st.just("duplex"), st.booleans()),
    st.tuples(st.sampled_from(["press", "release", "silence"])),
)


def run(conversation: Conversation, script: list[tuple[object, ...]]) -> None:
    """Lets the script happen. ``play`` and ``finish`` may tell of answers that are dead, or not yet begun."""
    for step in script:
        match step:
            case ("hear", float(probability), int(frames)):
                conversation.hear(probability, frames)
            case ("score", int(which), float(probability)):
                conversation.score(which, probability)
            case ("words", int(which), str(text)):
                conversation.understand(which, text)
            case ("play", int(utterance)):
                conversation.play(utterance)
            case ("finish", int(utterance)):
                conversation.finish(utterance)
            case ("duplex", bool(full)):
                conversation.happen(DuplexSet(full=full))
            case ("press",):
                conversation.happen(Pressed())
            case ("release",):
                conversation.happen(Released())
            case ("silence",):
                conversation.happen(Silenced())


@given(
    script=st.lists(_STEPS, max_size=60),
    mode=st.sampled_from(list(VoiceMode)),
    has_scorer=st.booleans(),
)
def test_every_turn_ends_once_and_nobody_is_deaf_for_ever(
    script: list[tuple[object, ...]], mode: VoiceMode, has_scorer: bool
) -> None:
    conversation = Conversation(TurnRules(mode=mode, has_scorer=has_scorer))
    run(conversation, script)

    begun = set(conversation.numbers)
    ended = conversation.of(CommitTurn) + conversation.of(DiscardUtterance)
    under_way = conversation.state.utterance
    assert conversation.numbers == sorted(conversation.numbers)
    assert len(ended) == len(set(ended))
    assert begun - set(ended) == ({under_way.number} if under_way else set())
    assert set(conversation.of(CommitTurn)) <= set(conversation.of(AnnounceSpeech))
    answer = conversation.state.answer
    assert (answer.utterance if answer else None) == conversation.alive
    assert (answer is not None and answer.held_since_s is not None) == conversation.held

    # whoever holds the answer without a word is silent some time: then it goes on
    conversation.hear(0.05, 120)
    assert not conversation.held

    # a living answer ends some time; then, after a while of silence, whoever speaks is heard
    if conversation.alive is not None:
        conversation.finish(conversation.alive)
    conversation.happen(Released())
    if mode is VoiceMode.CLICK_TO_TALK and conversation.state.utterance is not None:
        conversation.happen(Pressed())
        conversation.finish(conversation.alive or 0)
    conversation.hear(0.05, 120)
    before = len(conversation.of(CommitTurn))
    conversation.happen(Pressed())
    conversation.hear(0.95, 30)
    conversation.happen(Released())
    conversation.hear(0.05, 120)
    assert len(conversation.of(CommitTurn)) == before + 1
