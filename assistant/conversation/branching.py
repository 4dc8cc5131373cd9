"""A copy of a conversation up to one of its messages, with what its answers stand on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, cast

from assistant.ids import ConversationId, MessageId

if TYPE_CHECKING:
    from sqlite_utils import Database

_OWN = ("id", "pinned", "imported_id")


def copy_conversation(
    database: Database,
    conversation: ConversationId,
    before: MessageId,
    now: float,
    without: Sequence[MessageId] = (),
) -> ConversationId:
    """Copies a conversation's messages with lower ids than ``before`` into a new one, in the transaction under way; of a question
    among them every version of its answer, but for messages ``without`` which it goes on."""
    (copied,) = database.query("SELECT * FROM conversations WHERE id = ?", (conversation,))
    branch = _insert(database, "conversations", {**_without(copied), "created_at": now, "updated_at": now})
    rows = database.query(
        "SELECT * FROM messages WHERE conversation_id = ? AND COALESCE(again_of, id) < ? AND state <> 'streaming' ORDER BY id",
        (conversation, before),
    )
    copies: dict[int, int] = {}
    for row in [one for one in rows if one["id"] not in without]:
        # Facts were drawn from the original already.
        copy = {**_without(row), "conversation_id": branch, "indexed": 0, "read_for_facts": 1}
        copy["again_of"] = copies.get(row["again_of"])
        message = copies[row["id"]] = _insert(database, "messages", copy)
        for table in ("citations", "answer_memories", "picture_questions"):
            for one in list(database.query(f"SELECT * FROM {table} WHERE message_id = ?", (row["id"],))):  # noqa: S608 - our names
                database.table(table).insert({**one, "message_id": message})
    return ConversationId(branch)


def _insert(database: Database, table: str, values: dict[str, Any]) -> int:
    return cast(int, database.table(table).insert(values).last_pk)


def _without(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in _OWN}
