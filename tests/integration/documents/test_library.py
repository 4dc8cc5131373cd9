"""The library as the window sees it."""

from __future__ import annotations

import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
import pypdfium2 as pdfium
import pytest
from PIL import Image

from assistant.documents.document_records import DocumentRecords
from assistant.documents.finding.index import ChunkIndex
from assistant.documents.ingest import Ingest
from assistant.documents.library import DocumentLibrary
from assistant.documents.reading.reader_process import ReaderProcess
from assistant.errors import NotFound
from assistant.events import Event, IndexFinished
from assistant.ids import DocumentId
from assistant.records import FileState, SearchResult
from assistant.storage.database import Storage

pytestmark = pytest.mark.integration


class Listener:
    """Keeps events and waits for the last one of an operation."""

    def __init__(self) -> None:
        self.events: list[Event] = []
        self._changed = threading.Condition()

    def __call__(self, event: Event) -> None:
        with self._changed:
            self.events.append(event)
            self._changed.notify_all()

    def finished(self, operation: str) -> IndexFinished:
        def found() -> IndexFinished | None:
            return next(
                (
                    event
                    for event in self.events
                    if isinstance(event, IndexFinished) and event.operation_id == operation
                ),
                None,
            )

        with self._changed:
            event = self._changed.wait_for(found, timeout=60)
        assert event is not None
        return event


class Embedding:
    """Says that all is embedded when it is given more than a second."""

    def pause(self) -> None:
        """Nothing runs."""

    def resume(self) -> None:
        """Nothing waits."""

    def wait_until_done(self, timeout_s: float) -> bool:
        return timeout_s > 1


@pytest.fixture
def listener() -> Listener:
    return Listener()


@pytest.fixture
def library(storage: Storage, listener: Listener) -> Iterator[DocumentLibrary]:
    records = DocumentRecords(storage, ChunkIndex(storage))
    ingest = Ingest(records, ReaderProcess(), max_file_mb=lambda: 200, on_chunks_added=lambda: None)
    opened = DocumentLibrary(
        storage,
        records,
        ingest,
        ReaderProcess(),
        publish=listener,
        search=lambda query, count, collection: SearchResult(passages=(), took_ms=float(count)),
        embedding=Embedding(),
    )
    yield opened
    opened.close()


def add(library: DocumentLibrary, listener: Listener, *paths: Path) -> None:
    assert listener.finished(library.add(paths)).error is None


def test_every_heading_and_all_emphasis_of_a_flowing_document_is_told(
    library: DocumentLibrary, listener: Listener, tmp_path: Path
) -> None:
    document = docx.Document()
    document.add_heading("House rules", 0)
    document.add_heading("1 Quiet", 1)
    document.add_paragraph("From ").add_run("ten").bold = True
    document.add_heading("2 Washing", 2)
    document.save(str(tmp_path / "rules.docx"))
    add(library, listener, tmp_path / "rules.docx")
    (report,) = library.files()
    assert report.document_id is not None
    page = library.page_text(report.document_id, None)
    assert [(page.text[start:end], level) for start, end, level in page.headings] == [
        ("House rules", 1),
        ("1 Quiet", 1),
        ("2 Washing", 2),
    ]
    assert [(page.text[start:end], bold) for start, end, bold, _ in page.emphasis] == [("ten", True)]


def test_added_files_are_listed_shown_and_removed(
    library: DocumentLibrary, listener: Listener, make_pdf: Any, storage: Storage
) -> None:
    file = make_pdf("a.pdf", ["First page."], ["Second page."])
    add(library, listener, file)
    (report,) = library.files()
    assert (report.path, report.state, report.pages, report.chunks, report.embedded_chunks) == (
        file,
        FileState.INDEXED,
        2,
        2,
        0,
    )
    assert report.document_id is not None
    log = storage.file.with_name(f"{storage.file.name}-wal")
    assert library.health().database_bytes == storage.file.stat().st_size + log.stat().st_size
    text = library.page_text(report.document_id, 2)
    assert (text.text, text.page, text.page_count) == ("Second page.", 2, 2)
    image = library.page_image(report.document_id, 2, 1.5, ((72.0, 750.0, 100.0, 770.0),))
    assert image.png.startswith(b"\x89PNG")
    assert (image.page, image.page_count) == (2, 2)
    library.remove(report.document_id)
    assert library.files() == []
    assert file.exists()
    for table in ("pages", "chunks", "chunk_words"):
        assert storage.rows(f"SELECT count(*) AS n FROM {table}") == [{"n": 0}]


def test_a_document_without_pages_is_shown_as_text(
    library: DocumentLibrary, listener: Listener, tmp_path: Path
) -> None:
    file = tmp_path / "a.md"
    file.write_text("# Notes\n\nWords.")
    add(library, listener, file)
    (report,) = library.files()
    assert report.document_id is not None
    for page in (None, 1):
        assert library.page_text(report.document_id, page).text == "# Notes\n\nWords."
    with pytest.raises(NotFound, match="no pages to show"):
        library.page_image(report.document_id, 1, 1.0)


def test_a_page_of_an_archive_tells_its_file(library: DocumentLibrary, listener: Listener, tmp_path: Path) -> None:
    archive = tmp_path / "all.zip"
    with zipfile.ZipFile(archive, "w") as members:
        members.writestr("in/boiler.txt", "The boiler was serviced in May.")
        members.writestr("in/readme.md", "# Read me\n\nPapers about the boiler.")
    add(library, listener, archive)
    document = library.files()[0].document_id
    assert document is not None
    assert [library.page_text(document, page).within for page in (1, 2)] == ["in/boiler.txt", "in/readme.md"]


def test_what_is_not_there_is_said(library: DocumentLibrary, listener: Listener, make_pdf: Any) -> None:
    file = make_pdf("a.pdf", ["First page."])
    add(library, listener, file)
    document = library.files()[0].document_id
    assert document is not None
    with pytest.raises(NotFound, match="no page 7"):
        library.page_text(document, 7)
    with pytest.raises(NotFound, match="no page 7"):
        library.page_image(document, 7, 1.0)
    file.unlink()
    with pytest.raises(NotFound, match="no longer where it was"):
        library.page_image(document, 1, 1.0)
    for call in (lambda: library.remove(DocumentId(99)), lambda: library.page_text(DocumentId(99), 1)):
        with pytest.raises(NotFound, match="no such document"):
            call()


def test_searching_and_waiting_are_passed_on(library: DocumentLibrary) -> None:
    assert library.search("boiler", 3).took_ms == 3.0
    assert library.wait_until_embedded(2.0)
    assert not library.wait_until_embedded(0.5)


def test_closing_in_the_middle_ends_the_operation_and_a_new_start_goes_on(
    storage: Storage, library: DocumentLibrary, listener: Listener, tmp_path: Path
) -> None:
    file = tmp_path / "waiting.txt"
    file.write_text("Words that wait.")
    DocumentRecords(storage, ChunkIndex(storage)).put_in_line([file, tmp_path / "gone.txt"], "home", 1.0)
    (operation,) = library.resume()
    assert listener.finished(operation).indexed == 1
    (report,) = library.files()
    assert (report.path, report.collection, report.state) == (file, "home", FileState.INDEXED)


def test_an_ingest_can_be_cancelled_and_ends_once(library: DocumentLibrary, listener: Listener, make_pdf: Any) -> None:
    file = make_pdf("long.pdf", *[[f"Line {line} of page {page}." for line in range(45)] for page in range(400)])
    operation = library.add([file])
    library.cancel(operation)
    error = listener.finished(operation).error
    assert error is not None
    assert error.kind == "interrupted"
    assert library.files() == []
    library.cancel(operation)


def test_words_are_found_on_their_pages_with_their_rectangles(
    library: DocumentLibrary, listener: Listener, make_pdf: Any
) -> None:
    add(library, listener, make_pdf("a.pdf", ["The rent is due.", "No pets."], ["Monthly RENT", "is 900."]))
    document = library.files()[0].document_id
    assert document is not None
    places = library.find_text(document, "rent is")
    assert [(place.n, place.page, " ".join(place.quote.split())) for place in places] == [
        (1, 1, "rent is"),
        (2, 2, "RENT is"),
    ]
    for place in places:
        assert library.page_text(document, place.page).text[place.start : place.end] == place.quote
        assert place.boxes
    assert len(library.find_text(document, "e", limit=2)) == 2
    assert library.find_text(document, " (") == []
    many = make_pdf("long.pdf", *[[f"Rent number {line}." for line in range(40)] for _ in range(12)])
    add(library, listener, many)
    (long,) = (file.document_id for file in library.files() if file.path == many)
    assert long is not None
    places = library.find_text(long, "rent")
    assert [place.page for place in places] == [page for page in range(1, 13) for _ in range(40)]
    assert [len(place.boxes) for place in places] == [1] * 480
    assert places[-1].boxes[0][3] < places[-2].boxes[0][3]
    assert library.find_text(document, "  ") == []


def test_a_locked_document_is_unlocked_with_its_password_and_the_password_is_kept_nowhere(
    library: DocumentLibrary, listener: Listener, make_pdf: Any, storage: Storage, tmp_path: Path
) -> None:
    add(library, listener, make_pdf("locked.pdf", ["Rent is due in May."], password="open sesame"))
    (report,) = library.files()
    assert (report.state, report.locked) == (FileState.FAILED, True)
    document = report.document_id
    assert document is not None
    assert listener.finished(library.unlock(document, "guess")).failed == 1
    assert library.files()[0].reason == "The password does not open this PDF. Check it, and try again."
    assert listener.finished(library.unlock(document, "open sesame")).indexed == 1
    (report,) = library.files()
    assert (report.document_id, report.state, report.locked, report.reason) == (document, FileState.INDEXED, False, "")
    assert library.page_image(document, 1, 1.0).page_count == 1
    assert all(b"open sesame" not in file.read_bytes() for file in tmp_path.glob("sotto.db*"))
    with pytest.raises(NotFound):
        library.unlock(DocumentId(999), "open sesame")


def test_the_pictures_of_a_scan_are_shown_and_counted(
    library: DocumentLibrary, listener: Listener, make_pdf: Any
) -> None:
    document = pdfium.PdfDocument(make_pdf("print.pdf", ["The boiler is serviced every autumn."], top=700))
    document[0].render(scale=2).to_pil().save(make_pdf.folder / "scan.png")
    document.close()
    add(library, listener, make_pdf.folder / "scan.png")
    (report,) = library.files()
    assert (report.state, report.pages, report.ocr_pages) == (FileState.INDEXED, 1, 1)
    assert report.document_id is not None
    assert library.page_text(report.document_id, 1).text == "The boiler is serviced every autumn."
    image = library.page_image(report.document_id, 1, 0.5, ((140.0, 1400.0, 300.0, 1440.0),))
    assert (image.width_px, image.pixels_per_point, image.page_count) == (596, 0.5, 1)
    Image.open(make_pdf.folder / "scan.png").rotate(90, expand=True).save(make_pdf.folder / "lying.png")
    add(library, listener, make_pdf.folder / "lying.png")
    lying = next(each.document_id for each in library.files() if each.path.name == "lying.png")
    assert lying is not None
    (found,) = library.find_text(lying, "boiler is serviced")
    assert len(found.boxes) == 1
    shown = library.page_image(lying, 1, 0.5, found.boxes)
    assert (shown.width_px, shown.turn) == (596, 270)
