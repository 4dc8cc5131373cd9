"""Hundreds of turns in one process: threads and handles stay as they were, memory grows by less than a stated size a turn."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.soak import Held, slope, soaked

pytestmark = [pytest.mark.integration, pytest.mark.timeout(900)]

TURNS, WARM, STEP = 340, 120, 10
MOST_BYTES_A_TURN = 40_000
"""What a turn may leave in memory, over 220 turns: its own words are some hundred bytes, SQLite's caches still fill (5,000 bytes a
turn were measured), and one of them may grow by megabytes at once. A leaked prompt or stack leaves more."""


def test_hundreds_of_turns_leave_memory_handles_and_threads_as_they_were(tmp_path: Path, models_folder: Path) -> None:
    counts: list[Held] = []
    with soaked(tmp_path, models_folder, TURNS) as life:
        for number in range(TURNS):
            life.live(number)
            if number >= WARM and number % STEP == 0:
                counts.append(life.held(number))
    assert counts[-1].threads <= counts[0].threads + 1, counts
    assert counts[-1].handles <= counts[0].handles + 2, counts
    assert slope(counts, lambda one: one.threads) < 0.01
    assert slope(counts, lambda one: one.handles) < 0.02
    assert slope(counts, lambda one: one.own_bytes) < MOST_BYTES_A_TURN


def test_a_leak_would_be_seen() -> None:
    leaking = [Held(turns=n, own_bytes=10**8 + n * 60_000, handles=50 + n // 10, threads=20) for n in range(0, 400, 20)]
    assert slope(leaking, lambda one: one.own_bytes) > MOST_BYTES_A_TURN
    assert slope(leaking, lambda one: one.handles) > 0.02
