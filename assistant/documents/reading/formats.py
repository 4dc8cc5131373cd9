"""Which files are read as what, by their first bytes, their members and their names."""

from __future__ import annotations

import enum
import re
import zipfile
from collections.abc import Callable
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from assistant.errors import DocumentUnreadable


class Format(enum.StrEnum):
    """A format there is a reader for."""

    PDF = "pdf"
    DOCX = "docx"
    OLD_WORD = "old_word"
    PPTX = "pptx"
    OLD_SLIDES = "old_slides"
    XLSX = "xlsx"
    BINARY_WORKBOOK = "binary_workbook"
    OPEN_DOCUMENT = "open_document"
    EPUB = "epub"
    RTF = "rtf"
    HTML = "html"
    XML = "xml"
    MARKDOWN = "markdown"
    PLAIN_TEXT = "plain_text"
    DELIMITED = "delimited"
    JSON = "json"
    MAIL = "mail"
    MAILBOX = "mailbox"
    OUTLOOK_MAIL = "outlook_mail"
    ARCHIVE = "archive"
    IMAGE = "image"
    SOUND = "sound"


_SUFFIXES = {
    Format.PDF: "pdf",
    Format.DOCX: "docx docm dotx dotm",
    Format.OLD_WORD: "doc dot",
    Format.PPTX: "pptx pptm ppsx potx",
    Format.OLD_SLIDES: "ppt pps pot",
    Format.XLSX: "xlsx xlsm xltx",
    Format.BINARY_WORKBOOK: "xls xlsb",
    Format.OPEN_DOCUMENT: "odt ods odp ott ots otp",
    Format.EPUB: "epub",
    Format.RTF: "rtf",
    Format.HTML: "html htm xhtml",
    Format.XML: "xml rss atom xsl xslt svg",
    Format.MARKDOWN: "md markdown",
    Format.PLAIN_TEXT: "txt text log rst org tex srt vtt ini cfg conf toml yaml yml properties diff patch "
    "py js ts jsx tsx c h cc cpp hpp cs java kt go rs rb php pl lua r jl swift scala sql sh bash ps1 bat css scss",
    Format.DELIMITED: "csv tsv tab",
    Format.JSON: "json jsonl ndjson geojson ipynb",
    Format.MAIL: "eml",
    Format.MAILBOX: "mbox",
    Format.OUTLOOK_MAIL: "msg",
    Format.ARCHIVE: "zip",
    Format.IMAGE: "png jpg jpeg tif tiff webp bmp gif",
    Format.SOUND: "wav mp3 flac ogg oga opus m4a m4b aac wma aif aiff amr mka weba",
}
_BY_SUFFIX = {f".{suffix}": kind for kind, suffixes in _SUFFIXES.items() for suffix in suffixes.split()}
_OPENS_IN_OFFICE = frozenset({".wpd", ".pages", ".key", ".numbers", ".vsd"})
_OLE_MAGIC = b"\xd0\xcf\x11\xe0"
_IN_ZIP = frozenset({Format.DOCX, Format.PPTX, Format.XLSX, Format.OPEN_DOCUMENT, Format.EPUB})
_FLOWING = frozenset(
    {
        Format.DOCX,
        Format.OLD_WORD,
        Format.PPTX,
        Format.OLD_SLIDES,
        Format.XLSX,
        Format.BINARY_WORKBOOK,
        Format.OPEN_DOCUMENT,
        Format.EPUB,
        Format.RTF,
        Format.HTML,
        Format.MARKDOWN,
        Format.MAIL,
        Format.OUTLOOK_MAIL,
        Format.SOUND,
    }
)
_IN_OLE = frozenset({Format.BINARY_WORKBOOK, Format.OLD_SLIDES, Format.OLD_WORD, Format.OUTLOOK_MAIL})
_MAIN_PARTS = {"word/": Format.DOCX, "ppt/": Format.PPTX, "xl/": Format.XLSX}
_MAIL_HEADER = re.compile(rb"(?:[A-Za-z][A-Za-z0-9-]*:[^\n]*\n(?:[ \t][^\n]*\n)*){3,}")
_MAIL_NAMES = re.compile(
    rb"^(?:from|subject|message-id|received|return-path|delivered-to):", re.IGNORECASE | re.MULTILINE
)
_HEAD_BYTES = 8192
SUFFIXES = tuple(_BY_SUFFIX)
"""Endings of the names of files there is a reader for."""
NAME_PATTERNS = " ".join(f"*{suffix}" for suffix in SUFFIXES)
"""The same as a file dialog takes them."""

Open = Callable[[], BinaryIO]


def format_of(file: Path) -> Format:
    """The format of a file. Raises ``DocumentUnreadable``, with a sentence, for one that no reader knows."""
    return recognise(file.name, lambda: file.open("rb"))


def recognise(name: str, open_stream: Open) -> Format:
    """The format of something with a name and bytes. Raises as ``format_of``.

    What the first bytes say goes before the name: many files are called what they are not. Without an ending, or with an
    unknown one, whatever looks like text is read as text.
    """
    suffix = PurePosixPath(name).suffix.lower()
    by_name = _BY_SUFFIX.get(suffix)
    try:
        with open_stream() as stream:
            head = stream.read(_HEAD_BYTES)
            found = _by_content(stream, head, suffix, by_name)
    except OSError:
        head, found = b"", None
    if found is None and not (by_name in _IN_OLE and _is_text(head)):
        found = by_name
    if found is None and suffix not in _OPENS_IN_OFFICE and _is_text(head):
        found = Format.PLAIN_TEXT
    if found is not None:
        return found
    remedy = (
        "Save it as DOCX, XLSX, PPTX or PDF, and add that."
        if suffix in _OPENS_IN_OFFICE
        else "Save it as PDF or text and add that."
    )
    if not suffix:
        raise DocumentUnreadable("Sotto does not know what kind of file this is.", remedy)
    raise DocumentUnreadable(f"Sotto does not read “{suffix}” files.", remedy)


def is_flowing(name: str) -> bool:
    """Whether a file of this name holds text that may be laid out anew, and not lines that are to stay as they are."""
    return _BY_SUFFIX.get(PurePosixPath(name).suffix.lower()) in _FLOWING


def is_markdown(name: str) -> bool:
    """Whether a file of this name is Markdown."""
    return _BY_SUFFIX.get(PurePosixPath(name).suffix.lower()) is Format.MARKDOWN


def may_have_page_images(name: str) -> bool:
    """Whether pages of a file of this name may be shown as pictures, without a look into it."""
    return _BY_SUFFIX.get(PurePosixPath(name).suffix.lower()) in {Format.PDF, Format.IMAGE}


def has_page_images(file: Path) -> bool:
    """Whether pages of this file can be shown as pictures."""
    try:
        return format_of(file) in {Format.PDF, Format.IMAGE}
    except DocumentUnreadable:
        return False


def _by_content(stream: BinaryIO, head: bytes, suffix: str, by_name: Format | None) -> Format | None:
    if head.startswith(b"%PDF-"):
        return Format.PDF
    if head.startswith(b"{\\rtf"):
        return Format.RTF
    if head.startswith(b"PK\x03\x04"):
        return _in_zip(stream) or (Format.ARCHIVE if suffix in {".zip", ""} else None)
    if _is_sound(head):
        return Format.SOUND
    if head.startswith(_OLE_MAGIC):
        # An office file of today that is encrypted comes in the container of before 2007.
        return by_name if by_name in _IN_ZIP or by_name in _IN_OLE else None
    if by_name is None or by_name in _IN_OLE:  # pages and tables in text are often called workbooks
        return _markup(head) or _mail(head)
    return None


def _is_sound(head: bytes) -> bool:
    in_riff = head.startswith(b"RIFF") and head[8:12] == b"WAVE"
    return in_riff or head.startswith((b"ID3", b"fLaC")) or head[4:11] == b"ftypM4A"


def _in_zip(stream: BinaryIO) -> Format | None:
    try:
        with zipfile.ZipFile(stream) as archive:
            names = archive.namelist()
            if "mimetype" in names:
                with archive.open("mimetype") as member:
                    kind = member.read(100)
                if b"epub" in kind:
                    return Format.EPUB
                if b"opendocument" in kind:
                    return Format.OPEN_DOCUMENT
            if "xl/workbook.bin" in names:
                return Format.BINARY_WORKBOOK
            if "[Content_Types].xml" in names:
                return next(
                    (kind for part, kind in _MAIN_PARTS.items() if any(n.startswith(part) for n in names)), None
                )
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, EOFError):
        return None
    return None


def _markup(head: bytes) -> Format | None:
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html")) or (start.startswith(b"<?xml") and b"<html" in start):
        return Format.HTML
    return Format.XML if start.startswith(b"<?xml") else None


def _mail(head: bytes) -> Format | None:
    text = head.replace(b"\r\n", b"\n")
    if text.startswith(b"From ") and _MAIL_NAMES.search(text):
        return Format.MAILBOX
    return Format.MAIL if _MAIL_HEADER.match(text) and len(_MAIL_NAMES.findall(text)) >= 2 else None


def _is_text(head: bytes) -> bool:
    """Whether bytes look like text in some encoding: few control characters, or the marks of UTF-16 and UTF-32."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")):
        return True
    odd = sum(1 for byte in head if byte < 0x20 and byte not in b"\t\n\r\f\x0b\x1b")
    return odd <= len(head) * 0.005 and (not head or _decodes(head))


def _decodes(head: bytes) -> bool:
    for encoding in ("utf-8", "cp932", "euc_jp", "cp1252"):
        try:
            # The last character may be cut.
            head[: len(head) - 4 if len(head) >= _HEAD_BYTES else len(head)].decode(encoding)
        except UnicodeDecodeError as error:
            if error.start < len(head) - 8:
                continue
        return True
    return False
