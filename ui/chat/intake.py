"""Documents dropped on the window or chosen from the menu: handed to the engine, and what became of them said."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from assistant.documents.file_names import shown_name
from assistant.errors import ErrorReport
from assistant.events import FileIndexed, IndexFinished, IndexProgress
from assistant.front_door import AssistantApi
from assistant.ids import OperationId
from assistant.records import FileReport, FileState
from ui.bridge import EngineBridge
from ui.chat.session import ChatSession
from ui.library.library_questions import ask_to_follow, single_folder
from ui.operations import Operations
from ui.widgets.banner import Banner
from ui.widgets.counts import number
from ui.widgets.engine_words import engine_words, error_words

_MOST_TROUBLES = 3


class DocumentIntake(QObject):
    """Adds documents; ``finished`` when what was added has been read, ``unlock_wanted`` with the locked ones (``FileReport``)."""

    finished = Signal()
    unlock_wanted = Signal(list)

    def __init__(
        self,
        api: AssistantApi,
        bridge: EngineBridge,
        operations: Operations,
        session: ChatSession,
        banner: Banner,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._api, self._operations, self._session, self._banner = api, operations, session, banner
        self._troubles: dict[OperationId, list[str]] = {}
        self._locked: dict[OperationId, list[FileReport]] = {}
        # What ended before the engine's answer to ``add`` came; else only what was added here is told: a followed folder is not.
        self._begun: set[OperationId] = set()
        self._ended: dict[OperationId, IndexFinished] = {}
        self._unanswered = 0
        bridge.index.connect(self._take)

    def add(self, files: Sequence[Path]) -> None:
        """Reads files and folders in the background; of a single folder it is asked first whether to follow it."""
        folder = single_folder(files)
        if folder is None:
            self._add(files)
            return
        ask_to_follow(self._banner.window(), folder, lambda: self._add(files, follow=folder), lambda: self._add(files))

    def _add(self, files: Sequence[Path], *, follow: Path | None = None) -> None:
        self._banner.show_notice(self.tr("Reading your documents …"))
        self._unanswered += 1

        def begin() -> OperationId:
            # In line before what following reads: the outcome that is told here is then that of the first reading.
            operation = self._api.documents.add(files)
            if follow is not None:
                self._api.documents.watch(follow)
            return operation

        self._operations.run(begin, self._answered, self._refused)

    def _answered(self, operation: OperationId) -> None:
        self._unanswered -= 1
        self._begun.add(operation)
        ended = self._ended.pop(operation, None)
        if ended is not None:
            self._tell(ended)
        if not self._unanswered:
            self._ended.clear()

    def _refused(self, error: ErrorReport) -> None:
        self._unanswered -= 1
        self._session.tell_error(error)

    def _take(self, event: FileIndexed | IndexProgress | IndexFinished) -> None:
        match event:
            case FileIndexed():
                if event.file.state in (FileState.FAILED, FileState.PARTLY):
                    line = f"{shown_name(event.file.path.name)}: {engine_words(event.file.reason)}"
                    self._troubles.setdefault(event.operation_id, []).append(line)
                if event.file.locked:
                    self._locked.setdefault(event.operation_id, []).append(event.file)
            case IndexProgress():
                words = self.tr("Reading your documents: {done} of {total}")
                self._session.show_idle_words(words.format(done=number(event.done), total=number(event.total)))
            case IndexFinished():
                self._session.show_idle_words("")
                if event.operation_id in self._begun:
                    self._tell(event)
                elif self._unanswered:
                    self._ended[event.operation_id] = event
                else:
                    self._troubles.pop(event.operation_id, None)
                    self._locked.pop(event.operation_id, None)

    def _tell(self, event: IndexFinished) -> None:
        self._begun.discard(event.operation_id)
        locked = self._locked.pop(event.operation_id, [])
        self._banner.show_notice(
            self._outcome(event),
            action=self.tr("Unlock …") if locked else "",
            on_action=lambda: self.unlock_wanted.emit(locked),
        )
        self.finished.emit()

    def _outcome(self, event: IndexFinished) -> str:
        troubles = self._troubles.pop(event.operation_id, [])
        if event.error is not None:
            return error_words(event.error)
        added = event.indexed + event.partly
        if added:
            words = self.tr("Added %Ln documents. Ask about them.", None, added)
        elif event.unchanged and not event.failed:
            words = self.tr("These documents are in your library already.")
        elif event.failed:
            words = self.tr("No document could be read.")
        else:
            words = self.tr("There was nothing to read.")
        more = len(troubles) - _MOST_TROUBLES
        told = [
            *troubles[:_MOST_TROUBLES],
            *([self.tr("… and %Ln more; the list of documents says why.", None, more)] * (more > 0)),
        ]
        return "\n".join([words, *told])
