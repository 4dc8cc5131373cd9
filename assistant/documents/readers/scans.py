"""Pages that are pictures: recognised while there is time, counted and named when they give no text."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Callable

from PIL import Image

from assistant.documents.base import ReadPage
from assistant.documents.readers.pdf_layout import LetterSizes
from assistant.documents.readers.recognised_page import lay_out_lines
from assistant.errors import DocumentUnreadable


class ScanReader:
    """Recognises the pages of one document. ``read_pages`` gave text; ``unread_pages`` did not, by their numbers."""

    def __init__(self, budget_s: float, sizes: LetterSizes | None = None) -> None:
        self._left_s = budget_s
        self._sizes = sizes or LetterSizes()
        self.read_pages = 0
        self.unread_pages: list[int] = []
        self._out_of_time = self._unavailable = False

    def page(
        self,
        number: int,
        paint: Callable[[], Image.Image],
        pixels_per_unit: float,
        width: float,
        height: float,
        *,
        has_text: bool = False,
    ) -> ReadPage:
        """A page of ``width`` times ``height`` units, painted at so many pixels a unit; without text when it cannot be read.
        One that has some text of its own is not counted as unread."""
        empty = ReadPage(number=number, text="", width_pt=width, height_pt=height)
        if self._left_s <= 0 or self._unavailable:
            self._out_of_time = not self._unavailable
            self._leave_out(number, has_text)
            return empty
        began = time.monotonic()
        try:
            from assistant.documents.readers.text_recognition import recognise

            recognised = recognise(paint())
        except (ImportError, DocumentUnreadable):
            self._unavailable = True
            self._leave_out(number, has_text)
            return empty
        finally:
            self._left_s -= time.monotonic() - began
        layout = lay_out_lines(recognised, pixels_per_unit, self._sizes)
        if not layout.text.strip():
            self._leave_out(number, has_text)
            return empty
        self.read_pages += 1
        return dataclasses.replace(layout.page(number, width, height), turn=recognised.upright_turn)

    def _leave_out(self, number: int, has_text: bool) -> None:
        if not has_text:
            self.unread_pages.append(number)

    def note(self) -> str:
        """Why pages were not tried; empty when all were."""
        if self._unavailable:
            return "What reads scans is not installed."
        return "Reading the other scanned pages would take too long." if self._out_of_time else ""
