"""Documents without an index: passages from a script."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from pathlib import Path

from assistant.documents.base import CitedAnswer, Evidence, LibrarySize
from assistant.documents.citing.refusals import is_refusal
from assistant.ids import ChunkId, DocumentId
from assistant.records import Citation, LookIn, Passage, SentenceSupport


class ScriptedEvidence:
    """An ``EvidenceSource`` that finds its ``texts``, a page each, and cites the first for the whole answer.

    ``asked`` holds each question with those before it, ``had_time`` whether there was time for each; ``meant`` is what it takes
    each to mean, and ``bears`` whether its first text bears an answer. ``finds`` chooses the texts that it
    finds for a question, and ``holds`` says whether they hold the answer.
    """

    def __init__(self, texts: Sequence[str] = (), *, sufficient: bool = True, likelihood: float = 1.0) -> None:
        self.texts = list(texts)
        self.sufficient = sufficient
        self.likelihood = likelihood
        self.meant = ""
        self.unfinished = False
        self.finds: Callable[[str], Sequence[str]] = lambda _: self.texts
        self.holds: Callable[[str], bool] = lambda _: True
        self.bears: Callable[[str], bool] = lambda _: True
        self.asked: list[tuple[str, tuple[str, ...]]] = []
        self.had_time: list[bool] = []

    def has_documents(self, collection: str = "") -> bool:
        """Whether it was given any text, whatever the collection."""
        del collection
        return bool(self.texts)

    def find(
        self,
        question: str,
        *,
        previous_questions: Sequence[str] = (),
        collection: str = "",
        count: int = 8,
        filters: bool = True,
        document: DocumentId | None = None,
        look_in: LookIn | None = None,
        has_time: Callable[[], bool] = lambda: True,
    ) -> Evidence:
        """All its texts, up to ``count``, whatever the collection and the filters."""
        del collection, filters, document, look_in
        self.had_time.append(has_time())
        self.asked.append((question, tuple(previous_questions)))
        passages = tuple(
            Passage(
                chunk_id=ChunkId(n),
                document_id=DocumentId(1),
                document=Path("guide.pdf"),
                title="Guide",
                page=self.texts.index(text) + 1,
                text=text,
                start=0,
                end=len(text),
                score=1.0,
            )
            for n, text in enumerate(self.finds(question)[:count], start=1)
        )
        return Evidence(
            passages=passages,
            sufficient=self.sufficient and bool(passages) and self.holds(question),
            took_ms=2.0,
            likelihood=self.likelihood,
            meant=self.meant,
            unfinished=self.unfinished,
        )

    def best_quote(self, evidence: Evidence) -> Citation | None:
        """The first passage, whole."""
        return dataclasses.replace(self.cite("", evidence).citations[0], n=0) if evidence.passages else None

    def quote(self, passage: Passage, start: int, end: int, n: int) -> Citation | None:
        """The characters as they stand in the passage."""
        return Citation(
            n=n,
            document_id=passage.document_id,
            document=passage.document,
            page=passage.page,
            quote=passage.text[start - passage.start : end - passage.start],
            start=start,
            end=end,
        )

    def library_size(self, collection: str = "") -> LibrarySize:
        """One document, a passage for each text."""
        del collection
        return LibrarySize(documents=int(bool(self.texts)), passages=len(self.texts))

    def cite(self, answer: str, evidence: Evidence) -> CitedAnswer:
        """The first passage supports everything, or as ``bears`` says."""
        if is_refusal(answer):
            return CitedAnswer(citations=(), support=(), refused=True)
        if answer and not self.bears(answer):
            unborne = SentenceSupport(start=0, end=len(answer), citations=())
            return CitedAnswer(citations=(), support=(unborne,), refused=False)
        passage = evidence.passages[0]
        citation = Citation(
            n=1,
            document_id=passage.document_id,
            document=passage.document,
            page=passage.page,
            quote=passage.text,
            start=passage.start,
            end=passage.end,
            boxes=((1.0, 2.0, 3.0, 4.0),),
        )
        support = SentenceSupport(start=0, end=len(answer), citations=(1,))
        return CitedAnswer(citations=(citation,), support=(support,), refused=False)
