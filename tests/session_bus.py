"""A session bus of D-Bus of the tests' own. Without one, libdbus would start one for each program that has a screen."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping

import pytest

NAMED_IN = "DBUS_SESSION_BUS_ADDRESS"
END_TIMEOUT_S = 20


@contextlib.contextmanager
def session_bus(environ: Mapping[str, str] | None = None) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The running bus and its address; ``environ`` is added to its environment. Skips where there is no bus to start."""
    program = shutil.which("dbus-daemon")
    if program is None:
        pytest.skip("There is no dbus-daemon.")
    daemon = subprocess.Popen(
        [program, "--session", "--nofork", "--print-address"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env=os.environ | dict(environ or {}),
    )
    assert daemon.stdout is not None
    try:
        yield daemon, daemon.stdout.readline().strip()
    finally:
        daemon.terminate()
        daemon.wait(END_TIMEOUT_S)
        daemon.stdout.close()
