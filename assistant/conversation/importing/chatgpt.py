"""ChatGPT's export: ``conversations.json``, a list of conversations, each a tree of messages.

Every edit and every regenerated answer begins a branch of the tree; ``current_node`` is the end of the one that was last shown.
"""

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
_SPOKEN = ("text", "multimodal_text")


def is_chatgpt(export: Any) -> bool:
    """Whether an export has this form."""
    return isinstance(export, list) and any(isinstance(one, Mapping) and "mapping" in one for one in export)


def read_chatgpt(export: list[Any]) -> Iterator[Found]:
    """The conversations of an export, with the branch that was last shown."""
    for number, one in enumerate(export, 1):
        try:
            yield _chat(one)
        except (KeyError, TypeError, ValueError, AttributeError):
            reason = f"Conversation {number} of the export is broken; it was left out."
            yield Unreadable(reason)


def _chat(one: Any) -> ImportedChat:
    nodes: Mapping[str, Any] = one["mapping"]
    messages = [message for node in _shown_branch(nodes, one.get("current_node")) if (message := _message(node))]
    title = one.get("title")
    name = one.get("conversation_id") or one.get("id") or digest(*(message.text for message in messages))
    return ImportedChat(
        key=f"chatgpt:{name}",
        title=title if isinstance(title, str) else "",
        messages=tuple(messages),
        began_at=moment(one.get("create_time")),
        pinned=one.get("is_starred") is True,
    )


def _shown_branch(nodes: Mapping[str, Any], last: Any) -> list[Mapping[str, Any]]:
    """From the root to the node that was last shown; without one that is there, to the newest leaf."""
    if last not in nodes:
        leaves = [name for name, node in nodes.items() if not node.get("children")]
        last = max(leaves, key=lambda name: _time(nodes[name]) or 0.0, default=None)
    branch: list[Mapping[str, Any]] = []
    seen: set[str] = set()
    while last is not None and last in nodes and last not in seen:
        seen.add(last)
        branch.append(nodes[last])
        last = nodes[last].get("parent")
    return branch[::-1]


def _message(node: Mapping[str, Any]) -> ImportedMessage | None:
    message = node.get("message")
    if not message:
        return None
    role, content = message["author"]["role"], message.get("content") or {}
    hidden = (message.get("metadata") or {}).get("is_visually_hidden_from_conversation") is True
    spoken = content.get("content_type") in _SPOKEN and message.get("recipient") in (None, "all")
    if role not in _ROLES or hidden or not spoken:
        return None
    text = plain("\n".join(filter(None, map(_part, content.get("parts") or []))))
    if not text:
        return None
    model = (message.get("metadata") or {}).get("model_slug")
    return ImportedMessage(
        key=str(message.get("id") or node.get("id") or digest(role, text)),
        role=role,
        text=text,
        said_at=_time(node),
        model=model if isinstance(model, str) and role == "assistant" else "",
    )


def _part(part: Any) -> str:
    if isinstance(part, str):
        return part
    # Pictures and sounds are not in the file; what was said aloud is there as text.
    text = part.get("text") if isinstance(part, Mapping) else None
    return text if isinstance(text, str) else ""


def _time(node: Mapping[str, Any]) -> float | None:
    return moment((node.get("message") or {}).get("create_time"))
