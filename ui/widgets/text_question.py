"""A question that is answered with a line of text."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QInputDialog, QLineEdit, QWidget


def ask_for_text(parent: QWidget, title: str, label: str, answered: Callable[[str], object], text: str = "") -> None:
    """Asks over ``parent``; ``answered`` gets what was typed, unless that is nothing. ``label`` also names the field for screen
    readers, which Qt's own dialog leaves without a name."""
    dialog = QInputDialog(parent)
    dialog.setWindowTitle(title)
    dialog.setLabelText(label)
    dialog.setTextValue(text)
    for field in dialog.findChildren(QLineEdit):
        field.setAccessibleName(label)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.textValueSelected.connect(lambda typed: answered(typed) if typed.strip() else None)
    dialog.open()
