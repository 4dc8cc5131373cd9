"""Every control of every screen is reached with the Tab key, from top to bottom, and it can be seen where the keyboard is."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QScrollArea, QWidget

from tests.desktop.screen_checks import LEAST_PIXELS, differing
from tests.desktop.test_every_dialog import dialogs_of
from tests.desktop.test_every_screen import SIZES, screens_of, settle
from ui.chat.question_edit import QuestionEdit
from ui.chat.transcript import Transcript
from ui.main_window import MainWindow

pytestmark = pytest.mark.desktop

STEPS_INSIDE = 40
"""Parts of a date, and links of an answer or of the licences, among which Tab goes before it leaves."""
GOES_ELSEWHERE = {"suggestions"}
"""There Tab takes the suggestion."""


@dataclasses.dataclass
class _Walk:
    """Where the keyboard went."""

    order: list[QWidget] = dataclasses.field(default_factory=list)
    unseen: list[QWidget] = dataclasses.field(default_factory=list)


def _stops(top: QWidget) -> list[QWidget]:
    """What the Tab key should reach. Of buttons of which one is chosen it reaches that one; arrows go to the others."""
    return [
        one
        for one in top.findChildren(QWidget)
        if one.isVisible()
        and one.window() is top
        and one.isEnabled()
        and one.focusProxy() is None
        and (one.focusPolicy() & Qt.FocusPolicy.TabFocus) == Qt.FocusPolicy.TabFocus
        and not (isinstance(one, QAbstractButton) and _another_is_chosen(one))
    ]


def _another_is_chosen(button: QAbstractButton) -> bool:
    group = button.group()
    return group is not None and group.exclusive() and group.checkedButton() not in (None, button)


def _place(widget: QWidget, top: QWidget) -> QRect:
    return QRect(widget.mapTo(top, QPoint(0, 0)), widget.size()).adjusted(-3, -3, 3, 3).intersected(top.rect())


def _walked(top: QWidget, app: QApplication) -> _Walk:
    walk = _Walk()
    app.processEvents()
    if app.focusWidget() is None:
        QTest.keyClick(top, Qt.Key.Key_Tab)
    while (focused := app.focusWidget()) is not None and focused not in walk.order:
        walk.order.append(focused)
        app.processEvents()
        place = _place(focused, top)
        with_keyboard = top.grab(place).toImage()
        for _ in range(STEPS_INSIDE):
            QTest.keyClick(focused, Qt.Key.Key_Tab)
            if app.focusWidget() is not focused:
                break
        app.processEvents()
        still_there = _place(focused, top) == place and focused.isVisible()
        if still_there and differing(with_keyboard, top.grab(place).toImage()) < LEAST_PIXELS:
            walk.unseen.append(focused)
    return walk


def _called(widget: QWidget) -> str:
    return f"{type(widget).__name__} “{widget.accessibleName()}”"


def _area(widget: QWidget, top: QWidget) -> QWidget:
    """What scrolls as one, else the half of the window."""
    parent = widget.parentWidget()
    while parent is not None and parent is not top:
        if isinstance(parent, QScrollArea) or parent.objectName() in ("sideBar", "viewer"):
            return parent
        parent = parent.parentWidget()
    return top


def _jumps(order: list[QWidget], top: QWidget) -> list[str]:
    """Where the keyboard goes up again, though not to the next column."""
    found = []
    for before, after in pairwise(order):
        if _area(before, top) is not _area(after, top) or _area(before, top) is top:
            continue
        here, there = (QRect(one.mapTo(top, QPoint(0, 0)), one.size()) for one in (before, after))
        if there.bottom() < here.top() and there.left() <= here.right():
            found.append(f"{_called(after)} after {_called(before)}")
    return found


def _troubles(opened: Any, name: str, top: QWidget, app: QApplication) -> list[str]:
    settle(top)
    top.activateWindow()
    opened.until(lambda: app.activeWindow() is top)
    stops = _stops(top)
    walk = _walked(top, app)
    return [
        *(f"{name}: not reached: {_called(one)}" for one in stops if one not in walk.order),
        *(f"{name}: not seen: {_called(one)}" for one in walk.unseen),
        *(f"{name}: out of order: {one}" for one in _jumps(walk.order, top)),
    ]


@pytest.fixture(autouse=True)
def _steady_caret(qapp: QApplication) -> Iterator[None]:
    blinking = qapp.cursorFlashTime()
    qapp.setCursorFlashTime(0)
    yield
    qapp.setCursorFlashTime(blinking)


@pytest.mark.parametrize("theme_choice", ["light", "high_contrast"])
def test_everything_is_reached_in_order_and_the_keyboard_is_seen(
    furnished: Any, qapp: QApplication, theme_choice: str
) -> None:
    opened = furnished
    opened.window.resize(SIZES["wide"])
    opened.desktop.theme.set_choice(theme_choice)
    troubles: list[str] = []
    for name, top in screens_of(opened, "en"):
        if name in GOES_ELSEWHERE:
            settle(top)
        else:
            troubles += _troubles(opened, name, top, qapp)
        if isinstance(top, MainWindow):
            first = next((one for one in _stops(top) if isinstance(one, QuestionEdit | Transcript)), None)
            (first or top).setFocus()
    assert troubles == [], "\n".join(["", *troubles])


@pytest.mark.parametrize("theme_choice", ["light", "high_contrast"])
def test_every_dialog_is_gone_through_in_order_and_the_keyboard_is_seen(
    furnished: Any, qapp: QApplication, theme_choice: str
) -> None:
    furnished.desktop.theme.set_choice(theme_choice)
    troubles: list[str] = []
    for name, top in dialogs_of(furnished):
        troubles += _troubles(furnished, name, top, qapp)
    assert troubles == [], "\n".join(["", *troubles])
