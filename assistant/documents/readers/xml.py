"""XML: the words between the tags. Entities are never expanded, and nothing that a file names is fetched or opened."""

from __future__ import annotations

from typing import Any

import lxml.etree

from assistant.documents.readers.encoding import declared_encoding, decode
from assistant.documents.readers.reading import Reading, ReadLimits, Source, TextBuilder, built_page, clean, one_page

MEDIA_TYPE = "text/xml"
_INLINE = frozenset({"a", "b", "i", "em", "strong", "span", "sub", "sup", "u", "code", "q"})


def parse_xml(data: bytes, *, forgiving: bool = False) -> Any:
    """The root of an XML document. Raises ``lxml.etree.LxmlError``."""
    parser = lxml.etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=forgiving
    )
    root = lxml.etree.fromstring(data, parser)
    if root is None:
        raise lxml.etree.XMLSyntaxError("no element", 0, 0, 0)
    return root


def read_xml(source: Source, limits: ReadLimits) -> Reading:
    """Reads an XML file; its title is its first ``title`` element, else its name. One without words is kept as written."""
    data = source.read_bytes()
    text = decode(data, declared_encoding(data))
    builder = TextBuilder()
    title = ""
    try:
        # In UTF-8 whatever it was written in: a declaration that lies would spoil it.
        root = parse_xml(_without_declaration(text).encode("utf-8", "replace"), forgiving=True)
    except (lxml.etree.LxmlError, ValueError):
        root = None
    if root is not None:
        _add(builder, root)
        title = " ".join("".join(root.xpath("string(//*[local-name()='title'][1])")).split())
    if not builder.text:
        return (yield from one_page(clean(text), source.stem, MEDIA_TYPE, limits))
    return (yield from built_page(builder, title[:300] or source.stem, MEDIA_TYPE, limits))


def _without_declaration(text: str) -> str:
    text = text.lstrip()
    return text[text.find("?>") + 2 :] if text.startswith("<?xml") else text


def _add(builder: TextBuilder, root: Any) -> None:
    """A block an element, but what stands inside a line stays in it. By events, so that no depth of nesting is too deep."""
    words: list[str] = []

    def flush() -> None:
        builder.add(" ".join("".join(words).split()), close=True)
        words.clear()

    for event, element in lxml.etree.iterwalk(root, events=("start", "end")):
        if not isinstance(element.tag, str):
            continue
        inline = lxml.etree.QName(element).localname.lower() in _INLINE
        if not inline:
            flush()
        words.append((element.text if event == "start" else element.tail) or "")
    flush()
