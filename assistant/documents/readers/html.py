"""Web pages saved as files: the article's text, and all of the text where no article is found."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

import lxml.etree
import lxml.html
import lxml.html.defs

from assistant.documents.readers.encoding import declared_encoding, decode
from assistant.documents.readers.marked_text import BOLD, ITALIC, one_line, without_marks
from assistant.documents.readers.reading import Reading, ReadLimits, Source, TextBuilder, built_page
from assistant.documents.readers.web_article import article, words_of
from assistant.documents.tables.table_rows import TableSink

_UNSEEN = {"script", "style", "noscript", "template", "head", "svg", "math", "iframe", "object", "select", "textarea"}
_UNSEEN |= {"rt", "rp"}  # how kanji are read: within the words they would keep those from being found
# Bounded, since whoever forgets to close one would have all that follows looked through for each.
_READINGS = re.compile(r"<(r[tp])\b[^>]{0,200}>.{0,200}?</\1\s*>", re.IGNORECASE | re.DOTALL)
_LAID_OUT = {"table", "h1", "h2", "h3", "h4", "h5", "h6", "script", "style", "img", "ul", "ol", "pre"}
_LONGEST_ROW = 1_000
_EMPHASIS = {"b": BOLD, "strong": BOLD, "i": ITALIC, "em": ITALIC, "cite": ITALIC, "var": ITALIC, "dfn": ITALIC}
PictureWords = Callable[[str], str]
# Cells of a row stay on its line.
_BLOCKS = (set(lxml.html.defs.block_tags) | {"li", "dt", "dd", "tr", "body", "main", "summary", "figcaption"}) - {
    "td",
    "th",
}
# A smaller part of the page than this is likely one block of many, and the rest would be lost. A larger one leaves next to
# nothing out, and the page's own structure is the better guide to paragraphs and headings.
_SMALLEST_SHARE, _LARGEST_SHARE = 0.4, 0.9


def read_html(source: Source, limits: ReadLimits) -> Reading:
    """Reads an HTML file; its title is that of the page, else its first heading."""
    written = _decoded(source.read_bytes())
    builder = _builder(written)
    tree = _parse(written)
    title = "" if tree is None else " ".join(str(tree.findtext(".//title") or "").split())
    title = title or (builder.headings[0].text if builder.headings else source.stem)
    if source.tables is not None and tree is not None:
        add_tables(tree, builder, source.tables)
    return (yield from built_page(builder, title, "text/html", limits))


def html_builder(data: bytes, declared: str = "", picture_words: PictureWords | None = None) -> TextBuilder:
    """The words of a page that is part of something else: a chapter, the body of a mail. ``picture_words`` gives those of a
    picture by its address in the page."""
    builder = TextBuilder()
    tree = _parse(_decoded(data, declared))
    if tree is not None:
        _add_all(builder, tree, picture_words)
    return builder


def add_tables(root: Any, builder: TextBuilder, tables: TableSink) -> None:
    """Hands on the rows of a page's tables that its text holds: one that only lays the page out, or lies in its navigation, is
    none."""
    after = 0
    for table in root.iter("table"):
        rows = _plain_rows(table)
        if not rows:
            continue
        start = builder.text.find(" | ".join(rows[0]).strip(), after)
        if start < 0:
            continue
        after = start + 1
        caption = table.find("caption")
        above = [heading.text for heading in builder.headings if heading.start < start]
        name = words_of(caption) if caption is not None else above[-1] if above else ""
        first = table.find(".//tr")
        named = table.find("thead") is not None or all(cell.tag == "th" for cell in first)
        tables.add_written(name, None, rows, start, named=named)


def _plain_rows(table: Any) -> list[list[str]]:
    """The cells of a table row by row; none where a cell spans others or holds another table."""
    if table.find(".//table") is not None:
        return []
    rows = [[cell for cell in row if cell.tag in {"td", "th"}] for row in table.iter("tr")]
    if any(cell.get(span, "1") != "1" for row in rows for cell in row for span in ("colspan", "rowspan")):
        return []
    return [[words_of(cell) for cell in row] for row in rows if row]


def _decoded(data: bytes, declared: str = "") -> str:
    return decode(data, declared or declared_encoding(data)) if data.strip() else ""


def _builder(written: str) -> TextBuilder:
    """The article of a page, or all its words when the article is a small part of them."""
    whole = TextBuilder()
    tree = _parse(written)
    if tree is not None:
        _add_all(whole, tree)
    found = article(_READINGS.sub("", written), whole)
    share = len(found.text) / max(1, len(whole.text))
    return found if _SMALLEST_SHARE <= share < _LARGEST_SHARE or not whole.text else whole


def _parse(source: str) -> Any:
    try:
        # Bytes, since lxml refuses a str with an encoding declaration; huge_tree stays off: depth is limited.
        return lxml.html.document_fromstring(
            source.encode("utf-8", "replace"), parser=lxml.html.HTMLParser(encoding="utf-8")
        )
    except (lxml.etree.LxmlError, ValueError):
        return None


def _add_all(builder: TextBuilder, root: Any, picture_words: PictureWords | None = None) -> None:
    """All text a browser would show, block by block. Goes by events, so that no depth of nesting is too deep."""
    words: list[str] = []
    pictures: list[str] = []
    unseen = 0
    whole_row: Any = None  # whose paragraphs stay on its line

    def flush(level: int = 0, *, close: bool = False, row: bool = False) -> None:
        text = one_line("".join(words))
        builder.add(text if without_marks(text).strip(" |") else "", level=level, close=close, row=row)
        words.clear()
        # The words of a picture come behind the block it stands in.
        while pictures and picture_words is not None:
            builder.add(picture_words(pictures.pop(0)))

    for event, element in lxml.etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        if event in {"comment", "pi"} or not isinstance(element.tag, str):
            if not unseen:
                words.append(element.tail or "")
            continue
        tag = element.tag.lower()
        if event == "start":
            if tag in _UNSEEN:
                unseen += 1
            if not unseen:
                if tag in _BLOCKS and whole_row is None:
                    flush()
                elif tag in _BLOCKS:
                    words.append(" ")
                if tag == "sup" and _is_note_mark(element, words):
                    words.append(" ")
                if tag == "tr" and whole_row is None and _is_short(element):
                    whole_row = element
                words.append(
                    (" | " if tag in {"td", "th"} and element.getprevious() is not None else "") + (element.text or "")
                )
                if tag == "br":
                    words.append(" ")
                if tag in _EMPHASIS:
                    words.insert(len(words) - 1, _EMPHASIS[tag][0])
                if picture_words is not None and tag in {"img", "image"}:
                    pictures.append(_address(element))
        else:
            if element is whole_row:
                whole_row = None
            if not unseen and tag in _BLOCKS and whole_row is not None:
                words.append(" ")
            elif not unseen and tag in _BLOCKS:
                flush(
                    int(tag[1]) if len(tag) == 2 and tag[1].isdigit() else 0,
                    close=tag == "tr" and _follows_row(element),
                    row=tag == "tr",
                )
            if tag in _UNSEEN:
                unseen -= 1
            if not unseen:
                words.append((_EMPHASIS[tag][1] if tag in _EMPHASIS else "") + (element.tail or ""))
    flush()


def _is_note_mark(raised: Any, before: Sequence[str]) -> bool:
    """Whether a raised number stands behind a word: it calls a footnote, as that behind a unit does not."""
    return "".join(raised.itertext()).strip().isdigit() and re.search(r"[^\W\d_]{3}$", _end_of(before)) is not None


def _end_of(words: Sequence[str]) -> str:
    return without_marks("".join(words[-5:]))


def _is_short(row: Any) -> bool:
    """Whether a row holds a few words a cell: not one that lays out the page."""
    inner = {element.tag for element in row.iter() if isinstance(element.tag, str)}
    return not inner & _LAID_OUT and sum(map(len, row.itertext())) < _LONGEST_ROW


def _follows_row(element: Any) -> bool:
    previous = element.getprevious()
    return previous is not None and previous.tag == "tr"


def _address(picture: Any) -> str:
    """Where a picture lies; in SVG, which covers of books are wrapped in, the attribute has a name space."""
    return next((str(value) for name, value in picture.attrib.items() if name.rsplit(":")[-1] in {"src", "href"}), "")
