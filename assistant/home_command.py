"""The ``sotto`` command over the same home, in a process of its own, for what no engine may be open for."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence

from assistant.errors import BugReported, ErrorReport
from assistant.own_modules import module_command
from assistant.paths import Paths


def run_over(paths: Paths, *words: str, lines: Sequence[str] = ()) -> None:
    """Runs a command to its end. ``lines`` are what it reads: secrets are no arguments, which others can see.

    Raises what the command said.
    """
    command = [*module_command("assistant"), *words, "--json"]
    command += ["--home", str(paths.home), "--models", str(paths.models)]
    given = "".join(f"{line}\n" for line in lines).encode()
    done = subprocess.run(command, stdout=subprocess.PIPE, input=given, check=False)
    if done.returncode != 0:
        raise _error(done.stdout)


def _error(printed: bytes) -> Exception:
    try:
        error = json.loads(printed)["error"]
        return ErrorReport(kind=error["kind"], message=error["message"], remedy=error["remedy"]).to_exception()
    except (ValueError, KeyError, TypeError):
        # Killed at some moment. What had come far enough is ended by the engine that is started next.
        return BugReported(
            "It was cut off: either all of it is done, or nothing.", "Look at your data, then try again."
        )
