"""The window's downloads: asked for here, followed through the bridge, shown by several screens at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QObject, Signal

from assistant.errors import ErrorReport
from assistant.events import DownloadFinished, DownloadProgress, EngineDied, EngineStarted
from assistant.front_door import AssistantApi
from assistant.ids import OperationId
from ui.bridge import EngineBridge
from ui.model_manager.download_state import (
    DownloadState,
    Phase,
    Wanted,
    asked_for,
    broken_off,
    ended,
    forgotten,
    left_over,
    named,
    progressed,
)
from ui.operations import Operations


class Downloads(QObject):
    """Starts, pauses and resumes; ``changed`` after every step, ``settled`` when nothing is on its way any more."""

    changed = Signal(object)
    settled = Signal(object)

    def __init__(
        self, api: AssistantApi, bridge: EngineBridge, operations: Operations, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._api, self._operations = api, operations
        self._stopped: set[str] = set()
        self.state = DownloadState()
        bridge.download.connect(self._take)
        bridge.engine.connect(self._engine_event)

    def find_left(self) -> None:
        """Looks for what an earlier run of the program left half fetched."""
        self._operations.run(self._api.models.list, lambda models: self._become(left_over(self.state, models)))

    def fetch(self, wanted: Sequence[Wanted]) -> None:
        """Fetches models one after the other; what had arrived before is used again."""
        new = [one for one in wanted if not self._is_active(one.model_id)]
        if not new:
            return
        self._stopped.difference_update(one.model_id for one in new)
        self._become(asked_for(self.state, new))

        def start() -> dict[str, OperationId]:
            # An operation each, so that one can be stopped without the others. The engine runs them in this order.
            return {one.model_id: self._api.models.get([one.model_id]) for one in new}

        def failed(error: ErrorReport) -> None:
            for one in new:
                self._become(ended(self.state, one.model_id, error))

        self._operations.run(start, self._named, failed)

    def pause(self, model_ids: Iterable[str] | None = None) -> None:
        """Stops these downloads (None: all); what arrived is kept, and ``resume`` goes on."""
        wanted = set(model_ids) if model_ids is not None else {one.model_id for one in self.state.downloads}
        active = [one for one in self.state.having(Phase.WAITING, Phase.RUNNING) if one.model_id in wanted]
        self._stopped.update(one.model_id for one in active)
        self._stop([one.operation for one in active if one.operation is not None])

    def resume(self, model_ids: Iterable[str] | None = None) -> None:
        """Goes on with what was paused or failed (None: all)."""
        wanted = set(model_ids) if model_ids is not None else {one.model_id for one in self.state.downloads}
        self.fetch(
            [
                Wanted(model_id=one.model_id, title=one.title, size_bytes=one.size_bytes)
                for one in self.state.having(Phase.PAUSED, Phase.FAILED)
                if one.model_id in wanted
            ]
        )

    def discard(self, model_ids: Iterable[str]) -> None:
        """Takes paused and failed downloads off the list, and what arrived of them off the disk."""
        gone = [one for one in model_ids if not self._is_active(one)]
        arrived = [one.model_id for one in self.state.downloads if one.model_id in gone and one.done_bytes]
        self._become(forgotten(self.state, gone))

        def remove() -> None:
            for model_id in arrived:
                self._api.models.remove(model_id)

        if arrived:
            self._operations.run(remove)

    def _named(self, operations: dict[str, OperationId]) -> None:
        self.state = named(self.state, {model: one for model, one in operations.items() if self._is_active(model)})
        # Stopped between the question and the engine's answer.
        self._stop([one for model, one in operations.items() if model in self._stopped])

    def _stop(self, operations: Sequence[OperationId]) -> None:
        def stop() -> None:
            for operation in operations:
                self._api.models.cancel(operation)

        if operations:
            self._operations.run(stop)

    def _is_active(self, model_id: str) -> bool:
        download = self.state.of(model_id)
        return download is not None and download.phase in (Phase.WAITING, Phase.RUNNING)

    def _take(self, event: DownloadProgress | DownloadFinished) -> None:
        if isinstance(event, DownloadFinished):
            self._stopped.discard(event.model_id)
            self._become(ended(self.state, event.model_id, event.error))
            return
        self._become(
            progressed(
                self.state, event.model_id, event.operation_id, event.bytes_done, event.bytes_total, event.bytes_per_s
            )
        )

    def _engine_event(self, event: EngineStarted | EngineDied) -> None:
        if isinstance(event, EngineDied) and self.state.active:
            error = ErrorReport(
                kind="engine_stopped",
                message="The engine stopped while it was fetching.",
                remedy="What arrived is kept. Try again to go on.",
            )
            self._become(broken_off(self.state, error))

    def _become(self, state: DownloadState) -> None:
        was_active, self.state = self.state.active, state
        self.changed.emit(state)
        if was_active and not state.active:
            self.settled.emit(state)
