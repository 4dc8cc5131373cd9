"""From the coordinates of a PDF's page to those of the page as shown. Pure."""

from __future__ import annotations

from assistant.records import Box


class Turn:
    """From a page's own coordinates to those of the page as shown (PDF 32000-1, 8.3.2.3 and the Rotate entry of 7.7.3.3)."""

    def __init__(self, left: float, bottom: float, right: float, top: float, degrees: int) -> None:
        self._left, self._bottom = left, bottom
        self._width, self._height = right - left, top - bottom
        self._degrees = degrees % 360

    def box(self, x0: float, y0: float, x1: float, y1: float) -> Box:
        """A box turned upright; its corners in order."""
        if self._degrees == 0:  # nearly every page, once a character
            return (x0 - self._left, y0 - self._bottom, x1 - self._left, y1 - self._bottom)
        first = self._point(x0 - self._left, y0 - self._bottom)
        second = self._point(x1 - self._left, y1 - self._bottom)
        return (min(first[0], second[0]), min(first[1], second[1]), max(first[0], second[0]), max(first[1], second[1]))

    def _point(self, x: float, y: float) -> tuple[float, float]:
        if self._degrees == 90:
            return y, self._width - x
        if self._degrees == 180:
            return self._width - x, self._height - y
        if self._degrees == 270:
            return self._height - y, x
        return x, y
