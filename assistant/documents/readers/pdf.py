"""PDF files, through PDFium: text with the place of every word on its page, and pictures of pages.

The only file that imports pypdfium2. Text is PDFium's, in its reading order, one character after the other, so that each run's
offsets into the text are exact. Boxes are in points of the page *as shown*: turned upright, cut to its visible part, origin in
the lower left corner; they fit the picture of ``render_pdf_page`` whatever the page's rotation.
"""

from __future__ import annotations

import contextlib
import ctypes
import dataclasses
import itertools
from collections.abc import Callable, Generator, Iterator
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from assistant.documents.base import ReadDocument, ReadPage
from assistant.documents.readers.layout_lines import Glyph
from assistant.documents.readers.office_package import locked
from assistant.documents.readers.pdf_layout import LetterSizes, lay_out
from assistant.documents.readers.pdf_outline import OutlineEntry, outlined_headings
from assistant.documents.readers.pdf_remarks import Remark, comment, filled_in, ticked, with_remarks
from assistant.documents.readers.pdf_tables import PdfTables
from assistant.documents.readers.pdf_turn import Turn
from assistant.documents.readers.reading import Reading, ReadLimits, Source, clean
from assistant.documents.readers.scans import ScanReader
from assistant.documents.titles import tells
from assistant.errors import DocumentUnreadable, NotFound
from assistant.records import Box

MEDIA_TYPE = "application/pdf"
# A page that says it holds more than this is made to waste time; a dense newspaper page has about 30,000.
_MAX_CHARACTERS_ON_PAGE = 500_000
# Scans are painted at 200 dpi: ten-point letters come out 27 pixels high, and the recogniser reads lines of 48.
_SCAN_PIXELS_PER_POINT = 200 / 72
_SCAN_LONGEST_PX = 2_600
_STAMP_CHARACTERS = 40
_NAMED_ATTACHMENTS = 8
_MOST_ANNOTATIONS = 2_000
_COMMENTS = frozenset(
    {raw.FPDF_ANNOT_TEXT, raw.FPDF_ANNOT_FREETEXT, raw.FPDF_ANNOT_HIGHLIGHT, raw.FPDF_ANNOT_UNDERLINE}
)
_LONGEST_REMARK = 200_000
_FIELDS_OF_WORDS = frozenset({raw.FPDF_FORMFIELD_TEXTFIELD, raw.FPDF_FORMFIELD_COMBOBOX, raw.FPDF_FORMFIELD_LISTBOX})
_OUTLINE_DEPTH, _OUTLINE_ENTRIES, _OUTLINE_TITLE = 6, 5_000, 200
_TITLE_PAGES = 2
"""Further on stand the headings of chapters."""
_SPACE = 0x20
_HYPHENS = frozenset({0x2D, 0xAD})
_FORM_BEHIND = (
    "The form in this PDF is damaged: what is filled in was read by itself and stands behind the words of its page."
)
_DAMAGED = "This PDF is damaged."
_DAMAGED_REMEDY = "Open it in a PDF viewer and save a fresh copy, then add that."


def read_pdf(source: Source, limits: ReadLimits) -> Reading:
    """Reads a PDF page by page; its title is the one in its properties, else the first heading, else its name.

    Raises ``DocumentUnreadable`` for a file that is locked, damaged, empty, or holds nothing but pictures without words.
    """
    with _opened(source) as document:
        with contextlib.suppress(pdfium.PdfiumError):
            document.init_forms()
        page_count = len(document)
        if page_count == 0:
            raise DocumentUnreadable("This PDF has no pages.", _DAMAGED_REMEDY)
        title = _metadata_title(document, source)
        attached, outline = _attached(document), _outline(document)
        sizes = LetterSizes()
        scans = ScanReader(limits.ocr_s, sizes)
        tables = PdfTables(source.tables) if source.tables is not None else None
        damaged = characters = read = 0
        for index in range(min(page_count, limits.max_pages)):
            if characters > limits.max_characters:
                break
            try:
                page = _read_page(document, index, sizes, scans, tables, flatten_forms=limits.flatten_forms)
            except pdfium.PdfiumError:
                page = ReadPage(number=index + 1, text="")
                damaged += 1
            if index in outline:
                headings = outlined_headings(page.text, outline[index], page.headings)
                page = dataclasses.replace(page, headings=headings)
            elif outline:
                page = dataclasses.replace(page, headings=outlined_headings(page.text, (), page.headings))
            read += 1
            characters += len(page.text)
            if not title and index < _TITLE_PAGES and page.headings and tells(page.headings[0].text):
                title = page.headings[0].text
            yield page
        has_form = document.get_formtype() != raw.FORMTYPE_NONE
        if tables is not None:
            tables.finish()
    if characters == 0:
        raise _nothing_to_read(read, scans, damaged)
    notes = [scans.note(), attached]
    if has_form and not limits.flatten_forms:
        notes.append(_FORM_BEHIND)
    if read < page_count:
        notes.insert(0, f"Only the first {read:,} of {page_count:,} pages were read.")
    elif damaged:
        notes.insert(0, f"{damaged:,} of {page_count:,} pages are damaged and were left out.")
    return ReadDocument(
        title=title or source.stem,
        media_type=MEDIA_TYPE,
        page_count=page_count,
        unread_pages=tuple(scans.unread_pages),
        ocr_pages=scans.read_pages,
        note=" ".join(filter(None, notes)),
    )


def render_pdf_page(
    source: Source, number: int, pixels_per_point: float, *, flatten_forms: bool = True
) -> tuple[Any, int]:
    """A page (from 1) as a Pillow image, and how many pages there are. Without ``flatten_forms`` (``ReadLimits``) the fields are
    painted over it. Raises ``NotFound`` or ``DocumentUnreadable``."""
    with _opened(source) as document:
        page_count = len(document)
        if not 1 <= number <= page_count:
            raise NotFound(f"This PDF has no page {number}.", f"It has {page_count} pages.")
        if not flatten_forms:
            with contextlib.suppress(pdfium.PdfiumError):
                document.init_forms()
        try:
            bitmap = _loaded(document, number - 1, flatten_forms=flatten_forms).render(scale=pixels_per_point)
            return bitmap.to_pil().convert("RGB"), page_count
        except pdfium.PdfiumError as error:
            raise DocumentUnreadable(f"Page {number} of this PDF is damaged.", _DAMAGED_REMEDY) from error


def page_size_pt(source: Source, number: int) -> tuple[float, float]:
    """Width and height of a page as shown, in points. Raises ``NotFound`` or ``DocumentUnreadable``."""
    with _opened(source) as document:
        if not 1 <= number <= len(document):
            raise NotFound(f"This PDF has no page {number}.", f"It has {len(document)} pages.")
        try:
            width, height = document[number - 1].get_size()
        except pdfium.PdfiumError as error:
            raise DocumentUnreadable(f"Page {number} of this PDF is damaged.", _DAMAGED_REMEDY) from error
        return float(width), float(height)


@contextlib.contextmanager
def _opened(source: Source) -> Iterator[Any]:
    try:
        document = pdfium.PdfDocument(source.pdfium_input, password=source.password or None)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) in {raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY}:
            raise locked("PDF", source.password) from error
        raise DocumentUnreadable(_DAMAGED, _DAMAGED_REMEDY) from error
    try:
        yield document
    finally:
        document.close()


def _nothing_to_read(read: int, scans: ScanReader, damaged: int) -> DocumentUnreadable:
    if scans.unread_pages:
        pages = "Its only page is a picture" if read == 1 else f"All of its {read:,} pages are pictures"
        return DocumentUnreadable(f"{pages} in which no words were found.", scans.note())
    if damaged:
        return DocumentUnreadable(_DAMAGED, _DAMAGED_REMEDY)
    return DocumentUnreadable("There is no text in this PDF.", "")


def _attached(document: Any) -> str:
    """A sentence that names the files attached to a PDF, empty when there are none."""
    names: list[str] = []
    for index in range(min(document.count_attachments(), _NAMED_ATTACHMENTS)):
        try:
            names.append(" ".join(clean(document.get_attachment(index).get_name()).split()) or "?")
        except (pdfium.PdfiumError, UnicodeError):
            names.append("?")
    return f"Files are attached to this PDF and were not read: “{', '.join(names)}”." if names else ""


def _outline(document: Any) -> dict[int, list[OutlineEntry]]:
    """The entries of the table of contents by page, from 0."""
    entries: dict[int, list[OutlineEntry]] = {}
    try:
        for bookmark in itertools.islice(document.get_toc(max_depth=_OUTLINE_DEPTH), _OUTLINE_ENTRIES):
            title = " ".join(clean(bookmark.get_title()).split())[:_OUTLINE_TITLE]
            destination = bookmark.get_dest()
            page = None if destination is None else destination.get_index()
            if title and page is not None:
                entries.setdefault(page, []).append(OutlineEntry(level=bookmark.level + 1, title=title))
    except (pdfium.PdfiumError, UnicodeError):
        return entries
    return entries


def _metadata_title(document: Any, source: Source) -> str:
    """The title in the file's properties, unless it tells nothing."""
    try:
        title = " ".join(clean(str(document.get_metadata_value("Title"))).split())
    except (pdfium.PdfiumError, UnicodeError):
        return ""
    return title[:300] if tells(title) and title.lower() != source.stem.lower() else ""


def _read_page(
    document: Any, index: int, sizes: LetterSizes, scans: ScanReader, tables: PdfTables | None, *, flatten_forms: bool
) -> ReadPage:
    """A page with its own text; one that is a picture is recognised. An empty page stays empty."""
    page = document[index]
    try:
        remarks = _remarks(document, page)
    finally:
        page.close()
    page = _loaded(document, index, flatten_forms=flatten_forms)
    try:
        width, height = page.get_size()
        text_page = page.get_textpage()
        try:
            layout = lay_out(_glyphs(text_page, _upright(page)), sizes)
        finally:
            text_page.close()
        if len(layout.text) <= _STAMP_CHARACTERS and _is_picture(page, has_text=bool(layout.text)):
            scale = min(_SCAN_PIXELS_PER_POINT, _SCAN_LONGEST_PX / max(width, height, 1.0))
            scanned = scans.page(
                index + 1, lambda: page.render(scale=scale).to_pil(), scale, width, height, has_text=bool(layout.text)
            )
            if len(scanned.text) > len(layout.text):
                return with_remarks(scanned, remarks)
    finally:
        page.close()
    if tables is not None:
        tables.take(index + 1, layout)
    return with_remarks(layout.page(index + 1, width, height), remarks)


def _remarks(document: Any, page: Any) -> list[Remark]:
    """What readers wrote on a page, as notes and on marked words, and what was filled into its form."""
    found: list[Remark | None] = []
    upright = _upright(page)
    for annotation in _annotations(page):
        kind = raw.FPDFAnnot_GetSubtype(annotation)
        if kind in _COMMENTS:
            author, words = (_string(raw.FPDFAnnot_GetStringValue, annotation, key) for key in (b"T", b"Contents"))
            found.append(comment(author, words, _place(annotation, upright)))
        elif kind == raw.FPDF_ANNOT_WIDGET and document.formenv is not None:
            found.append(_field(document.formenv, annotation, _place(annotation, upright)))
    return [remark for remark in found if remark is not None]


def _field(form: Any, annotation: Any, box: Box | None) -> Remark | None:
    kind = raw.FPDFAnnot_GetFormFieldType(form, annotation)
    name = _string(raw.FPDFAnnot_GetFormFieldName, form, annotation)
    label = _string(raw.FPDFAnnot_GetFormFieldAlternateName, form, annotation)
    if kind in _FIELDS_OF_WORDS:
        if raw.FPDFAnnot_GetFormFieldFlags(form, annotation) & raw.FPDF_FORMFLAG_TEXT_PASSWORD:
            return None
        return filled_in(name, label, _string(raw.FPDFAnnot_GetFormFieldValue, form, annotation), box)
    checked = bool(raw.FPDFAnnot_IsChecked(form, annotation))
    if kind == raw.FPDF_FORMFIELD_RADIOBUTTON and checked:
        return filled_in(name, label, _string(raw.FPDFAnnot_GetFormFieldExportValue, form, annotation), box)
    return ticked(name, label, box, checked=checked) if kind == raw.FPDF_FORMFIELD_CHECKBOX else None


def _string(ask: Callable[..., int], *of: Any) -> str:
    """What a function of PDFium writes as UTF-16 into a buffer, whose length in bytes it gives when there is none."""
    size = min(ask(*of, None, 0), _LONGEST_REMARK)
    written = ctypes.create_string_buffer(size + 2)
    ask(*of, ctypes.cast(written, ctypes.POINTER(raw.FPDF_WCHAR)), size)
    return written.raw[:size].decode("utf-16-le", "replace")


def _place(annotation: Any, upright: Turn) -> Box | None:
    rectangle = raw.FS_RECTF()
    if not raw.FPDFAnnot_GetRect(annotation, rectangle):
        return None
    return upright.box(rectangle.left, rectangle.bottom, rectangle.right, rectangle.top)


def _annotations(page: Any) -> Generator[Any]:
    for index in range(min(raw.FPDFPage_GetAnnotCount(page), _MOST_ANNOTATIONS)):
        annotation = raw.FPDFPage_GetAnnot(page, index)
        if annotation:
            try:
                yield annotation
            finally:
                raw.FPDFPage_CloseAnnot(annotation)


def _loaded(document: Any, index: int, *, flatten_forms: bool) -> Any:
    """A page with what was filled into its form, which PDFium keeps apart from the page's own words and lines."""
    page = document[index]
    if (
        flatten_forms
        and _has_fields(page)
        and raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY) == raw.FLATTEN_SUCCESS
    ):
        page.close()
        page = document[index]
    return page


def _has_fields(page: Any) -> bool:
    with contextlib.closing(_annotations(page)) as annotations:
        return any(raw.FPDFAnnot_GetSubtype(each) == raw.FPDF_ANNOT_WIDGET for each in annotations)


def _is_picture(page: Any, *, has_text: bool) -> bool:
    """Whether a page shows something and has no words of its own, or none but a stamp on a picture that fills the page."""
    if not has_text:
        return bool(raw.FPDFPage_CountObjects(page) > 0)
    width, height = page.get_size()
    for found in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=2):
        left, bottom, right, top = found.get_bounds()
        if (right - left) * (top - bottom) > 0.5 * width * height:
            return True
    return False


def _glyphs(text_page: Any, upright: Turn) -> Iterator[Glyph]:
    rectangle = raw.FS_RECTF()
    for index in range(min(text_page.count_chars(), _MAX_CHARACTERS_ON_PAGE)):
        code = raw.FPDFText_GetUnicode(text_page, index)
        box: Box | None = None
        # What PDFium makes up are spaces, line ends and hyphens only: they have no place of their own.
        if code > _SPACE and raw.FPDFText_GetLooseCharBox(text_page, index, rectangle):
            box = upright.box(rectangle.left, rectangle.bottom, rectangle.right, rectangle.top)
        hyphen = code in _HYPHENS and raw.FPDFText_IsHyphen(text_page, index) == 1
        yield Glyph(code, box, hyphen)


def _upright(page: Any) -> Turn:
    left, bottom, right, top = page.get_bbox()
    return Turn(left, bottom, right, top, int(page.get_rotation()))
