"""The chunk index: full text by words, full text by pairs of characters, and vectors, all in the one database.

``chunk_words`` holds every chunk. ``chunk_pairs`` holds those with scripts that have no spaces. Row ids are chunk ids throughout.

Full text scores every chunk with any of the terms, and a term of a large library may stand in a tenth of it. So a query is
searched by its rarer terms, as many as ``SCORED`` chunks hold together; what stands nearly everywhere decides little.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from assistant.documents.finding import query_words
from assistant.documents.finding.chunk_vectors import ChunkVectors
from assistant.documents.finding.sign_coding import Floats
from assistant.documents.finding.vector_codes import IdRange
from assistant.ids import ChunkId, DocumentId
from assistant.storage.database import Storage

if TYPE_CHECKING:
    from sqlite_utils import Database

# Columns title, heading, text.
_WEIGHTS = "3.0, 1.5, 1.0"
SCORED = 20_000
"""Chunks whose score is computed for one search by words, about; some ten milliseconds."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ChunkRow:
    """A chunk as full text sees it."""

    chunk_id: ChunkId
    title: str
    heading: str
    text: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Which documents are searched: those of a collection (empty for all), and of these only ``documents`` unless it is None."""

    collection: str = ""
    documents: tuple[DocumentId, ...] | None = None

    def condition(self) -> tuple[str, tuple[object, ...]]:
        """What the row ``d`` of a document must meet, as SQL with its parameters."""
        parts: list[str] = []
        parameters: list[object] = []
        if self.collection:
            parts.append("d.collection = ?")
            parameters.append(self.collection)
        if self.documents is not None:
            parts.append("d.id IN (SELECT value FROM json_each(?))")
            parameters.append(json.dumps(self.documents))
        return " AND ".join(parts) or "1", tuple(parameters)


ALL = Scope()


class ChunkIndex:
    """Finds chunks. Writing methods take the transaction of ``Storage.write``; searching methods may run on any thread.

    All of ``ALL`` is searched, or a ``Scope``. Any text is a valid query.
    """

    def __init__(self, storage: Storage) -> None:
        self._storage = storage
        self._vectors = ChunkVectors(storage)

    def add_words(self, database: Database, rows: Iterable[ChunkRow]) -> None:
        """Makes chunks searchable by words. Their ids must not be indexed yet."""
        for row in rows:
            fields = (row.title, row.heading, row.text)
            database.execute(
                "INSERT INTO chunk_words(rowid, title, heading, text) VALUES (?, ?, ?, ?)", (row.chunk_id, *fields)
            )
            if any(map(query_words.has_unspaced, fields)):
                database.execute(
                    "INSERT INTO chunk_pairs(rowid, title, heading, text) VALUES (?, ?, ?, ?)",
                    (row.chunk_id, *map(query_words.pairs_text, fields)),
                )

    def add_vectors(
        self, database: Database, model_id: str, vectors: Sequence[tuple[ChunkId, Sequence[float] | Floats]]
    ) -> None:
        """Stores unit vectors, in place of older ones of the same chunks, and marks the chunks as embedded by the model."""
        if vectors:
            self._vectors.add(database, model_id, vectors)

    def vectors_of(
        self, database: Database, model_id: str, chunk_ids: Sequence[ChunkId]
    ) -> list[tuple[ChunkId, Floats]]:
        """The vectors that a model made of these chunks; those that have none are left out."""
        return self._vectors.of(database, model_id, chunk_ids)

    def code_some_vectors(self, database: Database) -> bool:
        """Makes codes for some of the vectors of a large library that have none; whether there may be more of them."""
        return self._vectors.code_some(database)

    def drop_other_vectors(self, database: Database, model_id: str, dimensions: int) -> None:
        """Frees the vectors of every model but this one."""
        self._vectors.drop_others(database, model_id, dimensions)

    def remove_document(self, database: Database, document_id: DocumentId) -> None:
        """Removes a document's chunks from every index. Call it before its rows of ``chunks`` go."""
        ids = [row[0] for row in database.execute("SELECT id FROM chunks WHERE document_id = ?", (document_id,))]
        for table in ("chunk_words", "chunk_pairs"):
            database.execute(
                f"DELETE FROM {table} WHERE rowid IN (SELECT value FROM json_each(?))",  # noqa: S608 - our names
                (json.dumps(ids),),
            )
        self._vectors.remove(database, ids)

    def search_words(self, query: str, count: int, scope: Scope = ALL) -> list[ChunkId]:
        """Chunks with any of the query's words, best first by BM25 (title and heading count more)."""
        return self._search(
            "chunk_words", self._terms("chunk_words", query_words.words_query(query), scope), count, scope
        )

    def search_pairs(self, query: str, count: int, scope: Scope = ALL) -> list[ChunkId]:
        """Chunks with any of the query's character pairs, best first by BM25; none for a query in a spaced script."""
        return self._search(
            "chunk_pairs", self._terms("chunk_pairs", query_words.pairs_query(query), scope), count, scope
        )

    def search_phrase(self, query: str, count: int, scope: Scope = ALL) -> list[ChunkId]:
        """Chunks that hold ``query_words.phrases(query)`` word for word, best first."""
        return self._search("chunk_words", query_words.words_phrase_query(query), count, scope) or self._search(
            "chunk_pairs", query_words.pairs_phrase_query(query), count, scope
        )

    def search_vectors(
        self, model_id: str, vector: Sequence[float], count: int, scope: Scope = ALL
    ) -> list[tuple[ChunkId, float]]:
        """The nearest chunks with their cosine similarity, best first. Empty when the model has embedded nothing."""
        return self._vectors.search(model_id, vector, count, None if scope == ALL else self._ranges(scope))

    def _ranges(self, scope: Scope) -> list[IdRange]:
        """The chunk ids of a scope. Those of a document follow one another: it is stored by one transaction."""
        where, parameters = scope.condition()
        rows = self._storage.rows(
            "SELECT (SELECT id FROM chunks WHERE document_id = d.id ORDER BY position LIMIT 1) AS first,"  # noqa: S608 - the condition is ours
            " (SELECT id FROM chunks WHERE document_id = d.id ORDER BY position DESC LIMIT 1) AS last"
            f" FROM documents d WHERE {where}",
            parameters,
        )
        ranges: list[IdRange] = []
        for first, last in sorted((row["first"], row["last"]) for row in rows if row["first"] is not None):
            if ranges and ranges[-1].last + 1 == first:
                ranges[-1] = IdRange(first=ranges[-1].first, last=last)
            else:
                ranges.append(IdRange(first=first, last=last))
        return ranges

    def chunks_with(self, terms: Sequence[str]) -> list[int]:
        """How many chunks hold each term (a word, a number or a pair of characters)."""
        counts = []
        for term in terms:
            unspaced = query_words.has_unspaced(term)
            query = (
                query_words.pairs_query(term) if unspaced else " ".join(f'"{word}"' for word in query_words.words(term))
            )
            table = "chunk_pairs" if unspaced else "chunk_words"
            sql = f"SELECT count(*) AS n FROM {table} WHERE {table} MATCH ?"  # noqa: S608 - our names
            counts.append(int(self._storage.rows(sql, (query,))[0]["n"]) if query else 0)
        return counts

    def is_embedded(self) -> bool:
        """Whether every chunk has a vector of one and the same model."""
        row = self._storage.rows(
            "SELECT (SELECT min(embedded_by) FROM chunks) AS first, (SELECT max(embedded_by) FROM chunks) AS last"
        )[0]
        return bool(row["first"]) and row["first"] == row["last"]

    def chunk_count(self) -> int:
        """How many chunks there are."""
        return int(self._storage.rows("SELECT count(*) AS n FROM chunks")[0]["n"])

    def _terms(self, table: str, query: str, scope: Scope) -> str:
        """A query of terms joined by OR, without those that more than ``SCORED`` chunks hold together with the rarer ones.

        What is rare in the whole library may be missing in a part of it, which is searched by every term.
        """
        if scope != ALL:
            return query
        terms = query.split(" OR ") if query else []
        sql = f"SELECT count(*) AS n FROM (SELECT 1 FROM {table} WHERE {table} MATCH ? LIMIT ?)"  # noqa: S608 - our name
        if len(terms) < 2 or self._storage.rows(sql, (query, SCORED + 1))[0]["n"] <= SCORED:
            return query
        held = {term: int(self._storage.rows(sql, (term, SCORED + 1))[0]["n"]) for term in terms}
        kept: list[str] = []
        for term in sorted((term for term in terms if held[term]), key=held.__getitem__):
            if sum(map(held.__getitem__, kept)) + held[term] > SCORED:
                break
            kept.append(term)
        # Where every term is frequent, chunks that hold them all come first; the scores of the rest are not worth their time.
        together = " AND ".join(term for term in terms if held[term])
        return " OR ".join(kept) or (together if self._storage.rows(sql, (together, 1))[0]["n"] else query)

    def _search(self, table: str, query: str, count: int, scope: Scope) -> list[ChunkId]:
        if not query or count <= 0:
            return []
        # The names are ours; the user's words are in the parameters alone.
        sql = f"SELECT f.rowid AS id FROM {table} f"  # noqa: S608
        where = f" WHERE {table} MATCH ?"
        parameters: tuple[object, ...] = (query, count)
        if scope != ALL:
            sql += " JOIN chunks c ON c.id = f.rowid JOIN documents d ON d.id = c.document_id"
            condition, of_scope = scope.condition()
            where += f" AND {condition}"
            parameters = (query, *of_scope, count)
        sql += f"{where} ORDER BY bm25({table}, {_WEIGHTS}) LIMIT ?"
        return [ChunkId(row["id"]) for row in self._storage.rows(sql, parameters)]
