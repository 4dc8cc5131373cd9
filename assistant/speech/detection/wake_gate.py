"""Lets speech through to turn-taking only after the wake word, and for a while after each answer.

======  ====================================================  ==========================================
is      becomes                                               when
======  ====================================================  ==========================================
asleep  awake for ``FOLLOW_UP_S``                             the word is heard
awake   awake for ``FOLLOW_UP_S`` from now on                 the word is heard, or an answer is under way
awake   asleep                                                that time is over and nobody is speaking
======  ====================================================  ==========================================

While it is asleep turn-taking gets silence: nothing is transcribed, shown or stored.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

from assistant.events import Event, WakeChanged
from assistant.speech.base import Samples, WakeWordDetector
from assistant.speech.turns.turn_state import TurnState, Utterance

FOLLOW_UP_S = 8.0
"""After an answer, or after the word, what is said needs no word for so long."""
HEARD_AFTER_S = 0.064
"""The word ended about so long before it is detected. With less, the first word after it loses its beginning; with more, the end
of the wake word is transcribed with it (measured with Piper and Whisper on twelve questions)."""
LONGEST_WORD_S = 1.5


def awake_until(until_s: float | None, now_s: float, *, word_heard: bool, state: TurnState) -> float | None:
    """When it falls asleep, or None when it is asleep now; ``until_s`` is what this was before."""
    if word_heard:
        return now_s + FOLLOW_UP_S
    if until_s is None:
        return None
    if state.answer is not None:
        return now_s + FOLLOW_UP_S
    return until_s if now_s < until_s or state.utterance is not None else None


def addressed(state: TurnState, now_s: float) -> TurnState:
    """The state once the word was heard: an utterance does not hold the word itself, but in the midst of a sentence."""
    word_end_s = now_s - HEARD_AFTER_S
    utterance = state.utterance
    if utterance is not None and now_s - _speech_began_s(utterance) <= LONGEST_WORD_S + HEARD_AFTER_S:
        utterance = dataclasses.replace(utterance, began_s=max(utterance.began_s, word_end_s))
    return dataclasses.replace(state, utterance=utterance, deaf_until_s=max(state.deaf_until_s, word_end_s))


def _speech_began_s(utterance: Utterance) -> float:
    """Its recording begins before that, with the pre-roll."""
    return utterance.began_s if utterance.speech_began_s is None else utterance.speech_began_s


class WakeGate:
    """Used on the session's thread. Begins asleep, and says so with the first frame. ``word_heard``: in the last frame."""

    def __init__(self, detector: WakeWordDetector, publish: Callable[[Event], None]) -> None:
        self._detector = detector
        self._publish = publish
        self._until_s: float | None = None
        self._told: bool | None = None
        self.word_heard = False

    @property
    def word(self) -> str:
        """As it is written."""
        return self._detector.word

    def let_through(
        self, frame: Samples, probability: float, state: TurnState, now_s: float
    ) -> tuple[float, TurnState]:
        """The probability of speech that turn-taking may know of ``frame``, and the state to go on from."""
        word_heard = self.word_heard = self._detector.hears(frame)
        self._until_s = awake_until(self._until_s, now_s, word_heard=word_heard, state=state)
        awake = self._until_s is not None
        if awake is not self._told:
            self._told = awake
            self._publish(WakeChanged(t_s=now_s, awake=awake, word=self._detector.word))
        return (probability if awake else 0.0), (addressed(state, now_s) if word_heard else state)
