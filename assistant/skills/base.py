"""What a skill is: a small class in a file of its own, which understands a sentence and plans what it asks for.

A skill never changes anything itself. ``understand`` reads the sentence alone; ``plan`` reads the world and gives a ``Plan``: what
is to be written into stores, with what it replaces. The journal writes it, so every skill survives a killed program and can be
undone without a line of its own. What cannot be undone says so in its plan, and the user is asked first.
"""

from __future__ import annotations

import dataclasses
import datetime
from typing import Any, Protocol


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """When a sentence was said, in the user's time zone, and whether it is to be answered in Japanese."""

    now: datetime.datetime
    japanese: bool = False

    def words(self, english: str, japanese: str) -> str:
        """The one of the two that the user reads."""
        return japanese if self.japanese else english


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Intent:
    """What a sentence asks of the skill called ``skill``. ``arguments`` is the skill's own frozen dataclass. ``settled``: planning
    it never asks the user anything, so it need not be planned to know whether it asked."""

    skill: str
    arguments: Any
    confirmed: bool = False
    settled: bool = False


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Something is missing or ambiguous: ``sentence`` asks the user for ``slot``. ``arguments`` is what is known so far.

    A ``free`` slot takes any words, so that a question or another command is not taken for its reply.
    """

    skill: str
    sentence: str
    slot: str
    arguments: Any = None
    free: bool = False


Understood = Intent | Question | None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Say:
    """Nothing is to be changed: the answer is ``sentence``."""

    sentence: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """The value of ``key`` in ``store`` becomes ``after``; None is no value. ``before`` is what it was when this was planned."""

    store: str
    key: str
    before: str | None
    after: str | None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What will be done, as ``preview`` says it, and what is said when it is done.

    ``aside`` is said after that, and is no part of what is written down: nothing of it would be true of an undone action. With
    ``undoable`` False the user is asked ``preview`` first, unless it is ``harmless``: it changes nothing of the user's.
    """

    preview: str
    done: str
    changes: tuple[Change, ...]
    undoable: bool = True
    harmless: bool = False
    aside: str = ""


Planned = Plan | Say | Question


class Skill(Protocol):
    """One thing Sotto can do by itself. Its docstring says what, for people and for a model."""

    @property
    def name(self) -> str:
        """Topic and verb, such as ``timer.set``."""

    def understand(self, text: str, context: Context) -> Understood:
        """What a command asks; None where it is not for this skill. Pure.

        ``text`` is what the user typed or said in this turn, in NFKC, without courtesies and the signs at its end.
        """

    def fill(self, question: Question, text: str, context: Context) -> Understood:
        """The user's reply to a question of this skill; None where it is none. Pure."""

    def plan(self, intent: Intent, context: Context) -> Planned | None:
        """What would be changed, or the answer where nothing is; None where, as things stand, it was not meant for this skill.

        Changes nothing. Raises ``UserFacingError``.
        """


class StateStore(Protocol):
    """A place where skills keep values under keys. ``write`` is atomic: after a kill the value is the old or the new one."""

    def read(self, key: str) -> str | None:
        """The value, or None. Raises ``UserFacingError``."""

    def write(self, key: str, value: str | None) -> None:
        """Puts a value, or takes it away with None. Raises ``UserFacingError`` and then has changed nothing."""

    def merge(self, change: Change, current: str | None) -> str | None:
        """The value that undoes ``change`` although something else made it ``current`` since. Raises ``Conflict``."""


class Conflict(Exception):
    """What a change made was changed again by someone else, and what is there now is left alone."""


class AsksNothing:
    """For skills that never ask back."""

    def fill(self, question: Question, text: str, context: Context) -> Understood:
        """No question, no reply."""
        del question, text, context
        return None
