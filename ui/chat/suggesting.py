"""Commands by ``/`` in the box: what is offered while it is typed, and what happens when it is chosen."""

from __future__ import annotations

from PySide6.QtCore import QObject

from ui.chat.composer import Composer
from ui.chat.suggestion_list import Suggestion, SuggestionList
from ui.chat.suggestion_query import COMMAND, SuggestionQuery, query_at, ranked
from ui.commands import COMMANDS
from ui.keys.key_bindings import native
from ui.main_window import MainWindow


class Suggesting(QObject):
    """Follows the composer of a window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._composer: Composer = window.chat.composer
        self._query: SuggestionQuery | None = None
        self._dismissed = ""
        self.list = SuggestionList(self._composer.edit, self._composer)
        self.list.chosen.connect(self._choose)
        self.list.dismissed.connect(self._dismiss)
        self._composer.text_changed.connect(lambda _: self._offer())
        self._composer.edit.cursorPositionChanged.connect(self._offer)

    def _offer(self) -> None:
        text = self._composer.text
        self._query = None
        # Most texts have neither sign, and this is called for every letter.
        if "/" in text and not self._composer.edit.composing and text != self._dismissed:
            self._query = query_at(text, self._composer.edit.textCursor().position())
        suggestions = self._commands(self._query.typed) if self._query and self._query.sign == COMMAND else []
        if suggestions or self.list.isVisible():
            self.list.show_suggestions(suggestions)

    def _commands(self, typed: str) -> list[Suggestion]:
        offered = [
            command
            for command in COMMANDS
            if self._window.command(command.id).isEnabled() and self._window.command(command.id).isVisible()
        ]
        names = [f"{command.words} {command.text}" for command in offered]
        keys = {command.id: next(map(native, self._window.bindings.keys(command.id)), "") for command in offered}
        return [
            Suggestion(offered[at].id, offered[at].words.removesuffix("…").strip(), keys[offered[at].id])
            for at in ranked(names, typed)
        ]

    def _choose(self, command: str) -> None:
        query = self._query
        self.list.hide()
        if query is None:
            return
        text = self._composer.text
        self._composer.set_text(text[: query.start] + text[query.end :])
        self._window.command(command).trigger()

    def _dismiss(self) -> None:
        self._dismissed = self._composer.text
