"""What the command prints: plain text for people, JSON for programs, errors in both."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from typing import Any, TextIO

from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

from assistant.errors import ErrorReport


class Output:
    """Where a command's results go. Progress goes to standard error, and only to a terminal."""

    def __init__(self, *, as_json: bool, quiet: bool, out: TextIO | None = None, err: TextIO | None = None) -> None:
        self.as_json = as_json
        self.quiet = quiet
        self._out = out or sys.stdout
        self._err = err or sys.stderr

    def text(self, text: str, end: str = "\n") -> None:
        """Prints for people; nothing with ``--json``."""
        if not self.as_json:
            self._write(self._out, text + end)

    def json(self, value: Mapping[str, Any]) -> None:
        """Prints one object on one line; nothing without ``--json``."""
        if self.as_json:
            self._write(self._out, json.dumps(value, ensure_ascii=False) + "\n")

    def raw(self, text: str) -> None:
        """Prints a document as it is, with and without ``--json``."""
        self._write(self._out, text)

    def note(self, text: str) -> None:
        """Prints a remark for people on standard error; nothing with ``--quiet`` or ``--json``."""
        if not self.quiet and not self.as_json:
            self._write(self._err, text + "\n")

    def error(self, report: ErrorReport) -> None:
        """Prints an error: a sentence and a next step, or the object with ``--json``."""
        if self.as_json:
            self.json({"error": {"kind": report.kind, "message": report.message, "remedy": report.remedy}})
        else:
            self._write(self._err, f"{report.message} {report.remedy}".strip() + "\n")

    def progress(self, *, bytes_shown: bool) -> Progress:
        """A progress bar; silent where nobody would see it."""
        console = Console(file=self._err)
        columns = [TextColumn("{task.description}"), BarColumn()]
        extra = (
            [DownloadColumn(), TimeRemainingColumn()] if bytes_shown else [TextColumn("{task.completed}/{task.total}")]
        )
        hidden = self.quiet or self.as_json or not console.is_terminal
        return Progress(*columns, *extra, console=console, disable=hidden, transient=True)

    @staticmethod
    def _write(stream: TextIO, text: str) -> None:
        stream.write(text)
        stream.flush()
