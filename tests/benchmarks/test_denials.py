"""How often a false sentence is still taken for supported by its source: Markdown rows, no verdict.

Sentences of public paragraphs (``SOTTO_EVAL``) with one verb are the answers: as they stand, and with the verb denied. Each is held
against its whole paragraph; so are they with the answer to one question in the place of that to another. The claims of VitaminC,
which differ from their source by a word, are held against it.
"""

from __future__ import annotations

import os
import random
import re
from pathlib import Path

import pytest

from assistant.documents.citing import citations
from assistant.documents.sentences import sentence_spans
from assistant.ids import ChunkId, DocumentId
from assistant.records import Passage
from tests.benchmarks.document_pipelines import lines

pytestmark = pytest.mark.benchmark

MOST = 200
LONGEST_ANSWER = 40
_VERB = re.compile(r"\b(is|are|was|were|can|has been|had been|have been|will|could|would|may|must)\b(?! not| no\b)")
_NAME = re.compile(r"[A-Z][\w.'-]+(?: (?:of |the )?[A-Z][\w.'-]+)*")
_INSIDE = re.compile(r"(?<=[a-z,] )[A-Z][a-z]+(?: [A-Z][a-z]+)*")
_ENDS_JA = (
    ("である。", "ではない。"), ("であった。", "ではなかった。"), ("された。", "されなかった。"), ("している。", "していない。"),
    ("されている。", "されていない。"), ("した。", "しなかった。"), ("する。", "しない。"), ("なった。", "ならなかった。"),
)  # fmt: skip


def turned(sentence: str) -> str | None:
    """The sentence with its only verb that we know denied; None where it holds none, or more."""
    for end, denied in _ENDS_JA:
        if sentence.endswith(end):
            return sentence.removesuffix(end) + denied
    if len(_VERB.findall(sentence)) != 1 or re.search(r"\b(?:not|no|never)\b", sentence):
        return None
    return _VERB.sub(lambda found: f"{found[1].split()[0]} not {' '.join(found[1].split()[1:])}".rstrip(), sentence)


def is_supported(answer: str, text: str, title: str = "") -> bool:
    place = Passage(
        chunk_id=ChunkId(1), document_id=DocumentId(1), document=Path("a"), title=title, page=1, text=text, start=0,
        end=len(text), score=1.0,
    )  # fmt: skip
    found = citations.support(answer, [place])
    return bool(found) and all(sentence.quotes for sentence in found)


@pytest.mark.parametrize("name", ["xquad_en", "jsquad_valid"])
def test_denials(name: str) -> None:
    if not os.environ.get("SOTTO_EVAL"):
        pytest.skip("set SOTTO_EVAL to the folder with the public question sets")
    rows = lines(Path(os.environ["SOTTO_EVAL"]), f"{name}.jsonl")
    paragraphs = dict.fromkeys(row["context"].split("[SEP]")[-1].strip() for row in rows)
    pairs = []
    for text in paragraphs:
        for start, end in sentence_spans(text):
            sentence = text[start:end].strip()
            denied = turned(sentence)
            if denied is not None:
                pairs.append((sentence, denied, text))
    pairs = pairs[:MOST]
    kept = sum(is_supported(sentence, text) for sentence, _, text in pairs)
    wrong = [denied for _, denied, text in pairs if is_supported(denied, text)]
    print(
        f"\n| {name}: {len(pairs)} sentences supported as they stand; turned round | – | {kept}; {len(wrong)} | all; none |"
    )
    for denied in wrong[:10]:
        print(f"still supported: {denied}")


@pytest.mark.parametrize("name", ["xquad_en", "jsquad_valid"])
def test_another_answer_in_its_place(name: str) -> None:
    if not os.environ.get("SOTTO_EVAL"):
        pytest.skip("set SOTTO_EVAL to the folder with the public question sets")
    rows = lines(Path(os.environ["SOTTO_EVAL"]), f"{name}.jsonl")
    chance = random.Random(1)
    asked = kept = wrong = 0
    for row in rows:
        text, answer = row["context"].split("[SEP]")[-1].strip(), str(row["answers"][0])
        other = str(rows[chance.randrange(len(rows))]["answers"][0])
        sentence = next(
            (text[start:end].strip() for start, end in sentence_spans(text) if text[start:end].count(answer) == 1), ""
        )
        if not sentence or other in text or max(len(answer), len(other)) > LONGEST_ANSWER:
            continue
        asked += 1
        kept += is_supported(sentence, text)
        wrong += is_supported(sentence.replace(answer, other), text)
    print(
        f"\n| {name}: {asked} sentences supported as they stand; with another answer | – | {kept}; {wrong} | all; none |"
    )


def test_another_name_of_the_same_paragraph() -> None:
    if not os.environ.get("SOTTO_EVAL"):
        pytest.skip("set SOTTO_EVAL to the folder with the public question sets")
    asked: dict[str, list[str]] = {}
    for row in lines(Path(os.environ["SOTTO_EVAL"]), "xquad_en.jsonl"):
        asked.setdefault(row["context"].split("[SEP]")[-1].strip(), []).append(str(row["answers"][0]))
    pairs = []
    for text, answers in asked.items():
        others = sorted(set(_INSIDE.findall(text)))
        for start, end in sentence_spans(text):
            sentence = text[start:end].strip()
            for name in filter(_NAME.fullmatch, dict.fromkeys(answers)):
                other = next((one for one in others if set(one.split()).isdisjoint(re.findall(r"\w+", sentence))), None)
                if sentence.count(name) == 1 and not sentence.startswith(name) and other is not None:
                    pairs.append((sentence, sentence.replace(name, other), text))
    kept = sum(is_supported(sentence, text) for sentence, _, text in pairs)
    wrong = sum(is_supported(swapped, text) for _, swapped, text in pairs)
    print(
        f"\n| {len(pairs)} sentences of XQuAD as they stand, with another name of theirs | – | {kept}; {wrong} | all; none |"
    )


def test_answers_that_people_wrote() -> None:
    if not os.environ.get("SOTTO_EVAL"):
        pytest.skip("set SOTTO_EVAL to the folder with the public question sets")
    held = []
    for row in lines(Path(os.environ["SOTTO_EVAL"]), "clapnq_answerable.jsonl"):
        place = row["passages"][0]
        answer = row["output"][0]["answer"]
        held += [
            is_supported(answer[start:end], place["text"], place["title"]) for start, end in sentence_spans(answer)
        ]
    print(f"\n| {len(held)} sentences that people wrote from a passage (CLAP-NQ): supported | – | {sum(held)} | all |")


def test_claims_beside_their_source() -> None:
    if not os.environ.get("SOTTO_EVAL"):
        pytest.skip("set SOTTO_EVAL to the folder with the public question sets")
    supported: dict[tuple[str, bool], list[bool]] = {}
    for number, row in enumerate(lines(Path(os.environ["SOTTO_EVAL"]), "vitaminc.jsonl")):
        source, claim = row["input"].split("\nClaim:")
        title, text = source.split(":", 1)
        truth = max(row["target_scores"], key=row["target_scores"].get)
        held = is_supported(claim.strip(), text.strip(), title.split(" -LRB")[0])
        supported.setdefault((truth, number % 2 == 0), []).append(held)
    for even, half in ((True, "even lines, which chose the bound"), (False, "odd lines")):
        cells = [
            f"{sum(supported[kind, even])} of {len(supported[kind, even])}" for kind in ("True", "False", "Neither")
        ]
        print(
            f"\n| VitaminC, {half}: supported of true claims, refuted, neither | – | {', '.join(cells)} | all; none; none |"
        )
