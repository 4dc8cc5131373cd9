"""The list of chats and the engine: refresh, search, rename, pin, folders, save as a file, delete with a time to undo."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from assistant.conversation.chat_export import EXPORTS, to_markdown, write_text
from assistant.errors import ErrorReport
from assistant.front_door import AssistantApi
from assistant.ids import ConversationId
from assistant.records import ConversationSummary
from ui.chat.chat_page import ChatPage
from ui.chat.conversation_list import ConversationList
from ui.chat.session import ChatSession
from ui.operations import Operations
from ui.reading import Reading

UNDO_S = 8.0


class ConversationShelf(QObject):
    """Keeps the side bar true. A deleted chat leaves the list at once and the disk when its time to undo is over."""

    def __init__(
        self,
        api: AssistantApi,
        operations: Operations,
        side_bar: ConversationList,
        session: ChatSession,
        page: ChatPage,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._api, self._operations, self._side_bar, self._session, self._page = (
            api,
            operations,
            side_bar,
            session,
            page,
        )
        self._list, self._hits = Reading(operations), Reading(operations)
        self._known: Sequence[ConversationSummary] = ()
        self._going: set[ConversationId] = set()
        side_bar.opened.connect(lambda number: session.open(ConversationId(number)))
        side_bar.hit_opened.connect(lambda number, message: session.open_at(ConversationId(number), message))
        side_bar.new_requested.connect(session.new_chat)
        side_bar.renamed.connect(lambda number, title: self._rename(ConversationId(number), title))
        side_bar.delete_requested.connect(lambda number: self.delete(ConversationId(number)))
        side_bar.pin_requested.connect(lambda number, pinned: self._pin(ConversationId(number), pinned))
        side_bar.move_requested.connect(lambda number, folder: self._move(ConversationId(number), folder))
        side_bar.new_folder_requested.connect(lambda number: self._ask_folder(ConversationId(number)))
        side_bar.export_requested.connect(lambda number: self._choose_file(ConversationId(number)))
        side_bar.search_requested.connect(self._search)
        session.conversation_changed.connect(side_bar.select)
        session.running_changed.connect(side_bar.mark_running)
        session.unread_changed.connect(side_bar.mark_unread)
        session.stored.connect(self.refresh)

    def refresh(self) -> None:
        """Reads the list again."""
        self._list.begin(self._api.conversations.list, self._show, self._session.tell_error)

    def delete(self, conversation: ConversationId) -> None:
        """Takes a chat off the list and offers to undo it."""
        title = next((one.title for one in self._known if one.id == conversation), "")
        self._going.add(conversation)
        self._session.forget(conversation)
        self._show(self._known)
        self._page.banner.show_notice(
            self.tr("Deleted “{title}”.").format(title=title),
            action=self.tr("Undo"),
            on_action=lambda: self._undo(conversation),
            on_gone=lambda: self._really_delete(conversation),
            seconds=UNDO_S,
        )

    def export(self, conversation: ConversationId, file: Path) -> None:
        """Writes a chat to a file, in the form its ending says: Markdown, HTML, JSON or PDF."""
        form = file.suffix.removeprefix(".").lower()
        title = next((one.title for one in self._known if one.id == conversation), "")

        def write() -> None:
            messages = self._api.conversations.messages(conversation)
            if form == "pdf":
                from ui.chat.pdf_export import write_pdf

                write_pdf(file, title, messages)
            else:
                write_text(file, EXPORTS.get(form, to_markdown)(title, messages))

        def told(_: None) -> None:
            self._page.banner.show_notice(self.tr("Saved as {file}.").format(file=file.name))

        self._operations.run(write, told, self._session.tell_error)

    def _choose_file(self, conversation: ConversationId) -> None:
        title = next((one.title for one in self._known if one.id == conversation), "")
        name = (
            "".join(letter if letter.isalnum() or letter in " -_" else "-" for letter in title).strip()[:60] or "chat"
        )
        chosen, _ = QFileDialog.getSaveFileName(
            self._page.window(),
            self.tr("Save as a file"),
            f"{name}.md",
            "Markdown (*.md);;PDF (*.pdf);;HTML (*.html);;JSON (*.json)",
        )
        if chosen:
            file = Path(chosen)
            self.export(conversation, file if file.suffix else file.with_suffix(".md"))

    def _search(self, query: str) -> None:
        if query:
            self._hits.begin(
                lambda: self._api.conversations.search(query),
                lambda hits: self._side_bar.show_hits(
                    query, [one for one in hits if one.conversation not in self._going]
                ),
                self._session.tell_error,
            )

    def _pin(self, conversation: ConversationId, pinned: bool) -> None:
        self._operations.run(
            lambda: self._api.conversations.pin(conversation, pinned),
            lambda _: self.refresh(),
            self._session.tell_error,
        )

    def _move(self, conversation: ConversationId, folder: str) -> None:
        self._operations.run(
            lambda: self._api.conversations.move(conversation, folder),
            lambda _: self.refresh(),
            self._session.tell_error,
        )

    def _ask_folder(self, conversation: ConversationId) -> None:
        from ui.widgets.text_question import ask_for_text

        ask_for_text(
            self._page.window(),
            self.tr("New folder"),
            self.tr("Name of the folder:"),
            lambda name: self._move(conversation, name),
        )

    def _undo(self, conversation: ConversationId) -> None:
        self._going.discard(conversation)
        self._show(self._known)
        self._session.open(conversation)

    def _really_delete(self, conversation: ConversationId) -> None:
        def gone(_: None) -> None:
            # Whatever list is under way may still have it. One that a restored backup brings back is shown.
            self._list.told_otherwise()
            self._known = [one for one in self._known if one.id != conversation]
            self._going.discard(conversation)
            self.refresh()

        def stays(error: ErrorReport) -> None:
            self._going.discard(conversation)
            self._show(self._known)
            self._session.tell_error(error)

        self._operations.run(lambda: self._api.conversations.delete(conversation), gone, stays)

    def _rename(self, conversation: ConversationId, title: str) -> None:
        def refused(error: ErrorReport) -> None:
            self._session.tell_error(error)
            self._show(self._known)

        self._operations.run(
            lambda: self._api.conversations.rename(conversation, title), lambda _: self.refresh(), refused
        )

    def _show(self, conversations: Sequence[ConversationSummary]) -> None:
        self._known = conversations
        self._side_bar.show_conversations([one for one in conversations if one.id not in self._going])
