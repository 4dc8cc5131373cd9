"""The chunk index: full text by words, full text by pairs of characters, and vectors, all in the one database.

``chunk_words`` holds every chunk. ``chunk_pairs`` holds those with scripts that have no spaces. Each embedding model has a
vector table of its own, made when its first vectors come, so vectors of two models never mix. Row ids are chunk ids throughout.

Vectors are searched as int8 in one pass, at a quarter of the size of float32; the candidates are then put in order by float16
vectors that lie beside them. Of the ten nearest by float32 among 100 000 close ones that finds all but one in a hundred or less.
"""

from __future__ import annotations

import dataclasses
import hashlib
import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from assistant.documents import query_words
from assistant.ids import ChunkId, DocumentId
from assistant.storage.database import Storage

if TYPE_CHECKING:
    from sqlite_utils import Database

# Columns title, heading, text.
_WEIGHTS = "3.0, 1.5, 1.0"
# Candidates of the first pass for each result: int8 may take the eleventh for the tenth, not the fortieth.
_RESCORED = 3
_MOST_RESCORED = 200
# Components of a unit vector of 384 numbers rarely pass 0.25; what does is clipped, and the 8 bits go to the rest.
_INT8_SCALE = 127 / 0.25


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ChunkRow:
    """A chunk as full text sees it."""

    chunk_id: ChunkId
    title: str
    heading: str
    text: str


class ChunkIndex:
    """Finds chunks. Writing methods take the transaction of ``Storage.write``; searching methods may run on any thread.

    An empty ``collection`` searches all documents. Any text is a valid query.
    """

    def __init__(self, storage: Storage) -> None:
        self._storage = storage

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
        self, database: Database, model_id: str, vectors: Sequence[tuple[ChunkId, Sequence[float]]]
    ) -> None:
        """Stores unit vectors, in place of older ones of the same chunks, and marks the chunks as embedded by the model."""
        if not vectors:
            return
        table = vector_table(model_id, len(vectors[0][1]))
        database.execute(
            f"CREATE VIRTUAL TABLE IF NOT EXISTS {table} USING vec0(embedding int8[{len(vectors[0][1])}] distance_metric=l2)"
        )
        exact = exact_table(table)
        database.execute(f"CREATE TABLE IF NOT EXISTS {exact} (id INTEGER PRIMARY KEY, embedding BLOB NOT NULL)")
        for chunk_id, vector in vectors:
            database.execute(f"DELETE FROM {table} WHERE rowid = ?", (chunk_id,))  # noqa: S608 - a name made by vector_table
            marked = database.execute("UPDATE chunks SET embedded_by = ? WHERE id = ?", (model_id, chunk_id))
            if marked.rowcount == 1:  # its document may have been removed meanwhile
                database.execute(
                    f"INSERT INTO {table}(rowid, embedding) VALUES (?, vec_int8(?))",  # noqa: S608 - as above
                    (chunk_id, to_int8(vector)),
                )
                database.execute(
                    f"INSERT OR REPLACE INTO {exact}(id, embedding) VALUES (?, ?)",  # noqa: S608 - as above
                    (chunk_id, np.asarray(vector, dtype=np.float16).tobytes()),
                )

    def drop_other_vectors(self, database: Database, model_id: str, dimensions: int) -> None:
        """Frees the vectors of every model but this one."""
        for table in _vector_tables(database):
            if table != vector_table(model_id, dimensions):
                database.execute(f"DROP TABLE {table}")
                database.execute(f"DROP TABLE IF EXISTS {exact_table(table)}")

    def remove_document(self, database: Database, document_id: DocumentId) -> None:
        """Removes a document's chunks from every index. Call it before its rows of ``chunks`` go."""
        vectors = _vector_tables(database)
        exact = [name for name in map(exact_table, vectors) if database.table(name).exists()]
        for table in ("chunk_words", "chunk_pairs", *vectors, *exact):
            database.execute(
                f"DELETE FROM {table} WHERE rowid IN (SELECT id FROM chunks WHERE document_id = ?)",  # noqa: S608 - our names
                (document_id,),
            )

    def search_words(self, query: str, count: int, collection: str = "") -> list[ChunkId]:
        """Chunks with any of the query's words, best first by BM25 (title and heading count more)."""
        return self._search("chunk_words", query_words.words_query(query), count, collection)

    def search_pairs(self, query: str, count: int, collection: str = "") -> list[ChunkId]:
        """Chunks with any of the query's character pairs, best first by BM25; none for a query in a spaced script."""
        return self._search("chunk_pairs", query_words.pairs_query(query), count, collection)

    def search_phrase(self, query: str, count: int, collection: str = "") -> list[ChunkId]:
        """Chunks that hold ``query_words.phrases(query)`` word for word, best first."""
        return self._search("chunk_words", query_words.words_phrase_query(query), count, collection) or self._search(
            "chunk_pairs", query_words.pairs_phrase_query(query), count, collection
        )

    def search_vectors(
        self, model_id: str, vector: Sequence[float], count: int, collection: str = ""
    ) -> list[tuple[ChunkId, float]]:
        """The nearest chunks with their cosine similarity, best first. Empty when the model has embedded nothing."""
        table = vector_table(model_id, len(vector))
        sql = f"SELECT rowid AS id, distance FROM {table} WHERE embedding MATCH vec_int8(?) AND k = ?"  # noqa: S608 - our name
        candidates = max(count, min(count * _RESCORED, _MOST_RESCORED))
        parameters: tuple[object, ...] = (to_int8(vector), candidates)
        if collection:
            sql += " AND rowid IN (SELECT c.id FROM chunks c JOIN documents d ON d.id = c.document_id WHERE d.collection = ?)"
            parameters += (collection,)
        with self._storage.read() as database:
            if table not in _vector_tables(database):
                return []
        # For unit vectors |a - b|² = 2 - 2 cos; sqlite-vec computes this distance a third faster than the cosine.
        near = {
            ChunkId(row["id"]): 1.0 - (row["distance"] / _INT8_SCALE) ** 2 / 2
            for row in self._storage.rows(sql, parameters)
        }
        near |= self._exact(exact_table(table), vector, list(near))
        return sorted(near.items(), key=lambda pair: -pair[1])[:count]

    def _exact(self, table: str, vector: Sequence[float], chunk_ids: list[ChunkId]) -> dict[ChunkId, float]:
        """Cosine similarities by float16; chunks embedded by a version that kept none are left out."""
        with self._storage.read() as database:
            if not chunk_ids or not database.table(table).exists():
                return {}
        marks = ", ".join("?" * len(chunk_ids))
        rows = self._storage.rows(f"SELECT id, embedding FROM {table} WHERE id IN ({marks})", tuple(chunk_ids))  # noqa: S608
        if not rows:
            return {}
        kept = np.frombuffer(b"".join(row["embedding"] for row in rows), dtype=np.float16).reshape(len(rows), -1)
        cosines = kept.astype(np.float32) @ np.asarray(vector, dtype=np.float32)
        return {ChunkId(row["id"]): float(cosine) for row, cosine in zip(rows, cosines, strict=True)}

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

    def _search(self, table: str, query: str, count: int, collection: str) -> list[ChunkId]:
        if not query or count <= 0:
            return []
        # The names are ours; the user's words are in the parameters alone.
        sql = f"SELECT f.rowid AS id FROM {table} f"  # noqa: S608
        parameters: tuple[object, ...] = (query,)
        where = f" WHERE {table} MATCH ?"
        if collection:
            sql += " JOIN chunks c ON c.id = f.rowid JOIN documents d ON d.id = c.document_id"
            where += " AND d.collection = ?"
            parameters += (collection,)
        sql += f"{where} ORDER BY bm25({table}, {_WEIGHTS}) LIMIT ?"
        return [ChunkId(row["id"]) for row in self._storage.rows(sql, (*parameters, count))]


def vector_table(model_id: str, dimensions: int) -> str:
    """Name of a model's vector table: letters, digits and underscores whatever the id, different for different ids."""
    plain = re.sub(r"[^a-z0-9]+", "_", model_id.lower())[:40].strip("_")
    digest = hashlib.sha256(model_id.encode()).hexdigest()[:8]
    return f"vectors_{plain}_{dimensions}_{digest}"


def exact_table(table: str) -> str:
    """Name of the table with the float16 vectors beside a vector table."""
    return f"exact_{table}"


def to_int8(vector: Sequence[float]) -> bytes:
    """A unit vector in 8 bits a component. The scale is the same for all, so cosine similarities hardly change."""
    scaled: npt.NDArray[np.int8] = np.clip(
        np.rint(np.asarray(vector, dtype=np.float32) * _INT8_SCALE), -127, 127
    ).astype(np.int8)
    return scaled.tobytes()


def _vector_tables(database: Database) -> list[str]:
    # Shadow tables of vec0 share the prefix; only the virtual tables themselves count.
    sql = (
        "SELECT name FROM sqlite_master WHERE name LIKE 'vectors\\_%' ESCAPE '\\' AND sql LIKE 'CREATE VIRTUAL TABLE%'"
    )
    return [str(row[0]) for row in database.execute(sql)]
