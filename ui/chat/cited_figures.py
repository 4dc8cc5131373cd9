"""Fetches the figures and tables that answers show from the pages of documents."""

from __future__ import annotations

from PySide6.QtCore import QObject

from assistant.front_door import AssistantApi
from assistant.records import Citation
from ui.chat.figure_picture import PIXELS_PER_POINT
from ui.chat.transcript import Transcript
from ui.operations import Operations


class CitedFigures(QObject):
    """Fetches what the transcript wants. A figure whose page cannot be painted any more keeps its caption, and no more is said."""

    def __init__(
        self, api: AssistantApi, operations: Operations, transcript: Transcript, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._api, self._operations, self._transcript = api, operations, transcript
        transcript.picture_wanted.connect(self._fetch)

    def _fetch(self, citation: Citation) -> None:
        page = citation.page or 1
        self._operations.run(
            lambda: self._api.documents.page_image(citation.document_id, page, PIXELS_PER_POINT),
            lambda image: self._transcript.show_picture(citation, image),
            lambda _: None,
        )
