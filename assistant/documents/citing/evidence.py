"""Evidence for an answer: passages for the question, and quotes for what was answered."""

from __future__ import annotations

import dataclasses
import itertools
import time
from collections.abc import Callable, Sequence

from assistant.documents.base import CitedAnswer, Evidence, LibrarySize
from assistant.documents.citing import citations, extract, refusals, sufficiency
from assistant.documents.citing.reasons import gives_reason
from assistant.documents.finding import query_words
from assistant.documents.finding.embedding import SharedEmbedder, closeness
from assistant.documents.finding.index import ChunkIndex, Scope
from assistant.documents.finding.retrieval import Found, Retriever
from assistant.documents.pages.moments import decode_moments, time_of
from assistant.documents.pages.runs import boxes_of_span, decode_runs
from assistant.documents.questions.filters import DocumentFilters, Filtered
from assistant.documents.questions.follow_up import as_meant, corrects_itself, refers_back, stands_short, with_context
from assistant.documents.questions.limits import gives_limit
from assistant.documents.questions.near_words import rewordings
from assistant.ids import DocumentId
from assistant.records import Citation, LookIn, Passage, SentenceSupport
from assistant.storage.database import Storage


class DocumentEvidence:
    """An ``EvidenceSource`` over the documents of one home."""

    def __init__(
        self,
        storage: Storage,
        index: ChunkIndex,
        retriever: Retriever,
        embedder: SharedEmbedder,
        filters: DocumentFilters | None = None,
    ) -> None:
        """Without ``filters`` what a question says about where to look is looked up with it."""
        self._storage = storage
        self._index = index
        self._retriever = retriever
        self._embedder = embedder
        self._filters = filters

    def has_documents(self, collection: str = "") -> bool:
        """Whether there is anything to search."""
        sql = "SELECT 1 FROM chunks c JOIN documents d ON d.id = c.document_id"
        if collection:
            return bool(self._storage.rows(f"{sql} WHERE d.collection = ? LIMIT 1", (collection,)))
        return bool(self._storage.rows(f"{sql} LIMIT 1"))

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
        """Passages for a question, best first. A follow-up is looked up together with the question it follows, and with its
        filters."""
        started = time.perf_counter()
        asked = with_context(question, previous_questions)
        meant = as_meant(question, previous_questions)
        chosen: Sequence[DocumentId] = () if document is None else (document,)
        if look_in is not None and look_in.document == document:
            chosen = look_in.documents

        def look_up(asked: str) -> tuple[float, Filtered, Found]:
            filtered = Filtered(question=asked, scope=Scope(collection=collection))
            if chosen and self._filters is not None:
                filtered = self._filters.within(asked, chosen)
            elif look_in is not None and look_in.narrows and self._filters is not None:
                filtered = self._filters.narrowed(asked, look_in, follow=filters)
            elif filters and self._filters is not None:
                filtered = self._filters.read(asked, collection)
            found = self._retriever.find(filtered.question, count, filtered.scope, has_time)
            return self.likelihood(filtered.question, found) if found.passages else 0.0, filtered, found

        likelihood, filtered, found = look_up(asked)
        if asked != question and likelihood < sufficiency.SURE and not refers_back(question):
            # A short question may be whole, or begin with "what about": the one before it, of something else, is then in its way.
            alone = look_up(question)
            whole = stands_short(question) and alone[0] >= sufficiency.SURE
            if whole or likelihood < sufficiency.ENOUGH <= alone[0]:
                likelihood, filtered, found = alone
        if likelihood < sufficiency.SURE:
            for other, reworded in rewordings(asked):
                if not self._index.search_phrase(f'"{other}"', 1, filtered.scope):
                    continue
                anew = look_up(reworded)
                if anew[0] > likelihood:
                    likelihood, filtered, found = anew
                    meant = next((said for one, said in rewordings(meant) if one == other), meant)
        query, documents = filtered.question, filtered.scope.documents
        if corrects_itself(question):
            # What is left of it is short and soon found: of Disfl-QA 15 of 41 that have no answer were sure, as typed 7.
            likelihood = sufficiency.doubted(likelihood)
        pictures = self._pasted(chosen)
        if pictures:
            # Whoever pastes a picture wants it read, though “What is this?” shares no word with it.
            found = dataclasses.replace(found, passages=self._pictures_read(pictures, count))
            likelihood = 1.0
        return Evidence(
            passages=found.passages,
            sufficient=likelihood >= sufficiency.ENOUGH,
            likelihood=likelihood,
            question=query,
            filters=filtered.filters,
            documents=None if documents is None else len(documents),
            meant=meant if meant != question else "",
            unfinished=self._is_unfinished(found),
            took_ms=(time.perf_counter() - started) * 1000,
        )

    def _is_unfinished(self, found: Found) -> bool:
        """Whether more may be found later: files wait to be read, or passages for the vectors that an embedder gives them."""
        if self._storage.rows("SELECT 1 FROM documents WHERE state = 'waiting' LIMIT 1"):
            return True
        if not found.passages or self._index.is_embedded():
            return False
        with self._embedder.use() as embedder:
            return embedder is not None

    def _pasted(self, documents: Sequence[DocumentId]) -> list[DocumentId]:
        sql = "SELECT 1 FROM documents WHERE id = ? AND pasted = 1"
        return [one for one in documents if self._storage.rows(sql, (one,))]

    def _pictures_read(self, pictures: Sequence[DocumentId], count: int) -> tuple[Passage, ...]:
        """Of each picture the beginning before more of any: where the prompt has no room for all, every picture is still seen."""
        each = [self._retriever.whole(one, max(count // len(pictures), 1)) for one in pictures]
        return tuple(one for row in itertools.zip_longest(*each) for one in row if one is not None)

    def best_quote(self, evidence: Evidence) -> Citation | None:
        """The best sentence, by words and by meaning; None when its page has changed meanwhile."""
        quote = extract.best_quote(evidence.question, evidence.passages, self._similarity)
        return self._citation(evidence.passages[quote.passage], quote, 0) if quote is not None else None

    def quote(self, passage: Passage, start: int, end: int, n: int) -> Citation | None:
        """Characters ``start`` to ``end`` of a passage's page as citation ``n``; None when the page has changed meanwhile."""
        return self._citation(passage, citations.Quote(passage=0, start=start, end=end, score=1.0), n)

    def library_size(self, collection: str = "") -> LibrarySize:
        """How much there is to search."""
        row = self._storage.rows(
            "SELECT count(*) AS passages, count(DISTINCT d.id) AS documents FROM chunks c"
            " JOIN documents d ON d.id = c.document_id WHERE ? = '' OR d.collection = ?",
            (collection, collection),
        )[0]
        return LibrarySize(documents=row["documents"], passages=row["passages"])

    def likelihood(self, query: str, found: Found) -> float:
        """How likely it is that what was found for a query holds the answer, 0 to 1."""
        signs = self.signs(query, found)
        likelihood = sufficiency.likelihood(signs)
        if signs.nearest is not None and not self._index.is_embedded():
            # What has no vector yet cannot be near: words alone may know better.
            likelihood = max(likelihood, sufficiency.likelihood(dataclasses.replace(signs, nearest=None)))
        told = gives_reason(query, found.passages) or gives_limit(query, found.passages)
        return max(likelihood, sufficiency.SURE) if told else likelihood

    def signs(self, query: str, found: Found) -> sufficiency.Signs:
        """What speaks for and against it."""
        terms = sufficiency.terms_of(query)
        spelled = [(term, one) for term in terms for one in (term, *query_words.spellings(term))]
        counts = dict.fromkeys(terms, 0)
        for (term, _), count in zip(spelled, self._index.chunks_with([one for _, one in spelled]), strict=True):
            counts[term] = max(counts[term], count)
        weights = sufficiency.rarity(counts, self._index.chunk_count())
        return sufficiency.read_signs(
            query, found.passages, weights, found.nearest, exact_hit=found.exact_hit, agreement=found.agreement
        )

    def cite(self, answer: str, evidence: Evidence) -> CitedAnswer:
        """Quotes for each sentence of an answer, numbered by first use. A quote whose page has changed meanwhile is left out."""
        if refusals.is_refusal(answer):
            return CitedAnswer(citations=(), support=(), refused=True)
        supported = citations.support(answer, evidence.passages, self._similarity, evidence.question)
        numbered: dict[tuple[int, int, int], Citation] = {}
        marks = []
        for sentence in supported:
            numbers = []
            for quote in sentence.quotes:
                passage = evidence.passages[quote.passage]
                key = (passage.chunk_id, quote.start, quote.end)
                if key not in numbered:
                    citation = self._citation(passage, quote, len(numbered) + 1)
                    if citation is None:
                        continue
                    numbered[key] = citation
                numbers.append(numbered[key].n)
            marks.append(
                SentenceSupport(
                    start=sentence.start, end=sentence.end, citations=tuple(numbers), missing=sentence.missing
                )
            )
        return CitedAnswer(citations=tuple(numbered.values()), support=tuple(marks), refused=False)

    def _citation(self, passage: Passage, quote: citations.Quote, n: int) -> Citation | None:
        rows = self._storage.rows(
            "SELECT p.text, p.runs, p.turn, p.moments FROM chunks c JOIN pages p ON p.id = c.page_id WHERE c.id = ?",
            (passage.chunk_id,),
        )
        expected = passage.text[quote.start - passage.start : quote.end - passage.start]
        if not rows or rows[0]["text"][quote.start : quote.end] != expected:
            return None
        return Citation(
            n=n,
            document_id=passage.document_id,
            document=passage.document,
            page=passage.page,
            quote=expected,
            start=quote.start,
            end=quote.end,
            boxes=boxes_of_span(decode_runs(rows[0]["runs"]), quote.start, quote.end, rows[0]["turn"]),
            score=quote.score,
            at_s=time_of(decode_moments(rows[0]["moments"]), quote.start),
        )

    def _similarity(self, sentence: str, others: Sequence[str]) -> list[float]:
        with self._embedder.use() as embedder:
            if embedder is None:
                return [0.0] * len(others)
            vectors = embedder.embed_passages([sentence, *others])
            cosines = (sum(a * b for a, b in zip(vectors[0], vector, strict=True)) for vector in vectors[1:])
            return [closeness(cosine, embedder) for cosine in cosines]
