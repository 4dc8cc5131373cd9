"""``sotto chats``: past conversations."""

from __future__ import annotations

import argparse
import time
from typing import Any

from assistant.cli import shapes
from assistant.cli.context import Context
from assistant.ids import ConversationId


def add_commands(commands: Any, shared: argparse.ArgumentParser) -> None:
    """Adds ``chats`` and its sub-commands."""
    chats = commands.add_parser("chats", parents=[shared], help="past conversations")
    verbs = chats.add_subparsers(title="commands", metavar="COMMAND", required=True)
    verbs.add_parser("list", parents=[shared], help="newest first").set_defaults(run=run_list)
    show = verbs.add_parser("show", parents=[shared], help="one conversation")
    show.add_argument("conversation", type=int, metavar="ID")
    show.set_defaults(run=run_show)
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


def run_delete(context: Context) -> None:
    """Deletes one conversation."""
    number = ConversationId(context.arguments.conversation)
    with context.assistant() as assistant:
        assistant.conversations.delete(number)
    context.output.json({"deleted": number})
    context.output.text(f"Deleted conversation {number}.")
