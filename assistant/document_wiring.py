"""The part of the composition root that makes the document library: readers, index, search, tables, recordings, pasted pictures."""

from __future__ import annotations

import contextlib
import dataclasses
from collections.abc import Callable

from assistant.back_ends import BackEnds
from assistant.clock import Clock
from assistant.documents.citing.evidence import DocumentEvidence
from assistant.documents.document_records import DocumentRecords
from assistant.documents.finding.embedding import EmbeddingQueue, SharedEmbedder
from assistant.documents.finding.index import ChunkIndex
from assistant.documents.finding.reranking import SharedReranker
from assistant.documents.finding.retrieval import Retriever
from assistant.documents.ingest import Ingest
from assistant.documents.library import DocumentLibrary
from assistant.documents.pictures import PastedPictures
from assistant.documents.questions.filters import DocumentFilters
from assistant.documents.reading.passwords import Passwords
from assistant.documents.reading.reader_process import ReaderProcess, reader_command
from assistant.documents.reading.recordings import RecordingReader
from assistant.documents.tables.table_answers import TableAnswers
from assistant.documents.tables.table_catalog import TableCatalog
from assistant.documents.tables.table_store import TableStore
from assistant.events import Event
from assistant.paths import Paths
from assistant.settings_file import SettingsFile
from assistant.speech.recognition.background_hearing import BackgroundHearer
from assistant.storage.database import Storage
from assistant.system_keyring import SystemKeyring


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Shelves:
    """``evidence`` and ``tables`` answer questions; ``embedding`` and ``hearer`` work in the background."""

    library: DocumentLibrary
    evidence: DocumentEvidence
    tables: TableAnswers
    embedding: EmbeddingQueue
    hearer: BackgroundHearer
    pictures: PastedPictures

    def begin(self) -> None:
        """Goes on with what a program that ended left, for the engine that holds the home alone."""
        self.pictures.settle()
        self.library.resume()
        self.library.start_watching()


def wire_documents(
    paths: Paths,
    settings: SettingsFile,
    storage: Storage,
    clock: Clock,
    publish: Callable[[Event], None],
    opened: contextlib.ExitStack,
    *,
    back_ends: BackEnds,
    embedder: SharedEmbedder,
    reranker: SharedReranker,
    keyring: SystemKeyring,
    removed: Callable[[], None],
) -> Shelves:
    """``removed`` is called after a document went; ``opened`` closes what is made here."""
    index = ChunkIndex(storage)
    embedding = EmbeddingQueue(storage, embedder, index)
    opened.callback(embedding.close)
    retriever = Retriever(storage, index, embedder, reranker)
    filters = DocumentFilters(storage, clock)
    evidence = DocumentEvidence(storage, index, retriever, embedder, filters)
    table_store = TableStore(paths.tables, storage.key)
    tables = TableCatalog(storage, table_store)
    records = DocumentRecords(storage, index, tables)
    hearer = BackgroundHearer(recogniser=back_ends.speech_to_text, detector=back_ends.voice_activity)
    opened.callback(hearer.close)
    contents = PastedPictures.reading(paths.pasted, storage.key)
    reader = ReaderProcess(contents=contents)
    passwords = Passwords(storage, keyring)

    def ingest(own_reader: ReaderProcess, recordings: RecordingReader | None) -> Ingest:
        return Ingest(
            records,
            own_reader,
            max_file_mb=lambda: settings.current.documents_max_file_mb,
            on_chunks_added=embedding.notify,
            passwords=passwords,
            recordings=recordings,
            tables=table_store,
        )

    pictures = PastedPictures(
        paths.pasted,
        storage,
        records,
        ingest(ReaderProcess(command=reader_command(waited_for=True), contents=contents), None),
        publish=publish,
        removed=removed,
        clock=clock,
    )
    storage.before_cut(pictures.sweep)
    documents = DocumentLibrary(
        storage,
        records,
        ingest(reader, RecordingReader(storage, reader, hearer)),
        ReaderProcess(command=reader_command(waited_for=True), contents=contents),
        publish=publish,
        search=lambda query, count, look_in: retriever.search(query, count, filters.scope(look_in)),
        filters=lambda question, collection: filters.read(question, collection).filters,
        embedding=embedding,
        pictures=pictures,
        passwords=passwords,
        removed=removed,
    )
    opened.callback(documents.close)
    return Shelves(
        library=documents,
        evidence=evidence,
        tables=TableAnswers(storage, tables),
        embedding=embedding,
        hearer=hearer,
        pictures=pictures,
    )
