"""What went over the network since Sotto was installed: a file of short lines, appended by every process of a home.

A line is ``DAY KIND AMOUNT WHO``. A line is far shorter than what POSIX writes in one piece, so processes need no lock, and a
process that is killed loses nothing. ``WHO`` is the Python module that tried, or what was sent to; no
address and no word of the user is written.
"""

from __future__ import annotations

import contextlib
import os
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.paths import PRIVATE_FILE

if TYPE_CHECKING:
    from assistant.records import NetworkUse

BEGUN, SENT, RECEIVED, REFUSED = "begun", "sent", "received", "refused"
TO_CHAT_SERVER = "chat-server"
"""Who sent, of what went to the chat server that the user named."""

LINES_OF_ONE_PROCESS = 200
"""A library that tries again and again must not fill the disk: after this many lines a process writes every hundredth alone."""

_THIN_OUT = 100


class NetworkLedger:
    """Appends to ``file``, which begins with the day it was made. A full disk loses lines and stops nothing."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._lines = 0
        self._held_back: Counter[tuple[str, str]] = Counter()
        if not file.exists():
            self._append(BEGUN, 0, "-")

    def add(self, kind: str, amount: int, who: str = "-") -> None:
        """Counts ``amount`` bytes, or attempts, of a kind."""
        self._held_back[kind, who] += amount
        self._lines += 1
        if self._lines > LINES_OF_ONE_PROCESS and self._lines % _THIN_OUT:
            return
        for (held_kind, held_who), held in list(self._held_back.items()):
            self._append(held_kind, held, held_who)
        self._held_back.clear()

    def _append(self, kind: str, amount: int, who: str) -> None:
        line = f"{time.strftime('%Y-%m-%d')} {kind} {amount} {who}\n"
        with contextlib.suppress(OSError):
            descriptor = os.open(self._file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, PRIVATE_FILE)
            try:
                os.write(descriptor, line.encode())
            finally:
                os.close(descriptor)


def network_use(file: Path, *, kernel: bool = False) -> NetworkUse:
    """The sums of a ledger; lines that make no sense are left out. ``kernel`` says whether the kernel holds the engine too."""
    from assistant.records import NetworkUse  # the window counts from its first moment, and reads after its first paint

    sums: Counter[str] = Counter()
    since, last = "", ""
    to_chat_server = 0
    lines: list[str] = []
    with contextlib.suppress(OSError):
        lines = file.read_text(encoding="utf-8", errors="replace").splitlines()
    for line in lines:
        parts = line.split(" ", 3)
        if len(parts) != 4 or not (parts[2].isascii() and parts[2].isdigit()):
            continue
        day, kind, amount, who = parts
        since = since or day
        sums[kind] += int(amount)
        to_chat_server += int(amount) if kind == SENT and who == TO_CHAT_SERVER else 0
        last = who if kind == REFUSED else last
    return NetworkUse(
        sent_bytes=sums[SENT],
        to_chat_server_bytes=to_chat_server,
        received_bytes=sums[RECEIVED],
        refused=sums[REFUSED],
        since=since,
        last_refused=last,
        kernel=kernel,
    )
