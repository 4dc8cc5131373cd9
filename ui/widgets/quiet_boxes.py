"""Boxes that leave the wheel to the page they stand on: turned over a page, it never changes a value that happens to lie below."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QSpinBox, QStyle, QStyleOptionComboBox, QStylePainter


class QuietComboBox(QComboBox):
    """Shortens what has no room."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Part of Qt's contract, as what follows."""
        # Qt cuts a long text off at its last whole letter, as if it ended there.
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        room = self.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, self
        )
        option.currentText = self.fontMetrics().elidedText(
            self.currentText(), Qt.TextElideMode.ElideMiddle, room.width()
        )
        painter = QStylePainter(self)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        painter.end()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class QuietSpinBox(QSpinBox):
    """Of whole numbers."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Part of Qt's contract."""
        event.ignore()


class QuietDoubleSpinBox(QDoubleSpinBox):
    """Of numbers."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Part of Qt's contract."""
        event.ignore()
