"""Electronic books (EPUB): a page a chapter, in the order of the spine (EPUB 3.3, 5.7)."""

from __future__ import annotations

import dataclasses
import posixpath
import zipfile
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

import lxml.etree

from assistant.documents.readers.embedded_pictures import EmbeddedPictures
from assistant.documents.readers.html import html_builder
from assistant.documents.readers.office_package import damaged, open_package
from assistant.documents.readers.reading import Reading, ReadLimits, Source, TextBuilder, built_pages
from assistant.documents.readers.xml import parse_xml
from assistant.errors import DocumentUnreadable

MEDIA_TYPE = "application/epub+zip"
_KIND = "book"
_CONTAINER = "META-INF/container.xml"
_OBFUSCATION = b"http://www.idpf.org/2008/embedding"
_ADOBE_OBFUSCATION = b"http://ns.adobe.com/pdf/enc#RC"


def read_epub(source: Source, limits: ReadLimits) -> Reading:
    """Reads an EPUB file; its title is the one in its package document."""
    with open_package(source, _KIND) as stream, zipfile.ZipFile(stream) as archive:
        try:
            if _is_protected(archive):
                raise DocumentUnreadable(
                    "This book is protected against copying.", "Look for a copy without protection."
                )
            package_name = _package_name(archive)
            package = parse_xml(archive.read(package_name))
            chapters = list(_chapters(package, posixpath.dirname(package_name)))
        except (KeyError, ValueError, lxml.etree.LxmlError, zipfile.BadZipFile) as error:
            raise damaged(_KIND) from error
        title = " ".join("".join(package.xpath("string(//*[local-name()='title'])")).split()) or source.stem
        pictures = EmbeddedPictures(limits.ocr_s)
        pages = (_chapter(archive, name, number, pictures) for number, name in enumerate(chapters, start=1))
        document = yield from built_pages(pages, title, MEDIA_TYPE, limits, len(chapters))
        return dataclasses.replace(document, ocr_pages=len(pictures.pages))


def _is_protected(archive: zipfile.ZipFile) -> bool:
    """Whether more than fonts is encrypted."""
    try:
        encryption = archive.read("META-INF/encryption.xml")
    except KeyError:
        return False
    methods = encryption.count(b"EncryptionMethod ") + encryption.count(b"EncryptionMethod>") // 2
    return methods > encryption.count(_OBFUSCATION) + encryption.count(_ADOBE_OBFUSCATION)


def _package_name(archive: zipfile.ZipFile) -> str:
    names = parse_xml(archive.read(_CONTAINER)).xpath("//*[local-name()='rootfile']/@full-path")
    if not names:
        raise KeyError("no package document")
    return str(names[0])


def _chapters(package: Any, folder: str) -> Iterator[str]:
    items = {
        str(item.get("id")): str(item.get("href") or "")
        for item in package.xpath("//*[local-name()='manifest']/*[local-name()='item']")
        if "html" in str(item.get("media-type")) and "nav" not in str(item.get("properties") or "").split()
    }
    for reference in package.xpath("//*[local-name()='spine']/*[local-name()='itemref']"):
        href = items.get(str(reference.get("idref")))
        if href:
            yield posixpath.normpath(posixpath.join(folder, unquote(href.split("#")[0])))


def _chapter(archive: zipfile.ZipFile, name: str, number: int, pictures: EmbeddedPictures) -> TextBuilder:
    def picture_words(address: str) -> str:
        member = posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(address.split("#")[0])))
        try:
            return pictures.words(archive.read(member), number)
        except (KeyError, zipfile.BadZipFile, ValueError):
            return ""  # it lies elsewhere, or nowhere

    try:
        return html_builder(archive.read(name), picture_words=picture_words)
    except (KeyError, zipfile.BadZipFile, ValueError):
        return TextBuilder()  # the spine names what is not there; the other chapters are
