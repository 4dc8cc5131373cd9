"""JSON and JSON Lines: kept as written where people can read it, laid out where it is one long line."""

from __future__ import annotations

import json
import re

from assistant.documents.readers.encoding import decode
from assistant.documents.readers.reading import (
    Reading,
    ReadLimits,
    Source,
    TextBuilder,
    built_page,
    clean,
    one_page,
)
from assistant.documents.tables.records import json_records, rows_of_records

MEDIA_TYPE = "application/json"
_LONG_LINE = 2_000
# A pair of surrogates is one letter (RFC 8259, 7).
_ESCAPED = re.compile(
    r"(?P<letters>\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4})|\\[^u]|\\u"
)


def read_json(source: Source, limits: ReadLimits) -> Reading:
    """Reads a JSON or JSON Lines file, or a notebook; its title is the file's name. What is not JSON is read as the text it is."""
    text = clean(_unescaped(decode(source.read_bytes())))
    if source.name.lower().endswith(".ipynb"):
        builder = _notebook(text)
        if builder.text:
            return (yield from built_page(builder, source.stem, "application/x-ipynb+json", limits))
    if source.tables is not None:
        for name, records in json_records(text):
            source.tables.add(name or source.stem, None, lambda records=records: rows_of_records(records))  # type: ignore[misc]
    if max(map(len, text.split("\n")), default=0) > _LONG_LINE and not source.name.lower().endswith("l"):
        text = _laid_out(text)
    return (yield from one_page(text, source.stem, MEDIA_TYPE, limits))


def _unescaped(text: str) -> str:
    """The text with letters in place of ``\\u…``, which many programs write for all that is not ASCII and nobody searches by. What
    JSON itself must escape stays."""
    return _ESCAPED.sub(_letters, text)


def _letters(escaped: re.Match[str]) -> str:
    if escaped["letters"] is None:  # a backslash that is escaped itself, or before anything else
        return escaped.group()
    try:
        letters: str = json.loads(f'"{escaped["letters"]}"')
    except ValueError:
        return escaped.group()
    fit = all(letter.isprintable() and letter not in '"\\' and not "\ud800" <= letter <= "\udfff" for letter in letters)
    return letters if fit else escaped.group()


def _laid_out(text: str) -> str:
    try:
        return json.dumps(json.loads(text), ensure_ascii=False, indent=1)
    except (ValueError, RecursionError):
        return text


def _notebook(text: str) -> TextBuilder:
    builder = TextBuilder()
    try:
        cells = json.loads(text)["cells"]
        for cell in cells:
            words = cell.get("source", "")
            builder.add(words if isinstance(words, str) else "".join(map(str, words)))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return TextBuilder()
    return builder
