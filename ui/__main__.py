"""``python -m ui``: the window."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Opens the window; returns the exit status."""
    # Until the window is shown, objects are made and none is garbage; looking for it would cost a tenth of the start.
    gc.disable()
    from ui.app import main as run

    return run(argv)


if __name__ == "__main__":
    sys.exit(main())
