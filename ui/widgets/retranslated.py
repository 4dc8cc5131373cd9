"""Words that follow the window's language while it runs."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget as _Widget
else:
    _Widget = object


class Retranslated(_Widget):
    """Goes before the Qt class among a widget's bases. What is given to ``say`` is done again whenever the language changes."""

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self._sayings: list[Callable[[], object]] = []

    def say(self, saying: Callable[[], object]) -> None:
        """Calls ``saying``, which puts words on the screen, now and after each change of language."""
        saying()
        self._sayings.append(saying)

    def changeEvent(self, event: QEvent) -> None:
        """Qt tells every widget when a translator came or went."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            for saying in self._sayings:
                saying()
