"""The engine in its own process, on the real small model: what the window sees when it works, and when it is killed."""

from __future__ import annotations

import os
import queue
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import Paths, RemoteAssistant
from assistant.errors import EngineStopped, InvalidInput, NotFound
from assistant.events import (
    AnswerDelta,
    EngineDied,
    EngineStarted,
    Event,
    TurnFinished,
    TurnStarted,
    VoiceMode,
    VoiceReady,
    VoiceStopped,
)
from assistant.ids import ConversationId
from assistant.records import MessageState
from models.store import default_root
from tests.pulse import Pulse, pulse

__all__ = ["pulse"]

pytestmark = pytest.mark.integration

WAIT_S = 120


class Listener:
    """Keeps events in order and waits for one of a kind."""

    def __init__(self) -> None:
        self.events: queue.SimpleQueue[Event] = queue.SimpleQueue()
        self.seen: list[Event] = []

    def wait_for(self, kind: type[Event]) -> Event:
        ends = time.monotonic() + WAIT_S
        while time.monotonic() < ends:
            event = self.events.get(timeout=WAIT_S)
            self.seen.append(event)
            if isinstance(event, kind):
                return event
        pytest.fail(f"no {kind.__name__} came")


@pytest.fixture
def listener() -> Listener:
    return Listener()


@pytest.fixture
def remote(tmp_path: Path, listener: Listener) -> Iterator[RemoteAssistant]:
    assistant = RemoteAssistant(
        Paths(home=tmp_path / "home", models=default_root()),
        offline=True,
        chosen_models={"chat": "smollm2-135m-instruct-q4_1"},
    )
    assistant.subscribe(listener.events.put)
    assistant.start()
    yield assistant
    assistant.close()


def test_a_turn_over_the_pipe(remote: RemoteAssistant, listener: Listener) -> None:
    started = listener.wait_for(EngineStarted)
    assert isinstance(started, EngineStarted)
    assert started.process_id != os.getpid()
    turn_id = remote.ask("Say hello.", max_tokens=16)
    finished = listener.wait_for(TurnFinished)
    assert isinstance(finished, TurnFinished)
    assert finished.turn_id == turn_id
    assert finished.error is None
    assert finished.answer is not None
    streamed = "".join(event.text for event in listener.seen if isinstance(event, AnswerDelta))
    assert streamed.strip() == finished.answer.text.strip()


def test_errors_come_through_as_they_are(remote: RemoteAssistant) -> None:
    with pytest.raises(InvalidInput):
        remote.ask("  ")
    with pytest.raises(NotFound):
        remote.conversations.messages(ConversationId(12345))


def test_killed_in_the_middle_of_an_answer(remote: RemoteAssistant, listener: Listener) -> None:
    """The window hears of it, the engine comes back, and what was typed and had streamed is there."""
    turn_id = remote.ask("Tell me a very long story about a lighthouse.", max_tokens=800)
    begun = listener.wait_for(TurnStarted)
    assert isinstance(begun, TurnStarted)
    for _ in range(5):
        listener.wait_for(AnswerDelta)
    process_id = remote.process_id
    assert process_id is not None
    os.kill(process_id, signal.SIGKILL)

    finished = listener.wait_for(TurnFinished)
    assert isinstance(finished, TurnFinished)
    assert finished.turn_id == turn_id
    assert finished.error is not None
    assert finished.error.kind == EngineStopped.kind
    listener.wait_for(EngineDied)
    again = listener.wait_for(EngineStarted)
    assert isinstance(again, EngineStarted)
    assert again.restarted
    assert again.process_id != process_id

    question, answer = remote.conversations.messages(begun.conversation_id)
    assert question.text == "Tell me a very long story about a lighthouse."
    assert answer.state is MessageState.INTERRUPTED
    streamed = "".join(event.text for event in listener.seen if isinstance(event, AnswerDelta))
    assert answer.text.strip().startswith(streamed.strip())

    remote.ask("And in one word?", conversation=begun.conversation_id, max_tokens=8)
    second = listener.wait_for(TurnFinished)
    assert isinstance(second, TurnFinished)
    assert second.error is None


def test_killed_while_it_listens(pulse: Pulse, remote: RemoteAssistant, listener: Listener) -> None:
    """The spoken conversation ends once, with the reason, and the engine that takes over listens again when it is asked."""
    del pulse  # devices that are there
    remote.voice.start(VoiceMode.HANDS_FREE)
    listener.wait_for(VoiceReady)
    process_id = remote.process_id
    assert process_id is not None
    os.kill(process_id, signal.SIGKILL)

    stopped = listener.wait_for(VoiceStopped)
    assert isinstance(stopped, VoiceStopped)
    assert stopped.error is not None
    assert stopped.error.kind == EngineStopped.kind
    again = listener.wait_for(EngineStarted)
    assert isinstance(again, EngineStarted)
    assert again.restarted

    remote.voice.start(VoiceMode.HANDS_FREE)
    listener.wait_for(VoiceReady)
    remote.voice.stop()
    stopped = listener.wait_for(VoiceStopped)
    assert isinstance(stopped, VoiceStopped)
    assert stopped.error is None
    assert sum(isinstance(event, VoiceStopped) for event in listener.seen) == 2


def test_the_child_ends_with_its_parent(tmp_path: Path, listener: Listener) -> None:
    assistant = RemoteAssistant(Paths(home=tmp_path / "home", models=tmp_path / "models"), offline=True)
    assistant.subscribe(listener.events.put)
    assistant.start()
    listener.wait_for(EngineStarted)
    process_id = assistant.process_id
    assert process_id is not None
    assistant.close()
    with pytest.raises(ProcessLookupError):
        os.kill(process_id, 0)
    with pytest.raises(EngineStopped):
        assistant.status()


def test_a_home_that_cannot_be_used_is_said_on_every_call(tmp_path: Path, listener: Listener) -> None:
    (tmp_path / "home").write_text("a file, not a folder", encoding="utf-8")
    assistant = RemoteAssistant(Paths(home=tmp_path / "home", models=tmp_path / "models"), offline=True)
    assistant.subscribe(listener.events.put)
    with pytest.raises(Exception, match="cannot write to its data folder") as caught:
        assistant.status()
    assert getattr(caught.value, "kind", "") == "storage"
    died = listener.wait_for(EngineDied)
    assert isinstance(died, EngineDied)
    assert died.refusal is not None
    assert died.refusal.kind == "storage"
    assistant.close()
