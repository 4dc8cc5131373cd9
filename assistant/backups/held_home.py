"""A home held against every engine, for as long as the whole of it is replaced, moved, encrypted or erased."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

import filelock

from assistant.errors import AlreadyRunning, StorageError
from assistant.paths import Paths, make_private_file


@contextlib.contextmanager
def held_home(paths: Paths) -> Iterator[None]:
    """Holds the lock that an engine of ``paths`` would hold; the folder is made where there is none.

    Raises ``AlreadyRunning`` when somebody else holds it, without waiting; and ``StorageError`` as ``unfinished_errors``.
    """
    paths.prepare()
    make_private_file(paths.lock_file)
    lock = filelock.FileLock(paths.lock_file)
    with unfinished_errors():
        try:
            lock.acquire(timeout=0)
        except filelock.Timeout as error:
            raise in_use() from error
        try:
            yield
        finally:
            lock.release()


@contextlib.contextmanager
def unfinished_errors() -> Iterator[None]:
    """What the disk refuses while a restore, a move, a switch of the encryption or an erasing is done or ended is a
    ``StorageError``: the next start goes on from there."""
    try:
        yield
    except OSError as error:
        raise StorageError(
            f"What was begun with your data cannot be ended ({error.strerror}); nothing is lost.",
            "Check the permissions and the free space of the data folder, then start Sotto again: it goes on from there.",
        ) from error


def in_use() -> AlreadyRunning:
    """For who would change a home that somebody else holds."""
    return AlreadyRunning("Another Sotto uses this data folder.", "Close it, then try again.")
