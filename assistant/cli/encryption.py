"""``sotto encrypt``: encryption of what the user made, switched on and off, and its key."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from assistant.cli.context import Context
from assistant.cli.secrets import ask, new_passphrase, with_secret
from assistant.encryption.conversion import decrypt_home, not_encrypted
from assistant.encryption.key_file import read_key_file
from assistant.encryption.service import check_passphrase, encryption_status, switch_on
from assistant.encryption.unlocking import find_key, restore_key
from assistant.errors import Interrupted, InvalidInput, KeyringUnavailable
from assistant.records import EncryptionStatus
from assistant.storage.database_key import key_of_recovery_code, new_key
from assistant.system_keyring import SystemKeyring

_WARNING = """\
This recovery code opens your data when the keyring is gone, on another computer, and from a backup. Write it down and keep it
apart from this computer; it is not shown again.

    {code}

Without {other} and without this code everything is lost. Nobody can open it then, the makers of Sotto neither.
Encrypted are chats, memory, the text and tables of documents, pasted pictures, and backups of these. In the clear stay your
settings, lists, notes, calendar and routines, skills of your own, logs (which hold no words), and the documents themselves.
Automatic backups made so far are deleted, and unsent drafts go. An SSD may keep copies of what was there before; only a disk that
is encrypted as a whole prevents that."""


def add_commands(commands: Any, shared: argparse.ArgumentParser) -> None:
    """Adds ``encrypt`` and its sub-commands."""
    encrypt = commands.add_parser(
        "encrypt", parents=[shared], help="encryption of chats, memory and what was read of documents"
    )
    verbs = encrypt.add_subparsers(title="commands", metavar="COMMAND", required=True)
    on = verbs.add_parser("on", parents=[shared], help="encrypt them; shows the recovery code once")
    on.add_argument(
        "--passphrase", action="store_true", help="ask for one at every start, in place of this computer's keyring"
    )
    on.add_argument("--code", action="store_true", help="read the recovery code to use from a pipe")
    on.add_argument("--yes", action="store_true", help="do not ask whether the code was written down")
    on.set_defaults(run=run_on)
    verbs.add_parser("off", parents=[shared], help="put everything into the clear again").set_defaults(run=run_off)
    verbs.add_parser("status", parents=[shared], help="whether it is on, and where the key is").set_defaults(
        run=run_status
    )
    verbs.add_parser(
        "unlock", parents=[shared], help="put the key back into this computer's keyring, from the recovery code"
    ).set_defaults(run=run_unlock)


def run_on(context: Context) -> None:
    """Shows the code, asks, and encrypts. No engine is opened."""
    arguments, keyring = context.arguments, SystemKeyring()
    if not arguments.passphrase and not keyring.available:
        raise KeyringUnavailable(
            "This computer has no keyring that Sotto can use.", "Use “sotto encrypt on --passphrase”."
        )
    if not arguments.yes and not sys.stdin.isatty():
        raise InvalidInput("Nobody can be asked whether the code was written down.", "Add --yes where it will be.")
    key = key_of_recovery_code(ask("Recovery code")) if arguments.code else new_key()
    passphrase = check_passphrase(new_passphrase()) if arguments.passphrase else ""
    if not arguments.code:
        other = "the passphrase" if passphrase else "this computer's keyring"
        context.output.text(_WARNING.format(code=key.recovery_code, other=other))
    if not arguments.yes:
        _confirm(context)
    switch_on(context.paths, keyring, key, passphrase)
    shown = {} if arguments.code else {"recovery_code": key.recovery_code}
    context.output.json({"encryption": {**_shape(encryption_status(context.paths.home, keyring)), **shown}})
    context.output.text("Everything is encrypted.")


def run_off(context: Context) -> None:
    """Decrypts. No engine is opened."""
    keyring = SystemKeyring()
    key = with_secret(context.output, lambda secret: find_key(context.paths.home, keyring, secret))
    if key is None:
        raise not_encrypted()
    decrypt_home(context.paths, key)
    context.output.json({"encryption": _shape(encryption_status(context.paths.home, keyring))})
    context.output.text(
        "Nothing is encrypted any more. The recovery code still opens encrypted backups that you made; keep it as long as those."
    )


def run_status(context: Context) -> None:
    """Says whether it is on; needs no key."""
    status = encryption_status(context.paths.home, SystemKeyring())
    context.output.json({"encryption": _shape(status)})
    about = read_key_file(context.paths.home)
    if about is None:
        context.output.text("Not encrypted.")
    elif status.kept_in == "keyring":
        context.output.text(f"Encrypted; the key is in this computer's keyring, as of data {about.fingerprint}.")
    else:
        context.output.text("Encrypted; a passphrase opens it.")


def run_unlock(context: Context) -> None:
    """Takes the recovery code, and keeps the key."""
    restore_key(context.paths, SystemKeyring(), key_of_recovery_code(ask("Recovery code")))
    context.output.json({"encryption": _shape(encryption_status(context.paths.home, SystemKeyring()))})
    context.output.text("The key is in this computer's keyring again.")


def _confirm(context: Context) -> None:
    sys.stdout.write("Have you written it down? Type yes: ")
    sys.stdout.flush()
    if sys.stdin.readline().strip().lower() not in {"yes", "y", "はい"}:
        context.output.note("Nothing was changed.")
        raise Interrupted("Nothing was changed.")


def _shape(status: EncryptionStatus) -> dict[str, Any]:
    return {"on": status.on, "kept_in": status.kept_in or None, "keyring": status.keyring}
