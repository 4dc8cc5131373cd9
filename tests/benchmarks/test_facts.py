"""Facts that change, facts that are forgotten, questions about what was never said, and what is noticed: Markdown rows, no verdict.

``SOTTO_EVAL`` names the folder of the evaluation sets; what needs them is not measured without it. Which noticed sentences are
right was judged by hand, before they were weighed: right is a lasting fact about the speaker's own life that is clear by itself.
The sets may not be passed on, so the wrong ones are named by their digests.
"""

from __future__ import annotations

import hashlib
import json
import os
import statistics
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant.cancellation import CancelToken
from assistant.clock import SystemClock
from assistant.documents.finding.embedding import SharedEmbedder
from assistant.documents.finding.onnx_embedder import OnnxEmbedder, profile_of
from assistant.llm.llama_backend import LlamaChatModel
from assistant.memory.memory import Memory
from assistant.memory.noticing import judge
from assistant.memory.statements import statements
from assistant.paths import Paths
from assistant.records import FactOrigin
from assistant.settings import Settings
from assistant.storage.database import Storage

pytestmark = [pytest.mark.benchmark, pytest.mark.timeout(1800)]

EMBEDDER = "all-minilm-l6-v2-int8"
JUDGE = ("qwen2.5-coder-1.5b-instruct-q4_k_m", "qwen2.5-coder-1.5b-instruct-q4_k_m.gguf")

# A question, and what is true first and later.
CHANGES = (
    ("Where do I live?", "I live in {}", "Lyon", "Kyoto"),
    ("What is my phone number?", "my phone number is {}", "555 0142", "555 0188"),
    ("What is the name of my dentist?", "my dentist is called {}", "Dr Abara", "Dr Lindqvist"),
    ("Where do I work?", "I work at {}", "the harbour office", "the botanical garden"),
    ("What is my favourite colour?", "my favourite colour is {}", "ochre", "teal"),
    ("When is my piano lesson?", "my piano lesson is on {}", "Tuesday at four", "Friday at six"),
    ("What is my landlord's name?", "my landlord is called {}", "Mrs Petrov", "Mr Okonkwo"),
    ("What car do I drive?", "I drive {}", "a red Volvo", "a blue Fiat"),
    ("What is my wifi password?", "my wifi password is {}", "marmalade77", "bergamot12"),
    ("What is my favourite restaurant?", "my favourite restaurant is {}", "Chez Lulu", "Trattoria Nona"),
    ("どこに住んでいますか、私は？", "私の住まいは{}です", "大阪", "札幌"),
    ("私の誕生日はいつ？", "私の誕生日は{}です", "三月三日", "五月五日"),
    ("私の担当医の名前は？", "私の担当医は{}先生です", "高橋", "渡辺"),
    ("私の電話番号は？", "私の電話番号は{}です", "〇九〇の一一", "〇八〇の二二"),
)
BESIDE = (
    "my sister Ana plays the cello",
    "I am allergic to penicillin",
    "my car is parked at the station",
    "our cat is called Miso",
    "I prefer tea without milk",
    "母は京都の出身です",
)
NEVER_SAID = (
    "What is my blood type?",
    "Who won the match last night?",
    "What is the capital of Peru?",
    "How do I boil an egg?",
    "What is my brother's job?",
    "When does my passport expire?",
    "What shoe size do I wear?",
    "Write a poem about rain.",
    "Which school did I go to?",
    "How tall is Mount Fuji?",
    "私の血液型は？",
    "富士山の高さは？",
    "私の弟の仕事は？",
    "卵のゆで方を教えて",
)
WRONG = frozenset(
    {
        "888a96fa2a",
        "724bbc6dcd",
        "43171d6f7e",
        "07bf2a5738",
        "7f4987cc8a",
        "ec13cc7dc9",
        "fa5f5d2305",
        "8c64528f08",
        "800ed5b383",
        "e73376e1e2",
        "218942c129",
        "e44e8190e1",
        "889027667a",
        "6456369116",
        "196846a848",
        "f6bbe724d4",
        "d46e5e66e2",
        "2f113d6f92",
        "755290b039",
        "ed5459a134",
        "dd118cfbc4",
        "14ea17dfb5",
        "b313e67ca0",
    }
)


def digest(sentence: str) -> str:
    return hashlib.sha256(sentence.encode()).hexdigest()[:10]


@pytest.fixture
def memory(tmp_path: Path) -> Iterator[Memory]:
    model = Paths.choose().models / EMBEDDER
    embedder = OnnxEmbedder(EMBEDDER, model / "model.onnx", model / "tokenizer.json", profile_of(EMBEDDER), threads=1)
    storage = Storage(tmp_path / "sotto.db")
    made = Memory(storage, SharedEmbedder(lambda: embedder), SystemClock(), Settings)
    for text in BESIDE:
        made.facts.remember(text, origin=FactOrigin.WRITTEN)
    yield made
    made.background.close()
    storage.close()


def recalled(memory: Memory, question: str) -> str:
    memory.background.wait_until_done()
    return "\n".join(line.text for line in memory.recall(question, outside=None))


def test_updates_and_deletions(memory: Memory, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    new = old = superseded = 0
    for question, sentence, before, after in CHANGES:
        memory.facts.remember(sentence.format(before), origin=FactOrigin.TOLD)
        memory.facts.remember(sentence.format(after), origin=FactOrigin.TOLD)
        lines = recalled(memory, question)
        new += after in lines
        old += before in lines
        superseded += any(
            fact.text == sentence.format(before) and fact.until is not None for fact in memory.facts.all()
        )
    known = bytes_left = 0
    took_ms = []
    for question, sentence, before, after in CHANGES:
        facts = [one.id for one in memory.facts.all() if one.text in (sentence.format(before), sentence.format(after))]
        started = time.perf_counter()
        memory.forget(memory.plan_forgetting(facts))
        took_ms.append(1000 * (time.perf_counter() - started))
        lines = recalled(memory, question)
        known += before in lines or after in lines
        held = b"".join(file.read_bytes() for file in tmp_path.iterdir())
        bytes_left += any(value.encode() in held for value in (before, after))
    count = len(CHANGES)
    with capsys.disabled():
        print(
            f"\n| {count} facts that changed: newest value recalled, older one recalled, older one kept with its dates |"
        )
        print(f"| {new / count:.2f}, {old / count:.2f}, {superseded / count:.2f} |")
        print("| after forgetting: recalled, found by a byte search; median ms to forget |")
        print(f"| {known / count:.2f}, {bytes_left / count:.2f}; {statistics.median(took_ms):.0f} |")


def test_abstention(memory: Memory, capsys: pytest.CaptureFixture[str]) -> None:
    for _, sentence, before, _ in CHANGES:
        memory.facts.remember(sentence.format(before), origin=FactOrigin.TOLD)
    given = [question for question in NEVER_SAID if recalled(memory, question)]
    with capsys.disabled():
        print(f"\n| {len(NEVER_SAID)} questions about what was never said: given any line |")
        print(f"| {len(given) / len(NEVER_SAID):.2f} |")


def messages(folder: Path) -> Iterator[tuple[str, str]]:
    """Each message with its set."""
    for line in (folder / "real_persona_chat_40.jsonl").read_text(encoding="utf-8").splitlines():
        for said in json.loads(line)["utterances"]:
            yield "persona chats (ja)", said["text"]
    for sample in json.loads((folder / "locomo_dev2.json").read_text(encoding="utf-8")):
        for name, turns in sample["conversation"].items():
            if name.startswith("session_") and isinstance(turns, list):
                for turn in turns:
                    yield "LoCoMo", turn["text"]
    for file in sorted((folder / "bfcl_memory").glob("memory_*.json")):
        for line in file.read_text(encoding="utf-8").splitlines():
            for text in _said(json.loads(line)):
                yield "BFCL memory", text


def _said(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if value.get("role") == "user" and isinstance(value.get("content"), str):
            yield value["content"]
        for inner in value.values():
            yield from _said(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _said(inner)


def test_precision_of_what_is_noticed(capsys: pytest.CaptureFixture[str]) -> None:
    folder = os.environ.get("SOTTO_EVAL")
    if not folder:
        pytest.skip("SOTTO_EVAL does not name the folder of the evaluation sets")
    model = LlamaChatModel(
        Paths.choose().models / JUDGE[0] / JUDGE[1], model_id=JUDGE[0], context_tokens=2048, threads=2
    )
    rows: dict[str, list[tuple[bool, bool]]] = {}
    try:
        for where, text in messages(Path(folder) / "memory"):
            for sentence in statements(text):
                assert sentence in text
                kept = judge(model, sentence, CancelToken())
                rows.setdefault(where, []).append((kept, digest(sentence) not in WRONG))
    finally:
        model.close()
    with capsys.disabled():
        print(
            "\n| set | sentences that qualify by form | kept | right of the kept | right ones kept |\n|---|---|---|---|---|"
        )
        for where, found in {**rows, "all": [one for row in rows.values() for one in row]}.items():
            right = [good for kept, good in found if kept]
            held = [kept for kept, good in found if good]
            print(
                f"| {where} | {len(found)} | {len(right)} | {sum(right) / max(len(right), 1):.2f}"
                f" | {sum(held) / max(len(held), 1):.2f} |"
            )
