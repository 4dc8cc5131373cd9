"""Another language while the window runs: every word on the screen changes, and changes back."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtGui import QFontDatabase
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from assistant.settings import Settings
from tests.desktop.screen_checks import english_left, words_of
from ui.settings import settings_dialog
from ui.settings.settings_dialog import SettingsDialog
from ui.settings.settings_sheet import SettingsSheet
from ui.theme.theme import JAPANESE_FAMILIES

pytestmark = pytest.mark.desktop


def test_the_whole_window_changes_its_language_and_changes_back(furnished: Any) -> None:
    window, dialog = furnished.window, furnished.window.findChild(SettingsDialog)
    english = words_of(window)
    assert len(english_left(english)) > 100
    dialog.change("appearance_language", "ja")
    old = dialog.sheet
    furnished.until(lambda: furnished.desktop.language.code == "ja" and dialog.sheet is not old)
    # Old rows are deleted by the event loop, not at once.
    QTest.qWait(0)
    try:
        left = english_left(words_of(window))
        assert not left, "\n".join(left)
        assert window.command("new_chat").text() == "新しいチャット"
        assert furnished.window.side_bar.titles() == ["Ask me"]
    finally:
        dialog.change("appearance_language", "en")
        old = dialog.sheet
        furnished.until(lambda: furnished.desktop.language.code == "en" and dialog.sheet is not old)
    QTest.qWait(0)
    assert set(words_of(window).values()) == set(english.values())


def test_open_settings_are_made_anew_once_and_never_stand_empty(
    furnished: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = furnished.window.findChild(SettingsDialog)
    dialog.open()
    made: list[SettingsSheet] = []
    seen: list[bool] = []

    class Counted(SettingsSheet):
        def __init__(self, settings: Settings) -> None:
            super().__init__(settings)
            made.append(self)
            seen.append(dialog.sheet.isVisible())

    monkeypatch.setattr(settings_dialog, "SettingsSheet", Counted)
    furnished.desktop.choose_language("ja")
    try:
        furnished.until(lambda: bool(made) and dialog.sheet is made[0])
        assert dialog.sheet.isVisible()
        QTest.qWait(0)
        assert (len(made), seen) == (1, [True])
    finally:
        furnished.desktop.choose_language("en")
        furnished.until(lambda: dialog.sheet is not made[0])
        dialog.reject()


def test_what_streams_while_the_language_changes_is_kept(opened: Any, qapp: QApplication) -> None:
    opened.api.script("One two three")
    turn = opened.ask("Count")
    opened.api.advance(turn, 6)
    view = opened.chat.transcript.last_answer()
    opened.until(lambda: view.text == "One ")
    opened.desktop.choose_language("ja")
    qapp.processEvents()
    try:
        assert view.text == "One "
        opened.api.finish(turn)
        opened.until(lambda: view.text == "One two three")
    finally:
        opened.desktop.choose_language("en")


def test_japanese_is_written_in_a_font_that_has_it(opened: Any, qapp: QApplication) -> None:
    opened.desktop.choose_language("ja")
    first, *_ = qapp.font().families()
    here = QFontDatabase.families(QFontDatabase.WritingSystem.Japanese)
    preferred = [one for one in JAPANESE_FAMILIES if one in here]
    opened.desktop.choose_language("en")
    assert preferred, "no font of this machine shows Japanese"
    assert first in preferred
