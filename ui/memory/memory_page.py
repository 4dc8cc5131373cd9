"""What is remembered, on one page: every fact with its source, to be added to, edited and forgotten."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMessageBox, QPushButton, QVBoxLayout, QWidget

from assistant.front_door import AssistantApi
from assistant.records import Fact, ForgetAmounts, ForgetPlan
from ui.memory.fact_row import FactRow
from ui.memory.memory_words import amounts_words, plan_words
from ui.operations import Operations
from ui.reading import Reading
from ui.widgets.page_column import PageColumn, wrapped_label
from ui.widgets.retranslated import Retranslated
from ui.widgets.text_question import ask_for_text
from ui.widgets.trouble_card import TroubleCard


class MemoryPage(Retranslated, QWidget):
    """``source_wanted(Fact)`` when the chat of a fact should be opened. ``refresh`` asks the engine anew."""

    source_wanted = Signal(object)

    def __init__(self, api: AssistantApi, operations: Operations, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._api = api
        self._operations = operations
        self._stored = Reading(operations)
        self.rows: list[FactRow] = []
        self._page = PageColumn()
        self.trouble = TroubleCard(lambda: self.tr("Try again"))
        self.trouble.again.connect(self.refresh)
        self.new = QLineEdit()
        self.new.returnPressed.connect(self._add)
        self.add = QPushButton()
        self.add.setProperty("look", "primary")
        self.add.clicked.connect(self._add)
        self.filter = QLineEdit()
        self.filter.setClearButtonEnabled(True)
        self.filter.textChanged.connect(self._apply_filter)
        self._empty = wrapped_label(look="muted")
        self.everything = QPushButton()
        self.everything.clicked.connect(self._ask_before_everything)
        self._page.head.addWidget(self.everything)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.new, 1)
        line.addWidget(self.add)
        self._page.column.addWidget(self.trouble)
        self._page.column.addLayout(line)
        self._page.column.addWidget(self.filter)
        self._page.column.addWidget(self._empty)
        self._facts = QVBoxLayout()
        self._facts.setSpacing(0)
        self._page.column.addLayout(self._facts)
        self._page.column.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._page)
        self.say(self._say_words)

    def refresh(self) -> None:
        """Asks the engine for the facts."""
        self.trouble.hide()
        self._stored.begin(self._api.memory.list, self._show, self.trouble.show_error)

    def _show(self, facts: Sequence[Fact]) -> None:
        focused = self.window().focusWidget()
        place = next((at for at, row in enumerate(self.rows) if focused in (row.source, row.edit, row.forget)), None)
        edited = place is not None and focused is self.rows[place].edit
        for row in self.rows:
            row.hide()
            row.deleteLater()
        self.rows = [self._row(fact) for fact in facts]
        for row in self.rows:
            self._facts.addWidget(row)
        self._apply_filter(self.filter.text())
        self._say_words()
        if place is not None:
            self._put_keyboard(place, edited=edited)

    def _put_keyboard(self, place: int, *, edited: bool) -> None:
        """On the fact that stands there now, and never on what forgets everything, where Qt would take it."""
        seen = [row for row in self.rows[place:] if not row.isHidden()] or [
            row for row in self.rows if not row.isHidden()
        ]
        self.new.setFocus()
        for row in seen[:1]:
            (row.edit if edited else row.forget).setFocus()

    def _row(self, fact: Fact) -> FactRow:
        row = FactRow(fact)
        row.source_wanted.connect(self.source_wanted)
        row.edit_wanted.connect(self._edit)
        row.forget_wanted.connect(self._plan)
        return row

    def _apply_filter(self, text: str) -> None:
        wanted = text.casefold().split()
        for row in self.rows:
            row.setVisible(all(word in row.fact.text.casefold() for word in wanted))

    def _add(self) -> None:
        text = self.new.text().strip()
        if text:
            self._operations.run(
                lambda: self._api.memory.add(text), lambda _: self._added(text), self.trouble.show_error
            )

    def _added(self, text: str) -> None:
        if self.new.text().strip() == text:  # what has been typed since stays
            self.new.clear()
        self.refresh()

    def _edit(self, fact: Fact) -> None:
        ask_for_text(
            self, self.tr("Edit a fact"), self.tr("In other words:"), lambda text: self._put(fact, text), fact.text
        )

    def _put(self, fact: Fact, text: str) -> None:
        if text.strip() and text != fact.text:
            self._operations.run(
                lambda: self._api.memory.edit(fact.id, text), lambda _: self.refresh(), self.trouble.show_error
            )

    def _plan(self, fact: Fact) -> None:
        self._operations.run(
            lambda: self._api.memory.plan_forgetting([fact.id]),
            lambda plan: self._confirm(fact, plan),
            self.trouble.show_error,
        )

    def _confirm(self, fact: Fact, plan: ForgetPlan) -> None:
        words = self.tr("Forget “{fact}”?").format(fact=fact.text)
        self._ask(words, plan_words(plan), lambda: self._api.memory.forget(plan))

    def _ask_before_everything(self) -> None:
        def ask(amounts: ForgetAmounts) -> None:
            words = amounts_words(amounts)
            going = (
                self.tr("This goes: {amounts}.").format(amounts=words)
                if words
                else self.tr("There are no chats, and nothing is remembered.")
            )
            self._ask(
                self.tr("Forget everything?"),
                "\n\n".join(
                    (
                        going,
                        self.tr(
                            "Timers, alarms, what your own skills keep, the record of what was done for you with its undo,"
                            " and automatic backups go too."
                        ),
                        self.tr(
                            "Documents, settings, and the files of your calendar, lists and notes stay."
                            " This cannot be undone."
                        ),
                    )
                ),
                self._api.memory.forget_everything,
            )

        self._operations.run(self._api.memory.plan_everything, ask, self.trouble.show_error)

    def _ask(self, text: str, details: str, forget: Callable[[], object]) -> None:
        question = QMessageBox(self)
        question.setWindowTitle(self.tr("Forget"))
        question.setText(text)
        question.setInformativeText(details)
        yes = question.addButton(self.tr("Forget for good"), QMessageBox.ButtonRole.DestructiveRole)
        question.setDefaultButton(question.addButton(QMessageBox.StandardButton.Cancel))
        question.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        question.buttonClicked.connect(lambda button: self._carry_out(forget) if button is yes else None)
        question.open()

    def _carry_out(self, forget: Callable[[], object]) -> None:
        self._operations.run(forget, lambda _: self.refresh(), self.trouble.show_error)

    def _say_words(self) -> None:
        count = len(self.rows)
        self._page.set_title(
            self.tr("Memory"), self.tr("%Ln facts, each with its source", None, count) if count else ""
        )
        self._empty.setText(
            self.tr("Nothing is remembered yet. Say “remember that …” in a chat, or write it here.")
            if not count
            else ""
        )
        self._empty.setVisible(not count)
        self.filter.setVisible(count > 0)
        for field, words in (
            (self.new, self.tr("Something to remember")),
            (self.filter, self.tr("Find a fact")),
        ):
            field.setPlaceholderText(words)
            field.setAccessibleName(words)
        for button, words in (
            (self.add, self.tr("Remember")),
            (self.everything, self.tr("Forget everything …")),
        ):
            button.setText(words)
            button.setAccessibleName(words)
