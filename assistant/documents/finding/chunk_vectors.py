"""The vectors of chunks: kept as float16 in a table for each embedding model, so that vectors of two models never mix.

A library of up to ``FEW`` vectors is compared as it is. In a larger one, codes (``vector_codes``) choose the candidates and the
float16 vectors put them in order. ``code_some`` makes the codes a block at a time, of a library that has grown large and of those
of older versions; until it is done every vector is compared.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from assistant.documents.finding.sign_coding import Floats
from assistant.documents.finding.vector_codes import BLOCK, IdRange, VectorCodes
from assistant.ids import ChunkId
from assistant.storage.database import Storage

if TYPE_CHECKING:
    from sqlite_utils import Database

FEW = 2000
"""Vectors that are compared without codes: fewer have no mean worth taking, and cost a few milliseconds."""
# Of the true ten nearest .99 are among them; see tests/benchmarks/test_scale.py.
_FEWEST_CANDIDATES, _MOST_CANDIDATES, _CHUNKS_A_CANDIDATE = 400, 1000, 1250
_AT_ONCE = 1000


class ChunkVectors:
    """Stores and searches vectors. Writing methods take the transaction of ``Storage.write``."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage
        self._codes = VectorCodes(storage)

    def add(
        self, database: Database, model_id: str, vectors: Sequence[tuple[ChunkId, Sequence[float] | Floats]]
    ) -> None:
        """Stores unit vectors, in place of older ones of the same chunks, and marks the chunks as embedded by the model."""
        table = vector_table(model_id, len(vectors[0][1]))
        exact = exact_table(table)
        database.execute(f"CREATE TABLE IF NOT EXISTS {exact} (id INTEGER PRIMARY KEY, embedding BLOB NOT NULL)")
        added: list[tuple[ChunkId, Floats]] = []
        for chunk_id, vector in vectors:
            marked = database.execute("UPDATE chunks SET embedded_by = ? WHERE id = ?", (model_id, chunk_id))
            if marked.rowcount == 1:  # its document may have been removed meanwhile
                database.execute(
                    f"INSERT OR REPLACE INTO {exact}(id, embedding) VALUES (?, ?)",  # noqa: S608 - a name made by vector_table
                    (chunk_id, np.asarray(vector, dtype=np.float16).tobytes()),
                )
                added.append((chunk_id, np.asarray(vector, dtype=np.float32)))
        coding = self._codes.coding(database, table)
        if added and coding is not None:
            self._codes.add(database, table, coding, [number for number, _ in added], np.stack([v for _, v in added]))

    def of(self, database: Database, model_id: str, chunk_ids: Sequence[ChunkId]) -> list[tuple[ChunkId, Floats]]:
        """The vectors that a model made of these chunks."""
        ending = vector_table(model_id, 0).rsplit("_", 1)[1]
        found: list[tuple[ChunkId, Floats]] = []
        for exact in _tables(database, "CREATE TABLE"):
            if exact.endswith(f"_{ending}"):
                sql = f"SELECT id, embedding FROM {exact} WHERE id IN (SELECT value FROM json_each(?))"  # noqa: S608 - our name
                rows = database.execute(sql, (json.dumps(chunk_ids),)).fetchall()
                found += zip((ChunkId(row[0]) for row in rows), _floats([row[1] for row in rows]), strict=True)
        return found

    def code_some(self, database: Database) -> bool:
        """Makes codes for a block of the vectors that have none; whether there may be more of them."""
        for table in _tables(database, "CREATE VIRTUAL TABLE"):
            # The oldest versions kept int8 in a table of sqlite-vec. What they embedded without float16 is embedded anew.
            exact = exact_table(table)
            kept = f" AND id NOT IN (SELECT id FROM {exact})" if _exists(database, exact) else ""  # noqa: S608 - our name
            database.execute(
                f"UPDATE chunks SET embedded_by = '' WHERE id IN (SELECT rowid FROM {table}){kept}"  # noqa: S608 - as above
            )
            database.execute(f"DROP TABLE {table}")
            return True
        return any(self._code_block(database, exact) for exact in _tables(database, "CREATE TABLE"))

    def drop_others(self, database: Database, model_id: str, dimensions: int) -> None:
        """Frees the vectors of every model but this one."""
        for exact in _tables(database, "CREATE TABLE"):
            table = exact.removeprefix(exact_table(""))
            if table != vector_table(model_id, dimensions):
                database.execute(f"DROP TABLE IF EXISTS {table}")
                database.execute(f"DROP TABLE {exact}")
                self._codes.drop(database, table)

    def remove(self, database: Database, chunk_ids: Sequence[ChunkId]) -> None:
        """Removes the vectors of chunks, of every model."""
        for table in (*_tables(database, "CREATE TABLE"), *_tables(database, "CREATE VIRTUAL TABLE")):
            database.execute(
                f"DELETE FROM {table} WHERE rowid IN (SELECT value FROM json_each(?))",  # noqa: S608 - our names
                (json.dumps(chunk_ids),),
            )
        self._codes.remove(database, chunk_ids)

    def search(
        self, model_id: str, vector: Sequence[float], count: int, within: Sequence[IdRange] | None = None
    ) -> list[tuple[ChunkId, float]]:
        """The nearest chunks with their cosine similarity, best first, of those ``within`` ranges that are in order and do not
        overlap (None for all). Empty when the model has embedded nothing."""
        table = vector_table(model_id, len(vector))
        query = np.asarray(vector, dtype=np.float32)
        with self._storage.read() as database:
            if count <= 0 or not _exists(database, exact_table(table)):
                return []
            coded = self._codes.coded_to(database, table) is None
        few = within is not None and sum(each.last - each.first + 1 for each in within) <= FEW
        if coded and not few:
            candidates = self._codes.nearest(table, query, self._candidates(table), within)
            chosen = "rowid IN (SELECT value FROM json_each(?))"
            found = self._compare(table, query, chosen, (json.dumps(candidates.tolist()),))
        elif within is None:
            found = self._compare(table, query, "1", ())
        else:
            parts = [self._compare(table, query, "id BETWEEN ? AND ?", (each.first, each.last)) for each in within]
            found = [pair for part in parts for pair in part]
        return sorted(found, key=lambda pair: -pair[1])[:count]

    def _candidates(self, table: str) -> int:
        wanted = self._codes.size_at_most(table) // _CHUNKS_A_CANDIDATE
        return min(max(wanted, _FEWEST_CANDIDATES), _MOST_CANDIDATES)

    def _compare(
        self, table: str, query: Floats, where: str, parameters: tuple[object, ...]
    ) -> list[tuple[ChunkId, float]]:
        """The nearest of some vectors; a thousand at a time are in memory."""
        sql = f"SELECT id, embedding FROM {exact_table(table)} WHERE {where}"  # noqa: S608 - our names
        best: list[tuple[ChunkId, float]] = []
        with self._storage.read() as database:
            rows = database.execute(sql, parameters)
            while some := rows.fetchmany(_AT_ONCE):
                cosines = _floats([row[1] for row in some]) @ query
                best += [(ChunkId(row[0]), float(cosine)) for row, cosine in zip(some, cosines, strict=True)]
                if len(best) > _AT_ONCE:
                    best = sorted(best, key=lambda pair: -pair[1])[:_AT_ONCE]
        return best

    def _code_block(self, database: Database, exact: str) -> bool:
        """Whether there was a block to code. What is added meanwhile has its code at once, and is made another of."""
        table = exact.removeprefix(exact_table(""))
        done = self._codes.coded_to(database, table)
        if done is None:
            return False
        coding = self._codes.coding(database, table)
        if coding is None:
            if not _is_large(database, exact):
                return False
            coding = self._codes.begin(database, table, _vectors_from(database, exact, 0, FEW)[1])
        ids, stored = _vectors_from(database, exact, (done + 1) * BLOCK, BLOCK)
        if not ids:
            self._codes.set_coded_to(database, table, None)
            return False
        block = ids[0] // BLOCK
        same = sum(number // BLOCK == block for number in ids)
        self._codes.add(database, table, coding, ids[:same], stored[:same])
        self._codes.set_coded_to(database, table, block)
        return True


def vector_table(model_id: str, dimensions: int) -> str:
    """Name under which a model's vectors are kept: letters, digits and underscores whatever the id, different for different ids."""
    plain = re.sub(r"[^a-z0-9]+", "_", model_id.lower())[:40].strip("_")
    digest = hashlib.sha256(model_id.encode()).hexdigest()[:8]
    return f"vectors_{plain}_{dimensions}_{digest}"


def exact_table(table: str) -> str:
    """Name of the table with the float16 vectors of a ``vector_table``."""
    return f"exact_{table}"


def _tables(database: Database, kind: str) -> list[str]:
    """Tables of float16 vectors (``CREATE TABLE``), or those of older versions (``CREATE VIRTUAL TABLE``)."""
    # Shadow tables of vec0 share their table's name as a prefix, and are no virtual ones.
    like = "exact\\_vectors\\_%" if kind == "CREATE TABLE" else "vectors\\_%"
    sql = "SELECT name FROM sqlite_master WHERE name LIKE ? ESCAPE '\\' AND sql LIKE ?"
    return [str(row[0]) for row in database.execute(sql, (like, f"{kind}%"))]


def _exists(database: Database, table: str) -> bool:
    return database.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (table,)).fetchone() is not None


def _is_large(database: Database, exact: str) -> bool:
    sql = f"SELECT count(*) FROM (SELECT 1 FROM {exact} LIMIT ?)"  # noqa: S608 - our name
    return int(database.execute(sql, (FEW + 1,)).fetchone()[0]) > FEW


def _vectors_from(database: Database, exact: str, first: int, count: int) -> tuple[list[int], Floats]:
    sql = f"SELECT id, embedding FROM {exact} WHERE id >= ? ORDER BY id LIMIT ?"  # noqa: S608 - our name
    rows = database.execute(sql, (first, count)).fetchall()
    return [int(row[0]) for row in rows], _floats([row[1] for row in rows])


def _floats(stored: Sequence[bytes]) -> Floats:
    halves = np.frombuffer(b"".join(stored), dtype=np.float16)
    return halves.reshape(len(stored), -1 if stored else 0).astype(np.float32)
