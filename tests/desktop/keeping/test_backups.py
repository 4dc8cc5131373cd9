"""Backing up and restoring from the window, over a scripted engine."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QMessageBox, QPushButton

from assistant.errors import DamagedDatabase, ErrorReport, StorageError
from assistant.events import DatabaseDamaged, EngineDied, EngineStarted
from assistant.ids import DocumentId
from assistant.records import FileReport, FileState
from assistant.testing.backups import backup
from tests.desktop.conftest import OpenWindow
from ui.keeping.restore_dialog import RestoreDialog
from ui.library.page_viewer import PageViewer

pytestmark = pytest.mark.desktop


def dialog(opened: OpenWindow) -> RestoreDialog:
    opened.until(lambda: opened.window.findChild(RestoreDialog) is not None)
    found = opened.window.findChild(RestoreDialog)
    assert isinstance(found, RestoreDialog)
    return found


def test_everything_is_written_to_the_file_that_was_chosen(
    opened: OpenWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = tmp_path / "all.sotto-backup"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(chosen), ""))
    opened.window.command("back_up").trigger()
    opened.until(lambda: opened.api.backups.written == [chosen])
    opened.until(lambda: "read back whole" in opened.chat.banner.text)
    assert "2 chats, 3 facts, 1 document" in opened.chat.banner.text


def test_a_backup_that_cannot_be_written_says_why(opened: OpenWindow, tmp_path: Path) -> None:
    opened.api.backups.refuse_next(StorageError("The disk is full.", "Free some space."))
    opened.desktop.backups.write(tmp_path / "all")
    opened.until(lambda: "disk is full" in opened.chat.banner.text)


def test_one_of_the_automatic_backups_is_put_back(opened: OpenWindow, tmp_path: Path) -> None:
    turn = opened.ask("Something of today")
    opened.api.finish(turn)
    opened.until(lambda: not opened.desktop.session.answering)
    opened.api.backups.automatic = [backup(tmp_path / "new"), backup(tmp_path / "old", 1_780_000_000.0)]
    opened.window.command("restore").trigger()
    shown = dialog(opened)
    assert shown.list.count() == 2
    shown.list.setCurrentRow(1)
    shown.restore.click()
    opened.until(lambda: opened.api.backups.restored == [tmp_path / "old"])
    opened.until(lambda: "Everything is as it was" in opened.chat.banner.text)
    opened.api.publish(EngineStarted(process_id=2, restarted=True))
    opened.until(lambda: opened.desktop.status is not None)
    assert opened.desktop.session.conversation is None
    assert "stopped" not in opened.chat.banner.text


def test_a_file_is_described_before_it_is_put_back(
    opened: OpenWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = tmp_path / "all"
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(chosen), ""))
    opened.window.command("restore").trigger()
    shown = dialog(opened)
    assert not shown.restore.isEnabled()
    shown.from_file.click()
    opened.until(lambda: opened.window.findChild(QMessageBox) is not None)
    box = opened.window.findChild(QMessageBox)
    assert isinstance(box, QMessageBox)
    assert "2 chats" in box.informativeText()
    next(one for one in box.findChildren(QPushButton) if one.text() == "Restore").click()
    opened.until(lambda: opened.api.backups.restored == [chosen])


def test_a_restore_that_fails_says_so_and_a_later_death_is_told(opened: OpenWindow, tmp_path: Path) -> None:
    opened.api.backups.refuse_next(StorageError("The backup is damaged.", "Use another one."))
    opened.desktop.backups.restore(tmp_path / "all")
    opened.until(lambda: "backup is damaged" in opened.chat.banner.text)
    opened.api.publish(EngineStarted(process_id=2, restarted=True))
    opened.until(lambda: "was started again" in opened.chat.banner.text)


@pytest.mark.parametrize("at_the_start", [True, False])
def test_a_damaged_database_offers_the_backups(opened: OpenWindow, tmp_path: Path, at_the_start: bool) -> None:
    opened.api.backups.automatic = [backup(tmp_path / "new")]
    refusal = ErrorReport.of(DamagedDatabase.of(Path("sotto.db")))
    opened.api.publish(EngineDied(exit_status=1, refusal=refusal) if at_the_start else DatabaseDamaged())
    dialog(opened).restore.click()
    opened.until(lambda: opened.api.backups.restored == [tmp_path / "new"])


def test_the_page_of_a_document_goes_when_a_backup_is_put_back(opened: OpenWindow, tmp_path: Path) -> None:
    """Under its number there may be another document then."""
    opened.api.documents.reports = [
        FileReport(path=Path("lease.txt"), state=FileState.INDEXED, document_id=DocumentId(4), chunks=9, pages=2)
    ]
    screens = opened.desktop.screens
    assert screens is not None
    screens._show_document(opened.api.documents.reports[0])
    viewer = opened.window.findChild(PageViewer)
    assert isinstance(viewer, PageViewer)
    opened.until(viewer.isVisible)
    opened.desktop.backups.restore(tmp_path / "all")
    opened.until(lambda: "Everything is as it was" in opened.chat.banner.text)
    assert not viewer.isVisible()
    opened.until(lambda: not viewer.message)
    viewer.turn(1)
    assert viewer.bar.page_words == ""


def test_the_backups_are_offered_once_however_often_the_damage_is_told(opened: OpenWindow, tmp_path: Path) -> None:
    opened.api.backups.automatic = [backup(tmp_path / "new")]
    refusal = ErrorReport.of(DamagedDatabase.of(Path("sotto.db")))
    for _ in range(3):
        opened.api.publish(EngineDied(exit_status=1, refusal=refusal))
    opened.api.publish(DatabaseDamaged())
    first = dialog(opened)
    opened.qtbot.wait(100)
    assert opened.window.findChildren(RestoreDialog) == [first]
    first.reject()
    opened.until(lambda: opened.window.findChild(RestoreDialog) is None)
    opened.api.publish(DatabaseDamaged())
    dialog(opened)
