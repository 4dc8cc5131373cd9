"""How far reading is, in words."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from assistant.events import IndexFinished, IndexProgress
from assistant.ids import OperationId
from ui.library.index_progress import IndexProgressLine
from ui.translations.translator import WindowLanguage

pytestmark = pytest.mark.desktop


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now_s = 0.0

    def __call__(self) -> float:
        return self.now_s


def after(done: int, bytes_done: int) -> IndexProgress:
    return IndexProgress(
        operation_id=OperationId("op"), done=done, total=100, bytes_done=bytes_done, bytes_total=10_000_000
    )


def test_the_time_left_follows_the_pace_and_leaves_a_pause_out(qtbot: QtBot) -> None:
    clock = Clock()
    line = IndexProgressLine(now=clock)
    qtbot.addWidget(line)
    line.begin()
    line.show_progress(after(1, 100_000))
    assert line.words == "Reading 1 of 100"
    clock.now_s = 10
    line.show_progress(after(11, 1_100_000))
    assert line.words == "Reading 11 of 100 · about a minute left"
    line.rest()
    clock.now_s = 4000
    line.show_progress(after(12, 1_200_000))
    assert line.words == "Reading 12 of 100"
    clock.now_s = 4010
    line.show_progress(after(22, 1_400_000))
    assert line.words == "Reading 22 of 100 · about 7 minutes left"


def test_the_outcome_follows_the_language(qtbot: QtBot, qapp: QApplication) -> None:
    line = IndexProgressLine()
    qtbot.addWidget(line)
    line.show()
    line.end(
        IndexFinished(
            operation_id=OperationId("op"), indexed=1200, partly=0, failed=1, unchanged=0, seconds=1, error=None
        )
    )
    assert line.words == "1,200 added · 1 not read"
    language = WindowLanguage(qapp, "ja")
    try:
        qtbot.waitUntil(lambda: line.words == "1,200 件を追加 · 1 件は読み込めません")
    finally:
        language.choose("en")
        language.deleteLater()
    qtbot.waitUntil(lambda: line.words == "1,200 added · 1 not read")
    line.show_progress(after(1, 100))
    assert line.words == "Reading 1 of 100"
