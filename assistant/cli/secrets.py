"""Passphrases and recovery codes: asked for at a terminal, read line by line from a pipe, never an argument."""

from __future__ import annotations

import getpass
import sys
from collections.abc import Callable
from typing import TypeVar

from assistant.cli.output import Output
from assistant.errors import InvalidInput, KeyNeeded

T = TypeVar("T")


def ask(prompt: str) -> str:
    """What was typed without being shown, or the next line of a pipe; empty at its end."""
    if sys.stdin.isatty():
        return getpass.getpass(f"{prompt}: ")
    return sys.stdin.readline().rstrip("\r\n")


def new_passphrase() -> str:
    """A passphrase, typed twice at a terminal. Raises ``InvalidInput``."""
    given = ask("Passphrase")
    if not given:
        raise InvalidInput("The passphrase is empty.", "Choose a long one, such as five or six words.")
    if sys.stdin.isatty() and ask("The same again") != given:
        raise InvalidInput("The two passphrases differ.", "Type it again.")
    return given


def with_secret(output: Output, open_it: Callable[[str], T]) -> T:
    """Opens without a secret, and where that does not do asks for one. Raises ``KeyNeeded`` where there is none."""
    try:
        return open_it("")
    except KeyNeeded as needed:
        if sys.stdin.isatty():
            output.note(needed.message)
        secret = ask("Passphrase or recovery code")
        if not secret:
            raise
    return open_it(secret)
