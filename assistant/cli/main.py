"""Runs the command: parses, dispatches, and turns what went wrong into words and an exit status.

Exit status: 0 done · 1 the world's fault (message and remedy) · 2 wrong usage · 3 a bug (crash report) · 130 interrupted.
"""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Sequence

from assistant import __version__, open_assistant
from assistant.cli.context import Context, Opener
from assistant.cli.output import Output
from assistant.cli.parser import WrongUsage, parse
from assistant.crash_report import write_crash_report
from assistant.errors import BugReported, ErrorReport, Interrupted, UserFacingError
from assistant.own_modules import module_command

DONE, WORLDS_FAULT, WRONG_USAGE, BUG, INTERRUPTED = 0, 1, 2, 3, 130


def run(arguments: Sequence[str], opener: Opener | None = None) -> int:
    """Runs one command and returns its exit status. ``opener`` opens the assistant (tests give another)."""
    logging.basicConfig(format="%(message)s", handlers=[_errors_to_terminal()])
    try:
        parsed = parse(list(arguments))
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else DONE
    except WrongUsage as wrong:
        return _show_usage(wrong, as_json="--json" in arguments)
    context = Context(parsed, opener or open_assistant)
    try:
        if parsed.run is None:
            return _open_desktop(context)
        status: int | None = parsed.run(context)
    except (KeyboardInterrupt, Interrupted):
        return INTERRUPTED
    except UserFacingError as error:
        context.output.error(ErrorReport.of(error))
        return BUG if isinstance(error, BugReported) else WORLDS_FAULT
    except BrokenPipeError:
        # The reader of our output went away; it has all it wanted. Python must not flush to it again at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except Exception as error:  # noqa: BLE001 - the last line of defence: a bug becomes a report and a status
        return _report_bug(context.output, context, error)
    return DONE if status is None else status


def _show_usage(wrong: WrongUsage, *, as_json: bool) -> int:
    if as_json:
        report = ErrorReport(
            kind="wrong_usage", message=f"{wrong.message}.", remedy=f"See “{wrong.program} --help” for what it takes."
        )
        Output(as_json=True, quiet=False).error(report)
    else:
        sys.stderr.write(f"{wrong.usage}{wrong.program}: error: {wrong.message}\n")
    return WRONG_USAGE


def _errors_to_terminal() -> logging.Handler:
    handler = logging.StreamHandler()
    handler.setLevel(logging.ERROR)
    handler.setFormatter(_MessageAlone())
    return handler


class _MessageAlone(logging.Formatter):
    """Where in the code it happened stands in the engine's log; people at a terminal want the sentence."""

    def format(self, record: logging.LogRecord) -> str:
        return record.getMessage()


def _report_bug(output: Output, context: Context, error: Exception) -> int:
    report = ErrorReport.of(error)
    try:
        file = write_crash_report(context.paths.crash_reports, error, __version__)
        remedy = f"A report without your words is in {file}; please send it to us."
    except (OSError, UserFacingError):
        remedy = "No report of it could be written: check the data folder and the free space of the disk."
    output.error(ErrorReport(kind="bug", message=report.message, remedy=remedy))
    return BUG


def _open_desktop(context: Context) -> int:
    # The desktop app is another room that stands above this one, so it is started as a program, not imported.
    command = [*module_command("ui"), "--home", str(context.paths.home), "--models", str(context.paths.models)]
    if context.arguments.minimized:
        command.append("--minimized")
    if context.arguments.quick:
        command.append("--quick")
    if context.arguments.offline:
        command.append("--offline")
    for role, model_id in context.arguments.model:
        command += ["--model", f"{role}={model_id}"]
    sys.stdout.flush()
    os.execv(command[0], command)  # noqa: S606 - the very purpose: become the desktop app
