"""``sotto chats``: past conversations."""

from __future__ import annotations

import argparse
import dataclasses
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from assistant.cli import shapes
from assistant.cli.context import Context
from assistant.conversation.chat_export import EXPORTS, write_text
from assistant.errors import NotFound
from assistant.ids import ConversationId, MessageId
from assistant.records import Message


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
    take_in = verbs.add_parser("import", parents=[shared], help="chats that another assistant exported")
    take_in.add_argument(
        "file", type=Path, metavar="FILE", help="ChatGPT's or Open WebUI's export, Markdown, or a ZIP file"
    )
    take_in.set_defaults(run=run_import)
    rename = verbs.add_parser("rename", parents=[shared], help="give a title")
    rename.add_argument("conversation", type=int, metavar="ID")
    rename.add_argument("title", metavar="TITLE")
    rename.set_defaults(run=run_rename)
    pin = verbs.add_parser("pin", parents=[shared], help="keep at the top of the list")
    pin.add_argument("conversation", type=int, metavar="ID")
    pin.add_argument("--off", action="store_true", help="no longer")
    pin.set_defaults(run=run_pin)
    move = verbs.add_parser("move", parents=[shared], help="put into a folder")
    move.add_argument("conversation", type=int, metavar="ID")
    move.add_argument("folder", nargs="?", default="", metavar="FOLDER", help="without one: out of its folder")
    move.set_defaults(run=run_move)
    branch = verbs.add_parser("branch", parents=[shared], help="a copy up to and with one message, to go on from there")
    branch.add_argument("conversation", type=int, metavar="ID")
    branch.add_argument("message", type=int, metavar="MESSAGE", help="its id, as “chats show --json” gives it")
    branch.set_defaults(run=run_branch)
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


def run_import(context: Context) -> None:
    """Takes in an export; what is there already is not stored twice."""
    with context.assistant() as assistant:
        report = assistant.conversations.import_chats(context.arguments.file.absolute())
    context.output.json(dataclasses.asdict(report))
    for problem in report.problems:
        context.output.note(problem)
    context.output.text(
        f"{report.chats} new chats and {report.messages} messages; {report.known} chats were here already,"
        f" {report.broken} could not be read."
    )


def run_rename(context: Context) -> None:
    """Gives a title that no automatic one replaces."""
    number = ConversationId(context.arguments.conversation)
    with context.assistant() as assistant:
        assistant.conversations.rename(number, context.arguments.title)
    context.output.json({"conversation": number, "title": context.arguments.title})
    context.output.text(f"Conversation {number} is called {context.arguments.title}.")


def run_pin(context: Context) -> None:
    """Keeps a conversation at the top, or no longer."""
    number = ConversationId(context.arguments.conversation)
    pinned = not context.arguments.off
    with context.assistant() as assistant:
        assistant.conversations.pin(number, pinned)
    context.output.json({"conversation": number, "pinned": pinned})
    context.output.text(f"Conversation {number} is {'pinned' if pinned else 'pinned no longer'}.")


def run_move(context: Context) -> None:
    """Puts a conversation into a folder, or out of it."""
    number = ConversationId(context.arguments.conversation)
    folder = context.arguments.folder
    with context.assistant() as assistant:
        assistant.conversations.move(number, folder)
    context.output.json({"conversation": number, "folder": folder})
    context.output.text(
        f"Conversation {number} is in {folder}." if folder else f"Conversation {number} is in no folder."
    )


def run_branch(context: Context) -> None:
    """Copies a conversation up to and with a message."""
    number = ConversationId(context.arguments.conversation)
    with context.assistant() as assistant:
        messages = assistant.conversations.messages(number)
        last = next((one for one in messages if one.id == context.arguments.message), None)
        if last is None:
            raise NotFound(
                f"Conversation {number} has no message {context.arguments.message}.",
                "See “sotto chats show ID --json” for the ids.",
            )
        branch = assistant.conversations.branch(number, *_up_to(last, messages))
    context.output.json({"conversation": branch, "of": number})
    context.output.text(f"Conversation {branch} goes on from there.")


def _up_to(last: Message, messages: Sequence[Message]) -> tuple[MessageId, list[MessageId]]:
    """Before which message a copy ends that goes on from this one, and the later versions of its answer, which it is without."""
    first = next((one for one in messages if one.id == last.again_of), last)
    asked = [one.id for one in messages if one.role == "user" and one.again_of is None]
    question = max((one for one in asked if one <= first.id), default=first.id)
    later = [one.id for one in messages if one.again_of == question and one.id > last.id]
    if last.again_of is None:
        return MessageId(last.id + 1), later
    return min((one for one in asked if one > question), default=MessageId(last.id + 1)), later


def run_delete(context: Context) -> None:
    """Deletes one conversation."""
    number = ConversationId(context.arguments.conversation)
    with context.assistant() as assistant:
        assistant.conversations.delete(number)
    context.output.json({"deleted": number})
    context.output.text(f"Deleted conversation {number}.")
