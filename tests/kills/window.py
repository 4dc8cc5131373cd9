"""A window's process, with an engine that is put to a stage of its work: ``python -m tests.kills.window STAGE HOME MODELS WORK``.

It is the real window, or with ``bare`` among the last words, or where Qt is not installed, its end of the pipe alone. Each line
that it prints is a JSON object: ``begun``, ``text`` (of the answer), ``done`` (a file of documents), and at last ``ended``. It
closes when its standard input does. With ``reading`` among the last words documents are read at the same time.
"""

from __future__ import annotations

import importlib.util
import json
import os
import sys
import threading
from collections.abc import Callable
from pathlib import Path

from assistant import Paths, RemoteAssistant
from assistant.errors import UserFacingError
from assistant.events import AnswerDelta, DownloadFinished, Event, FileIndexed, IndexFinished, TurnFinished
from assistant.ids import OperationId
from assistant.records import FileState
from tests.kills.stages import BACKUP, ENGINE, MODEL, PAPERS, QUESTION, Stage

CHAT = "SOTTO_KILLS_CHAT_MODEL"


def say(**told: object) -> None:
    """One line for whoever started this."""
    os.write(1, (json.dumps(told) + "\n").encode())


class Work:
    """What is begun, and seen to its end: ``ended`` is printed once for all of it."""

    def __init__(self, stage: Stage, api: RemoteAssistant, work: Path, *, reading: bool) -> None:
        self._stage, self._api, self._work = stage, api, work
        self._reads = reading or stage is Stage.INDEXING
        self._open = {name for name, begun in (("stage", True), ("reading", self._reads)) if begun}
        self._lock = threading.Lock()
        self._ingest: OperationId | None = None
        self._ingests_ended: dict[OperationId, str] = {}
        api.subscribe(self._follow)
        threading.Thread(target=self._begin, daemon=True).start()

    def _begin(self) -> None:
        api, stage = self._api, self._stage
        try:
            if stage is not Stage.MIGRATING:
                api.status()
            else:
                say(begun=True)
                api.status()
            if self._reads:
                self._ingest = api.documents.add([self._work / PAPERS])
                self._end_reading()
            if stage is not Stage.MIGRATING:
                say(begun=True)
            if stage is Stage.STREAMING:
                api.ask(QUESTION, max_tokens=400)
            elif stage is Stage.FETCHING:
                api.models.get([MODEL])
            elif stage is Stage.BACKING_UP:
                api.backups.write(self._work / BACKUP)
            elif stage is Stage.ENCRYPTING and not api.encryption.status().on:
                api.encryption.switch_on(api.encryption.new_code())
        except UserFacingError as error:
            self._end("stage", error.kind)
            self._end("reading", error.kind)
        else:
            if stage not in (Stage.STREAMING, Stage.FETCHING):
                self._end("stage")

    def _follow(self, event: Event) -> None:
        match event:
            case AnswerDelta():
                say(text=event.text)
            case FileIndexed() if event.file.state is FileState.INDEXED:
                say(done=event.file.path.name)
            case TurnFinished() if self._stage is Stage.STREAMING:
                self._end("stage", event.error.kind if event.error is not None else "")
            case DownloadFinished():
                self._end("stage", event.error.kind if event.error is not None else "")
            case IndexFinished():
                self._ingests_ended[event.operation_id] = event.error.kind if event.error is not None else ""
                self._end_reading()
            case _:
                pass

    def _end_reading(self) -> None:
        """When the ingest that was asked for is over: what an earlier run left waiting is read by one of its own, before it."""
        if self._ingest in self._ingests_ended:
            self._end("reading", self._ingests_ended[self._ingest])

    def _end(self, part: str, error: str = "") -> None:
        with self._lock:
            if part not in self._open:
                return
            self._open.discard(part)
            say(part=part, error=error)
            if not self._open:
                say(ended=True)


def main(words: list[str]) -> int:
    """Until standard input ends."""
    stage, home, models, work = Stage(words[0]), Path(words[1]), Path(words[2]), Path(words[3])
    chat = os.environ.get(CHAT, "")

    def engine(paths: Paths) -> RemoteAssistant:
        api = RemoteAssistant(
            paths,
            offline=stage is not Stage.FETCHING,
            chosen_models={"chat": chat} if chat else None,
            module=ENGINE,
        )
        Work(stage, api, work, reading="reading" in words[4:])
        api.start()
        return api

    if "bare" in words[4:] or importlib.util.find_spec("PySide6") is None:
        api = engine(Paths(home=home, models=models))
        sys.stdin.read()
        api.close()
        return 0
    return real_window(["--home", str(home), "--models", str(models)], engine)


def real_window(arguments: list[str], engine: Callable[[Paths], RemoteAssistant]) -> int:
    """The whole program, but for its engine."""
    from ui.__main__ import make_haste

    make_haste()
    from PySide6.QtCore import QCoreApplication, QMetaObject, Qt

    from ui.app import main as run

    def close_at_the_end() -> None:
        sys.stdin.read()
        application = QCoreApplication.instance()
        if application is not None:
            QMetaObject.invokeMethod(application, "quit", Qt.ConnectionType.QueuedConnection)

    threading.Thread(target=close_at_the_end, daemon=True).start()
    return run(arguments, start_engine=engine)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
