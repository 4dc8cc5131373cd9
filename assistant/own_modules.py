"""How one of Sotto's own modules is started as a process of its own: from source, installed, or frozen into one folder."""

from __future__ import annotations

import sys
from collections.abc import Sequence

RUN_MODULE = "--run-module"
"""Before a module's name, makes the frozen program run that instead of the command (``packaging/frozen/entry.py``)."""


def is_frozen() -> bool:
    """Whether this is the frozen program: ``sys.executable`` is Sotto itself then and no Python."""
    return bool(getattr(sys, "frozen", False))


def module_command(module: str, *, interpreter_options: Sequence[str] = ()) -> tuple[str, ...]:
    """Starts ``module`` as ``python -m`` does; its arguments follow. The options of the frozen program were settled when it was
    built."""
    if is_frozen():
        return (sys.executable, RUN_MODULE, module)
    return (sys.executable, *interpreter_options, "-m", module)
