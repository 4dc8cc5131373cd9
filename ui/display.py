"""What the desktop is: whether there is a screen to open a window on, and by which entry of its menu it knows the window.

Qt ends the process without a word for the user when there is no screen.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from pathlib import Path

NO_DISPLAY = (
    "There is no display to open a window on. "
    "Ask in the terminal with “sotto ask”, or talk with “sotto talk”; to use the window, start Sotto from a desktop session."
)
ANSWER_TIMEOUT_MS = 2000


def in_flatpak(environ: Mapping[str, str]) -> bool:
    """Whether this is the Flatpak, in folders of its own."""
    return bool(environ.get("FLATPAK_ID"))


def entry_name(environ: Mapping[str, str]) -> str:
    """The name of the desktop entry, without its ending. Flatpak takes it for its own id."""
    return environ.get("FLATPAK_ID") or "sotto"


def display_is_missing(environ: Mapping[str, str], platform: str = sys.platform) -> bool:
    """Whether a window cannot be opened: on Linux, neither Wayland nor an X server that answers."""
    if not platform.startswith("linux") or environ.get("QT_QPA_PLATFORM"):
        return False
    if environ.get("WAYLAND_DISPLAY"):
        return False
    display = environ.get("DISPLAY", "")
    if not display:
        return True
    local = re.fullmatch(r"(?:unix)?:(\d+)(?:\.\d+)?", display)
    return local is not None and not _x_server_answers(int(local[1]))


def _x_server_answers(number: int) -> bool:
    socket = f"/tmp/.X11-unix/X{number}"  # noqa: S108 - where X servers have always listened
    if _is_open(socket):
        return True
    # The list holds the sockets of our own network namespace alone; a sandbox may be given the socket of another one.
    from PySide6.QtNetwork import QLocalSocket

    server = QLocalSocket()
    server.connectToServer(socket)
    answers = server.waitForConnected(ANSWER_TIMEOUT_MS)
    server.abort()
    return answers


def _is_open(socket: str) -> bool:
    """Whether the kernel lists the socket as open: known without loading Qt's network library."""
    try:
        lines = Path("/proc/net/unix").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return False
    return any(line.endswith(f" {socket}") for line in lines)
