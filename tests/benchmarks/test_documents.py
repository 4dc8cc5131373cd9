"""Finding and refusing beside a plain pipeline, in one run: Markdown rows, no verdict. See ``document_pipelines``."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np
import pytest

from assistant.documents.citing.sufficiency import ENOUGH
from tests.benchmarks.document_pipelines import Bench, Found, Question, open_bench

pytestmark = [pytest.mark.benchmark, pytest.mark.timeout(1200)]

PARAGRAPHS = ("xquad_en", "jsquad_valid")


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    opened = open_bench(tmp_path_factory.mktemp("bench"))
    yield opened
    opened.ours.storage.close()


def test_finding_beside_a_plain_pipeline(bench: Bench) -> None:
    def ours(question: str, count: int) -> list[Found]:
        found = bench.ours.evidence.find(question, count=count).passages
        return [Found(file=one.document.stem, page=one.page, text=one.text) for one in found]

    def plain(question: str, count: int) -> list[Found]:
        return [chunk for chunk, _ in bench.plain.search(question, count)]

    print("\n| finding | plain | Sotto |\n|---|---|---|")
    for name in PARAGRAPHS:
        asked = bench.questions[name]
        cells = [ranks(search, asked) for search in (plain, ours)]
        for label, score in (("recall@1", recall(1)), ("recall@5", recall(5)), ("MRR", mrr)):
            print(f"| {name} ({len(asked)}), paragraph {label} | {score(cells[0]):.3f} | {score(cells[1]):.3f} |")
    for count in (5, 10):
        hits = [
            sum(
                any(one.file == question.file and one.page in question.pages for one in search(question.text, count))
                for question in bench.questions["filings"]
            )
            for search in (plain, ours)
        ]
        total = len(bench.questions["filings"])
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
    asked = [question for name in PARAGRAPHS for question in bench.questions[name]]
    here, away = (
        [
            (
                bench.ours.evidence.find(question.text, collection=half).likelihood,
                bench.plain.search(question.text, 1, others)[0][1],
            )
            for question in asked
            for half, others in [place(question)]
        ]
        for place in (bench.here, bench.elsewhere)
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
