"""Roles of models as a bar of buttons; one is chosen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QToolButton, QWidget

from ui.model_manager.model_words import role_words
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.retranslated import Retranslated


class RoleBar(Retranslated, QWidget):
    """Emits ``role_chosen`` with the role's name in the catalog."""

    role_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = FlowLayout(self, 4)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QToolButton] = {}
        self.say(self._say_roles)

    @property
    def roles(self) -> tuple[str, ...]:
        """The roles that can be chosen."""
        return tuple(self._buttons)

    @property
    def chosen(self) -> str:
        """The role that is chosen; empty before there is any."""
        return next((role for role, button in self._buttons.items() if button.isChecked()), "")

    def show_roles(self, roles: Sequence[str]) -> None:
        """Offers these roles; the chosen one stays chosen."""
        if tuple(roles) == self.roles:
            return
        chosen = self.chosen
        for button in self._buttons.values():
            self._group.removeButton(button)
            button.deleteLater()
        while self._row.takeAt(0) is not None:
            pass
        self._buttons = {role: self._button(role) for role in roles}
        for button in self._buttons.values():
            self._group.addButton(button)
            self._row.addWidget(button)
        self._say_roles()
        first = chosen if chosen in self._buttons else next(iter(self._buttons), "")
        if first:
            self._buttons[first].setChecked(True)

    def choose(self, role: str) -> None:
        """Chooses a role, as a click does."""
        self._buttons[role].click()

    def _say_roles(self) -> None:
        self.setAccessibleName(self.tr("What models do"))
        for role, button in self._buttons.items():
            button.setText(role_words(role))
            button.setAccessibleName(role_words(role))

    def _button(self, role: str) -> QToolButton:
        button = QToolButton()
        button.setCheckable(True)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.clicked.connect(lambda: self.role_chosen.emit(role))
        return button
