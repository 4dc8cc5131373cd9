"""What becomes of 204 awkward files, and how fast and in how much memory PDFs are read: Markdown rows.

The files are read from the folder named by ``SOTTO_EVAL`` (``files/manifest.jsonl``, ``docqa/financebench``); without it nothing
is measured. The states that a file's tags imply are checked; times are only told.
"""

from __future__ import annotations

import collections
import json
import os
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from assistant.cancellation import CancelToken
from assistant.documents.document_records import DocumentRecords
from assistant.documents.finding.index import ChunkIndex
from assistant.documents.ingest import Ingest
from assistant.documents.reading.reader_process import ProcessLimits, ReaderProcess
from assistant.events import Event, FileIndexed
from assistant.ids import OperationId
from assistant.records import FileReport, FileState
from assistant.storage.database import Storage

pytestmark = [pytest.mark.benchmark, pytest.mark.timeout(3600)]

READ, UNREAD = {FileState.INDEXED, FileState.PARTLY}, {FileState.FAILED}
# Fonts, noise: nobody reads them here, and each says so.
NOT_READ = {"otf", "bin"}
# Files whose content is what no tag tells: an empty mail and text, a picture without words.
NOTHING_IN_IT = {
    "unstructured/eml/empty.eml",
    "msoffcrypto/inputs/plain.doc",
    "unstructured/img/bmp_24.bmp",
    "py-pdf_sample-files/007-imagemagick-images/smile.png",
}


def eval_folder(name: str) -> Path:
    folder = Path(os.environ.get("SOTTO_EVAL", "")) / name
    if not os.environ.get("SOTTO_EVAL") or not folder.exists():
        pytest.skip(f"SOTTO_EVAL names no folder with {name}")
    return folder


def expected_states(entry: dict[str, Any], *, with_password: bool) -> set[FileState]:
    """What the manifest says of a file."""
    tags = set(entry["tags"])
    if tags & {"empty-file", "pdf-unopenable-mupdf", "office-open-error"} or entry["file"] in NOTHING_IN_IT:
        return UNREAD
    if "password" in tags:
        can_be_read = with_password and entry["known_password"]
        return READ if can_be_read else UNREAD
    if tags & {"scanned/no-text", "no-text", "damaged-repairable"}:
        return READ | UNREAD
    if entry["ext"] in NOT_READ and entry["kind"] in {"ole", "other"}:
        return UNREAD
    # A picture may show no words.
    return READ | UNREAD if entry["kind"] == "image" else READ


def peak_memory_mb(process_id: int) -> int:
    status = Path(f"/proc/{process_id}/status")
    lines = status.read_text().splitlines() if status.exists() else []
    return next((int(line.split()[1]) // 1024 for line in lines if line.startswith("VmHWM")), 0)


class MeasuredReader(ReaderProcess):
    """A reader that notes the most memory its processes took."""

    peak_mb = 0

    def __enter__(self) -> MeasuredReader:
        return self

    def note_memory(self) -> None:
        if self._process is not None:
            self.peak_mb = max(self.peak_mb, peak_memory_mb(self._process.pid))


def take_in(
    storage: Storage, reader: MeasuredReader, files: Sequence[Path], password: str = ""
) -> dict[Path, FileReport]:
    records = DocumentRecords(storage, ChunkIndex(storage))
    ingest = Ingest(records, reader, max_file_mb=lambda: 200, on_chunks_added=lambda: None)
    reports: dict[Path, FileReport] = {}

    def listen(event: Event) -> None:
        if isinstance(event, FileIndexed):
            assert event.file.path not in reports
            reports[event.file.path] = event.file
            reader.note_memory()

    ingest.add(files, "", listen, CancelToken(), OperationId("awkward"), password)
    return reports


def test_every_awkward_file_ends_in_the_state_its_tags_imply(tmp_path: Path) -> None:
    folder = eval_folder("files")
    entries = [json.loads(line) for line in (folder / "manifest.jsonl").read_text(encoding="utf-8").splitlines()]
    storage = Storage(tmp_path / "sotto.db")
    began = time.monotonic()
    wrong: list[str] = []
    with MeasuredReader(ProcessLimits(recycle_after=1_000)) as reader:
        reports = take_in(storage, reader, [folder / entry["file"] for entry in entries])
        took_s = time.monotonic() - began
        for entry in entries:
            report = reports[folder / entry["file"]]
            if report.state not in expected_states(entry, with_password=False) or bool(report.reason) == (
                report.state is FileState.INDEXED
            ):
                wrong.append(f"{entry['file']}: {report.state} ({report.reason})")
            if "password" in entry["tags"] and not report.locked:
                wrong.append(f"{entry['file']}: locked is {report.locked}")
        for entry in entries:
            if entry.get("known_password"):
                file = folder / entry["file"]
                again = take_in(storage, reader, [file], entry["known_password"])[file]
                if again.state not in expected_states(entry, with_password=True):
                    wrong.append(f"{entry['file']} with its password: {again.state} ({again.reason})")
        memory_mb = reader.peak_mb
    storage.close()
    states = collections.Counter(str(report.state) for report in reports.values())
    slowest = max(reports.values(), key=lambda report: report.seconds)
    print(f"\n| {len(entries)} awkward files | – | {dict(states)}, {took_s:.0f} s, reader {memory_mb} MB | – |")
    print(f"| pages recognised | – | {sum(report.ocr_pages for report in reports.values())} | – |")
    print(f"| slowest of them | – | {slowest.path.name}: {slowest.seconds:.1f} s | – |")
    print(
        f"| files that stopped the reader | – | {sum('stopped' in each.reason for each in reports.values())} | none |"
    )
    for reason, count in collections.Counter(
        report.reason for report in reports.values() if report.reason
    ).most_common():
        print(f"|   {count} x | | {reason} | |")
    assert wrong == []


def test_pages_per_second_and_memory(tmp_path: Path) -> None:
    files = sorted(eval_folder("docqa/financebench").rglob("*.pdf"))
    storage = Storage(tmp_path / "sotto.db")
    with MeasuredReader(ProcessLimits(recycle_after=1_000)) as reader:
        began = time.monotonic()
        reports = take_in(storage, reader, files)
        took_s = time.monotonic() - began
        pages = sum(report.pages for report in reports.values())
        chunks = sum(report.chunks for report in reports.values())
        print(f"\n| PDF pages read and searchable by words, {pages} pages | – | {pages / took_s:.0f} a second | – |")
        print(f"| memory of the reader process on them | – | {reader.peak_mb} MB | under 2.5 GB |")
    storage.close()
    size = (tmp_path / "sotto.db").stat().st_size
    print(f"| database, {chunks} passages | – | {size / max(1, pages) / 1000:.1f} KB a page | – |")
