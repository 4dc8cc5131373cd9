"""Ten thousand turns in 72 hours of a clock that runs ahead: Markdown rows, no verdict.

``SOTTO_SOAK_TURNS`` is the number of turns (10,000 unless set); ``SOTTO_BENCH_S`` ends it earlier (540 s unless set), and it says
how far it came. ``SOTTO_SOAK_MODEL`` names an installed chat model to be used in place of the scripted one, and
``SOTTO_SOAK_TOKENS`` how long its answers may be (40 tokens unless set).
"""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from assistant.paths import Paths
from tests.soak import Held, rows_by_table, slope, soaked

pytestmark = [pytest.mark.benchmark, pytest.mark.timeout(7200)]

MIB = 1024 * 1024


def test_soak(tmp_path: Path) -> None:
    turns = int(os.environ.get("SOTTO_SOAK_TURNS", "10000"))
    ends = time.monotonic() + float(os.environ.get("SOTTO_BENCH_S", "540"))
    step = max(turns // 100, 10)
    counts: list[Held] = []
    chat_model, answer_tokens = os.environ.get("SOTTO_SOAK_MODEL", ""), int(os.environ.get("SOTTO_SOAK_TOKENS", "40"))
    with soaked(tmp_path, Paths.choose().models, turns, chat_model=chat_model, answer_tokens=answer_tokens) as life:
        for number in range(turns):
            life.live(number)
            if number % step == 0:
                counts.append(life.held(number))
                print(_row(counts[-1]), flush=True)
            if time.monotonic() > ends:
                break
    print(
        "\n| turns | own MiB | handles | threads | s a turn | CPU s a turn | database MiB | its log MiB | backups MiB | other MiB |"
    )
    print("|---" * 10 + "|")
    for one in counts[:: max(len(counts) // 10, 1)]:
        print(_row(one))
    later = counts[len(counts) // 3 :]
    growth = slope(later, lambda one: one.own_bytes)
    print(f"\n{number + 1:,} turns; over the last two thirds {growth:,.0f} bytes a turn")
    rows = rows_by_table(tmp_path / "home" / "sotto.db")
    print(
        ", ".join(f"{name} {count:,}" for name, count in sorted(rows.items(), key=lambda row: -row[1]) if count > 100)
    )


def _row(one: Held) -> str:
    sizes = (one.database_bytes, one.log_bytes, one.backup_bytes, one.other_bytes)
    return (
        f"| {one.turns:,} | {one.own_bytes / MIB:.1f} | {one.handles} | {one.threads} | {one.turn_s:.3f} | {one.turn_cpu_s:.3f} | "
        + " | ".join(f"{size / MIB:.2f}" for size in sizes)
        + " |"
    )
