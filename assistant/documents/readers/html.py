"""Web pages saved as files: the article's text, and all of the text where no article is found."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import lxml.etree
import lxml.html
import lxml.html.defs
import trafilatura

from assistant.documents.readers.encoding import declared_encoding, decode
from assistant.documents.readers.reading import Reading, ReadLimits, Source, TextBuilder, built_page

_UNSEEN = {"script", "style", "noscript", "template", "head", "svg", "math", "iframe", "object", "select", "textarea"}
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
    return (yield from built_page(builder, title, "text/html", limits))


def html_builder(data: bytes, declared: str = "", picture_words: PictureWords | None = None) -> TextBuilder:
    """The words of a page that is part of something else: a chapter, the body of a mail. ``picture_words`` gives those of a
    picture by its address in the page."""
    builder = TextBuilder()
    tree = _parse(_decoded(data, declared))
    if tree is not None:
        _add_all(builder, tree, picture_words)
    return builder


def _decoded(data: bytes, declared: str = "") -> str:
    return decode(data, declared or declared_encoding(data)) if data.strip() else ""


def _builder(written: str) -> TextBuilder:
    """The article of a page, or all its words when the article is a small part of them."""
    whole = TextBuilder()
    tree = _parse(written)
    if tree is not None:
        _add_all(whole, tree)
    article = _article(written)
    share = len(article.text) / max(1, len(whole.text))
    return article if _SMALLEST_SHARE <= share < _LARGEST_SHARE or not whole.text else whole


def _parse(source: str) -> Any:
    try:
        # Bytes, since lxml refuses a str with an encoding declaration; huge_tree stays off: depth is limited.
        return lxml.html.document_fromstring(
            source.encode("utf-8", "replace"), parser=lxml.html.HTMLParser(encoding="utf-8")
        )
    except (lxml.etree.LxmlError, ValueError):
        return None


def _article(source: str) -> TextBuilder:
    builder = TextBuilder()
    extracted = trafilatura.extract(
        source, output_format="xml", favor_recall=True, include_comments=False, include_tables=True
    )
    if extracted:
        for block in lxml.etree.fromstring(extracted.encode("utf-8")).iter(
            "head", "p", "item", "row", "quote", "code", "ab"
        ):
            if any(parent.tag in {"p", "item", "row", "quote", "code"} for parent in block.iterancestors()):
                continue
            _add_block(builder, block)
    return builder


def _add_block(builder: TextBuilder, block: Any) -> None:
    previous = block.getprevious()
    if block.tag == "head":
        mark = str(block.get("rend") or "h2")
        builder.add(_words(block), level=int(mark[1]) if len(mark) > 1 and mark[1].isdigit() else 2)
    elif block.tag == "row":
        cells = [_words(cell) for cell in block.iter("cell")]
        builder.add(" | ".join(cells), close=previous is not None and previous.tag == "row", row=True)
    elif block.tag == "code":
        builder.add("".join(block.itertext()))
    else:
        builder.add(_words(block), close=block.tag == "item" and previous is not None)


def _words(block: Any) -> str:
    """Text of a block on one line; what stood in items or paragraphs of its own stays apart."""
    parts: list[str] = []
    for event, element in lxml.etree.iterwalk(block, events=("start", "end")):
        apart = element.tag in {"item", "p", "list", "cell", "row", "lb", "head"}
        parts.append(" " if apart else "")
        if event == "start":
            parts.append(element.text or "")
        elif element is not block:
            parts.append(element.tail or "")
    return " ".join("".join(parts).split())


def _add_all(builder: TextBuilder, root: Any, picture_words: PictureWords | None = None) -> None:
    """All text a browser would show, block by block. Goes by events, so that no depth of nesting is too deep."""
    words: list[str] = []
    pictures: list[str] = []
    unseen = 0

    def flush(level: int = 0, *, close: bool = False, row: bool = False) -> None:
        text = " ".join("".join(words).split())
        builder.add(text if text.strip(" |") else "", level=level, close=close, row=row)
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
                if tag in _BLOCKS:
                    flush()
                words.append(
                    (" | " if tag in {"td", "th"} and element.getprevious() is not None else "") + (element.text or "")
                )
                if tag == "br":
                    words.append(" ")
                if picture_words is not None and tag in {"img", "image"}:
                    pictures.append(_address(element))
        else:
            if not unseen and tag in _BLOCKS:
                flush(
                    int(tag[1]) if len(tag) == 2 and tag[1].isdigit() else 0,
                    close=tag == "tr" and _follows_row(element),
                    row=tag == "tr",
                )
            if tag in _UNSEEN:
                unseen -= 1
            if not unseen:
                words.append(element.tail or "")
    flush()


def _follows_row(element: Any) -> bool:
    previous = element.getprevious()
    return previous is not None and previous.tag == "tr"


def _address(picture: Any) -> str:
    """Where a picture lies; in SVG, which covers of books are wrapped in, the attribute has a name space."""
    return next((str(value) for name, value in picture.attrib.items() if name.rsplit(":")[-1] in {"src", "href"}), "")
