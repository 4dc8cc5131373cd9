"""From a question to a query over one table, by rule (pure).

A question is answered by rule only when every word of it is understood: as a column, a cell, a day, a number, a word that asks for
something, the table's name, or one that says nothing. Otherwise there is no query, and a model may try.
"""

from __future__ import annotations

import dataclasses
import re

from assistant.documents.tables import question_words as words
from assistant.documents.tables.cells import ColumnType
from assistant.documents.tables.follow_ups import Fragment
from assistant.documents.tables.links import (
    is_code,
    is_date_like,
    is_year,
)
from assistant.documents.tables.query import Op, Part, Query
from assistant.documents.tables.question_conditions import CODES
from assistant.documents.tables.question_marks import AskedTable
from assistant.documents.tables.question_reading import QuestionReading


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What was understood. ``query`` is None where something was left over, which ``left`` holds.

    ``links`` counts the columns, cells and names of the table that the question names; ``asks`` says whether it asks for something
    to be computed or listed, ``computes`` whether it is more than listed, of columns that there are.
    """

    query: Query | None
    links: int
    asks: bool
    computes: bool = False
    left: str = ""


def plan(question: str, table: AskedTable) -> Plan:
    """Reads a folded question about a table."""
    return _Planning(question, table).plan()


def fragment(question: str, table: AskedTable) -> Fragment:
    """Reads a folded follow-up, without its opening words, about the table of the question before."""
    return _Planning(question, table).fragment()


class _Planning(QuestionReading):
    """Decides what is computed of what was understood."""

    def _read_rows(self) -> None:
        """Which rows are meant, from the surest words to the weakest."""
        self.read_values()
        self.read_dates_and_columns()
        self.read_happenings()
        self.read_spending()
        self.read_ranges()
        self.read_comparisons()
        self.read_amounts()

    def fragment(self) -> Fragment:
        chart = self.find(words.CHART) is not None
        limit = self.limit()
        self.read_whole_names()
        self._read_rows()
        part, group = self.read_period()
        group = self.read_group(ranked=limit > 0) if group is None else group
        self.drop_named_twice()
        best, by = self.read_best()
        self.read_names()
        counted = self.find(words.COUNT) is not None
        op = next((each for each, pattern in words.AGGREGATES if self.find(pattern)), None)
        self.read_nulls()
        while self.find(words.ROWS) or self.find(words.LIST):
            pass
        named = [link.column for link in self.links]
        numbers = list(dict.fromkeys(column for column in named if self._is_measure(column)))
        clear = len(numbers) < 2 and len(numbers) == len(set(named)) and by in {None, *numbers} and self.side <= 0
        return Fragment(
            conditions=tuple(self.conditions),
            op=op,
            counted=counted,
            column=by if by is not None else next(iter(numbers), None),
            group=group,
            part=part,
            best=best,
            limit=limit,
            chart=chart,
            left=self.left() if clear else self.left() or "?",
        )

    def plan(self) -> Plan:
        chart = self.find(words.CHART) is not None
        limit = self.limit()
        whole_name = self.read_whole_names()
        self._read_rows()
        part, group = self.read_period()
        group = self.read_group(ranked=limit > 0) if group is None else group
        self.drop_named_twice()
        asked_period = next((each for each, pattern in words.WHICH_PERIOD if self.find(pattern)), None)
        over_time = self.find(words.OVER_TIME) is not None
        best, by = self.read_best()
        named = self.read_names() or whole_name
        kinds = self.find(words.DISTINCT)
        distinct = kinds is not None
        counted = self.find(words.COUNT) is not None or (kinds is not None and kinds.group().startswith("何"))
        op = next((each for each, pattern in words.AGGREGATES if self.find(pattern)), None)
        self.read_nulls()
        rows = self.find(words.ROWS) is not None if counted or op else False
        if (counted or op is Op.SHARE) and any(each.type.is_date for each in self.columns):
            rows = self.find(words.DAYS) is not None or rows
        listed = self.find(words.LIST) is not None
        if self.both is not None and group is None:
            while self.find(words.COMPARE):
                group = self.both
        query = self._query(
            op=op, counted=counted, distinct=distinct, rows=rows or named, listed=listed, best=best, by=by, limit=limit,
            part=part, group=group, asked_period=asked_period, over_time=over_time, chart=chart,
        )  # fmt: skip
        asks = bool(counted or op or best or listed or chart or over_time or group is not None)
        computes = bool(counted or op or best or chart or over_time or group is not None)
        left = self.left()
        return Plan(
            query=query if not left else None,
            links=self.link_count + named + whole_name,
            asks=asks,
            computes=computes and not self.lacks_column,
            left=left,
        )

    def _query(
        self, *, op: Op | None, counted: bool, distinct: bool, rows: bool, listed: bool, best: int, by: int | None, limit: int,
        part: Part, group: int | None, asked_period: Part | None, over_time: bool, chart: bool,
    ) -> Query | None:  # fmt: skip
        numbers = [link.column for link in self.links if self._is_measure(link.column)]
        others = [link.column for link in self.links if link.column not in numbers]
        weak = {link.column for link in self.links if not link.whole and not is_code(self.columns[link.column])}
        if over_time and group is None:
            group = next((n for n, each in enumerate(self.columns) if is_date_like(each)), None)
            others = [column for column in others if column != group]
        if asked_period is not None and best and group is None:
            dated_part, dated = self.dated(asked_period)
            if dated is None:
                return None
            others = [column for column in others if column != dated]
            if asked_period is Part.DAY and op is None and by is None and numbers and not self.adds_up:
                return self._made(op=Op.LIST, column=numbers[-1], best=best, limit=limit, target=dated, chart=chart)
            group, part = dated, dated_part
        measure = by if by is not None else numbers[-1] if numbers else None
        if op is Op.SHARE:
            return self._made(op=op) if self.conditions and not numbers and not others else None
        if counted and not best:
            if weak.intersection(others):
                return None  # "deaths" are not the different values of death_date
            return self._counting(numbers, others, distinct=distinct, rows=rows, group=group, part=part, chart=chart)
        if best:
            return self._ranking(
                op,
                measure,
                by,
                others,
                best=best,
                limit=limit,
                group=group,
                part=part,
                counted=counted,
                listed=listed,
                chart=chart,
            )
        if op is not None:
            column = measure if measure is not None else self._only_measure()
            if column is None or len(set(numbers)) > 1 or (others and others != [group]):
                return None
            return self._made(op=op, column=column, group=group, part=part, chart=chart)
        if group is not None:
            if len(set(numbers)) > 1 or others:
                return None
            if measure is None:
                return self._made(op=Op.COUNT, group=group, part=part, chart=chart)
            as_they_are = over_time or (chart and part is Part.WHOLE and not self.adds_up)
            return self._made(
                op=Op.AVERAGE if as_they_are and self.columns[measure].type is ColumnType.REAL else Op.SUM,
                column=measure,
                group=group,
                part=part,
                chart=chart,
            )
        wanted = [link.column for link in self.links]
        if wanted == [self.spent]:
            wanted = []  # "my expenses in March": what for, too
        if (distinct or listed or wanted or rows or self.spent is not None) and (wanted or self.conditions):
            if not distinct and not self.conditions and not listed:
                return None
            return self._made(op=Op.LIST, target=wanted[0] if wanted else None, shown=tuple(wanted[1:]), chart=chart)
        return None

    def _counting(
        self,
        numbers: list[int],
        others: list[int],
        *,
        distinct: bool,
        rows: bool,
        group: int | None,
        part: Part,
        chart: bool,
    ) -> Query | None:
        if len(numbers) + len(others) > 1:
            return None
        if others and (distinct or not rows):
            return self._made(op=Op.DISTINCT, column=others[0], group=group, part=part, chart=chart)
        if numbers:
            return self._made(
                op=Op.DISTINCT if distinct else Op.SUM, column=numbers[0], group=group, part=part, chart=chart
            )
        if others:
            return None
        return self._made(op=Op.COUNT, group=group, part=part, chart=chart)

    def _ranking(
        self, op: Op | None, measure: int | None, by: int | None, others: list[int], *, best: int, limit: int, group: int | None,
        part: Part, counted: bool, listed: bool, chart: bool,
    ) -> Query | None:  # fmt: skip
        dated = by is not None and is_date_like(self.columns[by])
        if dated and (op is not None or counted or group is not None):
            return None
        if dated:
            wanted = [link.column for link in self.links if link.column != by]
            if not wanted and not listed:
                return self._made(op=Op.MAX if best > 0 else Op.MIN, column=by)
            return self._made(
                op=Op.LIST,
                column=by,
                best=best,
                limit=limit,
                target=wanted[0] if wanted else None,
                shown=tuple(wanted[1:]),
            )
        if group is None and self.adds_up and not others and self._asks_which():
            others = self._spent_on() or self._naming_columns()
        # What was spent on a category is on many rows.
        adds_up = self.adds_up or (self.money is not None and bool(others) and self._is_spent_on(others[0]))
        if group is None and others and (op is not None or measure is None or limit > 1 or adds_up):
            group, others = others[0], others[1:]
        if group is not None:
            if others:
                return None
            if measure is None and op is not None:
                return None
            if measure is None:
                return self._made(op=Op.COUNT, group=group, part=part, best=best, limit=limit, chart=chart)
            if op is None and limit <= 1 and not self._asks_which() and not self.adds_up:
                # "the highest price of each symbol"
                return self._made(
                    op=Op.MAX if best > 0 else Op.MIN, column=measure, group=group, part=part, chart=chart
                )
            return self._made(
                op=op or Op.SUM, column=measure, group=group, part=part, best=best, limit=limit, chart=chart
            )
        if measure is None or op is not None:
            return None
        if not others and limit <= 1 and self._asks_which():
            others = self._naming_columns()
        if others or (by is not None and listed) or limit > 1:
            return self._made(
                op=Op.LIST,
                column=measure,
                best=best,
                limit=limit,
                target=others[0] if others else None,
                shown=tuple(others[1:]),
                chart=chart,
            )
        return self._made(op=Op.MAX if best > 0 else Op.MIN, column=measure)

    def _asks_which(self) -> bool:
        return words.ASKS_WHICH.search(self.text) is not None

    def _spent_on(self) -> list[int]:
        """The column that says what for, where there is one."""
        texts = [column for column, each in enumerate(self.columns) if each.type is ColumnType.TEXT]
        return [column for column in texts if self._is_spent_on(column)][:1]

    def _is_spent_on(self, column: int) -> bool:
        return words.SPENT_ON.search(self.columns[column].name.lower()) is not None

    def _naming_columns(self) -> list[int]:
        """The columns that say which row it is: those called a name, else the first of text."""
        texts = [column for column, each in enumerate(self.columns) if each.type is ColumnType.TEXT]
        names = [column for column in texts if re.search(r"name|title|名", self.columns[column].name.lower())]
        return names or texts[:1]

    def _is_measure(self, column: int) -> bool:
        found = self.columns[column]
        return found.type.is_number and not is_year(found) and not is_code(found)

    def _only_measure(self) -> int | None:
        found = [
            n for n, each in enumerate(self.columns) if each.type.is_number and not CODES.search(each.name.lower())
        ]
        return found[0] if len(found) == 1 else None

    def _made(self, *, op: Op, chart: bool = False, **parts: object) -> Query:
        made = Query(op=op, chart=chart, conditions=tuple(self.conditions), money=self.money, side=self.side)
        return dataclasses.replace(made, **parts)  # type: ignore[arg-type]
