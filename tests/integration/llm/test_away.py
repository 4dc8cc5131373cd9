"""A whole engine whose questions are answered by another one's local server: what leaves, what stays, and what is said of it."""

from __future__ import annotations

import queue
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import Paths, open_assistant
from assistant.events import ChatServerChanged, Event, TurnFinished
from assistant.front_door import AssistantApi
from models.store import default_root

pytestmark = pytest.mark.integration

SMALL = "smollm2-135m-instruct-q4_1"
WAIT_S = 120


class Engine:
    """An engine and its events."""

    def __init__(self, api: AssistantApi) -> None:
        self.api = api
        self.events: queue.SimpleQueue[Event] = queue.SimpleQueue()
        api.subscribe(self.events.put)

    def ask(self, question: str) -> TurnFinished:
        turn = self.api.ask(question, max_tokens=12)
        while True:
            event = self.events.get(timeout=WAIT_S)
            if isinstance(event, TurnFinished) and event.turn_id == turn:
                return event


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AssistantApi]:
    """Sotto on another computer, as it were."""
    paths = Paths(home=tmp_path_factory.mktemp("other") / "home", models=default_root())
    overrides = {"server_on": True, "server_port": 0}
    assistant = open_assistant(paths, offline=True, chosen_models={"chat": SMALL}, setting_overrides=overrides)
    yield assistant
    assistant.close()


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    """A home with no model of its own."""
    assistant = open_assistant(Paths(home=tmp_path / "home", models=tmp_path / "none"))
    yield Engine(assistant)
    assistant.close()


def test_a_question_goes_away_and_its_answer_says_so(engine: Engine, other: AssistantApi, tmp_path: Path) -> None:
    served = other.local_server()
    assert "chat" in engine.api.status().missing_roles
    engine.api.chat_server.connect(served.address, served.key, SMALL)
    status = engine.api.status()
    assert status.chat_server == f"{SMALL} · 127.0.0.1"
    assert "chat" not in status.missing_roles
    assert any(isinstance(engine.events.get(timeout=WAIT_S), ChatServerChanged) for _ in range(3))

    answer = engine.ask("Name a colour.").answer
    assert answer is not None
    assert answer.text
    assert answer.left_machine
    assert answer.model == f"server:{SMALL}"
    stored = engine.api.conversations.messages(answer.conversation)[-1].answer
    assert stored is not None
    assert stored.left_machine
    assert engine.api.network_use().to_chat_server_bytes > 300
    (line,) = [check for check in engine.api.doctor() if check.name == "chat server"]
    assert line.ok
    assert line.detail.startswith("ON: what you type leaves this machine")
    for file in (tmp_path / "home").rglob("*"):
        if file.is_file():
            assert served.key.encode() not in file.read_bytes(), file.name

    # What no model is needed for stays here, and says so.
    local = engine.ask("What is 6 times 7?").answer
    assert local is not None
    assert "42" in local.text
    assert not local.left_machine


def test_a_server_that_is_gone_is_said_the_question_is_kept_and_the_model_here_can_answer(
    tmp_path: Path, other: AssistantApi
) -> None:
    assistant = open_assistant(Paths(home=tmp_path / "home", models=default_root()))
    try:
        engine = Engine(assistant)
        served = other.local_server()
        assistant.set_setting("chat_model", SMALL)
        assistant.chat_server.connect(served.address, served.key)
        assistant.set_setting("remote_address", "http://127.0.0.1:9/v1")
        failed = engine.ask("Name a colour, my friend.")
        assert failed.error is not None
        assert failed.error.kind == "chat_server"
        (chat,) = assistant.conversations.list()
        assert assistant.conversations.messages(chat.id)[-1].text == "Name a colour, my friend."
        (line,) = [check for check in assistant.doctor() if check.name == "chat server"]
        assert not line.ok
        assistant.chat_server.use(False)
        answer = engine.ask("Name a colour, my friend.").answer
        assert answer is not None
        assert answer.text
        assert not answer.left_machine
    finally:
        assistant.close()
