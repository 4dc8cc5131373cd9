"""``sotto reset``: the settings alone, or everything."""

from __future__ import annotations

import argparse
import contextlib
import sys
from typing import Any

from assistant.backups.erasing import erase_home, plan_erasing
from assistant.cli import shapes
from assistant.cli.context import Context
from assistant.encryption.unlocking import find_key
from assistant.errors import InvalidInput, UserFacingError
from assistant.records import ErasedKind, ErasePlan
from assistant.settings_file import put_back
from assistant.system_keyring import SystemKeyring

WORD = "erase"
_KINDS = {
    ErasedKind.SETTINGS: "settings, keys and drafts",
    ErasedKind.DATABASE: "the database, with what was read of documents",
    ErasedKind.PICTURES: "pasted pictures",
    ErasedKind.NOTES: "notes, lists and own skills",
    ErasedKind.CALENDAR: "the calendar",
    ErasedKind.BACKUPS: "automatic backups",
    ErasedKind.LOGS: "logs and reports",
}


def add_commands(commands: Any, shared: argparse.ArgumentParser) -> None:
    """Adds ``reset`` and its sub-commands."""
    reset = commands.add_parser("reset", parents=[shared], help="put back the settings, or erase everything")
    which = reset.add_subparsers(title="commands", metavar="COMMAND", required=True)
    settings = which.add_parser("settings", parents=[shared], help="every setting as it was at first; all else stays")
    settings.set_defaults(run=run_reset_settings)
    everything = which.add_parser(
        "everything", parents=[shared], help="erase all that Sotto keeps of you; models and your own files stay"
    )
    everything.add_argument("--dry-run", action="store_true", help="say what would go, and change nothing")
    everything.add_argument("--yes", action="store_true", help="do not ask for the word")
    everything.set_defaults(run=run_erase)


def run_reset_settings(context: Context) -> None:
    """Puts every setting back. No engine is opened: the settings may be what is broken; one that runs has its own until it ends."""
    file = context.paths.settings_file
    kept = put_back(file)
    context.output.json({"reset": {"settings": str(file), "before": None if kept is None else str(kept)}})
    context.output.text("Every setting is as it was at first." + (f" The old ones are in {kept}." if kept else ""))


def run_erase(context: Context) -> None:
    """Says what goes, has the word typed, and erases. No engine is opened: the database may be what is broken."""
    arguments = context.arguments
    keyring, key = SystemKeyring(), None
    with contextlib.suppress(UserFacingError):
        # Without its key an encrypted home is erased uncounted.
        key = find_key(context.paths.home, keyring)
    plan = plan_erasing(context.paths, key)
    if not arguments.dry_run:
        if not arguments.yes:
            _confirm(context, plan)
        plan = erase_home(context.paths, keyring, key)
    context.output.json({"erased": shapes.erase_plan(plan), "dry_run": arguments.dry_run})
    if arguments.dry_run:
        _tell(context, plan)
    else:
        context.output.text(f"Everything is erased ({plan.size_bytes / 1e6:.1f} MB).")


def _confirm(context: Context, plan: ErasePlan) -> None:
    if context.output.as_json or not sys.stdin.isatty():
        raise InvalidInput("Nothing was erased: nobody confirmed it.", "Add --yes to erase without being asked.")
    _tell(context, plan)
    try:
        typed = input(f"This cannot be undone. Type “{WORD}” to go on: ")
    except EOFError:
        typed = ""
    if typed.strip().casefold() != WORD:
        raise InvalidInput("Nothing was erased: the word was not typed.", "Run it again to be asked again.")


def _tell(context: Context, plan: ErasePlan) -> None:
    context.output.text(
        f"{plan.conversations} conversations with {plan.messages} messages, {plan.facts} facts, and what was read of"
        f" {plan.documents} documents would go from {plan.home}:"
    )
    for part in plan.parts:
        context.output.text(f"  {part.size_bytes / 1e6:9.1f} MB  {_KINDS[part.kind]} ({part.files} files)")
    context.output.text(f"  {plan.size_bytes / 1e6:9.1f} MB  in all")
    context.output.text("Models, the documents themselves, and backups at places of your own stay.")
    for place in plan.outside:
        context.output.text(f"{place} stays: you chose the place.")
