"""Imported chats in the real database: once, with their dates, searchable, and no source of what was not said."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import open_assistant
from assistant.cli.main import run
from assistant.front_door import AssistantApi
from assistant.ids import ConversationId
from assistant.paths import Paths
from tests.unit.conversation.importing.exports import chatgpt, node, open_webui

pytestmark = pytest.mark.integration


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[AssistantApi]:
    made = open_assistant(Paths(home=tmp_path / "home", models=tmp_path / "models"))
    yield made
    made.close()


@pytest.fixture
def export(tmp_path: Path) -> Path:
    file = tmp_path / "conversations.json"
    file.write_text(json.dumps(chatgpt()), encoding="utf-8")
    return file


def test_the_same_export_twice_adds_nothing(engine: AssistantApi, export: Path) -> None:
    first = engine.conversations.import_chats(export)
    assert (first.chats, first.messages, first.known, first.broken) == (2, 6, 0, 0)
    before = engine.conversations.list()
    again = engine.conversations.import_chats(export)
    assert (again.chats, again.messages, again.known, again.broken) == (0, 0, 2, 0)
    assert engine.conversations.list() == before


def test_titles_dates_pins_and_models_are_kept(engine: AssistantApi, export: Path) -> None:
    engine.conversations.import_chats(export)
    newest, oldest = engine.conversations.list()
    assert (oldest.title, oldest.pinned, oldest.updated_at) == ("Nut allergy", True, 1_700_000_021.0)
    assert newest.title == "京都の天気は？"
    messages = engine.conversations.messages(oldest.id)
    assert [message.created_at for message in messages] == [1_700_000_000.0 + after for after in (10, 13, 20, 21)]
    assert messages[1].answer is not None
    assert messages[1].answer.model == "gpt-4o"


def test_a_newer_export_adds_what_was_said_since(engine: AssistantApi, export: Path) -> None:
    engine.conversations.import_chats(export)
    newer = chatgpt()
    mapping = newer[1]["mapping"]
    mapping["c"] = node("c", "b", "user", "明日は？", 1_700_200_000.0)
    mapping["b"]["children"].append("c")
    export.write_text(json.dumps(newer), encoding="utf-8")
    report = engine.conversations.import_chats(export)
    assert (report.chats, report.messages, report.known) == (0, 1, 1)
    kyoto = next(one for one in engine.conversations.list() if "京都" in one.title)
    assert engine.conversations.messages(kyoto.id)[-1].text == "明日は？"
    assert kyoto.updated_at == 1_700_200_000.0


def test_what_was_said_is_found_and_what_was_forgotten_does_not_come_back(engine: AssistantApi, export: Path) -> None:
    engine.conversations.import_chats(export)
    found = engine.memory.search("Mia nuts").messages
    assert found[0].text.startswith("My daughter Mia")
    assert engine.conversations.search("legume")[0].title == "Nut allergy"
    engine.memory.forget(engine.memory.plan_forgetting(matching="Mia allergic"))
    report = engine.conversations.import_chats(export)
    assert report.messages == 0
    assert engine.conversations.search("Mia") == []


def test_a_broken_part_is_told_and_the_rest_is_stored(engine: AssistantApi, tmp_path: Path) -> None:
    broken = open_webui()
    broken.append({"id": "w-2", "chat": {"messages": [{"content": "who says it?"}]}})
    file = tmp_path / "webui.json"
    file.write_text(json.dumps(broken), encoding="utf-8")
    report = engine.conversations.import_chats(file)
    assert (report.chats, report.broken) == (1, 1)
    assert report.problems == ("Conversation 2 of the export is broken; it was left out.",)


def test_a_chat_with_half_a_character_is_stored(engine: AssistantApi, tmp_path: Path) -> None:
    export = open_webui()
    export[0]["title"] = "half \ud83d"
    export[0]["chat"]["history"]["messages"]["u1"]["content"] = "half \ud83d of it\0"
    file = tmp_path / "webui.json"
    file.write_text(json.dumps(export), encoding="utf-8")
    assert engine.conversations.import_chats(file).messages == 2
    assert engine.conversations.messages(ConversationId(1))[0].text.startswith("half ?")


def test_the_command_imports(tmp_path: Path, export: Path, capsys: pytest.CaptureFixture[str]) -> None:
    where = ["--json", "--home", str(tmp_path / "other"), "--models", str(tmp_path / "models")]
    assert run([*where, "chats", "import", str(export)]) == 0
    assert json.loads(capsys.readouterr().out) == {"chats": 2, "messages": 6, "known": 0, "broken": 0, "problems": []}
    export.write_text("[", encoding="utf-8")
    assert run([*where, "chats", "import", str(export)]) == 1
    assert json.loads(capsys.readouterr().out)["error"]["kind"] == "invalid_input"
