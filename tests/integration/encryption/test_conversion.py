"""Encrypting a home and putting it into the clear again: the same before and after, and no word of it on the disk meanwhile."""

from __future__ import annotations

import contextlib
import shutil
from pathlib import Path

import pytest

from assistant.encryption import conversion
from assistant.encryption.conversion import decrypt_home, encrypt_home
from assistant.encryption.database_copy import copy_database
from assistant.encryption.key_file import KeptIn
from assistant.encryption.sealed_files import read_file, write_file
from assistant.errors import AlreadyRunning, DamagedDatabase, InvalidInput, StorageError
from assistant.opening import hold_home
from assistant.paths import Paths
from assistant.storage.database import Storage
from assistant.storage.database_key import DatabaseKey, new_key
from assistant.storage.sqlite import connect, sqlite3
from tests.integration.encryption.conftest import files_with_markers, fill, state_of
from tests.small_disk import SmallDisk

pytestmark = pytest.mark.integration


def test_no_word_is_on_the_disk_and_all_of_it_comes_back(paths: Paths) -> None:
    before, key = state_of(paths, None), new_key()
    assert len(files_with_markers(paths.home)) == 5
    encrypt_home(paths, key, KeptIn.KEYRING)
    assert files_with_markers(paths.home) == []
    assert state_of(paths, key) == before
    assert "stop=Esc" in paths.window_state.read_text(encoding="utf-8")
    decrypt_home(paths, key)
    assert state_of(paths, None) == before
    assert not paths.is_encrypted
    for file in paths.home.rglob("*"):
        assert file.stat().st_mode & 0o077 == 0, file


def test_what_is_written_afterwards_is_encrypted_too_its_log_included(paths: Paths) -> None:
    key = new_key()
    encrypt_home(paths, key, KeptIn.KEYRING)
    storage = Storage(paths.database, lambda: key)
    with storage.write() as database:
        database.table("facts").insert({"text": "Quagmire again", "since": 2.0})
    log = paths.database.with_name("sotto.db-wal")
    assert log.stat().st_size > 0
    assert files_with_markers(paths.home) == []
    assert storage.rows("SELECT count(*) AS n FROM facts WHERE text LIKE 'Quagmire again'")[0]["n"] == 1
    assert storage.check() == "ok"
    storage.close()


def test_another_key_and_no_key_open_nothing_and_change_nothing(paths: Paths) -> None:
    key = new_key()
    encrypt_home(paths, key, KeptIn.KEYRING)
    before = paths.database.read_bytes()
    for wrong in (new_key(), None):
        with pytest.raises(DamagedDatabase):
            Storage(paths.database, lambda wrong=wrong: wrong)  # type: ignore[misc]
    assert paths.database.read_bytes() == before
    assert state_of(paths, key)


def test_a_changed_byte_of_an_encrypted_file_is_found(paths: Paths) -> None:
    key = new_key()
    encrypt_home(paths, key, KeptIn.KEYRING)
    picture = next(paths.pasted.iterdir())
    for file in (paths.database, picture):
        content = bytearray(file.read_bytes())
        content[5000] ^= 1
        file.write_bytes(content)
    with pytest.raises(DamagedDatabase):
        read_file(picture, key)
    with pytest.raises(DamagedDatabase):
        decrypt_home(paths, key)
    assert paths.is_encrypted


def test_it_is_done_once_and_not_under_another_program(paths: Paths) -> None:
    key = new_key()
    with contextlib.ExitStack() as held:
        hold_home(paths, held)
        with pytest.raises(AlreadyRunning):
            encrypt_home(paths, key, KeptIn.KEYRING)
    storage = Storage(paths.database)  # as a command beside the window, which does not hold the home
    with pytest.raises(AlreadyRunning):
        encrypt_home(paths, key, KeptIn.KEYRING)
    storage.close()
    assert not paths.is_encrypted
    with pytest.raises(InvalidInput):
        decrypt_home(paths, key)
    encrypt_home(paths, key, KeptIn.KEYRING)
    with pytest.raises(InvalidInput):
        encrypt_home(paths, key, KeptIn.KEYRING)


def test_without_room_nothing_is_begun(paths: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    before = state_of(paths, None)
    free = shutil.disk_usage(paths.home)._replace(free=10_000)
    monkeypatch.setattr(conversion.shutil, "disk_usage", lambda _: free)  # type: ignore[attr-defined]
    with pytest.raises(StorageError, match="not enough room"):
        encrypt_home(paths, new_key(), KeptIn.KEYRING)
    assert state_of(paths, None) == before
    assert not paths.is_encrypted
    assert not (paths.home / "converting.part").exists()


@pytest.mark.parametrize("room_bytes", [60_000, 300_000, 500_000])
def test_a_disk_that_is_full_before_the_end_changes_nothing(
    disk: SmallDisk, monkeypatch: pytest.MonkeyPatch, room_bytes: int
) -> None:
    paths = Paths(home=disk.root / "home", models=disk.root)
    fill(paths)
    before = state_of(paths, None)
    plenty = shutil.disk_usage(disk.root)._replace(free=10**9)
    free = shutil.disk_usage(disk.root).free
    (disk.root / "filling").write_bytes(bytes(free - room_bytes))
    monkeypatch.setattr(conversion.shutil, "disk_usage", lambda _: plenty)  # type: ignore[attr-defined]
    with pytest.raises(StorageError):
        encrypt_home(paths, new_key(), KeptIn.KEYRING)
    disk.free()
    assert state_of(paths, None) == before
    assert not paths.is_encrypted
    assert not (paths.home / "converting.part").exists()
    encrypt_home(paths, new_key(), KeptIn.KEYRING)
    assert files_with_markers(paths.home) == []


def test_a_database_that_is_not_sound_is_left_alone(paths: Paths) -> None:
    Storage(paths.database).close()
    content = bytearray(paths.database.read_bytes())
    content[4096:8192] = bytes(4096)
    paths.database.write_bytes(content)
    with pytest.raises(DamagedDatabase):
        encrypt_home(paths, new_key(), KeptIn.KEYRING)
    assert paths.database.read_bytes()[:16] == b"SQLite format 3\0"
    assert not (paths.home / "converting.part").exists()


def test_rows_keep_numbers_that_are_nowhere_written(tmp_path: Path) -> None:
    source, target, key = tmp_path / "source.db", tmp_path / "target.db", new_key()
    connection = sqlite3.connect(str(source))
    connection.execute("CREATE TABLE words (word TEXT)")
    connection.execute("CREATE TABLE log (word TEXT)")
    connection.execute("CREATE TRIGGER added AFTER INSERT ON words BEGIN INSERT INTO log VALUES (new.word); END")
    connection.executemany("INSERT INTO words VALUES (?)", [(str(number),) for number in range(50)])
    connection.execute("DELETE FROM words WHERE rowid % 2")
    connection.execute("PRAGMA user_version = 7")
    connection.commit()
    wanted = connection.execute("SELECT rowid, word FROM words").fetchall()
    connection.close()
    copy_database(source, None, target, key)
    copied = connect(target, key)
    assert copied.execute("SELECT rowid, word FROM words").fetchall() == wanted
    assert copied.execute("SELECT count(*) FROM log").fetchone() == (50,)
    assert copied.execute("PRAGMA user_version").fetchone() == (7,)
    copied.execute("INSERT INTO words VALUES ('new')")
    assert copied.execute("SELECT count(*) FROM log").fetchone() == (51,)
    copied.close()


@pytest.mark.parametrize("data", [b"", b"x", bytes(3_000_000)])
def test_a_sealed_file_gives_back_its_bytes(tmp_path: Path, data: bytes) -> None:
    key: DatabaseKey = new_key()
    write_file(tmp_path / "file", data, key)
    assert read_file(tmp_path / "file", key) == data
    with pytest.raises(DamagedDatabase):
        read_file(tmp_path / "file", new_key())
