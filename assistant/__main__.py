"""``python -m assistant`` and the installed ``sotto``."""

from __future__ import annotations

import functools
import os
import sys

INTERRUPTED = 130
"""What shells say of a program that Ctrl+C ended."""


def main() -> None:
    """Runs the command and exits with its status."""
    try:
        from assistant.network_seal import SEAL, seal_process
        from assistant.private_crashes import keep_crashes_private

        seal_process()
        keep_crashes_private()
        from assistant import open_assistant
        from assistant.cli.main import run

        status = run(sys.argv[1:], functools.partial(open_assistant, seal=SEAL))
    except KeyboardInterrupt:
        # While the program was still being loaded, or its last words written.
        status = INTERRUPTED
    if status == INTERRUPTED:
        # All is closed and written. Python would wait for a native call that nobody waits for any more, such as Whisper's.
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)
    sys.exit(status)


if __name__ == "__main__":
    main()
