"""Word documents (DOCX): paragraphs, headings, what is bold or italic, tables row by row, and comments and the words of pictures
where they stand."""

from __future__ import annotations

import dataclasses
import zipfile
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

import docx
import docx.opc.exceptions
import lxml.etree

from assistant.documents.readers.comments import called_comments, word_comments
from assistant.documents.readers.embedded_pictures import EmbeddedPictures
from assistant.documents.readers.marked_text import marked, without_marks
from assistant.documents.readers.office_package import damaged, open_package
from assistant.documents.readers.reading import Reading, ReadLimits, Source, TextBuilder, built_page
from assistant.documents.readers.xml import parse_xml
from assistant.documents.tables.table_rows import TableSink
from assistant.errors import DocumentUnreadable

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_KIND = "Word document"
_Look = tuple[bool, bool]  # bold, italic
_ORDINARY: _Look = (False, False)
_ITEM_MARK = "• "  # what number Word would show takes its whole layout to know


def read_docx(source: Source, limits: ReadLimits) -> Reading:
    """Reads a DOCX file; its title is the one in its properties, else its first heading."""
    builder = TextBuilder()
    pictures = EmbeddedPictures(limits.ocr_s)
    with open_package(source, _KIND) as stream:
        document = _opened(stream)
        headings = _heading_levels(document)
        notes, lists, looks = _notes(document), _list_styles(document), _style_looks(document)
        comments = word_comments(document)
        in_list = False
        for block in _blocks(document.element.body):
            if block.tag == f"{_W}p":
                level = _level(block, headings)
                text = _text(block, notes, None if level else looks, _style_look(block, "pPr/{}pStyle", looks))
                item = bool(without_marks(text).strip()) and not level and _is_item(block, lists)
                builder.add(f"{_ITEM_MARK}{text.strip()}" if item else text, level=level, close=item and in_list)
                in_list = item
            else:
                in_list = False
                _add_table(builder, block, source.tables)
            for comment in called_comments(block, comments):
                builder.add(comment)
            for picture in _pictures(document, block):
                builder.add(pictures.words(picture))
        title = str(document.core_properties.title or "").strip()
    title = title or (builder.headings[0].text if builder.headings else source.stem)
    read = yield from built_page(builder, title, MEDIA_TYPE, limits)
    return dataclasses.replace(read, ocr_pages=len(pictures.pages))


def _opened(stream: BinaryIO) -> Any:
    try:
        with zipfile.ZipFile(stream) as archive:
            if "word/document.xml" in archive.namelist() and _is_strict(archive):
                raise DocumentUnreadable(
                    "This Word document is in the Strict Open XML form, which Sotto does not read.",
                    "Save it as an ordinary Word document (DOCX).",
                )
        stream.seek(0)
        return docx.Document(stream)
    except (zipfile.BadZipFile, docx.opc.exceptions.OpcError, lxml.etree.LxmlError) as error:
        raise damaged(_KIND) from error
    except (KeyError, ValueError, AttributeError, NotImplementedError, EOFError) as error:
        # python-docx meets parts that are missing or of another kind with whatever error comes first.
        raise damaged(_KIND) from error


def _is_strict(archive: zipfile.ZipFile) -> bool:
    with archive.open("word/document.xml") as stream:
        return _STRICT in stream.read(4000)


def _blocks(parent: Any) -> Iterator[Any]:
    """Paragraphs and tables in order, those in content controls and inserted text included."""
    for child in parent:
        if child.tag in {f"{_W}p", f"{_W}tbl"}:
            yield child
        elif child.tag in {f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}customXml", f"{_W}smartTag"}:
            yield from _blocks(child)


def _pictures(document: Any, block: Any) -> Iterator[bytes]:
    """The pictures that stand in a paragraph or table."""
    for blip in block.iter(f"{_A}blip"):
        part = document.part.related_parts.get(blip.get(f"{_R}embed"))
        if part is not None:
            yield part.blob


def _notes(document: Any) -> dict[str, str]:
    """Footnotes and endnotes by their kind and number."""
    notes: dict[str, str] = {}
    for relation in document.part.rels.values():
        kind = relation.reltype.rsplit("/", 1)[-1]
        if kind in {"footnotes", "endnotes"} and not relation.is_external:
            root = parse_xml(relation.target_part.blob)
            for note in root.iter(f"{_W}{kind[:-1]}"):
                notes[f"{kind[:-1]} {note.get(f'{_W}id')}"] = " ".join(_text(note).split())
    return notes


def _text(
    element: Any, notes: Mapping[str, str] = {}, looks: Mapping[str, _Look] | None = None, look: _Look = _ORDINARY
) -> str:
    """Text of a paragraph as it is shown, its footnotes in brackets where they are called: what was deleted under review, and
    the second copy of text boxes, is left out. With ``looks``, those of styles by their id, what is bold or italic is marked so;
    ``look`` is that of the paragraph."""
    parts: list[str] = []
    for child in element:
        tag = child.tag
        if tag in {f"{_W}del", f"{_W}moveFrom", f"{_W}rPr", f"{_W}pPr", f"{_W}instrText", _FALLBACK}:
            continue
        if tag == f"{_W}t":
            parts.append(child.text or "")
        elif tag == f"{_W}tab":
            parts.append("\t")
        elif tag in {f"{_W}br", f"{_W}cr"}:
            parts.append("\n")
        elif tag == f"{_W}noBreakHyphen":
            parts.append("-")
        elif tag in {f"{_W}footnoteReference", f"{_W}endnoteReference"}:
            note = notes.get(f"{tag[len(_W) : -len('Reference')]} {child.get(f'{_W}id')}", "")
            parts.append(f" [{note}]" if note else "")
        elif tag == f"{_W}p":
            parts.append("\n" + _text(child, notes, looks, look) + "\n")
        elif tag == f"{_W}r" and looks is not None:
            words = _text(child, notes, looks, look)
            bold, italic = _run_look(child, looks, look)
            parts.append(marked(words, bold=bold, italic=italic) if words else "")
        else:
            parts.append(_text(child, notes, looks, look))
    return "".join(parts)


def _run_look(run: Any, looks: Mapping[str, _Look], paragraph: _Look) -> _Look:
    """The run's own properties go before those of its style, and these before the paragraph's."""
    bold, italic = _style_look(run, "rPr/{}rStyle", looks, paragraph)
    own_bold, own_italic = run.find(f"{_W}rPr/{_W}b"), run.find(f"{_W}rPr/{_W}i")
    return (
        bold if own_bold is None else _is_on(own_bold),
        italic if own_italic is None else _is_on(own_italic),
    )


def _style_look(element: Any, path: str, looks: Mapping[str, _Look], otherwise: _Look = _ORDINARY) -> _Look:
    style = element.find(_W + path.format(_W))
    return otherwise if style is None else looks.get(str(style.get(f"{_W}val")), otherwise)


def _style_looks(document: Any) -> dict[str, _Look]:
    """The look of each style that has one of its own, by its id."""
    looks: dict[str, _Look] = {}
    for style in document.styles.element.iter(f"{_W}style"):
        bold, italic = style.find(f"{_W}rPr/{_W}b"), style.find(f"{_W}rPr/{_W}i")
        if bold is not None or italic is not None:
            looks[str(style.get(f"{_W}styleId"))] = (_is_on(bold), _is_on(italic))
    return looks


def _heading_levels(document: Any) -> dict[str, int]:
    """Level of each heading style by its id. Word keeps the English names of its own styles in every language."""
    levels: dict[str, int] = {}
    for style in document.styles.element.iter(f"{_W}style"):
        name_element = style.find(f"{_W}name")
        name = "" if name_element is None else str(name_element.get(f"{_W}val") or "").lower()
        if name == "title":
            levels[str(style.get(f"{_W}styleId"))] = 1
        elif name.startswith("heading ") and name[8:].strip().isdigit():
            levels[str(style.get(f"{_W}styleId"))] = int(name[8:])
    return levels


def _list_styles(document: Any) -> frozenset[str]:
    """The ids of styles that make a paragraph an item of a list."""
    styles = document.styles.element.iter(f"{_W}style")
    return frozenset(str(style.get(f"{_W}styleId")) for style in styles if _number(style.find(f"{_W}pPr")))


def _is_item(paragraph: Any, lists: frozenset[str]) -> bool:
    properties = paragraph.find(f"{_W}pPr")
    if properties is None:
        return False
    style = properties.find(f"{_W}pStyle")
    own = _number(properties)
    return bool(own) if own is not None else style is not None and str(style.get(f"{_W}val")) in lists


def _number(properties: Any) -> int | None:
    """Which list a paragraph belongs to, 0 for none; None where nothing is said of it."""
    found = None if properties is None else properties.find(f"{_W}numPr/{_W}numId")
    value = "" if found is None else str(found.get(f"{_W}val"))
    return int(value) if value.isdigit() else None


def _level(paragraph: Any, levels: dict[str, int]) -> int:
    properties = paragraph.find(f"{_W}pPr")
    if properties is None:
        return 0
    outline = properties.find(f"{_W}outlineLvl")
    if outline is not None and str(outline.get(f"{_W}val")).isdigit() and int(outline.get(f"{_W}val")) < 9:
        return int(outline.get(f"{_W}val")) + 1
    style = properties.find(f"{_W}pStyle")
    return 0 if style is None else levels.get(str(style.get(f"{_W}val")), 0)


def _add_table(builder: TextBuilder, table: Any, tables: TableSink | None) -> None:
    name = builder.table_name
    rows = [
        [" ".join(_text(cell).split()) for cell in row if cell.tag == f"{_W}tc"]
        for row in table.iter(f"{_W}tr")
        if row.find(f"{_W}trPr/{_W}del") is None
    ]
    start = builder.add_table(rows)
    if tables is not None and _is_plain(table):
        tables.add_written(name, None, rows, start, named=_names_columns(table))


def _is_plain(table: Any) -> bool:
    """Whether every cell of a table stands in one row and one column, and none holds another table."""
    return not any(
        int(span.get(f"{_W}val") or 1) > 1 if span.tag == f"{_W}gridSpan" else True
        for span in table.iter(f"{_W}gridSpan", f"{_W}vMerge", f"{_W}tbl", f"{_W}gridBefore", f"{_W}gridAfter")
        if span is not table
    )


def _names_columns(table: Any) -> bool:
    """Whether the first row is marked as names: it is repeated on every page, or it alone is written in bold letters."""
    rows = list(table.iter(f"{_W}tr"))
    if len(rows) < 2:
        return False
    return rows[0].find(f"{_W}trPr/{_W}tblHeader") is not None or (_is_bold(rows[0]) and not _is_bold(rows[1]))


def _is_bold(row: Any) -> bool:
    runs = [run for run in row.iter(f"{_W}r") if any(text.text for text in run.iter(f"{_W}t"))]
    return bool(runs) and all(_is_on(run.find(f"{_W}rPr/{_W}b")) for run in runs)


def _is_on(switch: Any) -> bool:
    return switch is not None and switch.get(f"{_W}val") not in {"0", "false", "off"}
