"""Everything that was said and is remembered, as one file to keep or to take elsewhere (pure)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime, tzinfo
from typing import Any

from assistant.conversation.chat_export import conversation_object, heading, source_lines
from assistant.records import ConversationSummary, Fact, Message

Conversation = tuple[ConversationSummary, Sequence[Message]]


def everything_as_json(facts: Sequence[Fact], conversations: Sequence[Conversation]) -> str:
    """``facts`` as ``memory list`` gives them; ``conversations`` as ``chats export`` does, with id, folder and pin."""
    everything = {
        "facts": [fact_object(fact) for fact in facts],
        "conversations": [
            {
                "id": about.id,
                "folder": about.folder,
                "pinned": about.pinned,
                **conversation_object(about.title, messages),
            }
            for about, messages in conversations
        ],
    }
    return json.dumps(everything, ensure_ascii=False, indent=2)


def everything_as_markdown(
    facts: Sequence[Fact], conversations: Sequence[Conversation], zone: tzinfo | None = None
) -> str:
    """Facts with their dates and sources, then every conversation under its title. ``zone`` None is the machine's own."""
    parts = ["# What Sotto remembers", "\n".join(_fact_lines(fact, zone) for fact in facts) or "Nothing yet."]
    for about, messages in conversations:
        parts.append(f"# {about.title or 'A chat'}")
        for message in messages:
            parts += [f"## {heading(message, zone)}", message.text, *(f"> {line}" for line in source_lines(message))]
    return "\n\n".join(parts) + "\n"


def fact_object(value: Fact) -> dict[str, Any]:
    """A fact for JSON. One that was written by hand has no conversation, and its own text as quote."""
    source = value.source
    return {
        "id": value.id,
        "text": value.text,
        "since": value.since,
        "until": value.until,
        "forget_at": value.forget_at,
        "origin": str(value.origin),
        "source": {
            "conversation": source.conversation if source else None,
            "turn": source.turn if source else None,
            "quote": source.quote if source else value.text,
        },
    }


def _fact_lines(fact: Fact, zone: tzinfo | None) -> str:
    until = f" until {_day(fact.until, zone)}" if fact.until is not None else ""
    line = f"- {fact.text} (since {_day(fact.since, zone)}{until})"
    if fact.source is not None:
        line += f"\n  - said in conversation {fact.source.conversation}: “{fact.source.quote}”"
    return line


def _day(unix_s: float, zone: tzinfo | None) -> str:
    return datetime.fromtimestamp(unix_s, zone).strftime("%Y-%m-%d")
