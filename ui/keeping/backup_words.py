"""Backups in words."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QDateTime, QLocale

from assistant.records import Backup
from ui.translations import tr
from ui.widgets.amounts import size_words
from ui.widgets.counts import chats, documents, facts


def moment(unix_s: float) -> str:
    """A day and a time as the window's language writes them."""
    return QLocale().toString(QDateTime.fromSecsSinceEpoch(int(unix_s)), QLocale.FormatType.ShortFormat)


def holds_words(backup: Backup) -> str:
    """What a backup holds, and its size."""
    return tr("{chats}, {facts}, {documents} · {size}").format(
        chats=chats(backup.conversations),
        facts=facts(backup.facts),
        documents=documents(backup.documents),
        size=size_words(backup.size_bytes),
    )


def file_name(now: datetime) -> str:
    """The name a backup is offered."""
    return f"sotto-{now:%Y-%m-%d}.sotto-backup"
