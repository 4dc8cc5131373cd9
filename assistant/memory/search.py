"""Finding what was said: by words, by pairs of characters and by meaning, joined into one ranking.

Scores of words and of meaning are each divided by their best and added with fixed weights (a convex combination, which Bruch, Gai
and Ingber, ACM TOIS 2023, found better than joining ranks). On the LoCoMo part, with the neighbours below, it brings 62 % of the
evidence among the first five against 50 % by ranks.

A question in a conversation holds the words one looks for, and the message after it the answer ("What did you do in Kyoto?" "We saw
the moss garden."). So the message after a question-like hit takes over most of that hit's score.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence

from assistant.documents.base import Embedder
from assistant.documents.finding import query_words
from assistant.documents.finding.embedding import SharedEmbedder, closeness
from assistant.ids import ConversationId
from assistant.memory.text_index import TextHits, TextIndex
from assistant.storage.database import Storage

CANDIDATES = 100
_WORDS_WEIGHT = 0.6
_FROM_QUESTION, _OWN = 0.8, 0.2


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class FoundText:
    """A message or a fact by its id. ``score`` is 0 to 1, ``closeness`` in meaning too, where that was measured."""

    id: int
    score: float
    closeness: float | None = None


def combine(words: Mapping[int, float], pairs: Mapping[int, float], meaning: Mapping[int, float]) -> dict[int, float]:
    """One score from 0 to 1 for each text, from BM25 scores and closeness in meaning. What one search did not find counts as 0."""
    text: dict[int, float] = {}
    for scores in (words, pairs):
        best = max(scores.values(), default=0.0)
        for number, score in scores.items():
            text[number] = max(text.get(number, 0.0), score / best if best > 0 else 0.0)
    best = max(meaning.values(), default=0.0)
    weight = _WORDS_WEIGHT if best > 0 else 1.0
    return {
        number: weight * text.get(number, 0.0)
        + (1 - weight) * (max(meaning.get(number, 0.0), 0.0) / best if best > 0 else 0.0)
        for number in (*text, *(number for number in meaning if number not in text))
    }


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class _Embedded:
    """A question, its unit vector, and the embedder it is from."""

    query: str
    vector: Sequence[float]
    embedder: Embedder


class MemorySearch:
    """Searches messages and facts. May be called from any thread. A question is embedded once, whatever is searched for it."""

    def __init__(self, storage: Storage, messages: TextIndex, facts: TextIndex, embedder: SharedEmbedder) -> None:
        self._storage = storage
        self._messages = messages
        self._facts = facts
        self._embedder = embedder
        self._last: _Embedded | None = None

    def find_facts(self, query: str, count: int, *, hits: TextHits | None = None) -> list[FoundText]:
        """Facts for a query, best first; those no longer true too. ``hits`` is what the words find, ``CANDIDATES`` of it, where
        that is known already."""
        return self._find(self._facts, query, count, hits)

    def find_messages(
        self, query: str, count: int, *, outside: ConversationId | None = None, hits: TextHits | None = None
    ) -> list[FoundText]:
        """Messages for a query, best first, with those after question-like ones, and without those of one conversation; ``hits`` as
        of ``find_facts``."""
        found = self._find(self._messages, query, count + CANDIDATES, hits)
        places = self._places([one.id for one in found])
        scores = {one.id: one for one in found if one.id in places and places[one.id][1] != outside}
        own = dict(scores)
        for number, after in self._following([number for number in own if query_words.is_question(places[number][0])]):
            before = own.get(after)
            score = _FROM_QUESTION * own[number].score + _OWN * (before.score if before else 0.0)
            if before is None or score > before.score:
                scores[after] = FoundText(id=after, score=score, closeness=before.closeness if before else None)
        return sorted(scores.values(), key=lambda one: -one.score)[:count]

    def _find(self, index: TextIndex, query: str, count: int, hits: TextHits | None) -> list[FoundText]:
        meaning: dict[int, float] = {}
        embedded = self._embedded(query)
        if embedded is not None:
            near = index.search_vectors(embedded.embedder.model_id, embedded.vector, CANDIDATES)
            meaning = {number: closeness(cosine, embedded.embedder) for number, cosine in near}
        hits = hits or index.search_text(query, CANDIDATES)
        scores = combine(dict(hits.words), dict(hits.pairs), meaning)
        best = sorted(scores, key=lambda number: -scores[number])[:count]
        return [FoundText(id=number, score=scores[number], closeness=meaning.get(number)) for number in best]

    def _embedded(self, query: str) -> _Embedded | None:
        if not query.strip():
            return None
        with self._embedder.use() as embedder:
            if embedder is None or not query_words.reads(embedder.languages, query):
                return None
            last = self._last
            if last is None or last.query != query or last.embedder is not embedder:
                last = self._last = _Embedded(query=query, vector=embedder.embed_query(query), embedder=embedder)
            return last

    def _places(self, numbers: Sequence[int]) -> dict[int, tuple[str, ConversationId]]:
        """Text and conversation of each message."""
        marks = ", ".join("?" * len(numbers))
        sql = f"SELECT id, text, conversation_id FROM messages WHERE id IN ({marks})"  # noqa: S608 - question marks alone
        with self._storage.read() as database:
            return {number: (text, ConversationId(where)) for number, text, where in database.execute(sql, numbers)}

    def _following(self, numbers: Sequence[int]) -> list[tuple[int, int]]:
        """Each message with the next one of its conversation, where there is one, in the order given."""
        marks = ", ".join("?" * len(numbers))
        sql = (
            "SELECT id, (SELECT min(id) FROM messages a WHERE a.conversation_id = m.conversation_id AND a.id > m.id)"  # noqa: S608
            f" FROM messages m WHERE id IN ({marks})"
        )
        with self._storage.read() as database:
            after = dict(database.execute(sql, numbers).fetchall())
        return [(number, after[number]) for number in numbers if after.get(number) is not None]
