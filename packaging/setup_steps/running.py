"""``make run``: the starter models, then the window."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping

from setup_steps.layout import Layout, SetupError


def has_display(environ: Mapping[str, str], platform: str) -> bool:
    """Whether a window can open. On Linux it needs X11 or Wayland, or a Qt platform that the user chose."""
    return platform != "linux" or any(environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def get_models(layout: Layout, *names: str) -> None:
    """Fetch what is missing of these models, with progress; what is there costs nothing. Raises ``SetupError``."""
    status = subprocess.run([layout.python, "-m", "models", "get", *names], cwd=layout.root, check=False).returncode
    if status != 0:
        raise SetupError(
            "The models could not all be fetched: run the same command again and it goes on where it stopped."
        )


def run(layout: Layout) -> int:
    """The exit status of the window, or 1 with no display. Ends by replacing this process."""
    get_models(layout, "starter")
    sotto = layout.program("sotto")
    if has_display(os.environ, sys.platform):
        os.execv(sotto, [sotto])
    print(
        "Sotto is ready, but there is no display to open its window on. In this terminal: "
        f'`{sotto} ask "How do tides work?"` answers a question, and `{sotto} talk` holds a spoken conversation.',
        flush=True,
    )
    return 1
