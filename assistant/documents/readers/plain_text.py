"""Plain text and Markdown, kept as written."""

from __future__ import annotations

import re

from assistant.documents.base import Heading, Table
from assistant.documents.readers.encoding import decode
from assistant.documents.readers.reading import HEADER_CHARACTERS, Reading, ReadLimits, Source, clean, one_page
from assistant.documents.tables.log_lines import log_format

_ATX = re.compile(r" {0,3}(#{1,6})[ \t]+(?=[^ \t])")
_UNDERLINE = re.compile(r"^ {0,3}(=+|-+)[ \t]*$")
_TABLE_RULE = re.compile(r"[ |:]*-[-| :]*")
_MARKS = re.compile(r"\*\*|__|`")
_FENCE = re.compile(r"^ {0,3}(```|~~~)")


def read_plain_text(source: Source, limits: ReadLimits) -> Reading:
    """Reads a text file; its title is the file's name."""
    text = clean(decode(source.read_bytes()))
    log = log_format(text) if source.tables is not None else None
    if source.tables is not None and log is not None:
        source.tables.add(source.stem, None, lambda: log.rows(text))
    return (yield from one_page(text, source.stem, "text/plain", limits))


def read_markdown(source: Source, limits: ReadLimits) -> Reading:
    """Reads a Markdown file with its headings; its title is the first of them."""
    text = clean(decode(source.read_bytes()))
    headings = markdown_headings(text)
    title = headings[0].text if headings else source.stem
    tables = markdown_tables(text)
    for table in tables if source.tables is not None else []:
        above = [heading.text for heading in headings if heading.start < table.start]
        rows = [_cells(line) for line in text[table.start : table.end].split("\n")]
        del rows[1]  # the rule below the names
        assert source.tables is not None  # noqa: S101 - the loop says so
        source.tables.add_written(above[-1] if above else "", None, rows, table.start, named=True)
    return (yield from one_page(text, title, "text/markdown", limits, headings, tables))


def markdown_tables(text: str) -> list[Table]:
    """Tables of a Markdown text: a row, a line of dashes, and the rows that follow (GitHub Flavored Markdown 4.10)."""
    lines = [(match.start(), match.end()) for match in re.finditer(r"[^\n]+|(?<=\n)(?=\n)", text)]
    tables: list[Table] = []
    first = 0
    while first + 1 < len(lines):
        header = text[slice(*lines[first])]
        if "|" not in header or not _TABLE_RULE.fullmatch(text[slice(*lines[first + 1])]):
            first += 1
            continue
        last = first + 1
        while last + 1 < len(lines) and "|" in text[slice(*lines[last + 1])]:
            last += 1
        tables.append(Table(start=lines[first][0], end=lines[last][1], header=header[:HEADER_CHARACTERS].strip(" |")))
        first = last + 1
    return tables


def _cells(line: str) -> list[str]:
    """The cells of a row; a bar behind a backslash is part of one."""
    inner = line.strip().removeprefix("|")
    inner = inner if inner.endswith("\\|") else inner.removesuffix("|")
    return [_MARKS.sub("", cell.replace("\\|", "|")).strip() for cell in re.split(r"(?<!\\)\|", inner)]


def _heading_text(rest: str) -> str:
    """What stands behind the marks of a heading, without those that close it (CommonMark 4.2)."""
    text = rest.rstrip(" \t")
    before = text.rstrip("#")
    return before.rstrip(" \t") if before[-1:] in ("", " ", "\t") else text


def markdown_headings(text: str) -> list[Heading]:
    """Headings of a Markdown text, underlined ones included, those in code blocks left out (CommonMark 4.2 and 4.3)."""
    headings: list[Heading] = []
    fence = ""
    start = 0
    paragraph, paragraph_start = "", 0
    for line in text.split("\n"):
        mark = _FENCE.match(line)
        found = None if fence else _ATX.match(line)
        under = None if fence else _UNDERLINE.match(line)
        paragraph_goes_on = ""
        if mark and (not fence or mark.group(1) == fence):
            fence = "" if fence else mark.group(1)
        elif found:
            headings.append(Heading(start=start, level=len(found.group(1)), text=_heading_text(line[found.end() :])))
        elif under and paragraph:
            level = 1 if under.group(1)[0] == "=" else 2
            headings.append(Heading(start=paragraph_start, level=level, text=paragraph))
        elif not fence and not line.lstrip().startswith(("-", "*", ">", "|", "+")):
            paragraph_goes_on = line.strip()
        paragraph, paragraph_start = paragraph_goes_on, start
        start += len(line) + 1
    return headings
