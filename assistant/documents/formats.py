"""Which files are read as what, by name and first bytes."""

from __future__ import annotations

import enum
from pathlib import Path

from assistant.errors import DocumentUnreadable


class Format(enum.StrEnum):
    """A format there is a reader for."""

    PDF = "pdf"
    DOCX = "docx"
    HTML = "html"
    MARKDOWN = "markdown"
    PLAIN_TEXT = "plain_text"


_BY_SUFFIX = {
    ".pdf": Format.PDF,
    ".docx": Format.DOCX,
    ".html": Format.HTML,
    ".htm": Format.HTML,
    ".xhtml": Format.HTML,
    ".md": Format.MARKDOWN,
    ".markdown": Format.MARKDOWN,
    ".txt": Format.PLAIN_TEXT,
    ".text": Format.PLAIN_TEXT,
    ".log": Format.PLAIN_TEXT,
    ".rst": Format.PLAIN_TEXT,
    ".org": Format.PLAIN_TEXT,
}
_PDF_MAGIC = b"%PDF-"
_OPENS_IN_WORD = frozenset({".doc", ".odt", ".rtf", ".docm", ".dotx"})


def format_of(file: Path) -> Format:
    """The format of a file. Raises ``DocumentUnreadable``, with a sentence, for one that no reader knows.

    A PDF is known by its first bytes whatever it is called. A name without an ending is taken for text.
    """
    suffix = file.suffix.lower()
    found = _BY_SUFFIX.get(suffix)
    if found is None and _starts_like_pdf(file):
        return Format.PDF
    if found is not None:
        return found
    if not suffix:
        return Format.PLAIN_TEXT
    remedy = (
        "Save it as DOCX or PDF and add that." if suffix in _OPENS_IN_WORD else "Save it as PDF or text and add that."
    )
    raise DocumentUnreadable(f"Sotto does not read {suffix} files yet.", remedy)


def has_page_images(file: Path) -> bool:
    """Whether pages of this file can be shown as pictures."""
    return file.suffix.lower() == ".pdf" or (file.suffix.lower() not in _BY_SUFFIX and _starts_like_pdf(file))


def _starts_like_pdf(file: Path) -> bool:
    try:
        with file.open("rb") as stream:
            return stream.read(len(_PDF_MAGIC)) == _PDF_MAGIC
    except OSError:
        return False
