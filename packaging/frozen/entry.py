"""Where the frozen program begins: the command, the window when it is called ``sotto-gui``, or one of Sotto's modules."""

from __future__ import annotations

import runpy
import sys
from pathlib import PurePath

from assistant.own_modules import RUN_MODULE

WINDOW_NAME = "sotto-gui"


def main() -> None:
    """Runs what the name and the first argument ask for."""
    if sys.argv[1:2] == [RUN_MODULE]:
        module = sys.argv[2]
        sys.argv[1:] = sys.argv[3:]
        runpy.run_module(module, run_name="__main__", alter_sys=True)
        return
    name = PurePath(sys.argv[0]).stem
    runpy.run_module("ui" if name == WINDOW_NAME else "assistant", run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
