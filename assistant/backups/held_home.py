"""A home held against every engine, for as long as the whole of it is replaced, moved, encrypted or erased."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

import filelock

from assistant.errors import AlreadyRunning
from assistant.paths import Paths, make_private_file


@contextlib.contextmanager
def held_home(paths: Paths) -> Iterator[None]:
    """Holds the lock that an engine of ``paths`` would hold; the folder is made where there is none.

    Raises ``AlreadyRunning`` when somebody else holds it, without waiting.
    """
    paths.prepare()
    make_private_file(paths.lock_file)
    lock = filelock.FileLock(paths.lock_file)
    try:
        lock.acquire(timeout=0)
    except filelock.Timeout as error:
        raise in_use() from error
    try:
        yield
    finally:
        lock.release()


def in_use() -> AlreadyRunning:
    """For who would change a home that somebody else holds."""
    return AlreadyRunning("Another Sotto uses this data folder.", "Close it, then try again.")
