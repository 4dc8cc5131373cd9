"""Which columns and cells of a table a question names (pure), and where in the question."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from assistant.documents.tables.cell_spellings import SEX_COLUMN, CellSpelling, cell_spellings, singular
from assistant.documents.tables.cells import ColumnType
from assistant.documents.tables.column_typing import TableColumn
from assistant.documents.tables.table_store import fold

_TOKEN = re.compile(r"[a-z0-9']+|[^\x00-\x7f]")
_WORD = re.compile(r"[a-z0-9]+")
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_BRACKETS = re.compile(r"[(\[{（【].*?[)\]}）】]")
_MOST_TOKENS = 12
_SHORT = 3
_UNITS = frozenset(re.findall(r"[a-z]+", "in of per and the for lbs kg g cm mm m km usd eur jpy yen pct id no"))
# What asks for a number is no column that begins alike: country.
_ASKING = frozenset({"count", "number", "total", "average", "share"})
_CODE = re.compile(r"(?:^|[ _])(?:id|no)$|番号$|コード$")
_SAME = {
    "maximum": "max",
    "minimum": "min",
    "average": "avg",
    "number": "num",
    "temperature": "temp",
    "quantity": "qty",
    "amount": "amt",
}


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ColumnLink:
    """Characters ``start`` to ``end`` of the folded question name a column; ``whole`` says that they are all of its name."""

    start: int
    end: int
    column: int
    whole: bool = True


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ValueLink:
    """Characters of the folded question are a cell of a column; ``cells`` are all its spellings, ``rows`` the rows that hold it.
    Where they are not ``as_written``, the question says it in another word."""

    start: int
    end: int
    column: int
    cells: tuple[str, ...]
    rows: int = 1
    as_written: bool = True


def possible_cells(question: str) -> list[str]:
    """What of a folded question may be a cell: up to twelve words or characters of a script without spaces, and other words for
    them."""
    tokens = [match.span() for match in _TOKEN.finditer(question)]
    written = [
        question[tokens[first][0] : tokens[last][1]]
        for first in range(len(tokens))
        for last in range(first, min(first + _MOST_TOKENS, len(tokens)))
    ]
    return list(dict.fromkeys([*written, *(each.text for each in cell_spellings(question))]))


def stems(question: str) -> list[str]:
    """Beginnings of the words of a folded question, and pairs of characters of a script without spaces: what the names of tables
    and columns that it means are likely to hold."""
    found = {word[: max(3, len(word) - 2)] for word in _WORD.findall(question) if len(word) > 2}
    for run in re.findall(r"[^\x00-\x7f]{2,}", question):
        found.update(run[at : at + 2] for at in range(len(run) - 1))
    return sorted(found)


def value_links(
    question: str,
    asked: str,
    hits: Iterable[tuple[int, str, str, int]],
    columns: Sequence[TableColumn],
    *,
    as_written: Callable[[str], bool],
) -> list[ValueLink]:
    """Cells that a question names, longest first and each part of the question once for a column. ``hits`` are column, folded text,
    cell and rows; ``asked`` is the question with its own capitals, of the same length, or empty. A short text must stand in it
    as it does in the table, and one for which ``as_written`` is true, such as the state OR, with its capitals too."""
    by_text: dict[tuple[str, int], list[tuple[str, int]]] = {}
    for column, folded, cell, rows in hits:
        by_text.setdefault((folded, column), []).append((cell, rows))
    names = {word for column in columns for word in _words(column.name)}
    links: list[ValueLink] = []
    for (folded, column), cells in by_text.items():
        if folded in names or (folded.replace(" ", "").isdigit() and len(folded) < 4):
            continue
        for start in _places(question, folded):
            end = start + len(folded)
            if folded.isascii() and not _is_written(folded, asked[start:end], cells, common=as_written(folded)):
                continue
            links.append(
                ValueLink(
                    start=start,
                    end=end,
                    column=column,
                    cells=tuple(cell for cell, _ in cells),
                    rows=sum(rows for _, rows in cells),
                )
            )
    links.extend(
        _otherwise_called(
            [each for each in cell_spellings(question) if not as_written(each.text)], by_text, columns, links
        )
    )
    return sorted(links, key=lambda link: (link.start - link.end, -link.rows))


def _otherwise_called(
    spellings: Sequence[CellSpelling],
    by_text: Mapping[tuple[str, int], Sequence[tuple[str, int]]],
    columns: Sequence[TableColumn],
    written: Sequence[ValueLink],
) -> Iterator[ValueLink]:
    """Cells for which the question has another word; one that is a cell as it stands means no other."""
    found: dict[tuple[int, int, int], list[tuple[str, int]]] = {}
    for each in spellings:
        if any(link.start < each.end and each.start < link.end for link in written):
            continue
        for column, called in enumerate(columns):
            if not each.of_sex or SEX_COLUMN.search(called.name.replace("_", " ")):
                found.setdefault((each.start, each.end, column), []).extend(by_text.get((each.text, column), ()))
    for (start, end, column), cells in found.items():
        if cells:
            texts = tuple(dict.fromkeys(cell for cell, _ in cells))
            rows = sum(rows for _, rows in cells)
            yield ValueLink(start=start, end=end, column=column, cells=texts, rows=rows, as_written=False)


def _is_written(folded: str, written: str, cells: Sequence[tuple[str, int]], *, common: bool) -> bool:
    """Whether a word means a cell: any that is long and rare, a short one as it stands in the table, a common one with capitals."""
    if not common and (not written or len(folded) > _SHORT):
        return True
    return written in {cell for cell, _ in cells} and not (common and written.islower())


def column_links(question: str, columns: Sequence[TableColumn]) -> list[ColumnLink]:
    """Columns that a question names: by their whole name, or by a word of it that no other column has; longest first."""
    links: list[ColumnLink] = []
    tokens = [(match.start(), match.end(), match.group()) for match in _WORD.finditer(question)]
    owners: dict[str, set[int]] = {}
    for number, column in enumerate(columns):
        for word in _words(column.name):
            owners.setdefault(word, set()).add(number)
    for number, column in enumerate(columns):
        bare = fold(_BRACKETS.sub("", column.name)) or fold(column.name)
        for name in {fold(column.name), bare, bare.replace("_", " ")}:
            least = 1 if not name.isascii() else 2
            if len(name) >= least:
                links.extend(
                    ColumnLink(start=start, end=start + len(name), column=number) for start in _places(question, name)
                )
        if not bare.isascii():
            links.extend(_shortened(question, bare, number, columns))
        words = [word for word in _words(column.name) if word not in _UNITS]
        if words:
            named = is_code(column)
            links.extend(_spelled(tokens, _words(column.name) if named else words, number))
            links.extend(
                ColumnLink(start=start, end=end, column=number, whole=False)
                for start, end, token in tokens
                for word in words
                if len(word) > 2
                and owners.get(word) == {number}
                and (singular(token) == singular(word) if named else _alike(token, word))
            )
    return sorted(dict.fromkeys(links), key=lambda link: (link.start - link.end, not link.whole, link.start))


def _words(name: str) -> list[str]:
    """A column's name in words: miles_per_gallon, sepalLength."""
    return _WORD.findall(fold(_CAMEL.sub(" ", _BRACKETS.sub("", name))))


def _alike(token: str, word: str) -> bool:
    """The same word, its plural, or one that is the other's beginning."""
    token, word = _SAME.get(token, token), _SAME.get(word, word)
    if token == word or singular(token) == singular(word):
        return True
    shorter, longer = sorted((token, word), key=len)
    return (
        len(shorter) >= 5 and shorter not in _ASKING and longer.startswith(shorter) and len(longer) - len(shorter) <= 4
    )


def _spelled(tokens: Sequence[tuple[int, int, str]], words: Sequence[str], column: int) -> Iterator[ColumnLink]:
    """Where all words of a name stand next to each other, in any order."""
    size = len(words)
    for first in range(len(tokens) - size + 1):
        window = tokens[first : first + size]
        left = list(words)
        for _, _, token in window:
            found = next((word for word in left if _alike(token, word)), None)
            if found is None:
                break
            left.remove(found)
        else:
            yield ColumnLink(start=window[0][0], end=window[-1][1], column=column)


def _shortened(question: str, name: str, column: int, columns: Sequence[TableColumn]) -> Iterator[ColumnLink]:
    """A Japanese name by its beginning or end, at least two characters that no other column's name holds."""
    others = [fold(each.name) for number, each in enumerate(columns) if number != column]
    for length in range(len(name) - 1, 1, -1):
        for part in (name[:length], name[-length:]):
            if not part.isascii() and not any(part in other for other in others):
                for start in _places(question, part):
                    yield ColumnLink(start=start, end=start + length, column=column, whole=False)


def _places(question: str, part: str) -> Iterator[int]:
    """Where a part stands in a question, not in the middle of a word."""
    at = question.find(part)
    while at >= 0:
        end = at + len(part)
        before, after = question[at - 1 : at], question[end : end + 1]
        if not (_joins(before, part[0]) or _joins(part[-1], after)):
            yield at
        at = question.find(part, at + 1)


def _joins(left: str, right: str) -> bool:
    return bool(left and right) and left.isascii() and right.isascii() and left.isalnum() and right.isalnum()


def name_links(question: str, name: str) -> list[tuple[int, int]]:
    """Where the words of a file's or a sheet's name stand in a question, singular or plural."""
    folded = fold(name)
    found = [(start, start + len(folded)) for start in _places(question, folded)]
    words = [word for word in _WORD.findall(fold(_CAMEL.sub(" ", name))) if len(word) > 2 and not word.isdigit()]
    found.extend(
        match.span()
        for match in _WORD.finditer(question)
        if any(singular(match.group()) == singular(word) or _is_done(match.group(), singular(word)) for word in words)
    )
    if not folded.isascii():
        for part in re.findall(r"[^\x00-\x7f]{2,}", folded):
            for length in range(len(part), 1, -1):
                places = [
                    (start, start + length)
                    for at in range(len(part) - length + 1)
                    for start in _places(question, part[at : at + length])
                ]
                if places:
                    found.extend(places)
                    break
    return sorted(set(found), key=lambda span: span[0] - span[1])


def _is_done(token: str, word: str) -> bool:
    """Whether a word is what is done where the other is made: ordered, of orders."""
    return len(word) > 3 and token in {f"{word}ed", f"{word}d", f"{word}ing"}


def is_code(column: TableColumn) -> bool:
    """Whether a column only tells rows apart: customer_id, 店舗コード. Nothing is computed of such numbers."""
    return _CODE.search(column.name.lower()) is not None


def is_date_like(column: TableColumn) -> bool:
    """Whether a column can be compared with days: it holds some, or years as whole numbers."""
    return column.type.is_date or is_year(column)


def is_year(column: TableColumn) -> bool:
    """Whether a column holds years as whole numbers."""
    name = fold(column.name)
    return column.type is ColumnType.INTEGER and (
        name in {"年", "年度", "西暦"} or _words(column.name)[-1:] == ["year"]
    )
