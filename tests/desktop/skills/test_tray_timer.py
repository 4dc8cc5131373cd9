"""The next timer in the tray's menu: which it is, what it says, and what ends it."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtWidgets import QMenu

from assistant.ids import TimerId
from assistant.records import Timer, TimerKind, TimerState
from ui.skills.tray_timer import TrayTimer

pytestmark = pytest.mark.desktop

TEA = Timer(id=TimerId("t"), kind=TimerKind.TIMER, due_at=1300.0, seconds=300, name="tea")
EGGS = Timer(id=TimerId("e"), kind=TimerKind.TIMER, due_at=1100.0, seconds=300, name="eggs")
UP = Timer(id=TimerId("u"), kind=TimerKind.ALARM, due_at=900.0, state=TimerState.RINGING)


@pytest.fixture
def shown(opened: Any) -> tuple[TrayTimer, QMenu]:
    menu = QMenu(opened.window)
    menu.addAction("Open Sotto")
    desktop = opened.desktop
    made = TrayTimer(
        menu, opened.api, desktop.bridge, desktop.operations, desktop.session.tell_error, now=lambda: 1000.0
    )
    return made, menu


def _lines(menu: QMenu) -> list[str]:
    return [action.text() for action in menu.actions() if action.isVisible() and not action.isSeparator()]


def test_the_next_timer_is_shown_and_ended(opened: Any, shown: tuple[TrayTimer, QMenu]) -> None:
    timer, menu = shown
    assert _lines(menu) == ["Open Sotto"]
    opened.api.skills.set_timers(TEA, EGGS)
    opened.until(lambda: _lines(menu) == ["Cancel: eggs 1:40", "Open Sotto"])
    timer.end.trigger()
    opened.until(lambda: _lines(menu) == ["Cancel: tea 5:00", "Open Sotto"])
    timer.end.trigger()
    opened.until(lambda: _lines(menu) == ["Open Sotto"])


def test_what_rings_goes_first_and_can_be_snoozed(opened: Any, shown: tuple[TrayTimer, QMenu]) -> None:
    timer, menu = shown
    opened.api.skills.set_timers(TEA, UP)
    opened.until(lambda: _lines(menu) == ["Stop: Alarm is ringing", "Snooze", "Open Sotto"])
    timer.snooze.trigger()
    opened.until(lambda: opened.api.skills.snoozed == [("u", 5)])


def test_opening_the_menu_asks_for_what_there_is(opened: Any, shown: tuple[TrayTimer, QMenu]) -> None:
    _, menu = shown
    opened.api.skills.known = [TEA]
    menu.aboutToShow.emit()
    opened.until(lambda: _lines(menu) == ["Cancel: tea 5:00", "Open Sotto"])
    menu.aboutToHide.emit()
