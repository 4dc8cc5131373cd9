"""An address as it is shown before it is opened: whoever wrote it may want it taken for another."""

from __future__ import annotations

import unicodedata

from PySide6.QtCore import QUrl

_UNSEEN = frozenset({"Cc", "Cf", "Zl", "Zp", "Zs"})  # control and formatting characters, separators


def shown_address(url: QUrl) -> str:
    """Readable (``…/wiki/日本``), unless its host has letters that may only look like others, a name stands before the host, or
    it holds what cannot be seen or turns the direction of the text; then as it goes over the network."""
    text = url.toDisplayString()
    plain = QUrl.ComponentFormattingOption.FullyEncoded
    doubtful = (
        not url.host().isascii() or url.userInfo() or any(unicodedata.category(letter) in _UNSEEN for letter in text)
    )
    return url.toString(plain) if doubtful else text
