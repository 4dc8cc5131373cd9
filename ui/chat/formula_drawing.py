"""Formulas in rich text: as large as the text around them, on its line and in its colour."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

from PySide6.QtCore import QByteArray, QPointF, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QFontMetrics,
    QFontMetricsF,
    QPaintEngine,
    QPainter,
    QPixmap,
    QPixmapCache,
    QPyTextObject,
    QTextCharFormat,
    QTextDocument,
    QTextFormat,
)
from PySide6.QtSvg import QSvgRenderer

from ui.chat.formula_source import FormulaSource

if TYPE_CHECKING:
    from ui.chat.typesetting import Typeset

X_HEIGHT_EM = 0.473
"""Of the font of formulas: letters of formulas are as tall as those of the text."""
MARGIN_PX = 1
ROOM_EM = 0.06
"""All around, for what leans over, and for the lines before and after."""


class FormulaDrawing(QPyTextObject):
    """Draws the pictures of a document: they are all formulas. ``widest_px`` gives what there is room for, 0 for any width.

    A wider one is drawn smaller.
    """

    def __init__(
        self,
        known: Callable[[FormulaSource], Typeset | None],
        document: QTextDocument,
        widest_px: Callable[[], float] = lambda: 0.0,
    ) -> None:
        super().__init__(document)
        self._known = known
        self._widest_px = widest_px
        document.documentLayout().registerHandler(QTextFormat.ObjectTypes.ImageObject.value, self)

    def intrinsicSize(self, doc: QTextDocument, position: int, place: QTextFormat) -> QSizeF:  # noqa: ARG002
        """Room on the line, and above and below it."""
        found = self._set(place)
        if found is None:
            return QSizeF(0, 0)
        form = place.toCharFormat()
        em = self._em_px(doc, found, form)
        above, below = self._reach(found, em, form)
        return QSizeF((found.width_em + 2 * ROOM_EM) * em, above + below)

    def drawObject(
        self,
        painter: QPainter,
        rect: QRectF | QRect,
        doc: QTextDocument,
        position: int,  # noqa: ARG002
        place: QTextFormat,
    ) -> None:
        """In the pen's colour, which is that of the text, selected or not."""
        found = self._set(place)
        if found is None:
            return
        area, form = QRectF(rect), place.toCharFormat()
        em = self._em_px(doc, found, form)
        above, _ = self._reach(found, em, form)
        corner = QPointF(area.left() + ROOM_EM * em, area.top() + above - found.ascent_em * em)
        size = QSizeF(found.width_em * em, (found.ascent_em + found.descent_em) * em)
        colour, family = painter.pen().color().name(), form.font().family()
        if painter.paintEngine().type() is not QPaintEngine.Type.Raster:
            _renderer(found, colour, family).render(painter, QRectF(corner, size))
            return
        to_pixels = painter.deviceTransform()
        picture = _picture(found, size, colour, family, to_pixels.m11())
        pixel = to_pixels.map(corner - QPointF(MARGIN_PX, MARGIN_PX)).toPoint()
        painter.drawPixmap(to_pixels.inverted()[0].map(QPointF(pixel)), picture)

    def _set(self, place: QTextFormat) -> Typeset | None:
        source = FormulaSource.of_address(place.toImageFormat().name())
        return self._known(source) if source is not None else None

    def _em_px(self, document: QTextDocument, found: Typeset, place: QTextCharFormat) -> float:
        em = _metrics(document, place).xHeight() / X_HEIGHT_EM
        room = self._widest_px()
        return min(em, room / (found.width_em + 2 * ROOM_EM)) if room > 0 else em

    @staticmethod
    def _reach(found: Typeset, em: float, place: QTextCharFormat) -> tuple[float, float]:
        """Pixels above and below the line. Qt stands a picture on the line, or its middle on half of half an x-height above it."""
        above, below = (max(found.ascent_em, 0.0) + ROOM_EM) * em, (max(found.descent_em, 0.0) + ROOM_EM) * em
        if place.verticalAlignment() is not QTextCharFormat.VerticalAlignment.AlignMiddle:
            return above, 0.0
        raised = QFontMetrics(place.font()).xHeight() / 2
        height = max(2 * above - raised, 2 * below + raised)
        return (height + raised) / 2, (height - raised) / 2


def _metrics(document: QTextDocument, place: QTextCharFormat) -> QFontMetricsF:
    device = document.documentLayout().paintDevice()
    return QFontMetricsF(place.font(), device) if device is not None else QFontMetricsF(place.font())


def _picture(found: Typeset, size: QSizeF, colour: str, family: str, pixel_ratio: float) -> QPixmap:
    """The formula in the pixels of the screen, kept for the next time it is painted."""
    key = f"formula {hash(found)} {size.width()} {colour} {family} {pixel_ratio}"
    picture = QPixmap()
    if QPixmapCache.find(key, picture):
        return picture
    whole = (size + QSizeF(2 * MARGIN_PX, 2 * MARGIN_PX)) * pixel_ratio
    picture = QPixmap(math.ceil(whole.width()), math.ceil(whole.height()))
    picture.setDevicePixelRatio(pixel_ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _renderer(found, colour, family).render(painter, QRectF(QPointF(MARGIN_PX, MARGIN_PX), size))
    painter.end()
    QPixmapCache.insert(key, picture)
    return picture


def _renderer(found: Typeset, colour: str, family: str) -> QSvgRenderer:
    page = found.svg.replace("<svg ", f'<svg color="{colour}" font-family={quoteattr(family)} ', 1)
    return QSvgRenderer(QByteArray(page.encode()))
