"""Where a question says to look, held against the documents that there are."""

from __future__ import annotations

import dataclasses
import datetime
from pathlib import PurePath
from typing import Any

from assistant.clock import Clock
from assistant.documents import query_words
from assistant.documents.filter_words import FilterKind, FilterPhrase, filter_phrases, without
from assistant.documents.index import Scope
from assistant.documents.naming import names_document, same_name
from assistant.ids import DocumentId
from assistant.records import DocumentFilter
from assistant.storage.database import Storage


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Filtered:
    """What to look for (``question`` without the filters) and where. Filters that leave no document make an empty ``scope``."""

    question: str
    scope: Scope
    filters: tuple[DocumentFilter, ...] = ()


class DocumentFilters:
    """Reads filters. May be called from any thread."""

    def __init__(self, storage: Storage, clock: Clock) -> None:
        self._storage = storage
        self._clock = clock

    def read(self, question: str, collection: str = "") -> Filtered:
        """The filters of a question over the documents of a collection (empty for all). A phrase that may mean something else,
        and names no document, is none."""
        plain = Filtered(question=question, scope=Scope(collection=collection))
        phrases = filter_phrases(question, datetime.datetime.fromtimestamp(self._clock.now()).astimezone().date())
        if not phrases:
            return plain
        rows = self._storage.rows(
            "SELECT id, path, title, collection, modified_at FROM documents"
            " WHERE state IN ('indexed', 'partly') AND (? = '' OR collection = ?)",
            (collection, collection),
        )
        kept: list[FilterPhrase] = []
        filters: list[DocumentFilter] = []
        left = {row["id"] for row in rows}
        for phrase in phrases:
            matching = {row["id"] for row in rows if _matches(phrase, row)}
            if matching or phrase.certain:
                kept.append(phrase)
                words = question[phrase.start : phrase.end].strip(" ,、:")
                filters.append(DocumentFilter(words=words, documents=len(matching)))
                left &= matching
        if not kept:
            return plain
        documents = tuple(DocumentId(number) for number in sorted(left))
        return Filtered(
            question=without(question, kept),
            scope=Scope(collection=collection, documents=documents),
            filters=tuple(filters),
        )

    def within(self, question: str, document: DocumentId) -> Filtered:
        """A question for one document; nothing is left where that is gone."""
        rows = self._storage.rows("SELECT path FROM documents WHERE id = ?", (document,))
        words = PurePath(rows[0]["path"]).name if rows else ""
        return Filtered(
            question=question,
            scope=Scope(documents=(document,) if rows else ()),
            filters=(DocumentFilter(words=words, documents=len(rows)),),
        )


def _matches(phrase: FilterPhrase, row: dict[str, Any]) -> bool:
    path = PurePath(row["path"])
    match phrase.kind:
        case FilterKind.DATE:
            day = datetime.datetime.fromtimestamp(row["modified_at"]).astimezone().date()
            return (phrase.since is None or phrase.since <= day) and (phrase.until is None or day <= phrase.until)
        case FilterKind.FORMAT:
            return path.suffix.lower().lstrip(".") in phrase.name.split()
        case FilterKind.FILE:
            return query_words.normalised(path.name) == query_words.normalised(phrase.name)
        case FilterKind.FOLDER:
            return any(same_name(phrase.name, folder) for folder in path.parent.parts) or same_name(
                phrase.name, row["collection"]
            )
        case FilterKind.COLLECTION:
            return same_name(phrase.name, row["collection"])
        case FilterKind.DOCUMENT:
            return names_document(phrase.name, row["title"], row["path"]) or same_name(phrase.name, row["collection"])
