"""Facts noticed at idle: what qualifies by its form is judged by the chat model, when nobody waits for it.

The model weighs yes against no about one sentence at a time, so it can invent nothing: a fact is a sentence of the user's, word for
word. A turn cancels the judging within a token; what was not judged waits for the next quiet time. Where the model was used, the
runner reads the conversation's prompt back into its cache.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from assistant.cancellation import CancelToken
from assistant.conversation.model_holder import ChatModelHolder
from assistant.errors import UserFacingError
from assistant.ids import MessageId
from assistant.llm.base import ChatMessage, ChatModel, Weighed
from assistant.memory.commands import parse_command
from assistant.memory.fact_store import FactStore
from assistant.memory.forgetting import FORGOTTEN
from assistant.memory.statements import statements
from assistant.records import FactOrigin
from assistant.settings import Settings
from assistant.storage.database import Storage
from assistant.workers import IdleRank, Worker

_log = logging.getLogger(__name__)

QUIET_S = 20.0
"""Seconds without a turn before anything is judged."""
LEAST_CHANCE = 0.9
"""From this chance of a yes on a sentence is kept: half of the right ones are, and hardly a wrong one. The plain answer is a yes to
nearly all, of which three in four are right."""
_CHOICES = ("yes", "no")
_SYSTEM = (
    "You keep a personal assistant's notes on its user. Answer yes when a sentence of the user's, read by itself months later, "
    "states one clear and lasting fact about the user's own life or family: name, home, work, health, diet, tastes, habits, "
    "possessions, skills, dates. Answer no when it is unclear by itself what is meant, about a passing moment, mood or plan, "
    "praise or an opinion of something else, or a remark of talk."
)
_EXAMPLES = (
    ("My daughter Mia is allergic to nuts", "yes"),
    ("My head is spinning after that meeting", "no"),
    ("I live in Lyon with my two cats", "yes"),
    ("I love how this answer turned out", "no"),
    ("My point is that trust matters more than speed", "no"),
    ("I play the violin", "yes"),
    ("We always do it like that", "no"),
    ("My code is not compiling", "no"),
    ("I usually get up at six", "yes"),
    ("私は看護師です", "yes"),
    ("私ならこっちにします", "no"),
    ("コーヒーは毎朝ブラックで飲みます", "yes"),
    ("母は出かけています", "no"),
    ("うちの猫はタマといいます", "yes"),
    ("夫はもう寝ました", "no"),
)


class Noticing:
    """``turn_finished`` after each turn. Runs on the model's thread, at idle only."""

    def __init__(
        self,
        *,
        holder: ChatModelHolder,
        worker: Worker,
        storage: Storage,
        facts: FactStore,
        settings: Callable[[], Settings],
        model_used: Callable[[], None],
        facts_changed: Callable[[], None],
        quiet_s: float = QUIET_S,
    ) -> None:
        """``model_used`` is called when the model's cache holds something else than before; ``facts_changed`` with new facts."""
        self._holder = holder
        self._worker = worker
        self._storage = storage
        self._facts = facts
        self._settings = settings
        self._model_used = model_used
        self._facts_changed = facts_changed
        self._quiet_s = quiet_s
        self._lock = threading.Lock()
        self._timer: threading.Timer | None = None
        self._closed = False

    def turn_started(self) -> None:
        """Nobody is judged while somebody asks."""
        with self._lock:
            if self._timer is not None:
                self._timer.cancel()
                self._timer = None

    def turn_finished(self) -> None:
        """Begins the quiet time anew."""
        with self._lock:
            if self._closed:
                return
            if self._timer is not None:
                self._timer.cancel()
            self._timer = threading.Timer(self._quiet_s, lambda: self._worker.post_idle(self.read, IdleRank.LEISURE))
            self._timer.daemon = True
            self._timer.start()

    def close(self) -> None:
        """Judges nothing any more."""
        with self._lock:
            self._closed = True
        self.turn_started()

    def read(self, cancel: CancelToken) -> None:
        """Judges the messages that were not read yet, oldest first, until ``cancel``. Belongs to the model's thread."""
        settings = self._settings()
        if not (settings.memory_use and settings.memory_notice and self._holder.loaded):
            return
        used = made = False
        try:
            while (found := self._next()) is not None:
                message, text, said_at = found
                cancel.raise_if_cancelled()
                for sentence in _to_judge(text):
                    used = True
                    keep = judge(self._holder.get(), sentence, cancel)
                    cancel.raise_if_cancelled()
                    if keep:
                        self._facts.remember(
                            sentence, origin=FactOrigin.NOTICED, message=message, quote=sentence, said_at=said_at
                        )
                        made = True
                with self._storage.write_streaming() as database:
                    database.execute("UPDATE messages SET read_for_facts = 1 WHERE id = ?", (message,))
        except UserFacingError as error:
            _log.info("noticing facts stopped: %s", error.kind)
        finally:
            if made:
                self._facts_changed()
            if used and not cancel.cancelled:
                self._model_used()

    def _next(self) -> tuple[MessageId, str, float] | None:
        rows = self._storage.rows(
            "SELECT id, text, created_at FROM messages WHERE read_for_facts = 0 AND role = 'user' ORDER BY id LIMIT 1"
        )
        return (MessageId(rows[0]["id"]), rows[0]["text"], rows[0]["created_at"]) if rows else None


def judge(model: ChatModel, sentence: str, cancel: CancelToken) -> bool:
    """Whether the model takes a sentence for a lasting fact about its speaker: its chance of a yes, where only yes and no may be
    answered. A judgement that was cancelled is a no. Raises ``UserFacingError``."""
    messages = [ChatMessage(role="system", content=_SYSTEM)]
    for example, answer in _EXAMPLES:
        messages.append(ChatMessage(role="user", content=example))
        messages.append(ChatMessage(role="assistant", content=answer))
    messages.append(ChatMessage(role="user", content=sentence))
    weighed = next((item for item in model.weigh(messages, _CHOICES, cancel) if isinstance(item, Weighed)), None)
    return weighed is not None and not cancel.cancelled and weighed.chances[0] >= LEAST_CHANCE


def _to_judge(text: str) -> tuple[str, ...]:
    if text in FORGOTTEN or parse_command(text) is not None:
        return ()
    return statements(text)
