"""Moving the data folder: whole in one place or the other, wherever the program is killed."""

from __future__ import annotations

import errno
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.backups.moving import move_home, settle_move
from assistant.errors import InvalidInput, StorageError
from assistant.paths import MOVED_TO, Paths
from tests.integration.backups.conftest import state_of
from tests.integration.backups.mortal import run_killed

pytestmark = pytest.mark.integration

NewHome = Callable[[str, str], Paths]

_MOVING = """
from assistant.backups import moving
from assistant.paths import Paths
paths = Paths.choose(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[3]))
moving.move_home(paths, pathlib.Path(sys.argv[2]))
moving.settle_move(Paths.choose(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[3])))
"""


def start(home: Path) -> Paths:
    """What every start does."""
    paths = Paths.choose(home, home.with_name("models"))
    paths.prepare()
    settle_move(paths)
    return paths


def test_a_moved_home_is_found_from_its_old_place_which_keeps_a_pointer_alone(
    new_home: NewHome, tmp_path: Path
) -> None:
    home = new_home("home", "kept").home
    (home / "notes").chmod(0o700)
    state = state_of(start(home))
    move_home(start(home), tmp_path / "disk" / "sotto")
    moved = start(home)
    assert moved.home == tmp_path / "disk" / "sotto"
    assert state_of(moved) == state
    assert [one.name for one in home.iterdir()] == [MOVED_TO]
    assert all(one.stat().st_mode & 0o077 == 0 for one in moved.home.rglob("*"))


def test_it_moves_on_and_back_again(new_home: NewHome, tmp_path: Path) -> None:
    home = new_home("home", "kept").home
    state = state_of(start(home))
    for target in (tmp_path / "one", tmp_path / "two", home):
        move_home(start(home), target)
        assert (start(home).home, state_of(start(home))) == (target, state)
        assert start(tmp_path / "one" if target != tmp_path / "one" else home).home == target
    assert not (home / MOVED_TO).exists()


@pytest.mark.parametrize("back", [False, True])
def test_killed_at_any_step_everything_is_in_one_place(new_home: NewHome, tmp_path: Path, back: bool) -> None:
    seen = set()
    after = 0
    while True:
        home, there = new_home(f"home{after}", "as it was").home, tmp_path / f"there{after}"
        state = state_of(start(home))
        if back:
            move_home(start(home), there)
            start(home)
        source, target = (there, home) if back else (home, there)
        killed = run_killed(_MOVING, source, target, source.with_name("models"), after=after)
        now = start(home)
        assert state_of(now) == state, after
        assert start(there if back else home).home == now.home
        other = source if now.home == target else target
        left = {one.name for one in other.iterdir()} if other.exists() else set()
        assert left <= {MOVED_TO}, after
        seen.add(now.home == target)
        # What was cut off can be done again.
        if now.home == source:
            move_home(now, target)
            assert state_of(start(home)) == state
        if not killed:
            break
        after += 9
    assert seen == {True, False}


def test_an_old_folder_that_cannot_be_emptied_keeps_nobody_from_the_data(
    new_home: NewHome, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    home = new_home("home", "kept").home
    state = state_of(start(home))
    move_home(start(home), tmp_path / "disk")
    real = Path.unlink

    def unlink(self: Path, missing_ok: bool = False) -> None:
        if self.parent == home and self.name == "sotto.db":
            raise PermissionError(errno.EROFS, "Read-only file system")
        real(self, missing_ok)

    with monkeypatch.context() as disk:
        disk.setattr(Path, "unlink", unlink)
        moved = start(home)
        assert (moved.home, state_of(moved)) == (tmp_path / "disk", state)
        with pytest.raises(StorageError, match="cannot be emptied"):
            move_home(moved, tmp_path / "further")
        assert not (tmp_path / "further").exists()
    assert {record.name for record in caplog.records if record.levelname == "WARNING"} == {"assistant.backups.moving"}
    caplog.clear()
    assert start(home).home == tmp_path / "disk"
    assert [one.name for one in home.iterdir()] == [MOVED_TO]
    move_home(start(home), tmp_path / "further")
    assert (start(home).home, state_of(start(home))) == (tmp_path / "further", state)


def test_a_folder_that_will_not_do_is_refused_and_nothing_is_changed(new_home: NewHome, tmp_path: Path) -> None:
    paths = new_home("home", "kept")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "file.txt").write_text("mine", encoding="utf-8")
    for target in (tmp_path / "full", tmp_path / "full" / "file.txt", paths.home / "inside", tmp_path, paths.home):
        with pytest.raises(InvalidInput):
            move_home(paths, target)
    assert start(paths.home).home == paths.home


def test_a_disk_that_is_not_there_is_told_and_no_new_home_is_made(new_home: NewHome, tmp_path: Path) -> None:
    home = new_home("home", "kept").home
    move_home(start(home), tmp_path / "disk")
    start(home)
    (tmp_path / "disk").rename(tmp_path / "unplugged")
    with pytest.raises(StorageError, match="is not there"):
        Paths.choose(home).prepare()
    assert not (tmp_path / "disk").exists()
