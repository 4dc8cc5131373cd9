"""Codes of the vectors of chunks (``sign_coding``), kept in the database, which choose candidates for the exact comparison.

A block has the codes of 4,096 chunk ids, a word of 64 bits of each code beside the same word of the others, so that a block is
compared as it lies. 384 components are 64 bytes a chunk in memory; what is held there is at most ``CACHE_BYTES``, enough for about
a million chunks. Further blocks are read for each search.
"""

from __future__ import annotations

import dataclasses
import threading
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from assistant.documents.finding.sign_coding import Codes, Floats, SignCoding
from assistant.storage.database import Storage

if TYPE_CHECKING:
    from sqlite_utils import Database

BLOCK = 4096
CACHE_BYTES = 64 << 20
# Rough ones for each candidate; how much of the nearest is found, see tests/benchmarks/test_scale.py.
_ROUGH = 6


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class IdRange:
    """Chunk ids from ``first`` to ``last``, both included."""

    first: int
    last: int


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class _Block:
    """The ids that have a code, in order, and their codes; ``version`` changes with every change."""

    version: int
    ids: npt.NDArray[np.int64]
    codes: Codes

    @property
    def nbytes(self) -> int:
        return self.ids.nbytes + self.codes.nbytes


class VectorCodes:
    """Codes of one database, those of each vector table (``table``) by themselves. Searching may run on any thread."""

    def __init__(self, storage: Storage, cache_bytes: int = CACHE_BYTES) -> None:
        self._storage = storage
        self._cache_bytes = cache_bytes
        self._lock = threading.Lock()
        self._table = ""
        self._coding: SignCoding | None = None
        self._cached: dict[int, _Block] = {}

    def coding(self, database: Database, table: str) -> SignCoding | None:
        """How the vectors of a table are coded; None before ``begin``."""
        found = database.execute("SELECT centre FROM vector_centres WHERE vectors = ?", (table,)).fetchone()
        if found is None:
            return None
        with self._lock:
            coding = self._coding if self._table == table else None
        if coding is None or coding.centre.tobytes() != found[0]:
            row = database.execute("SELECT rotation FROM vector_centres WHERE vectors = ?", (table,)).fetchone()
            centre = np.frombuffer(found[0], dtype=np.float32)
            rotation = np.frombuffer(row[0], dtype=np.float32).reshape(len(centre), len(centre))
            coding = SignCoding(centre=centre, rotation=rotation)
            with self._lock:
                self._table, self._coding, self._cached = table, coding, {}
        return coding

    def begin(self, database: Database, table: str, vectors: Floats) -> SignCoding:
        """Settles the coding of a table by some of its vectors, and returns it; codes can be added from now on."""
        coding = SignCoding.of(vectors)
        database.execute(
            "INSERT INTO vector_centres(vectors, centre, rotation) VALUES (?, ?, ?)",
            (table, coding.centre.tobytes(), coding.rotation.tobytes()),
        )
        return coding

    def coded_to(self, database: Database, table: str) -> int | None:
        """The last block that every vector of has its code, -1 before the first; None when all have."""
        sql = "SELECT coded_to FROM vector_centres WHERE vectors = ?"
        row = database.execute(sql, (table,)).fetchone()
        return -1 if row is None else row[0]

    def set_coded_to(self, database: Database, table: str, block: int | None) -> None:
        """Notes how far every vector has its code."""
        database.execute("UPDATE vector_centres SET coded_to = ? WHERE vectors = ?", (block, table))

    def size_at_most(self, table: str) -> int:
        """How many codes a table has, at most."""
        sql = "SELECT count(*) AS n FROM vector_codes WHERE vectors = ?"
        return int(self._storage.rows(sql, (table,))[0]["n"]) * BLOCK

    def add(self, database: Database, table: str, coding: SignCoding, ids: Sequence[int], vectors: Floats) -> None:
        """Stores the codes of vectors (a row each) in place of older ones of the same chunks."""
        codes = coding.codes(vectors)
        numbers = np.asarray(ids, dtype=np.int64)
        for block in np.unique(numbers // BLOCK):
            inside = numbers // BLOCK == block
            live, stored = _read(database, table, int(block), len(codes.words))
            at = numbers[inside] % BLOCK
            live[at] = True
            stored.words[:, at], stored.factors[:, at] = codes.words[:, inside], codes.factors[:, inside]
            _write(database, table, int(block), live, stored)

    def remove(self, database: Database, ids: Iterable[int]) -> None:
        """Takes codes of chunks out of every table."""
        numbers = np.fromiter(ids, dtype=np.int64)
        for block in np.unique(numbers // BLOCK):
            for table, codes in database.execute(
                "SELECT vectors, length(codes) FROM vector_codes WHERE block = ?", (int(block),)
            ).fetchall():
                live, stored = _read(database, table, int(block), codes // BLOCK // 8)
                gone = numbers[numbers // BLOCK == block] % BLOCK
                live[gone] = False
                stored.words[:, gone], stored.factors[:, gone] = 0, 0
                _write(database, table, int(block), live, stored)

    def drop(self, database: Database, table: str) -> None:
        """Removes a table's codes and its coding."""
        for name in ("vector_centres", "vector_codes"):
            database.execute(f"DELETE FROM {name} WHERE vectors = ?", (table,))  # noqa: S608 - our names

    def nearest(
        self, table: str, vector: Floats, count: int, within: Sequence[IdRange] | None = None
    ) -> npt.NDArray[np.int64]:
        """Ids of the ``count`` chunks that, by their codes, come nearest to a unit vector, in no order.

        With ``within`` only those in its ranges, which are in order and do not overlap.
        """
        with self._storage.read() as database:
            coding = self.coding(database, table)
        if coding is None or count <= 0:
            return np.empty(0, np.int64)
        question = coding.question(vector)
        kept = _Nearest(count * _ROUGH)
        for block in self._blocks(table, within):
            rough = question.rough(block.codes)
            if within is not None:
                rough[~_inside(block.ids, within)] = -np.inf
            kept.add(block, rough)
        ids, codes = kept.best()
        if len(ids) <= count:
            return ids
        chosen: npt.NDArray[np.int64] = ids[np.argpartition(-question.close(codes), count - 1)[:count]]
        return chosen

    @property
    def cached_bytes(self) -> int:
        """What is held in memory of the codes now."""
        with self._lock:
            return sum(block.nbytes for block in self._cached.values())

    def _blocks(self, table: str, within: Sequence[IdRange] | None) -> Iterator[_Block]:
        wanted = None if within is None else _blocks_of(within)
        with self._lock, self._storage.read() as database:
            versions = dict(
                database.execute("SELECT block, version FROM vector_codes WHERE vectors = ?", (table,)).fetchall()
            )
            if table == self._table:
                self._cached = {n: block for n, block in self._cached.items() if versions.get(n) == block.version}
            cached = dict(self._cached) if table == self._table else {}
        held = sum(block.nbytes for block in cached.values())
        for number in versions:
            if wanted is not None and number not in wanted:
                continue
            block = cached.get(number)
            if block is None:
                block = self._load(table, number)
                if block is None:
                    continue  # removed meanwhile
                held += block.nbytes
                if held <= self._cache_bytes:
                    with self._lock:
                        if table == self._table:
                            self._cached[number] = block
            yield block

    def _load(self, table: str, number: int) -> _Block | None:
        with self._storage.read() as database:
            row = database.execute(
                "SELECT version, live, codes, factors FROM vector_codes WHERE vectors = ? AND block = ?",
                (table, number),
            ).fetchone()
        if row is None:
            return None
        live, codes = _decoded(*row[1:])
        ids = np.flatnonzero(live).astype(np.int64) + number * BLOCK
        return _Block(version=row[0], ids=ids, codes=codes if live.all() else codes.at(live))


class _Nearest:
    """The ``count`` best of what is added."""

    def __init__(self, count: int) -> None:
        self._count = count
        self._least = np.float32(-np.inf)
        self._blocks: list[tuple[_Block, npt.NDArray[np.int64]]] = []
        self._rough: list[Floats] = []
        self._unsifted = 0

    def add(self, block: _Block, rough: Floats) -> None:
        """Takes those of a block that may be among the best."""
        at = np.flatnonzero(rough > self._least)
        if len(at) == 0:
            return
        self._blocks.append((block, at))
        self._rough.append(rough[at])
        self._unsifted += len(at)
        if self._unsifted > self._count:
            every = np.concatenate(self._rough)
            if len(every) > self._count:
                self._least = np.partition(every, -self._count)[-self._count]
            self._unsifted = 0

    def best(self) -> tuple[npt.NDArray[np.int64], Codes]:
        """The best, in no order; a few more where some are equal."""
        if not self._rough:
            return np.empty(0, np.int64), Codes(words=np.empty((0, 0), np.uint64), factors=np.empty((2, 0), np.float32))
        every = np.concatenate(self._rough)
        least = np.partition(every, -self._count)[-self._count] if len(every) > self._count else -np.inf
        chosen = [(block, at[rough >= least]) for (block, at), rough in zip(self._blocks, self._rough, strict=True)]
        return np.concatenate([block.ids[at] for block, at in chosen]), Codes.joined(
            [block.codes.at(at) for block, at in chosen]
        )


def _inside(ids: npt.NDArray[np.int64], within: Sequence[IdRange]) -> npt.NDArray[np.bool_]:
    firsts = np.array([each.first for each in within], dtype=np.int64)
    lasts = np.array([each.last for each in within], dtype=np.int64)
    at = np.searchsorted(firsts, ids, side="right") - 1
    inside: npt.NDArray[np.bool_] = (at >= 0) & (ids <= lasts[np.maximum(at, 0)])
    return inside


def _blocks_of(within: Sequence[IdRange]) -> set[int]:
    return {block for each in within for block in range(each.first // BLOCK, each.last // BLOCK + 1)}


def _decoded(live: bytes, words: bytes, factors: bytes) -> tuple[npt.NDArray[np.bool_], Codes]:
    return np.unpackbits(np.frombuffer(live, dtype=np.uint8)).astype(bool), Codes(
        words=np.frombuffer(words, dtype=np.uint64).reshape(-1, BLOCK),
        factors=np.frombuffer(factors, dtype=np.float32).reshape(2, BLOCK),
    )


def _read(database: Database, table: str, block: int, words: int) -> tuple[npt.NDArray[np.bool_], Codes]:
    """A block to be changed."""
    row = database.execute(
        "SELECT live, codes, factors FROM vector_codes WHERE vectors = ? AND block = ?", (table, block)
    ).fetchone()
    if row is None:
        empty = Codes(words=np.zeros((words, BLOCK), np.uint64), factors=np.zeros((2, BLOCK), np.float32))
        return np.zeros(BLOCK, dtype=bool), empty
    live, codes = _decoded(*row)
    return live, Codes(words=codes.words.copy(), factors=codes.factors.copy())


def _write(database: Database, table: str, block: int, live: npt.NDArray[np.bool_], codes: Codes) -> None:
    if not live.any():
        database.execute("DELETE FROM vector_codes WHERE vectors = ? AND block = ?", (table, block))
        return
    # A version by chance is never one that a block had before.
    database.execute(
        "INSERT OR REPLACE INTO vector_codes(vectors, block, version, live, codes, factors)"
        " VALUES (?, ?, random(), ?, ?, ?)",
        (table, block, np.packbits(live).tobytes(), codes.words.tobytes(), codes.factors.tobytes()),
    )
