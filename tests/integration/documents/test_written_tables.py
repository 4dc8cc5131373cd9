"""Tables in texts, slides and pages, from files to answers; and documents that an older reader read."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import docx
import odfdo
import pptx
import pytest
from pptx.util import Inches
from reportlab import platypus
from reportlab.lib.styles import getSampleStyleSheet

from assistant.cancellation import CancelToken
from assistant.documents.base import ComputedAnswer
from assistant.documents.document_records import DocumentRecords
from assistant.documents.finding.index import ChunkIndex
from assistant.documents.ingest import Ingest
from assistant.documents.library import DocumentLibrary
from assistant.documents.reading.reader_process import ReaderProcess
from assistant.documents.tables.table_answers import TableAnswers
from assistant.documents.tables.table_catalog import TableCatalog
from assistant.documents.tables.table_store import TableStore
from assistant.events import Event, FileIndexed, IndexFinished
from assistant.ids import OperationId
from assistant.records import FileReport, FileState, SearchResult
from assistant.storage.database import Storage

pytestmark = pytest.mark.integration

ROWS = [
    ["Region", "Sold", "Price", "Day"],
    ["Osaka", "12", "¥1,200", "2024-03-01"],
    ["Tokyo", "7", "¥900", "2024-04-02"],
    ["Osaka", "5", "¥80", "2025-01-05"],
    ["Total", "24", "", ""],
]


def write_docx(file: Path) -> None:
    document = docx.Document()
    document.add_heading("Shops", 1)
    document.add_paragraph("Table 1: Pieces by region")
    table = document.add_table(rows=0, cols=4)
    for row in ROWS:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    # A cell over two columns: nobody can say what it counts.
    spanned = document.add_table(rows=4, cols=2)
    spanned.cell(1, 0).merge(spanned.cell(1, 1)).text = "West"
    for at, (left, right) in enumerate([("Branch", "Staff"), ("", ""), ("Kobe", "4"), ("Kyoto", "6")]):
        if at != 1:
            spanned.cell(at, 0).text, spanned.cell(at, 1).text = left, right
    document.save(str(file))


def write_pptx(file: Path) -> None:
    presentation = pptx.Presentation()
    presentation.slides.add_slide(presentation.slide_layouts[5]).shapes.title.text = "Welcome"
    slide = presentation.slides.add_slide(presentation.slide_layouts[5])
    slide.shapes.title.text = "Pieces"
    table = slide.shapes.add_table(len(ROWS), 4, Inches(1), Inches(2), Inches(6), Inches(2)).table
    for at, row in enumerate(ROWS):
        for column, text in enumerate(row):
            table.cell(at, column).text = text
    presentation.save(str(file))


def write_html(file: Path) -> None:
    lines = ["".join(f"<td><p>{cell}</p></td>" for cell in row) for row in ROWS]
    frame = "<table><tr><td>Home</td><td>1</td></tr><tr><td>About</td><td>2</td></tr><tr><td>Help</td><td>3</td></tr></table>"
    file.write_text(
        f"<html><head><title>Pieces</title></head><body><nav>{frame}</nav><h1>Shops</h1><p>{'Some words. ' * 40}</p>"
        f"<table><tr>{'</tr><tr>'.join(lines)}</tr></table><p>{'More words. ' * 40}</p></body></html>",
        encoding="utf-8",
    )


def write_odt(file: Path) -> None:
    document = odfdo.Document("text")
    document.body.clear()
    document.body.append(odfdo.Header(1, "Shops"))
    table = odfdo.Table("Pieces")
    table.set_values(ROWS)
    document.body.append(table)
    document.save(str(file))


def write_markdown(file: Path) -> None:
    lines = [" | ".join(row) for row in ROWS]
    file.write_text(
        f"# Shops\n\nWords.\n\n| {lines[0]} |\n|---|--:|--:|---|\n" + "".join(f"| {line} |\n" for line in lines[1:])
    )


WRITERS: list[tuple[str, Callable[[Path], None]]] = [
    ("report.docx", write_docx),
    ("report.pptx", write_pptx),
    ("report.html", write_html),
    ("report.odt", write_odt),
    ("report.md", write_markdown),
]


class Library:
    """A library that keeps tables."""

    def __init__(self, folder: Path, storage: Storage, reader: ReaderProcess) -> None:
        store = TableStore(folder / "tables")
        self.storage = storage
        self.catalog = TableCatalog(storage, store)
        self.records = DocumentRecords(storage, ChunkIndex(storage), self.catalog)
        self.ingest = Ingest(self.records, reader, max_file_mb=lambda: 100, on_chunks_added=lambda: None, tables=store)

    def add(self, file: Path) -> FileReport:
        reports: list[FileReport] = []

        def keep(event: Event) -> None:
            if isinstance(event, FileIndexed):
                reports.append(event.file)

        self.ingest.add([file], "", keep, CancelToken(), OperationId("op"))
        return reports[0]

    def ask(self, question: str) -> ComputedAnswer:
        answer = TableAnswers(self.storage, self.catalog).asked(question).answer(CancelToken())
        assert answer is not None, question
        return answer


@pytest.fixture
def library(tmp_path: Path, storage: Storage, reader: ReaderProcess) -> Library:
    return Library(tmp_path, storage, reader)


@pytest.mark.parametrize(("name", "write"), WRITERS, ids=[name for name, _ in WRITERS])
def test_rows_of_a_written_table_are_counted_and_cited(
    library: Library, tmp_path: Path, name: str, write: Callable[[Path], None]
) -> None:
    write(tmp_path / name)
    assert library.add(tmp_path / name).state is FileState.INDEXED
    assert len(library.catalog.tables()) == 1
    assert library.ask("What is the total sold?").data.rows == ((24,),)
    assert library.ask("total sold by region").data.rows == (("Osaka", 17), ("Tokyo", 7))
    answer = library.ask("What was the highest price in 2024?")
    assert answer.data.rows == ((1200,),)
    (citation,) = answer.citations
    assert "Osaka" in citation.quote
    assert "1,200" in citation.quote
    (text,) = (
        row["text"] for row in library.storage.rows("SELECT text FROM pages WHERE number IS ?", (citation.page,))
    )
    assert text[citation.start : citation.end] == citation.quote
    assert citation.page == (2 if name.endswith("pptx") else None)


def read_by_an_older_version(storage: Storage) -> None:
    with storage.write() as database:
        database.execute("UPDATE documents SET reader_version = 0")
        database.execute("DELETE FROM data_tables")
        database.execute("UPDATE chunks SET embedded_by = 'a model'")


class Embedding:
    """Nothing is embedded here."""

    def pause(self) -> None:
        """Nothing runs."""

    def resume(self) -> None:
        """Nothing waits."""

    def wait_until_done(self, timeout_s: float) -> bool:
        return timeout_s > 0


@pytest.fixture
def start(library: Library, storage: Storage) -> Iterator[Callable[[], list[FileReport]]]:
    """Starts the program and waits for what it reads again."""
    opened: list[DocumentLibrary] = []

    def run() -> list[FileReport]:
        reports: list[FileReport] = []
        over = threading.Event()

        def publish(event: Event) -> None:
            if isinstance(event, FileIndexed):
                reports.append(event.file)
            if isinstance(event, IndexFinished):
                over.set()

        documents = DocumentLibrary(
            storage,
            library.records,
            library.ingest,
            ReaderProcess(),
            publish=publish,
            search=lambda _query, _count, _collection: SearchResult(passages=(), took_ms=0.0),
            embedding=Embedding(),
        )
        opened.append(documents)
        if documents.resume():
            assert over.wait(60)
        return reports

    yield run
    for documents in opened:
        documents.close()


def test_the_quietest_is_a_row_of_cells_with_their_unit(library: Library, tmp_path: Path) -> None:
    file = tmp_path / "manual.md"
    file.write_text(
        "# Technical data\n\n| Model | Noise |\n|---|---|\n| A6 | 51 dB |\n| A9 | 48 dB |\n| A14 | 55 dB |\n"
    )
    library.add(file)
    answer = library.ask("Which model is the quietest?")
    assert answer.text.startswith("A9, 48 dB (")
    assert [(one.n, one.quote) for one in answer.citations] == [(1, "| A9 | 48 dB |")]
    quieter = library.ask("Which models are quieter than 55 dB?")
    assert quieter.data.rows == (("A6",), ("A9",))
    assert [(one.n, one.quote) for one in quieter.citations] == [(1, "| A6 | 51 dB |"), (2, "| A9 | 48 dB |")]


def test_what_an_older_reader_read_is_read_again_once_and_keeps_its_vectors(
    library: Library, tmp_path: Path, start: Callable[[], list[FileReport]]
) -> None:
    write_docx(tmp_path / "report.docx")
    library.add(tmp_path / "report.docx")
    read_by_an_older_version(library.storage)
    (report,) = start()
    assert report.state is FileState.INDEXED
    assert report.embedded_chunks == report.chunks > 0
    assert library.ask("What is the total sold?").data.rows == ((24,),)
    assert start() == []


def test_what_cannot_be_read_again_stays_as_it_was(
    library: Library, tmp_path: Path, start: Callable[[], list[FileReport]]
) -> None:
    file = tmp_path / "report.docx"
    write_docx(file)
    before = library.add(file)
    with library.storage.write() as database:
        database.execute("UPDATE documents SET reader_version = 0")
    status = file.stat()
    file.write_bytes(b"\0" * status.st_size)
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))
    # Its content is another by now, and that cannot be read: it is told so, as if it had been added.
    (report,) = start()
    assert report.state is FileState.FAILED
    write_docx(file)
    again = library.add(file)
    assert (again.state, again.chunks) == (FileState.INDEXED, before.chunks)
    with library.storage.write() as database:
        database.execute("UPDATE documents SET reader_version = 0")
    file.unlink()
    assert start() == []
    assert library.records.reports()[0].chunks == before.chunks


def test_a_long_table_of_a_pdf_is_summed_over_its_pages_and_cited_on_them(library: Library, tmp_path: Path) -> None:
    rows = [["Region", "Product", "Sold"]] + [[["Osaka", "Tokyo"][n % 2], f"Item {n % 5}", str(n)] for n in range(90)]
    table = platypus.Table(rows, colWidths=[90, 90, 90], repeatRows=1)
    heading = platypus.Paragraph("Sales", getSampleStyleSheet()["Heading1"])
    platypus.SimpleDocTemplate(str(tmp_path / "sales.pdf")).build([heading, table])
    assert library.add(tmp_path / "sales.pdf").state is FileState.INDEXED
    assert library.ask("What is the total sold?").data.rows == ((sum(range(90)),),)
    assert library.ask("How many sales are from Tokyo?").data.rows == ((45,),)
    (citation,) = library.ask("What is the highest sold in Osaka?").citations
    assert citation.quote == "Osaka Item 3 88"
    assert citation.page == 3
    (text,) = (row["text"] for row in library.storage.rows("SELECT text FROM pages WHERE number = 3"))
    assert text[citation.start : citation.end] == citation.quote


def test_what_there_was_no_reader_for_is_read_when_there_is_one(
    library: Library, tmp_path: Path, start: Callable[[], list[FileReport]]
) -> None:
    file = tmp_path / "letter.doc"
    file.write_bytes(b"\0\1\2" * 100)
    assert library.add(file).state is FileState.FAILED
    file.write_bytes(rb"{\rtf1 The rent is due in May.}")
    assert start() == []
    with library.storage.write() as database:
        database.execute("UPDATE documents SET reader_version = 0")
    (report,) = start()
    assert report.state is FileState.INDEXED
    assert start() == []
