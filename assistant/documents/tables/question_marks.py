"""A question about a table while it is taken apart: what of it is taken, and the columns that it names. Pure."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Sequence

from assistant.documents.tables import question_words as words
from assistant.documents.tables.column_typing import TableColumn
from assistant.documents.tables.links import ColumnLink, ValueLink
from assistant.documents.tables.query import Condition

_SHORT = 3
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_LETTERS = re.compile(r"[a-z]+")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class AskedTable:
    """A table as a question sees it: its columns, its names (file, sheet), and the cells that the question names. ``also`` are names
    of a table that it was joined with: they say nothing of its rows."""

    columns: tuple[TableColumn, ...]
    names: tuple[str, ...]
    values: tuple[ValueLink, ...] = ()
    also: tuple[str, ...] = ()


class QuestionMarks:
    """The question's characters, each taken once, and what was made of them so far."""

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
        self.spent: int | None = None
        """The column that stands for what was spent, where a word of spending asks for it."""
        self.side = 0
        """-1 where what was spent is asked for, 1 where what came in is."""
        self.money: int | None = None
        """The column of amounts that ``side`` is of."""
        self.adds_up = False
        """Whether what is asked for is many rows' together: what was spent at a shop."""
        self.lacks_column = False
        """Whether the question surely asks for a column that there is not: nothing else may stand for it."""

    def is_free(self, start: int, end: int) -> bool:
        """Whether nothing of these characters is taken."""
        return all(self.free[start:end])

    def take(self, start: int, end: int) -> None:
        """Marks characters as understood."""
        self.free[start:end] = [False] * (end - start)

    def find(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """The first match of which nothing is taken yet; takes it."""
        for match in pattern.finditer(self.text):
            if match.group() and self.is_free(*match.span()):
                self.take(*match.span())
                return match
        return None

    def keep(self, found: Sequence[ColumnLink]) -> None:
        """Takes the names of columns that are still free."""
        for link in found:
            if self.is_free(link.start, link.end):
                self.take(link.start, link.end)
                self.links.append(link)
                self.link_count += 1

    def nearest(self, start: int, end: int, fits: Callable[[TableColumn], bool], near: int) -> int | None:
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

    def column_called(self, names: Sequence[str]) -> int | None:
        """The first column of numbers whose name holds one of some names."""
        for name in names:
            for column, each in enumerate(self.columns):
                called = _CAMEL.sub(" ", each.name).lower()
                # An age is no wage, mileage or average.
                if each.type.is_number and (
                    name in called if len(name) > _SHORT or not name.isascii() else name in _LETTERS.findall(called)
                ):
                    return column
        return None

    def left(self) -> str:
        """What nobody understood."""
        text = "".join(character if free else " " for character, free in zip(self.text, self.free, strict=True))
        left = [word for word in re.findall(r"[a-z0-9']+", text) if word.strip("'") not in words.EMPTY_EN]
        foreign = words.EMPTY_JA.sub("", "".join(re.findall(r"[^\x00-\x7f]+", text)))
        return " ".join([*left, *re.findall(r"\w+", foreign)])
