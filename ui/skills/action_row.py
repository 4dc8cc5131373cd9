"""What skills did for an answer, under it: a chip each, with a button that takes it back."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QWidget

from assistant.records import Action
from ui.widgets.excerpts import shortened
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.icon_button import IconButton

LONGEST_TEXT = 60


class ActionRow(QWidget):
    """Emits ``undo_wanted(ActionId)`` when one is to be taken back."""

    undo_wanted = Signal(int)

    def __init__(self, actions: Sequence[Action], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._actions = list(actions)
        self._buttons = [self._button(at) for at in range(len(self._actions))]
        row = FlowLayout(self)
        for button in self._buttons:
            row.addWidget(button)
        self.say_words()

    def show_changed(self, changed: Sequence[Action]) -> None:
        """Shows those of its actions that were undone."""
        undone = {one.id for one in changed if one.undone}
        self._actions = [dataclasses.replace(one, undone=one.undone or one.id in undone) for one in self._actions]
        self.say_words()

    def say_words(self) -> None:
        """Names them in the window's language."""
        for button, action in zip(self._buttons, self._actions, strict=True):
            text = shortened(action.text, LONGEST_TEXT)
            can_undo = action.undoable and not action.undone
            button.setEnabled(can_undo)
            if action.undone:
                button.setText(self.tr("Undone"))
                button.set_name(self.tr("Undone: {text}").format(text=action.text))
            elif can_undo:
                button.setText(self.tr("Undo"))
                button.set_name(self.tr("Undo: {text}").format(text=action.text))
            else:
                button.setText(text)
                button.set_name(action.text)

    def _button(self, at: int) -> IconButton:
        button = IconButton("reset", text=" ", role=QPalette.ColorRole.Accent, look="source")
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.clicked.connect(lambda: self.undo_wanted.emit(self._actions[at].id))
        return button
