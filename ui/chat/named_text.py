"""The text that a question names, which only the window sees: what was copied, or is selected."""

from __future__ import annotations

from PySide6.QtGui import QClipboard, QGuiApplication

from assistant.conversation.named_text import Place

_MODES = {Place.CLIPBOARD: QClipboard.Mode.Clipboard, Place.SELECTION: QClipboard.Mode.Selection}


def text_of(place: Place) -> str:
    """The text that is there now; empty where there is none. A desktop without a selection of its own has none."""
    clipboard = QGuiApplication.clipboard()
    if place is Place.SELECTION and not clipboard.supportsSelection():
        return ""
    return clipboard.text(_MODES[place]).strip()
