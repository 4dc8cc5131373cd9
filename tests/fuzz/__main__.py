"""``python -m tests.fuzz [--seconds N] [TARGET…]``: each target in a process of its own; what ends one is kept and said.

An input that ends a target with anything but a sentence for people lies in ``build/fuzz/TARGET/``; ``--input FILE TARGET`` runs it
again. Once the bug is mended it becomes an example of ``tests/integration/test_fuzz.py``.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

NAMES = ("documents", "chunker", "stream", "command", "calendar", "settings", "catalog", "arguments", "pipe", "server")
FOUND = Path("build/fuzz")


def main() -> int:
    """Runs the targets one after the other. Returns 1 when one of them found anything."""
    parser = argparse.ArgumentParser(prog="tests.fuzz")
    parser.add_argument("targets", nargs="*", choices=[*NAMES, []], metavar="TARGET", help=", ".join(NAMES))
    parser.add_argument("--seconds", type=int, default=60, help="how long each runs")
    parser.add_argument("--input", type=Path, help="run this one input alone")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.here:
        return _run_here(arguments.targets[0], arguments.seconds, arguments.input)
    found = []
    for name in arguments.targets or NAMES:
        print(f"-- {name}", flush=True)
        command = [sys.executable, "-m", "tests.fuzz", "--here", "--seconds", str(arguments.seconds), name]
        command += ["--input", str(arguments.input)] if arguments.input else []
        if subprocess.run(command, check=False).returncode != 0:
            found.append(name)
    print(f"Found something: {', '.join(found)}; see {FOUND}" if found else "Nothing was found.")
    return 1 if found else 0


def _run_here(name: str, seconds: int, one: Path | None) -> int:
    import atheris

    # What is imported in here tells where it goes; the libraries below would take minutes to be prepared.
    with atheris.instrument_imports(include=["assistant", "models"]):
        from tests.fuzz.targets import TARGETS

    target = TARGETS[name]
    folder = FOUND / name
    corpus = folder / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(target.seeds):
        (corpus / f"seed{number}").write_bytes(seed)
    options = [
        sys.argv[0],
        f"-max_total_time={seconds}",
        f"-artifact_prefix={folder}/",
        "-max_len=8192",
        "-print_final_stats=1",
    ]
    atheris.Setup([*options, "-timeout=20", str(one or corpus)], target.take)
    atheris.Fuzz()
    return 0


if __name__ == "__main__":
    sys.exit(main())
