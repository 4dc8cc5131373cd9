"""The whole engine of a home: remembered, removed, and no byte left once it has closed."""

from __future__ import annotations

import contextlib
import json
import queue
from pathlib import Path
from typing import Any

import pytest

from assistant import open_assistant
from assistant.cli.main import run
from assistant.events import Event, IndexFinished, TimersChanged, TurnFinished
from assistant.front_door import AssistantApi
from assistant.paths import Paths
from assistant.skills.timers.timer_watch import STORE as TIMERS
from assistant.skills.value_store import ValueStore
from assistant.storage.database import Storage
from assistant.user_skills.shelf import STORE as OWN_SKILLS
from assistant.user_skills.user_skills import STORE as OWN_VALUES

pytestmark = pytest.mark.integration

WAIT_S = 60.0


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    """A home with no model at all: the memory needs none."""
    return Paths(home=tmp_path / "home", models=tmp_path / "models")


def holds(folder: Path, text: str) -> bool:
    wanted = text.encode().lower()
    return any(wanted in file.read_bytes().lower() for file in folder.rglob("*") if file.is_file())


def add(assistant: AssistantApi, file: Path) -> None:
    events: queue.SimpleQueue[Event] = queue.SimpleQueue()
    unsubscribe = assistant.subscribe(events.put)
    assistant.documents.add([file])
    while not isinstance(events.get(timeout=WAIT_S), IndexFinished):
        pass
    unsubscribe()


def test_a_removed_document_leaves_no_byte(paths: Paths, tmp_path: Path) -> None:
    kept, gone = tmp_path / "kept.txt", tmp_path / "gone.txt"
    kept.write_text("The boiler was serviced in May by Okafor and Sons.", encoding="utf-8")
    gone.write_text("The xanthippe clause ends the lease. 解約条項は第十二条にある。", encoding="utf-8")
    assistant = open_assistant(paths)
    try:
        add(assistant, kept)
        add(assistant, gone)
        document = next(one.document_id for one in assistant.documents.files() if one.path.name == "gone.txt")
        assert document is not None
        assert holds(paths.home, "xanthippe clause")
        assert assistant.memory.forget_document(document) == 0
        assistant.documents.remove(document)
    finally:
        assistant.close()
    assert not holds(paths.home, "xanthippe")
    assert not holds(paths.home, "解約条項")
    assert holds(paths.home, "serviced in May")


def command(capsys: pytest.CaptureFixture[str], paths: Paths, *arguments: str) -> dict[str, Any]:
    status = run(["--home", str(paths.home), "--models", str(paths.models), "--json", *arguments])
    out = capsys.readouterr().out
    found: dict[str, Any] = json.loads(out.splitlines()[-1]) if arguments[1] != "export" else json.loads(out)
    found["status"] = status
    return found


def test_the_command_from_adding_to_forgetting(
    paths: Paths, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    asked = command(capsys, paths, "ask", "Remember that my locker code is xanthippe4711.")
    assert asked["basis"] == "memory"
    assert asked["facts"] == [
        {
            "id": 1,
            "text": "my locker code is xanthippe4711",
            "source": {"conversation": asked["conversation"], "message": 1},
        }
    ]
    summed = command(capsys, paths, "ask", "What is 17 times 23?")
    assert (summed["answer"], summed["basis"]) == ("17 times 23 = 391", "skill")
    added = command(capsys, paths, "memory", "add", "The spare key is under the pot.")
    assert added["fact"]["source"] == {
        "conversation": None,
        "turn": None,
        "quote": "The spare key is under the pot.",
    }
    listed = command(capsys, paths, "memory", "list")
    assert [one["text"] for one in listed["facts"]] == [
        "The spare key is under the pot.",
        "my locker code is xanthippe4711",
    ]
    assert listed["facts"][1]["source"] == {
        "conversation": asked["conversation"],
        "turn": 1,
        "quote": "my locker code is xanthippe4711",
    }
    edited = command(capsys, paths, "memory", "edit", "2", "The spare key is in the shed.")
    assert edited["fact"]["text"] == "The spare key is in the shed."
    found = command(capsys, paths, "memory", "search", "locker code")
    assert found["facts"][0]["id"] == 1
    assert found["messages"][0]["conversation"] == asked["conversation"]
    assert command(capsys, paths, "memory", "export", "--format", "json")["facts"] == [
        edited["fact"],
        listed["facts"][1],
    ]
    assert command(capsys, paths, "memory", "forget", "--matching", "locker code", "--dry-run")["dry_run"] is True
    assert holds(paths.home, "xanthippe4711")
    assert len(command(capsys, paths, "memory", "forget", "--matching", "locker code")["facts"]) == 1
    assert not holds(paths.home, "xanthippe")
    assert command(capsys, paths, "memory", "forget", "99")["error"]["kind"] == "not_found"
    assert command(capsys, paths, "memory", "forget", "--matching", "zebra")["error"]["kind"] == "not_found"
    assert command(capsys, paths, "memory", "forget", "--everything")["everything"] is True
    assert command(capsys, paths, "memory", "list")["facts"] == []
    assert not holds(paths.home, "spare key")


def test_everything_takes_timers_values_and_undo_along_and_leaves_the_users_own_files(
    paths: Paths, capsys: pytest.CaptureFixture[str]
) -> None:
    paths.home.mkdir()
    storage = Storage(paths.database)
    ValueStore(storage, OWN_VALUES).write("last", '"xanthippe"')
    ValueStore(storage, OWN_SKILLS).write("counter", '"0123abcd"')
    storage.close()
    for words in (
        "My cat is called Xanthippe.",
        "Set a timer called xanthippe for 10 minutes.",
        "Wake me up at 6:30 every day.",
        "Add quagga food to my shopping list.",
        "Add dentist with doctor zanzibar to my calendar tomorrow at 3 pm.",
    ):
        command(capsys, paths, "ask", words)
    files = [file for file in paths.home.rglob("*") if file.suffix in (".md", ".ics")]
    own = {file: file.read_bytes().lower() for file in files}
    assert sum(b"quagga food" in text for text in own.values()) == 1
    assert sum(b"zanzibar" in text for text in own.values()) == 1

    assert command(capsys, paths, "memory", "forget", "--everything")["everything"] is True

    assert not holds(paths.home, "xanthippe")
    for word in ("zanzibar", "quagga"):
        assert [file for file in own if holds(file.parent, word)] != []
        assert not any(word.encode() in file.read_bytes().lower() for file in paths.home.glob("sotto.db*"))
    assert {file: file.read_bytes().lower() for file in files} == own
    storage = Storage(paths.database)
    assert storage.rows("SELECT store FROM skill_values WHERE store IN (?, ?)", (TIMERS, OWN_VALUES)) == []
    assert ValueStore(storage, OWN_SKILLS).read("counter") == '"0123abcd"'
    storage.close()
    assert command(capsys, paths, "ask", "Undo that.")["actions"] == []
    assert "no timers" in command(capsys, paths, "ask", "Which timers are running?")["answer"].lower()


def test_timers_go_from_a_running_engine_at_once(paths: Paths) -> None:
    with contextlib.closing(open_assistant(paths, offline=True)) as assistant:
        turns: queue.SimpleQueue[Event] = queue.SimpleQueue()
        assistant.subscribe(turns.put)
        assistant.ask("Set a timer for 10 minutes.")
        while not isinstance(turns.get(timeout=WAIT_S), TurnFinished):
            pass
        assert len(assistant.skills.timers()) == 1
        assistant.memory.forget_everything()
        while not (isinstance(event := turns.get(timeout=WAIT_S), TimersChanged) and not event.timers):
            pass
        assert list(assistant.skills.timers()) == []
