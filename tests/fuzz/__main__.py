"""``python -m tests.fuzz [--seconds N] [--jobs N] [TARGET…]``: each target in a process of its own; what ends one is kept and said.

Inputs follow the code's branches where atheris is installed, and are blind changes of the seeds elsewhere. One that ends a target
with anything but a sentence for people lies in ``build/fuzz/TARGET/`` with what was said (``said.txt``); ``--input FILE TARGET``
runs it again. Once the bug is mended it becomes an example of ``tests/integration/test_fuzz.py``.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

NAMES = ("documents", "chunker", "stream", "command", "calendar", "settings", "catalog", "arguments", "pipe", "server")
FOUND = Path("build/fuzz")
LONGEST_S = 20
LONGEST_BYTES = 8192


def main() -> int:
    """Runs the targets, ``--jobs`` at a time. Returns 1 when one of them found anything."""
    parser = argparse.ArgumentParser(prog="tests.fuzz")
    parser.add_argument("targets", nargs="*", choices=[*NAMES, []], metavar="TARGET", help=", ".join(NAMES))
    parser.add_argument("--seconds", type=int, default=60, help="how long each runs")
    parser.add_argument("--jobs", type=int, default=1, help="how many at a time")
    parser.add_argument("--input", type=Path, help="run this one input alone")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.here:
        return _run_here(arguments.targets[0], arguments.seconds, arguments.input)
    options = ["--seconds", str(arguments.seconds)] + (["--input", str(arguments.input)] if arguments.input else [])
    names = arguments.targets or NAMES
    with ThreadPoolExecutor(arguments.jobs) as pool:
        statuses = list(pool.map(lambda name: _in_a_process(name, options), names))
    found = [name for name, status in zip(names, statuses, strict=True) if status != 0]
    print(f"Found something: {', '.join(found)}; see {FOUND}" if found else "Nothing was found.")
    return 1 if found else 0


def _in_a_process(name: str, options: Sequence[str]) -> int:
    command = [sys.executable, "-m", "tests.fuzz", "--here", *options, name]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    folder = FOUND / name
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "said.txt").write_bytes(done.stdout)
    said = done.stdout.decode("utf-8", "replace").splitlines()
    runs = next((line for line in reversed(said) if "number_of_executed_units" in line), "")
    print(
        f"-- {name}: {'found something' if done.returncode else 'nothing'}, {runs.split(':')[-1].strip() or '?'} inputs",
        flush=True,
    )
    return done.returncode


def _run_here(name: str, seconds: int, one: Path | None) -> int:
    if importlib.util.find_spec("atheris") is None:
        from tests.fuzz.targets import TARGETS

        return _run_blind(name, TARGETS[name].take, [one.read_bytes()] if one else TARGETS[name].seeds, seconds)
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
        f"-max_len={LONGEST_BYTES}",
        "-print_final_stats=1",
    ]
    atheris.Setup([*options, f"-timeout={LONGEST_S}", str(one or corpus)], target.take)
    atheris.Fuzz()
    return 0


def _run_blind(name: str, take: Callable[[bytes], None], seeds: Sequence[bytes], seconds: int) -> int:
    chance = random.Random()
    ends = time.monotonic() + seconds
    signal.signal(signal.SIGALRM, _too_long)
    tried = 0
    while time.monotonic() < ends:
        data = seeds[tried] if tried < len(seeds) else _changed(chance, seeds)
        tried += 1
        signal.alarm(LONGEST_S)
        try:
            take(data)
        except BaseException:
            (FOUND / name / f"crash-{hashlib.sha1(data, usedforsecurity=False).hexdigest()}").write_bytes(data)
            raise
        signal.alarm(0)
    print(f"stat::number_of_executed_units: {tried}")
    return 0


class TookTooLong(BaseException):
    """One input; no target takes it for a refusal."""


def _too_long(_number: int, _frame: object) -> None:
    raise TookTooLong


def _changed(chance: random.Random, seeds: Sequence[bytes]) -> bytes:
    """A seed of which some bytes were flipped, some cut out, and some of another put in."""
    data = bytearray(chance.choice(seeds))
    for _ in range(chance.choice((1, 2, 4, 16))):
        at = chance.randrange(len(data) + 1)
        match chance.randrange(4):
            case 0 if at < len(data):
                data[at] ^= 1 << chance.randrange(8)
            case 1:
                del data[at : at + chance.randrange(1, 20)]
            case 2:
                other = chance.choice(seeds)
                start = chance.randrange(len(other) + 1)
                data[at:at] = other[start : start + chance.randrange(1, 60)]
            case _:
                data[at:at] = data[at : at + chance.randrange(1, 9)] * chance.choice((1, 2, 50))
    return bytes(data[:LONGEST_BYTES])


if __name__ == "__main__":
    sys.exit(main())
