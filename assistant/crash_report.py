"""Reports of bugs: where it happened and in which version, never what the user said.

The exception's text and the variables of its frames are left out on purpose: both may hold the user's words.
"""

from __future__ import annotations

import os
import platform
import time
import traceback
from pathlib import Path

from assistant.paths import PRIVATE_FILE, make_private_folder

KEPT_REPORTS = 20


def crash_report_text(error: BaseException, version: str) -> str:
    """The report of one bug, its causes first."""
    machine = f"Python {platform.python_version()} on {platform.system()} {platform.release()} {platform.machine()}"
    return "\n".join([f"Sotto {version}", machine, *places(error)]) + "\n"


def places(error: BaseException) -> list[str]:
    """The types of an exception and its causes, and the places they went through, causes first."""
    lines: list[str] = []
    chain: list[BaseException] = []
    current: BaseException | None = error
    while current is not None and current not in chain:
        chain.append(current)
        current = current.__cause__ or current.__context__
    for link in reversed(chain):
        lines += ["", f"{type(link).__module__}.{type(link).__qualname__}"]
        lines += [
            f"  {Path(frame.filename).name}:{frame.lineno} in {frame.name}"
            for frame in traceback.extract_tb(link.__traceback__)
        ]
    return lines


def write_crash_report(folder: Path, error: BaseException, version: str) -> Path:
    """Writes the report of one bug and keeps the newest ``KEPT_REPORTS``. Returns the file."""
    make_private_folder(folder)
    stamp = time.strftime("%Y%m%d-%H%M%S")
    file = folder / f"crash-{stamp}-{os.getpid()}-{time.monotonic_ns() % 1_000_000:06}.txt"
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE_FILE)
    with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
        stream.write(crash_report_text(error, version))
    for old in sorted(folder.glob("crash-*.txt"))[:-KEPT_REPORTS]:
        old.unlink(missing_ok=True)
    return file
