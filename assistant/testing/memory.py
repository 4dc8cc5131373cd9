"""A memory of facts in memory, for screens without an engine."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from assistant.errors import InvalidInput, NotFound
from assistant.ids import DocumentId, FactId, MessageId
from assistant.records import Fact, FactOrigin, ForgetAmounts, ForgetPlan, MemoryFindings


class ScriptedMemory:
    """See ``MemoryApi``. ``forgotten`` holds every plan that was carried out; ``findings`` is what a search gives."""

    def __init__(self) -> None:
        self.facts: list[Fact] = []
        self.forgotten: list[ForgetPlan] = []
        self.findings = MemoryFindings(facts=(), messages=(), took_ms=1.0)
        self.emptied = False
        self.expiring = ForgetAmounts()
        self.documents_forgotten: list[DocumentId] = []

    def list(self) -> Sequence[Fact]:
        return tuple(self.facts)

    def add(self, text: str) -> Fact:
        if not text.strip():
            raise InvalidInput("There is nothing to remember.", "Write what to remember.")
        number = FactId(max((fact.id for fact in self.facts), default=0) + 1)
        fact = Fact(id=number, text=text, since=1_790_000_000.0, origin=FactOrigin.WRITTEN)
        self.facts.insert(0, fact)
        return fact

    def edit(self, fact: FactId, text: str) -> Fact:
        for at, one in enumerate(self.facts):
            if one.id == fact:
                self.facts[at] = dataclasses.replace(one, text=text)
                return self.facts[at]
        raise NotFound("There is no such fact in the memory.", "See “sotto memory list” for what there is.")

    def search(self, query: str, count: int = 8) -> MemoryFindings:
        del query, count
        return self.findings

    def plan_forgetting(
        self, facts: Sequence[FactId] = (), messages: Sequence[MessageId] = (), matching: str = ""
    ) -> ForgetPlan:
        chosen = tuple(fact for fact in self.facts if fact.id in facts or (matching and matching in fact.text))
        said = tuple(fact.source.message for fact in chosen if fact.source is not None)
        return ForgetPlan(facts=chosen, messages=(*messages, *said))

    def forget(self, plan: ForgetPlan) -> None:
        self.forgotten.append(plan)
        gone = {fact.id for fact in plan.facts}
        self.facts = [fact for fact in self.facts if fact.id not in gone]

    def forget_document(self, document: DocumentId) -> int:
        self.documents_forgotten.append(document)
        return 1

    def plan_expiry(self, keep_chats: str, keep_past_facts: str) -> ForgetAmounts:
        return self.expiring if (keep_chats, keep_past_facts) != ("forever", "forever") else ForgetAmounts()

    def plan_everything(self) -> ForgetAmounts:
        return ForgetAmounts(conversations=4, messages=30, facts=len(self.facts))

    def forget_everything(self) -> None:
        self.emptied = True
        self.facts = []
