"""Turn-taking under a script: frames, scores, words and playback on a clock that the test turns."""

from __future__ import annotations

import dataclasses
from typing import TypeVar

from assistant.events import VoiceMode
from assistant.speech.turn_taking import take
from assistant.speech.turns.pause_rules import SHORTEST_S
from assistant.speech.turns.turn_events import (
    Action,
    CommitTurn,
    EndOfTurnScored,
    FrameHeard,
    PlaybackStarted,
    Pressed,
    Released,
    ScoreEndOfTurn,
    Transcribe,
    TurnRules,
    TurnTakingEvent,
    WordsHeard,
)
from assistant.speech.turns.turn_state import TurnState

FRAME_S = 0.032

Kind = TypeVar("Kind")


@dataclasses.dataclass
class Talk:
    """A conversation under test. ``done`` holds the actions that were asked for, with their times."""

    rules: TurnRules = dataclasses.field(default_factory=TurnRules)
    state: TurnState = dataclasses.field(default_factory=TurnState)
    now_s: float = 0.0
    done: list[tuple[float, Action]] = dataclasses.field(default_factory=list)

    def happen(self, event: TurnTakingEvent) -> None:
        """Takes one event."""
        self.state, actions = take(self.state, event, self.now_s, self.rules)
        self.done += [(self.now_s, action) for action in actions]

    def hear(self, probability: float, seconds: float) -> None:
        """The detector gives ``probability`` for so long."""
        for _ in range(round(seconds / FRAME_S)):
            self.now_s += FRAME_S
            self.happen(FrameHeard(probability=probability, duration_s=FRAME_S))

    def speak(self, seconds: float) -> None:
        """Speech."""
        self.hear(0.9, seconds)

    def pause(self, seconds: float) -> None:
        """Silence."""
        self.hear(0.1, seconds)

    def score(self, probability: float) -> None:
        """The scorer answers what it was asked last."""
        asked = self.all_of(ScoreEndOfTurn)[-1]
        self.happen(
            EndOfTurnScored(utterance=asked.utterance, speech_end_s=asked.speech_end_s, probability=probability)
        )

    def understand(self, text: str) -> None:
        """The recogniser answers what it was asked last."""
        asked = self.all_of(Transcribe)[-1]
        self.happen(WordsHeard(utterance=asked.utterance, to_s=asked.to_s, text=text))

    def ask(self) -> None:
        """The user asks a question, to its end."""
        hands_free = self.rules.mode is VoiceMode.HANDS_FREE
        if not hands_free:
            self.happen(Pressed())
        self.speak(0.96)
        if hands_free:
            self.pause(0.352)
            self.score(0.99)
            self.understand("What time is it?")
            self.pause(round(SHORTEST_S / FRAME_S) * FRAME_S)
        else:
            self.happen(Released())

    def play(self) -> None:
        """The answer to the last turn begins to be heard."""
        self.happen(PlaybackStarted(utterance=self.all_of(CommitTurn)[-1].utterance))

    def all_of(self, kind: type[Kind]) -> list[Kind]:
        """Actions of one kind."""
        return [action for _, action in self.done if isinstance(action, kind)]

    def when(self, kind: type[Action]) -> list[float]:
        """When they were asked for."""
        return [at_s for at_s, action in self.done if isinstance(action, kind)]


def answering(rules: TurnRules | None = None) -> Talk:
    """A conversation whose first turn has been committed."""
    talk = Talk(rules or TurnRules())
    talk.ask()
    assert len(talk.all_of(CommitTurn)) == 1  # noqa: S101 - a script that does not fit the rules
    return talk
