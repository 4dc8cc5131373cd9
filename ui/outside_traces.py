"""What Qt and the desktop would keep of the user outside the data folder, where neither encrypting nor erasing reaches it."""

from __future__ import annotations

import os
import sys

from PySide6.QtCore import QSettings

# What clipboard managers look for, so that they keep it in no history: KDE's and those after it, macOS's, and Windows'.
_KEPT_BY_NOBODY = {
    "x-kde-passwordManagerHint": b"secret",
    "org.nspasteboard.ConcealedType": b"1",
    'application/x-qt-windows-mime;value="ExcludeClipboardContentFromMonitorProcessing"': b"1",
}


def keep_no_folders() -> None:
    """Before the first dialog for files: Qt's own writes the folders that were opened into a file that all programs of Qt share,
    readable by every user. On Linux; elsewhere the system's dialogs keep what they keep."""
    if sys.platform == "linux":
        QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, os.devnull)


def copy_secret(secret: str) -> None:
    """Puts a key or code on the clipboard, and asks its history to leave it out."""
    from PySide6.QtCore import QMimeData
    from PySide6.QtGui import QGuiApplication

    copied = QMimeData()
    copied.setText(secret)
    for kind, value in _KEPT_BY_NOBODY.items():
        copied.setData(kind, value)
    QGuiApplication.clipboard().setMimeData(copied)
