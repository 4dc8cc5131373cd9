"""OpenDocument files (ODT, ODS, ODP): text with headings, tables and footnotes; a page a sheet or slide.

Comments come behind the paragraph or table they belong to, the words of pictures behind all others.
"""

from __future__ import annotations

import contextlib
import dataclasses
import io
import zipfile
from collections.abc import Iterator
from typing import Any, BinaryIO

import lxml.etree
import odfdo

from assistant.documents.readers.comments import said
from assistant.documents.readers.embedded_pictures import EmbeddedPictures
from assistant.documents.readers.office_package import check_package, damaged, open_package
from assistant.documents.readers.open_document_styles import ORDINARY, Look, Looks, in_look
from assistant.documents.readers.reading import Reading, ReadLimits, Source, TextBuilder, built_page, built_pages
from assistant.documents.tables.table_rows import TableSink, compact

_MEDIA_TYPE = "application/vnd.oasis.opendocument."
_KIND = "OpenDocument file"
_COMMENT = "office:annotation"
_LEFT_OUT = frozenset(
    {
        _COMMENT,
        "text:tracked-changes",
        "office:forms",
        "text:sequence-decls",
        "presentation:notes",
        "text:note-citation",
    }
)
_CELL_WORDS = f"descendant::text:p[not(ancestor::{_COMMENT})]"
_REPEATED = 1_000
_COLUMNS = 500


def read_open_document(source: Source, limits: ReadLimits) -> Reading:
    """Reads an ODT, ODS or ODP file; its title is the one in its properties, else its first heading or its name."""
    with open_package(source, _KIND) as stream:
        document = _opened(stream, source)
    body, kind = document.body, document.get_type().split("-")[0]
    title = " ".join(str(document.meta.title or "").split())
    pictures = EmbeddedPictures(limits.ocr_s)
    looks = Looks(document)
    if kind in {"spreadsheet", "presentation", "drawing", "graphics"}:
        tag = "table:table" if kind == "spreadsheet" else "draw:page"
        parts = [child for child in body.children if child.tag == tag]
        pages = (
            _with_pictures(_page(part, number, source.tables, looks), part, number, document, pictures)
            for number, part in enumerate(parts, start=1)
        )
        read = yield from built_pages(pages, title or source.stem, _MEDIA_TYPE + kind, limits, len(parts))
        return dataclasses.replace(read, ocr_pages=len(pictures.pages))
    builder = TextBuilder()
    _add(builder, body, source.tables, looks)
    _with_pictures(builder, body, 1, document, pictures)
    title = title or (builder.headings[0].text if builder.headings else source.stem)
    read = yield from built_page(builder, title, _MEDIA_TYPE + kind, limits)
    return dataclasses.replace(read, ocr_pages=len(pictures.pages))


def _opened(stream: BinaryIO, source: Source) -> Any:
    try:
        with zipfile.ZipFile(stream) as archive:
            is_encrypted = b"encryption-data" in archive.read("META-INF/manifest.xml")
        if is_encrypted:
            from assistant.documents.readers.open_document_key import decrypted

            stream = decrypted(stream, source.password)
            check_package(stream, source, _KIND)
        stream.seek(0)
        document = odfdo.Document(io.BytesIO(stream.read()))
        if document.body is None or document.meta is None:
            raise damaged(_KIND)
    except (zipfile.BadZipFile, lxml.etree.LxmlError, KeyError, ValueError, AttributeError, TypeError) as error:
        # odfdo meets parts that are missing or of another kind with whatever error comes first.
        raise damaged(_KIND) from error
    return document


def _page(part: Any, number: int, tables: TableSink | None, looks: Looks) -> TextBuilder:
    builder = TextBuilder()
    if part.tag == "table:table":
        name = str(part.get_attribute("table:name") or "")
        builder.add(name, level=1)
        _add_table(builder, part)
        _add_comments(builder, part)
        if tables is not None:
            rows = compact(list(_rows(part)))
            tables.add(name, number, lambda: rows)
    else:
        _add(builder, part, tables, looks, number)
    return builder


def _with_pictures(
    builder: TextBuilder, part: Any, number: int, document: Any, pictures: EmbeddedPictures
) -> TextBuilder:
    """Adds the words of the pictures of a text, sheet or slide, behind its own."""
    for picture in part.get_elements("descendant::draw:image"):
        address = str(picture.get_attribute("xlink:href") or "")
        if address.startswith("Pictures/"):
            with contextlib.suppress(KeyError, ValueError, AttributeError, TypeError):  # the part is not there
                builder.add(pictures.words(bytes(document.get_part(address)), number))
    return builder


def _add(
    builder: TextBuilder,
    parent: Any,
    tables: TableSink | None,
    looks: Looks,
    page: int | None = None,
    *,
    close: bool = False,
) -> None:
    """Adds what lies in an element, block by block."""
    for number, child in enumerate(parent.children):
        if child.tag in _LEFT_OUT - {_COMMENT}:
            continue
        if child.tag == "text:h":
            builder.add(_text(child), level=int(child.get_attribute_integer("text:outline-level") or 1))
            _add_comments(builder, child)
        elif child.tag == "text:p":
            title = parent.parent is not None and parent.parent.get_attribute("presentation:class") == "title"
            words = _text(child) if title else _text(child, looks, looks.of_paragraph(child))
            builder.add(words, level=int(title), close=close or (number > 0 and parent.tag == "draw:text-box"))
            _add_comments(builder, child)
            for frame in child.get_elements("descendant::draw:text-box"):
                _add(builder, frame, tables, looks, page)
        elif child.tag == "table:table":
            _add_written_table(builder, child, tables, page)
            _add_comments(builder, child)
        elif child.tag == _COMMENT:  # of a slide
            builder.add(_comment(child))
        elif child.tag == "text:list":
            _add(builder, child, tables, looks, page)
        else:
            _add(builder, child, tables, looks, page, close=child.tag == "text:list-item" and number > 0)


def _text(element: Any, looks: Looks | None = None, look: Look = ORDINARY) -> str:
    """The words of a paragraph, its footnotes in brackets where they are called. With ``looks``, what is bold or italic is marked
    so; ``look`` is that of the element."""
    parts = [in_look(element.text, look)]
    for child in element.children:
        if child.tag == "text:s":
            parts.append(" " * int(child.get_attribute_integer("text:c") or 1))
        elif child.tag == "text:tab":
            parts.append("\t")
        elif child.tag == "text:line-break":
            parts.append("\n")
        elif child.tag == "text:note":
            parts.append(f" [{' '.join(_text(child).split())}]")
        elif child.tag not in _LEFT_OUT and child.tag != "draw:frame":
            inner = looks.of_span(child, look) if looks is not None and child.tag == "text:span" else look
            parts.append(_text(child, looks, inner))
        parts.append(in_look(child.tail, look))
    return "".join(parts)


def _add_comments(builder: TextBuilder, element: Any) -> None:
    """What readers wrote at the words of a paragraph, table or sheet, behind them."""
    for comment in element.get_elements(f"descendant::{_COMMENT}"):
        builder.add(_comment(comment))


def _comment(comment: Any) -> str:
    author = " ".join(_text(name) for name in comment.get_elements("dc:creator"))
    return said(author, " ".join(_text(paragraph) for paragraph in comment.get_elements("descendant::text:p")))


def _add_table(builder: TextBuilder, table: Any) -> None:
    builder.add_table(_rows(table))


def _add_written_table(builder: TextBuilder, table: Any, tables: TableSink | None, page: int | None) -> None:
    """A table in a text or on a slide; its rows too where no cell spans others."""
    name, rows = builder.table_name, list(_rows(table))
    start = builder.add_table(rows)
    spans = "descendant::table:covered-table-cell | descendant::table:table"
    if tables is not None and not table.get_elements(spans):
        tables.add_written(
            name, page, rows, start, named=bool(table.get_elements("descendant::table:table-header-rows"))
        )


def _rows(parent: Any) -> Iterator[list[str]]:
    for child in parent.children:
        if child.tag == "table:table-row":
            cells = _cells(child)
            # Rows that are repeated to the end of the sheet are empty; others are repeated as they say.
            times = min(int(child.get_attribute_integer("table:number-rows-repeated") or 1), _REPEATED)
            for _ in range(times if any(cells) else 1):
                yield cells
        elif child.tag in {"table:table-header-rows", "table:table-rows", "table:table-row-group"}:
            yield from _rows(child)


def _cells(row: Any) -> list[str]:
    cells: list[str] = []
    for cell in row.children:
        if cell.tag not in {"table:table-cell", "table:covered-table-cell"}:
            continue
        words = "\n".join(_text(paragraph) for paragraph in cell.get_elements(_CELL_WORDS))
        times = int(cell.get_attribute_integer("table:number-columns-repeated") or 1)
        cells.extend([words] * min(times, _COLUMNS - len(cells)))
    return cells
