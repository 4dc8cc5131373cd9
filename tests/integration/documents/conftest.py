"""Real files, made on the spot, and a library over a real database."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from assistant.cancellation import CancelToken
from assistant.documents.base import ReadDocument, ReadPage
from assistant.documents.document_records import DocumentRecords
from assistant.documents.finding.index import ChunkIndex
from assistant.documents.ingest import Ingest
from assistant.documents.reading.reader_process import ReaderProcess
from assistant.events import Event, FileIndexed, IndexFinished
from assistant.ids import OperationId
from assistant.records import FileReport
from assistant.storage.database import Storage

pdfmetrics.registerFont(UnicodeCIDFont("HeiseiMin-W3"))


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class PdfMaker:
    """Writes PDFs: a page for each list of lines; an empty list is a page with a picture of lines only."""

    folder: Path

    def __call__(
        self,
        name: str,
        *pages: list[str],
        title: str = "",
        password: str = "",
        rotation: int = 0,
        font: str = "Helvetica",
        top: int = 760,
    ) -> Path:
        file = self.folder / name
        encrypt = StandardEncryption(password) if password else None
        canvas = Canvas(str(file), pagesize=A4, encrypt=encrypt)
        if title:
            canvas.setTitle(title)
        for lines in pages:
            if rotation:
                canvas.setPageRotation(rotation)
            canvas.setFont(font, 12)
            for number, text in enumerate(lines):
                canvas.drawString(72, top - 15 * number, text)
            if not lines:
                canvas.rect(100, 100, 300, 300, fill=1)
            canvas.showPage()
        canvas.save()
        return file


@pytest.fixture
def make_pdf(tmp_path: Path) -> PdfMaker:
    """Makes PDFs in a folder of their own."""
    folder = tmp_path / "files"
    folder.mkdir()
    return PdfMaker(folder=folder)


@pytest.fixture(scope="session")
def reader() -> Iterator[ReaderProcess]:
    """A real reader process, used by all tests that leave it in order."""
    with ReaderProcess() as process:
        yield process


@pytest.fixture
def read_file(reader: ReaderProcess) -> Callable[..., tuple[list[ReadPage], ReadDocument]]:
    """Reads a file, with its password if it has one: all its pages, and the document."""

    def read(file: Path, password: str = "") -> tuple[list[ReadPage], ReadDocument]:
        pages: list[ReadPage] = []
        reading = reader.read(file, password=password)
        while True:
            try:
                pages.append(next(reading))
            except StopIteration as end:
                return pages, end.value

    return read


@pytest.fixture
def storage(tmp_path: Path) -> Iterator[Storage]:
    """A real database."""
    opened = Storage(tmp_path / "sotto.db")
    yield opened
    opened.close()


@dataclasses.dataclass(slots=True, kw_only=True)
class IngestRun:
    """An ingest over a real database and reader; ``add`` gives the reports by file name and keeps the events."""

    ingest: Ingest
    records: DocumentRecords
    events: list[Event] = dataclasses.field(default_factory=list)
    wake_ups: list[int] = dataclasses.field(default_factory=list)

    def add(self, *paths: Path, collection: str = "") -> dict[str, FileReport]:
        self.events.clear()
        self.ingest.add(paths, collection, self.events.append, CancelToken(), OperationId("op"))
        return {event.file.path.name: event.file for event in self.events if isinstance(event, FileIndexed)}

    @property
    def finished(self) -> IndexFinished:
        (event,) = (event for event in self.events if isinstance(event, IndexFinished))
        assert self.events[-1] is event
        return event


@pytest.fixture
def library_run(storage: Storage, reader: ReaderProcess) -> IngestRun:
    """An empty library to add files to."""
    records = DocumentRecords(storage, ChunkIndex(storage))
    wake_ups: list[int] = []
    ingest = Ingest(records, reader, max_file_mb=lambda: 1, on_chunks_added=lambda: wake_ups.append(1))
    return IngestRun(ingest=ingest, records=records, wake_ups=wake_ups)
