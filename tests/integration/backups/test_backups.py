"""A backup of a real home: whole or not there, put back whole or not at all."""

from __future__ import annotations

import json
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant import open_assistant
from assistant.backups.archive import back_up
from assistant.backups.backup_file import describe
from assistant.backups.home_files import ASIDE, PLACING, READY, REMOVING, UNDOING, UNPACKING
from assistant.backups.restoring import restore, settle
from assistant.cli.main import run
from assistant.errors import AlreadyRunning, DamagedDatabase, InvalidInput, NewerDatabase, StorageError, UserFacingError
from assistant.paths import Paths
from assistant.storage.database import Storage
from assistant.storage.migrations import migrations
from assistant.storage.sqlite import sqlite3
from tests.integration.backups.conftest import state_of

pytestmark = pytest.mark.integration

NewHome = Callable[[str, str], Paths]
STATES = (UNPACKING, READY, PLACING, REMOVING, UNDOING, ASIDE)


def go_on() -> None:
    """A backup nobody waits with."""


def texts(paths: Paths) -> list[str]:
    storage = Storage(paths.database)
    found = [str(row["text"]) for row in storage.rows("SELECT text FROM facts")]
    storage.close()
    return found


def test_everything_comes_back_as_it_was(new_home: NewHome, tmp_path: Path) -> None:
    home = new_home("home", "Mia is allergic to nuts")
    made = back_up(home, tmp_path / "all.sotto", 5.0, go_on)
    assert (made.conversations, made.facts, made.documents, made.created_at) == (1, 1, 0, 5.0)
    assert made.file.stat().st_mode & 0o077 == 0
    before = state_of(home)
    storage = Storage(home.database)
    with storage.write() as database:
        database.execute("DELETE FROM facts")
    storage.close()
    (home.home / "notes" / "list.md").unlink()
    (home.home / "notes" / "newer.md").write_text("newer", encoding="utf-8")
    restore(home, made.file)
    assert state_of(home) == before
    assert not any((home.home / name).exists() for name in STATES)
    assert all(file.stat().st_mode & 0o077 == 0 for file in home.home.rglob("*"))


def test_a_backup_goes_to_another_machine(new_home: NewHome, tmp_path: Path) -> None:
    made = back_up(new_home("old", "I live in Lyon"), tmp_path / "all.sotto", 5.0, go_on)
    empty = Paths(home=tmp_path / "new", models=tmp_path / "models")
    restore(empty, made.file)
    assert texts(empty) == ["I live in Lyon"]


def test_what_an_open_engine_writes_meanwhile_does_not_harm(new_home: NewHome, tmp_path: Path) -> None:
    home = new_home("home", "first")
    storage = Storage(home.database)

    def write() -> None:
        with storage.write() as database:
            database.table("facts").insert({"text": "later", "since": 2.0})

    made = back_up(home, tmp_path / "all.sotto", 5.0, write)
    storage.close()
    restore(home, made.file)
    assert texts(home) == ["first"]


def test_a_backup_that_is_given_up_leaves_the_older_one(new_home: NewHome, tmp_path: Path) -> None:
    home = new_home("home", "first")
    made = back_up(home, tmp_path / "all.sotto", 5.0, go_on)
    whole = made.file.read_bytes()

    def give_up() -> None:
        raise StorageError("no", "")

    with pytest.raises(StorageError):
        back_up(home, made.file, 6.0, give_up)
    assert made.file.read_bytes() == whole
    assert [file.name for file in tmp_path.iterdir() if file.is_file()] == ["all.sotto"]
    assert list(home.backups.iterdir()) == []


def test_a_second_backup_meanwhile_is_refused_and_the_first_comes_to_its_end(new_home: NewHome, tmp_path: Path) -> None:
    """As that of a timer of the system's while the window writes one to the same file."""
    home = new_home("home", "kept")
    refused = 0

    def write_another() -> None:
        nonlocal refused
        if not refused:
            refused += 1
            with pytest.raises(AlreadyRunning):
                back_up(home, tmp_path / "all.sotto", 6.0, go_on)

    made = back_up(home, tmp_path / "all.sotto", 5.0, write_another)
    assert refused
    assert made.created_at == 5.0
    assert back_up(home, made.file, 7.0, go_on).created_at == 7.0
    restore(home, made.file)
    assert texts(home) == ["kept"]


def test_a_damaged_database_is_not_backed_up(new_home: NewHome, tmp_path: Path) -> None:
    home = new_home("home", "words " * 20_000)
    with home.database.open("r+b") as stream:
        for page in range(20, 60):
            stream.seek(page * 4096)
            stream.write(os.urandom(2048))
    with pytest.raises(DamagedDatabase):
        back_up(home, tmp_path / "all.sotto", 5.0, go_on)
    assert not (tmp_path / "all.sotto").exists()


def test_a_damaged_database_is_replaced_by_a_backup(new_home: NewHome, tmp_path: Path) -> None:
    home = new_home("home", "kept")
    made = back_up(home, tmp_path / "all.sotto", 5.0, go_on)
    home.database.write_bytes(b"no database at all" * 1000)
    with pytest.raises(DamagedDatabase):
        Storage(home.database)
    restore(home, made.file)
    assert texts(home) == ["kept"]


@pytest.mark.parametrize("at", [0.1, 0.3, 0.5, 0.7, 0.9])
def test_a_flipped_byte_of_a_backup_is_found_and_nothing_is_changed(
    new_home: NewHome, tmp_path: Path, at: float
) -> None:
    home = new_home("home", "words that can be packed " * 50)
    made = back_up(home, tmp_path / "all.sotto", 5.0, go_on)
    content = bytearray(made.file.read_bytes())
    content[int(len(content) * at)] ^= 0xFF
    made.file.write_bytes(content)
    before = state_of(home)
    with pytest.raises((StorageError, InvalidInput)):
        restore(home, made.file)
    assert state_of(home) == before
    assert not any((home.home / name).exists() for name in STATES)


@pytest.mark.parametrize(
    "content", [b"", b"PK\x05\x06" + b"\0" * 18, b"a letter, not a backup", b"PK\x03\x04" + b"\0" * 50]
)
def test_what_is_no_backup_is_refused(new_home: NewHome, tmp_path: Path, content: bytes) -> None:
    home = new_home("home", "kept")
    (tmp_path / "other").write_bytes(content)
    with pytest.raises(InvalidInput, match="no backup"):
        restore(home, tmp_path / "other")
    assert texts(home) == ["kept"]


def rewritten(file: Path, change: Callable[[dict[str, object]], None], **more: bytes) -> Path:
    with zipfile.ZipFile(file) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    about = json.loads(members.pop("manifest.json"))
    change(about)
    out = file.with_name("changed.sotto")
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in (members | more).items():
            archive.writestr(name, content)
        archive.writestr("manifest.json", json.dumps(about))
    return out


@pytest.mark.parametrize("name", ["../escaped.txt", "/tmp/escaped.txt", "engine.lock", "logs/x.log"])
def test_a_backup_writes_nowhere_but_where_it_belongs(new_home: NewHome, tmp_path: Path, name: str) -> None:
    home = new_home("home", "kept")
    made = back_up(home, tmp_path / "all.sotto", 5.0, go_on)

    def plant(about: dict[str, object]) -> None:
        about["files"] = [*about["files"], {"name": name, "size": 1, "sha256": "00"}]  # type: ignore[misc]  # a list

    with pytest.raises(StorageError, match="damaged"):
        restore(home, rewritten(made.file, plant, **{name: b"x"}))
    assert not (tmp_path / "escaped.txt").exists()
    assert texts(home) == ["kept"]


def test_backups_of_the_future_are_refused(new_home: NewHome, tmp_path: Path) -> None:
    home = new_home("home", "kept")
    made = back_up(home, tmp_path / "all.sotto", 5.0, go_on)
    with pytest.raises(InvalidInput, match="newer"):
        restore(home, rewritten(made.file, lambda about: about.update(format=2)))
    storage = Storage(home.database)
    with storage.write() as database:
        database.table("_sqlite_migrations").insert(
            {"migration_set": "sotto", "name": "m999_future", "applied_at": "2030-01-01"}
        )
    storage.close()
    future = back_up(home, tmp_path / "future.sotto", 6.0, go_on)
    other = new_home("other", "as it was")
    with pytest.raises(NewerDatabase):
        restore(other, future.file)
    assert texts(other) == ["as it was"]


def test_a_backup_of_an_older_version_is_migrated(new_home: NewHome, tmp_path: Path) -> None:
    old = Paths(home=tmp_path / "old", models=tmp_path / "models")
    old.prepare()
    import sqlite_utils

    database = sqlite_utils.Database(sqlite3.connect(str(old.database)))
    migrations.apply(database, stop_before="m007_memory")
    database.table("facts").insert({"text": "said long ago", "since": 1.0})
    database.conn.commit()
    database.conn.close()
    made = back_up(old, tmp_path / "old.sotto", 5.0, go_on)
    home = new_home("home", "newer")
    restore(home, made.file)
    assert texts(home) == ["said long ago"]


def test_a_home_in_use_is_left_alone(new_home: NewHome, tmp_path: Path) -> None:
    home = new_home("home", "kept")
    made = back_up(home, tmp_path / "all.sotto", 5.0, go_on)
    engine = open_assistant(home)
    try:
        with pytest.raises(AlreadyRunning):
            restore(home, made.file)
    finally:
        engine.close()
    # A second engine holds no lock of the home, but it has the database open.
    storage = Storage(home.database)
    try:
        with pytest.raises(AlreadyRunning):
            restore(home, made.file)
    finally:
        storage.close()
    assert texts(home) == ["kept"]


def test_a_backup_among_the_files_it_would_replace_is_refused_and_stays(new_home: NewHome) -> None:
    home = new_home("home", "kept")
    made = back_up(home, home.home / "all.sotto", 5.0, go_on)
    whole = made.file.read_bytes()
    with pytest.raises(InvalidInput, match="among the files"):
        restore(home, made.file)
    assert made.file.read_bytes() == whole
    home.backups.mkdir(mode=0o700, exist_ok=True)
    restore(home, made.file.rename(home.backups / made.file.name))
    assert texts(home) == ["kept"]


def test_what_lies_behind_a_link_is_not_overwritten(new_home: NewHome, tmp_path: Path) -> None:
    home = new_home("home", "from the backup")
    made = back_up(home, tmp_path / "all.sotto", 5.0, go_on)
    (home.home / "notes").rename(tmp_path / "elsewhere")
    (tmp_path / "elsewhere" / "list.md").write_text("newer", encoding="utf-8")
    (home.home / "notes").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(InvalidInput, match="is a link"):
        restore(home, made.file)
    assert (tmp_path / "elsewhere" / "list.md").read_text(encoding="utf-8") == "newer"
    assert not any((home.home / name).exists() for name in STATES)


@pytest.mark.parametrize("blocked", ["aside", "place"])
def test_a_restore_that_fails_half_way_is_undone(
    new_home: NewHome, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, blocked: str
) -> None:
    home = new_home("home", "as it was")
    made = back_up(new_home("other", "from the backup"), tmp_path / "all.sotto", 5.0, go_on)
    before = state_of(home)
    real = Path.replace
    moves = 0

    def replace(self: Path, target: Path) -> Path:
        nonlocal moves
        if f"restore.{blocked}" in str(target) or (blocked == "place" and PLACING in str(self)):
            moves += 1
            if moves == 2:
                raise OSError(28, "No space left on device")
        return real(self, target)

    monkeypatch.setattr(Path, "replace", replace)
    with pytest.raises(StorageError, match="everything is as it was"):
        restore(home, made.file)
    assert moves >= 2
    assert state_of(home) == before
    assert not any((home.home / name).exists() for name in STATES)


def test_the_command_backs_up_and_restores(
    new_home: NewHome, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = new_home("home", "kept")
    where = ["--json", "--home", str(home.home), "--models", str(home.models)]
    assert run([*where, "backup", str(tmp_path / "all.sotto")]) == 0
    assert json.loads(capsys.readouterr().out)["backup"]["facts"] == 1
    assert run([*where, "memory", "add", "newer"]) == 0
    capsys.readouterr()
    assert run([*where, "restore", str(tmp_path / "all.sotto")]) == 0
    assert json.loads(capsys.readouterr().out)["restored"]["conversations"] == 1
    assert texts(home) == ["kept"]
    assert run([*where, "restore", str(tmp_path / "none.sotto")]) == 1
    assert json.loads(capsys.readouterr().out)["error"]["kind"] == "storage"
    assert run([*where, "backup", str(tmp_path)]) == 1


def test_an_engine_in_this_process_restores_and_is_closed(new_home: NewHome, tmp_path: Path) -> None:
    home = new_home("home", "kept")
    engine = open_assistant(home)
    engine.backups.write(tmp_path / "all.sotto")
    engine.memory.add("newer")
    assert engine.backups.describe(tmp_path / "all.sotto").facts == 1
    engine.backups.restore(tmp_path / "all.sotto")
    engine.close()
    assert texts(home) == ["kept"]


def test_there_is_nothing_to_settle_in_a_home_at_rest(new_home: NewHome) -> None:
    home = new_home("home", "kept")
    before = state_of(home)
    settle(home)
    assert state_of(home) == before


def test_a_backup_whose_directory_is_damaged_anywhere_is_refused_in_words(new_home: NewHome, tmp_path: Path) -> None:
    """Also one that now names another place, or another way of packing."""
    made = back_up(new_home("home", "kept"), tmp_path / "all.sotto", 5.0, go_on)
    sound = made.file.read_bytes()
    refused = 0
    for at in range(sound.index(b"PK\x01\x02"), len(sound)):
        for value in (0x00, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA, 0xFF):
            made.file.write_bytes(sound[:at] + bytes([value]) + sound[at + 1 :])
            try:
                describe(made.file)
            except UserFacingError:
                refused += 1
    assert refused > 100


@pytest.mark.parametrize(
    "about",
    [
        '{"format": 1e999}',
        '{"created_at": NaN}',
        '{"created_at": -1e300}',
        '{"holds": {"conversations": Infinity}}',
        '{"files": [{"name": "sotto.db", "size": 1e999, "sha256": ""}]}',
    ],
)
def test_a_backup_that_tells_impossible_numbers_is_refused(new_home: NewHome, tmp_path: Path, about: str) -> None:
    made = back_up(new_home("home", "kept"), tmp_path / "all.sotto", 5.0, go_on)
    with pytest.raises(InvalidInput, match="no backup"):
        describe(rewritten(made.file, lambda told: told.update(json.loads(about))))


def test_a_member_packed_in_no_way_it_can_be_is_damage(new_home: NewHome, tmp_path: Path) -> None:
    """Libraries of other ways of packing have errors of their own."""
    made = back_up(new_home("home", "kept"), tmp_path / "all.sotto", 5.0, go_on)
    home = new_home("other", "as it was")
    sound = made.file.read_bytes()
    for packing in (zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA):
        content = bytearray(sound)
        with zipfile.ZipFile(made.file) as archive:
            first = archive.infolist()[0].header_offset
        for at in (first + 8, sound.index(b"PK\x01\x02") + 10):
            content[at] = packing
        made.file.write_bytes(content)
        with pytest.raises(StorageError, match="damaged"):
            restore(home, made.file)
    assert texts(home) == ["as it was"]


def test_describing_tells_a_missing_file_from_another_one(tmp_path: Path) -> None:
    with pytest.raises(StorageError):
        describe(tmp_path / "none")
    with pytest.raises(UserFacingError):
        describe(tmp_path)
