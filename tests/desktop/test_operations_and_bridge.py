"""Work off the GUI thread, and events onto it."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
import shiboken6
from pytestqt.qtbot import QtBot

from assistant.errors import ErrorReport, NotFound
from assistant.events import AnswerDelta, EngineStarted, Event, ModelsChanged, TurnFinished
from assistant.ids import TurnId
from ui.bridge import EngineBridge
from ui.operations import Operations

pytestmark = pytest.mark.desktop


def test_work_is_done_elsewhere_and_its_outcome_told_here(qtbot: QtBot) -> None:
    operations = Operations()
    here = threading.get_ident()
    told: list[tuple[int, int]] = []
    operations.run(threading.get_ident, lambda there: told.append((there, threading.get_ident())))
    qtbot.waitUntil(lambda: len(told) == 1)
    assert told[0][0] != here
    assert told[0][1] == here
    assert operations.close(1)


def test_the_worlds_fault_is_told_in_its_words_and_a_bug_by_its_type(qtbot: QtBot) -> None:
    operations = Operations()
    told: list[ErrorReport] = []
    bugs: list[BaseException] = []
    operations.failed_by_bug.connect(bugs.append)

    def missing() -> None:
        raise NotFound("There is no such chat.", "Choose another.")

    def broken() -> None:
        raise ValueError("the user's words")

    operations.run(missing, None, told.append)
    qtbot.waitUntil(lambda: len(told) == 1)
    assert told == [ErrorReport(kind="not_found", message="There is no such chat.", remedy="Choose another.")]
    assert bugs == []
    operations.run(broken, None, told.append)
    qtbot.waitUntil(lambda: len(bugs) == 1 and len(told) == 2)
    assert told[1].kind == "bug"
    assert "words" not in told[1].message
    operations.close(1)


def test_a_bug_is_told_by_its_caller_first_so_that_the_notice_of_the_report_stays(qtbot: QtBot) -> None:
    operations = Operations()
    told: list[str] = []
    operations.failed_by_bug.connect(lambda _: told.append("report"))

    def broken() -> None:
        raise ValueError("the user's words")

    operations.run(broken, None, lambda _: told.append("caller"))
    qtbot.waitUntil(lambda: len(told) == 2)
    assert told == ["caller", "report"]
    operations.close(1)


def test_outcomes_after_the_end_are_dropped(qtbot: QtBot) -> None:
    operations, gate = Operations(), threading.Event()
    told: list[bool] = []
    operations.run(lambda: gate.wait(5), told.append)
    assert not operations.close(0.01)
    gate.set()
    assert operations.close(5)
    with qtbot.waitSignal(operations.failed_by_bug, timeout=100, raising=False):
        pass
    assert told == []


def test_work_that_outlives_the_window_is_no_bug(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    bugs: list[object] = []
    monkeypatch.setattr("sys.excepthook", lambda *bug: bugs.append(bug))
    operations, gate, ended = Operations(), threading.Event(), threading.Event()

    def work() -> None:
        gate.wait(5)
        ended.set()

    operations.run(work, bugs.append)
    assert not operations.close(0.01)
    pool = operations._pool
    shiboken6.delete(operations)
    gate.set()
    assert pool.waitForDone(5000)
    assert ended.is_set()
    assert bugs == []


class Known:
    """What a call knows, and that says on which thread it went."""

    def __init__(self, gone: list[int]) -> None:
        self.gone = gone

    def __del__(self, this_thread: Callable[[], int] = threading.get_ident) -> None:
        # The last one goes when Python ends, and this module's names have gone before it.
        self.gone.append(this_thread())


def test_what_a_call_knows_is_let_go_on_this_thread(qtbot: QtBot) -> None:
    operations, gone, here = Operations(), list[int](), threading.get_ident()

    def begin(wait: threading.Event) -> None:
        known = Known(gone)
        operations.run(lambda: (wait.wait(30), id(known))[0], lambda _: None, lambda _: None)

    gates = [threading.Event() for _ in range(40)]
    for gate in gates:
        begin(gate)
    for gate in gates:
        gate.set()
        qtbot.wait(1)
    qtbot.waitUntil(lambda: len(gone) == len(gates))
    assert set(gone) == {here}
    last = threading.Event()
    begin(last)
    assert not operations.close(0.01)
    last.set()
    assert operations._pool.waitForDone(5000)
    assert set(gone) == {here}


def test_events_keep_their_order_and_those_of_dead_turns_are_dropped(qtbot: QtBot) -> None:
    bridge = EngineBridge()
    seen: list[Event] = []
    families: list[str] = []
    bridge.turn.connect(seen.append)
    bridge.engine.connect(lambda _: families.append("engine"))
    bridge.models_changed.connect(lambda: families.append("models"))
    one, two = TurnId("one"), TurnId("two")
    bridge.let_go(two)
    events: list[Event] = [
        AnswerDelta(turn_id=one, text="a"),
        AnswerDelta(turn_id=two, text="lost"),
        AnswerDelta(turn_id=one, text="b"),
        TurnFinished(turn_id=one, answer=None),
        AnswerDelta(turn_id=one, text="late"),
        EngineStarted(process_id=1),
        ModelsChanged(),
    ]

    def send() -> None:
        for event in events:
            bridge.receive(event)

    thread = threading.Thread(target=send)
    thread.start()
    thread.join()
    assert seen == []
    qtbot.waitUntil(lambda: families == ["engine", "models"])
    assert seen == [events[0], events[2], events[3]]
