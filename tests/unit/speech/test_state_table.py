"""Every row of the state tables in the docstrings of turn-taking and barge-in, in every mode that has one."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from assistant.events import VoiceMode
from assistant.speech import turn_taking
from assistant.speech.turn_taking import take
from assistant.speech.turns import barge_in
from assistant.speech.turns.turn_events import (
    Action,
    AnnounceSpeech,
    CommitTurn,
    DiscardUtterance,
    EndOfTurnScored,
    FrameHeard,
    InterruptAnswer,
    PausePlayback,
    PlaybackStarted,
    Pressed,
    Released,
    ResumePlayback,
    ScoreEndOfTurn,
    Transcribe,
    TurnRules,
    TurnTakingEvent,
    WordsHeard,
)
from assistant.speech.turns.turn_state import TurnState

pytestmark = pytest.mark.unit

FRAME_S = 0.032
HANDS_FREE, HOLD, CLICK = VoiceMode.HANDS_FREE, VoiceMode.HOLD_TO_TALK, VoiceMode.CLICK_TO_TALK


class Talk:
    """Turn-taking on a clock of frames. What it asks of scorer and recogniser is answered at once by ``score`` and ``words``."""

    def __init__(self, mode: VoiceMode, *, score: float = 0.98, words: str = "What time is it?") -> None:
        self.rules = TurnRules(mode=mode)
        self.state = TurnState(full_duplex=True)
        self.score, self.words = score, words
        self.now_s = 0.0
        self.done: list[tuple[float, Action]] = []

    def happen(self, event: TurnTakingEvent) -> None:
        self.state, actions = take(self.state, event, self.now_s, self.rules)
        for action in actions:
            self.done.append((self.now_s, action))
            match action:
                case ScoreEndOfTurn(utterance=utterance, speech_end_s=end_s):
                    self.happen(EndOfTurnScored(utterance=utterance, speech_end_s=end_s, probability=self.score))
                case Transcribe(utterance=utterance, to_s=to_s):
                    self.happen(WordsHeard(utterance=utterance, to_s=to_s, text=self.words))

    def hear(self, seconds: float, probability: float = 0.95) -> Talk:
        for _ in range(round(seconds / FRAME_S)):
            self.now_s += FRAME_S
            self.happen(FrameHeard(probability=probability, duration_s=FRAME_S))
        return self

    def quiet(self, seconds: float) -> Talk:
        return self.hear(seconds, 0.05)

    def press(self) -> Talk:
        self.happen(Pressed())
        return self

    def release(self) -> Talk:
        self.happen(Released())
        return self

    def answered(self) -> Talk:
        """A first question was asked, and its answer is heard now."""
        self.hear(1.0).quiet(3.0)
        assert self.state.answer is not None
        self.happen(PlaybackStarted(utterance=self.state.answer.utterance))
        self.done.clear()
        return self

    def when(self, kind: type[Action]) -> list[float]:
        return [at_s for at_s, action in self.done if isinstance(action, kind)]


def _begins_hands_free() -> None:
    talk = Talk(HANDS_FREE).quiet(1.6).hear(FRAME_S)
    assert talk.when(AnnounceSpeech) == []
    assert talk.hear(FRAME_S).when(AnnounceSpeech) == [pytest.approx(1.6 + 2 * FRAME_S)]


def _begins_by_button(mode: VoiceMode) -> Callable[[], None]:
    def row() -> None:
        assert Talk(mode).hear(2.0).state.utterance is None
        talk = Talk(mode).quiet(1.0).press()
        assert talk.state.utterance is not None
        assert talk.hear(FRAME_S).when(AnnounceSpeech)

    return row


def _ends_hands_free() -> None:
    final = Talk(HANDS_FREE).hear(1.6).quiet(3.0)
    open_end = Talk(HANDS_FREE, score=0.02, words="What time is").hear(1.6).quiet(3.0)
    (soon_s,), (late_s,) = final.when(CommitTurn), open_end.when(CommitTurn)
    assert soon_s - 1.6 < 1.0
    assert 2.4 < late_s - 1.6 < 3.0


def _ends_by_release() -> None:
    talk = Talk(HOLD).press().hear(1.6).quiet(4.0)
    assert talk.when(CommitTurn) == []
    assert talk.release().when(CommitTurn) == [talk.now_s]


def _ends_by_click() -> None:
    talk = Talk(CLICK).press().quiet(0.1).release().hear(1.6).quiet(4.0)
    assert talk.when(CommitTurn) == []
    assert talk.press().when(CommitTurn) == [talk.now_s]


def _discards(mode: VoiceMode) -> Callable[[], None]:
    def row() -> None:
        talk = Talk(mode)
        if mode is not HANDS_FREE:
            talk.press()
        talk.hear(0.13).quiet(2.0)
        if mode is HOLD:
            talk.release()
        elif mode is CLICK:
            talk.press()
        assert talk.when(CommitTurn) == []
        assert len(talk.when(DiscardUtterance)) == 1

    return row


def _hold() -> None:
    talk = Talk(HANDS_FREE).answered()
    began_s = talk.now_s
    assert talk.hear(0.2).when(PausePlayback) == [pytest.approx(began_s + 0.1, abs=FRAME_S)]
    # ... or the answer begins to sound while somebody speaks.
    talk = Talk(HANDS_FREE, words="").hear(1.0).quiet(3.0).hear(0.2)
    assert talk.state.answer is not None
    assert talk.when(PausePlayback) == []
    talk.happen(PlaybackStarted(utterance=talk.state.answer.utterance))
    assert talk.when(PausePlayback) == [talk.now_s]


def _ask() -> None:
    talk = Talk(HANDS_FREE, words="").answered()
    began_s = talk.now_s
    asked = talk.hear(0.8).quiet(0.4).when(Transcribe)
    assert asked[0] == pytest.approx(began_s + 0.3, abs=FRAME_S)
    assert asked[1] == pytest.approx(began_s + 0.6, abs=2 * FRAME_S)
    assert asked[2] > began_s + 0.8


def _interrupt() -> None:
    for words in ("No, tell me about dogs.", "Stop.", "待って"):
        talk = Talk(HANDS_FREE, words=words).answered()
        began_s = talk.now_s
        (interrupted_s,) = talk.hear(0.6).when(InterruptAnswer)
        assert interrupted_s - began_s < 0.5
        assert talk.state.utterance is not None


def _dismiss() -> None:
    for words in ("", "Uh-huh.", "うん。"):
        talk = Talk(HANDS_FREE, words=words).answered().hear(0.35).quiet(1.0)
        assert len(talk.when(DiscardUtterance)) == len(talk.when(ResumePlayback)) == 1
        assert talk.when(InterruptAnswer) == []


def _let_go() -> None:
    talk = Talk(HANDS_FREE, words="").answered().hear(3.0)
    (held_s,), (resumed_s,) = talk.when(PausePlayback), talk.when(ResumePlayback)
    assert resumed_s - held_s == pytest.approx(2.0, abs=FRAME_S)
    talk.words = "What about the dogs?"
    assert talk.hear(0.5).when(InterruptAnswer)


ROWS: dict[tuple[str, VoiceMode], Callable[[], None]] = {
    ("begins", HANDS_FREE): _begins_hands_free,
    ("begins", HOLD): _begins_by_button(HOLD),
    ("begins", CLICK): _begins_by_button(CLICK),
    ("ends", HANDS_FREE): _ends_hands_free,
    ("ends", HOLD): _ends_by_release,
    ("ends", CLICK): _ends_by_click,
    ("is discarded", HANDS_FREE): _discards(HANDS_FREE),
    ("is discarded", HOLD): _discards(HOLD),
    ("is discarded", CLICK): _discards(CLICK),
    ("hold", HANDS_FREE): _hold,
    ("ask", HANDS_FREE): _ask,
    ("interrupt", HANDS_FREE): _interrupt,
    ("dismiss", HANDS_FREE): _dismiss,
    ("let go", HANDS_FREE): _let_go,
}


@pytest.mark.parametrize(("row", "mode"), list(ROWS), ids=lambda part: str(getattr(part, "value", part)))
def test_what_the_row_says(row: str, mode: VoiceMode) -> None:
    ROWS[row, mode]()


def _rows_of(docstring: str | None) -> list[str]:
    """The first column of a docstring's table: its head is the first line between the rules."""
    assert docstring is not None
    _, head, body, _ = re.split(r"^=[= ]+$\n?", docstring, flags=re.MULTILINE)
    assert len(head.splitlines()) == 1
    return [line.split("  ")[0] for line in body.splitlines() if line.strip() and not line.startswith(" ")]


def test_no_row_of_the_docstrings_is_left_out() -> None:
    rows = {row for row, _ in ROWS}
    assert rows == {*_rows_of(turn_taking.__doc__), *_rows_of(barge_in.__doc__)}
    for row in _rows_of(turn_taking.__doc__):
        assert {mode for name, mode in ROWS if name == row} == set(VoiceMode)
