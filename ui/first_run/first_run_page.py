"""The page of the first launch, joined to the engine."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from assistant.errors import ErrorReport
from assistant.front_door import AssistantApi
from ui.bridge import EngineBridge
from ui.first_run.disk_space import free_bytes
from ui.first_run.offer import Offer, make_offer
from ui.first_run.starter_set import StarterSet
from ui.model_manager.download_state import DownloadState
from ui.model_manager.downloads import Downloads
from ui.operations import Operations
from ui.reading import Reading
from ui.widgets.engine_words import engine_words, joined
from ui.widgets.page_column import PageColumn
from ui.widgets.retranslated import Retranslated
from ui.widgets.trouble_card import TroubleCard


class FirstRunPage(Retranslated, QWidget):
    """``explore_requested`` leaves the page while downloads go on; ``finished`` leaves it with everything in place."""

    explore_requested = Signal()
    sound_check_wanted = Signal()
    documents_wanted = Signal()
    finished = Signal()

    def __init__(
        self,
        api: AssistantApi,
        bridge: EngineBridge,
        operations: Operations,
        downloads: Downloads,
        *,
        models_folder: Path,
        parent: QWidget | None = None,
    ) -> None:
        """``models_folder`` is where models are kept; its disk tells the free space."""
        super().__init__(parent)
        self._api = api
        self._offers = Reading(operations)
        self._downloads = downloads
        self._models_folder = models_folder
        self._offer: Offer | None = None
        self._page = PageColumn()
        self.starter_set = StarterSet()
        self.starter_set.hide()
        self.trouble = TroubleCard(lambda: self.tr("Try again"))
        self.trouble.again.connect(self.refresh)
        self._page.column.addWidget(self.trouble)
        self._page.column.addWidget(self.starter_set)
        self._page.column.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._page)
        self.starter_set.fetch_chosen.connect(self._fetch)
        self.starter_set.pause_chosen.connect(lambda: self._downloads.pause(self._model_ids()))
        self.starter_set.resume_chosen.connect(self._fetch)
        self.starter_set.cancel_chosen.connect(self._cancel)
        self.starter_set.explore_chosen.connect(self.explore_requested)
        self.starter_set.sound_check_chosen.connect(self.sound_check_wanted)
        self.starter_set.documents_chosen.connect(self.documents_wanted)
        self.starter_set.begin_chosen.connect(self.finished)
        self._cancelling = False
        self._downloads.changed.connect(self._show_downloads)
        self._downloads.settled.connect(self._settled)
        bridge.models_changed.connect(self.refresh)
        bridge.machine_measured.connect(self.refresh)
        self.say(self._say_title)
        self.refresh()

    def refresh(self) -> None:
        """Asks the engine again what this machine should have."""
        api, folder = self._api, self._models_folder
        self._offers.begin(
            lambda: make_offer(api.models.recommend(), api.models.list(), free_bytes(folder)),
            self._show_offer,
            self._show_error,
        )

    def _show_offer(self, offer: Offer) -> None:
        self._offer = offer
        self.trouble.hide()
        self._say_title()
        self.starter_set.show_offer(offer, self._mine())
        self.starter_set.show()

    def _say_title(self) -> None:
        offer = self._offer
        if offer is None:
            self._page.set_title(self.tr("Welcome to Sotto"), self.tr("Looking at this machine …"))
            return
        machine = engine_words(offer.machine)
        if offer.missing:
            what = self.tr(
                "Sotto answers with models that run here and nowhere else. This set suits the machine; "
                "other models can be chosen at any time."
            )
        else:
            what = self.tr("Everything is in place. Nothing you ask leaves this computer.")
        self._page.set_title(self.tr("Welcome to Sotto"), joined(machine, what))

    def _show_error(self, error: ErrorReport) -> None:
        self.trouble.show_error(error)

    def _model_ids(self) -> list[str]:
        return [model.model_id for model in self._offer.models] if self._offer is not None else []

    def _mine(self) -> DownloadState:
        return self._downloads.state.within(self._model_ids())

    def _fetch(self) -> None:
        if self._offer is not None:
            done = {one.model_id for one in self._mine().downloads if one.share == 1.0}
            self._downloads.fetch([model.wanted for model in self._offer.missing if model.model_id not in done])

    def _cancel(self) -> None:
        if self._mine().active:
            self._cancelling = True
            self._downloads.pause(self._model_ids())
        else:
            self._downloads.discard(self._model_ids())

    def _show_downloads(self, _state: DownloadState) -> None:
        self.starter_set.show_downloads(self._mine())
        if self._cancelling and not self._mine().active:
            self._cancelling = False
            self._downloads.discard(self._model_ids())

    def _settled(self, _state: DownloadState) -> None:
        self.refresh()
