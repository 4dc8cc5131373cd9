"""Taking a question about a table apart (pure): from its surest words to its weakest, each part of it once."""

from __future__ import annotations

import re

from assistant.documents.tables import question_words as words
from assistant.documents.tables.links import ColumnLink, is_code, is_date_like, is_year, name_links
from assistant.documents.tables.query import Part
from assistant.documents.tables.question_conditions import QuestionConditions
from assistant.documents.tables.table_store import fold

# A verb: the biggest expense is one, what was spent the most on is a sum.
_WAS_SPENT = re.compile(r"^(?:spen|pa[iy]|earn|rece)|[使遣払稼取]|かか")
_BESIDE = 5
_LONG_NAME = 3
_LITTLE = 8
"""Characters: "of my"."""


class QuestionReading(QuestionConditions):
    """Reads, beside its conditions, the names, the order and the groups that a question asks for."""

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

    def read_spending(self) -> None:
        """What was spent, paid or earned is the column of amounts: no table calls one so. Of how many expenses it is the rows."""
        column = self.column_called(words.SPENT_COLUMNS)
        if column is None or is_code(self.columns[column]):
            return
        for side, pattern, names_it in (
            (1, words.EARNING, True),
            (-1, words.SPENDING, True),
            (-1, words.PAYING, False),
        ):
            for match in pattern.finditer(self.text):
                counted = self.counts_before(match.start())
                if not self.is_free(*match.span()) or self.side == -side:
                    continue
                self.take(*match.span())
                self.side, self.money = side, column
                if counted:
                    self.link_count += names_it
                    continue
                self.adds_up = self.adds_up or _WAS_SPENT.search(match.group()) is not None
                self.link_count += names_it
                if not any(link.column == column for link in self.links):
                    self.spent = column
                    self.links.append(ColumnLink(start=match.start(), end=match.end(), column=column))
        self.links.sort(key=lambda link: link.start)

    def counts_before(self, at: int) -> bool:
        """Whether what stands at a place is what is counted: how many, and little or only what was understood between the two."""
        ends = [match.end() for match in words.COUNT.finditer(self.text[:at])]
        between = range(ends[-1], at) if ends else range(0)
        understood = not any(self.free[place] and not self.text[place].isspace() for place in between)
        return bool(ends) and (len(between) <= _LITTLE or understood)

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
            column = self.column_called(names)
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
