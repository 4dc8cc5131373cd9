"""Where downloads stand: plain values, and pure functions from events to the next value."""

from __future__ import annotations

import dataclasses
import enum
from collections.abc import Iterable, Mapping

from assistant.errors import ErrorReport
from assistant.ids import OperationId
from assistant.records import ModelState, ModelStatus


class Phase(enum.StrEnum):
    """What a download is doing."""

    WAITING = "waiting"
    RUNNING = "running"
    PAUSED = "paused"
    FAILED = "failed"
    DONE = "done"


ACTIVE = (Phase.WAITING, Phase.RUNNING)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A model to fetch, as the screens name it."""

    model_id: str
    title: str
    size_bytes: int

    @classmethod
    def of(cls, model: ModelStatus) -> Wanted:
        """A line of the catalog."""
        return cls(model_id=model.id, title=model.title, size_bytes=model.download_bytes or model.size_bytes)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Download:
    """One model's download."""

    model_id: str
    title: str
    size_bytes: int
    done_bytes: int = 0
    bytes_per_s: float = 0.0
    phase: Phase = Phase.WAITING
    error: ErrorReport | None = None
    operation: OperationId | None = None

    @property
    def share(self) -> float:
        """How much has arrived, 0 to 1."""
        if self.phase is Phase.DONE:
            return 1.0
        return min(self.done_bytes / self.size_bytes, 1.0) if self.size_bytes else 0.0


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class DownloadState:
    """All downloads since the last time nothing was left to do, in the order they were asked for."""

    downloads: tuple[Download, ...] = ()

    def of(self, model_id: str) -> Download | None:
        """One model's download."""
        return next((one for one in self.downloads if one.model_id == model_id), None)

    def within(self, model_ids: Iterable[str]) -> DownloadState:
        """These models' downloads alone."""
        wanted = set(model_ids)
        return DownloadState(downloads=tuple(one for one in self.downloads if one.model_id in wanted))

    def having(self, *phases: Phase) -> tuple[Download, ...]:
        """The downloads in one of these phases."""
        return tuple(one for one in self.downloads if one.phase in phases)

    @property
    def active(self) -> bool:
        """Whether anything is on its way."""
        return bool(self.having(*ACTIVE))

    @property
    def size_bytes(self) -> int:
        """All sizes together."""
        return sum(one.size_bytes for one in self.downloads)

    @property
    def done_bytes(self) -> int:
        """All that has arrived."""
        return sum(one.size_bytes if one.phase is Phase.DONE else one.done_bytes for one in self.downloads)

    @property
    def share(self) -> float:
        """How much of everything has arrived, 0 to 1."""
        return min(self.done_bytes / self.size_bytes, 1.0) if self.size_bytes else 0.0

    @property
    def bytes_per_s(self) -> float:
        """Speed of what runs now."""
        return sum(one.bytes_per_s for one in self.having(Phase.RUNNING))

    @property
    def error(self) -> ErrorReport | None:
        """The first thing that went wrong."""
        return next((one.error for one in self.downloads if one.error is not None), None)


def asked_for(state: DownloadState, wanted: Iterable[Wanted]) -> DownloadState:
    """Puts models in line; ones already on their way stay, and finished ones leave the list once nothing is active."""
    kept = [one for one in state.downloads if state.active or one.phase in (Phase.PAUSED, Phase.FAILED)]
    for model in wanted:
        before = next((one for one in kept if one.model_id == model.model_id), None)
        if before is None:
            kept.append(Download(model_id=model.model_id, title=model.title, size_bytes=model.size_bytes))
        elif before.phase not in ACTIVE:
            kept[kept.index(before)] = dataclasses.replace(
                before, phase=Phase.WAITING, error=None, operation=None, bytes_per_s=0.0
            )
    return DownloadState(downloads=tuple(kept))


def left_over(state: DownloadState, models: Iterable[ModelStatus]) -> DownloadState:
    """With the downloads that an earlier run of the program left half done: they are paused."""
    left = tuple(
        Download(
            model_id=model.id,
            title=model.title,
            size_bytes=model.download_bytes,
            done_bytes=model.fetched_bytes,
            phase=Phase.PAUSED,
        )
        for model in models
        if model.fetched_bytes
        and model.state in (ModelState.AVAILABLE, ModelState.BROKEN)
        and state.of(model.id) is None
    )
    return DownloadState(downloads=state.downloads + left)


def named(state: DownloadState, operations: Mapping[str, OperationId]) -> DownloadState:
    """Notes which operation fetches which model."""
    return DownloadState(
        downloads=tuple(
            dataclasses.replace(one, operation=operations[one.model_id]) if one.model_id in operations else one
            for one in state.downloads
        )
    )


def progressed(
    state: DownloadState, model_id: str, operation: OperationId, done_bytes: int, total_bytes: int, bytes_per_s: float
) -> DownloadState:
    """A model's download got on; one that nobody here asked for joins the list."""
    if state.of(model_id) is None:
        state = asked_for(state, [Wanted(model_id=model_id, title=model_id, size_bytes=total_bytes)])
    return _changed(
        state,
        model_id,
        phase=Phase.RUNNING,
        operation=operation,
        done_bytes=done_bytes,
        size_bytes=total_bytes,
        bytes_per_s=bytes_per_s,
        error=None,
    )


def ended(state: DownloadState, model_id: str, error: ErrorReport | None) -> DownloadState:
    """A model's download ended; the user's own stop leaves it paused."""
    phase = Phase.DONE if error is None else Phase.PAUSED if error.kind == "interrupted" else Phase.FAILED
    return _changed(
        state, model_id, phase=phase, error=error if phase is Phase.FAILED else None, bytes_per_s=0.0, operation=None
    )


def broken_off(state: DownloadState, error: ErrorReport | None) -> DownloadState:
    """Everything on its way stopped at once: for ``error``, or paused when there is none."""
    phase = Phase.PAUSED if error is None else Phase.FAILED
    for one in state.having(*ACTIVE):
        state = _changed(state, one.model_id, phase=phase, error=error, bytes_per_s=0.0, operation=None)
    return state


def forgotten(state: DownloadState, model_ids: Iterable[str]) -> DownloadState:
    """Takes models out of the list."""
    gone = set(model_ids)
    return DownloadState(downloads=tuple(one for one in state.downloads if one.model_id not in gone))


def _changed(state: DownloadState, model_id: str, **changes: object) -> DownloadState:
    return DownloadState(
        downloads=tuple(
            dataclasses.replace(one, **changes) if one.model_id == model_id else one  # type: ignore[arg-type]
            for one in state.downloads
        )
    )
