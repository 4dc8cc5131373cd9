"""Installing what the system lacks with apt-get where that needs no question, else saying exactly what to type."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from setup_steps import commands
from setup_steps.layout import Layout, SetupError
from setup_steps.system_libraries import Purpose, SystemPiece, missing

SKIP_VARIABLE = "SOTTO_SKIP_SYSTEM_LIBRARIES"


def choose_packages(pieces: Iterable[SystemPiece], has_candidate: Callable[[str], bool]) -> tuple[str, ...]:
    """One package a piece: the first name that can be installed, or the last name when none can."""
    return tuple(next(filter(has_candidate, piece.packages), piece.packages[-1]) for piece in pieces)


def sentence(pieces: Sequence[SystemPiece], packages: Sequence[str] | None) -> str:
    """What is missing and what to type. ``packages`` is ``None`` on a system without apt-get."""
    names = ", ".join(piece.name for piece in pieces)
    if packages is None:
        return (
            f"Sotto needs {names} from your system: install this with your package manager and run the command again."
        )
    return f"Sotto needs {names} from your system: type `sudo apt-get install -y {' '.join(packages)}` and run the command again."


def _has_candidate(package: str) -> bool:
    policy = subprocess.run(["apt-cache", "policy", package], capture_output=True, text=True, check=False).stdout
    return "Candidate: " in policy and "Candidate: (none)" not in policy


def _root_prefix() -> tuple[str, ...] | None:
    """What to put before a command to run it as root without a question, or ``None``."""
    if os.geteuid() == 0:
        return ()
    sudo = shutil.which("sudo")
    if sudo and subprocess.run([sudo, "-n", "true"], capture_output=True, check=False).returncode == 0:
        return (sudo, "-n")
    return None


def _install(pieces: Sequence[SystemPiece], root: tuple[str, ...], log: Path) -> None:
    """Raises nothing: the caller looks again whether the pieces are there."""

    def apt_get(*arguments: str) -> int:
        argv = (*root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-o", "DPkg::Lock::Timeout=120", *arguments)
        return commands.run_logged(argv, log)

    if not all(any(map(_has_candidate, piece.packages)) for piece in pieces):
        apt_get("update")
    packages = choose_packages(pieces, _has_candidate)
    print(f"Installing {', '.join(packages)} with apt-get", flush=True)
    install = ("install", "-y", "--no-install-recommends", *packages)
    if apt_get(*install) != 0:
        # package lists older than the mirror name files that are gone
        apt_get("update")
        apt_get(*install)


def ensure_system_pieces(layout: Layout, purposes: Iterable[Purpose], *, ask_optional: bool) -> None:
    """Bring what these purposes need, or raise ``SetupError`` with the sentence. Optional pieces only ever cost a warning.

    ``ask_optional`` looks at the optional pieces too; looking for fonts takes longer than all the rest.
    """
    wanted = tuple(purposes)
    pieces = [piece for piece in missing(wanted) if ask_optional or not piece.optional]
    if not pieces:
        return
    if os.environ.get(SKIP_VARIABLE):
        print(f"Going on without {', '.join(piece.name for piece in pieces)}, as {SKIP_VARIABLE} says", file=sys.stderr)
        return
    if shutil.which("apt-get") is None:
        _stop_or_warn(pieces, None)
        return
    root = _root_prefix()
    if root is not None:
        log = layout.work / "system-packages.log"
        _install(pieces, root, log)
        pieces = [piece for piece in pieces if not piece.found()]
        if pieces:
            print(commands.tail(log), file=sys.stderr)
    if pieces:
        _stop_or_warn(pieces, choose_packages(pieces, _has_candidate))


def _stop_or_warn(pieces: Sequence[SystemPiece], packages: Sequence[str] | None) -> None:
    if not all(piece.optional for piece in pieces):
        raise SetupError(sentence(pieces, packages))
    print(f"{sentence(pieces, packages)} Going on without it.", file=sys.stderr)
