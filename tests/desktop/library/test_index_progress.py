"""How far reading is, in words."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from assistant.events import IndexProgress
from assistant.ids import OperationId
from ui.library.index_progress import IndexProgressLine

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
