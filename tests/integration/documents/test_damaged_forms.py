"""A form that ends PDFium when it is put onto its page: the rest of its file is read, and what is filled in from its fields."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from assistant.documents.document_records import DocumentRecords
from assistant.documents.finding.index import ChunkIndex
from assistant.documents.ingest import Ingest
from assistant.documents.reading.reader_process import ReaderProcess
from assistant.documents.tables.table_catalog import TableCatalog
from assistant.documents.tables.table_store import TableStore
from assistant.errors import DocumentCrashed
from assistant.records import FileState
from assistant.storage.database import Storage

pytestmark = pytest.mark.integration

BEHIND = (
    "The form in this PDF is damaged: what is filled in was read by itself and stands behind the words of its page."
)
ROWS = (("Month", "Rent"), ("April", "900"), ("May", "910"), ("June", "920"))


def form_with_a_dangling_picture() -> bytes:
    """A table on the first page, a form on the second: its tick names a picture (99 0 R) that is not in the file."""
    table = "".join(
        f"BT /F1 12 Tf {72 + 200 * column} {700 - 15 * row} Td ({words}) Tj ET "
        for row, cells in enumerate(ROWS)
        for column, words in enumerate(cells)
    )
    # With words below it, it does not wait for the next page to go on.
    below = ("The rent is due on the first day", "of the month. It is paid to the", "account of the landlord.") * 2
    table += "".join(f"BT /F1 12 Tf 72 {500 - 15 * row} Td ({line}) Tj ET " for row, line in enumerate(below))
    words = "BT /F1 12 Tf 72 800 Td (Application of the tenant.) Tj ET"
    font, letters = "/Font << /F1 5 0 R >>", "/DA (/F1 12 Tf 0 g)"
    page = f"/Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << {font} >>"
    field = "/Type /Annot /Subtype /Widget /F 4"
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [8 0 R 9 0 R] {letters} /DR << {font} >> >> >>",
        "<< /Type /Pages /Kids [3 0 R 4 0 R] /Count 2 >>",
        f"<< {page} /Contents 6 0 R >>",
        f"<< {page} /Contents 7 0 R /Annots [8 0 R 9 0 R] >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        f"<< /Length {len(table)} >>\nstream\n{table}\nendstream",
        f"<< /Length {len(words)} >>\nstream\n{words}\nendstream",
        f"<< {field} /FT /Tx /T (Surname) /V (Okafor) {letters} /Rect [200 750 400 770] >>",
        f"<< {field} /FT /Btn /T (Smoker) /Rect [200 720 220 740] /AP << /N << /Yes 99 0 R >> >> >>",
    ]
    body = "".join(f"{number} 0 obj\n{one}\nendobj\n" for number, one in enumerate(objects, start=1))
    return f"%PDF-1.7\n{body}trailer << /Root 1 0 R >>\n".encode()


@pytest.fixture
def form(tmp_path: Path) -> Path:
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / "b form.pdf").write_bytes(form_with_a_dangling_picture())
    return folder / "b form.pdf"


def test_it_does_end_the_reader(form: Path) -> None:
    """Should this fail, PDFium has learned it, and the second try has nothing left to do here."""
    with ReaderProcess() as reader, pytest.raises(DocumentCrashed):
        list(reader.read(form))


def test_its_words_and_fields_are_read_and_so_are_the_files_beside_it(
    form: Path, storage: Storage, library_run: Any
) -> None:
    (form.parent / "a.txt").write_text("Before it.")
    (form.parent / "c.txt").write_text("After it.")
    reports = library_run.add(form.parent)
    assert {name: report.state for name, report in reports.items()} == {
        "a.txt": FileState.INDEXED,
        "b form.pdf": FileState.PARTLY,
        "c.txt": FileState.INDEXED,
    }
    assert reports["b form.pdf"].reason == BEHIND
    pages = storage.rows(
        "SELECT text FROM pages WHERE document_id = ? ORDER BY number", (reports["b form.pdf"].document_id,)
    )
    assert [page["text"].split("\n\n") for page in pages[1:]] == [
        ["Application of the tenant.", "Surname: Okafor", "\u2610 Smoker"]
    ]


def test_the_rows_of_its_tables_are_kept_once(
    form: Path, storage: Storage, reader: ReaderProcess, tmp_path: Path, library_run: Any
) -> None:
    store = TableStore(tmp_path / "tables")
    catalog = TableCatalog(storage, store)
    library_run.ingest = Ingest(
        DocumentRecords(storage, ChunkIndex(storage), catalog),
        reader,
        max_file_mb=lambda: 1,
        on_chunks_added=lambda: None,
        tables=store,
    )
    assert library_run.add(form)["b form.pdf"].state is FileState.PARTLY
    (table,) = catalog.tables()
    assert table.table.row_count == 3


def test_the_rest_of_an_archive_is_read(form: Path, storage: Storage, library_run: Any) -> None:
    packed = form.parent / "all.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.txt", "Before it.")
        archive.write(form, "b.pdf")
        archive.writestr("c.txt", "After it.")
    assert library_run.add(packed)["all.zip"].state is FileState.PARTLY
    texts = " ".join(page["text"] for page in storage.rows("SELECT text FROM pages ORDER BY number"))
    assert all(words in texts for words in ("Before it.", "Surname: Okafor", "After it."))


def test_its_page_is_shown_with_what_is_filled_in(form: Path, reader: ReaderProcess) -> None:
    picture = Image.open(io.BytesIO(reader.page_image(form, 2, 1.0).png)).convert("L")
    field = picture.crop((202, picture.height - 768, 398, picture.height - 752))
    assert min(field.tobytes()) < 100
