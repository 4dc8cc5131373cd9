"""From pages as they are read to rows as they are stored, cut into chunks. Pure."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Generator, Sequence

from assistant.documents.base import ReadDocument, ReadPage
from assistant.documents.finding.chunking import HeadingPath, TextChunk, chunk_page, word_over_pages
from assistant.documents.pages.emphasis import encode_emphasis
from assistant.documents.pages.heading_lines import encode_headings
from assistant.documents.pages.moments import encode_moments
from assistant.documents.pages.runs import encode_runs
from assistant.documents.reading.page_furniture import bodies

PackedPages = list[tuple[ReadPage, bytes]]
"""Pages with their runs beside them, packed."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class PageRecord:
    """A page as it goes into the database: its runs already packed, since many pages wait together. ``first_word`` and
    ``last_word`` are whole words of which the page holds a part: they go on from the page before, or on the next one."""

    number: int | None
    text: str
    runs: bytes
    width_pt: float
    height_pt: float
    turn: int
    chunks: tuple[TextChunk, ...]
    moments: bytes = b""
    emphasis: bytes = b""
    headings: bytes = b""
    first_word: str = ""
    last_word: str = ""

    @classmethod
    def of(cls, page: ReadPage, chunks: Sequence[TextChunk], runs: bytes) -> PageRecord:
        """A page as read, with its chunks and its packed runs."""
        return cls(
            number=page.number,
            text=page.text,
            runs=runs,
            width_pt=page.width_pt,
            height_pt=page.height_pt,
            turn=page.turn,
            chunks=tuple(chunks),
            moments=encode_moments(page.moments),
            emphasis=encode_emphasis(page.emphasis),
            headings=encode_headings(page.text, page.headings),
        )


def all_pages(reading: Generator[ReadPage, None, ReadDocument]) -> tuple[PackedPages, ReadDocument]:
    """All pages of a reading, their runs packed at once: the places of its words take ten times the room of a page's text."""
    read: PackedPages = []
    while True:
        try:
            page = next(reading)
        except StopIteration as end:
            return read, end.value
        read.append((dataclasses.replace(page, runs=()), encode_runs(page.runs)))


def page_records(read: Sequence[tuple[ReadPage, bytes]]) -> list[PageRecord]:
    """Pages with their chunks. What repeats from page to page of a printed document is in none."""
    texts = [page.text for page, _ in read]
    # Only pages of paper repeat what stands at their edges; sheets and mails may begin alike and mean it.
    printed = any(page.width_pt for page, _ in read)
    starts = [[heading.start for heading in page.headings] for page, _ in read]
    spans = bodies(texts, starts) if printed else [(0, len(text)) for text in texts]
    pages: list[PageRecord] = []
    path = HeadingPath()
    for (page, runs), body in zip(read, spans, strict=True):
        chunks, path = chunk_page(page.text, page.headings, path, tables=page.tables, body=body)
        pages.append(PageRecord.of(page, chunks, runs))
    return _with_words_over_pages(pages) if printed else pages


def _with_words_over_pages(pages: Sequence[PageRecord]) -> list[PageRecord]:
    whole = list(pages)
    written = [number for number, page in enumerate(whole) if page.chunks]
    for here, there in itertools.pairwise(written):
        before, after = whole[here], whole[there]
        word = word_over_pages(before.text[: before.chunks[-1].end], after.text[after.chunks[0].start :])
        if word:
            whole[here] = dataclasses.replace(before, last_word=word)
            whole[there] = dataclasses.replace(after, first_word=word)
    return whole
