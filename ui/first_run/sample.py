"""The guide that comes with Sotto as the first document to ask about: added, then asked."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject

from ui.chat.chat_page import ChatPage
from ui.chat.intake import DocumentIntake
from ui.chat.session import ChatSession

_FOLDER = Path(__file__).parent / "samples"


class Sample(QObject):
    """Asks its question as soon as the guide is in the library."""

    def __init__(self, intake: DocumentIntake, session: ChatSession, page: ChatPage, parent: QObject) -> None:
        super().__init__(parent)
        self._intake, self._session, self._edit = intake, session, page.composer.edit
        self._wanted = False
        page.welcome.sample_chosen.connect(self.show)
        intake.finished.connect(self._ask)

    def show(self) -> None:
        """Reads the guide in the window's language."""
        self._wanted = True
        # The button goes with the welcome when the question is asked; what comes next is typed.
        self._edit.setFocus()
        self._intake.add([_FOLDER / self.tr("guide.en.pdf")])

    def _ask(self) -> None:
        if self._wanted and self._session.conversation is None:
            self._session.ask(self.tr("What leaves my computer, according to the guide?"))
        self._wanted = False
