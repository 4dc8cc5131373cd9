"""``python -m tests.kills [--seeds N] [--jobs N] [VICTIM-STAGE…]``: each process killed at each stage, at moments of its seeds.

Prints a Markdown table of counts. What a failed one left lies in ``build/kills/VICTIM-STAGE-SEED/``, with what it said in
``said.txt``; once the fault is mended, its seed is added to ``tests/end_to_end/test_kills.py``. Needs no display, no network and no
model. ``SOTTO_KILLS_CHAT_MODEL`` names an installed chat model (in ``SOTTO_MODELS``) to stream with, in place of the scripted one.
"""

from __future__ import annotations

import argparse
import collections
import itertools
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.kills.case import Victim, run
from tests.kills.stages import Stage

FOLDER = Path("build/kills")
LIMIT_S = 400.0
CASES = [f"{victim}-{stage}" for victim, stage in itertools.product(Victim, Stage)]


def main() -> int:
    """Returns 1 when anything failed."""
    parser = argparse.ArgumentParser(prog="tests.kills")
    parser.add_argument("cases", nargs="*", choices=[*CASES, []], metavar="VICTIM-STAGE", help=", ".join(CASES))
    parser.add_argument("--seeds", type=int, default=10, help="how many moments for each")
    parser.add_argument("--first", type=int, default=1, help="the first seed")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="how many at a time")
    parser.add_argument("--within", type=float, default=float("inf"), help="seconds after which no other is begun")
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.one is not None:
        return _run_here(arguments.cases[0], arguments.one)
    seeds = range(arguments.first, arguments.first + arguments.seeds)
    ends = time.monotonic() + arguments.within
    wanted = [(case, seed) for seed in seeds for case in arguments.cases or CASES]
    with ThreadPoolExecutor(arguments.jobs) as pool:
        said = list(pool.map(lambda one: _in_a_process(one[0], one[1], ends), wanted))
    return _report(wanted, said)


def _run_here(case: str, seed: int) -> int:
    victim, _, stage = case.partition("-")
    folder = FOLDER / f"{case}-{seed}"
    shutil.rmtree(folder, ignore_errors=True)
    outcome = run(Victim(victim), Stage(stage), seed, folder.absolute())
    shutil.rmtree(folder)
    print("inside" if outcome.inside and outcome.found else "outside")
    return 0


def _in_a_process(case: str, seed: int, ends: float) -> str:
    if time.monotonic() > ends:
        return "left out"
    command = [sys.executable, "-m", "tests.kills", "--one", str(seed), case]
    try:
        done = subprocess.run(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=LIMIT_S, check=False
        )
        said, status = done.stdout, done.returncode
    except subprocess.TimeoutExpired as late:
        said, status = (late.output or b"").decode("utf-8", "replace"), 1
    if status == 0:
        return said.split()[-1]
    folder = FOLDER / f"{case}-{seed}"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "said.txt").write_text(said, encoding="utf-8")
    print(f"{case} with seed {seed} failed: {' '.join(said.strip().splitlines()[-1:])}", flush=True)
    return "failed"


def _report(wanted: Sequence[tuple[str, int]], said: Sequence[str]) -> int:
    counts: dict[str, collections.Counter[str]] = {}
    for (case, _), result in zip(wanted, said, strict=True):
        counts.setdefault(case, collections.Counter())[result] += 1
    print("\n| killed, while | held | of these killed before the end | failed | left out |\n|---|---|---|---|---|")
    for case, count in counts.items():
        print(
            f"| {case} | {count['inside'] + count['outside']} | {count['inside']} | {count['failed']} | {count['left out']} |"
        )
    total = sum(counts.values(), collections.Counter[str]())
    print(
        f"\n{total['inside'] + total['outside']} of {len(said) - total['left out']} held, {total['inside']} killed before the end."
    )
    return 1 if total["failed"] else 0


if __name__ == "__main__":
    sys.exit(main())
