"""The commands of the Makefile."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from setup_steps import commands, locking, packages, running, testing, translations, weaknesses
from setup_steps.apt import ensure_system_pieces
from setup_steps.environment import ensure_environment
from setup_steps.layout import Layout, SetupError
from setup_steps.progress import duration
from setup_steps.stamps import Stamps
from setup_steps.system_libraries import Purpose

_COMMANDS = {
    "run": "set everything up, fetch the starter models, and open the window",
    "test": "set up, fetch the models the tests need, then check and run all tests; TESTS=tests/unit runs only those",
    "setup": "make the environment .venv with the command .venv/bin/sotto in it",
    "check": "formatting, lint, types, import contracts and the list of licences",
    "package": "make the frozen program, a tarball and a Debian package of it, and the list of its parts, in dist",
    "translations": "bring the files for translators up to the texts of the source",
    "lock": "write the lock files and the list of licences anew, with the newest versions that fit",
    "audit": "look the locked packages up among known weaknesses (over the network), and check the list of licences",
    "fuzz": "feed what reads things from outside with nonsense; FUZZ=chunker names targets, FUZZ_SECONDS=600 how long each",
    "clean": "remove .venv and everything the tools left in this folder; caches and models stay",
    "help": "show this",
}
_VARIABLES = {
    "PYTHON=python3.12": "the interpreter to make .venv with (3.11 or newer)",
    "SOTTO_LLAMA_WHEEL=FILE": "install this llama-cpp-python wheel and compile nothing",
    "SOTTO_LLAMA_INDEX=URL": "take a compiled llama-cpp-python of the locked version from this package index",
    "CMAKE_ARGS=…": "more settings for compiling llama.cpp, such as -DGGML_VULKAN=ON",
    "SOTTO_SKIP_SYSTEM_LIBRARIES=1": "go on although system libraries were not found",
}
_LITTER = (
    ".venv", ".make", "build", "dist", ".pytest_cache", ".mypy_cache", ".ruff_cache", ".hypothesis", ".import_linter_cache",
)  # fmt: skip


def help_text() -> str:
    """The commands and the variables they listen to."""
    lines = [f"  make {name:<12} {what}" for name, what in _COMMANDS.items()]
    variables = [f"  {name:<30} {what}" for name, what in _VARIABLES.items()]
    return "\n".join((*lines, "", "Variables, as in `make setup PYTHON=python3.12`:", *variables))


def main(arguments: Sequence[str], root: Path | None = None) -> int:
    """Run one command. Returns the exit status."""
    parser = argparse.ArgumentParser(prog="packaging/bootstrap.py")
    parser.add_argument("command", choices=_COMMANDS)
    command = parser.parse_args(arguments).command
    layout = Layout.of(root or Path(__file__).resolve().parents[2])
    try:
        return _dispatch(command, layout)
    except SetupError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped. The same command goes on from here.", file=sys.stderr)
        return 130


def _dispatch(command: str, layout: Layout) -> int:
    if command == "help":
        print(help_text())
    elif command == "clean":
        for name in _LITTER:
            shutil.rmtree(layout.root / name, ignore_errors=True)
        translations.remove_compiled(layout)
    elif command == "setup":
        set_up(layout, Purpose.RUN, dev=False)
        print(f"Ready: {layout.program('sotto')}")
    elif command == "run":
        set_up(layout, Purpose.RUN, dev=False)
        return running.run(layout)
    elif command == "check":
        set_up(layout, Purpose.BUILD, dev=True)
        return testing.run_stages(layout, testing.check_stages(layout))
    elif command == "lock":
        set_up(layout, Purpose.BUILD, dev=True)
        locking.lock(layout)
        set_up(layout, Purpose.BUILD, dev=True)
        locking.licences(layout)
    elif command == "audit":
        set_up(layout, Purpose.BUILD, dev=True)
        return weaknesses.audit(layout)
    elif command == "fuzz":
        set_up(layout, Purpose.BUILD, dev=True)
        return weaknesses.fuzz(layout, targets=os.environ.get("FUZZ", ""), seconds=os.environ.get("FUZZ_SECONDS", "60"))
    elif command == "translations":
        set_up(layout, Purpose.BUILD, dev=False)
        translations.update(layout)
        set_up(layout, Purpose.BUILD, dev=False)
    elif command == "package":
        set_up(layout, Purpose.PACKAGE, dev=False)
        packages.make(layout)
    else:
        return _test(layout, os.environ.get("TESTS", ""))
    return 0


def _test(layout: Layout, chosen: str) -> int:
    set_up(layout, Purpose.TEST, dev=True)
    started_s = time.monotonic()
    running.get_models(layout, *testing.TEST_MODELS)
    print(f"Models for the tests: {duration(time.monotonic() - started_s)}", flush=True)
    checks = () if chosen else testing.check_stages(layout)
    return testing.run_stages(layout, (*checks, *testing.test_stages(layout, chosen)))


def set_up(layout: Layout, purpose: Purpose, *, dev: bool) -> None:
    """The environment for a purpose, with the developer's tools or without. Raises ``SetupError``."""

    def waiting() -> None:
        print("Another set-up is at work in this folder; waiting for it", flush=True)

    started_s = time.monotonic()
    with commands.exclusive(layout.work / "lock", waiting):
        stamps = Stamps(layout.stamps)
        looked = f"system-{purpose.name.lower()}"
        ensure_system_pieces(layout, (Purpose.BUILD, purpose), ask_optional=not stamps.holds(looked, "yes"))
        ensure_environment(layout, dev=dev)
        stamps.mark(looked, "yes")
    took_s = time.monotonic() - started_s
    if took_s > 2:
        print(f"Set up in {duration(took_s)}", flush=True)
