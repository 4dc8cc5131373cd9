"""Sotto's own exports in JSON: one conversation (``chats export``), or everything (``memory export``)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from assistant.conversation.importing.chats import Found, ImportedChat, ImportedMessage, Unreadable, digest, moment

_ROLES = ("user", "assistant")


def is_own(export: Any) -> bool:
    """Whether an export has this form."""
    return isinstance(export, Mapping) and ("messages" in export or "conversations" in export)


def read_own(export: Mapping[str, Any]) -> Iterator[Found]:
    """The conversations of an export."""
    for number, one in enumerate(export.get("conversations", [export]), 1):
        try:
            yield _chat(one)
        except (KeyError, TypeError, ValueError, AttributeError):
            reason = f"Conversation {number} of the export is broken; it was left out."
            yield Unreadable(reason)


def _chat(one: Mapping[str, Any]) -> ImportedChat:
    messages = tuple(
        ImportedMessage(
            key=digest(str(raw["created_at"]), raw["role"], raw["text"]),
            role=raw["role"],
            text=raw["text"],
            said_at=moment(raw["created_at"]),
            model=str(raw.get("model") or ""),
        )
        for raw in one["messages"]
        if raw["role"] in _ROLES and raw["text"].strip()
    )
    first = messages[0].key if messages else ""
    return ImportedChat(
        key=f"sotto:{digest(first)}",
        title=str(one["title"]),
        messages=messages,
        began_at=messages[0].said_at if messages else None,
        pinned=one.get("pinned") is True,
    )
