"""Which tables a question may be about, and what of it each of them understands."""

from __future__ import annotations

import contextlib
import dataclasses
from collections.abc import Callable, Sequence

from assistant.documents.finding import query_words
from assistant.documents.tables import library_table, question_words
from assistant.documents.tables.follow_ups import refined
from assistant.documents.tables.joins import joins, may_answer
from assistant.documents.tables.links import ValueLink, column_links, name_links, possible_cells, stems, value_links
from assistant.documents.tables.planner import Plan, fragment, plan
from assistant.documents.tables.query import Op, Query
from assistant.documents.tables.question_marks import AskedTable
from assistant.documents.tables.signed_amounts import by_sign
from assistant.documents.tables.sql_run import SqlRefused, TableReader, View
from assistant.documents.tables.table_catalog import LibraryTable, TableCatalog
from assistant.documents.tables.table_results import Candidate
from assistant.documents.tables.table_store import fold, quoted
from assistant.storage.database import Storage

_MOST_JOINED = 6
MOST_TABLES = 60
"""Tables whose cells a question is compared with; those whose columns or names it holds come first."""


class TableCandidates:
    """Looks through the tables of one home. May be called from any thread."""

    def __init__(self, storage: Storage, catalog: TableCatalog) -> None:
        self._storage = storage
        self._catalog = catalog

    def find(self, question: str, collection: str = "") -> list[Candidate]:
        """The tables that a question names something of, each with what was understood of the question."""
        asked = fold(question)
        written = question if len(question) == len(asked) else ""
        parts = possible_cells(asked)
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
            understood = plan(asked, AskedTable(columns=columns, names=_names(each), values=tuple(links)))
            understood = self._by_sign(understood, each)
            candidate = Candidate(
                table=each, view=view, label=label, columns=columns, row_count=each.table.row_count, plan=understood
            )
            if understood.links or len(tables) == 1:
                found.append(candidate)
        return found

    def joined(self, question: str, found: Sequence[Candidate]) -> Candidate | None:
        """Two tables as one, where only together they have all that a question names."""
        tables = sorted((each for each in found if each.table is not None and each.plan.links), key=rank, reverse=True)
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

    def refined(self, before: Candidate, bare: str) -> Candidate | None:
        """A candidate whose query is changed by what a follow-up names of the same table."""
        if before.table is None or before.plan.query is None:
            return None
        links = self._links(bare, "", before, as_written=lambda _: False)
        query = refined(before.plan.query, fragment(bare, _asked(before, links)))
        if query is None or (before.join is not None and not may_answer(query, before.join)):
            return None
        return dataclasses.replace(before, plan=dataclasses.replace(before.plan, query=query))

    def _planned(self, question: str, asked: str, pair: Candidate) -> Plan:
        written = question if len(question) == len(asked) else ""
        links = self._links(asked, written, pair, as_written=question_words.is_common)
        understood = plan(asked, _asked(pair, links))
        earned = understood.query is not None and understood.query.side > 0
        return dataclasses.replace(understood, query=None) if earned else understood

    def _by_sign(self, understood: Plan, table: LibraryTable) -> Plan:
        """What was understood of what was spent or earned, where the table's amounts have a sign."""
        query = understood.query
        if query is None or query.money is None:
            return understood
        name = quoted(table.table.columns[query.money].name)
        signed: Query | None = None
        with contextlib.suppress(SqlRefused):
            reader = TableReader((View(name="t", file=table.file, key=table.key, table=f"t{table.table.number}"),))
            try:
                counted = reader.run(f"SELECT total({name} < 0), total({name} > 0) FROM t")  # noqa: S608 - our own name
            finally:
                reader.close()
            below, above = (int(count or 0) for count in counted.rows[0])
            signed = by_sign(query, below=below, above=above)
        return dataclasses.replace(understood, query=signed)

    def _links(
        self, asked: str, written: str, candidate: Candidate, *, as_written: Callable[[str], bool]
    ) -> tuple[ValueLink, ...]:
        """The cells of a candidate's tables that a question names."""
        if candidate.table is None:
            return ()
        parts = possible_cells(asked)
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

    def _values(self, table: LibraryTable, parts: Sequence[str]) -> list[tuple[int, str, str, int]]:
        with contextlib.suppress(SqlRefused):
            reader = TableReader((View(name="t", file=table.file, key=table.key, table=f"t{table.table.number}"),))
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


def _asked(candidate: Candidate, values: tuple[ValueLink, ...]) -> AskedTable:
    """A candidate as a question sees it, by what people call its tables."""
    tables = [each for each in (candidate.table, candidate.join.one_table if candidate.join else None) if each]
    names = [_names(each) for each in tables]
    return AskedTable(
        columns=candidate.columns,
        names=names[0] if names else (),
        values=values,
        also=names[1] if len(names) > 1 else (),
    )


def _names(table: LibraryTable) -> tuple[str, ...]:
    """What people call it: “sales.csv”, “sales”, “Sheet 1”."""
    return table.document.name, table.document.stem, table.table.name


def _named(asked: str, table: LibraryTable) -> int:
    names = sum(bool(name_links(asked, name)) for name in (table.document.stem, table.table.name))
    return 2 * names + len(column_links(asked, table.table.columns))


def rank(candidate: Candidate) -> tuple[int, int]:
    """How much of a question is a candidate's; the library itself comes last."""
    return candidate.plan.links, int(candidate.table is not None)
