"""Sign bits of the vectors, which choose candidates for the exact comparison.

A code holds one bit a component: whether it lies above the mean of the model's first vectors (``centre``). Without the centre the
bits of multilingual-e5, whose vectors all lie in a narrow cone, say little: among the 200 nearest of 2,898 sentences are 73 % of
the true ten, with it 98 % (292 questions of XQuAD, JSQuAD and CLAP-NQ). Binary codes with rescoring keep nearly all of the
ranking (Yamada, Asai and Hajishirzi, ACL 2021).

A block has the codes of 4,096 chunk ids, a word of 64 bits of each code beside the same word of the others, so that a block is
compared as it lies. 384 components are 48 bytes a chunk; what is held in memory of them is at most ``CACHE_BYTES``, enough for
about 1.3 million chunks. Further blocks are read for each search.
"""

from __future__ import annotations

import dataclasses
import threading
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from assistant.storage.database import Storage

if TYPE_CHECKING:
    from sqlite_utils import Database

BLOCK = 4096
CACHE_BYTES = 64 << 20
Floats = npt.NDArray[np.float32]
Words = npt.NDArray[np.uint64]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class IdRange:
    """Chunk ids from ``first`` to ``last``, both included."""

    first: int
    last: int


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class _Block:
    """The ids that have a code, in order, and their codes, a column each; ``version`` changes with every change."""

    version: int
    ids: npt.NDArray[np.int64]
    words: Words

    @property
    def nbytes(self) -> int:
        return self.ids.nbytes + self.words.nbytes


class VectorCodes:
    """Codes of one database, those of each vector table (``table``) by themselves. Searching may run on any thread."""

    def __init__(self, storage: Storage, cache_bytes: int = CACHE_BYTES) -> None:
        self._storage = storage
        self._cache_bytes = cache_bytes
        self._lock = threading.Lock()
        self._table = ""
        self._cached: dict[int, _Block] = {}

    def centre(self, database: Database, table: str) -> Floats | None:
        """The mean that codes of a table are made with; None before ``begin``."""
        found = database.execute("SELECT centre FROM vector_centres WHERE vectors = ?", (table,)).fetchone()
        return np.frombuffer(found[0], dtype=np.float32) if found else None

    def begin(self, database: Database, table: str, vectors: Floats) -> Floats:
        """Settles the mean of a table by some of its vectors, and returns it; codes can be added from now on."""
        centre: Floats = vectors.mean(axis=0, dtype=np.float32)
        database.execute("INSERT INTO vector_centres(vectors, centre) VALUES (?, ?)", (table, centre.tobytes()))
        return centre

    def converted(self, database: Database, table: str) -> int:
        """The last block that was made of the vectors of an older version, -1 before the first."""
        row = database.execute("SELECT converted FROM vector_centres WHERE vectors = ?", (table,)).fetchone()
        return int(row[0])

    def set_converted(self, database: Database, table: str, block: int) -> None:
        """Notes the last block that was made of the vectors of an older version."""
        database.execute("UPDATE vector_centres SET converted = ? WHERE vectors = ?", (block, table))

    def size_at_most(self, table: str) -> int:
        """How many codes a table has, at most."""
        sql = "SELECT count(*) AS n FROM vector_codes WHERE vectors = ?"
        return int(self._storage.rows(sql, (table,))[0]["n"]) * BLOCK

    def add(self, database: Database, table: str, centre: Floats, ids: Sequence[int], vectors: Floats) -> None:
        """Stores the codes of vectors (a row each) in place of older ones of the same chunks."""
        codes = code_words(vectors - centre)
        numbers = np.asarray(ids, dtype=np.int64)
        for block in np.unique(numbers // BLOCK):
            inside = numbers // BLOCK == block
            live, words = _read(database, table, int(block), codes.shape[0])
            live[numbers[inside] % BLOCK] = True
            words[:, numbers[inside] % BLOCK] = codes[:, inside]
            _write(database, table, int(block), live, words)

    def remove(self, database: Database, ids: Iterable[int]) -> None:
        """Takes codes of chunks out of every table."""
        numbers = np.fromiter(ids, dtype=np.int64)
        for block in np.unique(numbers // BLOCK):
            for table, codes in database.execute(
                "SELECT vectors, length(codes) FROM vector_codes WHERE block = ?", (int(block),)
            ).fetchall():
                live, words = _read(database, table, int(block), codes // BLOCK // 8)
                gone = numbers[numbers // BLOCK == block] % BLOCK
                live[gone] = False
                words[:, gone] = 0
                _write(database, table, int(block), live, words)

    def drop(self, database: Database, table: str) -> None:
        """Removes a table's codes and its mean."""
        for name in ("vector_centres", "vector_codes"):
            database.execute(f"DELETE FROM {name} WHERE vectors = ?", (table,))  # noqa: S608 - our names

    def nearest(
        self, table: str, vector: Floats, count: int, within: Sequence[IdRange] | None = None
    ) -> npt.NDArray[np.int64]:
        """Ids of about ``count`` chunks whose codes have the fewest bits other than ``vector``'s, in no order.

        With ``within`` only those in its ranges, which are in order and do not overlap.
        """
        with self._storage.read() as database:
            centre = self.centre(database, table)
        if centre is None or count <= 0:
            return np.empty(0, np.int64)
        query = code_words((vector - centre)[None])
        ids: list[npt.NDArray[np.int64]] = []
        distances: list[npt.NDArray[np.uint16]] = []
        for block in self._blocks(table, within):
            inside = slice(None) if within is None else _inside(block.ids, within)
            ids.append(block.ids[inside])
            differing = np.bitwise_count(block.words[:, inside] ^ query)
            distances.append(differing.sum(axis=0, dtype=np.uint16))
        if not ids:
            return np.empty(0, np.int64)
        far = np.concatenate(distances)
        # The distance within which ``count`` codes lie, by counting: they are whole numbers, and few of them.
        limit = int(np.searchsorted(np.bincount(far).cumsum(), min(count, len(far))))
        chosen = np.flatnonzero(far <= limit)
        if len(chosen) > 2 * count:  # many at the very limit
            chosen = np.concatenate([np.flatnonzero(far < limit), np.flatnonzero(far == limit)[:count]])
        return np.concatenate(ids)[chosen]

    @property
    def cached_bytes(self) -> int:
        """What is held in memory now."""
        with self._lock:
            return sum(block.nbytes for block in self._cached.values())

    def _blocks(self, table: str, within: Sequence[IdRange] | None) -> Iterator[_Block]:
        wanted = None if within is None else _blocks_of(within)
        with self._lock, self._storage.read() as database:
            if table != self._table:
                self._table, self._cached = table, {}
            versions = dict(
                database.execute("SELECT block, version FROM vector_codes WHERE vectors = ?", (table,)).fetchall()
            )
            self._cached = {n: block for n, block in self._cached.items() if versions.get(n) == block.version}
            cached = dict(self._cached)
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
                "SELECT version, live, codes FROM vector_codes WHERE vectors = ? AND block = ?", (table, number)
            ).fetchone()
        if row is None:
            return None
        live = np.unpackbits(np.frombuffer(row[1], dtype=np.uint8)).astype(bool)
        words = np.frombuffer(row[2], dtype=np.uint64).reshape(-1, BLOCK)
        ids = np.flatnonzero(live).astype(np.int64) + number * BLOCK
        return _Block(version=row[0], ids=ids, words=words if live.all() else np.ascontiguousarray(words[:, live]))


def code_words(vectors: Floats) -> Words:
    """The sign bits of vectors (a row each) as words of 64, a column for each vector; the last word is filled up with zeros."""
    packed = np.packbits(vectors > 0, axis=1)
    padded = np.pad(packed, ((0, 0), (0, -packed.shape[1] % 8)))
    return np.ascontiguousarray(np.ascontiguousarray(padded).view(np.uint64).T)


def _inside(ids: npt.NDArray[np.int64], within: Sequence[IdRange]) -> npt.NDArray[np.bool_]:
    firsts = np.array([each.first for each in within], dtype=np.int64)
    lasts = np.array([each.last for each in within], dtype=np.int64)
    at = np.searchsorted(firsts, ids, side="right") - 1
    inside: npt.NDArray[np.bool_] = (at >= 0) & (ids <= lasts[np.maximum(at, 0)])
    return inside


def _blocks_of(within: Sequence[IdRange]) -> set[int]:
    return {block for each in within for block in range(each.first // BLOCK, each.last // BLOCK + 1)}


def _read(database: Database, table: str, block: int, words: int) -> tuple[npt.NDArray[np.bool_], Words]:
    row = database.execute(
        "SELECT live, codes FROM vector_codes WHERE vectors = ? AND block = ?", (table, block)
    ).fetchone()
    if row is None:
        return np.zeros(BLOCK, dtype=bool), np.zeros((words, BLOCK), dtype=np.uint64)
    live = np.unpackbits(np.frombuffer(row[0], dtype=np.uint8)).astype(bool)
    return live, np.frombuffer(row[1], dtype=np.uint64).reshape(-1, BLOCK).copy()


def _write(database: Database, table: str, block: int, live: npt.NDArray[np.bool_], words: Words) -> None:
    if not live.any():
        database.execute("DELETE FROM vector_codes WHERE vectors = ? AND block = ?", (table, block))
        return
    # A version by chance is never one that a block had before.
    database.execute(
        "INSERT OR REPLACE INTO vector_codes(vectors, block, version, live, codes) VALUES (?, ?, random(), ?, ?)",
        (table, block, np.packbits(live).tobytes(), words.tobytes()),
    )
