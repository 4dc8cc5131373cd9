"""Encryption in words."""

from __future__ import annotations

from ui.translations import tr
from ui.widgets.engine_words import joined


def covered_words() -> str:
    """What encryption covers, and what it does not."""
    return joined(
        tr("Encrypted are chats, memory, the text and tables of documents, pasted pictures, and backups of these."),
        tr(
            "Not encrypted are your settings, lists, notes, calendar and routines, skills of your own, and the documents"
            " themselves: other programs can read those."
        ),
    )
