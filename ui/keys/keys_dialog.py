"""All keys on one sheet, where they can be changed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from ui.commands import COMMANDS, MENUS, TALK, fixed_keys, talk_words
from ui.keys.key_bindings import Fit, KeyBindings, native
from ui.keys.key_button import KeyButton
from ui.translations import tr
from ui.widgets.icon_button import IconButton
from ui.widgets.page_column import wrapped_label
from ui.widgets.tab_order import InReadingOrder

_KEYS_PX = 150


class KeysDialog(InReadingOrder, QDialog):
    """Changes hold at once. Keys that another command has are taken from it, and the line at the foot says so."""

    def __init__(self, bindings: KeyBindings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keys"))
        self._bindings = bindings
        self._names = {command.id: command.words for command in COMMANDS} | {TALK: talk_words()}
        self.buttons: dict[str, KeyButton] = {}
        self._resets: dict[str, IconButton] = {}
        sheet = QWidget()
        self._grid = QGridLayout(sheet)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(5)
        self._grid.setColumnStretch(0, 1)
        for menu, title in MENUS:
            self._add_heading(tr(title))
            for command in COMMANDS:
                if command.menu == menu:
                    self._add_row(command.id)
            if menu == "answer":
                self._add_row(TALK)
        self._add_heading(self.tr("Keys that stay as they are"))
        for keys, words in fixed_keys():
            at = self._grid.rowCount()
            name = QLabel(native(keys))
            name.setProperty("look", "muted")
            self._grid.addWidget(QLabel(words), at, 0)
            self._grid.addWidget(name, at, 1, Qt.AlignmentFlag.AlignHCenter)
        area = QScrollArea()
        area.setAccessibleName(self.tr("Keys"))
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidget(sheet)
        self.foot = wrapped_label(look="muted")
        self._say(self.tr("Press a button, then the new keys. Backspace takes them away, Esc keeps them."))
        close = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        close.button(QDialogButtonBox.StandardButton.Close).setIcon(QIcon())
        close.button(QDialogButtonBox.StandardButton.Close).setAutoDefault(False)
        close.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(area, 1)
        column.addWidget(self.foot)
        column.addWidget(close)
        self.resize(sheet.sizeHint().width() + 70, 600)
        bindings.changed.connect(self._show)

    def _add_heading(self, words: str) -> None:
        heading = QLabel(words)
        heading.setProperty("look", "heading")
        heading.setContentsMargins(0, 14 if self._grid.rowCount() > 1 else 0, 0, 2)
        self._grid.addWidget(heading, self._grid.rowCount(), 0, 1, 3)

    def _add_row(self, command: str) -> None:
        at, words = self._grid.rowCount(), self._names[command]
        button = KeyButton(words)
        button.setMinimumWidth(_KEYS_PX)
        button.chosen.connect(lambda keys: self._choose(command, keys))
        reset = IconButton("reset", self.tr("Give “{command}” its usual keys").format(command=words))
        reset.clicked.connect(lambda: self._bindings.reset(command))
        policy = reset.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        reset.setSizePolicy(policy)
        self.buttons[command], self._resets[command] = button, reset
        self._grid.addWidget(QLabel(words), at, 0)
        self._grid.addWidget(button, at, 1)
        self._grid.addWidget(reset, at, 2)
        self._show(command)

    def _show(self, command: str) -> None:
        keys = self._bindings.keys(command)
        self.buttons[command].show_keys(keys[0] if keys else "")
        self._resets[command].setVisible(self._bindings.is_changed(command))

    def _choose(self, command: str, keys: str) -> None:
        fit = Fit.FITS if not keys else self._bindings.fit(command, keys)
        if fit is Fit.TYPES:
            self._say(
                self.tr("{keys} is needed for typing. Hold Ctrl or Alt with it, or choose an F key.").format(
                    keys=native(keys)
                )
            )
            return
        owner = self._bindings.owner(keys) if fit is Fit.TAKEN else None
        self._bindings.choose(command, keys)
        if owner is None:
            self._say("")
        else:
            self._say(
                self.tr("{keys} belonged to “{command}”, which has no keys now.").format(
                    keys=native(keys), command=self._names[owner]
                )
            )

    def _say(self, words: str) -> None:
        self.foot.setText(words)
        self.foot.setAccessibleName(words)
