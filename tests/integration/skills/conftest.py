"""A database, and a clock that stands where a test puts it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.storage.database import Storage


@dataclasses.dataclass
class TurnedClock:
    """2026-11-25 09:00 in UTC, a Wednesday, until a test turns it. ``slept`` counts for time that passed asleep too."""

    time: float = 1_795_597_200.0
    passed: float = 0.0

    def now(self) -> float:
        """Unix time in seconds."""
        return self.time

    def monotonic(self) -> float:
        """Seconds since the test began; a jump of the clock does not move it."""
        return self.passed

    def pass_time(self, seconds: float) -> None:
        """Time goes by, awake or asleep."""
        self.time += seconds
        self.passed += seconds


@pytest.fixture
def clock() -> TurnedClock:
    return TurnedClock()


@pytest.fixture
def storage(tmp_path: Path) -> Iterator[Storage]:
    opened = Storage(tmp_path / "sotto.db")
    yield opened
    opened.close()
