"""Pictures of pages with marks painted over them. Runs in the reader process."""

from __future__ import annotations

import io
from collections.abc import Sequence

from PIL import Image, ImageDraw

from assistant.documents.readers.image import render_image
from assistant.documents.readers.pdf import page_size_pt, render_pdf_page
from assistant.documents.readers.reading import Source
from assistant.documents.reading.formats import Format, recognise
from assistant.records import Box, PageImage

# A picture of at most this many pixels (about a page at 400 dpi) keeps the reader within its memory.
_MAX_PIXELS = 16_000_000
_MIN_PIXELS_PER_POINT, _MAX_PIXELS_PER_POINT = 0.1, 8.0
_MARK_FILL = (255, 214, 0, 84)
_MARK_EDGE = (178, 134, 0, 230)
_MARGIN_PT = 1.0
_FIGURE_SHARE, _FIGURE_HEIGHT = 0.08, 60.0
"""Of the page's width and of its height, and in points: no line of words takes so much of both, but in a small picture."""


def page_image(
    source: Source,
    number: int,
    pixels_per_point: float,
    marks: Sequence[Box] = (),
    turn: int = 0,
    *,
    flatten_forms: bool = True,
) -> PageImage:
    """A page of a PDF, or a picture (from 1), as a PNG; the scale is brought into its limits and reported as used.

    ``marks`` are those of the page as it lies, which is painted, and then turned by ``turn`` degrees (``page_turn``). The points of
    a picture are its pixels. Raises ``NotFound`` for a page that is not there and ``DocumentUnreadable`` for a file that cannot be
    read.
    """
    scale = min(max(pixels_per_point, _MIN_PIXELS_PER_POINT), _MAX_PIXELS_PER_POINT)
    if recognise(source.name, source.open) is Format.IMAGE:
        wanted = scale
        picture, scale, page_count = render_image(
            source, number, lambda width, height: min(wanted, _largest_scale(width, height))
        )
    else:
        scale = min(scale, _largest_scale(*page_size_pt(source, number)))
        picture, page_count = render_pdf_page(source, number, scale, flatten_forms=flatten_forms)
    if marks:
        picture = paint_marks(picture, marks, scale)
    if turn:
        picture = picture.rotate(turn, expand=True)
    data = io.BytesIO()
    picture.save(data, format="PNG", compress_level=3)
    return PageImage(
        png=data.getvalue(),
        width_px=picture.width,
        height_px=picture.height,
        pixels_per_point=scale,
        page=number,
        page_count=page_count,
        turn=turn,
    )


def _largest_scale(width: float, height: float) -> float:
    return float((_MAX_PIXELS / max(width * height, 1.0)) ** 0.5)


def paint_marks(picture: Image.Image, marks: Sequence[Box], pixels_per_point: float) -> Image.Image:
    """The picture with each mark (points, origin lower left) as a see-through yellow rectangle with a darker edge. A figure
    or table is only framed, so that its colours stay what they mean."""
    layer = Image.new("RGBA", picture.size, (0, 0, 0, 0))
    pen = ImageDraw.Draw(layer)
    edge_px = max(1, round(pixels_per_point))
    for x0, y0, x1, y1 in marks:
        left, right = sorted(((x0 - _MARGIN_PT) * pixels_per_point, (x1 + _MARGIN_PT) * pixels_per_point))
        top, bottom = sorted(
            (
                picture.height - (y1 + _MARGIN_PT) * pixels_per_point,
                picture.height - (y0 - _MARGIN_PT) * pixels_per_point,
            )
        )
        share = min((right - left) / picture.width, (bottom - top) / picture.height)
        fill = None if share > _FIGURE_SHARE and y1 - y0 > _FIGURE_HEIGHT else _MARK_FILL
        pen.rectangle((left, top, right, bottom), fill=fill, outline=_MARK_EDGE, width=edge_px)
    return Image.alpha_composite(picture.convert("RGBA"), layer).convert("RGB")
