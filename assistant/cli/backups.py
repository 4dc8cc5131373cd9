"""``sotto backup`` and ``sotto restore``: everything you made, in one file."""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from typing import Any

from assistant.backups.backup_file import describe
from assistant.backups.restoring import restore
from assistant.cli import shapes
from assistant.cli.context import Context
from assistant.records import Backup


def add_commands(commands: Any, shared: argparse.ArgumentParser) -> None:
    """Adds ``backup`` and ``restore``."""
    backup = commands.add_parser("backup", parents=[shared], help="everything you made, in one file")
    backup.add_argument("file", type=Path, metavar="FILE")
    backup.set_defaults(run=run_backup)
    put_back = commands.add_parser(
        "restore", parents=[shared], help="put a backup in the place of everything you made since"
    )
    put_back.add_argument("file", type=Path, metavar="FILE")
    put_back.set_defaults(run=run_restore)


def run_backup(context: Context) -> None:
    """Writes and verifies a backup."""
    with context.assistant() as assistant:
        made = assistant.backups.write(context.arguments.file.absolute())
    context.output.json({"backup": shapes.backup(made)})
    context.output.text(
        f"{_holds(made)} are in {made.file} ({made.size_bytes / 1e6:.1f} MB), which was read back whole."
    )


def run_restore(context: Context) -> None:
    """Puts a backup back. No engine is opened: the database may be what is broken."""
    file = context.arguments.file.absolute()
    described = describe(file)
    restore(context.paths, file)
    context.output.json({"restored": shapes.backup(described)})
    when = time.strftime("%Y-%m-%d %H:%M", time.localtime(described.created_at))
    context.output.text(f"Everything is as it was on {when}: {_holds(described)}.")


def _holds(backup: Backup) -> str:
    return f"{backup.conversations} conversations, {backup.facts} facts and {backup.documents} documents"
