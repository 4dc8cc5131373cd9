"""What is read twice at once: the later reading is what stays on the screen."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from assistant.errors import ErrorReport, NotFound
from assistant.events import TimersChanged
from assistant.ids import TimerId
from assistant.records import Timer, TimerKind, TimerState
from tests.desktop.conftest import OpenWindow
from ui.operations import THREADS, Operations
from ui.reading import Reading
from ui.settings import log_dialog
from ui.settings.log_dialog import LogDialog
from ui.skills.timer_strip import TimerStrip

pytestmark = pytest.mark.desktop

UP = Timer(id=TimerId("up"), kind=TimerKind.TIMER, due_at=900.0, state=TimerState.RINGING)


class Gates:
    """Works that end when they are told to."""

    def __init__(self) -> None:
        self._open: dict[str, threading.Event] = {}

    def work(self, name: str, error: NotFound | None = None) -> Callable[[], str]:
        """Returns its name, or raises, once it is let go."""
        gate = self._open.setdefault(name, threading.Event())

        def call() -> str:
            assert gate.wait(30)
            if error is not None:
                raise error
            return name

        return call

    def let_go(self, name: str) -> None:
        """Ends one."""
        self._open.setdefault(name, threading.Event()).set()

    def let_all_go(self) -> None:
        """Ends what still waits."""
        for gate in self._open.values():
            gate.set()


@pytest.fixture
def operations(qtbot: QtBot) -> Iterator[Operations]:
    """Closed at the end."""
    made = Operations()
    yield made
    assert made.close(10)


@pytest.fixture
def gates() -> Iterator[Gates]:
    """None stays shut."""
    made = Gates()
    yield made
    made.let_all_go()


def settle(qtbot: QtBot, operations: Operations) -> None:
    """Returns when all that was let go before has been told: with every thread taken at once, none still works at it."""
    together, told = threading.Barrier(THREADS), list[int]()
    for _ in range(THREADS):
        operations.run(lambda: together.wait(30), told.append)
    qtbot.waitUntil(lambda: len(told) == THREADS)


def test_an_older_outcome_does_not_come_over_a_newer(qtbot: QtBot, operations: Operations, gates: Gates) -> None:
    reading, told = Reading(operations), list[str]()
    reading.begin(gates.work("first"), told.append)
    reading.begin(gates.work("second"), told.append)
    gates.let_go("second")
    qtbot.waitUntil(lambda: told == ["second"])
    gates.let_go("first")
    settle(qtbot, operations)
    reading.begin(gates.work("third"), told.append)
    gates.let_go("third")
    qtbot.waitUntil(lambda: told == ["second", "third"])


def test_outcomes_that_come_in_order_are_all_told(qtbot: QtBot, operations: Operations, gates: Gates) -> None:
    reading, told = Reading(operations), list[str]()
    reading.begin(gates.work("first"), told.append)
    reading.begin(gates.work("second"), told.append)
    gates.let_go("first")
    qtbot.waitUntil(lambda: told == ["first"])
    gates.let_go("second")
    qtbot.waitUntil(lambda: told == ["first", "second"])


def test_an_error_counts_as_an_outcome(qtbot: QtBot, operations: Operations, gates: Gates) -> None:
    reading, told, errors = Reading(operations), list[str](), list[ErrorReport]()
    gone = NotFound("There is no such chat.", "Choose another.")
    reading.begin(gates.work("old error", gone), told.append, errors.append)
    reading.begin(gates.work("first"), told.append, errors.append)
    gates.let_go("first")
    qtbot.waitUntil(lambda: told == ["first"])
    gates.let_go("old error")
    settle(qtbot, operations)
    assert errors == []
    reading.begin(gates.work("old"), told.append, errors.append)
    reading.begin(gates.work("error", gone), told.append, errors.append)
    gates.let_go("error")
    qtbot.waitUntil(lambda: [one.message for one in errors] == ["There is no such chat."])
    gates.let_go("old")
    settle(qtbot, operations)
    assert told == ["first"]


def test_what_an_event_told_is_newer_than_what_is_under_way(qtbot: QtBot, operations: Operations, gates: Gates) -> None:
    reading, told = Reading(operations), list[str]()
    reading.begin(gates.work("asked"), told.append)
    reading.told_otherwise()
    gates.let_go("asked")
    settle(qtbot, operations)
    reading.begin(gates.work("again"), told.append)
    gates.let_go("again")
    qtbot.waitUntil(lambda: told == ["again"])


def test_the_log_that_was_read_last_is_shown(
    qtbot: QtBot, operations: Operations, gates: Gates, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reads = iter([gates.work("read when opened"), gates.work("read again")])
    monkeypatch.setattr(log_dialog, "log_end", lambda _: next(reads)())
    started = threading.Semaphore(0)
    plain_run = operations.run

    def run(work: Callable[[], str], *outcome: Callable[..., None]) -> None:
        def told_of() -> str:
            started.release()
            return work()

        plain_run(told_of, *outcome)

    monkeypatch.setattr(operations, "run", run)
    dialog = LogDialog(tmp_path / "engine.log", operations)
    qtbot.addWidget(dialog)
    assert started.acquire(timeout=30)
    dialog.refresh()
    gates.let_go("read again")
    qtbot.waitUntil(lambda: dialog.text.toPlainText() == "read again")
    gates.let_go("read when opened")
    settle(qtbot, operations)
    assert dialog.text.toPlainText() == "read again"


def test_timers_that_were_asked_for_before_an_event_do_not_come_over_it(
    opened: OpenWindow, gates: Gates, monkeypatch: pytest.MonkeyPatch
) -> None:
    strip = opened.window.findChild(TimerStrip)
    assert isinstance(strip, TimerStrip)
    asked = gates.work("asked")

    def timers() -> tuple[Timer, ...]:
        asked()
        return ()

    monkeypatch.setattr(opened.api.skills, "timers", timers)
    assert opened.desktop.screens is not None
    opened.desktop.screens.refresh()
    opened.api.publish(TimersChanged(timers=(UP,)))
    opened.until(lambda: strip.words == ["Timer is ringing"])
    gates.let_go("asked")
    settle(opened.qtbot, opened.desktop.operations)
    assert strip.words == ["Timer is ringing"]
