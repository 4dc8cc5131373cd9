"""Commands by ``/`` and documents by ``@`` in the box: what is offered while it is typed, and what happens when it is chosen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject

from assistant.errors import ErrorReport
from assistant.front_door import AssistantApi
from assistant.ids import DocumentId
from assistant.records import FileReport
from ui.bridge import EngineBridge
from ui.chat.composer import Composer
from ui.chat.filter_chips import FilterWatch
from ui.chat.suggestion_list import Suggestion, SuggestionList
from ui.chat.suggestion_query import COMMAND, DOCUMENT, SuggestionQuery, query_at, ranked
from ui.commands import COMMANDS
from ui.keys.key_bindings import native
from ui.main_window import MainWindow
from ui.operations import Operations


class Suggesting(QObject):
    """Follows the composer of a window. The documents are asked for with the first ``@`` and kept until the library changes."""

    def __init__(
        self,
        window: MainWindow,
        api: AssistantApi,
        bridge: EngineBridge,
        operations: Operations,
        filters: FilterWatch,
    ) -> None:
        super().__init__(window)
        self._api, self._operations, self._filters = api, operations, filters
        self._documents: list[tuple[DocumentId, str]] | None = None
        self._asking: object | None = None
        bridge.index.connect(lambda _: self._forget_documents())
        bridge.picture.connect(lambda _: self._forget_documents())
        # Another engine may have another library, as after a backup was restored.
        bridge.engine.connect(lambda _: self._forget_documents())
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
        if (COMMAND in text or DOCUMENT in text) and not self._composer.edit.composing and text != self._dismissed:
            self._query = query_at(text, len(self._composer.text_before_cursor))
        suggestions: list[Suggestion] = []
        if self._query is not None:
            offer = self._commands if self._query.sign == COMMAND else self._known_documents
            suggestions = offer(self._query.typed)
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

    def _known_documents(self, typed: str) -> list[Suggestion]:
        if self._documents is None:
            self._ask_documents()
            return []
        known = self._documents
        return [Suggestion(str(known[at][0]), known[at][1]) for at in ranked([name for _, name in known], typed)]

    def _ask_documents(self) -> None:
        if self._asking is not None:
            return
        asking = self._asking = object()

        def keep(files: Sequence[FileReport]) -> None:
            # An answer from before the library changed is not kept.
            if self._asking is asking:
                self._asking = None
                self._documents = [(one.document_id, one.path.name) for one in files if one.document_id and one.chunks]
                self._offer()

        def untold(_: ErrorReport) -> None:
            if self._asking is asking:
                self._asking = None

        self._operations.run(self._api.documents.files, keep, untold)

    def _forget_documents(self) -> None:
        asking = self._asking is not None
        self._documents, self._asking = None, None
        if asking:
            self._offer()

    def _choose(self, chosen: str) -> None:
        query = self._query
        name = self.list.currentItem().text()
        self.list.hide()
        if query is None:
            return
        text = self._composer.text
        self._composer.set_text(text[: query.start] + text[query.end :])
        if query.sign == COMMAND:
            self._window.command(chosen).trigger()
            return
        self._filters.narrow(DocumentId(int(chosen)), name)

    def _dismiss(self) -> None:
        self._dismissed = self._composer.text
