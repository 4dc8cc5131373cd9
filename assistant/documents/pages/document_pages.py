"""Pages of documents as the viewer shows them: their pictures, their text, and where words stand in them."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from assistant.documents.pages.emphasis import decode_emphasis
from assistant.documents.pages.heading_lines import SEPARATOR, decode_headings, heading_lines
from assistant.documents.pages.moments import decode_moments, phrases_of, time_of
from assistant.documents.pages.one_line import words_pattern
from assistant.documents.pages.runs import boxes_of_span, decode_runs, runs_between
from assistant.documents.reading.formats import has_page_images
from assistant.documents.reading.passwords import Passwords
from assistant.documents.reading.reader_process import ReaderProcess
from assistant.errors import DocumentLocked, NotFound
from assistant.ids import DocumentId
from assistant.records import Box, Citation, PageImage, PageText
from assistant.storage.database import Storage

_HOLD_FILES = frozenset({"application/zip", "application/mbox", "message/rfc822", "application/vnd.ms-outlook"})


class DocumentPages:
    """May be used from any thread; pictures are painted one after the other. ``row`` gives a document's columns, or raises."""

    def __init__(
        self,
        storage: Storage,
        viewer: ReaderProcess,
        passwords: Passwords,
        row: Callable[[DocumentId], dict[str, Any]],
    ) -> None:
        self._storage = storage
        self._viewer = viewer
        self._viewer_lock = threading.Lock()
        self._passwords = passwords
        self._row = row

    def page_image(
        self, document: DocumentId, page: int, pixels_per_point: float, marks: Sequence[Box] = ()
    ) -> PageImage:
        """A page's picture, upright, with ``marks`` painted over it.

        Raises ``NotFound`` for a document, page or file that is not there and for formats without pages, and
        ``DocumentUnreadable`` for a file that can no longer be read.
        """
        file = Path(self._row(document)["path"])
        if not file.is_file():
            raise NotFound("The file of this document is no longer where it was.", "Its text can still be shown.")
        if not has_page_images(file):
            raise NotFound("This kind of document has no pages to show as pictures.", "Its text can be shown instead.")
        turn = self._turn(document, page)
        with self._viewer_lock:
            for password in itertools.chain([""], self._passwords.for_document(document)):
                try:
                    return self._viewer.page_image(file, page, pixels_per_point, marks, password, turn)
                except DocumentLocked as locked:
                    error = locked
        raise error

    def _turn(self, document: DocumentId, page: int) -> int:
        rows = self._storage.rows("SELECT turn FROM pages WHERE document_id = ? AND number = ?", (document, page))
        return int(rows[0]["turn"]) if rows else 0

    def expect_page_image(self) -> None:
        """Somebody may soon want to see a page: the process that paints it is started now, which takes longer than the painting."""
        self._viewer.start()

    def find_text(self, document: DocumentId, words: str, limit: int = 10_000) -> Sequence[Citation]:
        """The places in a document where words stand, in order; case and white space do not matter. Raises ``NotFound``."""
        path = Path(self._row(document)["path"])
        found: list[Citation] = []
        if not words.strip():
            return found
        pattern = words_pattern(words)
        pages = self._storage.rows(
            "SELECT number, text, runs, turn, moments FROM pages WHERE document_id = ? ORDER BY position", (document,)
        )
        for page in pages:
            runs = None
            for match in pattern.finditer(page["text"]):
                runs = decode_runs(page["runs"]) if runs is None else runs
                found.append(
                    Citation(
                        n=len(found) + 1,
                        document_id=document,
                        document=path,
                        page=page["number"],
                        quote=match.group(),
                        start=match.start(),
                        end=match.end(),
                        boxes=boxes_of_span(
                            runs_between(runs, match.start(), match.end()), match.start(), match.end(), page["turn"]
                        ),
                        at_s=time_of(decode_moments(page["moments"]), match.start()),
                    )
                )
                if len(found) >= limit:
                    return found
        return found

    def page_text(self, document: DocumentId, page: int | None) -> PageText:
        """A page's extracted text; None is the first page, or all of a document without pages. Raises ``NotFound``."""
        row = self._row(document)
        pages = self._storage.rows(
            "SELECT id, number, text, moments, emphasis, headings FROM pages WHERE document_id = ?"
            " AND (? IS NULL OR coalesce(number, 1) = ?) ORDER BY position LIMIT 1",
            (document, page, page),
        )
        if not pages:
            raise NotFound(
                "This document has no text." if page is None else f"This document has no page {page} with text.",
                str(row["reason"]),
            )
        paths = self._storage.rows("SELECT DISTINCT heading FROM chunks WHERE page_id = ?", (pages[0]["id"],))
        return PageText(
            within=_within(row["media_type"], pages[0]["text"], [str(path["heading"]) for path in paths]),
            text=pages[0]["text"],
            page=pages[0]["number"],
            page_count=max(1, int(row["page_count"])),
            headings=decode_headings(pages[0]["headings"])
            or heading_lines(pages[0]["text"], [str(path["heading"]) for path in paths]),
            at_s=time_of(decode_moments(pages[0]["moments"]), 0),
            emphasis=tuple(
                (each.start, each.end, each.bold, each.italic) for each in decode_emphasis(pages[0]["emphasis"])
            ),
        )

    def transcript(self, document: DocumentId) -> Sequence[tuple[float, float, str]]:
        """What was said in a recording, phrase by phrase; empty for other documents. Raises ``NotFound``."""
        self._row(document)
        pages = self._storage.rows(
            "SELECT text, moments FROM pages WHERE document_id = ? ORDER BY position", (document,)
        )
        return phrases_of([(page["text"], decode_moments(page["moments"])) for page in pages])

    def close(self) -> None:
        """Ends the reader process."""
        with self._viewer_lock:
            self._viewer.close()


def _within(media_type: str, text: str, paths: Sequence[str]) -> str:
    """The names of the mail, archive or file that a page of a file with files in it is from: the open headings that stand on no
    page."""
    if media_type not in _HOLD_FILES or not paths:
        return ""
    names = itertools.takewhile(lambda name: name not in text, paths[0].split(SEPARATOR))
    return SEPARATOR.join(names)
