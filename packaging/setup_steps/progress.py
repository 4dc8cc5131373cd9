"""Showing long work in a terminal or in a log: pure text, and a printer that knows which of the two it has."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from typing import TextIO

_NINJA_STEP = re.compile(r"^\s*\[(\d+)/(\d+)\]")
_QUIET_S = 30.0
"""In a log, a line at least this often while there is news."""


def ninja_step(line: str) -> tuple[int, int] | None:
    """``(done, total)`` of a line that ninja prints for a build step, else ``None``."""
    match = _NINJA_STEP.match(line)
    return None if match is None else (int(match[1]), int(match[2]))


def duration(seconds: float) -> str:
    """For people: ``0.4 s``, ``12 s``, ``3 min 05 s``."""
    if seconds < 9.95:
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest:02} s" if minutes else f"{rest} s"


def progress_line(label: str, done: int, total: int, elapsed_s: float) -> str:
    """For example ``llama.cpp [24/136] 17 %, 1 min 02 s``."""
    share = 100 * done // total if total else 0
    return f"{label} [{done}/{total}] {share} %, {duration(elapsed_s)}"


class Progress:
    """Prints how far one piece of work is: rewriting one line on a terminal, a line each tenth or half minute elsewhere."""

    def __init__(self, label: str, stream: TextIO, clock: Callable[[], float] = time.monotonic) -> None:
        self._label = label
        self._stream = stream
        self._clock = clock
        self._live = stream.isatty()
        self._started_s = clock()
        self._printed_s = self._started_s
        self._printed_tenth = -1

    def update(self, done: int, total: int) -> None:
        """``done`` of ``total`` steps are behind us."""
        now_s = self._clock()
        line = f"  {progress_line(self._label, done, total, now_s - self._started_s)}"
        if self._live:
            self._stream.write(f"\r\x1b[K{line}")
            self._stream.flush()
            return
        tenth = 10 * done // total if total else 0
        if tenth != self._printed_tenth or now_s - self._printed_s >= _QUIET_S:
            self._printed_tenth, self._printed_s = tenth, now_s
            self._stream.write(f"{line}\n")
            self._stream.flush()

    def close(self) -> float:
        """Clear the live line. Returns the seconds since the start."""
        if self._live:
            self._stream.write("\r\x1b[K")
            self._stream.flush()
        return self._clock() - self._started_s
