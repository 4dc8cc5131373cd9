"""The user's own pauses on a real database."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.speech.turns.pause_habits import KEPT_PAUSES
from assistant.speech.turns.pause_records import PauseRecords
from assistant.storage.database import Storage

pytestmark = pytest.mark.integration


def test_pauses_are_kept_as_many_as_are_needed_and_can_be_forgotten(tmp_path: Path) -> None:
    storage = Storage(tmp_path / "sotto.db")
    records = PauseRecords(storage)
    for number in range(KEPT_PAUSES + 20):
        records.add(number / 1000)
    assert records.all() == [number / 1000 for number in range(20, KEPT_PAUSES + 20)]
    records.forget()
    assert records.all() == []
    records.add(0.5)
    assert records.all() == [0.5]
    storage.close()
