"""Text files of the user's as values of skills: written whole or not at all, and other programs' edits are kept.

A key is the file's path. What a skill wrote is undone line by line where another program has edited the file since.
"""

from __future__ import annotations

import contextlib
import difflib
import errno
import os
import stat
from pathlib import Path

from assistant.errors import UserFacingError
from assistant.paths import PRIVATE_FILE, PRIVATE_FOLDER
from assistant.skills.base import Change, Conflict

LARGEST_BYTES = 2_000_000


_JAPANESE = {
    "The file of your routines is broken.": (
        "ルーティンのファイルが壊れています。データフォルダーの routines.toml を直してください。"
    ),
    "The calendar file is damaged, so it was left untouched.": (
        "カレンダーのファイルが壊れているため、そのままにしました。直すか、移動して新しく始めてください。"
    ),
    "The file is too big for a note or a calendar.": ("ファイルが大きすぎます。別のファイルを使ってください。"),
    "The file is not text in UTF-8, so it was left untouched.": (
        "ファイルがUTF-8のテキストではないため、そのままにしました。UTF-8で保存し直すか、別のファイルを使ってください。"
    ),
    "The disk is full, so the file was left as it was.": (
        "ディスクに空きがないため、ファイルはそのままです。空きを作ってからもう一度試してください。"
    ),
    "The file or its folder cannot be written, so it was left as it was.": (
        "ファイルかフォルダーに書き込めないため、そのままにしました。"
        "権限を確かめるか、設定で別のフォルダーを選んでください。"
    ),
    "The file cannot be read or written, so it was left as it was.": (
        "ファイルを読み書きできないため、そのままにしました。設定のフォルダーを確かめてください。"
    ),
}


class FileRefused(UserFacingError):
    """A file of the user's cannot be read or written; it is as it was. ``japanese`` says it, and what to do, in Japanese."""

    kind = "file_refused"

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message, remedy)
        self.japanese = _JAPANESE.get(message, "")


class FileStore:
    """A ``StateStore`` of UTF-8 files. May be used from any thread."""

    def read(self, key: str) -> str | None:
        """The text, or None where there is no file. Raises ``FileRefused``."""
        return read_text(Path(key))

    def write(self, key: str, value: str | None) -> None:
        """Writes beside the file and renames; None removes it. Raises ``FileRefused``."""
        file = Path(key)
        part = file.with_name(f".{file.name}.part")
        try:
            if value is None:
                file.unlink(missing_ok=True)
                return
            file.parent.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
            mode = file.stat().st_mode & 0o777 if file.exists() else PRIVATE_FILE
            if file.exists() and not os.access(file, os.W_OK):
                raise PermissionError(errno.EACCES, "read-only")
            descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
            with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as stream:
                stream.write(value)
                stream.flush()
                os.fsync(stream.fileno())
            part.replace(file)
        except OSError as error:
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)
            raise _refused(error) from error

    def merge(self, change: Change, current: str | None) -> str | None:
        """Takes the lines of a change back out of a file that was edited since. Raises ``Conflict`` where they are gone."""
        if current is None or change.after is None:
            raise Conflict(change.store)
        before, after = (change.before or "").splitlines(keepends=True), change.after.splitlines(keepends=True)
        lines = current.splitlines(keepends=True)
        for tag, start, end, new_start, new_end in reversed(
            difflib.SequenceMatcher(None, before, after, False).get_opcodes()
        ):
            if tag == "equal":
                continue
            lines = _taken_back(lines, before[start:end], after[new_start:new_end], after[:new_start], change.store)
        line_end = "\r\n" if "\r\n" in current else "\n"
        ended = [line if line.endswith("\n") else line + line_end for line in lines[:-1]]
        return "".join([*ended, *lines[-1:]])


def read_text(file: Path) -> str | None:
    """A file's text with its own line ends; None where there is none. Raises ``FileRefused``."""
    try:
        found = file.stat()
        if not stat.S_ISREG(found.st_mode):
            # A device or a pipe may never come to an end.
            raise _refused(OSError(errno.EINVAL, "not a file"))
        if found.st_size > LARGEST_BYTES:
            raise FileRefused("The file is too big for a note or a calendar.", "Choose another one.")
        return file.read_bytes().decode("utf-8")
    except FileNotFoundError:
        return None
    except UnicodeDecodeError as error:
        raise FileRefused(
            "The file is not text in UTF-8, so it was left untouched.", "Save it as UTF-8, or choose another one."
        ) from error
    except OSError as error:
        raise _refused(error) from error


def _taken_back(lines: list[str], old: list[str], new: list[str], above: list[str], store: str) -> list[str]:
    """``lines`` with ``new`` replaced by ``old``; what was only removed goes back below the line that was above it."""
    if new:
        places = [at for at in range(len(lines) - len(new) + 1) if lines[at : at + len(new)] == new]
        if not places:
            raise Conflict(store)
        at = places[-1]
        return lines[:at] + old + lines[at + len(new) :]
    if not above:
        return old + lines
    if above[-1] not in lines:
        raise Conflict(store)
    at = len(lines) - lines[::-1].index(above[-1])
    return lines[:at] + old + lines[at:]


def _refused(error: OSError) -> FileRefused:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return FileRefused("The disk is full, so the file was left as it was.", "Free some space, then try again.")
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return FileRefused(
            "The file or its folder cannot be written, so it was left as it was.",
            "Check its permissions, or choose another folder in the settings.",
        )
    return FileRefused(
        "The file cannot be read or written, so it was left as it was.", "Check the folder in the settings."
    )
