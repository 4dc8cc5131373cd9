"""Which reader reads what. Readers are imported when they are first needed: each brings a library of its own."""

from __future__ import annotations

from assistant.documents.readers.reading import Reading, ReadLimits, Source
from assistant.documents.reading.formats import Format, recognise
from assistant.errors import DocumentUnreadable


def read_source(source: Source, limits: ReadLimits) -> Reading:
    """Pages of a source one by one, then the document. Raises ``DocumentUnreadable``; any other error is the parser's."""
    match recognise(source.name, source.open):
        case Format.PDF:
            from assistant.documents.readers.pdf import read_pdf

            return read_pdf(source, limits)
        case Format.DOCX:
            from assistant.documents.readers.docx import read_docx

            return read_docx(source, limits)
        case Format.OLD_WORD:
            from assistant.documents.readers.old_word import read_old_word

            return read_old_word(source, limits)
        case Format.PPTX:
            from assistant.documents.readers.pptx import read_pptx

            return read_pptx(source, limits)
        case Format.OLD_SLIDES:
            from assistant.documents.readers.old_slides import read_old_slides

            return read_old_slides(source, limits)
        case Format.XLSX:
            from assistant.documents.readers.xlsx import read_xlsx

            return read_xlsx(source, limits)
        case Format.BINARY_WORKBOOK:
            from assistant.documents.readers.binary_workbook import read_binary_workbook

            return read_binary_workbook(source, limits)
        case Format.OPEN_DOCUMENT:
            from assistant.documents.readers.open_document import read_open_document

            return read_open_document(source, limits)
        case Format.EPUB:
            from assistant.documents.readers.epub import read_epub

            return read_epub(source, limits)
        case Format.RTF:
            from assistant.documents.readers.rtf import read_rtf

            return read_rtf(source, limits)
        case Format.HTML:
            from assistant.documents.readers.html import read_html

            return read_html(source, limits)
        case Format.XML:
            from assistant.documents.readers.xml import read_xml

            return read_xml(source, limits)
        case Format.MARKDOWN:
            from assistant.documents.readers.plain_text import read_markdown

            return read_markdown(source, limits)
        case Format.PLAIN_TEXT:
            from assistant.documents.readers.plain_text import read_plain_text

            return read_plain_text(source, limits)
        case Format.DELIMITED:
            from assistant.documents.readers.delimited import read_delimited

            return read_delimited(source, limits)
        case Format.JSON:
            from assistant.documents.readers.json_text import read_json

            return read_json(source, limits)
        case Format.MAIL:
            from assistant.documents.readers.mail import read_mail

            return read_mail(source, limits, read_source)
        case Format.MAILBOX:
            from assistant.documents.readers.mail import read_mailbox

            return read_mailbox(source, limits, read_source)
        case Format.OUTLOOK_MAIL:
            from assistant.documents.readers.outlook_mail import read_outlook_mail

            return read_outlook_mail(source, limits, read_source)
        case Format.ARCHIVE:
            from assistant.documents.readers.archive import read_archive

            return read_archive(source, limits, read_source)
        case Format.IMAGE:
            from assistant.documents.readers.image import read_image

            return read_image(source, limits)
        case Format.SOUND:
            # Files of their own are heard (``readers.sound``), which takes a recogniser; this one lies in another file.
            raise DocumentUnreadable(
                "A recording inside another file is not heard.", "Unpack it, and add it by itself."
            )
