"""The index of messages, and the one of facts: full text by words and by pairs of characters, and vectors.

Rows are removed by the database's own triggers when a message or a fact goes or changes; this class adds and searches. Vectors
are searched in two steps: codes (``sign_codes``) choose candidates, whose vectors are then compared.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from assistant.documents.finding import query_words
from assistant.memory.sign_codes import Kind, SignCodes, from_int8, to_int8
from assistant.storage.database import Storage

_RESCORED = 4
_FEWEST_RESCORED = 200
_COMMON_SHARE = 0.05
_FEW_ROWS = 2000
_NONE_COUNTED: Mapping[str, int] = {}


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class TextHits:
    """What a query finds by its words and by its pairs of characters, each with its BM25 score, best first."""

    words: Sequence[tuple[int, float]]
    pairs: Sequence[tuple[int, float]]

    def best(self, count: int) -> list[int]:
        """The ids of the best ``count`` of either."""
        return [number for number, _ in (*self.words[:count], *self.pairs[:count])]


class TextIndex:
    """Finds messages or facts by their ids. May be used from any thread; any text is a valid query."""

    def __init__(self, storage: Storage, kind: Kind) -> None:
        self._storage = storage
        self._kind = kind
        self._codes = SignCodes(storage, kind)

    # -- filling -------------------------------------------------------------------------------------------------------

    def index_words(self, count: int = 256) -> bool:
        """Makes up to ``count`` new texts searchable by words; whether there may be more."""
        kind = self._kind
        waiting = " AND state <> 'streaming'" if kind == "message" else ""
        sql = f"SELECT id, text FROM {kind}s WHERE indexed = 0{waiting} ORDER BY id LIMIT ?"  # noqa: S608 - our names
        if not self._storage.rows(sql, (1,)):
            return False
        # An index can be made again, so no commit of it waits for the disk.
        with self._storage.write_streaming() as database:
            rows = database.execute(sql, (count,)).fetchall()
            for number, text in rows:
                database.execute(f"INSERT INTO {kind}_words(rowid, text) VALUES (?, ?)", (number, text))  # noqa: S608 - as above
                if query_words.has_unspaced(text):
                    database.execute(
                        f"INSERT INTO {kind}_pairs(rowid, text) VALUES (?, ?)",  # noqa: S608 - as above
                        (number, query_words.pairs_text(text)),
                    )
                database.execute(f"UPDATE {kind}s SET indexed = 1 WHERE id = ?", (number,))  # noqa: S608 - as above
        return len(rows) == count

    def pending(self, model_id: str, count: int) -> list[tuple[int, str]]:
        """Up to ``count`` texts without a vector of the model, newest first: what was just said is asked for first."""
        kind = self._kind
        rows = self._storage.rows(
            f"SELECT t.id, t.text FROM {kind}s t LEFT JOIN {kind}_vectors v ON v.{kind}_id = t.id"  # noqa: S608 - our names
            " WHERE t.indexed = 1 AND (v.id IS NULL OR v.embedded_by <> ?) ORDER BY t.id DESC LIMIT ?",
            (model_id, count),
        )
        return [(row["id"], row["text"]) for row in rows]

    def add_vectors(self, model_id: str, vectors: Sequence[tuple[int, Sequence[float]]]) -> None:
        """Stores unit vectors in place of older ones. Texts that were removed or changed meanwhile are left out."""
        kind = self._kind
        with self._storage.write() as database:
            for number, vector in vectors:
                database.execute(f"DELETE FROM {kind}_vectors WHERE {kind}_id = ?", (number,))  # noqa: S608 - our names
                database.execute(
                    f"INSERT INTO {kind}_vectors({kind}_id, embedded_by, embedding)"  # noqa: S608 - as above
                    f" SELECT id, ?, ? FROM {kind}s WHERE id = ? AND indexed = 1",
                    (model_id, to_int8(np.asarray(vector, dtype=np.float32)), number),
                )

    # -- searching -----------------------------------------------------------------------------------------------------

    def search_text(self, query: str, count: int, counts: Mapping[str, int] = _NONE_COUNTED) -> TextHits:
        """By words and by pairs, up to ``count`` of either. ``counts`` is what is known of ``counts`` already."""
        return TextHits(words=self.search_words(query, count, counts), pairs=self.search_pairs(query, count))

    def search_words(
        self, query: str, count: int, counts: Mapping[str, int] = _NONE_COUNTED
    ) -> list[tuple[int, float]]:
        """Texts with the query's words and their BM25 scores, best first; higher is better.

        Words that stand nearly everywhere decide nothing and cost, in a long history, most of the time; they are left out as
        long as rarer ones are there.
        """
        words = query_words.content_words(query)[: query_words.MAXIMUM_TERMS]
        if not words:
            return []
        known = {f'"{word}"': counts[word] for word in words if word in counts}
        return self._ranked("words", self._telling("words", [f'"{word}"' for word in words], known), count)

    def search_pairs(self, query: str, count: int) -> list[tuple[int, float]]:
        """Texts with the query's character pairs and their BM25 scores, best first; none for a query in a spaced script."""
        expression = query_words.pairs_query(query)
        return self._ranked("pairs", self._telling("pairs", expression.split(" OR "), {}), count) if expression else []

    def search_vectors(self, model_id: str, vector: Sequence[float], count: int) -> list[tuple[int, float]]:
        """The nearest texts with their cosine similarity, best first. Empty when the model has embedded nothing."""
        query = np.asarray(vector, dtype=np.float32)
        chosen = self._codes.nearest(model_id, query, max(count * _RESCORED, _FEWEST_RESCORED))
        kind = self._kind
        with self._storage.read() as database:
            rows = database.execute(
                # CROSS JOIN: each row of the list is looked up by its number, in order.
                f"SELECT v.{kind}_id, v.embedding FROM json_each(?) CROSS JOIN {kind}_vectors v ON v.id = value"  # noqa: S608
                " WHERE v.embedded_by = ?",
                (json.dumps(chosen.tolist()), model_id),
            ).fetchall()
        if not rows:
            return []
        cosines = from_int8([row[1] for row in rows]) @ query
        order = np.argsort(-cosines, kind="stable")[:count]
        return [(int(rows[at][0]), float(cosines[at])) for at in order]

    def holding_all(self, query: str) -> list[int]:
        """Texts that hold all of a query's telling words (by their stems) and pairs of characters."""
        found: list[set[int]] = []
        words = query_words.content_words(query)
        if words:
            found.append(self._rowids("words", " AND ".join(f'"{word}"' for word in words)))
        if query_words.has_unspaced(query):
            found.append(self._rowids("pairs", " AND ".join(f'"{pair}"' for pair in query_words.content_pairs(query))))
        return sorted(set.intersection(*found)) if found else []

    def beginning(self, words: Sequence[str]) -> list[int]:
        """Texts with, for each of ``words``, a word that begins so (by stems) or its characters in a row, and those that are not
        indexed yet. A few too many: who wants the very letters looks again."""
        kind = self._kind
        found: list[set[int]] = []
        for word in words:
            spaced = query_words.words(word)
            if spaced:
                begun = " AND ".join(f'"{part}"*' for part in spaced)
                # Texts with pairs are kept there with full-width letters made plain.
                found.append(self._rowids("words", begun) | self._rowids("pairs", begun))
            if query_words.has_unspaced(word):
                pairs = (f'"{pair}"*' if len(pair) == 1 else f'"{pair}"' for pair in query_words.pairs(word))
                found.append(self._rowids("pairs", " AND ".join(pairs)))
        waiting = {row["id"] for row in self._storage.rows(f"SELECT id FROM {kind}s WHERE indexed = 0")}  # noqa: S608 - our name
        return sorted((set.intersection(*found) if found else set()) | waiting)

    def counts(self, terms: Sequence[str]) -> dict[str, int]:
        """How many texts hold each term (a word, a number or a pair of characters)."""
        found = {}
        for term in terms:
            unspaced = query_words.has_unspaced(term)
            expression = query_words.pairs_query(term) if unspaced else f'"{term}"'
            found[term] = self._holding("pairs" if unspaced else "words", expression)
        return found

    def texts(self, numbers: Iterable[int]) -> list[str]:
        """The texts of some ids, in no order."""
        wanted = tuple(numbers)
        marks = ", ".join("?" * len(wanted))
        sql = f"SELECT text FROM {self._kind}s WHERE id IN ({marks})"  # noqa: S608 - our name and question marks
        return [row["text"] for row in self._storage.rows(sql, wanted)]

    def size(self) -> int:
        """How many texts are indexed by words."""
        # All but the few that wait: both are counted from an index, where the others would be read row by row.
        sql = (
            f"SELECT (SELECT count(*) FROM {self._kind}s)"  # noqa: S608 - our name
            f" - (SELECT count(*) FROM {self._kind}s WHERE indexed = 0) AS n"
        )
        return int(self._storage.rows(sql)[0]["n"])

    def prepare(self, model_id: str) -> bool:
        """Does some of what the next search by meaning would have to wait for; whether there may be more."""
        return self._codes.prepare(model_id)

    def forget_codes(self) -> None:
        """Drops what is held in memory of the vectors; it is read again when it is next needed."""
        self._codes.forget()

    def _telling(self, table: str, terms: Sequence[str], counted: Mapping[str, int]) -> str:
        size = self._newest()
        if size <= _FEW_ROWS or len(terms) < 2:
            return " OR ".join(terms)
        most = int(size * _COMMON_SHARE)
        held = {
            term: counted[term] if term in counted else self._holding(table, term, at_most=most + 1) for term in terms
        }
        rare = [term for term in terms if 0 < held[term] <= most]
        if rare:
            return " OR ".join(rare)
        common = {term: counted.get(term) or self._holding(table, term) for term in terms if held[term]}
        return " OR ".join(sorted(common, key=common.__getitem__)[:1])

    def _newest(self) -> int:
        return int(self._storage.rows(f"SELECT coalesce(max(id), 0) AS n FROM {self._kind}s")[0]["n"])  # noqa: S608 - our name

    def _holding(self, table: str, expression: str, at_most: int = -1) -> int:
        """How many texts hold it, counted up to ``at_most`` where that is not negative."""
        if not expression:
            return 0
        name = f"{self._kind}_{table}"
        if at_most < 0:
            sql = f"SELECT count(*) AS n FROM {name} WHERE {name} MATCH ?"  # noqa: S608 - our name
            return int(self._storage.rows(sql, (expression,))[0]["n"])
        sql = f"SELECT count(*) AS n FROM (SELECT 1 FROM {name} WHERE {name} MATCH ? LIMIT ?)"  # noqa: S608 - our name
        return int(self._storage.rows(sql, (expression, at_most))[0]["n"])

    def _rowids(self, table: str, expression: str) -> set[int]:
        if not expression:
            return set()
        name = f"{self._kind}_{table}"
        sql = f"SELECT rowid AS id FROM {name} WHERE {name} MATCH ?"  # noqa: S608 - our name
        return {int(row["id"]) for row in self._storage.rows(sql, (expression,))}

    def _ranked(self, table: str, expression: str, count: int) -> list[tuple[int, float]]:
        if not expression or count <= 0:
            return []
        name = f"{self._kind}_{table}"
        sql = f"SELECT rowid AS id, rank FROM {name} WHERE {name} MATCH ? ORDER BY rank LIMIT ?"  # noqa: S608 - our name
        # FTS5 gives the better match the lower number.
        return [(int(row["id"]), -float(row["rank"])) for row in self._storage.rows(sql, (expression, count))]
