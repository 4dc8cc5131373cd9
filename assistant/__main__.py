"""``python -m assistant`` and the installed ``sotto``."""

from __future__ import annotations

import functools
import os
import sys


def main() -> None:
    """Runs the command and exits with its status."""
    from assistant.network_seal import SEAL, seal_process

    seal_process()
    from assistant import open_assistant
    from assistant.cli.main import INTERRUPTED, run

    status = run(sys.argv[1:], functools.partial(open_assistant, seal=SEAL))
    if status == INTERRUPTED:
        # All is closed and written. Python would wait for a native call that nobody waits for any more, such as Whisper's.
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)
    sys.exit(status)


if __name__ == "__main__":
    main()
