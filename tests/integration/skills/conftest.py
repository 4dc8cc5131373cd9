"""A database, a clock that stands where a test puts it, and the skills over a calendar of their own."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.skills.desktop.volume import Mixer
from assistant.skills.file_store import FileStore
from assistant.skills.journal import ActionJournal
from assistant.skills.notes.note_files import STORE as FILES
from assistant.skills.registry import built_in_skills
from assistant.skills.room import SkillRoom
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


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the calendar is, once there is one."""
    return tmp_path / "calendar.ics"


@pytest.fixture
def calendar_room(storage: Storage, clock: TurnedClock, file: Path, tmp_path: Path) -> SkillRoom:
    """The built-in skills, writing into ``file``."""
    return SkillRoom(
        built_in_skills(lambda: (), lambda: tmp_path / "notes", lambda: file, Mixer()),
        ActionJournal(storage, {FILES: FileStore()}, clock),
        clock=clock,
        zone=lambda: datetime.UTC,
        publish=lambda event: None,
        acted=lambda: None,
    )
