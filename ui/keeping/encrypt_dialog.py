"""What encryption covers and what it costs, the recovery code to be written down, and a passphrase where there is no keyring."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontDatabase, QIcon
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFrame,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from assistant.records.encryption import SHORTEST_PASSPHRASE
from ui.keeping.encryption_words import covered_words
from ui.outside_traces import copy_secret
from ui.widgets.engine_words import joined
from ui.widgets.page_column import wrapped_label
from ui.widgets.retranslated import Retranslated
from ui.widgets.tab_order import InReadingOrder

_GROUPS_A_LINE = 7


class EncryptDialog(Retranslated, InReadingOrder, QDialog):
    """``agreed(passphrase)`` when the code was written down; the passphrase is empty where the keyring keeps the key."""

    agreed = Signal(str)

    def __init__(self, code: str, *, keyring: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._code, self._keyring = code, keyring
        self._warning = wrapped_label(look="error")
        self._explanation = wrapped_label()
        self.code = QLabel(_in_lines(code))
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPointSizeF(font.pointSizeF() * 1.2)
        self.code.setFont(font)
        self.code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.copy = QPushButton()
        self.copy.setAutoDefault(False)
        self.copy.clicked.connect(self._copy)
        self._why_passphrase = wrapped_label()
        self.passphrase, self.again = QLineEdit(), QLineEdit()
        for field in (self.passphrase, self.again):
            field.setEchoMode(QLineEdit.EchoMode.Password)
            field.textChanged.connect(self._let_go_on)
        without_keyring: tuple[QWidget, ...] = (self._why_passphrase, self.passphrase, self.again)
        for each in without_keyring:
            each.setVisible(not keyring)
        self.lacking = wrapped_label(look="muted")
        self.lacking.hide()
        self._rest = wrapped_label(look="muted")
        self.written_down = QCheckBox()
        self.written_down.toggled.connect(self._let_go_on)
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.encrypt = self._buttons.addButton("", QDialogButtonBox.ButtonRole.AcceptRole)
        for button in self._buttons.buttons():
            button.setIcon(QIcon())
        self._buttons.accepted.connect(self._agree)
        self._buttons.rejected.connect(self.reject)
        inside = QWidget()
        lines = QVBoxLayout(inside)
        lines.setContentsMargins(0, 0, 8, 0)
        lines.setSpacing(10)
        lines.addWidget(self._explanation)
        lines.addWidget(self.code)
        lines.addWidget(self.copy, 0, Qt.AlignmentFlag.AlignLeft)
        for part in (self._warning, self._why_passphrase, self.passphrase, self.again, self.lacking):
            lines.addWidget(part)
        lines.addWidget(self._rest)
        lines.addWidget(self.written_down)
        lines.addStretch(1)
        area = QScrollArea()
        area.setObjectName("pageColumn")
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        self._area = area
        column = QVBoxLayout(self)
        column.setSpacing(10)
        column.addWidget(area, 1)
        column.addWidget(self._buttons)
        self.setMinimumWidth(560)
        self.resize(600, 400 if keyring else 560)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.say(self._say_words)
        self._let_go_on()

    @property
    def warning(self) -> str:
        """What it warns of."""
        return self._warning.text()

    def _agree(self) -> None:
        passphrase = "" if self._keyring else self.passphrase.text()
        self.accept()
        self.agreed.emit(passphrase)

    def _copy(self) -> None:
        copy_secret(self._code)
        self.copy.setText(self.tr("Copied"))

    def _let_go_on(self) -> None:
        typed = self.passphrase.text()
        good = self._keyring or (len(typed) >= SHORTEST_PASSPHRASE and typed == self.again.text())
        self.encrypt.setEnabled(good and self.written_down.isChecked())
        lacks = self._what_passphrase_lacks()
        self.lacking.setText(lacks)
        self.lacking.setVisible(bool(lacks))

    def _what_passphrase_lacks(self) -> str:
        typed, again = self.passphrase.text(), self.again.text()
        if self._keyring or not again:
            return ""
        if not typed.startswith(again):
            return self.tr("The two are not the same.")
        if len(typed) < SHORTEST_PASSPHRASE:
            return self.tr("The passphrase is too short.")
        return ""

    def _say_words(self) -> None:
        self.setWindowTitle(self.tr("Encrypt my data"))
        self._area.setAccessibleName(self.windowTitle())
        opens = (
            self.tr(
                "This recovery code opens your data when the keyring is gone, on another computer, and from a backup."
            )
            if self._keyring
            else self.tr(
                "This recovery code opens your data when you have forgotten the passphrase, and from a backup."
            )
        )
        write = self.tr("Write it down and keep it apart from this computer. It is not shown again.")
        self._explanation.setText(joined(opens, write))
        self.code.setAccessibleName(self.tr("Recovery code"))
        self.copy.setText(self.tr("Copy the code"))
        self._warning.setText(
            self.tr(
                "Without this computer's keyring and without this code everything is lost. Nobody can open it then."
            )
            if self._keyring
            else self.tr("Without the passphrase and without this code everything is lost. Nobody can open it then.")
        )
        no_keyring = self.tr(
            "This computer has no keyring that Sotto can use, so Sotto asks for a passphrase at each start."
        )
        long = self.tr("Choose at least {count} characters, such as five or six words.").format(
            count=SHORTEST_PASSPHRASE
        )
        self._why_passphrase.setText(joined(no_keyring, long))
        self.passphrase.setPlaceholderText(self.tr("Passphrase"))
        self.passphrase.setAccessibleName(self.tr("Passphrase"))
        self.again.setPlaceholderText(self.tr("The same again"))
        self.again.setAccessibleName(self.tr("The same again"))
        self._rest.setText(
            joined(
                covered_words(),
                self.tr("Automatic backups made so far are deleted, and drafts are kept only while Sotto runs."),
                self.tr("An SSD may keep copies of what was there before."),
            )
        )
        self.written_down.setText(self.tr("I have written the code down"))
        self.encrypt.setText(self.tr("Encrypt"))


def _in_lines(code: str) -> str:
    groups = code.split("-")
    lines = [groups[at : at + _GROUPS_A_LINE] for at in range(0, len(groups), _GROUPS_A_LINE)]
    return "\n".join("-".join(line) + ("-" if line is not lines[-1] else "") for line in lines)
