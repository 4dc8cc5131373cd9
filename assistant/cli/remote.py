"""``sotto remote``: a chat server that answers in place of the model on this machine."""

from __future__ import annotations

import argparse
import getpass
import sys
from typing import Any

from assistant.cli import shapes
from assistant.cli.context import Context
from assistant.records import ChatServerStatus


def add_commands(commands: Any, shared: argparse.ArgumentParser) -> None:
    """Adds ``remote`` and its sub-commands."""
    remote = commands.add_parser(
        "remote", parents=[shared], help="a chat server that answers instead; what you ask then leaves this machine"
    )
    verbs = remote.add_subparsers(title="commands", metavar="COMMAND", required=True)
    connect = verbs.add_parser(
        "connect", parents=[shared], help="name a server of OpenAI's API and let it answer what you type"
    )
    connect.add_argument("address", metavar="URL", help="such as http://192.168.1.20:8080")
    connect.add_argument("--served", default="", metavar="NAME", help="its model (default: its first)")
    connect.add_argument("--key", action="store_true", help="it needs a key, which is asked for, or read from a pipe")
    connect.set_defaults(run=run_connect)
    verbs.add_parser("status", parents=[shared], help="what is known of it").set_defaults(run=run_status)
    verbs.add_parser("on", parents=[shared], help="let it answer").set_defaults(run=run_on)
    verbs.add_parser("off", parents=[shared], help="let the model here answer").set_defaults(run=run_off)
    verbs.add_parser("disconnect", parents=[shared], help="forget its address and key").set_defaults(run=run_disconnect)


def run_connect(context: Context) -> None:
    """Connects it and switches it on. The key is never an argument: those can be read by others."""
    key = ""
    if context.arguments.key:
        key = getpass.getpass("Key: ") if sys.stdin.isatty() else sys.stdin.readline().strip()
    with context.assistant() as assistant:
        status = assistant.chat_server.connect(context.arguments.address, key, context.arguments.served)
    _tell(context, status)
    if status.key_kept == "memory":
        context.output.note(
            "There is no keyring on this computer, so the key was kept nowhere: put it into SOTTO_CHAT_SERVER_KEY."
        )


def run_status(context: Context) -> None:
    """What is known of it."""
    with context.assistant() as assistant:
        _tell(context, assistant.chat_server.status())


def run_on(context: Context) -> None:
    """Switches it on."""
    with context.assistant() as assistant:
        _tell(context, assistant.chat_server.use(True))


def run_off(context: Context) -> None:
    """Switches it off."""
    with context.assistant() as assistant:
        _tell(context, assistant.chat_server.use(False))


def run_disconnect(context: Context) -> None:
    """Forgets it."""
    with context.assistant() as assistant:
        assistant.chat_server.disconnect()
    context.output.json({"disconnected": True})
    context.output.text("Disconnected.")


def _tell(context: Context, status: ChatServerStatus) -> None:
    context.output.json({"chat_server": shapes.chat_server(status)})
    if not status.address:
        context.output.text("No chat server is connected: everything is answered on this machine.")
    elif status.on:
        what = "What you type and say" if status.spoken else "What you type"
        context.output.text(f"ON. {what} leaves this machine, for {status.model or 'the model'} at {status.address}.")
    else:
        context.output.text(f"Off: everything is answered on this machine. {status.address} is named.")
