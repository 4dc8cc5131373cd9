"""Documents as wholes: which there are, all their pages, where words stand in them, and notes made of them, which go with them."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Sequence
from pathlib import Path

from assistant.documents.document_name import DocumentName
from assistant.documents.pages.figures import captions, region
from assistant.documents.pages.runs import boxes_of_span, decode_runs
from assistant.documents.questions.headed import headed
from assistant.documents.questions.mentions import Mention, mention, queries
from assistant.documents.questions.naming import named
from assistant.documents.reading.formats import has_page_images
from assistant.ids import ChunkId, DocumentId
from assistant.records import Citation, Passage
from assistant.storage.database import Storage

_WITH_TEXT = (
    "FROM documents WHERE state IN ('indexed', 'partly') AND (? = '' OR collection = ?)"
    " AND EXISTS (SELECT 1 FROM chunks WHERE document_id = documents.id)"
)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class DocumentPage:
    """A page's number, None where the format has none, and its text."""

    number: int | None
    text: str


class WholeDocuments:
    """Reads documents from end to end. May be called from any thread."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    def names(self, collection: str = "") -> list[DocumentName]:
        """All documents with text, those of one collection only if named; oldest first."""
        rows = self._storage.rows(
            f"SELECT id, path, title, collection {_WITH_TEXT} ORDER BY id",
            (collection, collection),
        )
        return [
            DocumentName(
                document_id=DocumentId(row["id"]),
                path=Path(row["path"]),
                title=str(row["title"]),
                collection=str(row["collection"]),
            )
            for row in rows
        ]

    def named(self, words: str, library: Sequence[DocumentName], collection: str = "") -> list[DocumentName]:
        """Those of ``library`` that words name by what they are called, else by a heading of their first page."""
        found = named(words, library)
        if found:
            return found
        meant = headed(self._storage, words, collection)
        return [one for one in library if one.document_id in meant]

    def count(self, collection: str = "") -> int:
        """How many ``names`` has."""
        rows = self._storage.rows(f"SELECT count(*) AS count {_WITH_TEXT}", (collection, collection))
        return int(rows[0]["count"])

    def pages(self, document: DocumentId) -> list[DocumentPage]:
        """The pages with text, in order."""
        rows = self._storage.rows("SELECT number, text FROM pages WHERE document_id = ? ORDER BY position", (document,))
        return [DocumentPage(number=row["number"], text=row["text"]) for row in rows if row["text"].strip()]

    def passages(self, documents: Sequence[DocumentId]) -> tuple[Passage, ...]:
        """Every passage of some documents, in reading order."""
        return self._passages("c.document_id", documents)

    def passages_of(self, chunks: Sequence[ChunkId]) -> tuple[Passage, ...]:
        """Some passages by their ids, in reading order; those that went are left out."""
        return self._passages("c.id", chunks)

    def _passages(self, column: str, ids: Sequence[int]) -> tuple[Passage, ...]:
        # The column is ours.
        rows = self._storage.rows(
            "SELECT c.id, c.document_id, d.path, d.title, p.number, p.text, c.start, c.end, c.heading FROM chunks c"  # noqa: S608
            " JOIN documents d ON d.id = c.document_id JOIN pages p ON p.id = c.page_id"
            f" WHERE {column} IN (SELECT value FROM json_each(?)) ORDER BY c.document_id, p.position, c.start",
            (json.dumps(list(ids)),),
        )
        return tuple(
            Passage(
                chunk_id=ChunkId(row["id"]),
                document_id=DocumentId(row["document_id"]),
                document=Path(row["path"]),
                title=row["title"],
                page=row["number"],
                text=row["text"][row["start"] : row["end"]],
                start=row["start"],
                end=row["end"],
                score=1.0,
                heading=row["heading"],
            )
            for row in rows
        )

    def mentions(self, what: str, collection: str = "") -> list[Mention]:
        """The documents of a collection, or of all, with a passage that holds all of ``what``, or a part of it; those with the most
        such passages first."""
        places: dict[DocumentId, set[ChunkId]] = {}
        for part in queries(what):
            held = [self._holding(table, query, collection) for table, query in part.items()]
            for document, chunk in set.intersection(*held):
                places.setdefault(document, set()).add(chunk)
        ranked = sorted(places.items(), key=lambda item: (-len(item[1]), item[0]))
        first = {passage.document_id: passage for passage in self.passages_of([min(chunks) for _, chunks in ranked])}
        return [mention(what, first[document], len(chunks)) for document, chunks in ranked if document in first]

    def _holding(self, table: str, query: str, collection: str) -> set[tuple[DocumentId, ChunkId]]:
        # The names are ours; the user's words are in the parameters alone.
        rows = self._storage.rows(
            f"SELECT c.document_id, c.id FROM {table} f JOIN chunks c ON c.id = f.rowid"  # noqa: S608
            f" JOIN documents d ON d.id = c.document_id WHERE {table} MATCH ? AND (? = '' OR d.collection = ?)",
            (query, collection, collection),
        )
        return {(DocumentId(row["document_id"]), ChunkId(row["id"])) for row in rows}

    def figures(self, documents: Sequence[DocumentName], number: str, *, table: bool) -> list[Citation]:
        """The captions of the figures (or tables) of that number, one a document; ``pictured`` where their place is known."""
        found: list[Citation] = []
        for name in documents:
            rows = self._storage.rows(
                "SELECT number, text, runs, width_pt, height_pt, turn FROM pages WHERE document_id = ? AND instr(text, ?)"
                " ORDER BY position",
                (name.document_id, number),
            )
            all_of = [(row, caption) for row in rows for caption in captions(row["text"])]
            fitting = [one for one in all_of if (one[1].number, one[1].table) == (number, table)]
            # "Figure 3 shows …" may begin a line too; "Figure 3: …" is more likely to be a caption.
            for row, caption in sorted(fitting, key=lambda one: not one[1].marked)[:1]:
                runs = decode_runs(row["runs"])
                size = row["width_pt"], row["height_pt"]
                box = region(caption, runs, *size, row["turn"]) if has_page_images(name.path) else None
                found.append(
                    Citation(
                        n=len(found) + 1,
                        document_id=name.document_id,
                        document=name.path,
                        page=row["number"],
                        quote=row["text"][caption.start : caption.end],
                        start=caption.start,
                        end=caption.end,
                        boxes=(box,)
                        if box is not None
                        else boxes_of_span(runs, caption.start, caption.end, row["turn"]),
                        score=1.0,
                        pictured=box is not None,
                    )
                )
        return found

    def note(self, document: DocumentId, digest: str) -> str | None:
        """The note that was kept under a digest of what it was made of."""
        rows = self._storage.rows(
            "SELECT text FROM document_notes WHERE document_id = ? AND digest = ?", (document, digest)
        )
        return str(rows[0]["text"]) if rows else None

    def keep_note(self, document: DocumentId, digest: str, text: str) -> None:
        """Keeps a note until the document changes or goes; nothing happens when it has gone meanwhile."""
        with self._storage.write() as database:
            database.execute(
                "INSERT OR REPLACE INTO document_notes(document_id, digest, text)"
                " SELECT id, ?, ? FROM documents WHERE id = ?",
                (digest, text, document),
            )
