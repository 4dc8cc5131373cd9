"""Which rows of a table a question asks about: cells, days, ranges, comparisons and ages that it names. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.documents.tables import question_words as words
from assistant.documents.tables.cells import ColumnType, number
from assistant.documents.tables.column_typing import TableColumn
from assistant.documents.tables.conditions import date_condition, scaled, year_condition
from assistant.documents.tables.links import (
    ColumnLink,
    ValueLink,
    column_links,
    is_code,
    is_date_like,
    is_year,
    name_links,
)
from assistant.documents.tables.query import Condition, Literal
from assistant.documents.tables.question_dates import DateLink, date_links
from assistant.documents.tables.question_marks import QuestionMarks
from assistant.documents.tables.units import is_measure, is_same

_NEAR = 28
CODES = re.compile(r"(?:^|[ _])(?:id|no|code|zip|latitude|longitude|lat|lon|lng|year)$|番号|コード|緯度|経度|年度?$")


class QuestionConditions(QuestionMarks):
    """Reads the conditions of a question, and the columns that are named beside them."""

    def read_values(self) -> None:
        by_column: dict[int, list[ValueLink]] = {}
        called = [span for name in (*self.table.names, *self.table.also) for span in name_links(self.text, name)]
        for link in self.table.values:
            if not self.is_free(link.start, link.end):
                continue
            # What the file is called by, as airports, is no cell that has another ending.
            if not link.as_written and any(start < link.end and link.start < end for start, end in called):
                continue
            # A word that is a column's whole name means the column, not a cell that happens to read the same.
            if any(
                each.whole and each.start <= link.start and link.end <= each.end
                for each in column_links(self.text, self.columns)
            ):
                continue
            self.take(link.start, link.end)
            by_column.setdefault(link.column, []).append(link)
        for column, links in by_column.items():
            negated = False
            for link in links:
                self.value_places.append((column, link.start, link.end))
                before, after = self.text[: link.start], self.text[link.end :]
                if (match := words.NOT.search(before)) is not None and self.is_free(*match.span()):
                    self.take(*match.span())
                    negated = True
                if (match := words.NOT_AFTER.match(after)) is not None:
                    self.take(link.end + match.start(), link.end + match.end())
                    negated = True
            self.link_count += len(links)
            cells = tuple(dict.fromkeys(cell for link in links for cell in link.cells))
            self.conditions.append(Condition(column=column, op="in", values=cells, negated=negated))
            if len(links) > 1:
                self.both = column

    def read_dates_and_columns(self) -> None:
        whole = [link for link in column_links(self.text, self.columns) if link.whole and link.end - link.start > 1]
        self.keep(whole)
        dates = [link for link in date_links(self.text) if self.is_free(link.start, link.end)]
        for date in dates:
            if self.is_free(date.start, date.end):
                self._take_date(date)
        called = [span for name in self.table.names for span in name_links(self.text, name)]
        self.keep([link for link in column_links(self.text, self.columns) if not self._means_rows(link, called)])
        self.links.sort(key=lambda link: link.start)

    def _means_rows(self, link: ColumnLink, called: Sequence[tuple[int, int]]) -> bool:
        """Whether a word that is part of a column's name means the rows: the file is called orders, and a column order_date. Of a
        number's column it means the number, as in "total sales"."""
        if link.whole or not any(start <= link.start and link.end <= end for start, end in called):
            return False
        counted = words.COUNT.search(self.text[max(0, link.start - 12) : link.start].rstrip()) is not None
        column = self.columns[link.column]
        return counted or not column.type.is_number or is_code(column)

    def _take_date(self, date: DateLink) -> None:
        if date.year_only and self._take_years(date):
            return
        named = self.nearest(date.start, date.end, is_date_like, _NEAR)
        column = (
            named if named is not None else next((n for n, each in enumerate(self.columns) if each.type.is_date), None)
        )
        if column is None:
            column = next((n for n, each in enumerate(self.columns) if is_year(each)), None)
        if column is None:
            return
        made = date_condition(date, column, self.columns[column])
        if made is None:
            return
        self.take(date.start, date.end)
        self.conditions.extend(made)

    def _take_years(self, date: DateLink) -> bool:
        """A year right behind the name of a column of whole numbers is one of them, where there are no days: opened before 2000."""
        if any(map(is_date_like, self.columns)):
            return False
        for link in self.links:
            column = self.columns[link.column]
            plain = column.type is ColumnType.INTEGER and not is_code(column) and not is_year(column)
            if plain and 0 <= date.start - link.end <= 1:
                self.links.remove(link)
                self.take(date.start, date.end)
                self.conditions.extend(year_condition(date, link.column))
                return True
        return False

    def read_ranges(self) -> None:
        for match in words.RANGE.finditer(self.text):
            if not self.is_free(*match.span()):
                continue
            low, high = number(match["low"] or match["low_ja"]), number(match["high"] or match["high_ja"])
            if self._is_age(match, high):
                column = self._age()
            else:
                column = self.nearest(match.start(), match.end(), lambda each: each.type.is_number, _NEAR)
            if column is None or low is None or high is None:
                continue
            self.take(*match.span())
            self.conditions.append(Condition(column=column, op=">=", values=(low,)))
            self.conditions.append(Condition(column=column, op="<=", values=(high,)))

    def read_comparisons(self) -> None:
        for match in words.COMPARATIVE_ADJECTIVE.finditer(self.text):
            adjective = match["plain"] or match["er"]
            direction, names = words.ADJECTIVES[adjective]
            column = self._age() if names == words.AGE else self.column_called(names)
            if column is None or not self.is_free(*match.span()):
                continue
            value = _valued(match["number"], match["scale"], match["unit"], self.columns[column])
            if value is not None:
                self.take(*match.span())
                self.link_count += 1  # it names the column, as a superlative does
                self.conditions.append(Condition(column=column, op=">" if direction > 0 else "<", values=(value,)))
        for op, pattern in words.COMPARISONS:
            for match in pattern.finditer(self.text):
                self._compare(op, match)

    def _compare(self, op: str, match: re.Match[str]) -> None:
        groups = [name for name, value in match.groupdict().items() if name.startswith("number") and value]
        if not groups or not self.is_free(*match.span()):
            return
        which = groups[0]
        scale, unit = (match[which.replace("number", part)] for part in ("scale", "unit"))
        value = scaled(match[which], scale)
        age = self._is_age(match, value)
        column = (
            self._age()
            if age
            else self.nearest(
                match.start(), match.end(), lambda each: each.type.is_number and (op == "=" or not is_code(each)), _NEAR
            )
        )
        if column is None and op != "=" and not age:
            numeric = [
                n for n, each in enumerate(self.columns) if each.type.is_number and not CODES.search(each.name.lower())
            ]
            column = numeric[0] if len(numeric) == 1 else None
        if column is not None and not age:
            value = _valued(match[which], scale, unit, self.columns[column])
        if value is None or column is None:
            return
        self.take(*match.span())
        self.conditions.append(Condition(column=column, op=op, values=(value,)))

    def _is_age(self, match: re.Match[str], value: object) -> bool:
        """Whether a number is years of age: it says so, or stands right behind people and has no other unit."""
        if not isinstance(value, int) or not 0 < value <= words.OLDEST or words.OTHER_UNIT.search(match.group()):
            return False
        before, said = self.text[: match.start()], match.group() + self.text[match.end() : match.end() + 12]
        if (aged := words.AGED_BEFORE.search(before)) is not None:
            self.take(*aged.span())
            return True
        if words.YEARS_OF_AGE.search(said):
            return True
        people = words.PEOPLE_BEFORE.search(before)
        # A column may hold how many people there are: stores with customers over 30.
        return people is not None and not any(
            link.start < people.end("who")
            and people.start("who") < link.end
            and self.columns[link.column].type.is_number
            and not is_code(self.columns[link.column])
            for link in self.links
        )

    def _age(self) -> int | None:
        """The column of ages; it is used up. Without one, or a day of birth, the question asks for what the table does not hold."""
        column = self.column_called(words.AGE)
        if column is None and not any(words.BIRTH.search(each.name) for each in self.columns):
            self.lacks_column = True
        self.links = [link for link in self.links if link.column != column]
        return column

    def read_amounts(self) -> None:
        """A number right before or after the name of a column: cars with 8 cylinders, status 404."""
        for match in re.finditer(r"(?<![\w.])\d[\d,]*(?:\.\d+)?(?![\w.])", self.text):
            beside = (
                each for each in self.links if each.start - match.end() in (0, 1) or match.start() - each.end == 1
            )
            link = next(beside, None)
            value = number(match.group())
            if (
                link is None
                or value is None
                or not self.is_free(*match.span())
                or not self.columns[link.column].type.is_number
            ):
                continue
            self.take(*match.span())
            self.links.remove(link)
            self.conditions.append(Condition(column=link.column, op="=", values=(value,)))

    def read_happenings(self) -> None:
        """A word for what happened means the rows that have a day for it; where its day is asked about, it is only named."""
        for happened, called in words.HAPPENED:
            column = next(
                (n for n, each in enumerate(self.columns) if each.type.is_date and called.search(each.name)), None
            )
            if column is None or self.find(happened) is None:
                continue
            self.link_count += 1
            if not any(each.column == column for each in self.conditions):
                self.conditions.append(Condition(column=column, op="null", negated=True))

    def read_nulls(self) -> None:
        match = self.find(words.NULLS)
        if match is None:
            return
        near = [link for link in self.links if min(abs(link.start - match.end()), abs(match.start() - link.end)) <= 4]
        if not near:
            self.free[match.start() : match.end()] = [True] * (match.end() - match.start())
            return
        self.links.remove(near[0])
        self.conditions.append(Condition(column=near[0].column, op="null"))


def _valued(text: str, scale: str | None, unit: str | None, column: TableColumn) -> Literal | None:
    """A number of a question as a column would hold it; None where it is of another unit: 500 g in a column of kilograms."""
    said = f"{scale or ''}{unit or ''}"
    if said and is_measure(column.unit):
        if is_same(said, column.unit):  # the k of km is no thousand
            return scaled(text, None)
        if unit:
            return None
    return scaled(text, scale)
