"""Paints a document's row: an icon, the name, its state below, and the reason where it was not read."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPalette, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from assistant.documents.file_names import shown_name
from assistant.records import FileReport, FileState
from ui.library.document_item_model import REPORT_ROLE
from ui.library.file_words import detail_words, reason_words
from ui.library.thumbnails import HEIGHT_PX, WIDTH_PX, Thumbnails
from ui.theme.icons import ICON_SIZE_PX, icon
from ui.theme.style import CHOSEN_PX

_PAD_PX = 10
_GAP_PX = 3
_SMALL = 0.88
_Index = QModelIndex | QPersistentModelIndex


class DocumentDelegate(QStyledItemDelegate):
    """Two lines a file, and the whole reason, wrapped, where there is one. The icon gives way to ``thumbnails``."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.thumbnails: Thumbnails | None = None

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Part of Qt's contract, as ``sizeHint``."""
        report: FileReport = index.data(REPORT_ROLE)
        palette: QPalette = option.palette
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        font: QFont = option.font
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, rect.adjusted(2, 1, -2, -1), state, palette)
        trouble = report.state in (FileState.FAILED, FileState.PARTLY)
        ink = palette.color(QPalette.ColorRole.BrightText if trouble else QPalette.ColorRole.PlaceholderText)
        x = rect.left() + _PAD_PX + 2
        y = rect.top() + _PAD_PX
        name_metrics, small = QFontMetrics(font), _small(font)
        ratio = painter.device().devicePixelRatio()
        picture = self.thumbnails.of(report, ratio) if self.thumbnails is not None else None
        if picture is not None:
            size = picture.deviceIndependentSize().toSize()
            frame = QRect(x + (WIDTH_PX - size.width()) // 2, y, size.width(), size.height())
            painter.drawPixmap(frame, picture)
            painter.setPen(palette.color(QPalette.ColorRole.Mid))
            painter.drawRect(frame.adjusted(0, 0, -1, -1))
        else:
            drawing = icon("warning" if trouble else "document", ink, ratio)
            left, top = x + (WIDTH_PX - ICON_SIZE_PX) // 2, y + (name_metrics.height() - ICON_SIZE_PX) // 2
            drawing.paint(painter, QRect(left, top, ICON_SIZE_PX, ICON_SIZE_PX))
        x += WIDTH_PX + _PAD_PX
        width = rect.right() - _PAD_PX - x
        painter.setFont(font)
        painter.setPen(palette.color(QPalette.ColorRole.Text))
        name = name_metrics.elidedText(shown_name(report.path.name), Qt.TextElideMode.ElideMiddle, width)
        painter.drawText(QRect(x, y, width, name_metrics.height()), _LINE, name)
        y += name_metrics.height() + _GAP_PX
        small_metrics = QFontMetrics(small)
        painter.setFont(small)
        painter.setPen(ink)
        detail = small_metrics.elidedText(detail_words(report), Qt.TextElideMode.ElideRight, width)
        painter.drawText(QRect(x, y, width, small_metrics.height()), _LINE, detail)
        y += small_metrics.height() + _GAP_PX
        painter.setPen(palette.color(QPalette.ColorRole.Text))
        painter.drawText(QRect(x, y, width, rect.bottom() - y), _WRAPPED, reason_words(report))
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        report: FileReport = index.data(REPORT_ROLE)
        rect: QRect = option.rect
        font: QFont = option.font
        small = QFontMetrics(_small(font))
        height = 2 * _PAD_PX + QFontMetrics(font).height() + _GAP_PX + small.height()
        if report.reason:
            width = max(rect.width() - 3 * _PAD_PX - WIDTH_PX - 2, 80)
            height += _GAP_PX + small.boundingRect(QRect(0, 0, width, 10_000), _WRAPPED, reason_words(report)).height()
        return QSize(80, max(height, HEIGHT_PX + 2 * _PAD_PX))

    def _paint_ground(self, painter: QPainter, rect: QRect, state: QStyle.StateFlag, palette: QPalette) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if state & QStyle.StateFlag.State_Selected:
            painter.setBrush(palette.color(QPalette.ColorRole.Midlight))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(palette.color(QPalette.ColorRole.Light))
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(palette.color(QPalette.ColorRole.Highlight), 2))
        painter.drawRoundedRect(rect, 8, 8)
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(
                rect.adjusted(0, 8, CHOSEN_PX - rect.width(), -8), palette.color(QPalette.ColorRole.Accent)
            )


_LINE = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_WRAPPED = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop) | int(Qt.TextFlag.TextWordWrap)


def _small(font: QFont) -> QFont:
    smaller = QFont(font)
    smaller.setPointSizeF(font.pointSizeF() * _SMALL)
    return smaller
