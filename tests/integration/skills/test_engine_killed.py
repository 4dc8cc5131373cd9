"""Timers through the engine's own process: they survive its kill, ring, are undone and snoozed from the window's side."""

from __future__ import annotations

import os
import queue
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from assistant import Paths, RemoteAssistant
from assistant.events import ActionsChanged, EngineStarted, Event, TimersChanged, TurnFinished
from assistant.ids import ConversationId
from assistant.records import Basis, TimerState

pytestmark = pytest.mark.integration

WAIT_S = 60
SERVER = str(Path(__file__).parents[1] / "tools" / "weather_server.py")


@pytest.fixture
def events() -> queue.SimpleQueue[Event]:
    return queue.SimpleQueue()


@pytest.fixture
def remote(tmp_path: Path, events: queue.SimpleQueue[Event]) -> Iterator[RemoteAssistant]:
    opened = RemoteAssistant(Paths(home=tmp_path / "home", models=tmp_path / "models"), offline=True)
    opened.subscribe(events.put)
    opened.start()
    yield opened
    opened.close()


def _wait(events: queue.SimpleQueue[Event], wanted: Callable[[Event], bool]) -> Event:
    while True:
        event = events.get(timeout=WAIT_S)
        if wanted(event):
            return event


def _asked(
    remote: RemoteAssistant,
    events: queue.SimpleQueue[Event],
    message: str,
    conversation: ConversationId | None = None,
) -> TurnFinished:
    turn = remote.ask(message, conversation=conversation)
    found = _wait(events, lambda event: isinstance(event, TurnFinished) and event.turn_id == turn)
    assert isinstance(found, TurnFinished)
    return found


def test_a_timer_survives_the_kill_of_the_engine(remote: RemoteAssistant, events: queue.SimpleQueue[Event]) -> None:
    finished = _asked(remote, events, "set a timer for 1 hour for the roast")
    assert finished.answer is not None
    before = remote.skills.timers()
    assert [one.name for one in before] == ["roast"]
    pid = remote.process_id
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    _wait(events, lambda event: isinstance(event, EngineStarted) and event.restarted)
    assert remote.skills.timers() == before
    assert remote.skills.undo(finished.answer.actions[0].id).undone
    _wait(events, lambda event: isinstance(event, ActionsChanged))
    assert remote.skills.timers() == ()


def test_a_timer_rings_by_itself_and_is_snoozed(remote: RemoteAssistant, events: queue.SimpleQueue[Event]) -> None:
    _asked(remote, events, "set a timer for 1 second")
    rings = _wait(
        events,
        lambda event: isinstance(event, TimersChanged) and any(one.state is TimerState.RINGING for one in event.timers),
    )
    assert isinstance(rings, TimersChanged)
    remote.skills.snooze_timer(rings.timers[0].id, 5)
    _wait(
        events,
        lambda event: isinstance(event, TimersChanged) and all(one.state is TimerState.RUNNING for one in event.timers),
    )
    (waiting,) = remote.skills.timers()
    remote.skills.cancel_timer(waiting.id)
    assert remote.skills.timers() == ()


def test_a_tool_that_waits_for_a_yes_is_not_run_after_a_kill(
    tmp_path: Path, models_folder: Path, small_chat_file: Path, events: queue.SimpleQueue[Event]
) -> None:
    remote = RemoteAssistant(
        Paths(home=tmp_path / "home", models=models_folder),
        offline=True,
        chosen_models={"chat": small_chat_file.parent.name},
    )
    remote.subscribe(events.put)
    remote.start()
    try:
        remote.tools.add("weather", (sys.executable, SERVER))
        remote.tools.allow("weather", "broken")
        shown = _asked(remote, events, "use weather to break something").answer
        assert shown is not None
        assert "Run `broken` of weather?" in shown.text
        assert remote.process_id is not None
        os.kill(remote.process_id, signal.SIGKILL)
        _wait(events, lambda event: isinstance(event, EngineStarted) and event.restarted)
        said = _asked(remote, events, "yes", shown.conversation).answer
        assert said is not None
        assert (said.basis, said.actions) == (Basis.SKILL, ())
        assert "Nothing was run" in said.text
        again = _asked(remote, events, "use weather to break something", shown.conversation).answer
        assert again is not None
        done = _asked(remote, events, "yes", shown.conversation).answer
        assert done is not None
        assert "broken of weather failed" in done.text
    finally:
        remote.close()
