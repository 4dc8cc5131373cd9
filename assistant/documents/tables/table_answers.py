"""Answers from tables: which table a question is about, the statement that follows from it, its rows, and where they stand."""

from __future__ import annotations

import contextlib
import dataclasses
import time
from collections.abc import Iterator, Sequence

from assistant.cancellation import CancelToken
from assistant.documents.base import ComputedAnswer, StatementTask
from assistant.documents.finding import query_words
from assistant.documents.tables import library_table, question_words, table_wording
from assistant.documents.tables.follow_ups import may_follow, opened
from assistant.documents.tables.joins import joined_statement
from assistant.documents.tables.planner import Plan
from assistant.documents.tables.query import Op, Query, statement
from assistant.documents.tables.row_places import RowPlaces
from assistant.documents.tables.sql_run import SqlRefused, TableReader
from assistant.documents.tables.sql_tasks import SqlTask
from assistant.documents.tables.table_candidates import TableCandidates, rank
from assistant.documents.tables.table_catalog import TableCatalog
from assistant.documents.tables.table_results import Candidate, chart_of, data_answer, views_of
from assistant.documents.tables.table_store import fold
from assistant.records import Citation
from assistant.storage.database import Storage

_LEAST_LINKS = 2


class TableAnswers:
    """A ``TableSource`` over the tables of one home. May be called from any thread."""

    def __init__(self, storage: Storage, catalog: TableCatalog) -> None:
        self._storage = storage
        self._candidates = TableCandidates(storage, catalog)

    def asked(self, question: str, *, previous: Sequence[str] = (), collection: str = "") -> QuestionOfTables:
        """A question, read together with the ``previous`` ones, oldest first, where it follows them."""
        return QuestionOfTables(question, previous, collection, self._candidates, self._storage)


class QuestionOfTables:
    """A ``TableQuestion``: what the tables have for one question is looked for once."""

    def __init__(
        self, question: str, previous: Sequence[str], collection: str, candidates: TableCandidates, storage: Storage
    ) -> None:
        self._question = question
        self._previous = tuple(previous)
        self._collection = collection
        self._candidates = candidates
        self._storage = storage
        self._places = RowPlaces(storage)
        self._found: dict[str, list[Candidate]] = {}

    def answer(self, cancel: CancelToken) -> ComputedAnswer | None:
        """The answer to a question that is understood by rule, to its last word; None for all others."""
        began = time.perf_counter()
        best = self._understood([*self._previous, self._question])
        if best is None or best.plan.query is None:
            return None
        query = best.plan.query
        sql = _statement(query, best)
        with contextlib.suppress(SqlRefused), self._reader(best) as reader:
            result = reader.run(sql, cancel=cancel)
            fitting = self._fitting(reader, query, best, cancel)
            text = table_wording.sentence(
                query,
                result,
                best.columns,
                source=best.label,
                rows=best.row_count,
                fitting=fitting,
                library=best.table is None,
                japanese=query_words.has_unspaced(self._question),
            )
            took_ms = (time.perf_counter() - began) * 1000
            return ComputedAnswer(
                text=text,
                data=data_answer(sql, result, [best], chart=chart_of(query, result, best.columns), took_ms=took_ms),
                citations=self._cited(reader, query, best, fitting),
            )
        return None

    def task(self) -> StatementTask | None:
        """A statement for a model to write, where the question surely asks to compute something of a table that it names; None for
        all others."""
        found = [each for each in self._named_in(self._question) if each.table is not None and _for_a_model(each.plan)]
        best = max(found, key=lambda each: each.plan.links - len(each.plan.left.split()), default=None)
        if best is None:
            return None
        try:
            return SqlTask(self._question, best, self._places)
        except SqlRefused:
            return None

    def _cited(self, reader: TableReader, query: Query, best: Candidate, fitting: int) -> tuple[Citation, ...]:
        if best.table is None:
            return ()
        if best.join is None:
            return self._places.cite(best.table, self._row_numbers(reader, query, best, fitting))
        cited = (*self._places.cite(best.table, ()), *self._places.cite(best.join.one_table, ()))
        return tuple(dataclasses.replace(each, n=n) for n, each in enumerate(cited, start=1))

    def _understood(self, questions: Sequence[str]) -> Candidate | None:
        """The table that the last of some questions asks, with its query. One that does not stand by itself, or that opens like a
        follow-up, is read with those before it."""
        last, before = questions[-1], questions[:-1]
        bare, opens = opened(fold(last))
        follows = bool(before) and may_follow(bare)
        if not follows or (not opens and question_words.asks(bare)):
            alone = self._standing(last)
            if not follows or (alone is not None and alone.plan.links):
                return alone
        base = self._understood(before)
        followed = self._candidates.refined(base, bare) if base is not None else None
        return followed or self._standing(last)

    def _standing(self, question: str) -> Candidate | None:
        found = self._named_in(question)
        best = max((each for each in found if each.plan.query is not None), key=rank, default=None)
        if best is not None:
            return best if _is_meant(best, found) else None
        return self._candidates.joined(question, found)

    def _named_in(self, question: str) -> list[Candidate]:
        if question not in self._found:
            self._found[question] = self._candidates.find(question, self._collection)
        return self._found[question]

    @contextlib.contextmanager
    def _reader(self, candidate: Candidate) -> Iterator[TableReader]:
        if candidate.table is None:
            names = [column.name for column in library_table.COLUMNS]
            reader = TableReader(
                (), {candidate.view: (names, library_table.library_rows(self._storage, self._collection))}
            )
        else:
            reader = TableReader(views_of(candidate))
        try:
            yield reader
        finally:
            reader.close()

    def _fitting(self, reader: TableReader, query: Query, best: Candidate, cancel: CancelToken) -> int:
        if not query.conditions:
            return best.row_count
        counted = reader.run(_statement(Query(op=Op.COUNT, conditions=query.conditions), best), cancel=cancel)
        return int(counted.rows[0][0] or 0)

    def _row_numbers(self, reader: TableReader, query: Query, best: Candidate, fitting: int) -> list[int]:
        """The rows that an answer stands on, where they are few enough to be looked at."""
        if best.table is None or query.group is not None:
            return []
        conditions = query.conditions
        if query.op in (Op.MIN, Op.MAX):
            query = dataclasses.replace(query, op=Op.LIST, best=1 if query.op is Op.MAX else -1)
        if query.best and query.column is not None and query.limit <= 1:
            return self._best_rows(reader, query, best)
        if not conditions or fitting > self._places.most:
            return []
        return reader.row_numbers(
            f"t{best.table.table.number}",
            statement(Query(op=Op.LIST, conditions=conditions), "x", best.columns).partition(" WHERE ")[2],
            self._places.most,
        )

    def _best_rows(self, reader: TableReader, query: Query, best: Candidate) -> list[int]:
        assert best.table is not None  # noqa: S101 - the caller looked
        inner = f"t{best.table.table.number}"
        sql = statement(query, inner, best.columns).replace(f'FROM "{inner}"', f"FROM f0.{inner}")
        return reader.row_numbers(inner, sql.partition(" WHERE ")[2], self._places.most)


def _statement(query: Query, candidate: Candidate) -> str:
    sql = statement(query, candidate.view, candidate.columns)
    return sql if candidate.join is None else joined_statement(sql, query, candidate)


def _is_meant(best: Candidate, found: Sequence[Candidate]) -> bool:
    """Whether the question is about this table at all: it names something of it, or there is no other table to mean."""
    if best.plan.links:
        query = best.plan.query
        looked_up = query is not None and query.op is Op.LIST and not query.best
        return not looked_up or best.plan.links > 1
    tables = [each for each in found if each.table is not None]
    return (
        best.table is not None and len(tables) == 1 and best.plan.query is not None and best.plan.query.op is Op.COUNT
    )


def _for_a_model(understood: Plan) -> bool:
    """More of the question must be the table's than must be guessed."""
    return (
        understood.computes
        and understood.links >= _LEAST_LINKS
        and len(understood.left.split()) <= understood.links + 1
    )
