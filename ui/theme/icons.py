"""Icons: our own small drawings, painted in a colour of the palette."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, QSize
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap

ICON_SIZE_PX = 18
FOLDER = Path(__file__).parent / "icons"


def icon(
    name: str,
    colour: QColor,
    pixel_ratio: float = 1.0,
    size_px: int = ICON_SIZE_PX,
    space_px: int = 0,
    disabled: QColor | None = None,
) -> QIcon:
    """The drawing ``name`` in ``colour``; ``pixel_ratio`` is the screen's device pixels per logical pixel, ``space_px`` what stays
    free at its right. Where its button is ``disabled`` it has that colour, or is greyed by the style."""
    made = QIcon(_pixmap(name, colour.name(), pixel_ratio, size_px, space_px))
    if disabled is not None:
        made.addPixmap(_pixmap(name, disabled.name(), pixel_ratio, size_px, space_px), QIcon.Mode.Disabled)
    return made


@cache
def _pixmap(name: str, colour: str, pixel_ratio: float, size_px: int, space_px: int) -> QPixmap:
    from PySide6.QtSvg import QSvgRenderer

    drawing = (FOLDER / f"{name}.svg").read_text(encoding="utf-8").replace("currentColor", colour)
    pixmap = QPixmap(QSize(size_px + space_px, size_px) * pixel_ratio)
    pixmap.setDevicePixelRatio(pixel_ratio)
    pixmap.fill(QColor(0, 0, 0, 0))
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(drawing.encode())).render(painter, QRectF(0, 0, size_px, size_px))
    painter.end()
    return pixmap
