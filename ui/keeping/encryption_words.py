"""Encryption in words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from ui.widgets.engine_words import joined


def covered_words() -> str:
    """What encryption covers, and what it does not."""
    return joined(
        _tr("Encrypted are chats, memory, the text and tables of documents, pasted pictures, and backups of these."),
        _tr("Your settings, lists, notes, calendar and routines, and the documents themselves stay as they are."),
    )


def _tr(text: str) -> str:
    return QCoreApplication.translate("Encryption", text)
