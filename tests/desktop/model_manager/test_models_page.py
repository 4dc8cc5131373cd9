"""The models page over a scripted engine: order, words, fetch, use, remove, adopt."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from assistant.errors import ErrorReport
from assistant.events import DownloadFinished, DownloadProgress, MachineMeasured, ModelsChanged
from assistant.ids import OperationId
from assistant.records import ModelState, ModelStatus
from assistant.testing.front_door import ScriptedAssistant
from assistant.testing.model_statuses import model_status
from ui.bridge import EngineBridge
from ui.model_manager.catalog_order import of_role, roles_of
from ui.model_manager.downloads import Downloads
from ui.model_manager.model_words import fit_words, language_words
from ui.model_manager.models_page import ModelsPage
from ui.operations import Operations
from ui.widgets.drop_overlay import DropOverlay

pytestmark = pytest.mark.desktop

MODELS = [
    model_status("huge", fit="too_big", tokens_per_s=1.0),
    model_status("slow", fit="slow", tokens_per_s=2.0),
    model_status("spare", state=ModelState.INSTALLED, tokens_per_s=20.0),
    model_status("good", tokens_per_s=16.0),
    model_status("bound", note="For research only."),
    model_status("mine", state=ModelState.INSTALLED, active=True, tokens_per_s=20.0),
    model_status("ears", "speech-to-text"),
]


@pytest.fixture
def page(qtbot: QtBot, api: ScriptedAssistant) -> Iterator[ModelsPage]:
    api.models.statuses = list(MODELS)
    bridge = EngineBridge()
    api.subscribe(bridge.receive)
    operations = Operations()
    made = ModelsPage(api, bridge, operations, Downloads(api, bridge, operations, bridge))
    qtbot.addWidget(made)
    made.resize(700, 500)
    made.show()
    qtbot.waitUntil(lambda: bool(made.rows))
    yield made
    operations.close(2.0)


def press(page: ModelsPage, model: str, words: str) -> None:
    next(button for button in page.rows[model].findChildren(QPushButton) if button.text() == words).click()


def answer(page: ModelsPage, words: str) -> str:
    box = page.findChild(QMessageBox)
    assert box is not None
    text = f"{box.text()} {box.informativeText()}"
    next(button for button in box.buttons() if button.text() == words).click()
    return text


def test_a_roles_models_come_in_the_order_people_look_for() -> None:
    assert [model.id for model in of_role(MODELS, "chat")] == ["mine", "spare", "good", "bound", "slow", "huge"]
    assert roles_of(MODELS) == ("chat", "speech-to-text")
    languages = [model_status("a", languages=("en",)), model_status("b", languages=("ja",))]
    assert [model.id for model in of_role(languages, "chat", "ja")] == ["b", "a"]


def test_fit_speed_and_languages_in_words() -> None:
    assert fit_words(MODELS[3]) == "Runs well here, about 12 words a second"
    assert fit_words(MODELS[1]) == "Runs slowly here, about 1.5 words a second"
    assert fit_words(MODELS[0]) == "Too big for this machine"
    probing = dataclasses.replace(MODELS[3], probing=True)
    assert fit_words(probing) == "Runs well here, about 12 words a second (this machine is still being measured)"
    assert language_words(("en", "ja", "zh", "ko", "de", "fr")) == "English, Japanese, Chinese, Korean and 2 more"
    assert language_words(("multilingual", "en")) == "many languages"
    assert language_words(()) == ""


def test_each_model_offers_what_can_be_done_with_it(page: ModelsPage) -> None:
    assert page.rows["mine"].tag == "In use"
    assert page.rows["mine"].offered() == ["Remove …"]
    assert page.rows["spare"].offered() == ["Remove …", "Use"]
    assert page.rows["good"].offered() == ["Fetch"]
    assert page.rows["good"].facts.text() == "1.00 GB · Apache-2.0 · English"
    page.roles.choose("speech-to-text")
    assert list(page.rows) == ["ears"]


def test_the_page_says_how_many_models_there_are_and_what_they_take_of_the_disk(
    qtbot: QtBot, page: ModelsPage, api: ScriptedAssistant
) -> None:
    def head() -> set[str]:
        return {label.text() for label in page.findChildren(QLabel)}

    assert "2 on this computer, 2.00 GB of disk." in head()
    api.models.statuses[3] = model_status("good", fetched_bytes=250_000_000)
    api.publish(ModelsChanged())
    qtbot.waitUntil(lambda: "2 on this computer, 2.25 GB of disk." in head())
    api.models.statuses = [model_status("good"), model_status("ears", "speech-to-text")]
    api.publish(ModelsChanged())
    qtbot.waitUntil(lambda: "0 on this computer, 0 kB of disk." in head())


def test_the_mark_of_a_model_stands_in_line_with_its_buttons(page: ModelsPage, qtbot: QtBot) -> None:
    row = page.rows["spare"]
    tag = next(one for one in row.findChildren(QLabel) if one.text() == row.tag)
    button = next(one for one in row.findChildren(QPushButton) if one.text() == "Use")
    qtbot.waitUntil(lambda: button.y() > 0)
    assert abs(tag.geometry().center().y() - button.geometry().center().y()) <= 1
    assert tag.geometry().right() < button.x()


def test_a_model_that_serves_another_role_can_be_used_for_this_one(
    qtbot: QtBot, page: ModelsPage, api: ScriptedAssistant
) -> None:
    coder = dataclasses.replace(MODELS[2], roles=("code", "chat"), active_roles=("code",))
    api.models.statuses[2] = coder
    api.publish(ModelsChanged())
    qtbot.waitUntil(lambda: page.rows["spare"].model is coder)
    assert page.rows["spare"].tag == "On this computer"
    assert page.rows["spare"].offered() == ["Remove …", "Use"]
    page.roles.choose("code")
    assert page.rows["spare"].tag == "In use"
    assert page.rows["spare"].offered() == ["Remove …"]


def test_the_surer_figure_of_the_machine_takes_the_place_of_the_first(
    qtbot: QtBot, page: ModelsPage, api: ScriptedAssistant
) -> None:
    api.models.statuses[3] = dataclasses.replace(MODELS[3], probing=True)
    api.publish(MachineMeasured())
    qtbot.waitUntil(
        lambda: page.rows["good"].fit_line.endswith("about 12 words a second (this machine is still being measured)")
    )
    row = page.rows["good"]
    api.models.statuses[3] = dataclasses.replace(MODELS[3], expected_tokens_per_s=24.0)
    api.publish(MachineMeasured())
    qtbot.waitUntil(lambda: row.fit_line == "Runs well here, about 18 words a second")
    assert page.rows["good"] is row, "the list is not built anew under the user's eyes"


def test_fetching_shows_progress_and_pauses(qtbot: QtBot, page: ModelsPage, api: ScriptedAssistant) -> None:
    press(page, "good", "Fetch")
    qtbot.waitUntil(lambda: api.models.wanted == ["good"])
    operation = OperationId("get-1")
    api.publish(
        DownloadProgress(
            operation_id=operation, model_id="good", bytes_done=250_000_000, bytes_total=1_000_000_000, bytes_per_s=5e6
        )
    )
    qtbot.waitUntil(lambda: page.rows["good"].progress_words.startswith("250 MB of 1.00 GB"))
    press(page, "good", "Pause")
    qtbot.waitUntil(lambda: api.models.wanted == [])
    stopped = ErrorReport(kind="interrupted", message="The download was stopped.")
    api.publish(DownloadFinished(operation_id=operation, model_id="good", error=stopped))
    qtbot.waitUntil(lambda: page.rows["good"].offered() == ["Remove …", "Go on"])
    press(page, "good", "Go on")
    qtbot.waitUntil(lambda: api.models.wanted == ["good"])
    api.models.statuses[3] = model_status("good", state=ModelState.INSTALLED)
    api.publish(DownloadFinished(operation_id=operation, model_id="good"), ModelsChanged())
    qtbot.waitUntil(lambda: page.rows["good"].offered() == ["Remove …", "Use"])


def test_what_an_earlier_run_left_half_fetched_goes_on_or_is_removed(
    qtbot: QtBot, page: ModelsPage, api: ScriptedAssistant
) -> None:
    api.models.statuses[3] = model_status("good", fetched_bytes=250_000_000)
    page._downloads.find_left()
    qtbot.waitUntil(lambda: page.rows["good"].progress_words == "Paused at 250 MB of 1.00 GB")
    assert page.rows["good"].offered() == ["Remove …", "Go on"]
    press(page, "good", "Remove …")
    assert answer(page, "Remove") == "Remove Good? This frees 250 MB. It can be fetched again."
    qtbot.waitUntil(lambda: "good" not in [one.id for one in api.models.statuses])
    assert page.rows["good"].progress_words == ""
    assert page.rows["good"].offered() == ["Fetch"]


def test_a_licence_with_conditions_is_shown_before_the_download(
    qtbot: QtBot, page: ModelsPage, api: ScriptedAssistant
) -> None:
    press(page, "bound", "Fetch")
    assert answer(page, "Fetch") == "Fetch Bound? Its licence: Apache-2.0. For research only."
    qtbot.waitUntil(lambda: api.models.wanted == ["bound"])


def test_a_model_is_used_and_removed(qtbot: QtBot, page: ModelsPage, api: ScriptedAssistant) -> None:
    press(page, "spare", "Use")
    qtbot.waitUntil(lambda: api.models.used == [("chat", "spare")])
    press(page, "spare", "Remove …")
    assert answer(page, "Remove") == "Remove Spare? This frees 1.00 GB. It can be fetched again."
    qtbot.waitUntil(lambda: "spare" not in page.rows)


def test_a_file_of_one_s_own_is_not_said_to_be_fetched_again(
    qtbot: QtBot, page: ModelsPage, api: ScriptedAssistant
) -> None:
    api.models.statuses = [*api.models.statuses, model_status("own", state=ModelState.INSTALLED, taken_in=True)]
    api.publish(ModelsChanged())
    qtbot.waitUntil(lambda: "own" in page.rows)
    press(page, "own", "Remove …")
    told = answer(page, "Remove")
    assert told == "Remove Own? This frees 1.00 GB. The file that you took it from stays where it is."


def test_a_page_made_anew_keeps_the_keyboard_and_does_not_jump(
    qtbot: QtBot, page: ModelsPage, api: ScriptedAssistant
) -> None:
    page.activateWindow()
    page.rows["mine"].take_keyboard()
    qtbot.waitUntil(page.rows["mine"].has_keyboard)
    before, bar = page.rows["mine"], page._page.verticalScrollBar()
    bar.setValue(7)
    api.models.statuses = [*api.models.statuses, model_status("fresh", state=ModelState.INSTALLED)]
    api.publish(ModelsChanged())
    qtbot.waitUntil(lambda: "fresh" in page.rows)
    assert page.rows["mine"] is not before
    assert page.rows["mine"].has_keyboard()
    qtbot.wait(50)
    assert bar.value() == 7


def test_before_a_file_from_elsewhere_is_used_a_warning_is_shown(
    qtbot: QtBot, page: ModelsPage, api: ScriptedAssistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken: list[Path] = []

    def take(file: Path) -> ModelStatus:
        taken.append(file)
        return model_status(file.stem)

    monkeypatch.setattr(api.models, "adopt", take)
    for number, chosen in enumerate((QMessageBox.ButtonRole.RejectRole, QMessageBox.ButtonRole.AcceptRole)):
        page.offer([Path("fine.gguf")])
        box = page.findChildren(QMessageBox)[-1]
        assert "fine.gguf" in box.text()
        assert "only from a place you trust" in box.informativeText()
        assert len(taken) == 0
        (button,) = [one for one in box.buttons() if box.buttonRole(one) is chosen]
        button.click()
        if number:
            qtbot.waitUntil(lambda: page.notice.text() == "Taken in: Fine")
    assert taken == [Path("fine.gguf")]


def test_a_file_that_is_dropped_is_asked_about_and_taken_in(
    qtbot: QtBot, page: ModelsPage, api: ScriptedAssistant, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(api.models, "adopt", lambda file: model_status(file.stem))
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path / "fine.gguf"))])
    held = (Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(page, QDragEnterEvent(QPoint(5, 5), *held))
    overlay = page.findChild(DropOverlay)
    assert overlay is not None
    assert overlay.isVisible()
    QApplication.sendEvent(page, QDropEvent(QPointF(5, 5), *held))
    assert not overlay.isVisible()
    assert answer(page, "Use it").startswith("Use fine.gguf?")
    qtbot.waitUntil(lambda: page.notice.text() == "Taken in: Fine")


def test_a_file_is_adopted_or_the_reason_said(
    qtbot: QtBot, page: ModelsPage, api: ScriptedAssistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.adopt([Path("odd.bin")])
    qtbot.waitUntil(lambda: "odd.bin is not a model that Sotto knows." in page.trouble.text)
    monkeypatch.setattr(api.models, "adopt", lambda file: model_status(file.stem))
    page.adopt([Path("fine.gguf")])
    qtbot.waitUntil(lambda: page.notice.text() == "Taken in: Fine")
    assert page.trouble.text == ""
