"""Exports of other assistants: what is in them, and what is said of broken ones."""

from __future__ import annotations

import copy
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.conversation.chat_export import to_json, to_markdown
from assistant.conversation.importing.chats import Found, ImportedChat, Unreadable, moment
from assistant.conversation.importing.markdown import read_markdown
from assistant.conversation.importing.reading import read_export
from assistant.errors import InvalidInput
from assistant.ids import ConversationId, MessageId
from assistant.records import Message, MessageState
from tests.unit.conversation.importing.exports import chatgpt, open_webui

pytestmark = pytest.mark.unit


def read(folder: Path, export: Any, name: str = "conversations.json") -> list[Found]:
    file = folder / name
    file.write_text(export if isinstance(export, str) else json.dumps(export), encoding="utf-8")
    return list(read_export(file))


def chats(found: list[Found]) -> list[ImportedChat]:
    return [one for one in found if isinstance(one, ImportedChat)]


def said(chat: ImportedChat) -> list[tuple[str, str]]:
    return [(message.role, message.text) for message in chat.messages]


def test_of_chatgpts_tree_the_branch_shown_last_is_read(tmp_path: Path) -> None:
    first, second = chats(read(tmp_path, chatgpt()))
    assert (first.key, first.title, first.pinned, first.began_at) == (
        "chatgpt:c-1",
        "Nut allergy",
        True,
        1_700_000_000.5,
    )
    assert said(first) == [
        ("user", "My daughter Mia is allergic to nuts. Is a peanut one?"),
        ("assistant", "A peanut is a legume."),
        ("user", "And this one?"),
        ("assistant", "That is an almond."),
    ]
    assert [message.said_at for message in first.messages] == [1_700_000_000.0 + after for after in (10, 13, 20, 21)]
    assert [message.model for message in first.messages] == ["", "gpt-4o", "", "gpt-4o"]
    assert (second.key, second.title) == ("chatgpt:c-2", "")
    assert said(second) == [("user", "京都の天気は？"), ("assistant", "晴れです。")]


def test_of_open_webuis_answers_the_one_shown_last_is_read_without_its_reasoning(tmp_path: Path) -> None:
    (chat,) = chats(read(tmp_path, open_webui()))
    assert (chat.key, chat.title, chat.pinned, chat.began_at) == ("open-webui:w-1", "Greeting", True, 1_700_000_000.0)
    assert said(chat) == [("user", "Hello"), ("assistant", "Hello there.")]
    only_list = open_webui()
    del only_list[0]["chat"]["history"]
    assert [said(one) for one in chats(read(tmp_path, only_list))] == [said(chat)]
    assert [said(one) for one in chats(read(tmp_path, open_webui()[0]))] == [said(chat)]


@pytest.mark.parametrize(
    "text",
    [
        "# Garden\n\n## You · 2026-03-01 09:30\n\nWhen do I prune?\n\n## Sotto · 2026-03-01 09:31\n\n# Soon\n\n- In March.\n",
        "**User:** When do I prune?\n\n**ChatGPT:** # Soon\n\n- In March.\n",
        "### USER\nWhen do I prune?\n\n### ASSISTANT\n# Soon\n\n- In March.\n",
        "#### You:\nWhen do I prune?\n\n#### ChatGPT:\n# Soon\n\n- In March.\n",
        "## Prompt:\nWhen do I prune?\n\n## Response:\n# Soon\n\n- In March.\n",
        "**You**\nWhen do I prune?\n\n**Claude 3.5 Sonnet**\n# Soon\n\n- In March.\n",
    ],
)
def test_markdown_of_many_programs_is_read(text: str) -> None:
    chat = read_markdown(text, "garden.md", 5.0)
    assert said(chat) == [("user", "When do I prune?"), ("assistant", "# Soon\n\n- In March.")]
    assert chat.title in ("Garden", "garden")


def test_what_looks_like_a_speaker_inside_an_answer_is_none() -> None:
    text = "## You\nShow me\n## Sotto\n```md\n## You\nnot me\n```\n### You\n\nYou said it.\n\nUser: x\n## You\nThanks"
    chat = read_markdown(text, "a.md", 5.0)
    assert [message.role for message in chat.messages] == ["user", "assistant", "user"]
    assert "not me" in chat.messages[1].text


def test_sottos_own_exports_come_back(tmp_path: Path) -> None:
    messages = [
        Message(
            id=MessageId(number),
            conversation=ConversationId(1),
            role=role,
            text=text,
            created_at=1_767_225_600.0 + number,
            state=MessageState.COMPLETE,
        )
        for number, (role, text) in enumerate(
            [("user", "One?"), ("assistant", "First.\n\n```\n# x\n```"), ("user", "Two?")]
        )
    ]
    expected = [(one.role, one.text) for one in messages]
    (from_json,) = chats(read(tmp_path, to_json("Mine", messages)))
    assert (from_json.title, said(from_json)) == ("Mine", expected)
    assert from_json.messages[1].said_at == 1_767_225_601.0
    (from_markdown,) = chats(read(tmp_path, to_markdown("Mine", messages), "mine.md"))
    assert (from_markdown.title, said(from_markdown)) == ("Mine", expected)


def test_a_zip_file_is_read_through(tmp_path: Path) -> None:
    file = tmp_path / "export.zip"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("conversations.json", json.dumps(chatgpt()))
        archive.writestr("user.json", "{}")
        archive.writestr("notes/garden.md", "**User:** Hi\n\n**Assistant:** Hello")
        archive.writestr("notes/other.md", "a shopping list")
    found = list(read_export(file))
    assert [chat.key.split(":")[0] for chat in chats(found)] == ["chatgpt", "chatgpt", "markdown"]
    assert [one.reason for one in found if isinstance(one, Unreadable)] == [
        "The file other.md names nobody who speaks, as a heading “You” or “Assistant” would; it was left out."
    ]


def test_a_broken_conversation_is_told_and_the_rest_is_read(tmp_path: Path) -> None:
    export = chatgpt()
    export.insert(1, {"title": "broken", "mapping": [1, 2]})
    export.append("no conversation at all")
    found = read(tmp_path, export)
    assert [chat.key for chat in chats(found)] == ["chatgpt:c-1", "chatgpt:c-2"]
    assert [one.reason for one in found if isinstance(one, Unreadable)] == [
        "Conversation 2 of the export is broken; it was left out.",
        "Conversation 4 of the export is broken; it was left out.",
    ]


def test_what_has_no_names_times_or_ends_is_read_all_the_same(tmp_path: Path) -> None:
    export = chatgpt()
    for chat in export:
        chat.pop("id", None)
        chat.pop("conversation_id", None)
        for node in chat["mapping"].values():
            node.pop("id", None)
            if node.get("message"):
                node["message"].pop("id", None)
                node["message"]["create_time"] = float("nan")
        first = next(iter(chat["mapping"].values()))
        first["parent"] = chat.get("current_node")  # around and around
    found = chats(read(tmp_path, export))
    assert [len(chat.messages) for chat in found] == [4, 2]
    assert len({chat.key for chat in found}) == 2
    assert [chat.key for chat in chats(read(tmp_path, export))] == [chat.key for chat in found]
    assert {message.said_at for chat in found for message in chat.messages} == {None}


@pytest.mark.parametrize(
    ("content", "said_of_it"),
    [
        ('[{"mapping": {', "no valid JSON"),
        ("[" * 100_000, "no valid JSON"),
        ('{"name": "settings"}', "no export of chats"),
        ("[1, 2]", "no export of chats"),
        ("", "no valid JSON"),
    ],
)
def test_what_is_no_export_says_why(tmp_path: Path, content: str, said_of_it: str) -> None:
    with pytest.raises(InvalidInput, match=said_of_it):
        read(tmp_path, content)


def test_a_missing_file_and_an_empty_archive_say_why(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="cannot be read"):
        list(read_export(tmp_path / "none.json"))
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("picture.png", b"x")
    with pytest.raises(InvalidInput, match="holds no chats"):
        list(read_export(tmp_path / "a.zip"))


def test_a_cut_archive_gives_what_came_before(tmp_path: Path) -> None:
    file = tmp_path / "a.zip"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("a.md", "**User:** Hi\n\n**Assistant:** Hello")
        archive.writestr("b.md", "**User:** Hi\n\n**Assistant:** Hello again")
    content = bytearray(file.read_bytes())
    at = content.index(b"Hello again")
    content[at] ^= 0xFF
    file.write_bytes(content)
    found = list(read_export(file))
    assert len(chats(found)) == 1
    assert "is damaged" in next(one.reason for one in found if isinstance(one, Unreadable))


def test_times_are_taken_in_any_unit() -> None:
    assert moment(1_700_000_000) == moment(1_700_000_000_000) == moment(1_700_000_000_000_000_000) == 1_700_000_000.0
    assert moment("2023-11-14T22:13:20+00:00") == 1_700_000_000.0
    wrong_times: tuple[object, ...] = (None, "soon", True, -5, float("nan"), [], "2023-02-30")
    for wrong in wrong_times:
        assert moment(wrong) is None


json_values = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150, deadline=None)
@given(st.sampled_from([chatgpt, open_webui]), st.data())
def test_whatever_stands_in_a_broken_export_only_chats_and_reasons_come_out(
    tmp_path: Path, make: Any, data: st.DataObject
) -> None:
    export = copy.deepcopy(make())
    place: Any = export
    key: Any = data.draw(st.integers(0, len(export) - 1))
    while isinstance(place[key], dict | list) and place[key] and data.draw(st.booleans()):
        place = place[key]
        key = data.draw(st.sampled_from(sorted(place) if isinstance(place, dict) else range(len(place))))
    place[key] = data.draw(json_values)
    try:
        found = read(tmp_path, export)
    except InvalidInput:
        return
    for chat in chats(found):
        assert all(message.role in ("user", "assistant") and message.text for message in chat.messages)
        json.dumps(chat.title).encode()


@given(st.text(max_size=300))
def test_any_text_is_a_chat_or_none(text: str) -> None:
    try:
        chat = read_markdown(text, "a.md", 5.0)
    except Unreadable:
        return
    assert chat.messages
