"""The skills: which one a message is for, what it plans, and carrying it out.

A message → its own words (``sentence``) → the first skill that understands them → a plan, an answer or a question. Where a skill
asked for something missing, the next message may be the reply: so the last messages are gone through in order, and nothing has to
be kept. What no skill understood and may still be a command is read by the model into a sentence that one does
(``command_reader``).
"""

from __future__ import annotations

import dataclasses
import datetime
import logging
import re
from collections.abc import Callable, Generator, Mapping, Sequence
from typing import Any

import msgspec

from assistant.cancellation import CancelToken
from assistant.clock import Clock
from assistant.conversation.acting import Outcome, Proposal
from assistant.conversation.temporary import is_temporary_message
from assistant.documents.questions.several_questions import questions_in
from assistant.errors import InvalidInput, UserFacingError
from assistant.events import ActionsChanged, Event
from assistant.ids import ActionId, ConversationId, MessageId
from assistant.llm.base import ChatModel, PromptProgress
from assistant.records import Action
from assistant.skills.base import Conflict, Context, Intent, Plan, Planned, Question, Say, Skill
from assistant.skills.calculator import calculate
from assistant.skills.commands.command_reader import CommandReader
from assistant.skills.commands.command_topics import Topic
from assistant.skills.journal import ActionJournal
from assistant.skills.sentence import is_japanese, is_question_about
from assistant.skills.undo import is_heard_as_undo, is_undo

_log = logging.getLogger(__name__)

CONFIRM = "confirm"
_YES = re.compile(
    r"^(?:(?:yes|yeah|yep|sure|ok|okay|do it|go ahead|confirm(?:ed)?)(?:,? please)?"
    r"|はい|うん|ええ|お願い(?:します)?|実行して|いいよ|いいです)$",
    re.IGNORECASE,
)
_NO = re.compile(
    r"^(?:no|nope|don[’']t|do not|cancel|never ?mind|stop|いいえ|いや|やめて|やめておく|キャンセル|いいです結構|不要)$",
    re.IGNORECASE,
)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class _Deed:
    intent: Intent | None = None
    plan: Plan | None = None
    undo: ActionId | None = None
    context: Context


class SkillRoom:
    """Implements ``SkillSource``."""

    def __init__(
        self,
        skills: Sequence[Skill],
        journal: ActionJournal,
        *,
        clock: Clock,
        zone: Callable[[], datetime.tzinfo],
        publish: Callable[[Event], None],
        acted: Callable[[], None],
        topics: Callable[[], Sequence[Topic]] = tuple,
        may_read: Callable[[], bool] = lambda: True,
    ) -> None:
        """Skills that come first are asked first. ``acted`` is called when something was done or undone. ``topics`` are those of
        skills that are not Sotto's own; ``may_read`` says whether a model may read commands in other words."""
        self._skills = list(skills)
        self._by_name: Mapping[str, Skill] = {skill.name: skill for skill in skills}
        self._journal = journal
        self._clock = clock
        self._zone = zone
        self._publish = publish
        self._acted = acted
        self._reader = CommandReader(topics)
        self._may_read = may_read

    def propose(self, message: str, *, conversation: ConversationId | None, previous: Sequence[str]) -> Proposal | None:
        """See ``SkillSource``."""
        if (sum_ := calculate(message)) is not None:
            return Proposal(sentence=sum_)
        if (answers := self._answers_to_each(questions_in(message))) is not None:
            return Proposal(sentence=answers)
        words = self._reader.words(message)
        if words is None:
            return None
        context = self._context(message)
        if is_undo(words):
            return self._undoing(conversation, context)
        asked: Question | None = None
        for earlier in previous:
            asked = self._asked_by(earlier, asked)
        if asked is None and is_heard_as_undo(message) and self._journal.last(conversation) is not None:
            return self._undoing(conversation, context)
        found = self._understood(message, words, asked, context)
        try:
            planned = self._planned(found, context)
        except UserFacingError as error:
            return Proposal(sentence=_told(error, context))
        match planned:
            case None:
                return None
            case Say(sentence=sentence) | Question(sentence=sentence):
                return Proposal(sentence=sentence)
            case Plan():
                assert isinstance(found, Intent)  # noqa: S101 - only intents are planned
                return Proposal(deed=_Deed(intent=found, plan=planned, context=context))

    def _answers_to_each(self, questions: Sequence[str]) -> str | None:
        """What is said to several questions at once, where every one of them is answered without a deed."""
        said: list[str] = []
        for question in questions:
            answer = calculate(question)
            words = self._reader.words(question) if answer is None else None
            if words is not None:
                context = self._context(question)
                try:
                    planned = self._planned(self._command(words, context), context)
                except UserFacingError:
                    planned = None
                answer = planned.sentence if isinstance(planned, Say) else None
            if answer is None:
                return None
            said.append(answer)
        return "\n\n".join(said) or None

    def may_mean(self, message: str) -> bool:
        """See ``SkillSource``."""
        return self._may_read() and self._reader.may_read(message)

    def read(
        self,
        message: str,
        *,
        conversation: ConversationId | None,
        previous: Sequence[str],
        model: ChatModel,
        cancel: CancelToken,
    ) -> Generator[PromptProgress, None, Proposal | None]:
        """See ``SkillSource``."""
        if not (yield from self._reader.read(message, self._context(message).now, model, cancel)):
            return None
        proposal = self.propose(message, conversation=conversation, previous=previous)
        if proposal is None:
            self._reader.unlearn(message)
        return proposal

    def carry_out(self, proposal: Proposal, answer: MessageId) -> Outcome:
        """See ``SkillSource``."""
        deed: _Deed = proposal.deed
        try:
            if deed.undo is not None:
                action = self.undo(deed.undo)
                return Outcome(sentence=deed.context.words(f"Undone: {action.text}", f"取り消しました：{action.text}"))
            assert deed.intent is not None  # noqa: S101 - one of the two
            assert deed.plan is not None  # noqa: S101
            return self._done(deed.intent, deed.plan, deed.context, answer)
        except UserFacingError as error:
            return Outcome(sentence=_told(error, deed.context))

    def undo(self, action: ActionId) -> Action:
        """Takes an action back and tells it. Raises ``NotFound``, ``InvalidInput``."""
        undone = self._journal.undo(action)
        self._publish(ActionsChanged(actions=(undone,)))
        self._acted()
        return undone

    def _done(self, intent: Intent, plan: Plan, context: Context, answer: MessageId) -> Outcome:
        message = None if is_temporary_message(answer) else answer
        arguments: Mapping[str, Any] = msgspec.to_builtins(intent.arguments)
        for _ in range(3):
            try:
                action = self._journal.carry_out(intent.skill, arguments, plan, message)
            except Conflict:
                # Something changed between planning and doing: planned anew.
                again = self._planned(intent, context)
                if not isinstance(again, Plan):
                    return Outcome(sentence=again.sentence if again is not None else "")
                plan = again
            else:
                self._acted()
                return Outcome(sentence=plan.done + plan.aside, actions=(action,))
        raise InvalidInput("Something else changes it all the time.", "Try again in a moment.")

    def _undoing(self, conversation: ConversationId | None, context: Context) -> Proposal:
        action = self._journal.last(conversation)
        if action is None:
            return Proposal(sentence=context.words("There is nothing to undo.", "取り消すものはありません。"))
        return Proposal(deed=_Deed(undo=action.id, context=context))

    def _asked_by(self, message: str, asked: Question | None) -> Question | None:
        """The question that an earlier message was answered with, as far as it still stands."""
        words = self._reader.words(message)
        if words is None or is_undo(words):
            return None
        context = self._context(message)
        found = self._understood(message, words, asked, context)
        if isinstance(found, Intent) and found.settled:
            return None
        try:
            planned = self._planned(found, context)
        except UserFacingError:
            return None
        return planned if isinstance(planned, Question) else None

    def _understood(
        self, message: str, words: str, asked: Question | None, context: Context
    ) -> Intent | Question | Say | None:
        if asked is None:
            return self._command(words, context)
        if asked.slot == CONFIRM and _YES.match(words):
            return dataclasses.replace(asked.arguments, confirmed=True)  # type: ignore[no-any-return]  # an Intent
        if _NO.match(words):
            return Say(sentence=context.words("All right.", "わかりました。"))
        reply = self._by_name[asked.skill].fill(asked, words, context) if asked.slot != CONFIRM else None
        command = self._command(words, context) if reply is None or asked.free else None
        if asked.free and (command is not None or message.rstrip().endswith(("?", "？"))):
            return command
        return reply if reply is not None else command

    def _command(self, words: str, context: Context) -> Intent | Question | None:
        if is_question_about(words):
            return None
        for skill in self._skills:
            if (found := skill.understand(words, context)) is not None:
                return found
        return None

    def _planned(self, found: Intent | Question | Say | None, context: Context) -> Planned | None:
        if not isinstance(found, Intent):
            return found
        planned = self._by_name[found.skill].plan(found, context)
        if isinstance(planned, Plan) and not (planned.undoable or planned.harmless or found.confirmed):
            return Question(skill=found.skill, sentence=planned.preview, slot=CONFIRM, arguments=found)
        return planned

    def _context(self, message: str) -> Context:
        now = datetime.datetime.fromtimestamp(self._clock.now(), self._zone())
        return Context(now=now, japanese=is_japanese(message))


def is_yes(words: str) -> bool:
    """Whether the user agrees to what was asked."""
    return _YES.match(words) is not None


def is_no(words: str) -> bool:
    """Whether the user does not want what was asked about."""
    return _NO.match(words) is not None


def _told(error: UserFacingError, context: Context) -> str:
    japanese = getattr(error, "japanese", "")
    return japanese if context.japanese and japanese else str(error)
