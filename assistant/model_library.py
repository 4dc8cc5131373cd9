"""The front door's model library: the store and the catalog as the model screen and ``sotto models`` need them."""

from __future__ import annotations

import contextlib
import dataclasses
import logging
import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from assistant.errors import ErrorReport, InvalidInput, ModelUnavailable, NotFound, UserFacingError
from assistant.events import DownloadFinished, DownloadProgress, Event, ModelsChanged
from assistant.ids import OperationId, new_operation_id
from assistant.model_choice import RUNTIMES, ModelChoice, model_errors, setting_of
from assistant.network_seal import NetworkSeal
from assistant.records import ModelState, ModelStatus, Recommendation
from assistant.workers import Worker
from models.adopt import adopt_file
from models.catalog import Catalog, CatalogEntry
from models.progress import FetchProgress, Traffic
from models.recommend import expected_tokens_per_s, fit, recommend_starter_set
from models.store import ModelStore

_log = logging.getLogger(__name__)

Fetch = Callable[..., object]
DOWNLOADS = "downloads"


class ModelLibrary:
    """``ModelsApi``. Downloads run one after the other on a worker of their own."""

    def __init__(
        self,
        *,
        catalog: Catalog,
        store: ModelStore,
        choice: ModelChoice,
        publish: Callable[[Event], None],
        use_setting: Callable[[str, str], object],
        offline: bool = False,
        index_url: Callable[[], str | None] = lambda: None,
        fetch: Fetch | None = None,
        measured: Callable[[], Mapping[str, float]] = dict,
        memory_speed: Callable[[], float] = float,
        probing: Callable[[], bool] = bool,
        seal: NetworkSeal | None = None,
        worker: Worker | None = None,
    ) -> None:
        """``use_setting`` writes one setting; ``index_url`` gives the package index of the settings, None for pip's.

        ``measured`` gives the tokens a second of models that were measured on this machine; those of others are predicted from
        ``memory_speed``, in bytes a second, 0 where it is not known; ``probing`` tells whether that is still being found out.
        ``fetch`` is ``models.fetch.fetch_entry`` unless given.
        ``seal`` is opened around a download and counts it. ``worker`` is the one thread that the kernel lets out.
        """
        self._catalog = catalog
        self._store = store
        self._choice = choice
        self._publish = publish
        self._use_setting = use_setting
        self._offline = offline
        self._index_url = index_url
        self._fetch = fetch or _fetch_entry
        self._measured = measured
        self._memory_speed = memory_speed
        self._probing = probing
        self._seal = seal or NetworkSeal()
        self._worker = worker or Worker(DOWNLOADS)
        self._cancels: dict[OperationId, threading.Event] = {}
        self._downloading: set[str] = set()

    def list(self) -> Sequence[ModelStatus]:
        """Every entry, in the catalog's order, then files the user brought."""
        with model_errors():
            brought = {model.entry.id: model.entry for model in self._store.installed()}
            entries = {entry.id: entry for entry in self._catalog.entries()} | brought
            active = self._active_roles()
            return [
                self._status(entry, self._store.state(entry), active.get(entry.id, ())) for entry in entries.values()
            ]

    def recommend(self) -> Recommendation:
        """The starter set for this machine."""
        with model_errors():
            hardware = self._choice.hardware
            picks = recommend_starter_set(hardware, self._catalog)
            installed = {model.entry.id for model in self._store.installed()}
        missing = [pick.entry for pick in picks if pick.entry.id not in installed]
        cores = f"{hardware.physical_cores} cores" if hardware.physical_cores > 1 else "one core"
        graphics = f", graphics through {hardware.gpu}" if hardware.gpu else ""
        return Recommendation(
            machine=f"This machine has {cores} and {hardware.memory_bytes / 2**30:.0f} GB of memory{graphics}.",
            entries=tuple((pick.entry.id, pick.reason) for pick in picks),
            missing=tuple(entry.id for entry in missing),
            missing_bytes=sum(entry.download_bytes for entry in missing),
        )

    def get(self, model_ids: Sequence[str]) -> OperationId:
        """Fetches in the background, in the order given."""
        with model_errors():
            entries = [self._catalog.entry(model_id) for model_id in model_ids]
        operation = new_operation_id()
        self._cancels[operation] = threading.Event()
        self._downloading.update(entry.id for entry in entries)
        self._worker.post(self._get_all, operation, entries)
        return operation

    def cancel(self, operation: OperationId) -> None:
        """Stops a download; what arrived is kept for the next try."""
        cancel = self._cancels.get(operation)
        if cancel is not None:
            cancel.set()

    def adopt(self, file: Path) -> ModelStatus:
        """Takes in a file the user already has."""
        with model_errors():
            adopted = adopt_file(file, self._store)
        if adopted.installed is None:
            raise ModelUnavailable(
                f"The file belongs to {adopted.entry.title} and was taken in, but {', '.join(adopted.missing)} is missing.",
                f"Put it beside the file and adopt it again, or run “sotto models get {adopted.entry.id}”.",
            )
        self._publish(ModelsChanged())
        return self._status(adopted.entry, self._store.state(adopted.entry))

    def verify(self) -> Sequence[ModelStatus]:
        """Reads every file there is through; a model that is damaged, cut or half there is listed as broken."""
        found = []
        with model_errors():
            brought = {model.entry.id: model.entry for model in self._store.installed()}
            entries = {entry.id: entry for entry in self._catalog.entries()} | brought
            for entry in entries.values():
                if self._store.state(entry) in ("installed", "broken"):
                    problems = self._store.verify(entry)
                    found.append(self._status(entry, "broken" if problems else "installed"))
        return found

    def remove(self, model_id: str) -> None:
        """Deletes a model's files."""
        with model_errors():
            self._store.remove(model_id)
        self._publish(ModelsChanged())

    def use(self, role: str, model_id: str) -> None:
        """Chooses the model of a role, now and in the settings."""
        with model_errors():
            installed = {model.entry.id: model.entry for model in self._store.installed()}
        if model_id not in installed or role not in installed[model_id].roles:
            raise NotFound(
                f"{model_id} is not installed for {role}.", f"Fetch it first with “sotto models get {model_id}”."
            )
        if installed[model_id].runtime not in RUNTIMES.get(role, frozenset()):
            raise InvalidInput(f"This version of Sotto cannot run {model_id}.", "Choose another model.")
        setting = setting_of(role)
        if setting is None:
            raise InvalidInput(f"The model for {role} cannot be chosen.", "Sotto takes the best one installed.")
        self._use_setting(setting, model_id)
        self._choice.choose(role, model_id)
        self._publish(ModelsChanged())

    def close(self) -> None:
        """Stops every download; what arrived is kept."""
        for cancel in self._cancels.values():
            cancel.set()
        self._worker.close()

    def _get_all(self, operation: OperationId, entries: Sequence[CatalogEntry]) -> None:
        cancel = self._cancels[operation]
        failed: ErrorReport | None = None
        for entry in entries:
            failed = failed or self._get_one(operation, entry, cancel)
            self._downloading.discard(entry.id)
            self._publish(DownloadFinished(operation_id=operation, model_id=entry.id, error=failed))
        self._cancels.pop(operation, None)
        self._publish(ModelsChanged())

    def _get_one(self, operation: OperationId, entry: CatalogEntry, cancel: threading.Event) -> ErrorReport | None:
        def report(progress: FetchProgress) -> None:
            self._publish(
                DownloadProgress(
                    operation_id=operation,
                    model_id=entry.id,
                    bytes_done=progress.bytes_done,
                    bytes_total=progress.bytes_total,
                    bytes_per_s=progress.speed_bytes_per_s,
                )
            )

        try:
            with model_errors(), self._seal.downloading():
                self._fetch(
                    entry,
                    self._store,
                    progress=report,
                    cancelled=cancel.is_set,
                    offline=self._offline,
                    index_url=self._index_url(),
                    traffic=Traffic(sent=self._seal.count_sent, received=self._seal.count_received),
                )
        except UserFacingError as error:
            return ErrorReport.of(error)
        except Exception as error:  # noqa: BLE001 - a bug must still end the download for whoever waits
            _log.exception("a download failed in a way it should not")
            return ErrorReport.of(error)
        return None

    def _active_roles(self) -> Mapping[str, tuple[str, ...]]:
        active: dict[str, tuple[str, ...]] = {}
        for role in RUNTIMES:
            if self._choice.built_in(role) is not None:
                continue
            with contextlib.suppress(ModelUnavailable):
                model = self._choice.find(role)
                if model is not None:
                    active[model.entry.id] = (*active.get(model.entry.id, ()), role)
        return active

    def _status(self, entry: CatalogEntry, state: str, active_roles: tuple[str, ...] = ()) -> ModelStatus:
        waiting = entry.id in self._downloading and state != "installed"
        machine = dataclasses.replace(self._choice.hardware, memory_bytes_per_s=self._memory_speed())
        measured = self._measured().get(entry.id)
        fits = fit(entry, machine, measured)
        predicted = expected_tokens_per_s(entry, machine)
        return ModelStatus(
            id=entry.id,
            title=entry.title,
            roles=entry.roles,
            state=ModelState.DOWNLOADING if waiting else ModelState(state),
            size_bytes=entry.size_bytes,
            licence=entry.licence,
            licence_note=entry.licence_note,
            languages=entry.languages,
            fit=fits,
            expected_tokens_per_s=measured or predicted,
            speed_measured=measured is not None,
            probing=self._probing() and measured is None and predicted is not None,
            active_roles=active_roles,
            download_bytes=entry.download_bytes,
            fetched_bytes=min(self._store.fetched_bytes(entry.id), entry.download_bytes),
            taken_in=all(known.id != entry.id for known in self._catalog.entries()),
        )


def _fetch_entry(*arguments: Any, **options: Any) -> object:
    """Loads what reaches the network when it is wanted, behind the open door: on import it tries out which protocols there are."""
    from models.fetch import fetch_entry

    return fetch_entry(*arguments, **options)
