"""``sotto memory``: what it remembers, each with its source."""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from typing import Any

from assistant.cli import shapes
from assistant.cli.context import Context
from assistant.conversation.chat_export import write_text
from assistant.errors import NotFound
from assistant.ids import FactId
from assistant.memory.export import everything_as_json, everything_as_markdown
from assistant.records import Fact, ForgetPlan


def add_commands(commands: Any, shared: argparse.ArgumentParser) -> None:
    """Adds ``memory`` and its sub-commands."""
    memory = commands.add_parser("memory", parents=[shared], help="what it remembers")
    verbs = memory.add_subparsers(title="commands", metavar="COMMAND", required=True)
    verbs.add_parser("list", parents=[shared], help="every fact with its source").set_defaults(run=run_list)
    add = verbs.add_parser("add", parents=[shared], help="remember a sentence")
    add.add_argument("text", metavar="TEXT")
    add.set_defaults(run=run_add)
    search = verbs.add_parser("search", parents=[shared], help="find facts and what was said")
    search.add_argument("query", metavar="QUERY")
    search.add_argument("-k", type=int, default=8, metavar="N", help="how many of each")
    search.set_defaults(run=run_search)
    edit = verbs.add_parser("edit", parents=[shared], help="put a fact in other words")
    edit.add_argument("fact", type=int, metavar="ID")
    edit.add_argument("text", metavar="TEXT")
    edit.set_defaults(run=run_edit)
    forget = verbs.add_parser(
        "forget", parents=[shared], help="forget for good, with the messages and answers that say so"
    )
    which = forget.add_mutually_exclusive_group(required=True)
    which.add_argument("fact", type=int, nargs="?", metavar="ID")
    which.add_argument("--matching", metavar="TEXT", help="every fact and message with these words")
    which.add_argument("--everything", action="store_true", help="every fact and every conversation")
    forget.add_argument("--dry-run", action="store_true", help="say what would go, and change nothing")
    forget.set_defaults(run=run_forget)
    export = verbs.add_parser("export", parents=[shared], help="every fact and conversation, as Markdown or JSON")
    export.add_argument("--format", choices=["md", "json"], default="md", dest="shape")
    export.add_argument("--out", type=Path, metavar="FILE", help="write to a file")
    export.set_defaults(run=run_export)


def run_list(context: Context) -> None:
    """Every fact."""
    with context.assistant() as assistant:
        facts = assistant.memory.list()
    context.output.json({"facts": [shapes.fact(item) for item in facts]})
    for item in facts:
        context.output.text(_line(item))
    if not facts:
        context.output.note("Nothing is remembered yet. Add something with “sotto memory add”.")


def run_add(context: Context) -> None:
    """Remembers a sentence."""
    with context.assistant() as assistant:
        fact = assistant.memory.add(context.arguments.text)
    context.output.json({"fact": shapes.fact(fact)})
    context.output.text(_line(fact))


def run_search(context: Context) -> None:
    """Facts, then messages, best first."""
    with context.assistant() as assistant:
        found = assistant.memory.search(context.arguments.query, context.arguments.k)
    context.output.json(shapes.memory_findings(found))
    for item in found.facts:
        context.output.text(_line(item))
    for message in found.messages:
        who = "you" if message.role == "user" else "Sotto"
        text = " ".join(message.text.split())
        context.output.text(f"{_day(message.created_at)}  conversation {message.conversation}, {who}: {text}")
    if not found.facts and not found.messages:
        context.output.note("Nothing was found.")


def run_edit(context: Context) -> None:
    """Changes a fact's words."""
    with context.assistant() as assistant:
        fact = assistant.memory.edit(FactId(context.arguments.fact), context.arguments.text)
    context.output.json({"fact": shapes.fact(fact)})
    context.output.text(_line(fact))


def run_forget(context: Context) -> None:
    """Forgets a fact, what matches a text, or everything."""
    arguments = context.arguments
    with context.assistant() as assistant:
        if arguments.everything:
            if not arguments.dry_run:
                assistant.memory.forget_everything()
            context.output.json({"everything": True, "dry_run": arguments.dry_run})
            context.output.text(
                "Everything is forgotten." if not arguments.dry_run else "Everything would be forgotten."
            )
            context.output.text(
                "Chats, facts, timers, alarms, what your own skills keep, undo and automatic backups go; documents,"
                " settings, and the files of your calendar, lists and notes stay."
            )
            return
        plan = _plan(context, assistant.memory.plan_forgetting)
        if not arguments.dry_run:
            assistant.memory.forget(plan)
    context.output.json({**shapes.forget_plan(plan), "dry_run": arguments.dry_run})
    for item in plan.facts:
        context.output.text(_line(item))
    verb = "would go" if arguments.dry_run else "are gone"
    context.output.text(
        f"{len(plan.facts)} facts, {len(plan.messages)} messages and {len(plan.answers)} answers {verb}."
    )


def run_export(context: Context) -> None:
    """Every fact and every conversation, for reading or for another program."""
    arguments = context.arguments
    with context.assistant() as assistant:
        facts = assistant.memory.list()
        conversations = [(one, assistant.conversations.messages(one.id)) for one in assistant.conversations.list()]
    as_json = arguments.shape == "json" or context.output.as_json
    text = (everything_as_json if as_json else everything_as_markdown)(facts, conversations)
    if arguments.out is None:
        context.output.raw(text.rstrip("\n") + "\n")
        return
    write_text(arguments.out, text)
    context.output.json({"file": str(arguments.out), "facts": len(facts), "conversations": len(conversations)})
    context.output.text(f"{len(facts)} facts and {len(conversations)} conversations are in {arguments.out}.")


def _plan(context: Context, plan_forgetting: Any) -> ForgetPlan:
    arguments = context.arguments
    if arguments.matching is None:
        found: ForgetPlan = plan_forgetting(facts=[FactId(arguments.fact)])
        return found
    found = plan_forgetting(matching=arguments.matching)
    if not found.facts and not found.messages:
        raise NotFound(f"Nothing in the memory matches {arguments.matching!r}.", "See “sotto memory list”.")
    return found


def _line(item: Fact) -> str:
    until = f" until {_day(item.until)}" if item.until is not None else ""
    if item.forget_at is not None:
        until += f", forgotten on {_day(item.forget_at)}"
    source = f"  (conversation {item.source.conversation})" if item.source is not None else ""
    return f"{item.id:>5}  {_day(item.since)}{until}  {item.text}{source}"


def _day(unix_s: float) -> str:
    return time.strftime("%Y-%m-%d", time.localtime(unix_s))
