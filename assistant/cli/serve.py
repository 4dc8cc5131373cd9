"""``sotto serve``: the local server in the foreground, for programs of this machine."""

from __future__ import annotations

import argparse
import threading
from typing import Any

from assistant.cli.context import Context
from assistant.errors import InvalidInput


def add_commands(commands: Any, shared: argparse.ArgumentParser) -> None:
    """Adds ``serve``."""
    serve = commands.add_parser(
        "serve", parents=[shared], help="let other programs of this machine use the models (OpenAI's API)"
    )
    serve.add_argument("--port", type=int, metavar="PORT", help="where to listen on 127.0.0.1 (default: the setting's)")
    serve.set_defaults(run=run_serve)


def run_serve(context: Context) -> None:
    """Serves until Ctrl+C. The key is printed to its reader alone: it is in a private file of the data folder too."""
    overrides = {"server_on": True} | (
        {} if context.arguments.port is None else {"server_port": context.arguments.port}
    )
    with context.assistant(**overrides) as assistant:
        status = assistant.local_server()
        if not status.address:
            raise InvalidInput(status.trouble or "The local server does not run.", "Choose another port with --port.")
        context.output.json({"address": status.address, "key": status.key})
        context.output.text(f"Serving at {status.address}\nKey: {status.key}\nCtrl+C ends it.")
        threading.Event().wait()
