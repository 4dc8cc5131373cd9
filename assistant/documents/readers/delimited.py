"""Tables as text (CSV, TSV): a line a row, the first one names the columns."""

from __future__ import annotations

import csv
import io

from assistant.documents.readers.encoding import decode
from assistant.documents.readers.reading import Reading, ReadLimits, Source, TextBuilder, built_page, clean

_DELIMITERS = ",;\t|"
_SAMPLE_CHARACTERS = 20_000


def read_delimited(source: Source, limits: ReadLimits) -> Reading:
    """Reads a CSV or TSV file; its title is the file's name."""
    text = clean(decode(source.read_bytes()))
    note = ""
    if len(text) > limits.max_characters:
        text = text[: limits.max_characters].rpartition("\n")[0]
        note = f"Only the first {len(text):,} characters were read."
    csv.field_size_limit(limits.max_characters)
    builder = TextBuilder()
    builder.add_table(csv.reader(io.StringIO(text), delimiter=delimiter_of(text, source.name)))
    media_type = "text/tab-separated-values" if source.name.lower().endswith((".tsv", ".tab")) else "text/csv"
    return (yield from built_page(builder, source.stem, media_type, limits, note))


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
