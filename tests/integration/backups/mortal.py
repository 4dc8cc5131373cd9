"""Running a piece of Sotto until the moment it is killed at: every file that is written, renamed or removed is one."""

from __future__ import annotations

import signal
import subprocess
import sys

_MORTAL = """
import os, pathlib, shutil, signal, sys
left = int(sys.argv[-1])
def may_die():
    global left
    left -= 1
    if left < 0:
        os.kill(os.getpid(), signal.SIGKILL)
def watched(function):
    def call(*args, **kwargs):
        may_die()
        result = function(*args, **kwargs)
        may_die()
        return result
    return call
for owner, name in ((pathlib.Path, "replace"), (pathlib.Path, "rename"), (pathlib.Path, "unlink"), (pathlib.Path, "rmdir"),
                    (os, "fsync"), (os, "open"), (shutil, "rmtree")):
    setattr(owner, name, watched(getattr(owner, name)))
"""


def run_killed(script: str, *arguments: object, after: int) -> bool:
    """Runs ``script`` until the ``after``-th moment; whether it was killed there. It may call ``may_die`` at moments of its own."""
    command = [sys.executable, "-c", _MORTAL + script, *map(str, arguments), str(after)]
    status = subprocess.run(command, check=False, timeout=60).returncode
    assert status in (0, -signal.SIGKILL)
    return status != 0
