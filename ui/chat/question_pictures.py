"""Fetches the pictures that questions were asked about."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QImage

from assistant.front_door import AssistantApi
from assistant.ids import DocumentId
from assistant.records import PageImage
from ui.chat.transcript import Transcript
from ui.operations import Operations

# A picture's points are its pixels: half of a screen's picture is sharp in its place, and a page of A4 four times as high as it is.
PIXELS_PER_POINT = 0.5


class QuestionPictures(QObject):
    """Fetches what the transcript wants. A text has no picture, and that of a file that is gone cannot be painted."""

    def __init__(
        self, api: AssistantApi, operations: Operations, transcript: Transcript, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._api, self._operations, self._transcript = api, operations, transcript
        transcript.question_picture_wanted.connect(self._fetch)

    def _fetch(self, document: DocumentId) -> None:
        def show(page: PageImage) -> None:
            self._transcript.show_question_picture(document, QImage.fromData(page.png))

        self._operations.run(
            lambda: self._api.documents.page_image(document, 1, PIXELS_PER_POINT),
            show,
            lambda _: self._transcript.show_question_picture(document, QImage()),
        )
