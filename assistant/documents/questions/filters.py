"""Where a question says to look, held against the documents that there are."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Sequence
from pathlib import PurePath
from typing import Any

from assistant.clock import Clock
from assistant.documents.finding import query_words
from assistant.documents.finding.index import Scope
from assistant.documents.questions.filter_words import FilterKind, FilterPhrase, filter_phrases, without
from assistant.documents.questions.headed import headed
from assistant.documents.questions.naming import names_document, same_name
from assistant.documents.reading.kinds import ENDINGS
from assistant.errors import NotFound
from assistant.ids import DocumentId
from assistant.records import DocumentFilter, LookIn
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
        rows = self._rows(collection)
        kept: list[FilterPhrase] = []
        filters: list[DocumentFilter] = []
        left = {row["id"] for row in rows}
        for phrase in phrases:
            matching = {row["id"] for row in rows if _matches(phrase, row)}
            if not matching and phrase.kind is FilterKind.DOCUMENT:
                matching = set(headed(self._storage, phrase.name, collection))
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

    def narrowed(self, question: str, look_in: LookIn, *, follow: bool = True) -> Filtered:
        """A question for the documents that were chosen, and with ``follow`` only for those that the question itself names too.
        Raises ``NotFound`` when nothing in the library has the name that was asked for."""
        if look_in.document is not None:
            return self.within(question, look_in.documents)
        read = self.read(question, look_in.collection) if follow else Filtered(question=question, scope=Scope())
        rows = self._rows(look_in.collection)
        if look_in.name:
            rows = [row for row in rows if _is_called(look_in.name, row)]
            if not rows:
                raise NotFound(
                    f"No document, folder or collection is called {look_in.name}.",
                    "See “sotto docs list” for what is there.",
                )
        chosen = {row["id"] for row in rows if _is_chosen(look_in, row)}
        if read.scope.documents is not None:
            chosen &= set(read.scope.documents)
        documents = tuple(DocumentId(number) for number in sorted(chosen))
        period = f"{look_in.since or ''}–{look_in.until or ''}" if look_in.since or look_in.until else ""
        words = " · ".join(part for part in (look_in.name, *look_in.kinds, period) if part)
        return dataclasses.replace(
            read,
            scope=Scope(collection=look_in.collection, documents=documents),
            filters=(DocumentFilter(words=words, documents=len(chosen)), *read.filters),
        )

    def scope(self, look_in: LookIn) -> Scope:
        """Where to look, as it was chosen. Raises ``NotFound`` as ``narrowed`` does."""
        if look_in.document is None and not look_in.narrows:
            return Scope(collection=look_in.collection)
        return self.narrowed("", look_in, follow=False).scope

    def _rows(self, collection: str) -> list[dict[str, Any]]:
        return self._storage.rows(
            "SELECT id, path, title, collection, modified_at FROM documents"
            " WHERE state IN ('indexed', 'partly') AND (? = '' OR collection = ?)",
            (collection, collection),
        )

    def within(self, question: str, documents: Sequence[DocumentId]) -> Filtered:
        """A question for these documents; nothing is left where they are gone."""
        marks = ", ".join("?" * len(documents))
        rows = self._storage.rows(
            f"SELECT id, path FROM documents WHERE id IN ({marks})",  # noqa: S608 - question marks alone
            tuple(documents),
        )
        names = {row["id"]: PurePath(row["path"]).name for row in rows}
        left = tuple(one for one in documents if one in names)
        words = ", ".join(names[one] for one in left)
        return Filtered(
            question=question,
            scope=Scope(documents=left),
            filters=(DocumentFilter(words=words, documents=len(left)),),
        )


def _matches(phrase: FilterPhrase, row: dict[str, Any]) -> bool:
    path = PurePath(row["path"])
    match phrase.kind:
        case FilterKind.DATE:
            return _is_from(phrase.since, phrase.until, row)
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


def _is_from(since: datetime.date | None, until: datetime.date | None, row: dict[str, Any]) -> bool:
    day = datetime.datetime.fromtimestamp(row["modified_at"]).astimezone().date()
    return (since is None or since <= day) and (until is None or day <= until)


def _is_chosen(look_in: LookIn, row: dict[str, Any]) -> bool:
    ending = PurePath(row["path"]).suffix.lower().lstrip(".")
    of_kind = not look_in.kinds or any(ending in ENDINGS[kind] for kind in look_in.kinds)
    return of_kind and _is_from(look_in.since, look_in.until, row)


def _is_called(name: str, row: dict[str, Any]) -> bool:
    """Whether a document, its file, a folder it lies in or its collection has a name, or lies at a path."""
    path = PurePath(row["path"])
    return (
        path.is_relative_to(name)
        or same_name(name, path.name)
        or same_name(name, path.stem)
        or same_name(name, row["collection"])
        or any(same_name(name, folder) for folder in path.parent.parts)
        or names_document(name, row["title"], row["path"])
    )
