"""Backups in words."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale

from assistant.records import Backup
from ui.widgets.amounts import size_words


def moment(unix_s: float) -> str:
    """A day and a time as the window's language writes them."""
    return QLocale().toString(QDateTime.fromSecsSinceEpoch(int(unix_s)), QLocale.FormatType.ShortFormat)


def holds_words(backup: Backup) -> str:
    """What a backup holds, and its size."""
    return _tr("{chats} chats, {facts} facts, {documents} documents · {size}").format(
        chats=backup.conversations,
        facts=backup.facts,
        documents=backup.documents,
        size=size_words(backup.size_bytes),
    )


def file_name(now: datetime) -> str:
    """The name a backup is offered."""
    return f"sotto-{now:%Y-%m-%d}.sotto-backup"


def _tr(text: str) -> str:
    return QCoreApplication.translate("Backups", text)
