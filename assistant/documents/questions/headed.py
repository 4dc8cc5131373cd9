"""Which documents a heading of their first page names: scans and exports are often called by a number."""

from __future__ import annotations

from assistant.documents.pages.heading_lines import decode_headings
from assistant.documents.questions.naming import heads_document, means_document
from assistant.ids import DocumentId
from assistant.storage.database import Storage

_FIRST_CHARACTERS = 4_000
"""Of a first page, in which the headings that name a document stand."""


def headed(storage: Storage, words: str, collection: str = "") -> frozenset[DocumentId]:
    """The documents of a collection, or of all, that words of a question name so; none where they do not say that one is meant."""
    if not means_document(words):
        return frozenset()
    rows = storage.rows(
        "SELECT d.id, substr(p.text, 1, ?) AS text, p.headings FROM documents d JOIN pages p ON p.document_id = d.id"
        " WHERE p.position = 0 AND p.headings != x'' AND d.state IN ('indexed', 'partly') AND (? = '' OR d.collection = ?)",
        (_FIRST_CHARACTERS, collection, collection),
    )
    return frozenset(
        DocumentId(row["id"])
        for row in rows
        if any(heads_document(words, row["text"][start:end]) for start, end, _ in decode_headings(row["headings"]))
    )
