"""Embedding in the background: chunks are searchable by words at once, and by meaning when this thread has come to them.

What is left to do is in the database (``chunks.embedded_by``), so a killed program goes on where it was. A change of model
makes every chunk stale, and they are embedded anew.
"""

from __future__ import annotations

import contextlib
import logging
import threading
from collections.abc import Callable, Iterator, Sequence

from assistant.documents.base import Embedder
from assistant.documents.finding.index import ChunkIndex
from assistant.errors import UserFacingError
from assistant.ids import ChunkId
from assistant.storage.database import Storage
from assistant.workers import lower_thread_priority

_log = logging.getLogger(__name__)

# A question waits for one step at most, about a third of a second on two cores; and for longer when other programs take the
# cores from a thread of low priority, so that it is not very low.
_STEP_CHUNKS = 2
_COMMIT_CHUNKS = 64
_NICENESS = 5


class SharedEmbedder:
    """The one embedder in use, loaded when first needed, for the background thread and for questions alike.

    ``loader`` gives None where no embedding model is installed; everything then works by words alone.
    """

    def __init__(self, loader: Callable[[], Embedder | None]) -> None:
        self._loader = loader
        self._turn = threading.Condition()
        self._busy = False
        self._questions_waiting = 0
        self._embedder: Embedder | None = None
        self._asked = False

    @contextlib.contextmanager
    def use(self, *, background: bool = False) -> Iterator[Embedder | None]:
        """The embedder, to this thread alone; None where there is none or it cannot be loaded (said once in the log).

        A question that waits goes before the next step in the background.
        """
        with self._turn:
            if background:
                self._turn.wait_for(lambda: not self._busy and not self._questions_waiting)
            else:
                self._questions_waiting += 1
                self._turn.wait_for(lambda: not self._busy)
                self._questions_waiting -= 1
            self._busy = True
        try:
            yield self._loaded()
        finally:
            with self._turn:
                self._busy = False
                self._turn.notify_all()

    def reload(self) -> None:
        """Asks ``loader`` again on the next use: models were installed, removed or switched."""
        with self._turn:
            self._turn.wait_for(lambda: not self._busy)
            self._embedder = None
            self._asked = False

    def _loaded(self) -> Embedder | None:
        if not self._asked:
            self._asked = True
            try:
                self._embedder = self._loader()
            except UserFacingError as error:
                _log.warning("no search by meaning: %s", error.kind)
        return self._embedder


class EmbeddingQueue:
    """One thread of low priority that embeds what is not embedded yet. ``pause`` while a turn runs; calls nest."""

    def __init__(self, storage: Storage, embedder: SharedEmbedder, index: ChunkIndex) -> None:
        self._storage = storage
        self._embedder = embedder
        self._index = index
        self._changed = threading.Condition()
        self._wanted = True
        self._idle = False
        self._pauses = 0
        self._closed = False
        self._thread = threading.Thread(target=self._run, name="embedding", daemon=True)
        self._thread.start()

    def notify(self) -> None:
        """There may be something to embed: chunks were added, or the model changed (after ``SharedEmbedder.reload``)."""
        with self._changed:
            self._wanted = True
            self._idle = False
            self._changed.notify_all()

    def pause(self) -> None:
        """Stops after the step under way, until ``resume``."""
        with self._changed:
            self._pauses += 1

    def resume(self) -> None:
        """Takes back one ``pause``."""
        with self._changed:
            self._pauses = max(0, self._pauses - 1)
            self._changed.notify_all()

    def wait_until_done(self, timeout_s: float) -> bool:
        """Waits until nothing is left to embed, or nothing can be (no model, a full disk); False when time ran out."""
        with self._changed:
            return self._changed.wait_for(lambda: self._idle or self._closed, timeout_s)

    def close(self) -> None:
        """Stops after the step under way; the rest is done after the next start."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
        self._thread.join()

    def _run(self) -> None:
        lower_thread_priority(_NICENESS)
        while self._wait_for_work():
            try:
                more = self._embed_some()
            except UserFacingError as error:
                _log.warning("embedding stopped: %s", error.kind)
                more = False
            except Exception:  # noqa: BLE001 - a bug must not end the thread; it is logged in full
                _log.exception("embedding stopped")
                more = False
            with self._changed:
                if more:
                    self._wanted = True
                elif not self._wanted:
                    self._idle = True
                    self._changed.notify_all()

    def _wait_for_work(self) -> bool:
        with self._changed:
            self._changed.wait_for(lambda: self._closed or (self._wanted and not self._pauses))
            self._wanted = False
            return not self._closed

    def _may_go_on(self) -> bool:
        with self._changed:
            return not self._closed and not self._pauses

    def _embed_some(self) -> bool:
        """Embeds up to one commit's worth, or codes a block of vectors; whether there may be more."""
        with self._storage.write() as database:
            if self._index.code_some_vectors(database):
                return True
        with self._embedder.use(background=True) as embedder:
            if embedder is None:
                return False
            model_id, dimensions = embedder.model_id, embedder.dimensions
        pending = self._pending(model_id)
        if not pending:
            with self._storage.write() as database:
                self._index.drop_other_vectors(database, model_id, dimensions)
            return False
        vectors: list[tuple[ChunkId, Sequence[float]]] = []
        for at in range(0, len(pending), _STEP_CHUNKS):
            if not self._may_go_on():
                break
            step = pending[at : at + _STEP_CHUNKS]
            with self._embedder.use(background=True) as embedder:
                if embedder is None or embedder.model_id != model_id:
                    break
                found = embedder.embed_passages([text for _, text in step])
            vectors += zip((chunk_id for chunk_id, _ in step), found, strict=True)
        with self._storage.write() as database:
            self._index.add_vectors(database, model_id, vectors)
        return True

    def _pending(self, model_id: str) -> list[tuple[ChunkId, str]]:
        rows = self._storage.rows(
            "SELECT c.id, c.page_id, c.start, c.end, c.heading, d.title FROM chunks c JOIN documents d ON d.id = c.document_id"
            " WHERE c.embedded_by <> ? ORDER BY c.id LIMIT ?",
            (model_id, _COMMIT_CHUNKS),
        )
        pages = {
            page_id: str(found[0]["text"])
            for page_id in {row["page_id"] for row in rows}
            if (found := self._storage.rows("SELECT text FROM pages WHERE id = ?", (page_id,)))
        }
        return [
            (
                ChunkId(row["id"]),
                embedded_text(row["title"], row["heading"], pages[row["page_id"]][row["start"] : row["end"]]),
            )
            for row in rows
            if row["page_id"] in pages
        ]


def closeness(cosine: float, embedder: Embedder) -> float:
    """A cosine similarity on a scale that all models share: 0 is nothing in common, 1 as near as an answer."""
    unrelated, answering = embedder.similarity_range
    return min(max((cosine - unrelated) / (answering - unrelated), 0.0), 1.0)


def embedded_text(title: str, heading: str, text: str) -> str:
    """What is embedded for a chunk: its title and headings first, so that "the company's revenue" finds whose it is."""
    return "\n".join(part for part in (title, heading, text) if part)
