"""Encryption from the window, over a scripted engine."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtWidgets import QMessageBox, QPushButton, QWidget

from assistant.errors import AlreadyRunning, ErrorReport, KeyNeeded, WrongKey
from assistant.events import EngineDied
from assistant.ids import ConversationId
from assistant.records import EncryptionStatus
from assistant.testing.backups import CODE
from tests.desktop.conftest import OpenWindow
from ui.keeping.encrypt_dialog import EncryptDialog
from ui.keeping.key_dialog import KeyDialog
from ui.settings.settings_dialog import SettingsDialog
from ui.window_state import WindowState

pytestmark = pytest.mark.desktop

W = TypeVar("W", bound=QWidget)
NEEDED = ErrorReport.of(KeyNeeded("Your data is encrypted.", "Enter its passphrase, or the recovery code."))
WRONG = ErrorReport.of(WrongKey("This passphrase does not open your data.", "Try again, or enter the recovery code."))


def shown(opened: OpenWindow, kind: type[W]) -> W:
    """The dialog of a kind that is on the screen."""

    def visible() -> list[W]:
        return [one for one in opened.window.findChildren(kind) if one.isVisible()]

    opened.until(lambda: bool(visible()))
    return visible()[-1]


def settings(opened: OpenWindow) -> SettingsDialog:
    opened.window.command("settings").trigger()
    dialog = shown(opened, SettingsDialog)
    opened.until(lambda: dialog.sheet is not None)
    return dialog


def test_it_is_switched_on_when_the_code_was_written_down(opened: OpenWindow) -> None:
    dialog = settings(opened)
    assert dialog.sheet is not None
    assert "not encrypted" in dialog.sheet.encryption.words
    dialog.sheet.encryption.switch.click()
    asked = shown(opened, EncryptDialog)
    assert "".join(asked.code.text().split()) == CODE
    assert "everything is lost" in asked.warning
    assert not asked.passphrase.isVisible()
    assert not asked.encrypt.isEnabled()
    asked.written_down.setChecked(True)
    asked.encrypt.click()
    opened.until(lambda: opened.api.encryption.switched == [(CODE, "")])
    opened.until(lambda: "is encrypted" in opened.chat.banner.text)
    again = settings(opened)
    opened.until(lambda: again.sheet is not None and "computer's keyring" in again.sheet.encryption.words)


def test_without_a_keyring_a_long_passphrase_is_typed_twice(opened: OpenWindow) -> None:
    opened.api.encryption.now = EncryptionStatus(keyring=False)
    opened.desktop.encryption.ask_to_switch(True)
    asked = shown(opened, EncryptDialog)
    asked.written_down.setChecked(True)
    for first, second, good in (("short", "short", False), ("five words are enough", "other", False)):
        asked.passphrase.setText(first)
        asked.again.setText(second)
        assert asked.encrypt.isEnabled() == good
    asked.again.setText("five words are enough")
    asked.encrypt.click()
    opened.until(lambda: opened.api.encryption.switched == [(CODE, "five words are enough")])


def test_a_switch_that_fails_says_why(opened: OpenWindow) -> None:
    opened.api.encryption.refusal = AlreadyRunning("Another Sotto uses this data folder.", "Close it, then try again.")
    opened.desktop.encryption.switch_on(CODE, "")
    opened.until(lambda: "Another Sotto" in opened.chat.banner.text)
    assert opened.api.encryption.switched == []


def test_it_is_switched_off_after_a_question(opened: OpenWindow) -> None:
    opened.api.encryption.now = EncryptionStatus(on=True, kept_in="keyring", keyring=True)
    opened.desktop.encryption.ask_to_switch(False)
    box = shown(opened, QMessageBox)
    next(one for one in box.findChildren(QPushButton) if one.text() == "Switch encryption off").click()
    opened.until(lambda: opened.api.encryption.switched == [None])
    opened.until(lambda: "no longer encrypted" in opened.chat.banner.text)


def test_an_engine_that_needs_a_key_asks_once_and_again_when_it_was_wrong(opened: OpenWindow) -> None:
    opened.api.publish(EngineDied(exit_status=1, refusal=NEEDED))
    opened.api.publish(EngineDied(exit_status=1, refusal=NEEDED))
    asked = shown(opened, KeyDialog)
    assert "passphrase, or the recovery code" in asked.why
    assert sum(one.isVisible() for one in opened.window.findChildren(KeyDialog)) == 1
    assert not asked.open_button.isEnabled()
    asked.secret.setText("first")
    asked.open_button.click()
    opened.until(lambda: opened.api.encryption.secrets == ["first"])
    opened.api.publish(EngineDied(exit_status=1, refusal=WRONG))
    opened.until(lambda: any("does not open" in one.why for one in opened.window.findChildren(KeyDialog)))
    asked = shown(opened, KeyDialog)
    asked.secret.setText("second")
    asked.open_button.click()
    opened.until(lambda: opened.api.encryption.secrets == ["first", "second"])


def test_an_encrypted_backup_asks_for_its_key(opened: OpenWindow, tmp_path: Path) -> None:
    opened.api.backups.refuse_next(NEEDED.to_exception())
    opened.desktop.backups.restore(tmp_path / "all")
    asked = shown(opened, KeyDialog)
    asked.secret.setText("the code")
    asked.open_button.click()
    opened.until(lambda: opened.api.backups.secrets == ["the code"])
    assert opened.api.encryption.secrets == []


def test_a_backup_that_ends_the_encryption_says_so_first(opened: OpenWindow, tmp_path: Path) -> None:
    opened.api.encryption.now = EncryptionStatus(on=True, kept_in="keyring", keyring=True)
    opened.desktop.backups.ask(tmp_path / "all")
    box = shown(opened, QMessageBox)
    assert "not encrypted" in box.informativeText()
    next(one for one in box.findChildren(QPushButton) if one.text() == "Restore").click()
    opened.until(lambda: opened.api.backups.restored == [tmp_path / "all"])


def test_drafts_leave_the_disk_and_come_back_to_it(tmp_path: Path, qapp: object) -> None:
    file = tmp_path / "window.ini"
    state = WindowState(file)
    state.save_draft(ConversationId(3), "a quagmire")
    state.save_draft(None, "another quagmire")
    state.flush()
    assert "quagmire" in file.read_text(encoding="utf-8")
    state.keep_drafts_in_memory(True)
    assert "quagmire" not in file.read_text(encoding="utf-8")
    assert state.draft(ConversationId(3)) == "a quagmire"
    state.save_draft(None, "")
    state.save_draft(ConversationId(4), "a third quagmire")
    state.flush()
    assert "quagmire" not in file.read_text(encoding="utf-8")
    state.keep_drafts_in_memory(False)
    again = WindowState(file)
    assert [again.draft(each) for each in (None, ConversationId(3), ConversationId(4))] == [
        "",
        "a quagmire",
        "a third quagmire",
    ]


def test_why_a_passphrase_will_not_do_is_said(opened: OpenWindow) -> None:
    dialog = EncryptDialog(CODE, keyring=False, parent=opened.window)
    dialog.show()
    dialog.written_down.setChecked(True)

    def typed(passphrase: str, again: str) -> str:
        dialog.passphrase.setText(passphrase)
        dialog.again.setText(again)
        return dialog.lacking.text() if dialog.lacking.isVisible() else ""

    assert typed("five or six words", "") == ""
    assert typed("five or six words", "five or") == ""  # still being typed
    assert typed("five or six words", "five of") == "The two are not the same."
    assert typed("short", "short") == "The passphrase is too short."
    assert not dialog.encrypt.isEnabled()
    assert typed("five or six words", "five or six words") == ""
    assert dialog.encrypt.isEnabled()
    dialog.close()


def test_while_a_passphrase_is_tried_that_is_said(opened: OpenWindow) -> None:
    said: list[str] = []
    unlock = opened.api.encryption.unlock

    def slowly(secret: str) -> None:
        said.append(opened.chat.banner.text)
        unlock(secret)

    opened.api.encryption.unlock = slowly  # type: ignore[method-assign]
    opened.desktop.encryption.ask_for_key(NEEDED)
    asked = shown(opened, KeyDialog)
    asked.secret.setText("five or six words")
    asked.open_button.click()
    opened.until(lambda: said == ["Opening your data …"])
    opened.until(lambda: opened.chat.banner.text == "")
