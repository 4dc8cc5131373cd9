"""What readers wrote beside the words of office files: comments of texts, sheets and slides, each under the name of its author."""

from __future__ import annotations

import contextlib
import posixpath
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, BinaryIO

import lxml.etree

from assistant.documents.readers.xml import parse_xml

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LARGEST_PART = 1 << 26
# Programs that know nothing of threads are shown each thread as a comment of this author; [MS-XLSX], 2.1.17.
_COPY_OF_THREAD = "tc="
_PACKAGE = "xl/workbook.xml"


def said(author: str, words: str) -> str:
    """A comment on one line under the name of who wrote it, where that is known; empty without words."""
    author, words = " ".join(author.split()), " ".join(words.split())
    return f"{author}: {words}" if author and words and not words.startswith(f"{author}:") else words


def word_comments(document: Any) -> dict[str, str]:
    """The comments of an opened Word document by their number."""
    found: dict[str, str] = {}
    for root in _related(document.part, "comments"):
        for comment in root.iter(f"{_W}comment"):
            paragraphs = ("".join(t.text or "" for t in each.iter(f"{_W}t")) for each in comment.iter(f"{_W}p"))
            found[str(comment.get(f"{_W}id"))] = said(str(comment.get(f"{_W}author") or ""), " ".join(paragraphs))
    return found


def called_comments(block: Any, comments: Mapping[str, str]) -> list[str]:
    """The comments that a paragraph or table calls, in order."""
    numbers = (str(each.get(f"{_W}id")) for each in block.iter(f"{_W}commentReference"))
    return [comments[number] for number in numbers if comments.get(number)]


def slide_comments(presentation: Any, slide: Any) -> list[str]:
    """The comments on a slide of an opened presentation and the answers to them."""
    names: dict[str, str] = {}
    for root in _related(presentation.part, "commentAuthors", "authors"):
        names.update(
            {str(each.get("id")): str(each.get("name") or "") for each in root.iter("{*}cmAuthor", "{*}author")}
        )
    found: list[str] = []
    for root in _related(slide.part, "comments"):
        for comment in root.iter("{*}cm", "{*}reply"):
            own = (part for part in comment if _local(part) in {"text", "txBody"})
            words = " ".join(text.text or "" for part in own for text in part.iter("{*}text", "{*}t"))
            found.append(said(names.get(str(comment.get("authorId")), ""), words))
    return list(filter(None, found))


def sheet_comments(stream: BinaryIO) -> dict[str, list[str]]:
    """The comments of a workbook, each behind the name of its cell, by the path of the sheet in the package."""
    found: dict[str, list[str]] = {}
    with zipfile.ZipFile(stream) as package:
        persons = {
            str(each.get("id")): str(each.get("displayName") or "")
            for _, path in _targets(package, _PACKAGE, "person")
            for each in _part(package, path).iter("{*}person")
        }
        for sheet in package.namelist():
            if not sheet.startswith("xl/worksheets/") or not sheet.endswith(".xml"):
                continue
            told = [
                f"{cell}: {words}"
                for kind, path in _targets(package, sheet, "comments", "threadedComment")
                for cell, words in _cell_comments(_part(package, path), persons, threads=kind == "threadedComment")
                if words
            ]
            if told:
                found[sheet] = told
    return found


def _cell_comments(root: Any, persons: Mapping[str, str], *, threads: bool) -> Iterator[tuple[str, str]]:
    if threads:
        for comment in root.iter("{*}threadedComment"):
            words = "".join(text.text or "" for text in comment.iter("{*}text"))
            yield str(comment.get("ref")), said(persons.get(str(comment.get("personId")), ""), words)
        return
    authors = [each.text or "" for each in root.iter("{*}author")]
    for comment in root.iter("{*}comment"):
        number = str(comment.get("authorId") or "")
        author = authors[int(number)] if number.isdigit() and int(number) < len(authors) else ""
        if not author.startswith(_COPY_OF_THREAD):
            yield str(comment.get("ref")), said(author, "".join(text.text or "" for text in comment.iter("{*}t")))


def _related(part: Any, *kinds: str) -> Iterator[Any]:
    """The roots of the parts of these kinds; what is damaged has none."""
    for relation in part.rels.values():
        if relation.reltype.rsplit("/", 1)[-1] in kinds and not relation.is_external:
            with contextlib.suppress(lxml.etree.LxmlError):
                yield parse_xml(relation.target_part.blob)


def _targets(package: zipfile.ZipFile, of: str, *kinds: str) -> Iterable[tuple[str, str]]:
    """The parts of these kinds that a part of a package names; ECMA-376-2, 6.5."""
    folder, name = posixpath.split(of)
    for relation in _part(package, f"{folder}/_rels/{name}.rels").iter("{*}Relationship"):
        kind = str(relation.get("Type")).rsplit("/", 1)[-1]
        if kind in kinds and relation.get("TargetMode") != "External":
            yield kind, posixpath.normpath(posixpath.join("/", folder, str(relation.get("Target")))).lstrip("/")


def _part(package: zipfile.ZipFile, path: str) -> Any:
    """The root of a part; an empty one where it is not there, damaged or made to be too much."""
    with contextlib.suppress(KeyError, lxml.etree.LxmlError, zipfile.BadZipFile, zlib.error, OSError, EOFError):
        if package.getinfo(path).file_size <= _LARGEST_PART:
            return parse_xml(package.read(path))
    return lxml.etree.Element("none")


def _local(element: Any) -> str:
    return lxml.etree.QName(element).localname if isinstance(element.tag, str) else ""
