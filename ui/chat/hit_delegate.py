"""Paints what a search found: the title, and below it the line that holds the words, both with the words marked."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPalette, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from assistant.records import ConversationHit
from ui.chat.hit_line import fitted
from ui.theme.marked_text import marked_text
from ui.widgets.text_direction import in_its_direction
from ui.widgets.text_units import units

HIT_ROLE = Qt.ItemDataRole.UserRole + 1
_PAD_PX = 8
_GAP_PX = 2
_SMALL = 0.88
_Index = QModelIndex | QPersistentModelIndex


class HitDelegate(QStyledItemDelegate):
    """For items with a ``ConversationHit`` under ``HIT_ROLE``; all others are painted as usual."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Part of Qt's contract, as ``sizeHint``."""
        super().paint(painter, option, index)
        hit = index.data(HIT_ROLE)
        if not isinstance(hit, ConversationHit):
            return
        rect: QRect = option.rect
        palette: QPalette = option.palette
        font: QFont = option.font
        inside = rect.adjusted(_PAD_PX + 1, _PAD_PX - 1, -_PAD_PX, 0)
        painter.save()
        height = _paint_line(painter, inside, font, hit.title, hit.title_marks, palette, QPalette.ColorRole.Text)
        if hit.text:
            below = inside.adjusted(0, height + _GAP_PX, 0, 0)
            _paint_line(painter, below, _small(font), hit.text, hit.marks, palette, QPalette.ColorRole.PlaceholderText)
        painter.restore()

    def initStyleOption(self, option: QStyleOptionViewItem, index: _Index) -> None:
        """The text of a hit is painted here, not by the style, which takes any other to run rightwards."""
        super().initStyleOption(option, index)
        option.text = "" if isinstance(index.data(HIT_ROLE), ConversationHit) else in_its_direction(option.text)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: _Index) -> None:  # noqa: ARG002
        """The box for a new name has the whole row: between the row's own margins its letters would be cut."""
        editor.setGeometry(option.rect)

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """One line, or two."""
        hit = index.data(HIT_ROLE)
        if not isinstance(hit, ConversationHit):
            return super().sizeHint(option, index)
        font: QFont = option.font
        height = 2 * _PAD_PX + QFontMetrics(font).height()
        if hit.text:
            height += _GAP_PX + QFontMetrics(_small(font)).height()
        return QSize(60, height)


def _paint_line(
    painter: QPainter,
    place: QRect,
    font: QFont,
    text: str,
    marks: Sequence[tuple[int, int]],
    palette: QPalette,
    ink: QPalette.ColorRole,
) -> int:
    """Paints one line, as much of it as there is room for; returns its height."""
    text, marks = fitted(text, marks, place.width(), QFontMetrics(font).horizontalAdvance)
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.NoWrap)
    layout.setTextOption(option)
    ranges = []
    for start, end in marks:
        one = QTextLayout.FormatRange()
        # Qt counts in units of UTF-16.
        one.start = units(text[:start])
        one.length = units(text[start:end])
        one.format = marked_text(palette)
        ranges.append(one)
    layout.setFormats(ranges)
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(1e6)
    layout.endLayout()
    painter.setPen(palette.color(ink))
    painter.setClipRect(place)
    layout.draw(painter, QPointF(place.topLeft()), [], QRectF(place))
    return QFontMetrics(font).height()


def _small(font: QFont) -> QFont:
    smaller = QFont(font)
    smaller.setPointSizeF(font.pointSizeF() * _SMALL)
    return smaller
