"""Presentations (PPTX): a page a slide, in reading order, with tables, charts' words, the speaker's notes and comments.

A slide that is a picture is recognised; the words of pictures beside other text come behind it.
"""

from __future__ import annotations

import contextlib
import dataclasses
from collections.abc import Iterator
from typing import Any

import lxml.etree
import pptx
import pptx.exc
from pptx.shapes.picture import Picture

from assistant.documents.readers.comments import slide_comments
from assistant.documents.readers.embedded_pictures import EmbeddedPictures
from assistant.documents.readers.image import recognised_words
from assistant.documents.readers.marked_text import marked
from assistant.documents.readers.office_package import damaged, open_package
from assistant.documents.readers.reading import Reading, ReadLimits, Source, TextBuilder, built_pages
from assistant.documents.readers.scans import ScanReader
from assistant.documents.tables.table_rows import TableSink
from assistant.errors import DocumentUnreadable

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
_KIND = "presentation"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_NO_PICTURE = (ValueError, KeyError, AttributeError)  # of a shape whose picture is linked, or of no known kind


def read_pptx(source: Source, limits: ReadLimits) -> Reading:
    """Reads a PPTX file; its title is the one in its properties, else its name."""
    with open_package(source, _KIND) as stream:
        try:
            presentation = pptx.Presentation(stream)
            slides = list(presentation.slides)
            title = " ".join(str(presentation.core_properties.title or "").split())
        except (pptx.exc.PythonPptxError, lxml.etree.LxmlError) as error:
            raise damaged(_KIND) from error
        except (KeyError, ValueError, AttributeError, NotImplementedError, EOFError) as error:
            # python-pptx meets parts that are missing or of another kind with whatever error comes first.
            raise damaged(_KIND) from error
        if title.lower() in {"", "powerpoint presentation"}:
            title = source.stem
        scans = ScanReader(limits.ocr_s)
        pictures = EmbeddedPictures(limits.ocr_s)
        pages = (
            _with_comments(_slide(slide, number, scans, pictures, source.tables), slide_comments(presentation, slide))
            for number, slide in enumerate(slides, start=1)
        )
        document = yield from built_pages(pages, title, MEDIA_TYPE, limits, len(slides))
        note = " ".join(filter(None, (document.note, scans.note())))
        return dataclasses.replace(
            document,
            note=note,
            ocr_pages=scans.read_pages + len(pictures.pages),
            unread_pages=tuple(scans.unread_pages),
        )


def _slide(
    slide: Any, number: int, scans: ScanReader, pictures: EmbeddedPictures, tables: TableSink | None
) -> TextBuilder:
    builder = TextBuilder()
    heading = slide.shapes.title
    if heading is not None and heading.has_text_frame:
        builder.add(heading.text_frame.text, level=1)
    for shape in sorted(_shapes(slide.shapes), key=lambda each: (each.top or 0, each.left or 0)):
        if heading is not None and shape.shape_id == heading.shape_id:
            continue
        if getattr(shape, "has_table", False):
            _add_table(builder, shape.table, number, tables)
        elif getattr(shape, "has_chart", False):
            _add_chart(builder, shape.chart, number, tables)
        elif shape.has_text_frame:
            for place, paragraph in enumerate(shape.text_frame.paragraphs):
                builder.add(_words(paragraph), close=place > 0)
    if builder.text:
        for picture in _pictures(slide):
            with contextlib.suppress(*_NO_PICTURE):
                builder.add(pictures.words(picture.image.blob, number))
    else:
        _add_picture(builder, slide, number, scans)
    if slide.has_notes_slide and slide.notes_slide.notes_text_frame is not None:
        builder.add(slide.notes_slide.notes_text_frame.text)
    return builder


def _with_comments(builder: TextBuilder, comments: list[str]) -> TextBuilder:
    for comment in comments:
        builder.add(comment)
    return builder


def _words(paragraph: Any) -> str:
    """The words of a paragraph with their emphasis marked, without the number of the slide."""
    parts: list[str] = []
    for child in paragraph._p:  # noqa: SLF001 - python-pptx gives runs without the line ends between them
        if child.tag == f"{_A}br":
            parts.append("\n")
        elif child.tag == f"{_A}r" or (child.tag == f"{_A}fld" and child.get("type") != "slidenum"):
            words, look = child.findtext(f"{_A}t") or "", child.find(f"{_A}rPr")
            bold, italic = (False, False) if look is None else (_is_on(look, "b"), _is_on(look, "i"))
            parts.append(marked(words, bold=bold, italic=italic) if words else "")
    return "".join(parts)


def _is_on(look: Any, name: str) -> bool:
    return look.get(name) in {"1", "true"}


def _add_table(builder: TextBuilder, table: Any, number: int, tables: TableSink | None) -> None:
    name = builder.table_name
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    start = builder.add_table(rows)
    if tables is not None and not any(cell.is_merge_origin or cell.is_spanned for cell in table.iter_cells()):
        tables.add_written(name, number, rows, start, named=bool(table.first_row))


def _add_picture(builder: TextBuilder, slide: Any, number: int, scans: ScanReader) -> None:
    """The words of the largest picture of a slide that has none of its own: decks are often made of pictures of slides."""
    pictures = _pictures(slide)
    if not pictures:
        return
    largest = max(pictures, key=lambda shape: (shape.width or 0) * (shape.height or 0))
    with contextlib.suppress(DocumentUnreadable, *_NO_PICTURE):
        builder.add(recognised_words(largest.image.blob, number, scans))


def _pictures(slide: Any) -> list[Any]:
    # Asked for its type, a shape that python-pptx does not know raises an error.
    return [shape for shape in _shapes(slide.shapes) if isinstance(shape, Picture)]


def _shapes(shapes: Any) -> Iterator[Any]:
    """Shapes, those in groups included."""
    for shape in shapes:
        if hasattr(shape, "shapes"):
            yield from _shapes(shape.shapes)
        else:
            yield shape


def _add_chart(builder: TextBuilder, chart: Any, number: int, tables: TableSink | None) -> None:
    """A chart as the table behind it."""
    name = builder.table_name
    try:
        if chart.has_title and chart.chart_title.has_text_frame:
            name = chart.chart_title.text_frame.text
            builder.add(name)
        plot = chart.plots[0]
        series = list(plot.series)
        categories = [str(category) for category in plot.categories]
    except (IndexError, KeyError, ValueError, AttributeError, NotImplementedError):
        return  # a kind of chart that python-pptx does not know; the slide's other text stays
    columns = [[_number(value) for value in each.values] for each in series]
    rows = [["", *(str(each.name) for each in series)]]
    rows += [
        [category, *(column[row] if row < len(column) else "" for column in columns)]
        for row, category in enumerate(categories)
    ]
    start = builder.add_table(rows)
    if tables is not None:
        tables.add_written(name, number, rows, start, named=True)


def _number(value: Any) -> str:
    return "" if value is None else f"{value:g}" if isinstance(value, float) else str(value)
