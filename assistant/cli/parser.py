"""The command line's grammar: global options before or after the sub-command."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any, NoReturn

from assistant import __version__
from assistant.cli import (
    backups,
    bench,
    calendar,
    chats,
    documents,
    encryption,
    exam,
    home,
    memory,
    models,
    question,
    remote,
    reset,
    serve,
    skills,
    tools,
    voice,
)
from assistant.cli.doctor import run_doctor
from assistant.paths import network_refused

_GLOBAL_DEFAULTS: dict[str, Any] = {
    "home": None,
    "models": None,
    "language": None,
    "model": [],
    "json": False,
    "quiet": False,
    "minimized": False,
    "quick": False,
    "run": None,
}


class WrongUsage(Exception):
    """The command line makes no sense. ``message`` says why, ``usage`` how it is written, ``program`` which command it is."""

    def __init__(self, message: str, usage: str, program: str) -> None:
        super().__init__(message)
        self.message = message
        self.usage = usage
        self.program = program


class _Parser(argparse.ArgumentParser):
    """Raises ``WrongUsage`` where argparse would print and leave, so that ``--json`` gets its object."""

    def error(self, message: str) -> NoReturn:
        raise WrongUsage(message, self.format_usage(), self.prog)


def build_parser() -> argparse.ArgumentParser:
    """The parser of ``sotto``; the chosen command's function is ``run``."""
    shared = _global_options()
    parser = _Parser(
        prog="sotto",
        description="A personal assistant that runs wholly on this machine. Without a command it opens the desktop app.",
        parents=[shared],
    )
    parser.add_argument("--minimized", action="store_true", default=argparse.SUPPRESS, help="open in the tray")
    parser.add_argument(
        "--quick", action="store_true", default=argparse.SUPPRESS, help="open the small window for one question"
    )
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    for module in (
        question,
        voice,
        documents,
        exam,
        memory,
        chats,
        calendar,
        skills,
        tools,
        home,
        remote,
        backups,
        encryption,
        reset,
        models,
        serve,
        bench,
    ):
        module.add_commands(commands, shared)
    doctor = commands.add_parser("doctor", parents=[shared], help="what works on this machine and what does not")
    doctor.set_defaults(run=run_doctor)
    return parser


def parse(arguments: list[str]) -> argparse.Namespace:
    """Parsed arguments with every global option present. Raises ``WrongUsage``; ``--help`` and ``--version`` exit with 0."""
    parsed = build_parser().parse_args(arguments)
    for name, default in _GLOBAL_DEFAULTS.items():
        if not hasattr(parsed, name):
            setattr(parsed, name, default)
    if not hasattr(parsed, "offline"):
        parsed.offline = network_refused()
    return parsed


def _global_options() -> _Parser:
    # Defaults are suppressed so that a sub-command's own copy does not overwrite what stood before it.
    shared = _Parser(add_help=False, argument_default=argparse.SUPPRESS)
    group = shared.add_argument_group("options of every command")
    group.add_argument("--home", type=Path, metavar="DIR", help="all your data (also SOTTO_HOME)")
    group.add_argument("--models", type=Path, metavar="DIR", help="model weights (also SOTTO_MODELS)")
    group.add_argument("--offline", action="store_true", help="refuse any network use (also SOTTO_OFFLINE=1)")
    group.add_argument("--language", choices=["en", "ja", "auto"], help="the language you speak")
    group.add_argument(
        "--model", action="append", type=_role_and_id, metavar="ROLE=ID", help="a model for a role; repeatable"
    )
    group.add_argument("--json", action="store_true", help="print JSON")
    group.add_argument("--quiet", action="store_true", help="print results alone")
    group.add_argument("--version", action="version", version=f"sotto {__version__}", help="print the version")
    return shared


def _role_and_id(text: str) -> tuple[str, str]:
    role, separator, model_id = text.partition("=")
    if not (role and separator and model_id):
        raise argparse.ArgumentTypeError(f"{text!r} is not ROLE=ID, such as chat=smollm2-135m-instruct-q4_1")
    return role, model_id
