"""The document library."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from assistant.ids import DocumentId, OperationId
from assistant.records import (
    Box,
    Citation,
    DocumentFilter,
    FileReport,
    LibraryHealth,
    LookIn,
    PageImage,
    PageText,
    SearchResult,
)


class DocumentsApi(Protocol):
    """The document library."""

    def add(
        self, paths: Sequence[Path], collection: str = "", password: str = "", keep_password: bool = False
    ) -> OperationId:
        """Reads files and folders in the background: ``FileIndexed`` and ``IndexProgress`` a file, ``IndexFinished`` last.

        ``password`` opens those that are locked. It is forgotten when Sotto ends; with ``keep_password`` the system's keyring
        keeps it for those that it opens, until they are removed. Raises ``KeyringUnavailable``.
        """

    def add_picture(self, picture: bytes, ending: str = ".png") -> Path:
        """Keeps a picture of a question as a document and reads it in the background, then ``PictureRead`` with the file given
        here. It goes when the questions about it (``ask`` with its ``document``) are gone. Raises ``InvalidInput``."""

    def unlock(self, document: DocumentId, password: str, keep_password: bool = False) -> OperationId:
        """Reads a locked document again, as ``add`` does. Raises ``NotFound``."""

    def can_keep_passwords(self) -> bool:
        """Whether this computer has a keyring to keep passwords in."""

    def cancel(self, operation: OperationId) -> None:
        """Stops an ingest after the file under way; what was read stays."""

    def pause(self) -> None:
        """Reads and embeds nothing more, from the next file or passage on, until ``go_on``."""

    def go_on(self) -> None:
        """Takes back ``pause``."""

    def watch(self, folder: Path, collection: str = "") -> None:
        """Follows a folder from now on: what is new, changed, moved or deleted. Raises ``InvalidInput``."""

    def unwatch(self, folder: Path, collection: str = "") -> None:
        """Follows a folder no longer; its documents stay."""

    def health(self) -> LibraryHealth:
        """The index in figures."""

    def files(self) -> Sequence[FileReport]:
        """The index sheet."""

    def remove(self, document: DocumentId) -> None:
        """Forgets a document: text, chunks, vectors. The file itself is left alone."""

    def search(self, query: str, count: int = 8, look_in: LookIn | None = None) -> SearchResult:
        """Passages by words and meaning, best first, of the documents that were chosen. Raises ``NotFound`` for an unknown name."""

    def filters(self, question: str, collection: str = "") -> Sequence[DocumentFilter]:
        """What a question says about where to look, and how many documents each of it leaves; ``ask`` follows it."""

    def page_image(
        self, document: DocumentId, page: int, pixels_per_point: float, marks: Sequence[Box] = ()
    ) -> PageImage:
        """A page's picture, with ``marks`` painted over it. Raises ``NotFound`` or ``DocumentUnreadable``."""

    def find_text(self, document: DocumentId, words: str, limit: int = 10_000) -> Sequence[Citation]:
        """The places in a document where words stand, in order; case and white space do not matter."""

    def page_text(self, document: DocumentId, page: int | None) -> PageText:
        """A page's extracted text."""

    def transcript(self, document: DocumentId) -> Sequence[tuple[float, float, str]]:
        """What was said in a recording, as ``(start_s, end_s, text)``; empty for other documents. Raises ``NotFound``."""

    def wait_until_embedded(self, timeout_s: float) -> bool:
        """Waits until every chunk can be found by meaning; False when the time is over."""
