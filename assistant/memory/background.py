"""Work on the memory while nothing else is to be done: texts are indexed by words at once, and by meaning step by step."""

from __future__ import annotations

import contextlib
import logging
import os
import threading
from collections.abc import Callable, Sequence

from assistant.documents.finding.embedding import SharedEmbedder
from assistant.errors import UserFacingError
from assistant.memory.text_index import TextIndex
from assistant.workers import Worker

_log = logging.getLogger(__name__)

# A question waits for one step at most.
_STEP_TEXTS = 4
_NICENESS = 10


class MemoryBackground:
    """One thread of low priority. ``pause`` while a turn runs; calls nest."""

    def __init__(self, indexes: Sequence[TextIndex], embedder: SharedEmbedder) -> None:
        self._indexes = indexes
        self._embedder = embedder
        self._worker = Worker("memory")
        self._lock = threading.Lock()
        self._pauses = 0
        self._closed = False
        self._owed: set[Callable[[], object]] = set()
        self._worker.post(_lower_priority)

    def notify(self) -> None:
        """There may be something to index: something was said, or the embedder changed."""
        self.post(self._words)
        self.post(self._meaning)

    def post(self, work: Callable[[], object]) -> None:
        """Queues other work on the memory; what the world fails at is logged."""
        with self._lock:
            if not self._closed:
                self._worker.post(self._guarded, work)

    def owe(self, work: Callable[[], object]) -> None:
        """Queues work that must be done before Sotto ends; what is queued already is not queued twice."""
        with self._lock:
            if self._closed or work in self._owed:
                return
            self._owed.add(work)
        self.post(lambda: self._pay(work))

    def pause(self) -> None:
        """Stops after the step under way, until ``resume``."""
        with self._lock:
            self._pauses += 1

    def resume(self) -> None:
        """Takes back one ``pause``."""
        with self._lock:
            self._pauses = max(0, self._pauses - 1)
        self.notify()

    def wait_until_done(self) -> None:
        """Waits until what was queued is done and every text can be found by meaning, or there is no embedder."""
        while self._worker.run(lambda: not self._paused() and self._step()):
            pass

    def close(self) -> None:
        """Stops after the step under way and does what is owed; the rest is done after the next start."""
        with self._lock:
            self._closed = True
        self._worker.close()
        for work in list(self._owed):
            self._guarded(lambda work=work: self._pay(work))  # type: ignore[misc]  # bound now, not when it is called

    def _pay(self, work: Callable[[], object]) -> None:
        with self._lock:
            self._owed.discard(work)
        work()

    def _guarded(self, work: Callable[[], object]) -> None:
        try:
            work()
        except UserFacingError as error:
            _log.warning("work on the memory stopped: %s", error.kind)

    def _words(self) -> None:
        for index in self._indexes:
            while index.index_words():
                pass

    def _meaning(self) -> None:
        if not self._paused() and self._step():
            self.post(self._meaning)

    def _step(self) -> bool:
        """Embeds a few texts, or prepares the search for those that are; whether there may be more."""
        with self._embedder.use(background=True) as embedder:
            if embedder is None:
                return False
            for index in self._indexes:
                pending = index.pending(embedder.model_id, _STEP_TEXTS)
                if pending:
                    vectors = embedder.embed_passages([text for _, text in pending])
                    numbers = [number for number, _ in pending]
                    index.add_vectors(embedder.model_id, list(zip(numbers, vectors, strict=True)))
                    return True
            model_id = embedder.model_id
        # The first question of a long history would wait a second.
        return any(index.prepare(model_id) for index in self._indexes)

    def _paused(self) -> bool:
        with self._lock:
            return self._closed or self._pauses > 0


def _lower_priority() -> None:
    # On Linux a thread has a niceness of its own; elsewhere the small steps have to do.
    with contextlib.suppress(AttributeError, OSError):
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _NICENESS)
