"""The engine's own process: the front door served over standard input and output.

Standard output carries frames alone: its descriptor is taken before any native library can print to it. The process ends
when its parent does, since its standard input then ends.
"""

from __future__ import annotations

import argparse
import logging
import os
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import BinaryIO

from assistant import open_assistant
from assistant.errors import ErrorReport, UserFacingError
from assistant.frames import FrameWriter, Ready, Reply, Request, Secret, read_frame
from assistant.front_door import AssistantApi
from assistant.network_seal import SEAL, seal_process
from assistant.paths import Paths
from assistant.private_crashes import keep_crashes_private, quieten_libraries

_log = logging.getLogger(__name__)

# Calls that wait (speaking a text, waiting for the index) must not hold up an interruption.
CALL_THREADS = 8


def serve(open_assistant: Callable[[], AssistantApi], reader: BinaryIO, writer: FrameWriter) -> int:
    """Serves one assistant until the parent closes its end. Returns the exit status."""
    try:
        assistant = open_assistant()
    except UserFacingError as error:
        _send(writer, Ready(process_id=os.getpid(), error=ErrorReport.of(error)))
        return 1
    unsubscribe = assistant.subscribe(lambda event: _send(writer, event))
    _send(writer, Ready(process_id=os.getpid()))
    calls = ThreadPoolExecutor(CALL_THREADS, thread_name_prefix="call")
    try:
        while (frame := read_frame(reader)) is not None:
            if isinstance(frame, Request):
                calls.submit(_answer, assistant, frame, writer)
    finally:
        unsubscribe()
        calls.shutdown(wait=False, cancel_futures=True)
        assistant.close()
    return 0


def take_over_standard_streams() -> tuple[BinaryIO, FrameWriter]:
    """The frame streams; whatever prints to standard output from now on goes to standard error."""
    reader = os.fdopen(os.dup(sys.stdin.fileno()), "rb")
    writer = FrameWriter(os.fdopen(os.dup(sys.stdout.fileno()), "wb"))
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return reader, writer


def paths_from_arguments(arguments: Sequence[str]) -> tuple[Paths, bool, dict[str, str], bool]:
    """The folders, whether the network is refused, the models chosen by role, and whether the parent first tells a secret."""
    parser = argparse.ArgumentParser(prog="sotto-engine")
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--models", type=Path, required=True)
    parser.add_argument("--offline", action="store_true")
    parser.add_argument("--model", action="append", default=[], metavar="ROLE=ID")
    parser.add_argument("--secret-follows", action="store_true")
    parsed = parser.parse_args(arguments)
    chosen = dict(item.split("=", 1) for item in parsed.model)
    return Paths(home=parsed.home, models=parsed.models), parsed.offline, chosen, parsed.secret_follows


def _answer(assistant: AssistantApi, request: Request, writer: FrameWriter) -> None:
    try:
        target: object = assistant
        for name in request.method.split("."):
            target = getattr(target, name)
        value = target(*request.args, **request.kwargs)  # type: ignore[operator]  # methods of the front door only
        reply = Reply(number=request.number, value=value)
    except UserFacingError as error:
        reply = Reply(number=request.number, error=ErrorReport.of(error))
    except Exception as error:  # noqa: BLE001 - a bug in one call must not end the process; it is logged and reported
        _log.exception("a call of %s failed", request.method)
        reply = Reply(number=request.number, error=ErrorReport.of(error))
    try:
        _send(writer, reply)
    except Exception as error:  # noqa: BLE001 - a value that no pipe takes is a bug too, and its caller waits for an answer
        _log.exception("what %s returned cannot be sent", request.method)
        _send(writer, Reply(number=request.number, error=ErrorReport.of(error)))


def _send(writer: FrameWriter, frame: object) -> None:
    try:
        writer.write(frame)  # type: ignore[arg-type]  # an event, a reply or the first word
    except (OSError, ValueError):
        _log.info("the window is gone; a message was dropped")


def main(arguments: Sequence[str] | None = None) -> int:
    """Serves the engine of one home to the parent process."""
    seal_process()
    keep_crashes_private()
    quieten_libraries()
    reader, writer = take_over_standard_streams()
    paths, offline, chosen, secret_follows = paths_from_arguments(sys.argv[1:] if arguments is None else arguments)

    # No argument and no variable of the environment: others can see those.
    first = read_frame(reader) if secret_follows else None
    secret = first.words if isinstance(first, Secret) else ""

    def open_engine() -> AssistantApi:
        return open_assistant(paths, offline=offline, chosen_models=chosen, seal=SEAL, secret=secret)

    status = serve(open_engine, reader, writer)
    # Native threads of a library may still run; everything of the user's is written.
    sys.stderr.flush()
    os._exit(status)


if __name__ == "__main__":
    main()
