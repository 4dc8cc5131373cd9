"""The programs of this desktop, as their desktop entries name them.

Entries and their keys: https://specifications.freedesktop.org/desktop-entry-spec/latest/. Without entries there are no programs.
"""

from __future__ import annotations

import configparser
import dataclasses
import os
import re
import shlex
from collections.abc import Iterator, Sequence
from pathlib import Path

_LARGEST_BYTES = 200_000
_NAMES = re.compile(r"^(?:Name|GenericName)(?:\[(?:ja|en)[^\]]*\])?$")
_FIELD_CODE = re.compile(r"^%[fFuUdDnNickvm]$")
_GROUP = "Desktop Entry"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """A program that can be started: its own name, all it is called by in lower case, and the words of its command."""

    name: str
    called: frozenset[str]
    command: tuple[str, ...]


def programs(folders: Sequence[Path] | None = None) -> list[Program]:
    """Every program with a desktop entry; an entry in an earlier folder hides later ones of its file name."""
    found: dict[str, Program | None] = {}
    for folder in _folders() if folders is None else folders:
        for file in sorted(folder.glob("**/*.desktop")):
            if file.name not in found:
                found[file.name] = _program(file)
    return [program for program in found.values() if program is not None]


def _folders() -> Iterator[Path]:
    home = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    shared = os.environ.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share"
    for part in [home, *shared.split(":"), "/var/lib/flatpak/exports/share", "/var/lib/snapd/desktop"]:
        yield Path(part) / "applications"


def _program(file: Path) -> Program | None:
    parser = configparser.RawConfigParser(strict=False, delimiters=("=",), comment_prefixes=("#",))
    parser.optionxform = str  # type: ignore[assignment,method-assign]  # keys keep their case
    try:
        if file.stat().st_size > _LARGEST_BYTES:
            return None
        parser.read_string(file.read_text(encoding="utf-8"))
        entry = dict(parser.items(_GROUP))
        words = shlex.split(entry.get("Exec", ""))
    except (OSError, ValueError, configparser.Error):
        return None
    hidden = any(entry.get(key, "").strip().lower() == "true" for key in ("Hidden", "NoDisplay", "Terminal"))
    command = tuple(word.replace("%%", "%") for word in words if not _FIELD_CODE.match(word))
    name = entry.get("Name", "").strip()
    if entry.get("Type") != "Application" or hidden or not command or not name:
        return None
    called = {value.strip().lower() for key, value in entry.items() if _NAMES.match(key)}
    return Program(name=name, called=frozenset([*called, Path(command[0]).name.lower()]), command=command)
