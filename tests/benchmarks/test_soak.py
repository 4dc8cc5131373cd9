"""Ten thousand turns in 72 hours of a clock that runs ahead: Markdown rows, no verdict.

``SOTTO_SOAK_TURNS`` is the number of turns (10,000 unless set); ``SOTTO_BENCH_S`` ends it earlier (540 s unless set), and it says
how far it came.
"""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from assistant.paths import Paths
from tests.soak import Held, held, slope, soaked

pytestmark = [pytest.mark.benchmark, pytest.mark.timeout(7200)]

MIB = 1024 * 1024


def test_soak(tmp_path: Path) -> None:
    turns = int(os.environ.get("SOTTO_SOAK_TURNS", "10000"))
    ends = time.monotonic() + float(os.environ.get("SOTTO_BENCH_S", "540"))
    step = max(turns // 50, 10)
    counts: list[Held] = []
    with soaked(tmp_path, Paths.choose().models, turns) as life:
        for number in range(turns):
            life.live(number)
            if number % step == 0:
                counts.append(held(number))
            if time.monotonic() > ends:
                break
    print("\n| turns | own MiB | handles | threads |\n|---|---|---|---|")
    for one in counts[:: max(len(counts) // 10, 1)]:
        print(f"| {one.turns:,} | {one.own_bytes / MIB:.0f} | {one.handles} | {one.threads} |")
    later = counts[len(counts) // 3 :]
    growth = slope(later, lambda one: one.own_bytes)
    database = sum(file.stat().st_size for file in (tmp_path / "home").glob("sotto.db*"))
    print(
        f"\n{number + 1:,} turns; over the last two thirds {growth:,.0f} bytes a turn; database {database / MIB:.1f} MiB"
    )
