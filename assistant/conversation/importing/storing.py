"""Stores imported chats: each message once, however often its export is imported, with the time at which it was said."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from assistant.conversation.importing.chats import ImportedChat, Unreadable, plain
from assistant.conversation.titles import automatic_title
from assistant.records import ImportReport
from assistant.storage.database import Storage

if TYPE_CHECKING:
    from sqlite_utils import Database

    from assistant.conversation.importing.chats import Found

LONGEST_TITLE_IMPORTED = 200
MOST_PROBLEMS = 50
"""Told one by one; more of them are an export of another form."""


def store_chats(storage: Storage, found: Iterable[Found], now: float) -> ImportReport:
    """Stores what is not there yet, a transaction for each chat. A message that was forgotten since does not come back."""
    chats = messages = known = broken = 0
    problems: list[str] = []
    for one in found:
        if isinstance(one, Unreadable):
            broken += 1
            if len(problems) < MOST_PROBLEMS:
                problems.append(one.reason)
            continue
        if not one.messages:
            continue
        with storage.write() as database:
            new, added = _store(database, one, now)
        chats += new
        messages += added
        known += not added
    return ImportReport(chats=chats, messages=messages, known=known, broken=broken, problems=tuple(problems))


def _store(database: Database, chat: ImportedChat, now: float) -> tuple[bool, int]:
    row = database.execute("SELECT id FROM conversations WHERE imported_id = ?", (chat.key,)).fetchone()
    times = _times(chat, now)
    new = row is None
    if row is None:
        title = " ".join(plain(chat.title).split())[:LONGEST_TITLE_IMPORTED] or automatic_title(chat.messages[0].text)
        conversation = (
            database.table("conversations")
            .insert(
                {
                    "title": title,
                    "created_at": chat.began_at or times[0],
                    "updated_at": times[-1],
                    "pinned": int(chat.pinned),
                    "imported_id": chat.key,
                }
            )
            .last_pk
        )
    else:
        conversation = row[0]
    there = {
        key
        for (key,) in database.execute("SELECT imported_id FROM messages WHERE conversation_id = ?", (conversation,))
    }
    rows: list[dict[str, Any]] = []
    for message, said_at in zip(chat.messages, times, strict=True):
        if message.key not in there:
            there.add(message.key)
            rows.append(
                {
                    "conversation_id": conversation,
                    "role": message.role,
                    "text": message.text,
                    "state": "complete",
                    "created_at": said_at,
                    "model": message.model,
                    "imported_id": message.key,
                }
            )
    database.table("messages").insert_all(rows)
    if rows and not new:
        database.execute(
            "UPDATE conversations SET updated_at = max(updated_at, ?) WHERE id = ?", (times[-1], conversation)
        )
    return new, len(rows)


def _times(chat: ImportedChat, now: float) -> list[float]:
    """When each message was said; one without a time was said when the one before it was."""
    times: list[float] = []
    before = chat.began_at or next((one.said_at for one in chat.messages if one.said_at is not None), now)
    for message in chat.messages:
        before = min(max(before, message.said_at or before), now)
        times.append(before)
    return times
