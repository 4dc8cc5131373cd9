"""The line of notices: one that goes by itself waits for whoever is about to use it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QPointF
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from assistant.errors import ErrorReport
from ui.widgets.banner import Banner

pytestmark = pytest.mark.desktop

SOON_S = 0.02


@pytest.fixture
def banner(qtbot: QtBot) -> Iterator[Banner]:
    """On a page with a box that has the keyboard."""
    page = QWidget()
    qtbot.addWidget(page)
    box, made = QLineEdit(), Banner()
    column = QVBoxLayout(page)
    column.addWidget(box)
    column.addWidget(made)
    page.show()
    box.setFocus()
    qtbot.waitUntil(box.hasFocus)
    yield made
    page.hide()


def enter(banner: Banner) -> None:
    at = QPointF(3, 3)
    QApplication.sendEvent(banner, QEnterEvent(at, at, at))


def leave(banner: Banner) -> None:
    QApplication.sendEvent(banner, QEvent(QEvent.Type.Leave))


def test_a_bug_offers_its_details_to_copy(banner: Banner) -> None:
    banner.show_error(ErrorReport.of(ValueError("my secret words")))
    (copy,) = [one for one in banner.findChildren(QPushButton) if one.text() == "Copy the details"]
    copy.click()
    assert "ValueError" in QApplication.clipboard().text()
    assert "secret" not in QApplication.clipboard().text()


def test_what_the_world_did_is_said_without_a_button(banner: Banner) -> None:
    banner.show_error(ErrorReport(kind="not_found", message="There is no such chat.", remedy="Choose another."))
    assert banner.text == "There is no such chat. Choose another."
    assert not any(one.isVisible() and one.text() for one in banner.findChildren(QPushButton))


def test_a_notice_goes_by_itself_and_says_that_it_went(banner: Banner, qtbot: QtBot) -> None:
    gone: list[bool] = []
    banner.show_notice("Deleted.", seconds=SOON_S, on_gone=lambda: gone.append(True))
    qtbot.waitUntil(lambda: banner.text == "")
    assert gone == [True]


def test_it_stays_under_the_mouse_and_goes_after_it(banner: Banner, qtbot: QtBot) -> None:
    banner.show_notice("Deleted.", seconds=SOON_S)
    enter(banner)
    holds = not banner.goes_soon
    leave(banner)
    assert holds
    assert banner.goes_soon
    qtbot.waitUntil(lambda: banner.text == "")


def test_it_stays_while_the_keyboard_is_in_it(banner: Banner, qtbot: QtBot) -> None:
    banner.show_notice("Deleted.", action="Undo", on_action=lambda: None, seconds=SOON_S)
    undo = next(one for one in banner.findChildren(QPushButton) if one.text() == "Undo")
    undo.setFocus()
    qtbot.waitUntil(undo.hasFocus)
    assert not banner.goes_soon
    undo.clearFocus()
    assert banner.goes_soon


def test_one_that_stays_is_not_sent_away_by_the_mouse(banner: Banner) -> None:
    banner.show_notice("The engine stopped.")
    enter(banner)
    leave(banner)
    assert not banner.goes_soon
    assert banner.text == "The engine stopped."
