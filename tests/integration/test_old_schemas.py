"""A database as each earlier version left it, with something in it: opened today it is as a new one, and all of it is there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import sqlite_utils

from assistant.storage.database import Storage
from assistant.storage.migrations import migrations
from assistant.storage.sqlite import sqlite3

pytestmark = pytest.mark.integration

STEPS = [migration.name for migration in migrations.pending(sqlite_utils.Database(sqlite3.connect(":memory:")))]
ROWS: dict[str, dict[str, Any]] = {
    "conversations": {"id": 1, "title": "The lease", "created_at": 1.0, "updated_at": 2.0},
    "messages": {
        "id": 1,
        "conversation_id": 1,
        "role": "user",
        "text": "家賃はいくらですか。",
        "state": "complete",
        "created_at": 1.0,
    },
    "documents": {"id": 1, "path": "/lease.txt", "title": "Lease", "state": "indexed", "added_at": 1.0},
    "pages": {"id": 1, "document_id": 1, "position": 0, "text": "The rent is 940 euros."},
    "chunks": {"id": 1, "document_id": 1, "page_id": 1, "position": 0, "start": 0, "end": 22},
    "facts": {"id": 1, "text": "said long ago", "since": 1.0},
}


def _schema(storage: Storage) -> list[dict[str, str]]:
    return storage.rows("SELECT type, name, sql FROM sqlite_master ORDER BY type, name")


@pytest.fixture(scope="module")
def new(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, str]]:
    storage = Storage(tmp_path_factory.mktemp("new") / "sotto.db")
    schema = _schema(storage)
    storage.close()
    return schema


@pytest.mark.parametrize("step", STEPS[1:])
def test_one_that_lacks_this_step_and_those_after_it(step: str, new: list[dict[str, str]], tmp_path: Path) -> None:
    file = tmp_path / "sotto.db"
    old = sqlite_utils.Database(sqlite3.connect(str(file)))
    migrations.apply(old, stop_before=step)
    kept = {name: row for name, row in ROWS.items() if old.table(name).exists()}
    with old.conn:
        for name, row in kept.items():
            old.table(name).insert(row)
    old.conn.close()
    storage = Storage(file)
    try:
        assert storage.check() == "ok"
        assert _schema(storage) == new
        assert kept
        for name, row in kept.items():
            (found,) = storage.rows(f"SELECT * FROM {name}")
            assert {column: found[column] for column in row} == row
    finally:
        storage.close()
