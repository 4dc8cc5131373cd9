"""The red words that stand wherever a chat server answers in place of the model on this machine."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QWidget

from ui.widgets.retranslated import Retranslated


class AwayMark(Retranslated, QLabel):
    """Hidden until ``show_server`` is given one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._server = ""
        self.setProperty("look", "away")
        self.say(self._say_words)

    def show_server(self, server: str) -> None:
        """Where what is typed goes, as ``MODEL · HOST``; empty says that it stays here."""
        self._server = server
        self._say_words()

    def _say_words(self) -> None:
        self.setText(self.tr("leaves this machine"))
        whole = self.tr("What you ask, and what Sotto shows the model with it, goes to {server}.").format(
            server=self._server
        )
        self.setToolTip(whole)
        self.setAccessibleName(whole)
        self.setVisible(bool(self._server))
