"""``make audit`` and ``make fuzz``: known weaknesses of what is locked, and unknown ones of what reads things from outside.

Their tools lie in the environment of those that make packages. Neither is part of ``make test``: the first asks the network, the
second never ends by itself.
"""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from setup_steps import packages
from setup_steps.layout import Layout

LOCKS = ("requirements.lock", "requirements-dev.lock", "requirements-build.lock", "requirements-package.lock")


def audit(layout: Layout) -> int:
    """Looks each locked package up in the advisory database, then compares the list of licences with what is installed.

    Returns 0 where nothing is known and the list is right. A database out of reach is a failure, since nothing was looked up.
    """
    tools = _tools(layout)
    status = 0
    for name in LOCKS:
        print(f"Known weaknesses in {name}", flush=True)
        command = (str(tools.with_name("pip-audit")), "--strict", "--disable-pip", "--require-hashes", "-r", name)
        status = subprocess.run(command, cwd=layout.root, check=False).returncode or status
    licences = (str(layout.python), "packaging/third_party_licenses.py", "--check")
    return subprocess.run(licences, cwd=layout.root, check=False).returncode or status


def fuzz(layout: Layout, *, targets: str, seconds: str) -> int:
    """Runs the named targets of tests/fuzz (or all) for so many seconds each. Returns 0 where nothing was found."""
    command = (str(_tools(layout)), "-m", "tests.fuzz", "--seconds", seconds, *targets.split())
    return subprocess.run(command, cwd=layout.root, env=dict(os.environ), check=False).returncode


def _tools(layout: Layout) -> Path:
    log = layout.work / "package.log"
    log.unlink(missing_ok=True)
    return packages.tools(layout, log)
