"""Open WebUI's export: a list of chats, each with its messages as a tree (``history``) and its current branch as a list."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from assistant.conversation.importing.chats import (
    Found,
    ImportedChat,
    ImportedMessage,
    Unreadable,
    digest,
    moment,
    plain,
)

_ROLES = ("user", "assistant")


def is_open_webui(export: Any) -> bool:
    """Whether an export has this form."""
    return isinstance(export, list) and any(
        isinstance(one, Mapping)
        and isinstance(one.get("chat"), Mapping)
        and ("history" in one["chat"] or "messages" in one["chat"])
        for one in export
    )


def read_open_webui(export: list[Any]) -> Iterator[Found]:
    """The chats of an export, with the branch that was last shown."""
    for number, one in enumerate(export, 1):
        try:
            yield _chat(one)
        except (KeyError, TypeError, ValueError, AttributeError):
            reason = f"Conversation {number} of the export is broken; it was left out."
            yield Unreadable(reason)


def _chat(one: Any) -> ImportedChat:
    chat = one["chat"]
    shown = _shown_branch(chat.get("history") or {}) or list(chat.get("messages") or [])
    messages = [message for raw in shown if (message := _message(raw))]
    title = one.get("title") or chat.get("title")
    began_at = moment(one.get("created_at")) or moment(chat.get("timestamp"))
    name = one.get("id") or digest(str(title), str(began_at), *(message.key for message in messages[:1]))
    return ImportedChat(
        key=f"open-webui:{name}",
        title=title if isinstance(title, str) else "",
        messages=tuple(messages),
        began_at=began_at,
        pinned=one.get("pinned") is True,
    )


def _shown_branch(history: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    nodes: Mapping[str, Any] = history.get("messages") or {}
    last = history.get("currentId")
    branch: list[Mapping[str, Any]] = []
    seen: set[str] = set()
    while last is not None and last in nodes and last not in seen:
        seen.add(last)
        branch.append(nodes[last])
        last = nodes[last].get("parentId")
    return branch[::-1]


def _message(raw: Mapping[str, Any]) -> ImportedMessage | None:
    content = raw.get("content")
    if isinstance(content, list):
        parts = [part.get("text") for part in content if isinstance(part, Mapping)]
        content = "\n".join(part for part in parts if isinstance(part, str))
    if raw["role"] not in _ROLES or not isinstance(content, str) or not plain(content):
        return None
    model = raw.get("model")
    said_at = moment(raw.get("timestamp"))
    return ImportedMessage(
        key=str(raw.get("id") or digest(raw["role"], str(said_at), content)),
        role=raw["role"],
        text=plain(content),
        said_at=said_at,
        model=model if isinstance(model, str) and raw["role"] == "assistant" else "",
    )
