"""Forgetting: what goes with a fact or a message, and how no byte of it stays.

With a fact goes the message it was said in, with a message the facts drawn from it and its answer. Answers that were shown one of
them, and later answers of the same conversation that repeat it, go too. A forgotten message keeps its place with a word that says
so; its text, its text as sent to the model, citations, vectors and index rows are gone. A conversation of which nothing is left is
deleted, and an automatic title is made anew.

SQLite's secure_delete and FTS5's secure-delete overwrite what is removed; the write-ahead log, which still holds the pages as they
were, is cut to nothing by ``Storage.leave_no_trace``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from assistant.conversation.titles import automatic_title
from assistant.conversation.wording import is_japanese
from assistant.documents.finding import query_words
from assistant.ids import DocumentId, MessageId
from assistant.memory.fact_store import facts_by_id, terms_of
from assistant.records import Fact, ForgetPlan
from assistant.storage.database import Storage

if TYPE_CHECKING:
    from sqlite_utils import Database

FORGOTTEN = ("(forgotten)", "（忘れました）")
"""What stands in place of a forgotten message, in English and Japanese."""
# A branch of a conversation holds the same words, said at the same moment; what was asked again holds them too.
_COPIES = (
    "WITH said AS (SELECT id, created_at, text, COALESCE(again_of, id) AS first FROM messages WHERE role = 'user')"
    " SELECT id FROM said WHERE first IN (SELECT first FROM said WHERE (created_at, text) IN"
    " (SELECT created_at, text FROM said WHERE first IN (SELECT first FROM said WHERE id IN ({}))))"
)
_REPEATED_SHARE = 0.5
_FEWEST_REPEATED = 2


class Forgetting:
    """Plans and carries out. ``plan`` only reads; ``carry_out`` is one transaction."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    def plan(
        self, *, facts: Iterable[Fact] = (), messages: Iterable[MessageId] = (), copies: bool = True
    ) -> ForgetPlan:
        """All that goes with these facts and these messages of the user; with ``copies``, those in branches too."""
        gone = {fact.id: fact for fact in facts}
        said = set(messages) | {fact.source.message for fact in gone.values() if fact.source is not None}
        if copies:
            said |= {MessageId(number) for number in self._numbers(_COPIES, said)}
        drawn = self._numbers("SELECT id FROM facts WHERE message_id IN ({})", said)
        answers = self._answers_to(said)
        texts = [fact.text for fact in gone.values()] + self._texts(said)
        shown: set[int] = set()
        while True:
            new = set(self._numbers("SELECT message_id FROM answer_memories WHERE fact_id IN ({})", {*gone, *drawn}))
            new |= set(
                self._numbers(
                    "SELECT message_id FROM answer_memories WHERE source_id IN ({})", {*said, *answers, *shown}
                )
            )
            if new <= shown:
                break
            shown |= new
        repeated = self._repeating(texts, said)
        return ForgetPlan(
            facts=tuple(facts_by_id(self._storage, {*gone, *drawn})),
            messages=tuple(MessageId(number) for number in sorted(said)),
            answers=tuple(MessageId(number) for number in sorted({*answers, *shown, *repeated} - said)),
        )

    def plan_made_of(self, messages: Sequence[MessageId]) -> ForgetPlan:
        """All that goes with messages that somebody else deletes, and not those themselves."""
        marks = ", ".join("?" * len(messages))
        rows = self._storage.rows(
            f"SELECT id FROM messages WHERE role = 'user' AND id IN ({marks})",  # noqa: S608 - question marks alone
            tuple(messages),
        )
        plan = self.plan(messages=[MessageId(row["id"]) for row in rows], copies=False)
        return ForgetPlan(facts=plan.facts, answers=tuple(one for one in plan.answers if one not in set(messages)))

    def carry_out(self, plan: ForgetPlan) -> None:
        """Removes it all. What the plan names and is gone already is left out."""
        gone = {*plan.messages, *plan.answers}
        with self._storage.write() as database:
            conversations = set()
            for fact in plan.facts:
                # The question before an answer that was shown the fact holds it in the text that was sent to the model.
                for (message,) in database.execute(
                    "SELECT message_id FROM answer_memories WHERE fact_id = ?", (fact.id,)
                ).fetchall():
                    _unsend(database, message)
                database.execute("DELETE FROM facts WHERE id = ?", (fact.id,))
            for message in gone:
                for (shown,) in database.execute(
                    "SELECT message_id FROM answer_memories WHERE source_id = ?", (message,)
                ).fetchall():
                    _unsend(database, shown)
                found = database.execute("SELECT conversation_id FROM messages WHERE id = ?", (message,)).fetchone()
                if found is not None:
                    conversations.add(found[0])
                    _blank(database, message)
            for conversation in conversations:
                _tidy(database, conversation)

    def blank(self, message: MessageId) -> None:
        """Takes the words out of one message: a request to forget names what is to be forgotten."""
        with self._storage.write() as database:
            found = database.execute("SELECT conversation_id FROM messages WHERE id = ?", (message,)).fetchone()
            if found is not None:
                _blank(database, message)
                _tidy(database, found[0])

    def carry_out_everything(self, skill_stores: Sequence[str]) -> None:
        """Removes every fact and every conversation, the values of these stores of skills (timers, what the user's own skills
        keep), the journal, which holds what was changed word for word, and how long the user pauses in speaking.

        FTS5 removes rows securely one by one, which takes minutes for a long history; an index that ends up empty is rewritten
        instead.
        """
        indexes = [f"{kind}_{table}" for kind in ("message", "fact") for table in ("words", "pairs")]
        with self._storage.write() as database:
            for name in indexes:
                database.execute(f"INSERT INTO {name}({name}, rank) VALUES ('secure-delete', 0)")  # noqa: S608 - our names
            database.execute("DELETE FROM facts")
            database.execute("DELETE FROM conversations")
            database.execute("DELETE FROM actions")
            for store in skill_stores:
                database.execute("DELETE FROM skill_values WHERE store = ?", (store,))
            database.execute("DELETE FROM user_pauses")
            for name in indexes:
                database.execute(f"INSERT INTO {name}({name}) VALUES ('optimize')")  # noqa: S608 - our names
                database.execute(f"INSERT INTO {name}({name}, rank) VALUES ('secure-delete', 1)")  # noqa: S608 - our names

    def answers_from(self, document: DocumentId) -> tuple[MessageId, ...]:
        """Answers that quote a document."""
        rows = self._storage.rows(
            "SELECT DISTINCT message_id AS id FROM citations WHERE document_id = ? ORDER BY id", (document,)
        )
        return tuple(MessageId(row["id"]) for row in rows)

    def sweep_documents(self) -> None:
        """After documents were removed: takes passages out of what was sent to the model, and rewrites the full-text index.

        FTS5's secure-delete would cost six milliseconds a passage; rewriting the index costs a second for ten thousand.
        """
        with self._storage.write() as database:
            database.execute(
                "UPDATE messages SET prompt_text = '' WHERE role = 'user' AND prompt_text LIKE '%<passage n=%'"
            )
            for table in ("chunk_words", "chunk_pairs"):
                database.execute(f"INSERT INTO {table}({table}) VALUES ('optimize')")  # noqa: S608 - our names

    def _answers_to(self, questions: set[MessageId]) -> set[int]:
        return set(
            self._numbers(
                "SELECT (SELECT min(a.id) FROM messages a WHERE a.conversation_id = q.conversation_id AND a.id > q.id"
                " AND a.role = 'assistant') AS id FROM messages q WHERE q.role = 'user' AND q.id IN ({})",
                questions,
            )
        )

    def _repeating(self, texts: list[str], said: set[MessageId]) -> set[int]:
        """Later answers of the same conversations that hold at least half of the telling words of a forgotten text."""
        wanted = [terms for terms in map(terms_of, texts) if len(terms) >= _FEWEST_REPEATED]
        if not wanted or not said:
            return set()
        marks = ", ".join("?" * len(said))
        rows = self._storage.rows(
            "SELECT id, text FROM messages WHERE role = 'assistant' AND id > ? AND conversation_id IN"  # noqa: S608 - question marks alone
            f" (SELECT conversation_id FROM messages WHERE id IN ({marks}))",
            (min(said), *said),
        )
        return {row["id"] for row in rows if any(_repeats(row["text"], terms) for terms in wanted)}

    def _texts(self, messages: set[MessageId]) -> list[str]:
        marks = ", ".join("?" * len(messages))
        sql = f"SELECT text FROM messages WHERE id IN ({marks})"  # noqa: S608 - question marks alone
        return [row["text"] for row in self._storage.rows(sql, tuple(messages))]

    def _numbers(self, sql: str, numbers: Iterable[int]) -> list[int]:
        wanted = tuple(numbers)
        rows = self._storage.rows(sql.format(", ".join("?" * len(wanted))), wanted)
        return [int(value) for row in rows for value in row.values() if value is not None]


def _repeats(text: str, terms: frozenset[str]) -> bool:
    held = len(terms & query_words.stems_and_pairs(text))
    return held >= _FEWEST_REPEATED and held >= _REPEATED_SHARE * len(terms)


def _unsend(database: Database, answer: int) -> None:
    """Removes, of the question before an answer, the text as it was sent; its own text is sent from now on."""
    database.execute(
        "UPDATE messages SET prompt_text = '' WHERE id = (SELECT max(q.id) FROM messages q JOIN messages a"
        " ON a.conversation_id = q.conversation_id WHERE a.id = ? AND q.id < a.id AND q.role = 'user')",
        (answer,),
    )


def _blank(database: Database, message: int) -> None:
    text = database.execute("SELECT text FROM messages WHERE id = ?", (message,)).fetchone()[0]
    word = FORGOTTEN[1] if is_japanese(text) else FORGOTTEN[0]
    for table in ("citations", "answer_pieces", "spoken_answers", "answer_memories", "actions"):
        database.execute(f"DELETE FROM {table} WHERE message_id = ?", (message,))  # noqa: S608 - our names
    database.execute(
        "UPDATE messages SET text = ?, prompt_text = '', support = '[]', parts = '[]', data = '', read_for_facts = 1 WHERE id = ?",
        (word, message),
    )
    # A picture goes with the last of its questions; see ``documents.pictures``.
    database.execute("UPDATE picture_questions SET message_id = NULL WHERE message_id = ?", (message,))
    # A word that says that something was forgotten is nothing to be found.
    database.execute("UPDATE messages SET indexed = 1 WHERE id = ?", (message,))


def _tidy(database: Database, conversation: int) -> None:
    left = database.execute(
        "SELECT text FROM messages WHERE conversation_id = ? AND role = 'user' AND text NOT IN (?, ?) ORDER BY id LIMIT 1",
        (conversation, *FORGOTTEN),
    ).fetchone()
    running = database.execute(
        "SELECT 1 FROM messages WHERE conversation_id = ? AND state = 'streaming'", (conversation,)
    ).fetchone()
    if left is None and running is None:
        database.execute("DELETE FROM conversations WHERE id = ?", (conversation,))
        return
    title = automatic_title(left[0]) if left else FORGOTTEN[0]
    database.execute("UPDATE conversations SET title = ? WHERE id = ? AND title_by_user = 0", (title, conversation))
