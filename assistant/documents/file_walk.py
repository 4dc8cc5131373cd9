"""Finding the files under what was dropped, without following a folder in circles."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from assistant.errors import DocumentUnreadable, NotFound, UserFacingError

Refused = tuple[Path, UserFacingError]


def files_under(paths: Sequence[Path]) -> tuple[list[Path], list[Refused]]:
    """Every file named or lying in a folder named, in order of names, each once; and what could not be looked at, with why.

    Hidden files and folders are left out unless they were named themselves. Links are followed, each target once.
    """
    files: list[Path] = []
    refused: list[Refused] = []
    seen: set[str] = set()
    for path in paths:
        for found in _walk(path.expanduser().absolute(), seen):
            if isinstance(found, Path):
                files.append(found)
            else:
                refused.append(found)
    return files, refused


def _walk(path: Path, seen: set[str]) -> Iterator[Path | Refused]:
    waiting = [path]
    while waiting:
        current = waiting.pop()
        try:
            real = os.path.realpath(current)
            if real in seen:
                continue
            seen.add(real)
            if current.is_dir():
                with os.scandir(current) as entries:
                    names = sorted(entry.name for entry in entries if not entry.name.startswith("."))
                waiting.extend(current / name for name in reversed(names))
            elif current.is_file():
                yield current
            elif not os.path.lexists(current):
                yield (current, NotFound("There is no such file.", "Check its name and folder."))
            elif current.is_symlink() and not current.exists():
                yield (current, NotFound("This is a link to a file that is not there.", "Remove it or mend it."))
            else:
                yield (current, DocumentUnreadable("This is not an ordinary file.", "Add files and folders."))
        except PermissionError:
            yield (current, no_permission(current))
        except OSError as error:
            yield (current, DocumentUnreadable(f"This cannot be read ({error.strerror}).", "Check the disk it is on."))


def no_permission(path: Path) -> DocumentUnreadable:
    """The sentence for a file or folder that this user may not read."""
    kind = "folder" if path.is_dir() else "file"
    return DocumentUnreadable(
        f"Sotto has no permission to read this {kind}.", "Change its permissions, then add it again."
    )


def size_bytes(file: Path) -> int:
    """The size of a file, 0 where that cannot be told."""
    try:
        return file.stat().st_size
    except OSError:
        return 0


def has_text_name(path: Path) -> bool:
    """Whether a path can be written down; a disk may hold names that no encoding makes text of."""
    try:
        str(path).encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def on_disk(path: Path) -> Path:
    """The file that ``showable`` shows as ``path``; the path itself where there is none, or a file is called so."""
    if "\ufffd" not in str(path) or os.path.lexists(path):
        return path
    parent = on_disk(path.parent)
    try:
        with os.scandir(parent) as entries:
            names = sorted(entry.name for entry in entries)
    except OSError:
        return path
    return next((parent / name for name in names if showable(Path(name)).name == path.name), path)


def showable(path: Path) -> Path:
    """A path that can be shown, whatever bytes its name is made of."""
    return Path(os.fsencode(path).decode("utf-8", "replace"))
