"""A block of code: its language, a copy button, and lines that scroll sideways instead of breaking."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtGui import QGuiApplication, QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ui.chat.highlight import highlighted
from ui.chat.pieces import Code
from ui.widgets.icon_button import IconButton
from ui.widgets.retranslated import Retranslated
from ui.widgets.rich_text_view import RichTextView

SAY_COPIED_MS = 1500


class CodeBlock(Retranslated, QFrame):
    """Shows one ``Code`` piece."""

    def __init__(self, code: Code, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("codeBlock")
        self._code = code
        self._language = QLabel()
        self._language.setProperty("look", "muted")
        self._copy = IconButton("copy")
        self.say(lambda: self._copy.set_name(self.tr("Copy this code")))
        self._copy.clicked.connect(self._copy_code)
        self._view = RichTextView(wrap=False)
        self.say(lambda: self._view.setAccessibleName(self.tr("Code")))
        head = QHBoxLayout()
        head.addWidget(self._language)
        head.addStretch(1)
        head.addWidget(self._copy)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 4, 6, 10)
        column.setSpacing(2)
        column.addLayout(head)
        column.addWidget(self._view)
        self.say(lambda: self.set_code(self._code))

    def set_code(self, code: Code) -> None:
        """Shows another piece in the same place, as while an answer streams."""
        self._code = code
        self._language.setText(code.language or self.tr("text"))
        self._show()

    def changeEvent(self, event: QEvent) -> None:
        """Follows light and dark."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._show()

    def _show(self) -> None:
        dark = self.palette().color(QPalette.ColorRole.Window).lightnessF() < 0.5
        self._view.set_html(highlighted(self._code.text, self._code.language, dark=dark))

    def _copy_code(self) -> None:
        QGuiApplication.clipboard().setText(self._code.text)
        self._copy.set_icon("done")
        QTimer.singleShot(SAY_COPIED_MS, self._copy, lambda: self._copy.set_icon("copy"))
