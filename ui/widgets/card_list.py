"""Cards one below the other, in an area that scrolls."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget


class CardList(QScrollArea):
    """``name`` is what a screen reader says."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cards: Sequence[QWidget] = ()
        sheet = QWidget()
        self._column = QVBoxLayout(sheet)
        self._column.setContentsMargins(6, 6, 6, 6)
        self._column.addStretch(1)
        self.setAccessibleName(name)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidget(sheet)

    def show_cards(self, cards: Sequence[QWidget]) -> None:
        """Takes the cards there were away, and shows ``cards``."""
        for card in self._cards:
            card.hide()
            card.deleteLater()
        self._cards = cards
        for at, card in enumerate(cards):
            self._column.insertWidget(at, card)
