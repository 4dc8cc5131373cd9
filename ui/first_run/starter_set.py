"""The starter set on one sheet: the machine, the models, the sum, and the buttons that fit the moment."""

from __future__ import annotations

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from ui.first_run.model_card import ModelCard
from ui.first_run.offer import Offer
from ui.model_manager.download_state import DownloadState, Phase
from ui.model_manager.download_words import overall_words
from ui.model_manager.progress_line import ProgressLine
from ui.widgets.amounts import duration_words, size_words
from ui.widgets.engine_words import joined
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.page_column import wrapped_label
from ui.widgets.retranslated import Retranslated
from ui.widgets.trouble_card import TroubleCard

LINE_BITS_PER_S = 50_000_000
"""Of a home's line, by which the time of the download is told before there is a speed to go by; said along with it."""


class StarterSet(Retranslated, QWidget):
    """Takes an ``Offer`` and the state of its downloads; emits what the user wants done."""

    fetch_chosen = Signal()
    pause_chosen = Signal()
    resume_chosen = Signal()
    cancel_chosen = Signal()
    explore_chosen = Signal()
    sound_check_chosen = Signal()
    documents_chosen = Signal()
    begin_chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._offer: Offer | None = None
        self._state = DownloadState()
        self._cards: dict[str, ModelCard] = {}
        self._sum = wrapped_label()
        self._space = wrapped_label(look="error")
        self._overall = ProgressLine()
        self.trouble = TroubleCard(lambda: self.tr("Try again"))
        self.trouble.again.connect(self.resume_chosen)
        self._card_column = QVBoxLayout()
        self._card_column.setSpacing(8)
        self.fetch = self._button(self.fetch_chosen, "primary")
        self.pause = self._button(self.pause_chosen)
        self.resume = self._button(self.resume_chosen, "primary")
        self.cancel = self._button(self.cancel_chosen)
        self.begin = self._button(self.begin_chosen, "primary")
        self.explore = self._button(self.explore_chosen)
        self.sound_check = self._button(self.sound_check_chosen)
        self.documents = self._button(self.documents_chosen)
        buttons = QWidget()
        row = FlowLayout(buttons, 8)
        for button in (self.fetch, self.resume, self.begin, self.pause, self.cancel, self.explore):
            row.addWidget(button)
        for button in (self.sound_check, self.documents):
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        for part in (self._sum, self._space, self._overall, self.trouble, buttons):
            column.addWidget(part)
        column.addSpacing(4)
        column.addLayout(self._card_column)
        column.addStretch(1)
        self.say(self._say_words)

    @property
    def overall(self) -> str:
        """What the bar of the whole download says; empty when it is hidden."""
        return "" if self._overall.isHidden() else self._overall.words

    @property
    def sum_words(self) -> str:
        """The line about size and free space."""
        return self._sum.text()

    def card(self, model_id: str) -> ModelCard:
        """A model's card."""
        return self._cards[model_id]

    def show_offer(self, offer: Offer, state: DownloadState) -> None:
        """Shows this offer in place of an earlier one."""
        self._offer = offer
        if list(self._cards) != [model.model_id for model in offer.models]:
            self._make_cards(offer)
        for model in offer.models:
            self._cards[model.model_id].show_status(model.status)
            self._cards[model.model_id].set_ready(not model.missing)
        self._say_sum(offer)
        self.show_downloads(state)

    def show_downloads(self, state: DownloadState) -> None:
        """Shows where the downloads of the offered models stand."""
        self._state = state
        if self._offer is None:
            return
        for model_id, card in self._cards.items():
            card.show_download(state.of(model_id))
        begun = bool(state.downloads)
        left = [one for one in self._offer.missing if _is_left(state, one.model_id)]
        failed = bool(state.having(Phase.FAILED)) and not state.active
        ready = not left
        self._overall.setVisible(begun and not ready)
        self._overall.show_progress(overall_words(state), state.share)
        if failed and state.error is not None:
            self.trouble.show_error(state.error)
        else:
            self.trouble.hide()
        self._space.setVisible(not self._offer.fits_on_disk and not begun and not ready)
        self._sum.setVisible(not begun)
        self.fetch.setVisible(not begun and not ready)
        self.fetch.setEnabled(self._offer.fits_on_disk)
        self.pause.setVisible(state.active)
        self.resume.setVisible(begun and not state.active and not ready and not failed)
        self.cancel.setVisible(begun and not ready)
        self.begin.setVisible(ready)
        self.explore.setVisible(not ready)
        self._say_explore()

    def _say_explore(self) -> None:
        words = self.tr("Explore meanwhile") if self._state.downloads else self.tr("Not now")
        self.explore.setText(words)
        self.explore.setAccessibleName(words)

    def _say_words(self) -> None:
        for button, words in (
            (self.fetch, self.tr("Fetch the starter set")),
            (self.pause, self.tr("Pause")),
            (self.resume, self.tr("Go on")),
            (self.cancel, self.tr("Cancel")),
            (self.begin, self.tr("Begin")),
            (self.sound_check, self.tr("Sound check …")),
            (self.documents, self.tr("Add a folder …")),
        ):
            button.setText(words)
            button.setAccessibleName(words)
        self._say_explore()
        self._overall.set_name(self.tr("Download of the starter set"))
        if self._offer is not None:
            self._make_cards(self._offer)
            self._say_sum(self._offer)
            self.show_downloads(self._state)

    def _say_sum(self, offer: Offer) -> None:
        short_of = offer.download_bytes - (offer.free_bytes or 0)
        words = self.tr("The disk has too little room. Free {size} first, or fetch single models on the models page.")
        self._space.setText(words.format(size=size_words(short_of)))
        self._sum.setText(self._sum_of(offer))

    def _make_cards(self, offer: Offer) -> None:
        for old in self._cards.values():
            self._card_column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._cards = {model.model_id: ModelCard(model) for model in offer.models}
        for card in self._cards.values():
            self._card_column.addWidget(card)

    def _sum_of(self, offer: Offer) -> str:
        if not offer.missing:
            return self.tr("Everything is on this computer.")
        words = self.tr("{size} to fetch, once: {time} with a line of {line} Mbit/s.").format(
            size=size_words(offer.download_bytes),
            time=duration_words(offer.download_s(LINE_BITS_PER_S)),
            line=LINE_BITS_PER_S // 10**6,
        )
        if offer.free_bytes is not None:
            words = joined(words, self.tr("The disk has {free} free.").format(free=size_words(offer.free_bytes)))
        return words

    def _button(self, signal: SignalInstance, look: str = "") -> QPushButton:
        button = QPushButton()
        if look:
            button.setProperty("look", look)
        button.clicked.connect(signal)
        return button


def _is_left(state: DownloadState, model_id: str) -> bool:
    download = state.of(model_id)
    return download is None or download.phase is not Phase.DONE
