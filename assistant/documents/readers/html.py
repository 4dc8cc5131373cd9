"""Web pages saved as files: the article's text, and all of the text where no article is found."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import lxml.etree
import lxml.html
import lxml.html.defs
import trafilatura

from assistant.documents.readers.encoding import decode
from assistant.documents.readers.reading import Reading, ReadLimits, TextBuilder, one_page

_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{1,40})", re.IGNORECASE)
_XML_DECLARED = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9_.:-]{1,40})", re.IGNORECASE)
_UNSEEN = {"script", "style", "noscript", "template", "head", "svg", "math", "iframe", "object", "select", "textarea"}
# Cells of a row stay on its line.
_BLOCKS = (set(lxml.html.defs.block_tags) | {"li", "dt", "dd", "tr", "body", "main", "summary", "figcaption"}) - {
    "td",
    "th",
}
# An article that is a smaller part of the page than this is likely one block of a page of many, and the rest would be lost.
_ARTICLE_SHARE = 0.4


def read_html(file: Path, limits: ReadLimits) -> Reading:
    """Reads an HTML file; its title is that of the page, else its first heading."""
    data = file.read_bytes()
    declared = _DECLARED.search(data[:4096]) or _XML_DECLARED.search(data[:200])
    source = decode(data, declared.group(1).decode("ascii") if declared else "")
    tree = _parse(source)
    whole = TextBuilder()
    if tree is not None:
        _add_all(whole, tree)
    article = _article(source)
    builder = article if len(article.text) >= _ARTICLE_SHARE * len(whole.text) else whole
    title = "" if tree is None else " ".join(str(tree.findtext(".//title") or "").split())
    title = title or (builder.headings[0].text if builder.headings else file.stem)
    return (yield from one_page(builder.text, title, "text/html", limits, builder.headings))


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
    if block.tag == "head":
        mark = str(block.get("rend") or "h2")
        level = int(mark[1]) if len(mark) > 1 and mark[1].isdigit() else 2
        builder.add(" ".join("".join(block.itertext()).split()), level=level)
    elif block.tag == "row":
        previous = block.getprevious()
        cells = [" ".join("".join(cell.itertext()).split()) for cell in block.iter("cell")]
        builder.add(" | ".join(cells), close=previous is not None and previous.tag == "row")
    elif block.tag == "code":
        builder.add("".join(block.itertext()))
    else:
        builder.add(
            " ".join("".join(block.itertext()).split()), close=block.tag == "item" and block.getprevious() is not None
        )


def _add_all(builder: TextBuilder, root: Any) -> None:
    """All text a browser would show, block by block. Goes by events, so that no depth of nesting is too deep."""
    words: list[str] = []
    unseen = 0

    def flush(level: int = 0, *, close: bool = False) -> None:
        builder.add(" ".join("".join(words).split()), level=level, close=close)
        words.clear()

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
        else:
            if not unseen and tag in _BLOCKS:
                flush(
                    int(tag[1]) if len(tag) == 2 and tag[1].isdigit() else 0,
                    close=tag == "tr" and _follows_row(element),
                )
            if tag in _UNSEEN:
                unseen -= 1
            if not unseen:
                words.append(element.tail or "")
    flush()


def _follows_row(element: Any) -> bool:
    previous = element.getprevious()
    return previous is not None and previous.tag == "tr"
