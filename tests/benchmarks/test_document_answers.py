"""Answers from documents beside a plain pipeline with the same model: Markdown rows, no verdict. See ``document_pipelines``.

A part stops after ``SOTTO_BENCH_PART_S`` seconds (240 unless given). With ``SOTTO_BENCH_HOME`` what was answered is kept there, in
``answers.jsonl``, the next part goes on where the last ended, and the rows count all of it. Of each set ``SOTTO_BENCH_MOST``
questions (60 unless given) are asked.
"""

from __future__ import annotations

import dataclasses
import itertools
import json
import os
import re
import string
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from assistant.cancellation import CancelToken
from assistant.clock import SystemClock
from assistant.conversation import wording
from assistant.conversation.answering import Answering
from assistant.conversation.evidence_budget import evidence_tokens
from assistant.conversation.history import ConversationStore
from assistant.conversation.model_holder import ChatModelHolder
from assistant.conversation.prompt import system_text
from assistant.conversation.steps import AnswerOpened, Quoted
from assistant.conversation.turn_request import TurnRequest
from assistant.documents.citing.refusals import is_refusal
from assistant.llm.base import ChatMessage, ChatModel, GenerationOptions, TextDelta
from assistant.records import Citation
from assistant.settings import Settings
from tests.benchmarks.chat_under_test import my_share, open_chat
from tests.benchmarks.document_pipelines import PLAIN_CHUNKS, Bench, Question, open_bench

pytestmark = [pytest.mark.benchmark, pytest.mark.timeout(900)]

ANSWER_TOKENS = 64
SHORT_TOKENS = 20
MOST = int(os.environ.get("SOTTO_BENCH_MOST", "60"))
GOLDEN = (5**0.5 - 1) / 2
COVERAGES = (0.9, 0.8, 0.7, 0.6, 0.5, 0.4)
AWAY = "asked where its document is not"
PLAIN_RULE = "Answer the question from the context. If the context does not answer it, write only: “{refusal}”"
PLAIN_SHORT = "Answer the question from the context with a name, number or phrase alone."
SHORTER = (
    (
        "in one or two sentences, with their exact names and numbers",
        "with a name, number or phrase alone",
    ),
    ("一文か二文で", "名前か数か語句だけで"),
)


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    opened = open_bench(tmp_path_factory.mktemp("bench"))
    yield opened
    opened.ours.storage.close()


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """What either pipeline gave to one question. ``confidence`` is what it would refuse by; -1 where it refused."""

    text: str
    short: str
    confidence: float
    cited_evidence: bool
    quotes: int = 0
    quotes_on_page: int = 0


def test_answers_beside_a_plain_pipeline(bench: Bench, tmp_path: Path) -> None:
    kept = Path(os.environ.get("SOTTO_BENCH_HOME", tmp_path)) / "answers.jsonl"
    records = [json.loads(line) for line in kept.read_text(encoding="utf-8").splitlines()] if kept.exists() else []
    done = {(record["kind"], record["question"]) for record in records}
    model = open_chat()
    until = time.perf_counter() + float(os.environ.get("SOTTO_BENCH_PART_S", "240"))
    for kind, question in my_share(interleaved(bench)):
        if (kind, question.text) in done:
            continue
        if time.perf_counter() > until:
            break
        place = bench.elsewhere(question) if kind.endswith(AWAY) else bench.here(question)
        record = {
            "kind": kind,
            "question": question.text,
            "answers": question.answers,
            "plain": dataclasses.asdict(plain_answer(bench, model, question, place[1])),
            "ours": dataclasses.asdict(our_answer(bench, model, question, place[0])),
        }
        records.append(record)
        with kept.open("a", encoding="utf-8") as stream:
            stream.write(json.dumps(record, ensure_ascii=False) + "\n")
    model.close()
    report(records)
    ours = [record["ours"] for record in records]
    assert sum(one["quotes_on_page"] for one in ours) == sum(one["quotes"] for one in ours)


def interleaved(bench: Bench) -> Iterator[tuple[str, Question]]:
    """Some of every kind at any time, from all over its set: each with its kind, which says where it is asked."""
    questions = bench.questions
    kinds = [("filings", questions["filings"])]
    kinds += [(kind, spread(asked)[:MOST]) for kind, asked in questions.items() if kind != "filings"]
    kinds += [(f"{kind}, {AWAY}", spread(questions[kind])[::-1][:MOST]) for kind in ("xquad_en", "jsquad_valid")]
    for row in itertools.zip_longest(*([(kind, question) for question in asked] for kind, asked in kinds)):
        yield from (pair for pair in row if pair is not None)


def spread(questions: Sequence[Question]) -> list[Question]:
    """In an order whose every beginning is spread evenly over the set."""
    return [questions[at] for at in sorted(range(len(questions)), key=lambda at: at * GOLDEN % 1)]


def plain_answer(bench: Bench, model: ChatModel, question: Question, without: frozenset[str]) -> Answered:
    """The nearest four as context; the nearest is its source."""
    chunks = bench.plain.search(question.text, PLAIN_CHUNKS, without)
    context = "\n\n".join(chunk.text for chunk, _ in chunks)

    def ask(rule: str, tokens: int) -> str:
        return generate(model, f"{context}\n\n{rule}\n\nQuestion: {question.text}", tokens)

    text = ask(PLAIN_RULE.format(refusal=wording.refusal(question.text)), ANSWER_TOKENS)
    first = chunks[0][0]
    return Answered(
        text=text,
        short=ask(PLAIN_SHORT, SHORT_TOKENS) if question.answers and not question.pages else "",
        confidence=-1.0 if is_refusal(text) else chunks[0][1],
        cited_evidence=holds_evidence(question, first.file, first.page, first.text),
    )


def our_answer(bench: Bench, model: ChatModel, question: Question, collection: str) -> Answered:
    """The program's own turn, up to what is stored."""
    storage = bench.ours.storage
    store = ConversationStore(storage, SystemClock())
    answering = Answering(
        holder=ChatModelHolder(lambda: model), store=store, evidence=bench.ours.evidence, clock=SystemClock()
    )
    request = TurnRequest(
        question=question.text,
        conversation=None,
        question_id=store.next_message_id(),
        settings=Settings(memory_use=False, documents_passage_tokens=passage_tokens(model)),
        cancel=CancelToken(),
        use_documents=True,
        collection=collection,
        max_tokens=ANSWER_TOKENS,
    )
    text, shown, opened = "", list[Citation](), None
    for step in answering.steps(request):
        if isinstance(step, TextDelta):
            text += step.text
        elif isinstance(step, Quoted):
            shown.append(step.citation)
        elif isinstance(step, AnswerOpened):
            opened = step
    assert opened is not None
    grounding = opened.grounding
    refused = grounding.refuse
    if not refused:
        cited = bench.ours.evidence.cite(text.strip(), grounding.evidence)
        shown += cited.citations
        refused = cited.refused
    cited_by_number = [citation for citation in shown if citation.n]
    return Answered(
        text=text.strip(),
        short=our_short(model, question, opened.sent) if question.answers and not question.pages else "",
        confidence=-1.0 if refused else grounding.evidence.likelihood,
        cited_evidence=any(
            holds_evidence(question, one.document.stem, one.page, page_of(bench, one)) for one in cited_by_number
        ),
        quotes=len(shown),
        quotes_on_page=sum(page_of(bench, one)[one.start : one.end] == one.quote for one in shown),
    )


def passage_tokens(model: ChatModel) -> int:
    """As the program would on a machine that is quick enough: the measurement must not depend on what else runs."""
    return evidence_tokens(parameters=model.parameters, context_tokens=model.context_tokens, read_tokens_per_s=0.0)


def our_short(model: ChatModel, question: Question, sent: str) -> str:
    """The same prompt with a shorter answer asked for; empty where the model was not asked."""
    shorter = sent
    for old, new in SHORTER:
        shorter = shorter.replace(old, new)
    return generate(model, shorter, SHORT_TOKENS) if shorter != sent else ""


def page_of(bench: Bench, citation: Citation) -> str:
    rows = bench.ours.storage.rows(
        "SELECT text FROM pages WHERE document_id = ? AND coalesce(number, 0) = ?",
        (citation.document_id, citation.page or 0),
    )
    return str(rows[0]["text"]) if len(rows) == 1 else ""


def holds_evidence(question: Question, file: str, page: int | None, text: str) -> bool:
    """Whether a source is the question's own: its page, or for a paragraph one with an answer."""
    if question.pages:
        return file == question.file and page in question.pages
    return any(plain_text(answer) in plain_text(text) for answer in question.answers)


def report(records: Sequence[dict[str, Any]]) -> None:
    """All rows, from what was answered so far."""
    count = Counter(record["kind"] for record in records)
    print("\n| answers | plain | Sotto |\n|---|---|---|")
    for kind, asked in count.items():
        mine = [record for record in records if record["kind"] == kind]
        print(f"| {kind} ({asked}): refused | {share(mine, 'plain', refused)} | {share(mine, 'ours', refused)} |")
    short = [record for record in records if answerable(record) and record["kind"] != "filings"]
    for label, score in (("exact match", exact_match), ("F1", best_f1)):
        cells = [
            mean([score(record[name]["short"], record["answers"]) for record in short]) for name in ("plain", "ours")
        ]
        print(f"| short answers ({len(short)}): {label} | {cells[0]} | {cells[1]} |")
    right = [share(short, name, right_answer) for name in ("plain", "ours")]
    print(f"| sentences ({len(short)}) that hold the right answer | {right[0]} | {right[1]} |")
    for kinds, label in ((short, "paragraphs"), ([one for one in records if one["kind"] == "filings"], "filings")):
        answered = {name: [one for one in kinds if not refused(one, name)] for name in ("plain", "ours")}
        cells = [share(answered[name], name, lambda one, name: one[name]["cited_evidence"]) for name in answered]
        counted = "/".join(str(len(answered[name])) for name in answered)
        print(f"| {label}, answered ({counted}): the cited page holds the evidence | {cells[0]} | {cells[1]} |")
    quotes, found = (sum(one["ours"][key] for one in records) for key in ("quotes", "quotes_on_page"))
    print(f"| quotes shown that are on their page | – | {found} of {quotes} |")
    print("\n| answerable questions answered | wrong answers: plain | wrong answers: Sotto |\n|---|---|---|")
    graded = [record for record in records if record["kind"] != "filings"]
    for coverage in COVERAGES:
        cells = [wrong_at(graded, name, coverage) for name in ("plain", "ours")]
        print(f"| {coverage:.0%} | {cells[0]} | {cells[1]} |")


def wrong_at(records: Sequence[dict[str, Any]], name: str, coverage: float) -> str:
    """Share of the answers given that are wrong, where so many of the answerable questions are answered."""
    wanted = coverage * sum(answerable(record) for record in records)
    ranked = sorted((one for one in records if not refused(one, name)), key=lambda one: -one[name]["confidence"])
    given = 0
    wrong = 0
    for n, record in enumerate(ranked, start=1):
        given += answerable(record)
        wrong += not (answerable(record) and right_answer(record, name))
        if given >= wanted:
            return f"{wrong} of {n} ({wrong / n:.0%})"
    return "never so many"


def answerable(record: dict[str, Any]) -> bool:
    return bool(record["answers"]) and not record["kind"].endswith(AWAY)


def refused(record: dict[str, Any], name: str) -> bool:
    return bool(record[name]["confidence"] < 0)


def right_answer(record: dict[str, Any], name: str) -> bool:
    return any(plain_text(answer) in plain_text(record[name]["text"]) for answer in record["answers"])


def share(records: Sequence[dict[str, Any]], name: str, holds: Callable[[dict[str, Any], str], bool]) -> str:
    return mean([float(holds(record, name)) for record in records])


def mean(values: Sequence[float]) -> str:
    return f"{sum(values) / len(values):.2f}" if values else "–"


def generate(model: ChatModel, sent: str, tokens: int) -> str:
    messages = [ChatMessage(role="system", content=system_text("")), ChatMessage(role="user", content=sent)]
    options = GenerationOptions(max_tokens=tokens, temperature=0.0)
    return "".join(
        item.text for item in model.generate(messages, options, CancelToken()) if isinstance(item, TextDelta)
    ).strip()


def plain_text(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.casefold())


def words_of(text: str, *, japanese: bool) -> list[str]:
    """Normalised as for SQuAD: no case, signs or articles; characters where there are no spaces."""
    if japanese:
        return list(plain_text(text))
    bare = "".join(sign for sign in text.casefold() if sign not in string.punctuation)
    return re.sub(r"\b(?:a|an|the)\b", " ", bare).split()


def exact_match(answer: str, golds: Sequence[str]) -> float:
    return float(
        any(
            words_of(answer, japanese=japanese) == words_of(gold, japanese=japanese)
            for gold in golds
            for japanese in [wording.is_japanese(gold)]
        )
    )


def best_f1(answer: str, golds: Sequence[str]) -> float:
    """The best overlap of words, or of characters, with an answer (the measures of SQuAD and JSQuAD)."""
    best = 0.0
    for gold in golds:
        japanese = wording.is_japanese(gold)
        said, meant = (words_of(text, japanese=japanese) for text in (answer, gold))
        shared = sum((Counter(said) & Counter(meant)).values())
        best = max(best, 2 * shared / (len(said) + len(meant)) if shared else 0.0)
    return best
