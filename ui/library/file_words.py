"""A document's state in words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from assistant.records import FileReport, FileState, LibraryHealth
from ui.widgets.amounts import size_words
from ui.widgets.engine_words import engine_words


def state_words(report: FileReport) -> str:
    """How the file ended in the index."""
    return {
        FileState.WAITING: _tr("Waiting to be read"),
        FileState.INDEXED: _tr("Read"),
        FileState.UNCHANGED: _tr("Read"),
        FileState.PARTLY: _tr("Read in part"),
        FileState.FAILED: _tr("Not read"),
    }[report.state]


def detail_words(report: FileReport) -> str:
    """The line below the name: pages, passages and how much can be found by meaning; of a failed file, that it failed."""
    parts = [state_words(report)]
    if report.state is not FileState.FAILED:
        if report.pages:
            parts.append(_counted(report.pages, _tr("1 page"), _tr("{count} pages")))
        parts.append(_counted(report.chunks, _tr("1 passage"), _tr("{count} passages")))
        parts.append(meaning_words(report))
    return " · ".join(part for part in parts if part)


def meaning_words(report: FileReport) -> str:
    """The share of passages that can be found by meaning; empty where there are no passages."""
    if not report.chunks:
        return ""
    if report.embedded_chunks >= report.chunks:
        return _tr("found by words and meaning")
    if not report.embedded_chunks:
        return _tr("found by words")
    percent = report.embedded_chunks * 100 // report.chunks
    return _tr("found by words, {percent} % by meaning").format(percent=percent)


def reason_words(report: FileReport) -> str:
    """Why a file was not read, or not whole; empty when all is well."""
    return engine_words(report.reason)


def sum_words(reports: list[FileReport]) -> str:
    """The library in one line."""
    failed = sum(1 for report in reports if report.state is FileState.FAILED)
    words = _counted(len(reports), _tr("1 document"), _tr("{count} documents"))
    if failed:
        words += " · " + _counted(failed, _tr("1 not read"), _tr("{count} not read"))
    return words


def health_words(health: LibraryHealth) -> str:
    """The index in one line: what can be found and how, what cannot, and its size on the disk."""
    parts = [_counted(health.pages, _tr("1 page"), _tr("{count} pages"))]
    if health.pages_without_text:
        parts.append(_counted(health.pages_without_text, _tr("1 without text"), _tr("{count} without text")))
    parts.append(_counted(health.passages, _tr("1 passage"), _tr("{count} passages")))
    if health.passages:
        percent = health.embedded * 100 // health.passages
        parts.append(_tr("{percent} % found by meaning").format(percent=percent))
    for count, one, many in (
        (health.partly, _tr("1 read in part"), _tr("{count} read in part")),
        (health.failed, _tr("1 not read"), _tr("{count} not read")),
        (health.waiting, _tr("1 waiting"), _tr("{count} waiting")),
    ):
        if count:
            parts.append(_counted(count, one, many))
    parts.append(_tr("{size} on the disk").format(size=size_words(health.database_bytes)))
    if health.paused:
        parts.insert(0, _tr("Paused"))
    return " · ".join(parts)


def _counted(count: int, one: str, many: str) -> str:
    return one if count == 1 else many.format(count=f"{count:,}")


def _tr(text: str) -> str:
    return QCoreApplication.translate("library", text)
