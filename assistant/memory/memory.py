"""The memory as the conversation and the front door see it: joins index, facts, recall and forgetting."""

from __future__ import annotations

import datetime
import logging
import time
from collections.abc import Callable, Sequence

from assistant.clock import Clock
from assistant.conversation.remembering import MemoryDeed
from assistant.documents.finding import query_words
from assistant.documents.finding.embedding import SharedEmbedder
from assistant.errors import InvalidInput, UserFacingError
from assistant.ids import ConversationId, DocumentId, FactId, MessageId
from assistant.memory import replies
from assistant.memory.background import MemoryBackground
from assistant.memory.commands import Forget, Remember, parse_command
from assistant.memory.endings import end_of
from assistant.memory.expiry import amounts, expired_conversations, expired_facts
from assistant.memory.fact_store import FactStore, checked, terms_of
from assistant.memory.forgetting import FORGOTTEN, Forgetting
from assistant.memory.recall import Recall, line_of_fact
from assistant.memory.search import MemorySearch
from assistant.memory.text_index import TextIndex
from assistant.records import Fact, FactOrigin, ForgetAmounts, ForgetPlan, FoundMessage, MemoryFindings, Remembered
from assistant.settings import Settings
from assistant.storage.database import Storage

_log = logging.getLogger(__name__)

MOST_AT_A_WORD = 20
"""Messages that a sentence in a conversation may have forgotten; more are chosen by hand."""
_MOST_BY_ONE_WORD = 5


class Memory:
    """Implements ``MemorySource`` for conversations and ``MemoryApi`` for the front door. May be used from any thread."""

    def __init__(
        self,
        storage: Storage,
        embedder: SharedEmbedder,
        clock: Clock,
        settings: Callable[[], Settings],
        *,
        skill_stores: Sequence[str] = (),
    ) -> None:
        """``skill_stores`` are those whose values go when everything is forgotten."""
        self._skill_stores = skill_stores
        self._all_forgotten: list[Callable[[], None]] = []
        self._storage = storage
        self._settings = settings
        self._clock = clock
        self._messages = TextIndex(storage, "message")
        self._fact_index = TextIndex(storage, "fact")
        self.facts = FactStore(storage, clock)
        self._search = MemorySearch(storage, self._messages, self._fact_index, embedder)
        self._recall = Recall(storage, self.facts, self._search, self._messages, self._fact_index)
        self._forgetting = Forgetting(storage)
        self.background = MemoryBackground((self._messages, self._fact_index), embedder)

    # -- MemorySource --------------------------------------------------------------------------------------------------

    def deed(self, question: str, *, conversation: ConversationId | None, before: MessageId) -> MemoryDeed | None:
        """See ``MemorySource``; as the next two."""
        command = parse_command(question)
        if isinstance(command, Remember):
            return self._remembering(question, command)
        if isinstance(command, Forget):
            return self._forgetting_deed(question, command, conversation, before)
        return None

    def recall(self, question: str, *, outside: ConversationId | None) -> tuple[Remembered, ...]:
        if not self._settings().memory_use:
            return ()
        try:
            self._index_words()
            return self._recall.recall(question, outside=outside).lines
        except UserFacingError as error:
            # An answer without a memory is better than none.
            _log.warning("nothing was recalled: %s", error.kind)
            return ()

    def carry_out(self, deed: MemoryDeed, question_id: MessageId) -> tuple[Remembered, ...]:
        made: tuple[Remembered, ...] = ()
        if deed.remember:
            fact, _ = self.facts.remember(
                deed.remember,
                origin=FactOrigin.TOLD,
                message=question_id,
                quote=deed.remember,
                forget_at=deed.forget_at,
            )
            made = (line_of_fact(fact),)
        if deed.forget is not None:
            self._forgetting.carry_out(deed.forget)
            self._forgetting.blank(question_id)
            self._after_forgetting()
        return made

    # -- MemoryApi -----------------------------------------------------------------------------------------------------

    def list(self) -> Sequence[Fact]:
        """See ``MemoryApi``; as all that follows."""
        return self.facts.all()

    def add(self, text: str) -> Fact:
        fact, _ = self.facts.remember(text, origin=FactOrigin.WRITTEN)
        self.background.notify()
        return fact

    def edit(self, fact: FactId, text: str) -> Fact:
        edited = self.facts.edit(fact, text)
        self.background.owe(self._storage.leave_no_trace)
        self.background.notify()
        return edited

    def search(self, query: str, count: int = 8) -> MemoryFindings:
        started = time.perf_counter()
        self._index_words()
        facts = self._search.find_facts(query, count)
        messages = self._search.find_messages(query, count)
        by_id = self.facts.of(one.id for one in facts)
        return MemoryFindings(
            facts=tuple(by_id[one.id] for one in facts if one.id in by_id),
            messages=self._found_messages({one.id: one.score for one in messages}),
            took_ms=(time.perf_counter() - started) * 1000,
        )

    def plan_forgetting(
        self, facts: Sequence[FactId] = (), messages: Sequence[MessageId] = (), matching: str = ""
    ) -> ForgetPlan:
        chosen = [self.facts.get(fact) for fact in facts]
        if matching:
            chosen += self.facts.matching(matching)
            messages = [*messages, *self._saying(matching, before=None)]
        return self._forgetting.plan(facts=chosen, messages=messages)

    def forget(self, plan: ForgetPlan) -> None:
        self._forgetting.carry_out(plan)
        self._after_forgetting()
        self._storage.leave_no_trace()

    def plan_expiry(self, keep_chats: str, keep_past_facts: str) -> ForgetAmounts:
        now = self._clock.now()
        conversations = expired_conversations(self._storage, now, keep_chats)
        return amounts(self._storage, conversations, expired_facts(self._storage, now, keep_past_facts))

    def plan_everything(self) -> ForgetAmounts:
        row = self._storage.rows(
            "SELECT (SELECT count(*) FROM conversations) AS conversations, (SELECT count(*) FROM messages) AS messages,"
            " (SELECT count(*) FROM facts) AS facts"
        )[0]
        return ForgetAmounts(**row)

    def forget_everything(self) -> None:
        self._forgetting.carry_out_everything(self._skill_stores)
        for callback in self._all_forgotten:
            callback()
        self._after_forgetting()
        self._storage.leave_no_trace()

    def when_all_is_forgotten(self, callback: Callable[[], None]) -> None:
        """Calls this each time everything was forgotten: what skills kept is gone as well."""
        self._all_forgotten.append(callback)

    def forget_made_of(self, messages: Sequence[MessageId]) -> None:
        """Forgets what was made of messages that are about to be deleted: facts, and answers that were shown or repeat them."""
        self._forgetting.carry_out(self._forgetting.plan_made_of(messages))
        self._after_forgetting()

    def forget_document(self, document: DocumentId) -> int:
        answers = self._forgetting.answers_from(document)
        self._forgetting.carry_out(ForgetPlan(answers=answers))
        self._after_forgetting()
        return len(answers)

    def document_removed(self) -> None:
        """A document was removed from the library: no word of it stays in what was sent to the model, nor in free pages."""
        self.background.owe(self._forgetting.sweep_documents)
        self.background.owe(self._storage.leave_no_trace)

    # -- parts ---------------------------------------------------------------------------------------------------------

    def _remembering(self, question: str, command: Remember) -> MemoryDeed | None:
        complete = not command.rest
        if not self._settings().memory_use:
            return MemoryDeed(sentence=replies.switched_off(question), complete=complete)
        try:
            text = checked(command.text)
        except InvalidInput:
            return None
        if command.until:
            now = datetime.datetime.fromtimestamp(self._clock.now()).astimezone()
            end = end_of(command.until, now)
            if end is None or end <= now:
                return MemoryDeed(sentence=replies.no_such_end(question, command.until), complete=complete)
            sentence = replies.remembered_until(question, text, end)
            return MemoryDeed(sentence=sentence, complete=complete, remember=command.text, forget_at=end.timestamp())
        known, replaced = self.facts.compare(text)
        sentence = replies.remembered(question, text, replaced=replaced, known=known is not None)
        return MemoryDeed(sentence=sentence, complete=complete, remember=command.text)

    def _forgetting_deed(
        self, question: str, command: Forget, conversation: ConversationId | None, before: MessageId
    ) -> MemoryDeed:
        if command.everything:
            return MemoryDeed(sentence=replies.ask_before_everything(question))
        if command.last:
            facts: list[Fact] = []
            messages = self._last_said(conversation, before)
        else:
            facts = self.facts.matching(command.target)
            messages = self._saying(command.target, before=before)
            few = len(terms_of(command.target)) < 2
            if few and facts:
                messages = []
            elif len(messages) > (_MOST_BY_ONE_WORD if few else MOST_AT_A_WORD):
                return MemoryDeed(sentence=replies.too_much_to_forget(question, len(messages)))
        plan = self._forgetting.plan(facts=facts, messages=messages)
        if not plan.facts and not plan.messages:
            return MemoryDeed(sentence=replies.nothing_to_forget(question))
        sentence = replies.forgotten(question, facts=len(plan.facts), messages=len(plan.messages))
        return MemoryDeed(sentence=sentence, forget=plan)

    def _last_said(self, conversation: ConversationId | None, before: MessageId) -> Sequence[MessageId]:
        rows = self._storage.rows(
            "SELECT id FROM messages WHERE conversation_id = ? AND id < ? AND role = 'user' ORDER BY id DESC LIMIT 1",
            (conversation, before),
        )
        return [MessageId(row["id"]) for row in rows]

    def _saying(self, target: str, before: MessageId | None) -> Sequence[MessageId]:
        """The user's messages that hold every telling word of a text."""
        wanted = terms_of(target)
        if not wanted:
            return []
        self._index_words()
        candidates = self._messages.holding_all(target)
        marks = ", ".join("?" * len(candidates))
        rows = self._storage.rows(
            f"SELECT id, text FROM messages WHERE role = 'user' AND id IN ({marks})",  # noqa: S608 - question marks alone
            tuple(candidates),
        )
        return [
            MessageId(row["id"])
            for row in rows
            if (before is None or row["id"] < before)
            and row["text"] not in FORGOTTEN
            and wanted <= query_words.stems_and_pairs(row["text"])
        ]

    def _found_messages(self, scores: dict[int, float]) -> tuple[FoundMessage, ...]:
        marks = ", ".join("?" * len(scores))
        rows = self._storage.rows(
            "SELECT id, conversation_id, role, text, created_at, (SELECT count(*) FROM messages q"  # noqa: S608 - as above
            " WHERE q.conversation_id = m.conversation_id AND q.role = 'user'"
            " AND q.again_of IS NULL AND q.id <= COALESCE(m.again_of, m.id)) AS turn"
            f" FROM messages m WHERE id IN ({marks})",
            tuple(scores),
        )
        found = [
            FoundMessage(
                message=MessageId(row["id"]),
                conversation=ConversationId(row["conversation_id"]),
                turn=row["turn"],
                role=row["role"],
                text=row["text"],
                created_at=row["created_at"],
                score=scores[row["id"]],
            )
            for row in rows
        ]
        return tuple(sorted(found, key=lambda one: -one.score))

    def _index_words(self) -> None:
        for index in (self._messages, self._fact_index):
            while index.index_words():
                pass

    def _after_forgetting(self) -> None:
        self._messages.forget_codes()
        self._fact_index.forget_codes()
        self.background.owe(self._storage.leave_no_trace)
