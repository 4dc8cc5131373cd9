"""``.venv``: the interpreter, the locked packages, Sotto itself, a first import, and the words of the window compiled.

A step that is up to date is skipped.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import venv
from collections.abc import Iterable
from pathlib import Path

from setup_steps import commands, llama_build, llama_wheel, lock_file
from setup_steps.layout import Layout, SetupError
from setup_steps.progress import Progress, duration
from setup_steps.stamps import Stamps, digest, file_digest
from setup_steps.translations import ensure_translations

_SPACE_BYTES = 3_000_000_000
"""The environment with the developer's tools and a build of llama.cpp, measured at 1.4 GB, and room to unpack."""
_CONSIDERED = re.compile(r"^(Collecting|Processing|Requirement already satisfied:|Ignoring) ")
"""pip prints one such line a requirement."""
_UNPACKING = "Installing collected packages:"
STATED_IN = ("pyproject.toml", "LICENSE", "THIRD_PARTY_LICENSES.md")
"""The files that an editable install copies the content of: the licences that the window shows are read from the copies."""
_NOT_FOR_THE_ENVIRONMENT = ("cmake", "ninja", "scikit-build-core", "uv")


def ensure_environment(layout: Layout, *, dev: bool) -> None:
    """Bring ``.venv`` to the state of the lock file. Raises ``SetupError``."""
    stamps = Stamps(layout.stamps)
    _ensure_interpreter(layout, stamps)
    llama = llama_wheel.resolve(layout)
    _ensure_packages(layout, stamps, llama, dev=dev)
    _ensure_sotto(layout, stamps)
    ensure_translations(layout, stamps)


def _ensure_interpreter(layout: Layout, stamps: Stamps) -> None:
    # scripts of an environment hold its absolute path, so a clone that was moved needs a new one
    content = digest(sys.version, sys.base_prefix, str(layout.venv))
    whole = stamps.holds("interpreter", content) and layout.python.exists()
    # pip writes a package's record last but not at once: after a kill in the middle of installing nobody knows what is whole.
    # Downloads are in pip's cache, so starting over costs seconds.
    if whole and not stamps.holds("installing", "yes"):
        return
    free_bytes = shutil.disk_usage(layout.root).free
    if free_bytes < _SPACE_BYTES:
        raise SetupError(
            f"The set-up needs {_SPACE_BYTES / 1e9:.0f} GB of free disk space and there are {free_bytes / 1e9:.1f} GB: free some."
        )
    print(f"Making the environment {layout.venv.name}", flush=True)
    try:
        venv.create(layout.venv, clear=True, symlinks=True, with_pip=True)
    except (OSError, subprocess.CalledProcessError) as error:
        raise SetupError(f"Python could not make the environment {layout.venv}: {error}") from error
    stamps.mark("interpreter", content)


def pip(layout: Layout, *arguments: str) -> tuple[str, ...]:
    """A command line of the environment's pip."""
    return (str(layout.python), "-m", "pip", "--disable-pip-version-check", "--no-input", *arguments)


def _ensure_packages(layout: Layout, stamps: Stamps, llama: llama_wheel.LlamaSource, *, dev: bool) -> None:
    def content(*, dev: bool) -> str:
        return digest(layout.lock(dev=dev).read_bytes(), layout.build_lock.read_bytes(), llama.content)

    # the developer's lock holds all of the other: going from `make test` to `make run` installs nothing
    satisfied = (content(dev=True),) if dev else (content(dev=True), content(dev=False))
    if stamps.holds("packages", *satisfied):
        return
    pins = (
        *lock_file.without(lock_file.read(layout.lock(dev=dev)), llama_wheel.PACKAGE),
        *_build_pins(layout, taken={pin.name for pin in lock_file.read(layout.lock(dev=dev))}),
    )
    print(f"Installing {len(pins)} locked packages", flush=True)
    log = layout.work / "packages.log"
    log.unlink(missing_ok=True)
    stamps.mark("installing", "yes")
    requirements = lock_file.write(pins, layout.work / "packages.txt")
    install = ("install", "--no-deps", "--require-hashes", "--only-binary", ":all:", "-r", str(requirements))
    _install(pip(layout, *install), log, total=len(pins))
    _install(pip(layout, "install", "--no-deps", "--force-reinstall", *llama.arguments), log, total=1)
    stamps.mark("packages", content(dev=dev))
    stamps.clear("installing")
    stamps.clear("checked")


def _build_pins(layout: Layout, taken: Iterable[str]) -> tuple[lock_file.Pin, ...]:
    """What ``pip install -e .`` needs, less what the other lock file already brings in the same version."""
    return lock_file.without(lock_file.read(layout.build_lock), *_NOT_FOR_THE_ENVIRONMENT, *taken)


def _install(argv: tuple[str, ...], log: Path, *, total: int) -> None:
    progress = Progress("packages", sys.stdout)
    done = 0

    def on_line(line: str) -> None:
        nonlocal done
        if _CONSIDERED.match(line):
            done += 1
            if total > 1:
                progress.update(min(done, total), total)
        elif line.startswith(_UNPACKING) and total > 1:
            progress.close()
            print("  all downloaded, unpacking", flush=True)

    status = commands.run_logged(argv, log, on_line)
    took_s = progress.close()
    if status != 0:
        print(commands.tail(log), file=sys.stderr)
        reason = llama_build.why_it_failed(log.read_text(encoding="utf-8", errors="replace"))
        raise SetupError(f"The packages could not be installed: {reason}. The whole log is in {log}.")
    if total > 1:
        print(f"Installed the packages in {duration(took_s)}", flush=True)


def stated(root: Path) -> str:
    """A digest of what an editable install of the checkout ``root`` would copy. Raises ``OSError``."""
    return digest(*(file_digest(root / name) for name in STATED_IN))


def _ensure_sotto(layout: Layout, stamps: Stamps) -> None:
    content = stated(layout.root)
    if not (stamps.holds("sotto", content) and (layout.venv / "bin" / "sotto").exists()):
        print("Installing Sotto itself, editable", flush=True)
        log = layout.work / "sotto.log"
        log.unlink(missing_ok=True)
        editable = pip(layout, "install", "--no-deps", "--no-build-isolation", "--no-index", "-e", str(layout.root))
        _install(editable, log, total=1)
        stamps.mark("sotto", content)
    if stamps.holds("checked", "yes"):
        return
    check = Path(__file__).with_name("first_import.py")
    found = subprocess.run(
        [layout.python, check], stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    if found.returncode != 0:
        said = (found.stdout + found.stderr).strip() or f"it ended with status {found.returncode}"
        raise SetupError(f"The environment was made, but not all of it can be used: {said}")
    stamps.mark("checked", "yes")
