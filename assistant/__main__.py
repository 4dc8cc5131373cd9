"""``python -m assistant`` and the installed ``sotto``."""

from __future__ import annotations

import sys


def main() -> None:
    """Runs the command and exits with its status."""
    from assistant.cli.main import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
