"""Asking for the password of locked documents, over a scripted engine."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from assistant.errors import NotFound
from assistant.events import EngineDied, FileIndexed, IndexFinished
from assistant.ids import DocumentId, OperationId
from assistant.records import FileReport, FileState
from assistant.testing.front_door import ScriptedAssistant
from tests.desktop.conftest import OpenWindow
from ui.bridge import EngineBridge
from ui.library.unlock_dialog import UnlockDialog
from ui.operations import Operations

pytestmark = pytest.mark.desktop

OP = OperationId("unlock")
LEASE = FileReport(
    path=Path("lease.pdf"),
    state=FileState.FAILED,
    document_id=DocumentId(1),
    reason="This PDF is protected with a password.",
    locked=True,
)
LETTER = dataclasses.replace(LEASE, path=Path("letter.docx"), document_id=DocumentId(2))
REFUSED = "The password does not open this PDF. Check it, and try again."


def opened_file(report: FileReport) -> FileReport:
    return dataclasses.replace(report, state=FileState.INDEXED, locked=False, reason="", chunks=4)


def refused(report: FileReport) -> FileReport:
    return dataclasses.replace(report, reason=REFUSED)


@pytest.fixture
def dialog(qtbot: QtBot, api: ScriptedAssistant) -> Iterator[UnlockDialog]:
    bridge = EngineBridge()
    api.subscribe(bridge.receive)
    operations = Operations()
    made = UnlockDialog(api, bridge, operations)
    made.setProperty("bridge", bridge)
    qtbot.addWidget(made)
    yield made
    operations.close(2.0)


def give(qtbot: QtBot, dialog: UnlockDialog, api: ScriptedAssistant, password: str) -> None:
    before = len(api.documents.unlocked)
    dialog.password.clear()
    QTest.keyClicks(dialog.password, password)
    QTest.keyClick(dialog.password, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(api.documents.unlocked) > before)


def publish(api: ScriptedAssistant, files: Sequence[FileReport]) -> None:
    api.publish(*(FileIndexed(operation_id=OP, file=file) for file in files))


def test_the_right_password_closes_it_and_is_not_left_in_the_field(
    qtbot: QtBot, dialog: UnlockDialog, api: ScriptedAssistant
) -> None:
    dialog.ask([LEASE])
    assert dialog.question == "“lease.pdf” is protected with a password."
    assert dialog.password.echoMode() is QLineEdit.EchoMode.Password
    assert not dialog.unlock_button.isEnabled()
    give(qtbot, dialog, api, "open sesame")
    assert api.documents.unlocked == [(DocumentId(1), "open sesame")]
    assert not dialog.unlock_button.isEnabled()
    assert dialog.unlock_button.text() == "Unlocking …"
    publish(api, [opened_file(LEASE)])
    qtbot.waitUntil(lambda: not dialog.isVisible())
    assert dialog.password.text() == ""


def test_it_is_kept_only_when_asked_to_and_where_there_is_a_keyring(
    qtbot: QtBot, dialog: UnlockDialog, api: ScriptedAssistant
) -> None:
    dialog.ask([LEASE])
    qtbot.waitUntil(dialog.keep.isVisible)
    assert not dialog.keep.isChecked()
    dialog.keep.setChecked(True)
    give(qtbot, dialog, api, "right")
    assert api.documents.kept == [DocumentId(1)]
    dialog.reject()
    dialog.ask([LEASE])
    qtbot.waitUntil(dialog.keep.isVisible)
    assert not dialog.keep.isChecked()
    give(qtbot, dialog, api, "right")
    assert api.documents.kept == [DocumentId(1)]
    dialog.reject()
    api.documents.has_keyring = False
    dialog.ask([LEASE])
    assert not dialog.keep.isVisible()
    assert "no keyring" in " ".join(label.text() for label in dialog.findChildren(QLabel) if label.isVisible())


def test_a_wrong_password_is_told_and_asked_for_again(
    qtbot: QtBot, dialog: UnlockDialog, api: ScriptedAssistant
) -> None:
    dialog.ask([LEASE])
    give(qtbot, dialog, api, "wrong")
    publish(api, [refused(LEASE)])
    qtbot.waitUntil(lambda: dialog.trouble == REFUSED)
    assert dialog.isVisible()
    assert dialog.unlock_button.text() == "Unlock"
    assert dialog.password.selectedText() == dialog.password.text()
    give(qtbot, dialog, api, "right")
    publish(api, [opened_file(LEASE)])
    qtbot.waitUntil(lambda: not dialog.isVisible())


def test_one_password_is_tried_on_all_and_those_it_opens_are_not_asked_for_again(
    qtbot: QtBot, dialog: UnlockDialog, api: ScriptedAssistant
) -> None:
    dialog.ask([LEASE, LETTER, dataclasses.replace(opened_file(LEASE), path=Path("open.pdf"))])
    assert dialog.question == "2 documents are protected with a password:\nlease.pdf\nletter.docx"
    give(qtbot, dialog, api, "first")
    publish(api, [opened_file(LETTER)])
    publish(api, [refused(LEASE)])
    qtbot.waitUntil(lambda: dialog.trouble == REFUSED)
    assert dialog.question == "“lease.pdf” is protected with a password."


def test_what_stops_the_reading_is_told_and_the_password_kept(
    qtbot: QtBot, dialog: UnlockDialog, api: ScriptedAssistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog.ask([LEASE])
    give(qtbot, dialog, api, "right")
    api.publish(EngineDied(exit_status=-9))
    qtbot.waitUntil(lambda: dialog.trouble == "The engine stopped. Try the password again.")
    assert dialog.password.text() == "right"

    def gone(document: DocumentId, password: str, keep_password: bool) -> OperationId:
        raise NotFound("There is no such document.", "Look at the list again.")

    monkeypatch.setattr(api.documents, "unlock", gone)
    dialog.unlock_button.click()
    qtbot.waitUntil(lambda: dialog.trouble == "There is no such document. Look at the list again.")


def test_a_locked_document_dropped_on_the_chat_offers_the_password(opened: OpenWindow) -> None:
    opened.until(lambda: opened.desktop.screens is not None)
    opened.desktop.intake.add([LEASE.path])
    added = OperationId("add-1")
    opened.api.publish(
        FileIndexed(operation_id=added, file=LEASE),
        IndexFinished(operation_id=added, indexed=0, partly=0, failed=1, unchanged=0, seconds=0.1),
    )
    opened.until(lambda: "No document could be read." in opened.chat.banner.text)
    button = next(one for one in opened.chat.banner.findChildren(QPushButton) if one.text() == "Unlock …")
    button.click()
    dialog = opened.window.findChild(UnlockDialog)
    assert isinstance(dialog, UnlockDialog)
    opened.until(dialog.isVisible)
    assert "lease.pdf" in dialog.question
    dialog.reject()
