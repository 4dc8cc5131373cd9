"""``sotto backup``, ``sotto restore`` and ``sotto move``: everything you made, in one file or another folder."""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from typing import Any

from assistant.backups.backup_file import describe
from assistant.backups.moving import move_home
from assistant.backups.restoring import restore
from assistant.cli import shapes
from assistant.cli.context import Context
from assistant.cli.secrets import with_secret
from assistant.encryption.unlocking import find_key
from assistant.records import Backup
from assistant.system_keyring import SystemKeyring


def add_commands(commands: Any, shared: argparse.ArgumentParser) -> None:
    """Adds ``backup``, ``restore`` and ``move``."""
    backup = commands.add_parser("backup", parents=[shared], help="everything you made, in one file")
    backup.add_argument("file", type=Path, metavar="FILE")
    backup.set_defaults(run=run_backup)
    put_back = commands.add_parser(
        "restore", parents=[shared], help="put a backup in the place of everything you made since"
    )
    put_back.add_argument("file", type=Path, metavar="FILE")
    put_back.set_defaults(run=run_restore)
    move = commands.add_parser("move", parents=[shared], help="move your data folder into an empty or new one")
    move.add_argument("folder", type=Path, metavar="FOLDER")
    move.set_defaults(run=run_move)


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
    described, was_encrypted = describe(file), context.paths.is_encrypted
    keyring = SystemKeyring()
    with_secret(
        context.output,
        lambda secret: restore(context.paths, file, lambda home: find_key(home, keyring, secret)),
    )
    context.output.json({"restored": shapes.backup(described)})
    when = time.strftime("%Y-%m-%d %H:%M", time.localtime(described.created_at))
    context.output.text(f"Everything is as it was on {when}: {_holds(described)}.")
    if was_encrypted and not described.encrypted:
        context.output.note("The backup was not encrypted, and so your data is not either. Run “sotto encrypt on”.")


def run_move(context: Context) -> None:
    """Moves the data folder. No engine is opened; the next start empties the old folder."""
    folder = context.arguments.folder.expanduser().absolute()
    keyring = SystemKeyring()
    key = with_secret(context.output, lambda secret: find_key(context.paths.home, keyring, secret))
    move_home(context.paths, folder, key)
    context.output.json({"moved": {"from": str(context.paths.home), "to": str(folder)}})
    context.output.text(f"Your data is in {folder}. Sotto finds it there from now on.")


def _holds(backup: Backup) -> str:
    return f"{backup.conversations} conversations, {backup.facts} facts and {backup.documents} documents"
