"""Reading the lock files: pip's requirements format with one pinned, hashed package a block."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable
from pathlib import Path

from setup_steps.layout import SetupError

_PINNED = re.compile(r"^(?P<name>[A-Za-z0-9][A-Za-z0-9._-]*)(\[[^\]]*\])?==(?P<version>[^\s;\\]+)")
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


def normalized(name: str) -> str:
    """A project name as PEP 503 compares them."""
    return re.sub(r"[-_.]+", "-", name).lower()


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Pin:
    """One package of a lock file. ``text`` is its requirement with hashes, without comments, ending in a newline."""

    name: str
    version: str
    hashes: tuple[str, ...]
    text: str


def parse(text: str) -> tuple[Pin, ...]:
    """The pins in file order; a package may have several, told apart by markers. Raises ``ValueError`` on a line without one."""
    pins = []
    lines = [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    for requirement in re.split(r"\n(?=\S)", "\n".join(lines)):
        if not requirement:
            continue
        match = _PINNED.match(requirement)
        if match is None:
            raise ValueError(f"not a pinned requirement: {requirement.splitlines()[0]}")
        pins.append(
            Pin(
                name=normalized(match["name"]),
                version=match["version"],
                hashes=tuple(_HASH.findall(requirement)),
                text=requirement.rstrip(" \\") + "\n",
            )
        )
    return tuple(pins)


def read(path: Path) -> tuple[Pin, ...]:
    """The pins of a file. Raises ``SetupError`` when it is missing or not a lock file."""
    try:
        return parse(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise SetupError(f"The lock file {path.name} is missing: restore it from the repository.") from error
    except ValueError as error:
        raise SetupError(f"The lock file {path.name} cannot be read ({error}): run `make lock`.") from error


def only(pins: Iterable[Pin], *names: str) -> tuple[Pin, ...]:
    """The pins of these packages."""
    return tuple(pin for pin in pins if pin.name in names)


def without(pins: Iterable[Pin], *names: str) -> tuple[Pin, ...]:
    """The pins of all packages but these."""
    return tuple(pin for pin in pins if pin.name not in names)


def write(pins: Iterable[Pin], path: Path) -> Path:
    """A requirements file of these pins, for pip."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(pin.text for pin in pins), encoding="utf-8")
    return path
