"""What goes when everything is erased, in counts and bytes, and the word that has to be typed for it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLineEdit, QPushButton, QVBoxLayout, QWidget

from assistant.records import ErasedKind, ErasedPart, ErasePlan
from ui.widgets.amounts import size_words
from ui.widgets.page_column import wrapped_label
from ui.widgets.tab_order import InReadingOrder

_WIDTH = 480


class EraseDialog(InReadingOrder, QDialog):
    """Emits ``confirmed`` when the word was typed and the button pressed."""

    confirmed = Signal()

    def __init__(self, plan: ErasePlan, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Erase everything"))
        self._word = self.tr("erase")
        self._what = wrapped_label("\n".join(f"• {line}" for line in self._lines(plan)))
        self.word = QLineEdit()
        prompt = self.tr("This cannot be undone. Type “{word}” to go on.").format(word=self._word)
        self.word.setAccessibleName(prompt)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        buttons.rejected.connect(self.reject)
        cancel = buttons.button(QDialogButtonBox.StandardButton.Cancel)
        cancel.setAutoDefault(False)
        cancel.setIcon(QIcon())
        self.erase = QPushButton(self.tr("Erase everything"))
        self.erase.setAutoDefault(False)
        self.erase.setEnabled(False)
        self.erase.clicked.connect(self._erase)
        self.word.textChanged.connect(lambda _: self.erase.setEnabled(self._is_typed()))
        self.word.returnPressed.connect(self._erase)
        buttons.addButton(self.erase, QDialogButtonBox.ButtonRole.DestructiveRole)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 14)
        column.setSpacing(10)
        column.addWidget(
            wrapped_label(self.tr("Everything that Sotto keeps of you goes from this computer:"), "heading")
        )
        column.addWidget(self._what)
        column.addWidget(wrapped_label("\n".join(self._what_stays(plan)), "muted"))
        column.addWidget(wrapped_label(prompt))
        column.addWidget(self.word)
        column.addWidget(buttons)
        self.setMinimumWidth(_WIDTH)

    @property
    def words(self) -> str:
        """What it says goes."""
        return self._what.text()

    def _lines(self, plan: ErasePlan) -> list[str]:
        lines = [self._line(plan, part) for part in plan.parts if part.kind is ErasedKind.DATABASE]
        lines += [self._line(plan, part) for part in plan.parts if part.kind is not ErasedKind.DATABASE]
        return [*lines, self.tr("In all {size} in {folder}").format(size=size_words(plan.size_bytes), folder=plan.home)]

    def _line(self, plan: ErasePlan, part: ErasedPart) -> str:
        words = {
            ErasedKind.DATABASE: self.tr(
                "Chats: {chats}, messages: {messages}, facts: {facts}, documents that were read: {documents} ({size})"
            ),
            ErasedKind.PICTURES: self.tr("Pasted pictures: {count} ({size})"),
            ErasedKind.NOTES: self.tr("Notes, lists and own skills: {count} ({size})"),
            ErasedKind.CALENDAR: self.tr("The calendar ({size})"),
            ErasedKind.BACKUPS: self.tr("Automatic backups: {count} ({size})"),
            ErasedKind.SETTINGS: self.tr("Settings, keys and drafts ({size})"),
            ErasedKind.LOGS: self.tr("Logs and reports ({size})"),
        }[part.kind]
        return words.format(
            chats=plan.conversations,
            messages=plan.messages,
            facts=plan.facts,
            documents=plan.documents,
            count=part.files,
            size=size_words(part.size_bytes),
        )

    def _what_stays(self, plan: ErasePlan) -> list[str]:
        stays = self.tr("{place} stays: you chose the place.")
        return [
            self.tr("Models, the documents themselves, and backups at places of your own stay."),
            *(stays.format(place=place) for place in plan.outside),
        ]

    def _is_typed(self) -> bool:
        return self.word.text().strip().casefold() == self._word

    def _erase(self) -> None:
        if self._is_typed():
            self.accept()
            self.confirmed.emit()
