"""``sotto chats``: past conversations."""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from typing import Any

from assistant.cli import shapes
from assistant.cli.context import Context
from assistant.conversation.chat_export import EXPORTS, write_text
from assistant.ids import ConversationId


def add_commands(commands: Any, shared: argparse.ArgumentParser) -> None:
    """Adds ``chats`` and its sub-commands."""
    chats = commands.add_parser("chats", parents=[shared], help="past conversations")
    verbs = chats.add_subparsers(title="commands", metavar="COMMAND", required=True)
    verbs.add_parser("list", parents=[shared], help="newest first").set_defaults(run=run_list)
    show = verbs.add_parser("show", parents=[shared], help="one conversation")
    show.add_argument("conversation", type=int, metavar="ID")
    show.set_defaults(run=run_show)
    search = verbs.add_parser("search", parents=[shared], help="conversations that hold some words")
    search.add_argument("query", metavar="QUERY")
    search.set_defaults(run=run_search)
    export = verbs.add_parser("export", parents=[shared], help="one conversation as a file")
    export.add_argument("conversation", type=int, metavar="ID")
    export.add_argument("--format", choices=tuple(EXPORTS), default="md", help="md, json or html (default: md)")
    export.add_argument("--out", type=Path, metavar="FILE", help="write there instead of to standard output")
    export.set_defaults(run=run_export)
    delete = verbs.add_parser("delete", parents=[shared], help="delete one conversation")
    delete.add_argument("conversation", type=int, metavar="ID")
    delete.set_defaults(run=run_delete)


def run_list(context: Context) -> None:
    """All conversations."""
    with context.assistant() as assistant:
        found = assistant.conversations.list()
    context.output.json({"conversations": [shapes.conversation(item) for item in found]})
    for item in found:
        when = time.strftime("%Y-%m-%d %H:%M", time.localtime(item.updated_at))
        context.output.text(f"{item.id:>5}  {when}  {item.title}")
    if not found:
        context.output.note("There are no conversations yet.")


def run_show(context: Context) -> None:
    """One conversation's messages."""
    number = ConversationId(context.arguments.conversation)
    with context.assistant() as assistant:
        messages = assistant.conversations.messages(number)
    context.output.json({"conversation": number, "messages": [shapes.message(item) for item in messages]})
    for item in messages:
        who = "You" if item.role == "user" else "Sotto"
        context.output.text(f"{who}: {item.text}\n")


def run_search(context: Context) -> None:
    """Conversations that hold every word of the query."""
    with context.assistant() as assistant:
        found = assistant.conversations.search(context.arguments.query)
    context.output.json({"conversations": [shapes.conversation_hit(hit) for hit in found]})
    for hit in found:
        context.output.text(f"{hit.conversation:>5}  {hit.title}")
        if hit.text:
            context.output.text(f"       {hit.text}")
    if not found:
        context.output.note("No conversation holds that.")


def run_export(context: Context) -> None:
    """One conversation as Markdown, JSON or HTML. The text is the output; with ``--json`` it says where it was written."""
    number = ConversationId(context.arguments.conversation)
    with context.assistant() as assistant:
        messages = assistant.conversations.messages(number)
        title = next(one.title for one in assistant.conversations.list() if one.id == number)
    text = EXPORTS[context.arguments.format](title, messages)
    out: Path | None = context.arguments.out
    if out is None:
        context.output.json({"conversation": number, "format": context.arguments.format, "text": text})
        context.output.text(text.rstrip("\n"))
        return
    write_text(out, text)
    context.output.json({"conversation": number, "format": context.arguments.format, "file": str(out.absolute())})
    context.output.text(f"Written to {out}.")


def run_delete(context: Context) -> None:
    """Deletes one conversation."""
    number = ConversationId(context.arguments.conversation)
    with context.assistant() as assistant:
        assistant.conversations.delete(number)
    context.output.json({"deleted": number})
    context.output.text(f"Deleted conversation {number}.")
