"""Garbage is collected on the GUI thread, whichever thread made it."""

from __future__ import annotations

import gc
import threading

import pytest
from pytestqt.qtbot import QtBot

from ui.collecting import Collector

pytestmark = pytest.mark.desktop


class Circle:
    """An object that only the collector can take, and that says where it did."""

    def __init__(self, taken: list[int]) -> None:
        self.itself = self
        self.taken = taken

    def __del__(self) -> None:
        self.taken.append(threading.get_ident())


def test_what_a_worker_leaves_is_collected_here(qtbot: QtBot, collector: Collector) -> None:
    gc.collect()
    taken: list[int] = []

    def work() -> None:
        # Many times as many as make Python's collector run by itself.
        for _ in range(20 * gc.get_threshold()[0]):
            Circle(taken)

    worker = threading.Thread(target=work)
    worker.start()
    worker.join()
    assert taken == []
    qtbot.waitUntil(lambda: bool(taken))
    assert set(taken) == {threading.get_ident()}


def test_what_lived_through_some_collections_is_looked_at_again(collector: Collector) -> None:
    gc.collect()
    taken: list[int] = []
    old = Circle(taken)
    gc.collect(0)
    gc.collect(1)
    del old
    young, middle, _ = gc.get_threshold()
    for _ in range(2 * (middle + 2)):
        keep = [Circle([]) for _ in range(young + 1)]
        collector.collect()
        del keep
    assert taken == []
    gc.set_threshold(young, middle, 0)
    try:
        for _ in range(2 * (middle + 2)):
            keep = [Circle([]) for _ in range(young + 1)]
            collector.collect()
            del keep
    finally:
        gc.set_threshold(young, middle, 10)
    assert taken == [threading.get_ident()]
