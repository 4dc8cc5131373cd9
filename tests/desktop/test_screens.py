"""The screens beside the chat, joined to the window: starter set, downloads on every page, documents, viewer, models, settings."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QPushButton

from assistant.events import DocumentsForgotten, DownloadFinished, DownloadProgress, IndexFinished, ModelsChanged
from assistant.ids import DocumentId, OperationId
from assistant.records import Basis, Citation, FileReport, FileState, ModelState, Recommendation
from assistant.testing.model_statuses import model_status
from ui.chat.source_row import SourceRow
from ui.first_run.download_strip import DownloadStrip
from ui.first_run.first_run_page import FirstRunPage
from ui.library.library_page import LibraryPage
from ui.library.page_viewer import PageViewer
from ui.model_manager.models_page import ModelsPage
from ui.settings.settings_dialog import SettingsDialog

pytestmark = pytest.mark.desktop


@pytest.fixture
def first_launch(opened: Any) -> Any:
    """The window of a machine without models, after the engine has said so."""
    opened.api.models.statuses = [model_status("talker", size_bytes=1_000_000_000)]
    opened.api.models.recommendation = Recommendation(
        machine="This machine has 8 cores and 16 GB of memory.",
        entries=(("talker", "It answers."),),
        missing=("talker",),
        missing_bytes=1_000_000_000,
    )
    opened.api.missing_roles = ("chat",)
    opened.api.publish(ModelsChanged())
    opened.until(lambda: opened.window.page_name() == "first_run")
    return opened


def test_the_first_start_does_not_cover_what_is_being_typed(opened: Any) -> None:
    opened.window.chat.composer.set_text("Is any")
    opened.api.missing_roles = ("chat",)
    opened.api.publish(ModelsChanged())
    opened.until(lambda: opened.window.findChild(FirstRunPage) is not None)
    assert opened.window.page_name() == "chat"


def _strip(opened: Any) -> DownloadStrip:
    found = opened.window.findChild(DownloadStrip)
    assert isinstance(found, DownloadStrip)
    return found


def _fetch(opened: Any) -> OperationId:
    sheet = opened.window.findChild(FirstRunPage).starter_set
    opened.until(lambda: sheet.fetch.isVisible())
    sheet.fetch.click()
    opened.until(lambda: opened.api.models.wanted == ["talker"])
    operation = OperationId("get-1")
    opened.api.publish(
        DownloadProgress(
            operation_id=operation, model_id="talker", bytes_done=250_000_000, bytes_total=10**9, bytes_per_s=5e6
        )
    )
    return operation


def test_a_machine_without_models_is_offered_the_starter_set(first_launch: Any) -> None:
    assert first_launch.chat.state_line.model_text == "No model"


def test_what_was_skipped_at_first_is_found_again(first_launch: Any) -> None:
    page = first_launch.window.findChild(FirstRunPage)
    first_launch.until(lambda: page.starter_set.explore.isVisible())
    page.starter_set.explore.click()
    assert first_launch.window.page_name() == "chat"
    first_launch.window.command("first_steps").trigger()
    assert first_launch.window.page_name() == "first_run"
    assert page.starter_set.fetch.isVisible()
    # Its other steps are commands of the menus as well.
    for command in ("sound_check", "add_folder", "documents", "models"):
        assert first_launch.window.command(command).isEnabled()


def test_the_first_steps_are_there_where_nothing_is_missing(opened: Any) -> None:
    opened.api.models.statuses = [model_status("talker", state=ModelState.INSTALLED)]
    opened.api.models.recommendation = Recommendation(
        machine="This machine has 8 cores and 16 GB of memory.",
        entries=(("talker", "It answers."),),
        missing=(),
        missing_bytes=0,
    )
    opened.window.command("first_steps").trigger()
    opened.until(lambda: opened.window.page_name() == "first_run")
    page = opened.window.findChild(FirstRunPage)
    opened.until(lambda: page.starter_set.begin.isVisible())
    page.starter_set.begin.click()
    assert opened.window.page_name() == "chat"


def test_the_downloads_are_seen_from_every_page_while_the_window_is_explored(first_launch: Any) -> None:
    strip = _strip(first_launch)
    _fetch(first_launch)
    page = first_launch.window.findChild(FirstRunPage)
    first_launch.until(lambda: "25" in page.starter_set.overall)
    assert strip.isHidden(), "the page itself shows the downloads, larger"
    page.starter_set.explore.click()
    for name in ("chat", "documents", "models"):
        first_launch.window.show_page(name)
        assert strip.isVisible()
        assert "Fetching models" in strip.words
        assert strip.geometry().bottom() <= first_launch.window.centralWidget().height()
    strip.findChildren(QPushButton)[0].click()
    assert first_launch.window.page_name() == "first_run"
    assert strip.isHidden()


def test_when_the_models_have_arrived_the_chat_model_is_named_and_loaded(first_launch: Any) -> None:
    operation = _fetch(first_launch)
    warm = first_launch.api.warmed_up
    first_launch.api.missing_roles = ()
    first_launch.api.publish(DownloadFinished(operation_id=operation, model_id="talker"), ModelsChanged())
    first_launch.until(lambda: first_launch.chat.state_line.model_text == "Scripted 1B")
    first_launch.until(lambda: first_launch.api.warmed_up == warm + 1)
    first_launch.window.show_page("chat")
    assert _strip(first_launch).isHidden()


def test_the_free_space_is_that_of_the_folder_the_models_go_to(opened: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Path] = []

    def free(folder: Path) -> int:
        asked.append(folder)
        return 3_000_000_000

    monkeypatch.setattr("ui.first_run.first_run_page.free_bytes", free)
    opened.api.missing_roles = ("chat",)
    opened.api.publish(ModelsChanged())
    opened.until(lambda: asked == [opened.api.status().models_folder])


def test_a_source_opens_its_page_beside_the_answer(opened: Any) -> None:
    citation = Citation(
        n=1, document_id=DocumentId(4), document=Path("lease.txt"), page=None, quote="two months", start=0, end=10
    )
    opened.api.script("Two months [1].", basis=Basis.DOCUMENTS, citations=(citation,))
    turn = opened.ask("How much notice?")
    opened.api.finish(turn)
    opened.until(lambda: not opened.desktop.session.answering)
    opened.chat.transcript.citation_activated.emit(citation)
    viewer = opened.window.findChild(PageViewer)
    opened.until(lambda: viewer is not None and viewer.isVisible())
    viewer.closed.emit()
    assert viewer.isHidden()


def test_ctrl_f_reaches_the_search_of_what_is_open(opened: Any) -> None:
    citation = Citation(n=1, document_id=DocumentId(4), document=Path("a.txt"), page=None, quote="so", start=0, end=2)
    find = opened.window.command("find_here")
    assert find.shortcut().toString() == "Ctrl+F"
    find.trigger()
    assert opened.window.side_bar.isAncestorOf(opened.window.focusWidget())
    opened.chat.composer.edit.setFocus()
    opened.chat.transcript.citation_activated.emit(citation)
    viewer = opened.window.findChild(PageViewer)
    opened.until(viewer.isVisible)
    find.trigger()
    assert opened.window.focusWidget() is viewer.places.search
    viewer.closed.emit()
    library = opened.window.findChild(LibraryPage)
    read = FileReport(path=Path("lease.txt"), state=FileState.INDEXED, document_id=DocumentId(4))
    opened.api.documents.reports = [read]
    library.refresh()
    opened.window.show_page("documents")
    opened.until(library.filter.isVisible)
    find.trigger()
    assert opened.window.focusWidget() is library.filter


@pytest.mark.parametrize("gone", [False, True])
def test_an_answer_on_the_screen_is_marked_when_its_document_changes_or_goes(
    opened: Any, monkeypatch: pytest.MonkeyPatch, gone: bool
) -> None:
    citation = Citation(
        n=1, document_id=DocumentId(4), document=Path("lease.txt"), page=None, quote="two months", start=0, end=10
    )
    opened.api.script("Two months [1].", basis=Basis.DOCUMENTS, citations=(citation,))
    opened.api.finish(opened.ask("How much notice?"))
    opened.until(lambda: not opened.desktop.session.answering)
    view = opened.chat.transcript.last_answer()
    assert view.entry.answer.citations == (citation,)
    stored = opened.api.conversations.messages(opened.desktop.session.conversation)
    changed = [
        dataclasses.replace(
            one,
            answer=dataclasses.replace(
                one.answer, citations=(dataclasses.replace(citation, stale=True, gone=gone, score=0.5),)
            ),
        )
        if one.answer is not None
        else one
        for one in stored
    ]
    monkeypatch.setattr(opened.api.conversations, "messages", lambda conversation: changed)
    view.findChild(SourceRow).take_focus()
    if gone:
        opened.api.publish(DocumentsForgotten(count=1))
    else:
        opened.api.publish(
            IndexFinished(
                operation_id=OperationId("op"), indexed=1, partly=0, failed=0, unchanged=0, seconds=0.1, error=None
            )
        )
    opened.until(lambda: view.entry.answer.citations[0].stale)
    assert view.entry.answer.citations[0].gone == gone
    # The keyboard stays where it was, though the row is made anew.
    opened.until(lambda: [row.has_focus() for row in view.findChildren(SourceRow) if row.isVisible()] == [True])
    buttons = [one for one in view.findChildren(QPushButton) if one.isVisible() and "again" in one.text().lower()]
    asked = len(opened.api.asked)
    buttons[0].click()
    opened.until(lambda: len(opened.api.asked) == asked + 1)


def test_a_document_of_the_library_opens_beside_the_list(opened: Any) -> None:
    opened.window.command("documents").trigger()
    library = opened.window.findChild(LibraryPage)
    assert opened.window.page_name() == "documents"
    unread = FileReport(path=Path("locked.pdf"), state=FileState.FAILED, reason="This file is empty.")
    library.opened.emit(unread)
    assert opened.window.findChild(PageViewer).isHidden()
    read = FileReport(path=Path("lease.txt"), state=FileState.INDEXED, document_id=DocumentId(4))
    library.opened.emit(read)
    opened.until(lambda: opened.window.findChild(PageViewer).isVisible())


def test_the_name_of_the_model_leads_to_the_models(opened: Any) -> None:
    opened.chat.state_line.model_clicked.emit()
    assert opened.window.page_name() == "models"


def test_settings_change_the_window_at_once(opened: Any) -> None:
    opened.window.command("settings").trigger()
    dialog = opened.window.findChild(SettingsDialog)
    opened.until(lambda: dialog.sheet is not None)
    dialog.change("appearance_theme", "dark")
    opened.until(lambda: opened.desktop.theme.choice == "dark")
    dialog.change("appearance_zoom_percent", 125)
    opened.until(lambda: opened.desktop.theme.zoom_percent == 125)


def test_the_page_is_asked_for_as_sharp_as_the_pane_needs_it(opened: Any) -> None:
    citation = Citation(
        n=1, document_id=DocumentId(4), document=Path("lease.pdf"), page=2, quote="two months", start=0, end=10
    )
    opened.chat.transcript.citation_activated.emit(citation)
    viewer = opened.window.findChild(PageViewer)
    assert viewer._asked_scale == pytest.approx(viewer._wanted_scale(), rel=0.02)


def test_the_models_are_asked_for_anew_when_their_page_is_opened(opened: Any) -> None:
    page = opened.window.findChild(ModelsPage)
    opened.api.models.statuses = [model_status("talker", tokens_per_s=12.0)]
    opened.window.show_page("models")
    opened.until(lambda: "talker" in page.rows)
    opened.window.show_page("chat")
    assert page.rows["talker"].fit_line == "Runs well here, about 9 words a second"
    measured = dataclasses.replace(opened.api.models.statuses[0], expected_tokens_per_s=9.0, speed_measured=True)
    opened.api.models.statuses = [measured]
    opened.window.show_page("models")
    opened.until(lambda: page.rows["talker"].fit_line == "Runs well here, 7 words a second, measured here")
