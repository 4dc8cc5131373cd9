"""A document's state in words."""

from __future__ import annotations

from assistant.records import FileReport, FileState, LibraryHealth
from ui.translations import tr
from ui.widgets.amounts import size_words
from ui.widgets.counts import documents, pages, passages
from ui.widgets.engine_words import engine_words


def state_words(report: FileReport) -> str:
    """How the file ended in the index."""
    return {
        FileState.WAITING: tr("Waiting to be read"),
        FileState.INDEXED: tr("Read"),
        FileState.UNCHANGED: tr("Read"),
        FileState.PARTLY: tr("Read in part"),
        FileState.FAILED: tr("Not read"),
    }[report.state]


def detail_words(report: FileReport) -> str:
    """The line below the name: pages, passages and how much can be found by meaning; of a failed file, that it failed."""
    parts = [state_words(report)]
    if report.state not in (FileState.FAILED, FileState.WAITING):
        if report.pages:
            parts.append(pages(report.pages))
        if report.ocr_pages:
            parts.append(tr("%Ln recognised from pictures", None, report.ocr_pages))
        parts.append(passages(report.chunks))
        parts.append(meaning_words(report))
    return " · ".join(part for part in parts if part)


def meaning_words(report: FileReport) -> str:
    """The share of passages that can be found by meaning; empty where there are no passages."""
    if not report.chunks:
        return ""
    if report.embedded_chunks >= report.chunks:
        return tr("found by words and meaning")
    if not report.embedded_chunks:
        return tr("found by words")
    percent = report.embedded_chunks * 100 // report.chunks
    return tr("found by words, {percent} % by meaning").format(percent=percent)


def reason_words(report: FileReport) -> str:
    """Why a file was not read, or not whole; empty when all is well."""
    return engine_words(report.reason)


def sum_words(reports: list[FileReport]) -> str:
    """The library in one line."""
    failed = sum(1 for report in reports if report.state is FileState.FAILED)
    words = documents(len(reports))
    if failed:
        words += " · " + tr("%Ln not read", None, failed)
    return words


def health_words(health: LibraryHealth) -> str:
    """The index in one line: what can be found and how, what cannot, and its size on the disk."""
    parts = [pages(health.pages)]
    if health.pages_without_text:
        parts.append(tr("%Ln without text", None, health.pages_without_text))
    parts.append(passages(health.passages))
    if health.passages:
        percent = health.embedded * 100 // health.passages
        parts.append(tr("{percent} % found by meaning").format(percent=percent))
    if health.partly:
        parts.append(tr("%Ln read in part", None, health.partly))
    if health.failed:
        parts.append(tr("%Ln not read", None, health.failed))
    if health.waiting:
        parts.append(tr("%Ln waiting", None, health.waiting))
    parts.append(tr("{size} on the disk").format(size=size_words(health.database_bytes)))
    if health.paused:
        parts.insert(0, tr("Paused"))
    return " · ".join(parts)
