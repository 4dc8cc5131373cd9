"""Running other programs: into a log with their lines watched, or straight to the terminal."""

from __future__ import annotations

import contextlib
import fcntl
import os
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path


def ignore(_line: str) -> None:
    """For ``run_logged`` when only the log matters."""


def run_logged(
    argv: Sequence[str],
    log: Path,
    on_line: Callable[[str], None] = ignore,
    *,
    cwd: Path | None = None,
    environ: Mapping[str, str] | None = None,
    keep_open: Sequence[int] = (),
) -> int:
    """Run to the end with standard output and error added to ``log`` line by line. Returns the exit status.

    ``keep_open`` are file descriptors the program inherits: a lock handed over so outlives this process.
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    with (
        log.open("a", encoding="utf-8") as file,
        subprocess.Popen(
            list(argv),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            errors="replace",
            cwd=cwd,
            env=None if environ is None else dict(environ),
            pass_fds=tuple(keep_open),
        ) as process,
    ):
        assert process.stdout is not None
        for line in process.stdout:
            file.write(line)
            file.flush()
            on_line(line)
    return process.returncode


def tail(log: Path, lines: int = 12) -> str:
    """The end of a log, indented, for showing under an error."""
    try:
        text = log.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
    return "\n".join(f"    {line[:200]}" for line in text.splitlines()[-lines:])


@contextlib.contextmanager
def exclusive(path: Path, on_wait: Callable[[], None]) -> Iterator[int]:
    """Hold the lock file ``path``; ``on_wait`` is called once if another process has it. Yields the descriptor.

    The lock is the kernel's: it goes when the last process that inherited the descriptor ends, however that happens.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            on_wait()
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield descriptor
    finally:
        os.close(descriptor)
