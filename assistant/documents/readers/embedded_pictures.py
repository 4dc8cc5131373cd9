"""Words in the pictures of a document that has text as well: screenshots, scanned tables, signs. Read within limits, each once."""

from __future__ import annotations

import contextlib
import hashlib

from assistant.documents.readers.image import picture_size, recognised_words
from assistant.documents.readers.scans import ScanReader
from assistant.errors import DocumentUnreadable

MOST_PICTURES = 40
MOST_SECONDS = 240.0
# Smaller ones are icons, bullets and lines.
_LEAST_SIDE_PX, _LEAST_PIXELS = 32, 12_000
_MOST_BYTES = 40_000_000
# Less is what is seen in textures and logos.
_LEAST_CHARACTERS = 6


class EmbeddedPictures:
    """Recognises the pictures of one document. ``pages`` are the numbers of those whose pictures gave words."""

    def __init__(self, budget_s: float) -> None:
        self._scans = ScanReader(min(budget_s, MOST_SECONDS))
        self._seen: set[bytes] = set()
        self._tried = 0
        self.pages: set[int] = set()

    def words(self, data: bytes, page: int = 1) -> str:
        """The words of a picture, empty where there are none, it was read before, or there were too many."""
        digest = hashlib.sha256(data).digest()
        if digest in self._seen or len(data) > _MOST_BYTES or self._tried >= MOST_PICTURES:
            return ""
        self._seen.add(digest)
        with contextlib.suppress(DocumentUnreadable):  # of no known kind, or damaged: the text around it stays
            width, height = picture_size(data)
            if min(width, height) < _LEAST_SIDE_PX or width * height < _LEAST_PIXELS:
                return ""
            self._tried += 1
            text = recognised_words(data, page, self._scans, has_text=True)
            if sum(map(str.isalnum, text)) >= _LEAST_CHARACTERS:
                self.pages.add(page)
                return text
        return ""
