"""One setting: name, what it does, its control, the way back to its default, and what was wrong with the last try."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from assistant.errors import ErrorReport
from assistant.settings import SettingField, Value
from ui.settings.editors import Option, SettingEditor, make_editor
from ui.settings.setting_words import help_words, matches, name_words
from ui.widgets.engine_words import error_words
from ui.widgets.icon_button import IconButton
from ui.widgets.page_column import wrapped_label

_EDITOR_PX = 210


class SettingRow(QWidget):
    """Emits ``changed(name, value)``; the value shown is the one in force until ``show_value`` says otherwise."""

    changed = Signal(str, object)

    def __init__(self, field: SettingField, value: Value, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        self._value = value
        self._options: list[Option] | None = None
        self.editor: SettingEditor = make_editor(field)
        self._reset = IconButton("reset", self.tr("Set “{name}” back to its default").format(name=name_words(field)))
        self._reset.clicked.connect(lambda: self.changed.emit(field.name, field.default))
        policy = self._reset.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self._reset.setSizePolicy(policy)
        name = QLabel(name_words(field))
        name.setWordWrap(True)
        self._error = wrapped_label(look="error")
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 4, 0, 4)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(1)
        self._grid.addWidget(name, 0, 0)
        self._grid.addWidget(wrapped_label(help_words(field), "muted"), 1, 0)
        self._grid.addWidget(self._reset, 0, 2, 2, 1, Qt.AlignmentFlag.AlignVCenter)
        self._grid.addWidget(self._error, 2, 0, 1, 3)
        self._grid.setColumnStretch(0, 1)
        self._place_editor()
        self.show_value(value)

    @property
    def error(self) -> str:
        """What was wrong with the last try; empty when it was taken."""
        return "" if self._error.isHidden() else self._error.text()

    @property
    def value(self) -> Value:
        """The value in force."""
        return self._value

    def offer(self, options: list[Option]) -> None:
        """Lets the user choose among these values instead of typing one. The same again leaves an open list, and the keyboard."""
        if options == self._options:
            return
        old, self._options = self.editor, options
        had_keyboard = old.focusProxy() is self.window().focusWidget()
        self._grid.removeWidget(old)
        old.hide()
        old.deleteLater()
        self.editor = make_editor(self.field, options)
        self._place_editor()
        self.editor.set_value(self._value)
        if had_keyboard:
            self.editor.setFocus()

    def show_value(self, value: Value) -> None:
        """The value was taken, or is the one in force."""
        self._value = value
        self.editor.set_value(value)
        self._error.hide()
        self._reset.setVisible(value != self.field.default)

    def show_error(self, error: ErrorReport) -> None:
        """The try was refused; the control keeps what was tried, so that it can be mended."""
        self._error.setText(error_words(error))
        self._error.setAccessibleName(self._error.text())
        self._error.show()

    def is_found(self, wanted: str) -> bool:
        """Whether a search finds it."""
        return matches(self.field, wanted)

    def _place_editor(self) -> None:
        self.editor.setFixedWidth(_EDITOR_PX)
        self._grid.addWidget(self.editor, 0, 1, 2, 1, Qt.AlignmentFlag.AlignVCenter)
        self.editor.edited.connect(lambda value: self.changed.emit(self.field.name, value))
