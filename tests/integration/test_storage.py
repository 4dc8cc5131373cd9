"""The database on a real disk: private, transactional, and polite about files it cannot use."""

from __future__ import annotations

import contextlib
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.errors import DamagedDatabase, NewerDatabase, StorageError
from assistant.storage.database import Storage
from assistant.storage.migrations import migrations
from assistant.storage.sqlite import sqlite3

pytestmark = pytest.mark.integration


def add_conversation(storage: Storage, title: str) -> None:
    with storage.write() as database:
        database.table("conversations").insert({"title": title, "created_at": 1.0, "updated_at": 1.0})


def test_what_was_written_is_there_after_opening_again(tmp_path: Path) -> None:
    storage = Storage(tmp_path / "sotto.db")
    add_conversation(storage, "kept")
    storage.close()
    again = Storage(tmp_path / "sotto.db")
    assert [row["title"] for row in again.rows("SELECT title FROM conversations")] == ["kept"]
    assert again.check() == "ok"
    again.close()


def test_the_file_is_private(tmp_path: Path) -> None:
    storage = Storage(tmp_path / "sotto.db")
    add_conversation(storage, "mine")
    for file in tmp_path.iterdir():
        assert file.stat().st_mode & 0o077 == 0, file.name
    storage.close()


_OPEN = (
    "import sys, pathlib; from assistant.storage.database import Storage; Storage(pathlib.Path(sys.argv[1])).close()"
)


def test_programs_that_open_a_new_database_at_once_wait_for_each_other(tmp_path: Path) -> None:
    file = tmp_path / "sotto.db"
    openers = [
        subprocess.Popen([sys.executable, "-c", _OPEN, str(file)], stderr=subprocess.PIPE, text=True) for _ in range(6)
    ]
    said = [opener.communicate(timeout=60)[1] for opener in openers]
    assert [opener.returncode for opener in openers] == [0] * 6, said


def test_a_failed_write_leaves_nothing(tmp_path: Path) -> None:
    storage = Storage(tmp_path / "sotto.db")

    def fail_half_way() -> None:
        with storage.write() as database:
            database.table("conversations").insert({"title": "half", "created_at": 1.0, "updated_at": 1.0})
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail_half_way()
    assert storage.rows("SELECT * FROM conversations") == []
    storage.close()


def test_a_migration_that_fails_changes_nothing(tmp_path: Path) -> None:
    file = tmp_path / "sotto.db"
    connection = sqlite3.connect(file)
    # In the way of the first migration's second table.
    connection.execute("CREATE TABLE messages (id)")
    connection.commit()
    connection.close()
    with pytest.raises(DamagedDatabase):
        Storage(file)
    names = {row[0] for row in sqlite3.connect(file).execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert "conversations" not in names


@pytest.mark.parametrize("column", ["migration_set", "name"])
def test_a_damaged_entry_of_the_migrations_is_refused_and_none_is_made_twice(tmp_path: Path, column: str) -> None:
    file = tmp_path / "sotto.db"
    Storage(file).close()
    connection = sqlite3.connect(str(file))
    connection.execute(f"UPDATE _sqlite_migrations SET {column} = 'sottp' WHERE name = 'm012_skills'")
    connection.commit()
    connection.close()
    before = file.read_bytes()
    with pytest.raises((DamagedDatabase, NewerDatabase)) as refused:
        Storage(file)
    assert refused.value.remedy
    assert isinstance(refused.value, DamagedDatabase) == (column == "migration_set")
    assert file.read_bytes() == before


def test_a_newer_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "sotto.db"
    storage = Storage(file)
    with storage.write() as database:
        database.table("_sqlite_migrations").insert(
            {"migration_set": migrations.name, "name": "m999_of_the_future", "applied_at": "2030-01-01"}
        )
    storage.close()
    before = file.read_bytes()
    with pytest.raises(NewerDatabase) as caught:
        Storage(file)
    assert "newer version" in caught.value.message
    assert file.read_bytes() == before


@pytest.mark.parametrize(
    "content", [b"this is no database at all, only text" * 100, b"SQLite format 3\x00" + b"\xff" * 5000]
)
def test_a_damaged_database_is_named_and_left_alone(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "sotto.db"
    file.write_bytes(content)
    with pytest.raises(StorageError) as caught:
        Storage(file)
    assert "damaged" in caught.value.message
    assert file.read_bytes() == content


@pytest.mark.parametrize("damage", ["cut", "flipped"])
def test_damage_inside_is_named_on_use_and_by_the_check(tmp_path: Path, damage: str) -> None:
    """The head is whole, so that it opens; what lies behind is not."""
    file = tmp_path / "sotto.db"
    storage = Storage(file)
    for n in range(400):
        add_conversation(storage, f"{n} " + "x" * 500)
    storage.close()
    content = bytearray(file.read_bytes())
    if damage == "cut":
        file.write_bytes(content[: len(content) * 2 // 3])
    else:
        for at in range(len(content) // 2, len(content), 4096):
            content[at : at + 64] = bytes(byte ^ 0xFF for byte in content[at : at + 64])
        file.write_bytes(content)
    before = file.read_bytes()
    found = []
    with contextlib.suppress(StorageError):
        damaged = Storage(file)
        try:
            damaged.rows("SELECT sum(length(title)) FROM conversations")
            found.append(damaged.check())
        finally:
            damaged.close()
    assert found != ["ok"]
    assert file.read_bytes() == before


def test_a_locked_database_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "sotto.db"
    Storage(file).close()
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    monkeypatch.setattr("assistant.storage.database.BUSY_TIMEOUT_MS", 50)
    storage = Storage(file)
    with pytest.raises(StorageError) as caught:
        add_conversation(storage, "waits")
    assert "locked" in caught.value.message
    storage.close()
    other.close()


def test_streamed_text_can_be_read_by_another_connection_at_once(tmp_path: Path) -> None:
    storage = Storage(tmp_path / "sotto.db")
    add_conversation(storage, "talk")
    with storage.write() as database:
        database.table("messages").insert(
            {"conversation_id": 1, "role": "assistant", "text": "", "state": "streaming", "created_at": 1.0}
        )
    with storage.write_streaming() as database:
        database.table("answer_pieces").insert({"message_id": 1, "n": 0, "text": "Hel"})
    assert storage.rows("SELECT text FROM answer_pieces") == [{"text": "Hel"}]
    storage.close()


def test_a_text_that_is_none_any_more_is_named_as_damage(tmp_path: Path) -> None:
    """Its bytes are in SQLite's message, and with them any word, one that tells of a full disk too."""
    storage = Storage(tmp_path / "sotto.db")
    with storage.write() as database:
        database.execute(
            "INSERT INTO conversations (title, created_at, updated_at) VALUES (CAST(? AS TEXT), 1, 1)",
            [b"the disk is full, locked \xff"],
        )
    with pytest.raises(DamagedDatabase):
        storage.rows("SELECT title FROM conversations")
    storage.close()
