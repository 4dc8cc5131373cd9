"""What left this machine, under the heading “Privacy” of the settings: a count, and nothing to change."""

from __future__ import annotations

from PySide6.QtCore import QDate, QLocale, Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from assistant.records import NetworkUse
from ui.settings.setting_words import holds
from ui.widgets.counts import number
from ui.widgets.page_column import wrapped_label

_ALSO_FOUND_BY = "privacy network internet sent offline"


class NetworkCard(QFrame):
    """Says it in one line for all that was sent, and one for what was stopped."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "card")
        self.setAccessibleName(self.tr("Privacy"))
        self._sent = wrapped_label()
        self._away = wrapped_label(look="error")
        self._stopped = wrapped_label(look="muted")
        lines = QVBoxLayout(self)
        lines.setContentsMargins(16, 12, 12, 12)
        lines.setSpacing(4)
        lines.addWidget(wrapped_label(self.tr("Privacy"), "heading"))
        lines.addWidget(self._sent)
        lines.addWidget(self._away)
        lines.addWidget(self._stopped)
        self.show_use(NetworkUse())

    @property
    def words(self) -> str:
        """All it says."""
        return f"{self._sent.text()} {self._away.text()} {self._stopped.text()}"

    def show_use(self, use: NetworkUse) -> None:
        """Shows the sums of this home."""
        if not use.since:
            self._sent.setText(self.tr("Nothing is counted yet."))
            self._stopped.setText("")
            self._away.hide()
            return
        day = QLocale().toString(QDate.fromString(use.since, Qt.DateFormat.ISODate), QLocale.FormatType.LongFormat)
        sent = [self.tr("{sent} bytes sent since {day}.").format(sent=number(use.sent_bytes), day=day)]
        if use.sent_bytes:
            words = self.tr("They went where you wanted them to, and {received} bytes came back.")
            sent.append(words.format(received=number(use.received_bytes)))
        self._sent.setText(" ".join(sent))
        away = self.tr("{sent} of them went to the chat server you named, with what you asked it.")
        self._away.setText(away.format(sent=number(use.to_chat_server_bytes)) if use.to_chat_server_bytes else "")
        self._away.setVisible(bool(use.to_chat_server_bytes))
        stopped = [self._stopped_words(use)]
        if use.kernel:
            stopped.append(self.tr("The system's kernel holds the engine to this too."))
        self._stopped.setText(" ".join(stopped))

    def is_found(self, wanted: str) -> bool:
        """Whether a search of the settings finds it: by what it says, and in English also by what people call it."""
        return holds(wanted, self.accessibleName(), self.words, _ALSO_FOUND_BY)

    def _stopped_words(self, use: NetworkUse) -> str:
        if not use.refused:
            return self.tr("Nothing tried to reach the network.")
        words = self.tr("%Ln attempts to reach the network were stopped, the last by “{who}”.", None, use.refused)
        return words.format(who=use.last_refused)
