"""The first launch over a scripted engine: the offer, the download with its troubles, and leaving for the rest of the window."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from assistant.errors import ErrorReport
from assistant.events import DownloadFinished, DownloadProgress, EngineDied, MachineMeasured, ModelsChanged
from assistant.ids import OperationId
from assistant.records import Recommendation
from assistant.testing.front_door import ScriptedAssistant
from assistant.testing.model_statuses import model_status
from ui.bridge import EngineBridge
from ui.first_run.download_strip import DownloadStrip
from ui.first_run.first_run_page import FirstRunPage
from ui.model_manager.downloads import Downloads
from ui.operations import Operations

pytestmark = pytest.mark.desktop

STOPPED = ErrorReport(kind="interrupted", message="The download was stopped.", remedy="Start it again.")
NO_NETWORK = ErrorReport(kind="download_failed", message="There is no network.", remedy="Check it and try again.")


class Opened:
    """The page, and the engine's side of the conversation."""

    def __init__(self, qtbot: QtBot, api: ScriptedAssistant, folder: Path) -> None:
        self.qtbot, self.api = qtbot, api
        api.models.statuses = [
            model_status("talker", size_bytes=1_000_000_000, note="Not for sale.", tokens_per_s=24.0),
            model_status("ears", "speech-to-text", size_bytes=150_000_000),
        ]
        self.recommend("talker", "ears")
        bridge = EngineBridge()
        self.bridge = bridge
        api.subscribe(bridge.receive)
        self.operations = Operations()
        self.downloads = Downloads(api, bridge, self.operations, bridge)
        self.page = FirstRunPage(api, bridge, self.operations, self.downloads, models_folder=folder)
        qtbot.addWidget(self.page)
        self.sheet = self.page.starter_set
        self.page.show()
        qtbot.waitUntil(lambda: self.sheet.isVisible())

    def recommend(self, *missing: str) -> None:
        """Says what is still to fetch."""
        self.api.models.recommendation = Recommendation(
            machine="This machine has 8 cores and 16 GB of memory.",
            entries=(("talker", "It answers."), ("ears", "It hears.")),
            missing=missing,
            missing_bytes=1_150_000_000 if missing else 0,
        )

    def fetch(self) -> None:
        """Presses the button and waits until the engine has been asked."""
        self.sheet.fetch.click()
        self.qtbot.waitUntil(lambda: self.api.models.wanted == ["talker", "ears"])
        self.qtbot.waitUntil(lambda: all(one.operation for one in self.downloads.state.downloads))

    def progress(self, model: str, done: int, total: int) -> None:
        """The engine reports progress."""
        self.api.publish(
            DownloadProgress(
                operation_id=self.operation(model),
                model_id=model,
                bytes_done=done,
                bytes_total=total,
                bytes_per_s=5_000_000.0,
            )
        )

    def finish(self, model: str, error: ErrorReport | None = None) -> None:
        """The engine reports the end of a download."""
        self.api.publish(DownloadFinished(operation_id=self.operation(model), model_id=model, error=error))

    def operation(self, model: str) -> OperationId:
        """The operation that fetches a model."""
        download = self.downloads.state.of(model)
        return download.operation if download and download.operation else OperationId("gone")


@pytest.fixture
def first(qtbot: QtBot, api: ScriptedAssistant, tmp_path: Path) -> Iterator[Opened]:
    made = Opened(qtbot, api, tmp_path / "not" / "there")
    yield made
    made.operations.close(2.0)


def test_the_offer_says_size_time_room_licence_reason_and_speed(first: Opened) -> None:
    shown = [label.text() for label in first.page.findChildren(QLabel) if label.isVisible()]
    assert "Welcome to Sotto" in shown
    assert any(words.startswith("This machine has 8 cores and 16 GB of memory.") for words in shown)
    assert first.sheet.sum_words.startswith(
        "1.15 GB to fetch, once: about 3 minutes with a line of 50 Mbit/s. The disk has "
    )
    texts = [label.text() for label in first.sheet.card("talker").findChildren(type(first.sheet._sum))]
    assert {"Answering", "Talker", "It answers.", "Not for sale.", "1.00 GB · Apache-2.0"} <= set(texts)
    assert "Runs well here, about 18 words a second" in texts
    assert "Runs well here" not in texts
    assert first.sheet.fetch.isVisible()
    assert not first.sheet.pause.isVisible()
    assert first.sheet.explore.text() == "Not now"
    with first.qtbot.waitSignal(first.page.documents_wanted):
        first.sheet.documents.click()


def test_progress_is_said_for_each_model_and_for_all(first: Opened) -> None:
    first.fetch()
    first.progress("talker", 250_000_000, 1_000_000_000)
    first.qtbot.waitUntil(lambda: first.sheet.overall == "250 MB of 1.15 GB · 5.0 MB/s · about 3 minutes left")
    assert first.sheet.card("talker").words == "250 MB of 1.00 GB · 5.0 MB/s · about 2 minutes left"
    assert first.sheet.card("ears").words == "Waiting"
    first.finish("talker")
    first.recommend()
    first.finish("ears")
    first.qtbot.waitUntil(lambda: first.sheet.begin.isVisible())
    with first.qtbot.waitSignal(first.page.finished):
        first.sheet.begin.click()


def test_a_pause_keeps_what_arrived_and_goes_on(first: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    first.fetch()
    first.progress("talker", 250_000_000, 1_000_000_000)
    stopped: list[OperationId] = []
    monkeypatch.setattr(first.api.models, "cancel", stopped.append)
    first.sheet.pause.click()
    first.qtbot.waitUntil(lambda: len(stopped) == 2)
    first.finish("talker", STOPPED)
    first.finish("ears", STOPPED)
    first.qtbot.waitUntil(lambda: first.sheet.resume.isVisible())
    assert first.sheet.card("talker").words == "Paused at 250 MB of 1.00 GB"
    assert first.sheet.card("ears").words == "Paused"
    assert first.sheet.trouble.text == ""
    first.sheet.resume.click()
    first.qtbot.waitUntil(lambda: first.api.models.wanted[2:] == ["talker", "ears"])
    assert first.sheet.overall.startswith("250 MB of")


def test_cancelling_brings_the_offer_back(first: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    first.fetch()
    stopped: list[OperationId] = []
    monkeypatch.setattr(first.api.models, "cancel", stopped.append)
    first.sheet.cancel.click()
    first.qtbot.waitUntil(lambda: len(stopped) == 2)
    first.finish("talker", STOPPED)
    first.finish("ears", STOPPED)
    first.qtbot.waitUntil(lambda: first.sheet.fetch.isVisible())
    assert first.downloads.state.downloads == ()


def test_cancelling_removes_what_arrived(first: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    removed: list[str] = []
    monkeypatch.setattr(first.api.models, "remove", removed.append)
    first.fetch()
    first.progress("talker", 250_000_000, 1_000_000_000)
    first.finish("talker", STOPPED)
    first.finish("ears", STOPPED)
    first.qtbot.waitUntil(lambda: first.sheet.resume.isVisible())
    first.sheet.cancel.click()
    first.qtbot.waitUntil(lambda: removed == ["talker"])
    assert first.sheet.fetch.isVisible()


def test_a_failure_is_said_with_its_remedy_and_can_be_tried_again(first: Opened) -> None:
    first.fetch()
    first.finish("talker", NO_NETWORK)
    first.finish("ears", NO_NETWORK)
    first.qtbot.waitUntil(lambda: first.sheet.trouble.text == "There is no network. Check it and try again.")
    assert first.sheet.card("ears").words == "Not fetched"
    first.sheet.trouble.again.emit()
    first.qtbot.waitUntil(lambda: first.api.models.wanted[2:] == ["talker", "ears"])
    assert first.sheet.trouble.text == ""


def test_when_the_engine_dies_it_can_be_tried_again(first: Opened) -> None:
    first.fetch()
    first.api.publish(EngineDied(exit_status=-9))
    first.qtbot.waitUntil(lambda: "The engine stopped while it was fetching." in first.sheet.trouble.text)


def test_a_disk_without_room_is_said_before_anything_is_fetched(first: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ui.first_run.first_run_page.free_bytes", lambda _: 150_000_000)
    first.api.publish(ModelsChanged())
    first.qtbot.waitUntil(lambda: not first.sheet.fetch.isEnabled())
    assert "Free 1.00 GB first" in first.sheet._space.text()


def test_the_rest_can_be_explored_while_the_strip_tells_how_far_it_is(first: Opened) -> None:
    strip = DownloadStrip()
    first.qtbot.addWidget(strip)
    strip.follow(first.downloads)
    assert strip.words == ""
    first.fetch()
    assert first.sheet.explore.text() == "Explore meanwhile"
    with first.qtbot.waitSignal(first.page.explore_requested):
        first.sheet.explore.click()
    first.progress("talker", 250_000_000, 1_000_000_000)
    words = "Fetching models: 250 MB of 1.15 GB · 5.0 MB/s · about 3 minutes left"
    first.qtbot.waitUntil(lambda: strip.words == words)
    first.finish("talker")
    first.finish("ears", NO_NETWORK)
    first.qtbot.waitUntil(lambda: strip.words == "There is no network. Check it and try again.")
    with first.qtbot.waitSignal(strip.opened):
        strip._show.click()


def test_a_first_run_tells_a_surer_speed_when_the_machine_has_been_measured(first: Opened) -> None:
    probing, ears = first.api.models.statuses
    first.api.models.statuses = [dataclasses.replace(probing, probing=True), ears]
    first.api.publish(MachineMeasured())
    card = first.sheet.card("talker")
    first.qtbot.waitUntil(lambda: "still being measured" in card.fit_line)
    first.api.models.statuses = [dataclasses.replace(probing, expected_tokens_per_s=48.0), ears]
    first.api.publish(MachineMeasured())
    first.qtbot.waitUntil(lambda: card.fit_line == "Runs well here, about 36 words a second")
    assert first.sheet.card("talker") is card
    assert not first.sheet.card("ears").fit_line
