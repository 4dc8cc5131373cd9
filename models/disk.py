"""Private files: written whole or not at all, hashed with a way out, and the disk's errors in words for people."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
from collections.abc import Callable, Iterator
from pathlib import Path

from models.errors import FetchCancelled, ModelsError, NoSpace, StoreUnusable

PRIVATE_FOLDER = 0o700
PRIVATE_FILE = 0o600
BLOCK_BYTES = 1 << 20

Cancelled = Callable[[], bool]


def never() -> bool:
    """The cancel check of work that nobody stops."""
    return False


def raise_if_cancelled(cancelled: Cancelled) -> None:
    """Raises ``FetchCancelled`` once the user asked to stop."""
    if cancelled():
        raise FetchCancelled("The download was stopped.", "Start it again at any time; it continues where it was.")


@contextlib.contextmanager
def disk_errors(folder: Path) -> Iterator[None]:
    """Turns the operating system's errors on ``folder`` into ``NoSpace`` or ``StoreUnusable``."""
    try:
        yield
    except ModelsError:
        raise
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise NoSpace(
                f"The disk of {folder} is full.", "Free some space, or choose another folder with SOTTO_MODELS."
            ) from error
        raise StoreUnusable(
            f"The model folder {folder} cannot be used ({error.strerror or type(error).__name__}).",
            "Check its permissions, or choose another folder with SOTTO_MODELS.",
        ) from error


def make_private_folder(folder: Path) -> None:
    """Makes the folder and those above it, open to this user only; leaves the mode of existing ones alone."""
    for missing in [*reversed(folder.parents), folder]:
        if not missing.exists():
            missing.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)


def write_atomically(file: Path, content: bytes) -> None:
    """Writes a private file that is, after any crash, the old one or the new one."""
    part = file.with_name(f"{file.name}.{os.getpid()}.part")
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, PRIVATE_FILE)
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    part.replace(file)


def move_into_place(part: Path, file: Path) -> None:
    """Renames a finished part onto its final name, durably."""
    with part.open("rb") as stream:
        os.fsync(stream.fileno())
    part.chmod(PRIVATE_FILE)
    part.replace(file)
    if os.name == "posix":
        descriptor = os.open(file.parent, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def hash_file(file: Path, cancelled: Cancelled = never) -> hashlib._Hash:
    """The sha256 state after all bytes of a file. Raises ``OSError``, ``FetchCancelled``."""
    state = hashlib.sha256()
    with file.open("rb") as stream:
        while block := stream.read(BLOCK_BYTES):
            raise_if_cancelled(cancelled)
            state.update(block)
    return state
