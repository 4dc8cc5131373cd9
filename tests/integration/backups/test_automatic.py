"""Automatic backups: one a day, kept in rotation, and no place where what was forgotten lives on."""

from __future__ import annotations

import errno
import shutil
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from assistant import open_assistant
from assistant.backups.automatic import AutomaticBackups
from assistant.errors import DamagedDatabase, StorageError
from assistant.paths import Paths
from assistant.settings import Settings
from assistant.storage.database import Storage
from tests.integration.backups.conftest import fill
from tests.small_disk import SmallDisk

pytestmark = pytest.mark.integration

NewHome = Callable[[str, str], Paths]
DAY_S = 86_400.0
WAIT_S = 20.0


class TurnedClock:
    """A clock that stands where a test puts it."""

    def __init__(self) -> None:
        self.time = 1_790_000_000.0

    def now(self) -> float:
        return self.time

    def monotonic(self) -> float:
        return self.time


class Kept:
    """Automatic backups of a home under a turned clock."""

    def __init__(self, paths: Paths) -> None:
        self.paths = paths
        self.clock = TurnedClock()
        self.settings = Settings()
        self.damaged = threading.Event()
        self.automatic = AutomaticBackups(paths, self.clock, lambda: self.settings, self.damaged.set, first_after_s=0.0)

    def names(self) -> list[str]:
        return [one.file.name for one in self.automatic.list()]

    def holds(self, words: str) -> bool:
        """Whether any file of the home, packed or not, holds some words."""
        wanted = words.encode()
        for file in self.paths.home.rglob("*"):
            if file.is_file() and zipfile.is_zipfile(file):
                with zipfile.ZipFile(file) as archive:
                    if any(wanted in archive.read(name) for name in archive.namelist()):
                        return True
            elif file.is_file() and wanted in file.read_bytes():
                return True
        return False


@pytest.fixture
def kept(new_home: NewHome) -> Iterator[Kept]:
    made = Kept(new_home("home", "Mia is allergic to nuts"))
    yield made
    made.automatic.close()


def test_one_is_made_a_day_and_old_ones_go(kept: Kept) -> None:
    for _ in range(60):
        kept.automatic.make_if_due()
        kept.automatic.make_if_due()
        kept.clock.time += DAY_S
    names = kept.names()
    assert len(names) <= 11
    assert len(names) >= 9
    assert names == sorted(names, reverse=True)
    assert kept.automatic.list()[0].facts == 1


def test_one_of_a_clock_that_was_years_ahead_is_no_longer_called_the_newest(kept: Kept) -> None:
    right = kept.clock.time
    for day in (0, 3650, 1):
        kept.clock.time = right + day * DAY_S
        kept.automatic.make_if_due()
    names = kept.names()
    assert names == [*sorted(names[:2], reverse=True), max(names)]
    assert len(names) == 3


def test_they_can_be_switched_off_and_bounded(kept: Kept) -> None:
    kept.settings = Settings(backups_automatic=False)
    kept.automatic.make_if_due()
    assert kept.names() == []
    kept.settings = Settings()
    with kept.paths.database.open("ab") as stream:
        stream.truncate(11 * 10**6)
    kept.settings = Settings(backups_most_mb=10)
    kept.automatic.make_if_due()
    assert kept.names() == []


def test_none_takes_the_last_room_of_a_disk(disk: SmallDisk) -> None:
    home = Paths(home=disk.root / "home", models=disk.root / "models")
    fill(home, "kept")
    nearly_full = Kept(home)
    nearly_full.automatic.make_if_due()
    assert nearly_full.names() == []
    assert [file.name for file in home.backups.iterdir()] == []


def test_what_was_forgotten_goes_from_a_full_disk_too(disk: SmallDisk) -> None:
    home = Paths(home=disk.root / "home", models=disk.root / "models")
    fill(home, "kept")
    home.backups.mkdir(mode=0o700)
    (home.backups / "2026-11-24.sotto-backup").write_bytes(b"words" * 10_000)
    full = Kept(home)
    disk.fill()
    full.automatic.forget()
    assert [file.name for file in home.backups.iterdir()] == ["forgotten"]
    assert (home.backups / "forgotten").read_text(encoding="ascii")


def test_backups_that_cannot_be_removed_are_told_of(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    kept.automatic.make_if_due()

    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr(Path, "unlink", refuse)
    with pytest.raises(StorageError, match="Read-only file system"):
        kept.automatic.forget()


def test_a_home_that_is_gone_is_not_made_anew(kept: Kept, caplog: pytest.LogCaptureFixture) -> None:
    """As when the disk it is on was unplugged."""
    shutil.rmtree(kept.paths.home)
    kept.automatic.make_if_due()
    assert not kept.paths.home.exists()
    assert [record.levelname for record in caplog.records] == ["WARNING"]
    caplog.clear()


def test_the_first_comes_by_itself_after_the_start(kept: Kept) -> None:
    (kept.paths.backups).mkdir(mode=0o700)
    (kept.paths.backups / "left.part").write_bytes(b"of a killed one")
    kept.automatic.start()
    done = threading.Event()
    while not kept.names():
        assert not done.wait(0.01)
    kept.automatic.close()
    assert not (kept.paths.backups / "left.part").exists()


def test_what_was_forgotten_lives_on_in_none(kept: Kept) -> None:
    storage = Storage(kept.paths.database)
    storage.before_cut(kept.automatic.forget)
    kept.automatic.make_if_due()
    kept.clock.time += DAY_S
    kept.automatic.make_if_due()
    (kept.paths.home / "notes" / "list.md").unlink()
    assert kept.holds("allergic to nuts")
    with storage.write() as database:
        database.execute("DELETE FROM facts")
        database.execute("DELETE FROM conversations")
    storage.leave_no_trace()
    assert kept.names() == []
    assert not kept.holds("allergic to nuts")
    kept.automatic.make_if_due()
    storage.close()
    assert len(kept.names()) == 1
    assert not kept.holds("allergic to nuts")


def test_a_new_one_is_made_soon_after_something_was_forgotten(kept: Kept) -> None:
    kept.automatic.start()
    for _ in range(3):
        ends = time.monotonic() + WAIT_S
        while not kept.names():
            assert time.monotonic() < ends
            time.sleep(0.01)
        before = kept.automatic.list()[0]
        kept.clock.time += 1.0
        kept.automatic.forget()
        assert before not in kept.automatic.list()


def test_one_that_is_being_made_while_something_is_forgotten_is_given_up(kept: Kept) -> None:
    kept.automatic.pause()
    making = threading.Thread(target=kept.automatic.make_if_due)
    making.start()
    while not (kept.paths.backups.exists() and any(kept.paths.backups.glob("*.part"))):
        assert making.is_alive()
    kept.automatic.forget()
    making.join(WAIT_S)
    assert not making.is_alive()
    assert [file.name for file in kept.paths.backups.iterdir()] == ["forgotten"]
    kept.automatic.resume()
    kept.automatic.make_if_due()
    assert len(kept.names()) == 1


def test_one_made_by_another_engine_meanwhile_is_thrown_away(kept: Kept) -> None:
    other = Kept(kept.paths)
    kept.automatic.pause()
    making = threading.Thread(target=kept.automatic.make_if_due)
    making.start()
    while not (kept.paths.backups.exists() and any(kept.paths.backups.glob("*.part"))):
        assert making.is_alive()
    other.automatic.forget()
    kept.automatic.resume()
    making.join(WAIT_S)
    assert kept.names() == []


def test_a_damaged_database_is_told_and_the_older_backups_stay(kept: Kept, caplog: pytest.LogCaptureFixture) -> None:
    kept.automatic.make_if_due()
    kept.clock.time += DAY_S
    content = bytearray(kept.paths.database.read_bytes())
    content[4096 * 5 : 4096 * 40] = b"\xff" * (4096 * 35)
    kept.paths.database.write_bytes(content)
    kept.automatic.make_if_due()
    assert kept.damaged.is_set()
    assert len(kept.names()) == 1
    caplog.clear()


def test_a_whole_engine_forgets_in_its_backups_too(new_home: NewHome) -> None:
    home = new_home("home", "nothing of note")
    engine = open_assistant(home)
    try:
        fact = engine.memory.add("The xanthippe clause ends the lease")
        watched = Kept(home)
        watched.automatic.make_if_due()
        assert watched.holds("xanthippe")
        (row,) = [check for check in engine.doctor() if check.name == "backups"]
        assert row.ok
        assert row.detail.startswith("1 made by itself, the newest of ")
        engine.memory.forget(engine.memory.plan_forgetting([fact.id]))
        assert not watched.holds("xanthippe")
        assert engine.backups.list() == []
    finally:
        engine.close()


def test_a_damaged_home_is_refused_and_names_its_backups(new_home: NewHome) -> None:
    home = new_home("home", "kept")
    watched = Kept(home)
    watched.automatic.make_if_due()
    home.database.write_bytes(b"no database at all" * 1000)
    with pytest.raises(DamagedDatabase, match="sotto restore"):
        open_assistant(home)
    assert len(watched.names()) == 1
    assert Path(watched.automatic.list()[0].file).exists()
