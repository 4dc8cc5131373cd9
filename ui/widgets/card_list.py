"""Cards one below the other, in an area that scrolls."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QAbstractButton, QFrame, QScrollArea, QVBoxLayout, QWidget


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
        """Takes the cards there were away, and shows ``cards``. The keyboard goes to the control of the same name as had it, or to
        the one in its place."""
        place, name = self._place_of_keyboard()
        for card in self._cards:
            card.hide()
            card.deleteLater()
        self._cards = cards
        for at, card in enumerate(cards):
            self._column.insertWidget(at, card)
        if place is None:
            return
        controls = _controls(cards)
        named = [one for one in controls if one.accessibleName() == name]
        for control in (named or controls[min(place, len(controls) - 1) :])[:1]:
            control.show()
            control.setFocus()

    def _place_of_keyboard(self) -> tuple[int | None, str]:
        focused = self.window().focusWidget()
        controls = _controls(self._cards)
        at = next((at for at, one in enumerate(controls) if one is focused), None)
        return at, "" if at is None else controls[at].accessibleName()


def _controls(cards: Sequence[QWidget]) -> list[QAbstractButton]:
    return [one for card in cards for one in card.findChildren(QAbstractButton)]
