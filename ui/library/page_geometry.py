"""Scales and places of a page picture, and character offsets as Qt counts them. Pure.

Boxes are ``(x0, y0, x1, y1)`` in points from the page's lower left corner; places on the screen count from the upper left.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.documents.reading.page_turn import upright_box, upright_size
from assistant.records import Box
from ui.widgets.text_units import units

# A page of A4, until the first picture tells the real width.
USUAL_WIDTH_PT = 595.0
ZOOM_STEPS = (0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0, 3.0, 4.0)
_LEAST_SHARP = 0.85
_MOST_SHARP = 1.6


def fit_scale(viewport_px: int, width_pt: float, zoom: float) -> float:
    """Screen pixels a point, so that the page is ``zoom`` times as wide as the viewport."""
    return max(viewport_px, 40) * zoom / max(width_pt, 1.0)


def next_zoom(zoom: float, *, larger: bool) -> float:
    """The next rung of the ladder."""
    if larger:
        return next((rung for rung in ZOOM_STEPS if rung > zoom), ZOOM_STEPS[-1])
    return next((rung for rung in reversed(ZOOM_STEPS) if rung < zoom), ZOOM_STEPS[0])


def is_sharp_enough(have_pixels_per_point: float, want_pixels_per_point: float) -> bool:
    """Whether a picture may be stretched to the wanted scale without being fetched again."""
    return _LEAST_SHARP <= have_pixels_per_point / want_pixels_per_point <= _MOST_SHARP


def upright_marks(marks: Sequence[Box], turn: int, width_pt: float, height_pt: float) -> list[Box]:
    """Marks of a page that was turned (``page_turn``), as they stand in its picture of ``width_pt`` times ``height_pt``."""
    lying = upright_size(turn, width_pt, height_pt)
    return [upright_box(mark, turn, *lying) for mark in marks]


def top_of(boxes: Sequence[Box], height_pt: float, scale: float) -> float | None:
    """Screen pixels from the top of the page to the first mark; None without marks."""
    if not boxes:
        return None
    return (height_pt - max(max(box[1], box[3]) for box in boxes)) * scale


def shown_text(text: str) -> str:
    """Text with the line ends that Qt keeps."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def qt_offset(text: str, offset: int) -> int:
    """A character offset in ``text`` as a position in Qt's document of ``shown_text(text)``, which counts UTF-16 units."""
    return units(shown_text(text[:offset]))
