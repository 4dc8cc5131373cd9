"""Rules for how long things are kept. What has expired is forgotten as if the user had forgotten it: for good, with all that was
made of it. Pinned conversations stay.

A clock that jumps must not empty the memory: a rule is carried out only while the wall clock has kept step with the monotonic one.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from assistant.clock import Clock
from assistant.errors import NotFound
from assistant.ids import ConversationId, FactId
from assistant.records import ForgetAmounts
from assistant.settings import Settings
from assistant.storage.database import Storage

_log = logging.getLogger(__name__)

DAY_S = 86_400.0
KEPT_S: Mapping[str, float | None] = MappingProxyType(
    {"forever": None, "1_year": 365 * DAY_S, "90_days": 90 * DAY_S, "30_days": 30 * DAY_S}
)
"""Seconds that each choice of the settings keeps."""
LARGEST_DRIFT_S = DAY_S


def expired_conversations(storage: Storage, now: float, keep: str) -> list[ConversationId]:
    """Conversations in which nothing was said for as long as ``keep`` says; pinned ones and those being answered are none."""
    seconds = KEPT_S[keep]
    if seconds is None:
        return []
    rows = storage.rows(
        "SELECT id FROM conversations c WHERE pinned = 0 AND updated_at < ? AND NOT EXISTS"
        " (SELECT 1 FROM messages WHERE conversation_id = c.id AND (state = 'streaming' OR created_at >= ?)) ORDER BY id",
        (now - seconds, now - seconds),
    )
    return [ConversationId(row["id"]) for row in rows]


def expired_facts(storage: Storage, now: float, keep: str) -> list[FactId]:
    """Facts that have not been true for as long as ``keep`` says, and those that were told for a while that is over."""
    seconds = KEPT_S[keep]
    over = "forget_at < ?" if seconds is None else "forget_at < ? OR until < ?"
    moments = (now,) if seconds is None else (now, now - seconds)
    return [FactId(row["id"]) for row in storage.rows(f"SELECT id FROM facts WHERE {over} ORDER BY id", moments)]  # noqa: S608


def amounts(storage: Storage, conversations: Sequence[ConversationId], facts: Sequence[FactId]) -> ForgetAmounts:
    """What goes with these conversations and facts, in numbers: messages, and the facts that were drawn from them, too."""
    marks = ", ".join("?" * len(conversations))
    drawn = {
        row["id"]
        for row in storage.rows(
            "SELECT f.id FROM facts f JOIN messages m ON m.id = f.message_id"  # noqa: S608 - question marks alone
            f" WHERE m.conversation_id IN ({marks})",
            tuple(conversations),
        )
    }
    messages = storage.rows(
        f"SELECT count(*) AS n FROM messages WHERE conversation_id IN ({marks})",  # noqa: S608 - question marks alone
        tuple(conversations),
    )
    return ForgetAmounts(
        conversations=len(conversations), messages=int(messages[0]["n"]), facts=len(drawn | set(map(int, facts)))
    )


class Expiry:
    """Carries the rules out. May be called from any thread, one at a time."""

    def __init__(
        self,
        storage: Storage,
        clock: Clock,
        settings: Callable[[], Settings],
        delete_conversation: Callable[[ConversationId], None],
        forget_facts: Callable[[Sequence[FactId]], None],
    ) -> None:
        self._storage = storage
        self._clock = clock
        self._settings = settings
        self._delete_conversation = delete_conversation
        self._forget_facts = forget_facts
        self._offset_s = clock.now() - clock.monotonic()

    def apply(self) -> int:
        """Forgets what has expired; gives how many conversations and facts went."""
        now = self._clock.now()
        offset_s = now - self._clock.monotonic()
        drift_s, self._offset_s = abs(offset_s - self._offset_s), offset_s
        if drift_s > LARGEST_DRIFT_S:
            _log.info("nothing expired: the clock was turned by %.0f s", drift_s)
            return 0
        settings = self._settings()
        gone = 0
        for conversation in expired_conversations(self._storage, now, settings.memory_keep_chats):
            try:
                self._delete_conversation(conversation)
                gone += 1
            except NotFound:
                _log.info("a conversation was deleted while it expired")
        facts = expired_facts(self._storage, now, settings.memory_keep_past_facts)
        if facts:
            self._forget_facts(facts)
        return gone + len(facts)
