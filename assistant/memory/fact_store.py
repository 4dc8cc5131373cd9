"""Facts: what the user said about themselves and theirs, in their own words, with source, quote and dates."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from assistant.clock import Clock
from assistant.documents.finding import query_words
from assistant.errors import InvalidInput, NotFound
from assistant.ids import ConversationId, FactId, MessageId
from assistant.memory.commands import LONGEST_FACT
from assistant.memory.topics import topic_of
from assistant.records import Fact, FactOrigin, FactSource
from assistant.storage.database import Storage

_SELECT = (
    "SELECT f.*, m.conversation_id, (SELECT count(*) FROM messages q WHERE q.conversation_id = m.conversation_id"
    " AND q.role = 'user' AND q.again_of IS NULL AND q.id <= COALESCE(m.again_of, m.id)) AS turn"
    " FROM facts f LEFT JOIN messages m ON m.id = f.message_id"
)


class FactStore:
    """Facts of one home. May be used from any thread."""

    def __init__(self, storage: Storage, clock: Clock) -> None:
        self._storage = storage
        self._clock = clock

    def all(self, *, past: bool = True) -> list[Fact]:
        """All facts, newest first; without ``past`` those alone that are true now."""
        where = "" if past else " AND f.until IS NULL"
        rows = self._storage.rows(
            f"{_SELECT} WHERE (f.forget_at IS NULL OR f.forget_at > ?){where} ORDER BY f.since DESC, f.id DESC",
            (self._clock.now(),),
        )
        return [_fact(row) for row in rows]

    def of(self, numbers: Iterable[int]) -> dict[int, Fact]:
        """Facts by their ids; those that are gone, or whose time is over, are left out."""
        now = self._clock.now()
        found = facts_by_id(self._storage, numbers)
        return {int(fact.id): fact for fact in found if fact.forget_at is None or fact.forget_at > now}

    def get(self, fact: FactId) -> Fact:
        """One fact, also one whose time is over. Raises ``NotFound``."""
        found = facts_by_id(self._storage, [fact])
        if not found:
            raise NotFound("There is no such fact in the memory.", "See “sotto memory list” for what there is.")
        return found[0]

    def remember(
        self,
        text: str,
        *,
        origin: FactOrigin,
        message: MessageId | None = None,
        quote: str = "",
        said_at: float | None = None,
        forget_at: float | None = None,
    ) -> tuple[Fact, Fact | None]:
        """Stores a fact, and gives it with the one it took the place of. What is remembered already is not stored twice.

        ``said_at`` None is now. What was said before the newest fact on its topic, as in an imported chat, was true until then.
        What is forgotten at ``forget_at`` takes no other fact's place.

        Raises ``InvalidInput`` for an empty or overlong text.
        """
        plain = checked(text)
        topic = topic_of(plain) if forget_at is None else ""
        since = self._clock.now() if said_at is None else said_at
        replaced: FactId | None = None
        with self._storage.write() as database:
            current = database.execute("SELECT id, text, topic, since FROM facts WHERE until IS NULL").fetchall()
            same = next((row[0] for row in current if _same(row[1], plain)), None)
            if same is None:
                until = None
                for number, _, other, other_since in current:
                    if topic and other == topic and other_since > since:
                        until = other_since
                    elif topic and other == topic:
                        database.execute("UPDATE facts SET until = ? WHERE id = ?", (since, number))
                        replaced = FactId(number)
                row = {
                    "text": plain,
                    "message_id": message,
                    "quote": quote,
                    "origin": origin.value,
                    "topic": topic,
                    "since": since,
                    "until": until,
                    "forget_at": forget_at,
                }
                same = database.table("facts").insert(row).last_pk
            elif origin is FactOrigin.TOLD:
                # Told again, it is kept as long as was said last.
                database.table("facts").update(same, {"forget_at": forget_at})
        number = FactId(int(str(same)))
        return self.get(number), self.get(replaced) if replaced is not None else None

    def compare(self, text: str) -> tuple[Fact | None, Fact | None]:
        """The fact that says the same already, and the one that ``remember`` would put this in place of."""
        topic = topic_of(text)
        current = self.all(past=False)
        known = next((fact for fact in current if _same(fact.text, text)), None)
        replaced = next((fact for fact in current if topic and topic_of(fact.text) == topic), None)
        return known, None if known else replaced

    def edit(self, fact: FactId, text: str) -> Fact:
        """Puts a fact in other words; its source and dates stay. Raises ``InvalidInput``, ``NotFound``."""
        plain = checked(text)
        self.get(fact)
        with self._storage.write() as database:
            database.table("facts").update(fact, {"text": plain, "topic": topic_of(plain)})
        return self.get(fact)

    def matching(self, target: str) -> list[Fact]:
        """Facts that hold every telling word (or pair of characters) of ``target``, those no longer true included."""
        wanted = terms_of(target)
        return [
            fact
            for fact in self.all()
            if wanted and wanted <= query_words.stems_and_pairs(f"{fact.text} {_quote(fact)}")
        ]


def facts_by_id(storage: Storage, numbers: Iterable[int]) -> list[Fact]:
    """Facts by their ids; those that are gone are left out."""
    wanted = tuple(numbers)
    marks = ", ".join("?" * len(wanted))
    return [_fact(row) for row in storage.rows(f"{_SELECT} WHERE f.id IN ({marks}) ORDER BY f.id", wanted)]


def checked(text: str) -> str:
    """A fact's text on one line. Raises ``InvalidInput`` when it is empty or too long."""
    plain = " ".join(text.split())
    if not plain:
        raise InvalidInput("There is nothing to remember.", "Write what to remember.")
    if len(plain) > LONGEST_FACT:
        raise InvalidInput(
            f"A fact has at most {LONGEST_FACT} characters.", "Shorten it, or add the text as a document."
        )
    return plain


def terms_of(text: str) -> frozenset[str]:
    """The words and pairs of characters that carry a text's topic, for comparing two texts."""
    pairs = query_words.content_pairs(text) if query_words.has_unspaced(text) else []
    return frozenset(map(query_words.stem, query_words.content_words(text))) | frozenset(pairs)


def in_order(facts: Sequence[Fact]) -> list[Fact]:
    """Facts that are true now first, then the newest."""
    return sorted(facts, key=lambda fact: (fact.until is not None, -fact.since))


def _same(one: str, other: str) -> bool:
    return query_words.normalised(one).strip(" .。!！") == query_words.normalised(other).strip(" .。!！")


def _quote(fact: Fact) -> str:
    return fact.source.quote if fact.source else ""


def _fact(row: dict[str, Any]) -> Fact:
    source = None
    if row["message_id"] is not None:
        source = FactSource(
            conversation=ConversationId(row["conversation_id"]),
            turn=row["turn"],
            message=MessageId(row["message_id"]),
            quote=row["quote"],
        )
    return Fact(
        id=FactId(row["id"]),
        text=row["text"],
        since=row["since"],
        until=row["until"],
        origin=FactOrigin(row["origin"]),
        source=source,
        forget_at=row["forget_at"],
    )
