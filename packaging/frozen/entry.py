"""Where the frozen program begins: the command, the window when it is called ``sotto-gui``, or one of Sotto's modules."""

from __future__ import annotations

import os
import runpy
import sys
from collections.abc import MutableMapping
from pathlib import PurePath

from assistant.own_modules import RUN_MODULE

WINDOW_NAME = "sotto-gui"
LIBRARY_PATH = "LD_LIBRARY_PATH"
AS_IT_WAS = f"{LIBRARY_PATH}_ORIG"
"""Where PyInstaller's loader puts the variable that it changes."""
OF_THE_LOADER = "_PYI_"
"""Begins what the loader tells itself when it starts the program a second time, with the changed variable."""

NO_MKL = "CT2_USE_MKL"
"""Whether CTranslate2 calls Intel's MKL, which the packed program's has not (packaging/setup_steps/unused_functions.py)."""


def give_back(environ: MutableMapping[str, str]) -> None:
    """Undoes what the loader did to the environment, so that other programs (a viewer, a player, a tool server) find their own
    libraries and not Sotto's. This process keeps the libraries' folder it was started with, and another Sotto sets its own."""
    before = environ.pop(AS_IT_WAS, None)
    environ.pop(LIBRARY_PATH, None)
    if before is not None:
        environ[LIBRARY_PATH] = before
    for name in [name for name in environ if name.startswith(OF_THE_LOADER)]:
        del environ[name]


def main() -> None:
    """Runs what the name and the first argument ask for."""
    if getattr(sys, "frozen", False):
        give_back(os.environ)
        os.environ[NO_MKL] = "0"
    if sys.argv[1:2] == [RUN_MODULE]:
        module = sys.argv[2]
        sys.argv[1:] = sys.argv[3:]
        runpy.run_module(module, run_name="__main__", alter_sys=True)
        return
    name = PurePath(sys.argv[0]).stem
    runpy.run_module("ui" if name == WINDOW_NAME else "assistant", run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
