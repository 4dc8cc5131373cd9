"""Small exports of other assistants, as their programs write them."""

from __future__ import annotations

from typing import Any


def node(name: str, parent: str | None, role: str = "", text: str = "", at: float | None = None, **more: Any) -> Any:
    """One node of ChatGPT's tree."""
    message = None
    if role:
        message = {
            "id": f"m-{name}",
            "author": {"role": role, "name": None, "metadata": {}},
            "create_time": at,
            "content": {"content_type": "text", "parts": [text]},
            "status": "finished_successfully",
            "metadata": {"model_slug": "gpt-4o"} if role == "assistant" else {},
            "recipient": "all",
        } | more
    return {"id": name, "message": message, "parent": parent, "children": []}


def tree(*nodes: Any) -> dict[str, Any]:
    """Nodes by their names, with their children."""
    found = {one["id"]: one for one in nodes}
    for one in nodes:
        if one["parent"] is not None:
            found[one["parent"]]["children"].append(one["id"])
    return found


def chatgpt() -> list[Any]:
    """Two conversations; the first has an edited question, of which the second wording was shown last."""
    first = {
        "title": "Nut allergy",
        "create_time": 1_700_000_000.5,
        "update_time": 1_700_000_100.0,
        "conversation_id": "c-1",
        "is_starred": True,
        "current_node": "d2",
        "mapping": tree(
            node("root", None),
            node("sys", "root", "system", ""),
            node("hidden", "sys", "user", "profile", metadata={"is_visually_hidden_from_conversation": True}),
            node("a1", "hidden", "user", "Is a peanut a nut", 1_700_000_001.0),
            node("b1", "a1", "assistant", "In the kitchen, yes.", 1_700_000_002.0),
            node("a2", "hidden", "user", "My daughter Mia is allergic to nuts. Is a peanut one?", 1_700_000_010.0),
            node(
                "call",
                "a2",
                "assistant",
                "",
                1_700_000_011.0,
                content={"content_type": "code", "text": "search('peanut')"},
                recipient="browser",
            ),
            node("tool", "call", "tool", "results", 1_700_000_012.0),
            node("b2", "tool", "assistant", "A peanut is a legume.", 1_700_000_013.0),
            node(
                "c2",
                "b2",
                "user",
                "",
                1_700_000_020.0,
                content={
                    "content_type": "multimodal_text",
                    "parts": [{"content_type": "image_asset_pointer", "asset_pointer": "file://x"}, "And this one?"],
                },
            ),
            node("d2", "c2", "assistant", "That is an almond.", 1_700_000_021.0),
        ),
    }
    second = {
        "title": None,
        "create_time": 1_700_100_000.0,
        "id": "c-2",
        "mapping": tree(
            node("root", None),
            node("a", "root", "user", "京都の天気は？", 1_700_100_001.0),
            node("b", "a", "assistant", "晴れです。", 1_700_100_002.0),
        ),
    }
    return [first, second]


def open_webui() -> list[Any]:
    """One chat with a regenerated answer."""

    def message(name: str, parent: str | None, role: str, content: str, children: list[str]) -> dict[str, Any]:
        found = {"id": name, "parentId": parent, "childrenIds": children, "role": role, "content": content}
        return found | {"timestamp": 1_700_000_000, "model": "llama3"}

    thought = '<details type="reasoning" done="true">\n<summary>Thought</summary>\nhmm\n</details>\nHello there.'
    messages = {
        "u1": message("u1", None, "user", "Hello", ["r1", "r2"]),
        "r1": message("r1", "u1", "assistant", "Hi.", []),
        "r2": message("r2", "u1", "assistant", thought, []),
    }
    return [
        {
            "id": "w-1",
            "user_id": "someone",
            "title": "Greeting",
            "created_at": 1_700_000_000,
            "updated_at": 1_700_000_002,
            "pinned": True,
            "chat": {
                "title": "Greeting",
                "timestamp": 1_700_000_000_000,
                "history": {"messages": messages, "currentId": "r2"},
                "messages": [messages["u1"], messages["r2"]],
            },
        }
    ]
