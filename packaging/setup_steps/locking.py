"""``make lock``: write the lock files anew from ``pyproject.toml``, for every platform and Python version at once."""

from __future__ import annotations

import subprocess
import sys

from setup_steps import commands, lock_file
from setup_steps.environment import pip
from setup_steps.layout import Layout, SetupError

_COMPILE = (
    "pip",
    "compile",
    "--quiet",
    "--universal",
    "--generate-hashes",
    "--no-header",
    "--no-emit-index-url",
    "--upgrade",
)


def lock(layout: Layout) -> None:
    """Newest versions that fit. Each file is constrained by the one before, so that all can go into one environment.

    Raises ``SetupError``. uv comes from the old lock file, hash-checked like everything else.
    """
    log = layout.work / "lock.log"
    log.unlink(missing_ok=True)
    requirements = lock_file.write(lock_file.only(lock_file.read(layout.build_lock), "uv"), layout.work / "uv.txt")
    _run(pip(layout, "install", "--no-deps", "--require-hashes", "-r", str(requirements)), layout)
    steps = (
        ("requirements.lock", ("pyproject.toml",)),
        ("requirements-dev.lock", ("pyproject.toml", "--group", "dev", "--constraint", "requirements.lock")),
        ("requirements-build.lock", ("--group", "build", "--constraint", "requirements-dev.lock")),
        ("requirements-package.lock", ("--group", "package", "--constraint", "requirements-dev.lock")),
    )
    for name, arguments in steps:
        print(f"Locking {name}", flush=True)
        _run((layout.program("uv"), *_COMPILE, *arguments, "--output-file", name), layout)


def _run(argv: tuple[str, ...], layout: Layout) -> None:
    log = layout.work / "lock.log"
    if commands.run_logged(argv, log, cwd=layout.root) != 0:
        print(commands.tail(log), file=sys.stderr)
        raise SetupError(f"The lock files could not be written; the whole log is in {log}.")


def licences(layout: Layout) -> None:
    """Write THIRD_PARTY_LICENSES.md for what is locked now; the environment must be up to date. Raises ``SetupError``."""
    argv = [str(layout.python), "packaging/third_party_licenses.py"]
    if subprocess.run(argv, cwd=layout.root, check=False).returncode != 0:
        raise SetupError("THIRD_PARTY_LICENSES.md could not be written; the reason stands above.")
