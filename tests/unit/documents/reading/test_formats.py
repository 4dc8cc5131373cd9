"""What is read as what: by first bytes, by members, by name, and not at all."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from assistant.documents.reading.formats import SUFFIXES, Format, format_of, has_page_images, recognise
from assistant.documents.reading.kinds import ENDINGS
from assistant.errors import DocumentUnreadable
from assistant.records import DocumentKind

pytestmark = pytest.mark.unit

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
MAIL = b"Received: from a\r\n by b\r\nFrom: a@example.org\r\nSubject: Hello\r\nDate: today\r\n\r\nText\r\n"


def kind(name: str, data: bytes) -> Format:
    return recognise(name, lambda: io.BytesIO(data))


def archive(**members: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as opened:
        for name, data in members.items():
            opened.writestr(name.replace("__", "/").replace("TYPES", "[Content_Types].xml"), data)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("a.PDF", b"", Format.PDF),
        ("b.docx", b"", Format.DOCX),
        ("c.htm", b"", Format.HTML),
        ("d.md", b"", Format.MARKDOWN),
        ("e.txt", b"words", Format.PLAIN_TEXT),
        ("README", b"words", Format.PLAIN_TEXT),
        ("f.py", b"import os\n", Format.PLAIN_TEXT),
        ("g.csv", b"a,b\n", Format.DELIMITED),
        ("h.jsonl", b"{}\n", Format.JSON),
        ("i.tiff", b"II*\0", Format.IMAGE),
        ("j.eml", MAIL, Format.MAIL),
        ("k.hocr", b"<?xml version='1.0'?>\n<!DOCTYPE html><html>", Format.HTML),
        ("l.unknown", b"<?xml version='1.0'?><a/>", Format.XML),
        ("m.unknown", "設定の一覧です。\n".encode("cp932"), Format.PLAIN_TEXT),
        ("n.unknown", "words".encode("utf-16"), Format.PLAIN_TEXT),
        ("o.xls", OLE, Format.BINARY_WORKBOOK),
        ("old.ppt", OLE, Format.OLD_SLIDES),
        ("p.xlsb", archive(TYPES=b"", **{"xl__workbook.bin": b""}), Format.BINARY_WORKBOOK),
        ("report.xls", b"<html><table>", Format.HTML),
        ("export.xls", b"Month\tSum\nMay\t4\n", Format.PLAIN_TEXT),
        # Content goes before the name.
        ("download.bin", b"%PDF-1.7 ...", Format.PDF),
        ("letter.doc", b"{\\rtf1 words}", Format.RTF),
        ("mail_12", MAIL, Format.MAIL),
        ("inbox", b"From a@b Mon Jan  1 00:00:00 2024\n" + MAIL, Format.MAILBOX),
        ("report.doc", archive(TYPES=b"", word__document=b""), Format.DOCX),
        ("slides", archive(TYPES=b"", ppt__presentation=b""), Format.PPTX),
        ("book.zip", archive(mimetype=b"application/epub+zip"), Format.EPUB),
        ("talk.ppt", archive(mimetype=b"application/vnd.oasis.opendocument.presentation"), Format.OPEN_DOCUMENT),
        ("files.zip", archive(notes=b"words"), Format.ARCHIVE),
        ("locked.docx", OLE, Format.DOCX),
    ],
)
def test_formats_are_known(name: str, data: bytes, expected: Format) -> None:
    assert kind(name, data) is expected


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("old.vsd", OLE, "“.vsd”"),
        ("font.otf", bytes(range(256)), "“.otf”"),
        ("noise", bytes(range(256)), "what kind of file"),
        ("program.jar", archive(a=b"x"), "“.jar”"),
    ],
)
def test_what_nobody_reads_is_named(name: str, data: bytes, words: str) -> None:
    with pytest.raises(DocumentUnreadable, match=words):
        kind(name, data)


def test_files_are_looked_into(tmp_path: Path) -> None:
    file = tmp_path / "download.bin"
    file.write_bytes(b"%PDF-1.7 ...")
    assert format_of(file) is Format.PDF
    assert has_page_images(file)
    assert not has_page_images(tmp_path / "missing.txt")
    assert ".pptx" in SUFFIXES


def test_files_of_before_2007_are_of_the_same_kinds_as_those_of_today() -> None:
    kinds = {ending: kind for kind, endings in ENDINGS.items() for ending in endings}
    assert {kinds[ending] for ending in ("doc", "dot", "docx")} == {DocumentKind.TEXT}
    assert {kinds[ending] for ending in ("xls", "xlsb", "ots", "xlsx")} == {DocumentKind.SPREADSHEET}
    assert {kinds[ending] for ending in ("ppt", "pps", "pot", "pptx")} == {DocumentKind.SLIDES}
    assert {kinds[ending] for ending in ("msg", "eml")} == {DocumentKind.MAIL}
    assert {f".{ending}" for ending in kinds} <= set(SUFFIXES)
