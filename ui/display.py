"""Whether there is a screen to open a window on. Qt ends the process without a word for the user when there is none."""

from __future__ import annotations

import re
import socket
import sys
from collections.abc import Mapping

NO_DISPLAY = (
    "There is no display to open a window on. "
    "Ask in the terminal with “sotto ask”, or talk with “sotto talk”; to use the window, start Sotto from a desktop session."
)


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
    path = f"/tmp/.X11-unix/X{number}"  # noqa: S108 - where X servers have always listened
    for address in ("\0" + path, path):
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
            try:
                connection.connect(address)
            except OSError:
                continue
            return True
    return False
