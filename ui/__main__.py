"""``python -m ui``: the window."""

from __future__ import annotations

import builtins
import gc
import sys
from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Opens the window; returns the exit status."""
    from assistant.network_seal import seal_process
    from assistant.private_crashes import keep_crashes_private

    seal_process()
    keep_crashes_private()
    make_haste()
    from ui.app import main as run

    return run(argv)


def make_haste() -> None:
    """Leaves out, before anything else is imported, what Python and PySide would do again and again in vain."""
    # Until the window is shown, objects are made and none is garbage; looking for it would cost a tenth of the start.
    gc.disable()
    # PySide, once loaded, reads the source text of each module that is imported, since it might switch on a `__feature__` such as
    # snake_case. None here does; the import it put aside is put back.
    import PySide6.QtCore  # noqa: F401 - for what it does to imports

    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)


if __name__ == "__main__":
    sys.exit(main())
