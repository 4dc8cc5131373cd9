"""Tables as text (CSV, TSV): a line a row, the first one names the columns.

A large file is never in memory whole: its rows are read from the disk, once to see what its columns hold and once to hand them on,
and its text is read up to the limit.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from assistant.documents.readers.encoding import decode, encoding_of
from assistant.documents.readers.reading import Reading, ReadLimits, Source, TextBuilder, built_page, clean
from assistant.documents.tables.table_rows import MOST_ROWS

_DELIMITERS = ",;\t|"
_SAMPLE_CHARACTERS = 20_000
_IN_MEMORY_BYTES = 20_000_000
_DECIMAL_SAMPLE_ROWS = 200


def read_delimited(source: Source, limits: ReadLimits) -> Reading:
    """Reads a CSV or TSV file; its title is the file's name."""
    csv.field_size_limit(limits.max_characters)
    rows = _DelimitedRows(source)
    note = ""
    counted = 0
    if source.tables is not None:
        counted = source.tables.add(source.stem, None, rows.read, comma=rows.decimal_comma())
        if counted >= MOST_ROWS:
            note = f"Only the first {MOST_ROWS:,} rows can be counted. "
    builder = TextBuilder()
    kept = _Kept(rows.read(), limits.max_characters)
    builder.add_table(kept)
    if kept.cut:
        if counted:
            note += f"Only the first {kept.rows:,} rows are found by their words; all {counted:,} can be counted and summed."
        else:
            note += f"Only the first {builder.length:,} characters were read."
    media_type = "text/tab-separated-values" if source.name.lower().endswith((".tsv", ".tab")) else "text/csv"
    return (yield from built_page(builder, source.stem, media_type, limits, note.strip()))


class _DelimitedRows:
    """The rows of a file, as often as they are asked for."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._text: str | None = None
        self._encoding = ""
        with source.open() as stream:
            size = stream.seek(0, io.SEEK_END)
            stream.seek(0)
            if size <= _IN_MEMORY_BYTES:
                self._text = sample = clean(decode(stream.read()))
            else:
                self._encoding = encoding_of(stream)
                stream.seek(0)
                sample = clean(io.TextIOWrapper(stream, self._encoding, "replace").read(_SAMPLE_CHARACTERS))
        self.delimiter = delimiter_of(sample, source.name)

    def read(self) -> Iterator[Sequence[str]]:
        """All rows, from the first one on."""
        if self._text is not None:
            yield from csv.reader(io.StringIO(self._text), delimiter=self.delimiter)
            return
        with self._source.open() as stream, io.TextIOWrapper(stream, self._encoding, "replace", newline="") as lines:
            yield from csv.reader(map(clean, lines), delimiter=self.delimiter)

    def decimal_comma(self) -> bool:
        """Whether decimals stand behind a comma: cells are apart by semicolons, and numbers with one comma end in odd lengths."""
        if self.delimiter != ";":
            return False
        sample = [text for _, row in zip(range(_DECIMAL_SAMPLE_ROWS), self.read(), strict=False) for text in row]
        whole, decimals = 0, 0
        for text in sample:
            head, comma, tail = text.strip().rpartition(",")
            if comma and tail.isdigit() and head.lstrip("-+").replace(".", "").isdigit():
                decimals += len(tail) != 3 or "." in head
            elif text.strip().count(".") == 1 and text.strip().replace(".", "").lstrip("-+").isdigit():
                whole += 1
        return decimals > whole


class _Kept:
    """Rows up to a number of characters."""

    def __init__(self, rows: Iterable[Sequence[str]], most_characters: int) -> None:
        self._rows = rows
        self._left = most_characters
        self.rows = 0
        self.cut = False

    def __iter__(self) -> Iterator[Sequence[str]]:
        for row in self._rows:
            self._left -= sum(map(len, row)) + 3 * len(row)
            if self._left < 0 and self.rows:
                self.cut = True
                return
            self.rows += 1
            yield row


def delimiter_of(text: str, name: str = "") -> str:
    """The character between cells: the one with which the most rows of the beginning have the same number of cells, above one."""
    if name.lower().endswith((".tsv", ".tab")):
        return "\t"
    sample = text[:_SAMPLE_CHARACTERS]
    first = sample.split("\n", 1)[0].strip()
    if first.lower().startswith("sep=") and len(first) == 5:  # what Excel writes and reads
        return first[4]
    best, most = ",", 0
    for delimiter in _DELIMITERS:
        widths = [len(row) for row in csv.reader(io.StringIO(sample), delimiter=delimiter) if row]
        wide = [width for width in widths if width > 1]
        agreeing = max((wide.count(width) for width in set(wide)), default=0)
        if agreeing > most:
            best, most = delimiter, agreeing
    return best
