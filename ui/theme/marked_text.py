"""How marked words look in every text: a quote on its page, what a search found."""

from __future__ import annotations

from PySide6.QtGui import QPalette, QTextCharFormat


def marked_text(palette: QPalette) -> QTextCharFormat:
    """On the ground of marks, and underlined for those who do not tell it from the paper."""
    look = QTextCharFormat()
    look.setBackground(palette.color(QPalette.ColorRole.Shadow))
    look.setForeground(palette.color(QPalette.ColorRole.Text))
    look.setFontUnderline(True)
    return look
