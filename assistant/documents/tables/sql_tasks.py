"""Questions about tables that no rule understands whole: a model writes the statement, which is run under the same limits."""

from __future__ import annotations

import time
from collections.abc import Callable

from assistant.cancellation import CancelToken
from assistant.documents.base import ComputedAnswer, StatementFailed
from assistant.documents.finding import query_words
from assistant.documents.tables import schema_prompt, table_wording
from assistant.documents.tables.cells import ColumnType
from assistant.documents.tables.row_places import RowPlaces
from assistant.documents.tables.schema_prompt import ColumnSample
from assistant.documents.tables.sql_grammar import select_grammar
from assistant.documents.tables.sql_run import SqlRefused, SqlResult, TableReader
from assistant.documents.tables.table_results import Candidate, data_answer, guessed_chart, view_of
from assistant.documents.tables.table_store import quoted
from assistant.llm.base import ChatMessage
from assistant.records import DataAnswer

_SAMPLES = 6
_FEW = 12
_SAMPLE_TIME_S = 2.0


class SqlTask:
    """A ``StatementTask``: one question, one table."""

    def __init__(self, question: str, candidate: Candidate, places: RowPlaces) -> None:
        self._question = question
        self._candidate = candidate
        self._places = places
        self._samples = _samples(candidate)
        self._failed: tuple[str, str] | None = None
        self.grammar = select_grammar(candidate.view, candidate.columns)

    def messages(self, fits: Callable[[list[ChatMessage]], bool]) -> list[ChatMessage]:
        """What the model is to read; after a statement that failed, that one and its error too."""

        def made(text: str) -> list[ChatMessage]:
            return [
                ChatMessage(role="system", content=schema_prompt.instructions()),
                ChatMessage(role="user", content=text),
            ]

        return made(
            schema_prompt.request(
                self._question,
                self._candidate.view,
                self._samples,
                fits=lambda text: fits(made(text)),
                failed=self._failed,
            )
        )

    def run(self, statement: str, cancel: CancelToken) -> ComputedAnswer:
        """The answer of a statement. Raises ``StatementFailed``, after which the task can be asked again."""
        began = time.perf_counter()
        sql = statement.strip().rstrip(";")
        try:
            reader = TableReader((view_of(self._candidate),))
            try:
                result = reader.run(sql, cancel=cancel)
            finally:
                reader.close()
        except SqlRefused as error:
            self._failed = (sql, str(error))
            raise StatementFailed(str(error)) from error
        if not result.rows or all(value is None for row in result.rows for value in row):
            self._failed = (sql, "no row fits; check how the cells are spelled")
            raise StatementFailed("no row fits")
        candidate = self._candidate
        japanese = query_words.has_unspaced(self._question)
        return ComputedAnswer(
            text=table_wording.by_statement(result, source=candidate.label, japanese=japanese),
            data=data_answer(
                sql,
                result,
                [candidate],
                chart=guessed_chart(result),
                took_ms=(time.perf_counter() - began) * 1000,
                by_model=True,
            ),
            citations=self._places.cite(candidate.table, ()) if candidate.table is not None else (),
        )

    def failure(self) -> DataAnswer | None:
        """What was tried, after it failed."""
        if self._failed is None:
            return None
        nothing = SqlResult(columns=(), rows=(), row_count=0, took_ms=0.0)
        return data_answer(
            self._failed[0], nothing, [self._candidate], chart=None, took_ms=0.0, by_model=True, failed=True
        )


def _samples(candidate: Candidate) -> list[ColumnSample]:
    """Some cells of each column: all of them where they are few, the ends of numbers and days."""
    samples = []
    reader = TableReader((view_of(candidate),))
    try:
        for column in candidate.columns:
            key = quoted(column.name)
            view = quoted(candidate.view)
            commonest = f"WHERE {key} IS NOT NULL GROUP BY 1 ORDER BY count(*) DESC LIMIT {_FEW + 1}"
            wanted = (
                f"SELECT {key} FROM {view} {commonest}"  # noqa: S608 - our names
                if column.type is ColumnType.TEXT
                else f"SELECT min({key}), max({key}) FROM {view}"  # noqa: S608 - our names
            )
            try:
                rows = reader.run(wanted, time_limit_s=_SAMPLE_TIME_S).rows
            except SqlRefused:
                rows = ()
            cells = tuple(cell for row in rows for cell in row)
            complete = column.type is ColumnType.TEXT and len(cells) <= _FEW
            samples.append(
                ColumnSample(column=column, cells=cells if complete else cells[:_SAMPLES], complete=complete)
            )
    finally:
        reader.close()
    return samples
