"""Taking a question about a table apart (pure): from its surest words to its weakest, each part of it once."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Sequence

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
from assistant.documents.tables.query import Condition, Part
from assistant.documents.tables.question_dates import DateLink, date_links
from assistant.documents.tables.table_store import fold

_NEAR = 28
_BESIDE = 5
_LONG_NAME = 3
_SHORT = 3
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_LETTERS = re.compile(r"[a-z]+")
CODES = re.compile(r"(?:^|[ _])(?:id|no|code|zip|latitude|longitude|lat|lon|lng|year)$|番号|コード|緯度|経度|年度?$")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class AskedTable:
    """A table as a question sees it: its columns, its names (file, sheet), and the cells that the question names. ``also`` are names
    of a table that it was joined with: they say nothing of its rows."""

    columns: tuple[TableColumn, ...]
    names: tuple[str, ...]
    values: tuple[ValueLink, ...] = ()
    also: tuple[str, ...] = ()


class QuestionReading:
    """One question, taken apart from its surest words to its weakest."""

    def __init__(self, question: str, table: AskedTable) -> None:
        self.text = question.rstrip(" ?？。.!！")
        self.table = table
        self.columns = table.columns
        self.free = [True] * len(self.text)
        self.conditions: list[Condition] = []
        self.value_places: list[tuple[int, int, int]] = []
        self.links: list[ColumnLink] = []
        self.link_count = 0
        self.both: int | None = None
        self.lacks_column = False
        """Whether the question surely asks for a column that there is not: nothing else may stand for it."""

    # -- marking -------------------------------------------------------------------------------------------------------

    def is_free(self, start: int, end: int) -> bool:
        return all(self.free[start:end])

    def take(self, start: int, end: int) -> None:
        self.free[start:end] = [False] * (end - start)

    def find(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """The first match of which nothing is taken yet; takes it."""
        for match in pattern.finditer(self.text):
            if match.group() and self.is_free(*match.span()):
                self.take(*match.span())
                return match
        return None

    def limit(self) -> int:
        text = self.text
        for word, value in words.TOP_WORDS.items():
            pattern = re.compile(
                rf"\b(?:top|bottom) {word}\b|\b{word} (?=(?:\w+ ){{0,3}}?(?:highest|largest|lowest|smallest|most))"
            )
            if (match := pattern.search(text)) is not None:
                self._take_but_direction(match)
                return value
        match = words.TOP.search(text)
        if match is None:
            return 0
        self._take_but_direction(match)
        return int(match["n"] or match["n2"] or match["n3"])

    def _take_but_direction(self, match: re.Match[str]) -> None:
        """The number is taken; "top" and "bottom" say the direction, and are read with it."""
        for start, end in (
            found.span()
            for found in re.finditer(
                r"\d+[件位社つ名人個品]?(?:か国|都市|県)?(?:まで)?|\b(?:" + "|".join(words.TOP_WORDS) + r")\b",
                match.group(),
            )
        ):
            self.take(match.start() + start, match.start() + end)

    def read_whole_names(self) -> bool:
        """Names of more than one word come before columns and cells that are one of the words."""
        found = False
        for name in self.table.names:
            spelled = [word for word in re.split(r"[\s_\-.]+", name.lower()) if word]
            columns = {fold(column.name) for column in self.columns}
            if len(spelled) < 2 and (name.isascii() or len(name) < _LONG_NAME or fold(name) in columns):
                continue
            pattern = re.compile(
                r"(?<![a-z0-9])" + r"[\s_\-.]*".join(map(re.escape, spelled)) + r"(?:\.[a-z]{3,5})?(?![a-z0-9])"
            )
            found = self.find(pattern) is not None or found
        return found

    def read_values(self) -> None:
        by_column: dict[int, list[ValueLink]] = {}
        for link in self.table.values:
            if not self.is_free(link.start, link.end):
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
        self._keep(whole)
        dates = [link for link in date_links(self.text) if self.is_free(link.start, link.end)]
        for date in dates:
            if self.is_free(date.start, date.end):
                self._take_date(date)
        called = [span for name in self.table.names for span in name_links(self.text, name)]
        self._keep([link for link in column_links(self.text, self.columns) if not self._means_rows(link, called)])
        self.links.sort(key=lambda link: link.start)

    def _means_rows(self, link: ColumnLink, called: Sequence[tuple[int, int]]) -> bool:
        """Whether a word that is part of a column's name means the rows: the file is called orders, and a column order_date. Of a
        number's column it means the number, as in "total sales"."""
        if link.whole or not any(start <= link.start and link.end <= end for start, end in called):
            return False
        counted = words.COUNT.search(self.text[max(0, link.start - 12) : link.start].rstrip()) is not None
        column = self.columns[link.column]
        return counted or not column.type.is_number or is_code(column)

    def _keep(self, found: Sequence[ColumnLink]) -> None:
        for link in found:
            if self.is_free(link.start, link.end):
                self.take(link.start, link.end)
                self.links.append(link)
                self.link_count += 1

    def _take_date(self, date: DateLink) -> None:
        if date.year_only and self._take_years(date):
            return
        named = self._nearest(date.start, date.end, is_date_like, _NEAR)
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

    def _nearest(self, start: int, end: int, fits: Callable[[TableColumn], bool], near: int) -> int | None:
        """The column named closest before a place, or right after it; it is used up."""
        before = [
            link
            for link in self.links
            if link.end <= start and start - link.end <= near and fits(self.columns[link.column])
        ]
        after = [link for link in self.links if 0 <= link.start - end <= 4 and fits(self.columns[link.column])]
        link = max(before, key=lambda each: each.end, default=None)
        if after and (link is None or start - link.end > 12):
            link = min(after, key=lambda each: each.start)
        if link is None:
            return None
        self.links.remove(link)
        return link.column

    def read_ranges(self) -> None:
        for match in words.RANGE.finditer(self.text):
            if not self.is_free(*match.span()):
                continue
            low, high = number(match["low"] or match["low_ja"]), number(match["high"] or match["high_ja"])
            if self._is_age(match, high):
                column = self._age()
            else:
                column = self._nearest(match.start(), match.end(), lambda each: each.type.is_number, _NEAR)
            if column is None or low is None or high is None:
                continue
            self.take(*match.span())
            self.conditions.append(Condition(column=column, op=">=", values=(low,)))
            self.conditions.append(Condition(column=column, op="<=", values=(high,)))

    def read_comparisons(self) -> None:
        for match in words.COMPARATIVE_ADJECTIVE.finditer(self.text):
            adjective = match["plain"] or match["er"]
            direction, names = words.ADJECTIVES[adjective]
            column = self._age() if names == words.AGE else self._column_called(names)
            if column is None or not self.is_free(*match.span()):
                continue
            value = scaled(match["number"], match["scale"])
            if value is not None:
                self.take(*match.span())
                self.conditions.append(Condition(column=column, op=">" if direction > 0 else "<", values=(value,)))
        for op, pattern in words.COMPARISONS:
            for match in pattern.finditer(self.text):
                self._compare(op, match)

    def _compare(self, op: str, match: re.Match[str]) -> None:
        groups = [name for name, value in match.groupdict().items() if name.startswith("number") and value]
        if not groups or not self.is_free(*match.span()):
            return
        which = groups[0]
        value = scaled(match[which], match[which.replace("number", "scale")])
        age = self._is_age(match, value)
        column = (
            self._age()
            if age
            else self._nearest(
                match.start(), match.end(), lambda each: each.type.is_number and (op == "=" or not is_code(each)), _NEAR
            )
        )
        if column is None and op != "=" and not age:
            numeric = [
                n for n, each in enumerate(self.columns) if each.type.is_number and not CODES.search(each.name.lower())
            ]
            column = numeric[0] if len(numeric) == 1 else None
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
        column = self._column_called(words.AGE)
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

    def read_period(self) -> tuple[Part, int | None]:
        for part, pattern in words.PERIODS:
            match = self.find(pattern)
            if match is not None:
                return self.dated(part)
        # A column called year or month, where the question says "by year".
        return Part.WHOLE, None

    def dated(self, part: Part) -> tuple[Part, int | None]:
        for column, each in enumerate(self.columns):
            if each.type.is_date:
                return part, column
        for column, each in enumerate(self.columns):
            if part is Part.YEAR and is_year(each):
                return Part.WHOLE, column
        return Part.WHOLE, None

    def read_group(self, *, ranked: bool) -> int | None:
        """The column that rows are gathered by. Where they are ``ranked``, "by" says what by."""
        ranked = ranked or any(pattern.search(self.text) for _, pattern in words.BEST)
        for link in self.links:
            before, after = self.text[: link.start], self.text[link.end :]
            match = words.BEFORE_GROUP.search(before)
            if match is not None and self.is_free(*match.span()):
                if ranked and "by" in match.group() and self.columns[link.column].type.is_number:
                    continue
                self.take(*match.span())
                self.links.remove(link)
                return link.column
            match = words.AFTER_GROUP.match(after)
            if match is not None and self.is_free(link.end, link.end + match.end()):
                self.take(link.end, link.end + match.end())
                self.links.remove(link)
                return link.column
        return None

    def drop_named_twice(self) -> None:
        """A column that is named beside a cell of its own only says which column the cell is of: the city of Paris."""
        self.links = [
            link
            for link in self.links
            if not any(
                column == link.column and max(start - link.end, link.start - end) <= _BESIDE
                for column, start, end in self.value_places
            )
        ]

    def read_best(self) -> tuple[int, int | None]:
        match = self.find(words.SUPERLATIVE_ADJECTIVE)
        if match is not None:
            direction, names = words.ADJECTIVES[match["plain"] or match["est"] or match["side"] or match["ja"]]
            if match.group().startswith("least"):
                direction = -direction
            column = self._column_called(names)
            if column is not None:
                self.links = [link for link in self.links if link.column != column]
                self.link_count += 1
                return direction, column
            self.free[match.start() : match.end()] = [True] * (match.end() - match.start())
        # Down before up: 最も低い holds 最も.
        for direction, pattern in reversed(words.BEST):
            if self.find(pattern) is not None:
                return direction, None
        date = next((n for n, each in enumerate(self.columns) if is_date_like(each)), None)
        if date is not None:
            for direction, pattern in ((1, words.LATEST), (-1, words.EARLIEST)):
                if self.find(pattern) is not None:
                    return direction, date
        return 0, None

    def _column_called(self, names: Sequence[str]) -> int | None:
        for name in names:
            for column, each in enumerate(self.columns):
                called = _CAMEL.sub(" ", each.name).lower()
                # An age is no wage, mileage or average.
                if each.type.is_number and (
                    name in called if len(name) > _SHORT or not name.isascii() else name in _LETTERS.findall(called)
                ):
                    return column
        return None

    def read_names(self) -> bool:
        found = False
        for name in self.table.names:
            for start, end in name_links(self.text, name):
                if self.is_free(start, end):
                    self.take(start, end)
                    found = True
        for name in self.table.also:
            for start, end in name_links(self.text, name):
                if self.is_free(start, end):
                    self.take(start, end)
        return found

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

    def left(self) -> str:
        """What nobody understood."""
        text = "".join(character if free else " " for character, free in zip(self.text, self.free, strict=True))
        left = [word for word in re.findall(r"[a-z0-9']+", text) if word.strip("'") not in words.EMPTY_EN]
        foreign = words.EMPTY_JA.sub("", "".join(re.findall(r"[^\x00-\x7f]+", text)))
        return " ".join([*left, *re.findall(r"\w+", foreign)])
