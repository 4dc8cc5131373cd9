"""Vectors that outlive a change of their document: a chunk whose text, headings and title are as before is not embedded anew."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from assistant.documents.finding.embedding import embedded_text
from assistant.documents.finding.index import ChunkIndex
from assistant.documents.finding.sign_coding import Floats
from assistant.ids import ChunkId, DocumentId

if TYPE_CHECKING:
    from sqlite_utils import Database

# Of a longer document the rest is embedded anew: 20,000 vectors of 384 components are 15 MB.
_MOST = 20_000

KeptVectors = dict[bytes, tuple[str, Floats]]
"""By a digest of what was embedded: the model and its vector."""


def take_vectors(database: Database, index: ChunkIndex, document: DocumentId) -> KeptVectors:
    """The vectors of a document that is about to be read anew."""
    by_model: dict[str, dict[ChunkId, bytes]] = {}
    for chunk, model_id, digest in _digests(database, document):
        if model_id:
            by_model.setdefault(model_id, {})[chunk] = digest
    kept: KeptVectors = {}
    for model_id, digests in by_model.items():
        vectors = index.vectors_of(database, model_id, list(digests)[:_MOST])
        kept.update((digests[chunk], (model_id, vector)) for chunk, vector in vectors)
    return kept


def give_vectors_back(database: Database, index: ChunkIndex, document: DocumentId, kept: KeptVectors) -> None:
    """Gives a document that was read anew the vectors of what it still says."""
    if not kept:
        return
    by_model: dict[str, list[tuple[ChunkId, Floats]]] = {}
    for chunk, _, digest in _digests(database, document):
        if digest in kept:
            model_id, vector = kept[digest]
            by_model.setdefault(model_id, []).append((chunk, vector))
    for model_id, vectors in by_model.items():
        index.add_vectors(database, model_id, vectors)


def _digests(database: Database, document: DocumentId) -> Iterator[tuple[ChunkId, str, bytes]]:
    """Each chunk with its model and a digest of what is embedded of it."""
    title = str(database.execute("SELECT title FROM documents WHERE id = ?", (document,)).fetchone()[0])
    page_id, text = None, ""
    for chunk, page, start, end, heading, model_id in database.execute(
        "SELECT id, page_id, start, end, heading, embedded_by FROM chunks WHERE document_id = ? ORDER BY position",
        (document,),
    ).fetchall():
        if page != page_id:
            page_id, text = page, str(database.execute("SELECT text FROM pages WHERE id = ?", (page,)).fetchone()[0])
        embedded = embedded_text(title, str(heading), text[start:end])
        yield ChunkId(chunk), str(model_id), hashlib.sha256(embedded.encode("utf-8", "surrogatepass")).digest()
