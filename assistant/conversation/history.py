"""Conversations on the disk.

A question is stored, durably, before anything else happens. An answer is stored token by token as ``answer_pieces`` while it
streams, and folded into its message in one transaction when it ends. What a killed program left streaming is folded by
``recover`` at the next start, with the state *interrupted*.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, cast

import sqlite_utils

from assistant.clock import Clock
from assistant.conversation import message_rows, stored_look_in
from assistant.conversation.branching import copy_conversation
from assistant.conversation.chat_search import holds_all, marks_of, query_words, snippet
from assistant.conversation.importing.reading import read_export
from assistant.conversation.importing.storing import store_chats
from assistant.conversation.prompt import PastTurn
from assistant.conversation.titles import automatic_title
from assistant.errors import InvalidInput, NotFound
from assistant.ids import ConversationId, DocumentId, MessageId
from assistant.memory.text_index import TextIndex
from assistant.records import Answer, ConversationHit, ConversationSummary, ImportReport, LookIn, Message, MessageState
from assistant.storage.database import Storage

LONGEST_USER_TITLE = 200
LONGEST_FOLDER = 60
# With more of them, the first ones read mostly decide: reading all is no slower.
_FEW_MESSAGES = 5000


class ConversationStore:
    """Past and running conversations; implements ``ConversationsApi``. May be used from any thread."""

    def __init__(
        self,
        storage: Storage,
        clock: Clock,
        before_delete: Callable[[Sequence[MessageId]], None] | None = None,
        after_import: Callable[[], None] = lambda: None,
    ) -> None:
        """``before_delete`` is called with messages that are about to go: what others made of them goes too. ``after_import`` is
        called when there are messages that nobody typed."""
        self._storage = storage
        self._index = TextIndex(storage, "message")
        self._clock = clock
        self._before_delete = before_delete
        self._after_import = after_import

    # -- for the front door --------------------------------------------------------------------------------------------

    def list(self) -> Sequence[ConversationSummary]:
        """All conversations, newest first."""
        rows = self._storage.rows(
            "SELECT id, title, updated_at, pinned, folder,"
            " (SELECT COUNT(*) FROM messages WHERE conversation_id = conversations.id) AS message_count"
            " FROM conversations ORDER BY updated_at DESC, id DESC"
        )
        return [
            ConversationSummary(
                id=ConversationId(row["id"]),
                title=row["title"],
                updated_at=row["updated_at"],
                message_count=row["message_count"],
                pinned=bool(row["pinned"]),
                folder=row["folder"],
            )
            for row in rows
        ]

    def messages(self, conversation: ConversationId) -> Sequence[Message]:
        """A conversation's messages in order; an answer still streaming with what it has. Raises ``NotFound``."""
        self.require(conversation)
        rows = self._storage.rows("SELECT * FROM messages WHERE conversation_id = ? ORDER BY id", (conversation,))
        citations = self._storage.rows(message_rows.CITATIONS_OF_CONVERSATION, (conversation,))
        spoken = self._storage.rows(
            "SELECT spoken_answers.* FROM spoken_answers JOIN messages ON messages.id = message_id WHERE conversation_id = ?",
            (conversation,),
        )
        pieces = {row["id"]: self._streamed(row["id"]) for row in rows if row["state"] == MessageState.STREAMING.value}
        memories = self._storage.rows(message_rows.MEMORIES_OF_CONVERSATION, (conversation,))
        actions = self._storage.rows(message_rows.ACTIONS_OF_CONVERSATION, (conversation,))
        return message_rows.messages_of(rows, citations, spoken, memories, actions, pieces)

    def rename(self, conversation: ConversationId, title: str) -> None:
        """Gives a title that no automatic one replaces. Raises ``InvalidInput`` for an empty one, ``NotFound``."""
        line = " ".join(title.split())[:LONGEST_USER_TITLE]
        if not line:
            raise InvalidInput("A conversation's title cannot be empty.", "Type a title.")
        self.require(conversation)
        with self._storage.write() as database:
            database.table("conversations").update(conversation, {"title": line, "title_by_user": 1})

    def delete(self, conversation: ConversationId) -> None:
        """Deletes a conversation with its messages, citations and the facts drawn from it, for good. Raises ``NotFound``."""
        self.require(conversation)
        rows = self._storage.rows("SELECT id FROM messages WHERE conversation_id = ?", (conversation,))
        self._tell_before_delete([MessageId(row["id"]) for row in rows])
        with self._storage.write() as database:
            database.execute("DELETE FROM conversations WHERE id = ?", (conversation,))
        self._storage.leave_no_trace()

    def pin(self, conversation: ConversationId, pinned: bool) -> None:
        """Keeps a conversation at the top of the list, or no longer. Raises ``NotFound``."""
        self.require(conversation)
        with self._storage.write() as database:
            database.table("conversations").update(conversation, {"pinned": int(pinned)})

    def move(self, conversation: ConversationId, folder: str) -> None:
        """Puts a conversation into a folder, or with an empty name out of one. Raises ``NotFound``."""
        self.require(conversation)
        name = " ".join(folder.split())[:LONGEST_FOLDER]
        with self._storage.write() as database:
            database.table("conversations").update(conversation, {"folder": name})

    def search(self, query: str) -> Sequence[ConversationHit]:
        """Conversations that hold every word of the query in their title or in one message, newest first; one hit each.

        Words are looked up as beginnings of words; inside of words they are looked for only where that finds nothing, since
        every message is read for it.
        """
        words = query_words(query)
        if not words:
            return []
        return self._hits(words, self._index.beginning(words)) or self._hits(words, None)

    def _hits(self, words: tuple[str, ...], messages: Sequence[int] | None) -> Sequence[ConversationHit]:
        """Hits in titles and in some messages, or in all for None."""
        columns = "SELECT c.id, title, updated_at, m.id AS message, text FROM"
        if messages is None or len(messages) > _FEW_MESSAGES:
            rows = self._storage.rows(
                f"{columns} conversations c LEFT JOIN messages m ON m.conversation_id = c.id ORDER BY updated_at DESC, m.id DESC"
            )
        else:
            rows = self._storage.rows(
                f"{columns} json_each(?) JOIN messages m ON m.id = value JOIN conversations c ON c.id = m.conversation_id"  # noqa: S608 - ours
                " UNION ALL SELECT id, title, updated_at, NULL, '' FROM conversations"
                " ORDER BY updated_at DESC, message DESC",
                (json.dumps(messages),),
            )
        hits: dict[ConversationId, ConversationHit] = {}
        for row in rows:
            conversation = ConversationId(row["id"])
            known = hits.get(conversation)
            hit = _hit(row, words) if known is None or known.message is None else None
            # A message that holds the words says more than the title does.
            if hit is not None and (known is None or hit.message is not None):
                hits[conversation] = hit
        return list(hits.values())

    def branch(
        self, conversation: ConversationId, before: MessageId, without: Sequence[MessageId] = ()
    ) -> ConversationId:
        """Copies a conversation's messages with lower ids than ``before`` into a new one, and the versions of their answers, but
        none of ``without``. Raises ``NotFound``."""
        self.require(conversation)
        with self._storage.write() as database:
            return copy_conversation(database, conversation, before, self._clock.now(), without)

    def import_chats(self, file: Path) -> ImportReport:
        """Takes in what another assistant exported; what is there already is not stored twice. Raises ``InvalidInput``."""
        report = store_chats(self._storage, read_export(file), self._clock.now())
        self._after_import()
        return report

    def delete_messages(self, conversation: ConversationId, messages: Sequence[MessageId]) -> None:
        """Deletes single messages of a conversation, for good; unknown ones are ignored. Raises ``NotFound``."""
        self.require(conversation)
        self._tell_before_delete(messages)
        with self._storage.write() as database:
            for message in messages:
                database.execute(
                    "DELETE FROM messages WHERE id = ? AND conversation_id = ? AND state <> 'streaming'",
                    (message, conversation),
                )
            first = database.execute(
                "SELECT text FROM messages WHERE conversation_id = ? AND role = 'user' ORDER BY id LIMIT 1",
                (conversation,),
            ).fetchone()
            # A title made of a deleted question would keep its words; an empty one is made anew by the next.
            database.execute(
                "UPDATE conversations SET title = ? WHERE id = ? AND title_by_user = 0",
                (automatic_title(first[0]) if first else "", conversation),
            )
        self._storage.leave_no_trace()

    def _tell_before_delete(self, messages: Sequence[MessageId]) -> None:
        if self._before_delete is not None:
            self._before_delete(messages)

    # -- for the runner ------------------------------------------------------------------------------------------------

    def require(self, conversation: ConversationId) -> None:
        """Raises ``NotFound`` when there is no such conversation."""
        if not self._storage.rows("SELECT 1 FROM conversations WHERE id = ?", (conversation,)):
            raise NotFound("This conversation does not exist any more.", "Start a new one.")

    def add_question(
        self,
        conversation: ConversationId | None,
        question: str,
        *,
        spoken: bool = False,
        temporary: bool = False,
        document: DocumentId | None = None,
        look_in: LookIn | None = None,
        again_of: MessageId | None = None,
    ) -> tuple[ConversationId, MessageId]:
        """Stores a question durably, in a new conversation for None. Raises ``NotFound``. ``document`` is the one it is about;
        ``look_in`` are the documents that were chosen for it; ``again_of`` is the question, as ``first_asked`` gives it, that it
        asks once more. Pasted pictures among the documents go with their questions.

        Here everything is stored; see ``temporary.AllConversations`` for what is not.
        """
        del temporary
        if conversation is not None:
            self.require(conversation)
        now = self._clock.now()
        with self._storage.write() as database:
            if conversation is None:
                conversation = ConversationId(
                    _insert(database, "conversations", {"created_at": now, "updated_at": now, "title": ""})
                )
            message = _insert(
                database,
                "messages",
                {
                    "conversation_id": conversation,
                    "role": "user",
                    "text": question,
                    "state": MessageState.COMPLETE.value,
                    "spoken": int(spoken),
                    "created_at": now,
                    "look_in": stored_look_in.encoded(look_in),
                    "again_of": again_of,
                    # What it tells of the user was drawn from the first.
                    "read_for_facts": int(again_of is not None),
                },
            )
            chosen = look_in.documents if look_in is not None else ()
            for one in dict.fromkeys((*(() if document is None else (document,)), *chosen)):
                database.execute(
                    "INSERT INTO picture_questions(document_id, message_id)"
                    " SELECT id, ? FROM documents WHERE id = ? AND pasted = 1",
                    (message, one),
                )
            database.execute(
                "UPDATE conversations SET updated_at = ?, title ="
                " CASE WHEN title_by_user = 0 AND title = '' THEN ? ELSE title END WHERE id = ?",
                (now, automatic_title(question), conversation),
            )
        return conversation, MessageId(message)

    def next_message_id(self) -> MessageId:
        """An id that all messages so far are before, and none to come."""
        return MessageId(self._storage.rows("SELECT COALESCE(MAX(id), 0) + 1 AS id FROM messages")[0]["id"])

    def first_asked(self, conversation: ConversationId | None, question: MessageId) -> MessageId:
        """The question that one asks once more, or itself. Raises ``NotFound`` where the conversation has no such question."""
        rows = self._storage.rows(
            "SELECT COALESCE(again_of, id) AS id FROM messages WHERE id = ? AND conversation_id = ? AND role = 'user'",
            (question, conversation),
        )
        if not rows:
            raise NotFound("This question does not exist any more.", "Ask it anew.")
        return MessageId(rows[0]["id"])

    def past_turns(self, conversation: ConversationId | None, before: MessageId) -> tuple[tuple[PastTurn, ...], int]:
        """Answered turns before a message, as they were sent, and how many of them the last prompt had already dropped. What was
        asked again stands where it was asked first, with its newest answer."""
        rows = self._storage.rows(
            "SELECT id, again_of, role, text, prompt_text, dropped_messages FROM messages"
            " WHERE conversation_id = ? AND COALESCE(again_of, id) < ? AND state != 'streaming' ORDER BY id",
            (conversation, before),
        )
        turns: dict[int, tuple[PastTurn, int]] = {}
        question, place = "", 0
        for row in rows:
            text = row["prompt_text"] or row["text"]
            if row["role"] == "user":
                question, place = text, row["again_of"] or row["id"]
            elif question and text.strip():
                turns[place] = PastTurn(question=question, answer=text), row["dropped_messages"] // 2
                question = ""
        dropped = next((count for _, count in reversed(turns.values())), 0)
        return tuple(turn for turn, _ in turns.values()), dropped

    def previous_questions(
        self, conversation: ConversationId | None, before: MessageId, count: int = 2
    ) -> tuple[str, ...]:
        """The last questions before a message, oldest first, in the user's own words."""
        rows = self._storage.rows(
            "SELECT text FROM messages WHERE conversation_id = ? AND id < ? AND role = 'user' AND again_of IS NULL"
            " ORDER BY id DESC LIMIT ?",
            (conversation, before, count),
        )
        return tuple(row["text"] for row in reversed(rows))

    def begin_answer(self, conversation: ConversationId, question: MessageId, *, sent: str, model: str) -> MessageId:
        """Stores the question as it is sent to the model and opens its answer, in the state streaming."""
        with self._storage.write() as database:
            database.table("messages").update(question, {"prompt_text": sent})
            (first,) = database.execute("SELECT again_of FROM messages WHERE id = ?", (question,)).fetchone()
            return MessageId(
                _insert(
                    database,
                    "messages",
                    {
                        "conversation_id": conversation,
                        "role": "assistant",
                        "text": "",
                        "state": MessageState.STREAMING.value,
                        "created_at": self._clock.now(),
                        "model": model,
                        "again_of": first,
                    },
                )
            )

    def append_piece(self, message: MessageId, n: int, text: str) -> None:
        """Stores the ``n``-th piece of a streaming answer; survives a killed program."""
        with self._storage.write_streaming() as database:
            database.execute("INSERT INTO answer_pieces (message_id, n, text) VALUES (?, ?, ?)", (message, n, text))

    def finish_answer(self, answer: Answer, *, written: str) -> None:
        """Stores a finished answer with its citations in one transaction; ``written`` is the text as the model wrote it."""
        with self._storage.write() as database:
            database.table("messages").update(answer.message, message_rows.answer_columns(answer, written))
            quotes = answer.citations if answer.closest is None else (answer.closest, *answer.citations)
            if quotes:
                database.table("citations").insert_all(message_rows.citation_rows(database, answer.message, quotes))
            for row in message_rows.memory_rows(answer.message, answer.remembered):
                database.execute(message_rows.INSERT_MEMORY, row)
            database.execute("DELETE FROM answer_pieces WHERE message_id = ?", (answer.message,))
            database.table("conversations").update(answer.conversation, {"updated_at": self._clock.now()})

    def recover(self) -> int:
        """Folds the answers that a killed program left streaming; returns how many. Call once, before the first turn."""
        with self._storage.write() as database:
            left = [row[0] for row in database.execute("SELECT id FROM messages WHERE state = 'streaming'").fetchall()]
            for message in left:
                rows = database.execute(
                    "SELECT text FROM answer_pieces WHERE message_id = ? ORDER BY n", (message,)
                ).fetchall()
                text = "".join(row[0] for row in rows)
                database.table("messages").update(
                    message, {"text": text.strip(), "prompt_text": text, "state": MessageState.INTERRUPTED.value}
                )
            database.execute("DELETE FROM answer_pieces")
        return len(left)

    def turn_number(self, conversation: ConversationId, message: MessageId) -> int:
        """The number of a question in its conversation, from 1; asked again it keeps its number."""
        rows = self._storage.rows(
            "SELECT COUNT(*) AS n FROM messages WHERE conversation_id = ? AND role = 'user' AND again_of IS NULL"
            " AND id <= (SELECT COALESCE(again_of, id) FROM messages WHERE id = ?)",
            (conversation, message),
        )
        return int(rows[0]["n"])

    def _streamed(self, message: int) -> str:
        rows = self._storage.rows("SELECT text FROM answer_pieces WHERE message_id = ? ORDER BY n", (message,))
        return "".join(row["text"] for row in rows)


def _insert(database: sqlite_utils.Database, table: str, values: dict[str, Any]) -> int:
    return cast(int, database.table(table).insert(values).last_pk)


def _hit(row: Mapping[str, Any], words: tuple[str, ...]) -> ConversationHit | None:
    """The row of a message as a hit; None where neither it nor the title holds all words."""
    in_title, in_text = holds_all(row["title"], words), holds_all(row["text"] or "", words)
    if not (in_title or in_text):
        return None
    line = snippet(row["text"], words) if in_text else ""
    return ConversationHit(
        conversation=ConversationId(row["id"]),
        title=row["title"],
        updated_at=row["updated_at"],
        title_marks=marks_of(row["title"], words),
        message=MessageId(row["message"]) if in_text else None,
        text=line,
        marks=marks_of(line, words),
    )
