"""Plain text and Markdown, kept as written."""

from __future__ import annotations

import re

from assistant.documents.base import Heading
from assistant.documents.readers.encoding import decode
from assistant.documents.readers.reading import Reading, ReadLimits, Source, clean, one_page

_ATX = re.compile(r"^ {0,3}(#{1,6})[ \t]+(.+?)[ \t]*#*[ \t]*$")
_UNDERLINE = re.compile(r"^ {0,3}(=+|-+)[ \t]*$")
_FENCE = re.compile(r"^ {0,3}(```|~~~)")


def read_plain_text(source: Source, limits: ReadLimits) -> Reading:
    """Reads a text file; its title is the file's name."""
    text = clean(decode(source.read_bytes()))
    return (yield from one_page(text, source.stem, "text/plain", limits))


def read_markdown(source: Source, limits: ReadLimits) -> Reading:
    """Reads a Markdown file with its headings; its title is the first of them."""
    text = clean(decode(source.read_bytes()))
    headings = markdown_headings(text)
    title = headings[0].text if headings else source.stem
    return (yield from one_page(text, title, "text/markdown", limits, headings))


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
            headings.append(Heading(start=start, level=len(found.group(1)), text=found.group(2)))
        elif under and paragraph:
            level = 1 if under.group(1)[0] == "=" else 2
            headings.append(Heading(start=paragraph_start, level=level, text=paragraph))
        elif not fence and not line.lstrip().startswith(("-", "*", ">", "|", "+")):
            paragraph_goes_on = line.strip()
        paragraph, paragraph_start = paragraph_goes_on, start
        start += len(line) + 1
    return headings
