"""``sotto tools``: programs of this machine that offer tools, and which tools may be used."""

from __future__ import annotations

import argparse
from typing import Any

from assistant.cli.context import Context
from assistant.records import ToolServer


def add_commands(commands: Any, shared: argparse.ArgumentParser) -> None:
    """Adds ``tools`` and its sub-commands."""
    tools = commands.add_parser("tools", parents=[shared], help="tools of other programs on this machine")
    verbs = tools.add_subparsers(title="commands", metavar="COMMAND", required=True)
    verbs.add_parser("list", parents=[shared], help="tool servers and their tools").set_defaults(run=run_list)
    add = verbs.add_parser("add", parents=[shared], help="add a program that speaks MCP over stdio")
    add.add_argument("name", metavar="NAME")
    add.add_argument("server_command", nargs=argparse.REMAINDER, metavar="COMMAND", help="its program and arguments")
    add.set_defaults(run=run_add)
    for verb, words, run in (
        ("look", "ask a server for its tools anew", run_look),
        ("remove", "forget a server", run_remove),
    ):
        one = verbs.add_parser(verb, parents=[shared], help=words)
        one.add_argument("name", metavar="NAME")
        one.set_defaults(run=run)
    for verb, words in (("allow", "let a tool be used"), ("forbid", "no longer let a tool be used")):
        one = verbs.add_parser(verb, parents=[shared], help=words)
        one.add_argument("name", metavar="NAME")
        one.add_argument("tool", metavar="TOOL")
        one.set_defaults(run=run_allow, allowed=verb == "allow")


def run_list(context: Context) -> None:
    """Every server."""
    with context.assistant() as assistant:
        servers = assistant.tools.servers()
    context.output.json({"servers": [_shape(server) for server in servers]})
    for server in servers:
        _show(context, server)
    if not servers:
        context.output.note("There are no tool servers. Add one with “sotto tools add NAME COMMAND”.")


def run_add(context: Context) -> None:
    """Adds a server."""
    given = [part for at, part in enumerate(context.arguments.server_command) if at or part != "--"]
    with context.assistant() as assistant:
        _tell(context, assistant.tools.add(context.arguments.name, given))


def run_look(context: Context) -> None:
    """Asks a server anew."""
    with context.assistant() as assistant:
        _tell(context, assistant.tools.look_again(context.arguments.name))


def run_remove(context: Context) -> None:
    """Forgets a server."""
    with context.assistant() as assistant:
        assistant.tools.remove(context.arguments.name)
    context.output.json({"removed": context.arguments.name})
    context.output.text(f"Removed {context.arguments.name}.")


def run_allow(context: Context) -> None:
    """Lets a tool be used, or no longer."""
    arguments = context.arguments
    with context.assistant() as assistant:
        _tell(context, assistant.tools.allow(arguments.name, arguments.tool, allowed=arguments.allowed))


def _tell(context: Context, server: ToolServer) -> None:
    context.output.json({"server": _shape(server)})
    _show(context, server)


def _show(context: Context, server: ToolServer) -> None:
    context.output.text(f"{server.name}: {' '.join(server.command)}")
    for tool in server.tools:
        mark = "allowed    " if tool.allowed else "not allowed"
        context.output.text(f"  {mark}  {tool.name}  {' '.join(tool.description.split())[:80]}")


def _shape(server: ToolServer) -> dict[str, Any]:
    tools = [{"name": one.name, "description": one.description, "allowed": one.allowed} for one in server.tools]
    return {"name": server.name, "command": list(server.command), "tools": tools}
