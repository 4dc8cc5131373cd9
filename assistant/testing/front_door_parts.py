"""The parts of ``ScriptedAssistant``: conversations in memory, and records of what was asked of the rest."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from assistant.conversation.chat_search import holds_all, marks_of, query_words, snippet
from assistant.errors import NotFound
from assistant.events import Event
from assistant.ids import ConversationId, DocumentId, MessageId, OperationId
from assistant.records import (
    Answer,
    Box,
    Citation,
    ConversationHit,
    ConversationSummary,
    DocumentFilter,
    FileReport,
    FileState,
    ImportReport,
    LibraryHealth,
    LookIn,
    Message,
    MessageState,
    ModelStatus,
    PageImage,
    PageText,
    Recommendation,
    SearchResult,
    WatchedFolder,
)


class Publisher(Protocol):
    """What the parts need of the whole."""

    def publish(self, *events: Event) -> None:
        """Gives events to the listeners."""


class ScriptedConversations:
    """Conversations in memory. ``now`` is the time the next message gets."""

    def __init__(self) -> None:
        self.now = 1_790_000_000.0
        self.imported: list[Path] = []
        self.import_report = ImportReport(chats=2, messages=9, known=1, broken=0)
        self._messages: dict[ConversationId, list[Message]] = {}
        self._titles: dict[ConversationId, str] = {}
        self._updated: dict[ConversationId, float] = {}
        self._pinned: set[ConversationId] = set()
        self._folders: dict[ConversationId, str] = {}

    def create(self, title: str) -> ConversationId:
        """A new conversation."""
        number = ConversationId(max(self._titles, default=0) + 1)
        self._titles[number], self._messages[number], self._updated[number] = title, [], self.now
        return number

    def add_message(
        self,
        conversation: ConversationId,
        role: str,
        text: str,
        state: MessageState = MessageState.COMPLETE,
        answer: Answer | None = None,
        look_in: LookIn | None = None,
        again_of: MessageId | None = None,
    ) -> MessageId:
        """Stores a message; of a version that is asked again it is one more of the first."""
        messages = self._messages[conversation]
        again_of = next((one.again_of or one.id for one in messages if one.id == again_of), None)
        number = MessageId(int(conversation) * 1000 + len(messages))
        if answer is not None:
            answer = dataclasses.replace(answer, conversation=conversation, message=number)
        messages.append(
            Message(
                id=number,
                conversation=conversation,
                role=role,
                text=text,
                created_at=self.now,
                state=state,
                answer=answer,
                look_in=look_in,
                again_of=again_of,
            )
        )
        self._updated[conversation] = self.now
        return number

    def list(self) -> Sequence[ConversationSummary]:
        """See ``ConversationsApi``; as all that follows."""
        found = [
            ConversationSummary(
                id=number,
                title=title,
                updated_at=self._updated[number],
                message_count=len(self._messages[number]),
                pinned=number in self._pinned,
                folder=self._folders.get(number, ""),
            )
            for number, title in self._titles.items()
        ]
        return sorted(found, key=lambda one: one.updated_at, reverse=True)

    def messages(self, conversation: ConversationId) -> Sequence[Message]:
        if conversation not in self._messages:
            raise NotFound("There is no such conversation.", "Choose one from the list.")
        return tuple(self._messages[conversation])

    def rename(self, conversation: ConversationId, title: str) -> None:
        self._titles[conversation] = title

    def delete(self, conversation: ConversationId) -> None:
        for table in (self._messages, self._titles, self._updated):
            table.pop(conversation, None)
        self._pinned.discard(conversation)

    def pin(self, conversation: ConversationId, pinned: bool) -> None:
        (self._pinned.add if pinned else self._pinned.discard)(conversation)

    def move(self, conversation: ConversationId, folder: str) -> None:
        self._folders[conversation] = folder

    def search(self, query: str) -> Sequence[ConversationHit]:
        words = query_words(query)
        return [
            ConversationHit(
                conversation=one.id,
                title=one.title,
                updated_at=one.updated_at,
                title_marks=marks_of(one.title, words),
                message=message.id,
                text=snippet(message.text, words),
                marks=marks_of(snippet(message.text, words), words),
            )
            for one in self.list()
            for message in [next((each for each in self._messages[one.id] if holds_all(each.text, words)), None)]
            if words and message is not None
        ]

    def branch(
        self, conversation: ConversationId, before: MessageId, without: Sequence[MessageId] = ()
    ) -> ConversationId:
        copy = self.create(self._titles[conversation])
        copies: dict[MessageId, MessageId] = {}
        for one in self._messages[conversation]:
            if (one.again_of or one.id) < before and one.id not in without:
                again_of = None if one.again_of is None else copies[one.again_of]
                copies[one.id] = self.add_message(
                    copy, one.role, one.text, one.state, one.answer, one.look_in, again_of
                )
        return copy

    def import_chats(self, file: Path) -> ImportReport:
        self.imported.append(file)
        return self.import_report

    def delete_messages(self, conversation: ConversationId, messages: Sequence[MessageId]) -> None:
        self._messages[conversation] = [one for one in self._messages[conversation] if one.id not in messages]


class ScriptedDocuments:
    """Remembers what was added; ``reports`` is the index sheet."""

    def __init__(self, publisher: Publisher) -> None:
        self._publisher = publisher
        self.added: list[Path] = []
        self.pictures: list[bytes] = []
        self.removed: list[DocumentId] = []
        self.collections: list[str] = []
        self.unlocked: list[tuple[DocumentId, str]] = []
        self.kept: list[DocumentId] = []
        self.has_keyring = True
        self.phrases: list[tuple[float, float, str]] = []
        self.page_texts: list[str] = []
        self.reports: list[FileReport] = []
        self.watched: list[WatchedFolder] = []
        self.known_filters: tuple[DocumentFilter, ...] = ()
        self.paused = False
        self.places: list[Citation] = []
        self.page = PageImage(png=b"", width_px=1, height_px=1, pixels_per_point=1, page=1, page_count=1)

    def add(
        self, paths: Sequence[Path], collection: str = "", password: str = "", keep_password: bool = False
    ) -> OperationId:
        self.added.extend(paths)
        self.collections.append(collection)
        return OperationId(f"add-{len(self.added)}")

    def add_picture(self, picture: bytes, ending: str = ".png") -> Path:
        """``PictureRead`` is the test's to publish."""
        self.pictures.append(picture)
        return Path(f"picture-{len(self.pictures)}{ending}")

    def unlock(self, document: DocumentId, password: str, keep_password: bool = False) -> OperationId:
        self.unlocked.append((document, password))
        self.kept += [document] if keep_password else []
        return OperationId("unlock")

    def can_keep_passwords(self) -> bool:
        return self.has_keyring

    def cancel(self, operation: OperationId) -> None:
        self.added.clear()

    def pause(self) -> None:
        self.paused = True

    def go_on(self) -> None:
        self.paused = False

    def watch(self, folder: Path, collection: str = "") -> None:
        self.watched.append(WatchedFolder(path=folder, collection=collection))

    def unwatch(self, folder: Path, collection: str = "") -> None:
        self.watched.remove(WatchedFolder(path=folder, collection=collection))

    def health(self) -> LibraryHealth:
        def count(state: FileState) -> int:
            return sum(report.state is state for report in self.reports)

        return LibraryHealth(
            indexed=count(FileState.INDEXED),
            partly=count(FileState.PARTLY),
            failed=count(FileState.FAILED),
            waiting=count(FileState.WAITING),
            pages=sum(report.pages for report in self.reports),
            pages_without_text=0,
            pages_recognised=0,
            passages=sum(report.chunks for report in self.reports),
            embedded=sum(report.embedded_chunks for report in self.reports),
            embedder="scripted",
            database_bytes=1_000_000,
            collections=tuple(sorted({report.collection for report in self.reports} - {""})),
            watched=tuple(self.watched),
            paused=self.paused,
        )

    def files(self) -> Sequence[FileReport]:
        return tuple(self.reports)

    def remove(self, document: DocumentId) -> None:
        self.removed.append(document)
        self.reports = [report for report in self.reports if report.document_id != document]

    def filters(self, question: str, collection: str = "") -> Sequence[DocumentFilter]:
        """The filters in ``known_filters`` whose words stand in the question."""
        del collection
        return tuple(one for one in self.known_filters if one.words in question)

    def search(self, query: str, count: int = 8, look_in: LookIn | None = None) -> SearchResult:
        return SearchResult(passages=(), took_ms=0.0)

    def page_image(
        self, document: DocumentId, page: int, pixels_per_point: float, marks: Sequence[Box] = ()
    ) -> PageImage:
        if self.phrases:
            raise NotFound("A recording has no pictures.", "Read it.")
        return dataclasses.replace(self.page, page=page)

    def find_text(self, document: DocumentId, words: str, limit: int = 10_000) -> Sequence[Citation]:
        return [place for place in self.places if words.casefold() in place.quote.casefold()][:limit]

    def page_text(self, document: DocumentId, page: int | None) -> PageText:
        if self.page_texts:
            text = self.page_texts[(page or 1) - 1]
            return PageText(text=text, page=page or 1, page_count=len(self.page_texts))
        return PageText(text="", page=page, page_count=1, at_s=self.phrases[0][0] if self.phrases else None)

    def transcript(self, document: DocumentId) -> Sequence[tuple[float, float, str]]:
        return tuple(self.phrases)

    def wait_until_embedded(self, timeout_s: float) -> bool:
        return True


class ScriptedModels:
    """A catalog of what ``statuses`` says; remembers what was asked for."""

    def __init__(self, publisher: Publisher) -> None:
        self._publisher = publisher
        self.statuses: list[ModelStatus] = []
        self.wanted: list[str] = []
        self.used: list[tuple[str, str]] = []
        self.recommendation = Recommendation(machine="a laptop", entries=(), missing=(), missing_bytes=0)

    def list(self) -> Sequence[ModelStatus]:
        return tuple(self.statuses)

    def recommend(self) -> Recommendation:
        return self.recommendation

    def get(self, model_ids: Sequence[str]) -> OperationId:
        self.wanted.extend(model_ids)
        return OperationId(f"get-{len(self.wanted)}")

    def cancel(self, operation: OperationId) -> None:
        self.wanted.clear()

    def adopt(self, file: Path) -> ModelStatus:
        raise NotFound(f"{file.name} is not a model that Sotto knows.", "Choose a file of the catalog.")

    def verify(self) -> Sequence[ModelStatus]:
        return tuple(self.statuses)

    def remove(self, model_id: str) -> None:
        self.statuses = [status for status in self.statuses if status.id != model_id]

    def use(self, role: str, model_id: str) -> None:
        self.used.append((role, model_id))
