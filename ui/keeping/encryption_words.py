"""Encryption in words."""

from __future__ import annotations

from ui.translations import tr
from ui.widgets.engine_words import joined


def covered_words() -> str:
    """What encryption covers, and what it does not."""
    return joined(
        tr("Encrypted are chats, memory, the text and tables of documents, pasted pictures, and backups of these."),
        tr("Your settings, lists, notes, calendar and routines, and the documents themselves stay as they are."),
    )
