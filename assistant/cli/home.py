"""``sotto home``: a Home Assistant on the local network."""

from __future__ import annotations

import argparse
import getpass
import sys
from collections.abc import Sequence
from typing import Any

from assistant.cli.context import Context
from assistant.records import HomeDevice


def add_commands(commands: Any, shared: argparse.ArgumentParser) -> None:
    """Adds ``home`` and its sub-commands."""
    home = commands.add_parser("home", parents=[shared], help="a Home Assistant on the local network")
    verbs = home.add_subparsers(title="commands", metavar="COMMAND", required=True)
    connect = verbs.add_parser(
        "connect", parents=[shared], help="connect it; asks for its token, or reads it from a pipe"
    )
    connect.add_argument("address", metavar="URL", help="such as http://homeassistant.local:8123")
    connect.set_defaults(run=run_connect)
    verbs.add_parser("list", parents=[shared], help="its lights and switches").set_defaults(run=run_list)
    verbs.add_parser("disconnect", parents=[shared], help="forget its address and token").set_defaults(
        run=run_disconnect
    )


def run_connect(context: Context) -> None:
    """Connects it. The token is never an argument: those can be read by others."""
    token = getpass.getpass("Token: ") if sys.stdin.isatty() else sys.stdin.readline().strip()
    with context.assistant() as assistant:
        _tell(context, assistant.home.connect(context.arguments.address, token))


def run_list(context: Context) -> None:
    """Its devices."""
    with context.assistant() as assistant:
        _tell(context, assistant.home.devices())


def run_disconnect(context: Context) -> None:
    """Forgets it."""
    with context.assistant() as assistant:
        assistant.home.disconnect()
    context.output.json({"disconnected": True})
    context.output.text("Disconnected.")


def _tell(context: Context, devices: Sequence[HomeDevice]) -> None:
    context.output.json({"devices": [{"entity": one.entity, "name": one.name, "state": one.state} for one in devices]})
    for one in devices:
        context.output.text(f"{one.state:12} {one.name}  ({one.entity})")
    if not devices:
        context.output.note("It has no lights or switches.")
