"""The right control for a setting's type, choices and limits."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QWidget

from assistant.settings import SettingField, Value
from ui.settings.setting_words import choice_words, name_words, open_words
from ui.theme.style import SPIN_BOX_MARGIN_PX
from ui.widgets.quiet_boxes import QuietComboBox, QuietDoubleSpinBox, QuietSpinBox

_WIDEST_INT = 2**31 - 1
_WIDEST_FLOAT = 1e9
_LEAST_HEIGHT_PX = 30

Option = tuple[str, str]
"""A value and what the user reads for it."""


class SettingEditor(QWidget):
    """Base of the controls: emits ``edited(value)`` when the user settles on another value."""

    edited = Signal(object)

    def __init__(self, control: QWidget, field: SettingField) -> None:
        super().__init__()
        control.setAccessibleName(name_words(field))
        control.setMinimumHeight(_LEAST_HEIGHT_PX)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(control)
        self.setFocusProxy(control)

    @abstractmethod
    def set_value(self, value: Value) -> None:
        """Shows a value without emitting it."""


class ChoiceEditor(SettingEditor):
    """One of several values."""

    def __init__(self, field: SettingField, options: Sequence[Option]) -> None:
        self.control = QuietComboBox()
        self.control.setSizeAdjustPolicy(QuietComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.control.currentTextChanged.connect(self.control.setToolTip)
        super().__init__(self.control, field)
        for value, words in options:
            self.control.addItem(words, value)
        self.control.activated.connect(lambda at: self.edited.emit(self.control.itemData(at)))

    def set_value(self, value: Value) -> None:
        if self.control.findData(value) < 0:
            self.control.addItem(str(value), value)
        self.control.setCurrentIndex(self.control.findData(value))


class SwitchEditor(SettingEditor):
    """On or off."""

    def __init__(self, field: SettingField) -> None:
        self.control = QCheckBox()
        super().__init__(self.control, field)
        self.control.clicked.connect(lambda on: self.edited.emit(on))

    def set_value(self, value: Value) -> None:
        self.control.setChecked(bool(value))


class WholeNumberEditor(SettingEditor):
    """A whole number within its limits."""

    def __init__(self, field: SettingField) -> None:
        self.control = QuietSpinBox()
        super().__init__(self.control, field)
        low = -_WIDEST_INT if field.minimum is None else int(field.minimum)
        self.control.setRange(low, _WIDEST_INT if field.maximum is None else int(field.maximum))
        self.control.setKeyboardTracking(False)
        self.control.lineEdit().setTextMargins(SPIN_BOX_MARGIN_PX, 0, 0, 0)
        # A port is a name made of digits, and no amount.
        self.control.setGroupSeparatorShown(not field.name.endswith("_port"))
        self.control.valueChanged.connect(lambda value: self.edited.emit(value))

    def set_value(self, value: Value) -> None:
        self.control.blockSignals(True)
        self.control.setValue(int(value))
        self.control.blockSignals(False)


class NumberEditor(SettingEditor):
    """A number within its limits."""

    def __init__(self, field: SettingField) -> None:
        self.control = QuietDoubleSpinBox()
        super().__init__(self.control, field)
        low = -_WIDEST_FLOAT if field.minimum is None else field.minimum
        self.control.setRange(low, _WIDEST_FLOAT if field.maximum is None else field.maximum)
        self.control.setSingleStep(0.1)
        self.control.setDecimals(2)
        self.control.setKeyboardTracking(False)
        self.control.lineEdit().setTextMargins(SPIN_BOX_MARGIN_PX, 0, 0, 0)
        self.control.valueChanged.connect(lambda value: self.edited.emit(value))

    def set_value(self, value: Value) -> None:
        self.control.blockSignals(True)
        self.control.setValue(float(value))
        self.control.blockSignals(False)


class TextEditor(SettingEditor):
    """A line of text, settled with Enter or by leaving the field."""

    def __init__(self, field: SettingField) -> None:
        self.control = QLineEdit()
        self._settled = ""
        super().__init__(self.control, field)
        self.control.editingFinished.connect(self._settle)

    def set_value(self, value: Value) -> None:
        self._settled = str(value)
        self.control.setText(self._settled)
        self.control.setCursorPosition(0)

    def _settle(self) -> None:
        if self.control.text() != self._settled:
            self._settled = self.control.text()
            self.edited.emit(self._settled)


def make_editor(field: SettingField, options: Sequence[Option] | None = None) -> SettingEditor:
    """The control for a setting; ``options`` are the values known for one that the declaration leaves open."""
    if options is not None:
        return ChoiceEditor(field, [(value, words or open_words(field)) for value, words in options])
    if field.choices:
        return ChoiceEditor(field, [(choice, choice_words(choice)) for choice in field.choices])
    if field.type is bool:
        return SwitchEditor(field)
    if field.type is int:
        return WholeNumberEditor(field)
    if field.type is float:
        return NumberEditor(field)
    return TextEditor(field)
