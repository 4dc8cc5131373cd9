"""The log of an engine: private, of bounded size, without words of the user, and never in the way of its work."""

from __future__ import annotations

import contextlib
import io
import logging
import os
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from assistant.crash_report import places
from assistant.paths import PRIVATE_FILE, make_private_file

LOG_BYTES = 1_000_000
LOG_FILES = 3

ExceptionInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class LogFile(RotatingFileHandler):
    """Appends to ``file`` and keeps ``LOG_FILES`` older ones of ``LOG_BYTES``. Raises ``StorageError`` when it cannot be made.

    A full disk loses lines; it must not put tracebacks into the user's terminal, nor end the engine.
    """

    def __init__(self, file: Path) -> None:
        make_private_file(file)
        super().__init__(file, maxBytes=LOG_BYTES, backupCount=LOG_FILES, encoding="utf-8", delay=True)
        self.setFormatter(PrivateFormatter("%(asctime)s %(levelname)s %(name)s %(message)s"))

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - the name is the base class's
        del record

    def close(self) -> None:
        with contextlib.suppress(OSError):
            super().close()

    def _open(self) -> io.TextIOWrapper:
        # also after a change of files: the base class would make the new one readable by others
        descriptor = os.open(self.baseFilename, os.O_WRONLY | os.O_CREAT | os.O_APPEND, PRIVATE_FILE)
        return io.TextIOWrapper(io.FileIO(descriptor, "a"), encoding="utf-8", write_through=True)


class PrivateFormatter(logging.Formatter):
    """Writes of an exception its type and where it happened. Its text may hold words of the user and is left out."""

    def formatException(self, ei: ExceptionInfo) -> str:  # noqa: N802 - the name is the base class's
        return "\n".join(places(ei[1])) if ei[1] is not None else ""
