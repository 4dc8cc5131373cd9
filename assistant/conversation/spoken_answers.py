"""What became of an answer when it was spoken: what was heard of it, and how soon it began."""

from __future__ import annotations

import dataclasses
import json

from assistant.ids import ConversationId, MessageId
from assistant.records import MessageState, VoiceLatency
from assistant.storage.database import Storage


class SpokenAnswers:
    """May be used from any thread."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    def keep_heard(self, message: MessageId, heard: str, unheard: str) -> None:
        """Makes ``heard`` the answer's text, to be shown and to be told to the model; ``unheard`` is kept apart.

        Called again when more of it was heard. With nothing left unheard the answer is complete.
        """
        state = MessageState.INTERRUPTED if unheard else MessageState.COMPLETE
        with self._storage.write() as database:
            found = database.execute("SELECT support, parts FROM messages WHERE id = ?", (message,)).fetchone()
            if found is None:
                return
            support = [mark for mark in json.loads(found[0]) if mark[1] <= len(heard)]
            parts = [
                [question, start, min(end, len(heard)), *rest]
                for question, start, end, *rest in json.loads(found[1])
                if start < len(heard)
            ]
            database.table("messages").update(
                message,
                {
                    "text": heard,
                    "prompt_text": heard,
                    "state": state.value,
                    "support": json.dumps(support),
                    "parts": json.dumps(parts),
                },
            )
            database.execute(
                "INSERT INTO spoken_answers (message_id, unheard) VALUES (?, ?)"
                " ON CONFLICT (message_id) DO UPDATE SET unheard = excluded.unheard",
                (message, unheard),
            )

    def broken_off(self, conversation: ConversationId) -> tuple[MessageId, str, str] | None:
        """The conversation's last answer, what was heard of it and what was not; None when there is nothing left to hear."""
        rows = self._storage.rows(
            "SELECT messages.id, text, unheard FROM messages LEFT JOIN spoken_answers ON message_id = messages.id"
            " WHERE conversation_id = ? AND role = 'assistant' ORDER BY messages.id DESC LIMIT 1",
            (conversation,),
        )
        if not rows or not rows[0]["unheard"]:
            return None
        return MessageId(rows[0]["id"]), rows[0]["text"], rows[0]["unheard"]

    def keep_latency(self, message: MessageId, latency: VoiceLatency) -> None:
        """Stores how long the answer took to begin."""
        with self._storage.write() as database:
            database.execute(
                "INSERT INTO spoken_answers (message_id, latency_ms)"
                " SELECT id, ? FROM messages WHERE id = ?"
                " ON CONFLICT (message_id) DO UPDATE SET latency_ms = excluded.latency_ms",
                (json.dumps(dataclasses.asdict(latency)), message),
            )
