"""The conversation room on a real database and a real worker, with whatever chat model a test gives it."""

from __future__ import annotations

import contextlib
import dataclasses
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

from assistant.cancellation import CancelToken
from assistant.clock import Clock, SystemClock
from assistant.conversation.acting import SkillSource
from assistant.conversation.history import ConversationStore
from assistant.conversation.model_holder import ChatModelHolder
from assistant.conversation.remembering import MemorySource
from assistant.conversation.runner import ConversationRunner
from assistant.documents.base import TableSource
from assistant.documents.whole_documents import WholeDocuments
from assistant.events import Event
from assistant.llm.base import ChatModel
from assistant.settings import Settings
from assistant.storage.database import Storage
from assistant.testing.chat_model import ScriptedChatModel
from assistant.testing.evidence import ScriptedEvidence
from assistant.workers import IdleRank, Worker


class WatchedWorker(Worker):
    """A worker that tells when the newest idle call has run."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._newest = threading.Event()
        self._newest.set()

    def post_idle(self, function: Callable[[CancelToken], object], rank: IdleRank = IdleRank.READING_AHEAD) -> None:
        """As of ``Worker``."""
        done = self._newest = threading.Event()

        def call(cancel: CancelToken) -> None:
            try:
                function(cancel)
            finally:
                done.set()

        super().post_idle(call, rank)

    def wait_for_idle(self, timeout_s: float) -> bool:
        """Waits until all that was queued has run, and the newest idle call after it; False when they did not in time."""
        with self._lock:
            if not self._lock.wait_for(lambda: not self._unfinished, timeout_s):
                return False
        return self._newest.wait(timeout_s)


@dataclasses.dataclass(kw_only=True)
class ConversationRoom:
    """The parts, for a test to reach into. ``load`` and ``settings`` may be replaced; ``events`` holds what was published."""

    storage: Storage
    store: ConversationStore
    evidence: ScriptedEvidence
    events: list[Event]
    worker: WatchedWorker
    runner: ConversationRunner
    load: Callable[[], ChatModel]
    settings: Settings


@contextlib.contextmanager
def open_conversation_room(
    database: Path,
    skills: Callable[[Storage, Clock], SkillSource] | None = None,
    memory: MemorySource | None = None,
    tables: TableSource | None = None,
) -> Iterator[ConversationRoom]:
    """Opens a room over the database file and closes it in order at the end. ``skills`` makes what answers by itself; nothing is
    recalled without a ``memory``, nothing computed without ``tables``."""
    storage = Storage(database)
    clock = SystemClock()
    store = ConversationStore(storage, clock)
    evidence = ScriptedEvidence()
    worker = WatchedWorker("llm")
    events: list[Event] = []
    holder = ChatModelHolder(lambda: room.load())
    runner = ConversationRunner(
        holder=holder,
        worker=worker,
        store=store,
        evidence=evidence,
        settings=lambda: room.settings,
        publish=events.append,
        clock=clock,
        skills=skills(storage, clock) if skills is not None else None,
        documents=WholeDocuments(storage),
        memory=memory,
        tables=tables,
    )
    room = ConversationRoom(
        storage=storage,
        store=store,
        evidence=evidence,
        events=events,
        worker=worker,
        runner=runner,
        load=ScriptedChatModel,
        settings=Settings(),
    )
    try:
        yield room
    finally:
        runner.close()
        worker.run(holder.close)
        worker.close()
        storage.close()
