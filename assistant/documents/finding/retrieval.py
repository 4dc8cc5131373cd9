"""Finding passages: by words, by pairs of characters and by meaning, joined into one ranking."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from assistant.documents.finding import fusion, query_words
from assistant.documents.finding.embedding import SharedEmbedder, closeness, embedded_text
from assistant.documents.finding.index import ALL, ChunkIndex, Scope
from assistant.documents.finding.reranking import SharedReranker
from assistant.documents.pages.moments import decode_moments, time_of
from assistant.ids import ChunkId, DocumentId
from assistant.records import Passage, SearchResult
from assistant.storage.database import Storage

_CANDIDATES = 50
# Nobody types more to find something; models of meaning read some 500 tokens, and a pasted book took them minutes.
_LONGEST_QUERY = 2400
_AGREEING = 10
# What a reranker says moves a passage by a few places: more than these come out the same.
_RERANKED = 8
# Chunks overlap by a sentence or touch; a blank line or two may lie between.
_NEIGHBOUR_GAP = 4
_LONGEST_PASSAGE = 2400


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Passages best first; ``nearest`` is how near the nearest chunk comes (``closeness``), None without an embedder that
    reads the question's language; ``exact_hit`` says that the query stands word for word in some chunk; ``agreement`` is one over
    the rank that the best chunk by words has by meaning, 0 beyond the tenth."""

    passages: tuple[Passage, ...]
    nearest: float | None
    exact_hit: bool
    agreement: float = 0.0


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class _ByText:
    """What full text found: the query word for word, pairs of its characters, its words; each best first."""

    exact: list[ChunkId]
    pairs: list[ChunkId]
    words: list[ChunkId]


class Retriever:
    """Searches the index. May be called from any thread; full text is searched on a thread of its own, while the question is
    embedded and compared."""

    def __init__(
        self, storage: Storage, index: ChunkIndex, embedder: SharedEmbedder, reranker: SharedReranker | None = None
    ) -> None:
        self._storage = storage
        self._index = index
        self._embedder = embedder
        self._reranker = reranker
        self._words = ThreadPoolExecutor(max_workers=1, thread_name_prefix="finding")

    def search(self, query: str, count: int = 8, scope: Scope = ALL) -> SearchResult:
        """Passages for a query, best first; scores are 0 to 1. Any text is a valid query; an empty one finds nothing."""
        started = time.perf_counter()
        found = self.find(query, count, scope)
        return SearchResult(passages=found.passages, took_ms=(time.perf_counter() - started) * 1000)

    def find(
        self, query: str, count: int = 8, scope: Scope = ALL, has_time: Callable[[], bool] = lambda: True
    ) -> Found:
        """As ``search``, with what the search says about its own success. ``has_time``: see ``EvidenceSource.find``."""
        query = query[:_LONGEST_QUERY]
        if not query.strip() or count <= 0:
            return Found(passages=(), nearest=None, exact_hit=False)
        searching = self._words.submit(self._search_text, query, scope)
        by_meaning, nearest = self._search_meaning(query, scope)
        text = searching.result()
        weight = fusion.word_weight(query, exact_hit=bool(text.exact))
        # Words of another script inside a Japanese question ("AWS の料金") find what the pairs did not, but never lead.
        by_text = [*text.exact, *text.pairs, *text.words]
        ranked = fusion.fuse([(weight, by_text), (1 - weight, by_meaning)])
        if self._reranker is not None:
            first = self._texts([chunk_id for chunk_id, _ in ranked[:_RERANKED]])
            ranked = fusion.reordered(ranked, self._reranker.scores(query, first, has_time))
        return Found(
            passages=self._passages(ranked, count),
            nearest=nearest,
            agreement=_agreement(text.pairs or text.words, by_meaning),
            exact_hit=bool(text.exact),
        )

    def whole(self, document: DocumentId, count: int) -> tuple[Passage, ...]:
        """A short document from its beginning, in its order, whatever was asked."""
        rows = self._storage.rows("SELECT id FROM chunks WHERE document_id = ? ORDER BY position", (document,))
        return self._passages([(ChunkId(row["id"]), 1.0) for row in rows], count)

    def _search_text(self, query: str, scope: Scope) -> _ByText:
        return _ByText(
            exact=self._index.search_phrase(query, _CANDIDATES, scope),
            pairs=self._index.search_pairs(query, _CANDIDATES, scope),
            words=self._index.search_words(query, _CANDIDATES, scope),
        )

    def _search_meaning(self, query: str, scope: Scope) -> tuple[list[ChunkId], float | None]:
        with self._embedder.use() as embedder:
            if embedder is None or not query_words.reads(embedder.languages, query):
                return [], None
            vector = embedder.embed_query(query)
        found = self._index.search_vectors(embedder.model_id, vector, _CANDIDATES, scope)
        return [chunk_id for chunk_id, _ in found], closeness(found[0][1], embedder) if found else None

    def _passages(self, ranked: list[tuple[ChunkId, float]], count: int) -> tuple[Passage, ...]:
        rows = self._rows([chunk_id for chunk_id, _ in ranked[: count * 3]])
        texts: dict[int, str] = {}
        kept: list[tuple[fusion.Span, dict[str, Any]]] = []
        seen: list[frozenset[str]] = []
        for chunk_id, score in ranked:
            row = rows.get(chunk_id)
            if row is None:
                continue
            page_text = self._page_text(row["page_id"], texts)
            text = page_text[row["start"] : row["end"]]
            shingles = fusion.shingles(text)
            twin = any(fusion.near_duplicate(shingles, other) for other in seen)
            if not twin:
                span = fusion.Span(page_id=row["page_id"], start=row["start"], end=row["end"], score=score)
                kept.append((span, row))
                seen.append(shingles)
            if len(kept) >= count + count // 2:
                break
        joined = fusion.join_neighbours([span for span, _ in kept], gap=_NEIGHBOUR_GAP, longest=_LONGEST_PASSAGE)
        return tuple(
            Passage(
                chunk_id=ChunkId(kept[best][1]["id"]),
                document_id=DocumentId(kept[best][1]["document_id"]),
                document=Path(kept[best][1]["path"]),
                title=kept[best][1]["title"],
                page=kept[best][1]["number"],
                text=self._page_text(span.page_id, texts)[span.start : span.end],
                start=span.start,
                end=span.end,
                score=span.score,
                heading=kept[best][1]["heading"],
                at_s=time_of(decode_moments(kept[best][1]["moments"]), span.start),
            )
            for span, best in joined[:count]
        )

    def _texts(self, chunk_ids: Sequence[ChunkId]) -> Iterator[str]:
        """What a chunk is embedded as, for each; nothing is read before the first is asked for."""
        rows = self._rows(list(chunk_ids))
        texts: dict[int, str] = {}
        for chunk_id in chunk_ids:
            row = rows.get(chunk_id)
            text = self._page_text(row["page_id"], texts)[row["start"] : row["end"]] if row is not None else ""
            yield embedded_text(row["title"], row["heading"], text) if row is not None else text

    def _rows(self, chunk_ids: list[ChunkId]) -> dict[ChunkId, dict[str, Any]]:
        marks = ", ".join("?" * len(chunk_ids))
        # Only question marks are put in.
        sql = (
            "SELECT c.id, c.document_id, c.page_id, c.start, c.end, c.heading, d.path, d.title, p.number, p.moments FROM chunks c"  # noqa: S608
            f" JOIN documents d ON d.id = c.document_id JOIN pages p ON p.id = c.page_id WHERE c.id IN ({marks})"
        )
        return {ChunkId(row["id"]): row for row in self._storage.rows(sql, tuple(chunk_ids))}

    def _page_text(self, page_id: int, texts: dict[int, str]) -> str:
        if page_id not in texts:
            found = self._storage.rows("SELECT text FROM pages WHERE id = ?", (page_id,))
            texts[page_id] = str(found[0]["text"]) if found else ""
        return texts[page_id]


def _agreement(by_words: Sequence[ChunkId], by_meaning: Sequence[ChunkId]) -> float:
    first = by_meaning[:_AGREEING]
    return 1.0 / (1 + first.index(by_words[0])) if by_words and by_words[0] in first else 0.0
