"""What of a file was not read, in sentences for people. Pure."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from assistant.documents.base import ReadDocument
from assistant.documents.pages.page_records import PackedPages
from assistant.errors import DocumentUnreadable

_SHOWN_SPANS = 8


def left_out(document: ReadDocument) -> str:
    """Sentences on what of a document could not be read, empty when nothing is missing."""
    sentences = []
    if document.unread_pages:
        count = len(document.unread_pages)
        pages = "1 page has" if count == 1 else f"{count:,} pages have"
        sentences.append(f"{pages} no text that can be read: {page_list(document.unread_pages)}.")
    if document.note:
        sentences.append(document.note)
    return " ".join(sentences)


def page_list(pages: Sequence[int]) -> str:
    """Page numbers as people write them, the first few: "3, 7–9"."""
    spans: list[tuple[int, int]] = []
    for page in pages:
        if spans and page == spans[-1][1] + 1:
            spans[-1] = (spans[-1][0], page)
        else:
            spans.append((page, page))
    words = ", ".join(str(first) if first == last else f"{first}–{last}" for first, last in spans[:_SHOWN_SPANS])
    return f"{words} …" if len(spans) > _SHOWN_SPANS else words


def with_silent_recordings(read: PackedPages, document: ReadDocument) -> tuple[PackedPages, ReadDocument]:
    """What was read, with a sentence on the recordings in it that gave no words. Raises ``DocumentUnreadable`` where nothing
    else was in it."""
    silent = [page.headings[-1].text for page, _ in read if page.recording and not page.text]
    if not silent:
        return read, document
    if not any(page.text for page, _ in read):
        raise DocumentUnreadable("Nobody speaks in this recording, or it cannot be understood.")
    names = ", ".join(silent[:_SHOWN_SPANS])
    note = (
        f"Nobody speaks in 1 recording, or it cannot be heard: “{names}”."
        if len(silent) == 1
        else f"Nobody speaks in {len(silent):,} recordings, or they cannot be heard: “{names}”."
    )
    return read, dataclasses.replace(document, note=f"{document.note} {note}".strip())
