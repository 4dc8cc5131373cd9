"""Vectors on a real database: small and large libraries, changes, ranges, and what an older version left."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pytest

from assistant.documents.finding import vector_codes
from assistant.documents.finding.chunk_vectors import FEW, ChunkVectors, exact_table, vector_table
from assistant.documents.finding.vector_codes import IdRange, VectorCodes
from assistant.ids import ChunkId
from assistant.storage.database import Storage

pytestmark = pytest.mark.integration

MODEL, DIMENSIONS = "close", 96
TABLE = vector_table(MODEL, DIMENSIONS)
Vectors = npt.NDArray[np.float64]


def close_vectors(count: int) -> Vectors:
    """As multilingual-e5 places texts: all within a narrow cone, those of one subject closer still."""
    chance = np.random.default_rng(7)
    subjects = chance.normal(0, 0.4, (30, DIMENSIONS))
    vectors = (
        chance.normal(0, 1, DIMENSIONS) + subjects[np.arange(count) % 30] + chance.normal(0, 0.3, (count, DIMENSIONS))
    )
    unit: Vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return unit


def add_chunks(storage: Storage, count: int) -> None:
    with storage.write() as database:
        database.execute("INSERT INTO documents(id, path, state, added_at) VALUES (1, '/a', 'indexed', 0)")
        database.execute("INSERT INTO pages(id, document_id, position, text) VALUES (1, 1, 0, 'x')")
        for number in range(1, count + 1):
            database.execute(
                "INSERT INTO chunks(id, document_id, page_id, position, start, end) VALUES (?, 1, 1, ?, 0, 1)",
                (number, number),
            )


def add_vectors(storage: Storage, kept: ChunkVectors, vectors: Vectors, first: int = 1) -> None:
    for at in range(0, len(vectors), 500):
        with storage.write() as database:
            kept.add(
                database, MODEL, [(ChunkId(first + at + n), v.tolist()) for n, v in enumerate(vectors[at : at + 500])]
            )
        with storage.write() as database:
            while kept.code_some(database):
                pass


def agreement(
    kept: ChunkVectors, vectors: Vectors, within: Sequence[IdRange] | None = None, queries: int = 40
) -> float:
    """The share of the true ten nearest that are found."""
    allowed = np.arange(1, len(vectors) + 1)
    if within is not None:
        allowed = allowed[[any(r.first <= n <= r.last for r in within) for n in allowed]]
    agreed = 0
    for query in vectors[:queries] + np.random.default_rng(8).normal(0, 0.02, (queries, DIMENSIONS)):
        query /= np.linalg.norm(query)
        found = kept.search(MODEL, query.tolist(), 10, within)
        exact = allowed[np.argsort(-(vectors[allowed - 1] @ query))[:10]]
        agreed += len(set(exact.tolist()) & {chunk_id for chunk_id, _ in found})
        assert found[0][1] == pytest.approx(float(vectors[found[0][0] - 1] @ query), abs=1e-3)
    return agreed / (10 * queries)


def code_count(storage: Storage) -> int:
    rows = storage.rows("SELECT live FROM vector_codes WHERE vectors = ?", (TABLE,))
    return sum(int(np.unpackbits(np.frombuffer(row["live"], dtype=np.uint8)).sum()) for row in rows)


def test_a_small_library_is_compared_exactly(storage: Storage) -> None:
    kept = ChunkVectors(storage)
    vectors = close_vectors(FEW // 4)
    add_chunks(storage, len(vectors))
    add_vectors(storage, kept, vectors)
    assert code_count(storage) == 0
    assert agreement(kept, vectors) >= 0.995  # float16 may swap the tenth and the eleventh


@pytest.mark.parametrize(
    "within",
    [
        None,
        [IdRange(first=1, last=2600), IdRange(first=3001, last=5000)],
        [IdRange(first=11, last=90), IdRange(first=4090, last=4200)],  # few: compared exactly
    ],
)
def test_the_nearest_of_many_close_vectors_are_found(storage: Storage, within: Sequence[IdRange] | None) -> None:
    kept = ChunkVectors(storage)
    vectors = close_vectors(5000)
    add_chunks(storage, 5000)
    add_vectors(storage, kept, vectors)
    assert code_count(storage) == 5000
    assert agreement(kept, vectors, within) >= 0.98


def test_what_is_added_and_removed_between_searches_counts_at_once(storage: Storage) -> None:
    kept = ChunkVectors(storage)
    vectors = close_vectors(FEW + 600)
    add_chunks(storage, len(vectors))
    add_vectors(storage, kept, vectors[: FEW + 500])
    last = vectors[-1].tolist()
    assert kept.search(MODEL, last, 1)[0][0] != len(vectors)
    add_vectors(storage, kept, vectors[FEW + 500 :], FEW + 501)
    assert kept.search(MODEL, last, 1)[0][0] == len(vectors)
    with storage.write() as database:
        kept.remove(database, [ChunkId(len(vectors))])
    assert kept.search(MODEL, last, 1)[0][0] != len(vectors)
    assert code_count(storage) == len(vectors) - 1
    with storage.write() as database:
        kept.remove(database, [ChunkId(number) for number in range(1, len(vectors))])
    assert kept.search(MODEL, last, 10) == []
    assert storage.rows("SELECT count(*) AS n FROM vector_codes") == [{"n": 0}]
    assert storage.rows(f"SELECT count(*) AS n FROM {exact_table(TABLE)}") == [{"n": 0}]


def test_a_removed_chunk_leaves_no_bits(storage: Storage) -> None:
    codes = VectorCodes(storage)
    vectors = close_vectors(10).astype(np.float32)
    with storage.write() as database:
        coding = codes.begin(database, TABLE, vectors)
        codes.add(database, TABLE, coding, range(10), vectors)
        codes.remove(database, [3])
    stored = storage.rows("SELECT codes, factors FROM vector_codes")[0]
    for kind, part in ((np.uint64, "codes"), (np.float32, "factors")):
        columns = np.frombuffer(stored[part], dtype=kind).reshape(-1, vector_codes.BLOCK)
        assert not columns[:, 3].any()
        assert columns[:, 4].any()


def test_memory_stays_below_the_cache_and_nothing_is_missed(storage: Storage) -> None:
    vectors = close_vectors(3 * vector_codes.BLOCK).astype(np.float32)
    large, small = VectorCodes(storage), VectorCodes(storage, cache_bytes=vector_codes.BLOCK * 30)
    with storage.write() as database:
        coding = large.begin(database, TABLE, vectors)
        large.add(database, TABLE, coding, range(len(vectors)), vectors)
    for _ in range(2):
        found = [sorted(codes.nearest(TABLE, vectors[-1], 50).tolist()) for codes in (large, small)]
        assert found[0] == found[1]
        assert len(vectors) - 1 in found[0]
    assert small.cached_bytes <= vector_codes.BLOCK * 30 < large.cached_bytes


def test_vectors_of_an_older_version_become_codes_while_they_are_searched(
    storage: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    vectors = close_vectors(2 * vector_codes.BLOCK + 700)
    count = len(vectors)
    add_chunks(storage, count + 1)
    kept = ChunkVectors(storage)
    with storage.write() as database:
        database.execute(f"CREATE VIRTUAL TABLE {TABLE} USING vec0(embedding int8[{DIMENSIONS}] distance_metric=l2)")
        database.execute(f"CREATE TABLE {exact_table(TABLE)} (id INTEGER PRIMARY KEY, embedding BLOB NOT NULL)")
        for number, vector in enumerate(vectors, start=1):
            database.execute(
                f"INSERT INTO {TABLE}(rowid, embedding) VALUES (?, vec_int8(?))",
                (number, np.rint(vector * 127).astype(np.int8).tobytes()),
            )
            database.execute(
                f"INSERT INTO {exact_table(TABLE)}(id, embedding) VALUES (?, ?)",
                (number, vector.astype(np.float16).tobytes()),
            )
        # One that an even older version embedded: without float16.
        database.execute(
            f"INSERT INTO {TABLE}(rowid, embedding) VALUES (?, vec_int8(?))", (count + 1, bytes(DIMENSIONS))
        )
        database.execute("UPDATE chunks SET embedded_by = ?", (MODEL,))
    steps = 0
    more = True
    while more:
        assert agreement(kept, vectors, queries=5) >= 0.98
        with storage.write() as database:
            more = kept.code_some(database)
        steps += more
    assert steps == 4  # three blocks, and the old table
    assert code_count(storage) == count
    assert storage.rows("SELECT name FROM sqlite_master WHERE name = ?", (TABLE,)) == []
    assert storage.rows("SELECT id FROM chunks WHERE embedded_by = ''") == [{"id": count + 1}]
    # From now on candidates are chosen by codes, not by comparing all.
    compared: list[str] = []
    real = ChunkVectors._compare
    monkeypatch.setattr(
        ChunkVectors,
        "_compare",
        lambda self, *given: compared.append(given[2]) or real(self, *given),  # type: ignore[func-returns-value]
    )
    assert agreement(kept, vectors) >= 0.98
    assert set(compared) == {"rowid IN (SELECT value FROM json_each(?))"}


def test_a_small_library_of_an_older_version_needs_no_codes(storage: Storage) -> None:
    kept = ChunkVectors(storage)
    vectors = close_vectors(20)
    add_chunks(storage, 20)
    add_vectors(storage, kept, vectors)
    with storage.write() as database:
        database.execute(f"CREATE VIRTUAL TABLE {TABLE} USING vec0(embedding int8[{DIMENSIONS}] distance_metric=l2)")
    with storage.write() as database:
        assert kept.code_some(database)
        assert not kept.code_some(database)
    assert code_count(storage) == 0
    assert agreement(kept, vectors, queries=20) == 1.0


def test_only_the_model_in_use_keeps_its_vectors(storage: Storage) -> None:
    kept = ChunkVectors(storage)
    vectors = close_vectors(FEW + 1)
    add_chunks(storage, len(vectors))
    add_vectors(storage, kept, vectors)
    assert code_count(storage) == len(vectors)
    with storage.write() as database:
        kept.drop_others(database, "another", DIMENSIONS)
    assert code_count(storage) == 0
    assert kept.search(MODEL, vectors[0].tolist(), 5) == []
    assert storage.rows("SELECT count(*) AS n FROM vector_centres") == [{"n": 0}]
