"""The tray: its menu does what it says, and a window put away there is not closed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QSystemTrayIcon
from pytestqt.qtbot import QtBot

from assistant.events import VoiceMode
from ui.tray import Tray

pytestmark = pytest.mark.desktop


@pytest.fixture
def tray(opened: Any) -> Iterator[Tray]:
    made = Tray(opened.window, QIcon(), opened.desktop.voice)
    yield made
    made.deleteLater()


def test_the_window_is_put_away_instead_of_closed_and_comes_back(opened: Any, tray: Tray, qtbot: QtBot) -> None:
    closed: list[bool] = []
    opened.window.closed.connect(lambda: closed.append(True))
    opened.window.keep_in_tray = True
    opened.window.close()
    assert opened.window.isHidden()
    assert closed == []
    tray.menu.open_window.trigger()
    assert opened.window.isVisible()
    tray.menu.leave.trigger()
    assert opened.window.isHidden()
    assert closed == [True]


def test_the_window_comes_back_with_the_keyboard_in_the_question(opened: Any, tray: Tray) -> None:
    edit = opened.chat.composer.edit
    edit.setFocus()
    opened.window.keep_in_tray = True
    opened.window.close()
    tray.menu.open_window.trigger()
    assert opened.window.focusWidget() is edit


def test_without_it_closing_closes(opened: Any) -> None:
    with opened.qtbot.waitSignal(opened.window.closed):
        opened.window.close()


def test_a_click_brings_the_window(opened: Any, tray: Tray) -> None:
    opened.window.hide()
    tray.activated.emit(QSystemTrayIcon.ActivationReason.Trigger)
    assert opened.window.isVisible()


def test_a_click_puts_the_window_in_front_away_and_the_next_brings_it(opened: Any, tray: Tray) -> None:
    opened.window.activateWindow()
    opened.until(opened.window.isActiveWindow)
    for shown in (False, True):
        tray.activated.emit(QSystemTrayIcon.ActivationReason.Trigger)
        assert opened.window.isVisible() is shown
    opened.window.showMinimized()
    assert opened.window.isMinimized()
    tray.activated.emit(QSystemTrayIcon.ActivationReason.Trigger)
    assert not opened.window.isMinimized()


def test_the_other_buttons_of_the_mouse_leave_the_window(opened: Any, tray: Tray) -> None:
    opened.window.activateWindow()
    opened.until(opened.window.isActiveWindow)
    for reason in (QSystemTrayIcon.ActivationReason.Context, QSystemTrayIcon.ActivationReason.MiddleClick):
        tray.activated.emit(reason)
        assert opened.window.isVisible()


def test_talking_and_silence_reach_the_engine(opened: Any, tray: Tray) -> None:
    tray.menu.talk.trigger()
    opened.until(lambda: "start hands_free" in opened.api.voice.calls)
    opened.api.script("One two three")
    turn = opened.ask("Count")
    opened.api.advance(turn, 6)
    opened.until(lambda: opened.chat.transcript.last_answer().text == "One ")
    tray.menu.silence.trigger()
    opened.until(lambda: opened.api.interrupted == [turn])


def test_an_open_microphone_is_told_where_the_window_is_put_away(opened: Any, tray: Tray) -> None:
    opened.window.hide()
    assert (tray.menu.talk.text(), tray.toolTip()) == ("Talk", "Sotto")
    tray.menu.talk.trigger()
    opened.until(lambda: tray.toolTip() == "Sotto · Listening …")
    assert tray.menu.talk.text() == "Stop talking"
    tray.menu.talk.trigger()
    opened.until(lambda: tray.toolTip() == "Sotto")
    assert tray.menu.talk.text() == "Talk"


def test_with_hold_to_talk_one_click_begins_and_the_next_ends(opened: Any, tray: Tray) -> None:
    opened.api.set_setting("voice_mode", "hold_to_talk")
    opened.desktop.voice.learn_mode()
    opened.until(lambda: opened.desktop.voice.mode is VoiceMode.HOLD_TO_TALK)
    tray.menu.talk.trigger()
    opened.until(lambda: opened.api.voice.calls[-1:] == ["press"])
    tray.menu.talk.trigger()
    opened.until(lambda: opened.api.voice.calls[-1:] == ["release"])


def test_mute_is_there_while_somebody_talks(opened: Any, tray: Tray) -> None:
    assert not tray.menu.mute.isEnabled()
    tray.menu.talk.trigger()
    opened.until(tray.menu.mute.isEnabled)
    tray.menu.mute.trigger()
    opened.until(tray.menu.mute.isChecked)
    assert "mute True" in opened.api.voice.calls
