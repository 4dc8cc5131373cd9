"""All settings by section, narrowed by a search. Made from the declaration: there is no second list."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget

from assistant.settings import Settings, setting_fields
from ui.settings.data_card import DataCard
from ui.settings.editors import Option
from ui.settings.encryption_card import EncryptionCard
from ui.settings.network_card import NetworkCard
from ui.settings.server_card import ServerCard
from ui.settings.setting_row import SettingRow
from ui.settings.setting_words import holds, section_words
from ui.widgets.page_column import wrapped_label

_SOUND_CHECK_ALSO, _PAUSES_ALSO = "sound check test", "forget how long I pause while speaking"
"""What the buttons are found by in every language."""


class SettingsSheet(QScrollArea):
    """Emits ``changed(name, value)``, and ``forget_pauses`` when the user wants to be listened to like anybody, and
    ``sound_check_wanted``."""

    changed = Signal(str, object)
    forget_pauses = Signal()
    sound_check_wanted = Signal()
    narrowed = Signal()

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pageColumn")
        self.setAccessibleName(self.tr("Settings"))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.settings = settings
        self.rows: dict[str, SettingRow] = {}
        self._sections: dict[str, QFrame] = {}
        sheet = QWidget()
        self._column = QVBoxLayout(sheet)
        self._column.setContentsMargins(0, 0, 8, 0)
        self._column.setSpacing(12)
        self._nothing = wrapped_label(self.tr("No setting is called that."), "muted")
        self._nothing.hide()
        self._column.addWidget(self._nothing)
        for field in setting_fields():
            row = SettingRow(field, getattr(settings, field.name))
            row.changed.connect(self.changed)
            self.rows[field.name] = row
            layout = self._section(field.section).layout()
            if layout is not None:
                layout.addWidget(row)
        self.pauses = QPushButton(self.tr("Forget how long I pause while speaking"))
        self.pauses.setAutoDefault(False)
        self.pauses.clicked.connect(self.forget_pauses)
        self.sound_check = QPushButton(self.tr("Sound check …"))
        self.sound_check.setAutoDefault(False)
        self.sound_check.clicked.connect(self.sound_check_wanted)
        if isinstance(voice := self._section("voice").layout(), QVBoxLayout):
            voice.addWidget(self.sound_check, 0, Qt.AlignmentFlag.AlignLeft)
            voice.addWidget(self.pauses, 0, Qt.AlignmentFlag.AlignLeft)
        self.server = ServerCard()
        if isinstance(lines := self._section("server").layout(), QVBoxLayout):
            lines.addWidget(self.server)
        self.network = NetworkCard()
        self._column.addWidget(self.network)
        self.encryption = EncryptionCard()
        self._column.addWidget(self.encryption)
        self.data = DataCard()
        self._column.addWidget(self.data)
        self._column.addStretch(1)
        self.setWidget(sheet)

    def show_settings(self, settings: Settings) -> None:
        """Shows the values in force; rows with a refused try keep it."""
        self.settings = settings
        for name, row in self.rows.items():
            value = getattr(settings, name)
            if value != row.value:
                row.show_value(value)

    def offer(self, options: Mapping[str, list[Option]]) -> None:
        """Values to choose from, by the setting's name."""
        for name, values in options.items():
            self.rows[name].offer(values)

    def show_pauses_forgotten(self) -> None:
        """There is nothing left to forget."""
        self.pauses.setText(self.tr("Forgotten"))
        self.pauses.setEnabled(False)

    def narrow(self, wanted: str) -> None:
        """Shows the settings that a search finds."""
        sections = set()
        for row in self.rows.values():
            row.setVisible(row.is_found(wanted))
            if row.is_found(wanted):
                sections.add(row.field.section)
        voice = section_words("voice")
        for button, also in ((self.sound_check, _SOUND_CHECK_ALSO), (self.pauses, _PAUSES_ALSO)):
            found = holds(wanted, voice, button.text(), also)
            button.setVisible(found)
            if found:
                sections.add("voice")
        for section, frame in self._sections.items():
            frame.setVisible(section in sections)
        for card in (self.network, self.encryption, self.data):
            card.setVisible(card.is_found(wanted))
        self._nothing.setVisible(not self.shown_sections())
        self.narrowed.emit()

    def shown_sections(self) -> list[QFrame]:
        """The cards that a search left, from top to bottom; each is called as its heading."""
        cards = [*self._sections.values(), self.network, self.encryption, self.data]
        return [card for card in cards if not card.isHidden()]

    def _section(self, section: str) -> QFrame:
        if section not in self._sections:
            frame = QFrame()
            frame.setProperty("look", "card")
            frame.setAccessibleName(section_words(section))
            lines = QVBoxLayout(frame)
            lines.setContentsMargins(16, 12, 12, 12)
            lines.setSpacing(4)
            lines.addWidget(wrapped_label(section_words(section), "heading"))
            self._sections[section] = frame
            self._column.addWidget(frame)
        return self._sections[section]
