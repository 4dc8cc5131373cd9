"""Reports of bugs: where it happened and on what, never what the user said.

An exception's text may hold the user's words, so a report holds its type and the places it went through, not its text.
"""

from __future__ import annotations

import os
import platform
import sys
import time
import traceback
from pathlib import Path
from types import TracebackType

from assistant.paths import PRIVATE_FILE, make_private_folder
from assistant.version import __version__


def crash_report(kind: type[BaseException], trace: TracebackType | None) -> str:
    """The report's text for an exception of type ``kind``."""
    lines = [
        f"Sotto {__version__}",
        f"Python {platform.python_version()} on {platform.system()} {platform.release()} {platform.machine()}",
        "",
        f"{kind.__module__}.{kind.__qualname__}",
    ]
    lines += [
        f"  {'/'.join(Path(frame.filename).parts[-3:])}:{frame.lineno} in {frame.name}"
        for frame in traceback.extract_tb(trace)
    ]
    return "\n".join(lines) + "\n"


def save_crash_report(folder: Path, text: str, now: float | None = None) -> Path:
    """Writes a report into ``folder`` for its owner's eyes only and returns the file."""
    make_private_folder(folder)
    stamp = time.strftime("%Y%m%d-%H%M%S", time.localtime(now))
    file = folder / f"window-{stamp}-{os.getpid()}-{time.monotonic_ns() % 1_000_000}.txt"
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE_FILE)
    with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
        stream.write(text)
    return file


def report_to_stderr(text: str) -> None:
    """Shows a report in the terminal as well, where there is one."""
    if sys.stderr is not None:
        sys.stderr.write(text)
