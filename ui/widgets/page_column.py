"""A scrolling page with a title, a line below it, and a column of content that never gets too wide to read."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

WIDEST_PX = 820


class PageColumn(QScrollArea):
    """Add widgets to ``column``; ``head`` is the row at the right of the title."""

    def __init__(self, title: str = "", subtitle: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pageColumn")
        self.setAccessibleName(title)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._title = wrapped_label(title, "title")
        self._subtitle = wrapped_label(subtitle, "subtitle")
        self._subtitle.setVisible(bool(subtitle))
        self.head = QHBoxLayout()
        self.head.setSpacing(8)
        self.head.addWidget(self._title, 1)
        self.column = QVBoxLayout()
        self.column.setSpacing(10)
        inside = QWidget()
        inside.setMaximumWidth(WIDEST_PX)
        lines = QVBoxLayout(inside)
        lines.setContentsMargins(22, 20, 22, 20)
        lines.setSpacing(8)
        lines.addLayout(self.head)
        lines.addWidget(self._subtitle)
        lines.addSpacing(8)
        lines.addLayout(self.column, 1)
        sheet = QWidget()
        row = QHBoxLayout(sheet)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        row.addWidget(inside, 1000)
        row.addStretch(1)
        self.setWidget(sheet)

    def set_title(self, title: str, subtitle: str) -> None:
        """Changes the two lines at the top."""
        self.setAccessibleName(title)
        self._title.setText(title)
        self._subtitle.setText(subtitle)
        self._subtitle.setVisible(bool(subtitle))


def wrapped_label(text: str = "", look: str = "") -> QLabel:
    """A label of plain text that breaks lines and can be selected with the mouse."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setMinimumWidth(1)
    if look:
        label.setProperty("look", look)
    return label
