"""Answers from tables: which table a question is about, the statement that follows from it, its rows, and where they stand."""

from __future__ import annotations

import contextlib
import dataclasses
import time
from collections.abc import Callable, Iterator, Sequence

from assistant.cancellation import CancelToken
from assistant.documents import query_words
from assistant.documents.base import ComputedAnswer, StatementTask
from assistant.documents.tables import library_table, question_words, table_wording
from assistant.documents.tables.follow_ups import may_follow, opened, refined
from assistant.documents.tables.joins import joined_statement, joins, may_answer
from assistant.documents.tables.links import ValueLink, column_links, name_links, slices, stems, value_links
from assistant.documents.tables.planner import Plan, fragment, plan
from assistant.documents.tables.query import Op, Query, statement
from assistant.documents.tables.question_reading import AskedTable
from assistant.documents.tables.row_places import RowPlaces
from assistant.documents.tables.sql_run import SqlRefused, TableReader, View
from assistant.documents.tables.sql_tasks import SqlTask
from assistant.documents.tables.table_catalog import LibraryTable, TableCatalog
from assistant.documents.tables.table_results import Candidate, chart_of, data_answer, views_of
from assistant.documents.tables.table_store import fold
from assistant.records import Citation
from assistant.storage.database import Storage

_LEAST_LINKS = 2
_MOST_JOINED = 6
MOST_TABLES = 60
"""Tables whose cells a question is compared with; those whose columns or names it holds come first."""


class TableAnswers:
    """A ``TableSource`` over the tables of one home. May be called from any thread."""

    def __init__(self, storage: Storage, catalog: TableCatalog) -> None:
        self._storage = storage
        self._catalog = catalog
        self._places = RowPlaces(storage)

    def answer(
        self, question: str, *, previous: Sequence[str] = (), collection: str = "", cancel: CancelToken
    ) -> ComputedAnswer | None:
        """The answer to a question that is understood by rule, to its last word; None for all others. A follow-up is read together
        with the ``previous`` questions, oldest first."""
        began = time.perf_counter()
        best = self._understood([*previous, question], collection)
        if best is None or best.plan.query is None:
            return None
        query = best.plan.query
        sql = _statement(query, best)
        with contextlib.suppress(SqlRefused), self._reader(best, collection) as reader:
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
                japanese=query_words.has_unspaced(question),
            )
            took_ms = (time.perf_counter() - began) * 1000
            return ComputedAnswer(
                text=text,
                data=data_answer(sql, result, [best], chart=chart_of(query, result, best.columns), took_ms=took_ms),
                citations=self._cited(reader, query, best, fitting),
            )
        return None

    def _cited(self, reader: TableReader, query: Query, best: Candidate, fitting: int) -> tuple[Citation, ...]:
        if best.table is None:
            return ()
        if best.join is None:
            return self._places.cite(best.table, self._row_numbers(reader, query, best, fitting))
        cited = (*self._places.cite(best.table, ()), *self._places.cite(best.join.one_table, ()))
        return tuple(dataclasses.replace(each, n=n) for n, each in enumerate(cited, start=1))

    def _understood(self, questions: Sequence[str], collection: str) -> Candidate | None:
        """The table that the last of some questions asks, with its query. One that does not stand by itself, or that opens like a
        follow-up, is read with those before it."""
        last, before = questions[-1], questions[:-1]
        bare, opens = opened(fold(last))
        follows = bool(before) and may_follow(bare)
        if not follows or (not opens and question_words.asks(bare)):
            alone = self._standing(last, collection)
            if not follows or (alone is not None and alone.plan.links):
                return alone
        base = self._understood(before, collection)
        followed = self._refined(base, bare) if base is not None else None
        return followed or self._standing(last, collection)

    def _standing(self, question: str, collection: str) -> Candidate | None:
        found = self.candidates(question, collection)
        best = max((each for each in found if each.plan.query is not None), key=_rank, default=None)
        if best is not None:
            return best if self._is_meant(best, found) else None
        return self._joined(question, found)

    def _joined(self, question: str, found: Sequence[Candidate]) -> Candidate | None:
        """Two tables as one, where only together they have all that a question names."""
        tables = sorted((each for each in found if each.table is not None and each.plan.links), key=_rank, reverse=True)
        asked = fold(question)
        if not question_words.asks(asked):
            return None
        best: Candidate | None = None
        for pair in joins(tables[:_MOST_JOINED]):
            understood = self._planned(question, asked, pair)
            query, join = understood.query, pair.join
            if query is None or join is None or not may_answer(query, join):
                continue
            counts_other = query.op is Op.COUNT and bool(name_links(asked, join.one_table.document.stem))
            if not counts_other and (best is None or understood.links > best.plan.links):
                best = dataclasses.replace(pair, plan=understood)
        return best

    def _planned(self, question: str, asked: str, pair: Candidate) -> Plan:
        written = question if len(question) == len(asked) else ""
        links = self._links(asked, written, pair, as_written=question_words.is_common)
        return plan(asked, _asked(pair, links))

    def _links(
        self, asked: str, written: str, candidate: Candidate, *, as_written: Callable[[str], bool]
    ) -> tuple[ValueLink, ...]:
        """The cells of a candidate's tables that a question names."""
        if candidate.table is None:
            return ()
        parts = [asked[start:end] for start, end in slices(asked)]
        hits = self._values(candidate.table, parts)
        join = candidate.join
        if join is not None:
            names = [column.name for column in join.one_columns]
            own = [column.name for column in join.one_table.table.columns]
            hits += [
                (len(join.many_columns) + names.index(own[column]), folded, cell, rows)
                for column, folded, cell, rows in self._values(join.one_table, parts)
                if own[column] in names
            ]
        return tuple(value_links(asked, written, hits, candidate.columns, as_written=as_written))

    def _refined(self, before: Candidate, bare: str) -> Candidate | None:
        """A candidate whose query is changed by what a follow-up names of the same table."""
        if before.table is None or before.plan.query is None:
            return None
        links = self._links(bare, "", before, as_written=lambda _: False)
        query = refined(before.plan.query, fragment(bare, _asked(before, links)))
        if query is None or (before.join is not None and not may_answer(query, before.join)):
            return None
        return dataclasses.replace(before, plan=dataclasses.replace(before.plan, query=query))

    def task(self, question: str, *, collection: str = "") -> StatementTask | None:
        """A statement for a model to write, where a question surely asks to compute something of a table that it names; None for
        all others."""
        found = [
            each for each in self.candidates(question, collection) if each.table is not None and _for_a_model(each.plan)
        ]
        best = max(found, key=lambda each: each.plan.links - len(each.plan.left.split()), default=None)
        if best is None:
            return None
        try:
            return SqlTask(question, best, self._places)
        except SqlRefused:
            return None

    def candidates(self, question: str, collection: str = "") -> list[Candidate]:
        """The tables that a question names something of, each with what was understood of the question."""
        asked = fold(question)
        written = question if len(question) == len(asked) else ""
        parts = [asked[start:end] for start, end in slices(asked)]
        tables = self._catalog.likely(stems(asked), 2 * MOST_TABLES, collection)
        tables.sort(key=lambda each: -_named(asked, each))
        found = [self._library(asked, collection)]
        views: set[str] = {library_table.NAME}
        for each in tables[:MOST_TABLES]:
            name = each.document.stem if each.in_document == 1 else f"{each.document.stem} {each.table.name}"
            view, again = name, 2
            while view.casefold() in views:
                view, again = f"{name} {again}", again + 1
            views.add(view.casefold())
            label = each.document.name if each.in_document == 1 else f"{each.document.name}, {each.table.name}"
            columns = each.table.columns
            links = value_links(asked, written, self._values(each, parts), columns, as_written=question_words.is_common)
            understood = plan(
                asked, AskedTable(columns=columns, names=(each.document.stem, each.table.name), values=tuple(links))
            )
            candidate = Candidate(
                table=each, view=view, label=label, columns=columns, row_count=each.table.row_count, plan=understood
            )
            if understood.links or len(tables) == 1:
                found.append(candidate)
        return found

    @contextlib.contextmanager
    def _reader(self, candidate: Candidate, collection: str) -> Iterator[TableReader]:
        if candidate.table is None:
            names = [column.name for column in library_table.COLUMNS]
            reader = TableReader((), {candidate.view: (names, library_table.library_rows(self._storage, collection))})
        else:
            reader = TableReader(views_of(candidate))
        try:
            yield reader
        finally:
            reader.close()

    def _values(self, table: LibraryTable, parts: Sequence[str]) -> list[tuple[int, str, str, int]]:
        with contextlib.suppress(SqlRefused):
            reader = TableReader((View(name="t", file=table.file, table=f"t{table.table.number}"),))
            try:
                hits = reader.values(0, parts)
            finally:
                reader.close()
            return [
                (column, folded, cell, rows)
                for number, column, folded, cell, rows in hits
                if number == table.table.number
            ]
        return []

    def _library(self, asked: str, collection: str) -> Candidate:
        rows = library_table.library_rows(self._storage, collection)
        columns = library_table.COLUMNS
        links = value_links(asked, "", library_table.library_values(rows), columns, as_written=lambda _: False)
        renamed = tuple(
            dataclasses.replace(each, name=library_table.JAPANESE.get(each.name, each.name))
            if query_words.has_unspaced(asked)
            else each
            for each in columns
        )
        understood = plan(asked, AskedTable(columns=renamed, names=library_table.NAMES, values=tuple(links)))
        if not any(name_links(asked, name) for name in library_table.NAMES) and not any(
            columns[link.column].name == "type" for link in links
        ):
            understood = dataclasses.replace(understood, query=None)
        label = "文書の一覧" if query_words.has_unspaced(asked) else "your documents"
        return Candidate(
            table=None, view=library_table.NAME, label=label, columns=columns, row_count=len(rows), plan=understood
        )

    def _is_meant(self, best: Candidate, found: Sequence[Candidate]) -> bool:
        """Whether the question is about this table at all: it names something of it, or there is no other table to mean."""
        if best.plan.links:
            query = best.plan.query
            looked_up = query is not None and query.op is Op.LIST and not query.best
            return not looked_up or best.plan.links > 1
        tables = [each for each in found if each.table is not None]
        return (
            best.table is not None
            and len(tables) == 1
            and best.plan.query is not None
            and best.plan.query.op is Op.COUNT
        )

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


def _asked(candidate: Candidate, values: tuple[ValueLink, ...]) -> AskedTable:
    """A candidate as a question sees it, by what people call its tables."""
    tables = [each for each in (candidate.table, candidate.join.one_table if candidate.join else None) if each]
    names = [(each.document.stem, each.table.name) for each in tables]
    return AskedTable(
        columns=candidate.columns,
        names=names[0] if names else (),
        values=values,
        also=names[1] if len(names) > 1 else (),
    )


def _named(asked: str, table: LibraryTable) -> int:
    names = sum(bool(name_links(asked, name)) for name in (table.document.stem, table.table.name))
    return 2 * names + len(column_links(asked, table.table.columns))


def _rank(candidate: Candidate) -> tuple[int, int]:
    return candidate.plan.links, int(candidate.table is not None)


def _for_a_model(understood: Plan) -> bool:
    """More of the question must be the table's than must be guessed."""
    return (
        understood.computes
        and understood.links >= _LEAST_LINKS
        and len(understood.left.split()) <= understood.links + 1
    )
