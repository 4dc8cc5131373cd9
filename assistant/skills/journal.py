"""What skills did, written down before it is done, so that a kill between any two steps is finished at the next start.

An action: ``begun`` with its changes is stored → each change is written to its store → ``done``. Undoing is the same the other way:
``undoing`` with the changes back is stored → they are written → ``undone``. Recovering writes the changes that are still missing;
a value that is neither the old nor the new one was changed by someone else and is left alone.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from assistant.clock import Clock
from assistant.conversation.message_rows import action_of
from assistant.errors import InvalidInput, NotFound, UserFacingError
from assistant.ids import ActionId, ConversationId, MessageId
from assistant.records import Action
from assistant.skills.base import Change, Conflict, Plan, StateStore
from assistant.storage.database import Storage

KEPT_FOR_S = 30 * 24 * 3600.0
"""After this long an action can no longer be undone, and what undoes it is removed."""
ELSEWHERE_FOR_S = 3600.0
"""“Undo that” reaches what was done in another conversation for this long."""

IMPORT = "calendar.import"
BY_HAND = "calendar.by_hand"
_UNASKED = (IMPORT, BY_HAND)
"""The actions that no message asked for; of all others without a message the conversation was temporary."""

_log = logging.getLogger(__name__)


class ActionJournal:
    """Carries plans out and takes them back. Every call may come from any thread."""

    def __init__(self, storage: Storage, stores: Mapping[str, StateStore], clock: Clock) -> None:
        self._storage = storage
        self._stores = stores
        self._clock = clock
        self._lock = threading.Lock()

    def carry_out(
        self, skill: str, arguments: Mapping[str, Any], plan: Plan, message: MessageId | None = None
    ) -> Action:
        """Does what is planned, for an answer that is stored, or None. Raises ``Conflict`` when a value is no longer what it was
        when the plan was made, and ``UserFacingError``; both change nothing."""
        with self._lock:
            for change in plan.changes:
                if self._stores[change.store].read(change.key) != change.before:
                    raise Conflict(change.store)
            row = {
                "message_id": message,
                "skill": skill,
                "arguments": msgspec.json.encode(arguments).decode(),
                "text": plan.done,
                "changes": _encoded(plan.changes),
                "undoable": int(plan.undoable),
                "state": "begun",
                "created_at": self._clock.now(),
            }
            with self._storage.write() as database:
                action = ActionId(int(database.table("actions").insert(row).last_pk))  # type: ignore[arg-type]  # an integer key
            try:
                self._write(plan.changes)
            except UserFacingError:
                with self._storage.write() as database:
                    database.execute("DELETE FROM actions WHERE id = ?", (action,))
                raise
            self._set_state(action, "done")
            return self.get(action)

    def undo(self, action: ActionId) -> Action:
        """Takes an action back. Raises ``NotFound``, ``InvalidInput`` where it cannot be, and then changes nothing."""
        with self._lock:
            row = self._row(action)
            if row["state"] != "done" or not row["undoable"]:
                raise InvalidInput("This cannot be undone any more.", "Change it by hand.")
            back = []
            for change in reversed(_decoded(row["changes"])):
                store = self._stores[change.store]
                current = store.read(change.key)
                try:
                    target = change.before if current == change.after else store.merge(change, current)
                except Conflict as error:
                    raise InvalidInput(
                        "It has changed since, so it was left as it is.", "Change it by hand."
                    ) from error
                back.append(Change(store=change.store, key=change.key, before=current, after=target))
            with self._storage.write() as database:
                database.table("actions").update(action, {"state": "undoing", "changes": _encoded(back)})
            try:
                self._write(back)
            except UserFacingError:
                with self._storage.write() as database:
                    database.table("actions").update(action, {"state": "done", "changes": row["changes"]})
                raise
            self._set_state(action, "undone")
            return self.get(action)

    def get(self, action: ActionId) -> Action:
        """One action. Raises ``NotFound``."""
        return action_of(self._row(action))

    def last(self, conversation: ConversationId | None) -> Action | None:
        """The newest action that can be undone: of this conversation, or done in another within the last hour."""
        rows = self._storage.rows(
            "SELECT a.* FROM actions a LEFT JOIN messages m ON m.id = a.message_id"
            " WHERE a.state = 'done' AND a.undoable = 1 AND (m.conversation_id = ? OR a.created_at > ?)"
            " ORDER BY a.id DESC LIMIT 1",
            (conversation, self._clock.now() - ELSEWHERE_FOR_S),
        )
        return action_of(rows[0]) if rows else None

    def recover(self) -> int:
        """Finishes what a killed program began, and forgets what undoes old actions; returns how many were finished."""
        left = self._storage.rows("SELECT * FROM actions WHERE state IN ('begun', 'undoing') ORDER BY id")
        for row in left:
            for change in _decoded(row["changes"]):
                try:
                    if self._stores[change.store].read(change.key) == change.before:
                        self._stores[change.store].write(change.key, change.after)
                except (UserFacingError, KeyError) as error:
                    _log.warning("a change of a skill was not finished: %s", type(error).__name__)
            self._set_state(ActionId(row["id"]), "done" if row["state"] == "begun" else "undone")
        with self._storage.write() as database:
            # An answer that was to say what was done says it now.
            database.execute(
                "UPDATE messages SET text = (SELECT a.text FROM actions a WHERE a.message_id = messages.id), prompt_text = ''"
                " WHERE text = '' AND id IN (SELECT message_id FROM actions WHERE state = 'done')"
            )
            database.execute(
                "UPDATE actions SET undoable = 0, changes = '[]' WHERE created_at < ?",
                (self._clock.now() - KEPT_FOR_S,),
            )
        self.forget_temporary()
        return len(left)

    def forget_temporary(self) -> None:
        """Removes what was done in temporary conversations from the journal; what it did stays."""
        with self._storage.write() as database:
            database.execute(
                "DELETE FROM actions WHERE message_id IS NULL AND skill NOT IN (?, ?) AND state IN ('done', 'undone')",
                _UNASKED,
            )

    def _write(self, changes: Sequence[Change]) -> None:
        written: list[Change] = []
        try:
            for change in changes:
                self._stores[change.store].write(change.key, change.after)
                written.append(change)
        except UserFacingError:
            for change in reversed(written):
                self._stores[change.store].write(change.key, change.before)
            raise

    def _row(self, action: ActionId) -> dict[str, Any]:
        rows = self._storage.rows("SELECT * FROM actions WHERE id = ?", (action,))
        if not rows:
            raise NotFound("This action is no longer known.", "It cannot be undone; change it by hand.")
        return rows[0]

    def _set_state(self, action: ActionId, state: str) -> None:
        with self._storage.write() as database:
            database.table("actions").update(action, {"state": state})


def _encoded(changes: Sequence[Change]) -> str:
    return msgspec.json.encode(changes).decode()


def _decoded(changes: str) -> list[Change]:
    return msgspec.json.decode(changes, type=list[Change])
