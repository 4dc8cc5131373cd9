"""Which keys the page viewer takes for itself, before the window's own commands for them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent


def is_viewer_key(event: QKeyEvent) -> bool:
    """Esc, plus, minus, 0 and F3 alone; Page Up, Page Down and F with Ctrl."""
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier & ~Qt.KeyboardModifier.ShiftModifier
    if event.key() == Qt.Key.Key_F3:
        return held == Qt.KeyboardModifier.NoModifier
    if event.key() in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp, Qt.Key.Key_F):
        return held == Qt.KeyboardModifier.ControlModifier
    keys = (Qt.Key.Key_Escape, Qt.Key.Key_Plus, Qt.Key.Key_Minus, Qt.Key.Key_0)
    return event.key() in keys and held == Qt.KeyboardModifier.NoModifier
