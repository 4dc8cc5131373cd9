"""Events of documents and models."""

from __future__ import annotations

import dataclasses

from assistant.errors import ErrorReport
from assistant.events.base import Event, OperationEvent
from assistant.records import FileReport


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class FileIndexed(OperationEvent):
    """A file got its row in the index sheet; it is searchable by words."""

    file: FileReport


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class IndexProgress(OperationEvent):
    """How far an ingest is; ``done`` and ``total`` count files."""

    done: int
    total: int
    bytes_done: int
    bytes_total: int


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class IndexFinished(OperationEvent):
    """An ingest ended."""

    indexed: int
    partly: int
    failed: int
    unchanged: int
    seconds: float
    error: ErrorReport | None = None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class PictureRead(Event):
    """A pasted picture was read, or could not be: its row in the index sheet."""

    file: FileReport


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class DownloadProgress(OperationEvent):
    """How far a download is."""

    model_id: str
    bytes_done: int
    bytes_total: int
    bytes_per_s: float


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class DownloadFinished(OperationEvent):
    """A download ended; ``error`` is None when the model is installed."""

    model_id: str
    error: ErrorReport | None = None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class DocumentsForgotten(Event):
    """Documents left the library by themselves: their files in a watched folder are gone."""

    count: int


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class MachineMeasured(Event):
    """The probe of the machine's speed began or ended: what is predicted of models may be another now."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ModelsChanged(Event):
    """Models were installed, removed or switched."""
