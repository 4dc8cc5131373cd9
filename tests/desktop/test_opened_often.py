"""Dialogs that are opened and closed again and again leave nothing behind."""

from __future__ import annotations

import gc
from collections.abc import Callable

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

from assistant.ids import ConversationId
from tests.desktop.conftest import OpenWindow

pytestmark = pytest.mark.desktop

TIMES = 4


def _openers(opened: OpenWindow) -> dict[str, Callable[[], object]]:
    desktop = opened.desktop
    screens = desktop.screens
    assert screens is not None
    commands = (
        "keys",
        "about",
        "whats_new",
        "exam",
        "own_skills",
        "tools",
        "home",
        "chat_server",
        "settings",
        "restore",
    )
    named: dict[str, Callable[[], object]] = {name: opened.window.command(name).trigger for name in commands}
    return named | {
        "link": lambda: desktop._ask_before_opening(QUrl("http://home")),
        "sound_check": opened.window.command("sound_check").trigger,
        "folder": lambda: desktop.shelf._ask_folder(ConversationId(1)),
        "encrypt": lambda: desktop.encryption.ask_to_switch(True),
        "decrypt": lambda: desktop.encryption.ask_to_switch(False),
    }


def _widgets() -> int:
    QTest.qWait(1)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    return len(QApplication.allWidgets())


def _shown(opened: OpenWindow) -> list[QDialog]:
    return [one for one in opened.window.findChildren(QDialog) if one.isVisible()]


def test_no_dialog_stays_when_it_is_closed(furnished: OpenWindow) -> None:
    opened, left = furnished, {}
    for name, open_it in _openers(opened).items():
        counts = []
        for _ in range(TIMES):
            open_it()
            opened.until(lambda: bool(_shown(opened)))
            for one in _shown(opened):
                one.reject()
            counts.append(_widgets())
        # The first time makes what is kept for the next.
        if counts[-1] > counts[1]:
            left[name] = counts
    assert left == {}
