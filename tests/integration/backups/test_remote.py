"""Restoring while the engine runs in its own process, as the window does."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant import Paths, home_command
from assistant.backups.archive import back_up
from assistant.errors import BugReported, DamagedDatabase, InvalidInput, UserFacingError
from assistant.events import EngineDied, EngineStarted
from tests.integration.child_engine import Engine, start

__all__ = ["start"]

pytestmark = pytest.mark.integration

NewHome = Callable[[str, str], Paths]


def test_a_backup_is_put_back_under_a_running_engine(
    new_home: NewHome, tmp_path: Path, start: Callable[[Paths], Engine]
) -> None:
    home = new_home("home", "kept")
    engine = start(home)
    assert isinstance(engine.next(), EngineStarted)
    assert engine.api.backups.write(tmp_path / "all.sotto").facts == 1
    engine.api.memory.add("newer")
    assert engine.api.backups.restore(tmp_path / "all.sotto").facts == 1
    again = engine.next()
    assert isinstance(again, EngineStarted)
    assert again.restarted
    assert engine.facts() == ["kept"]


def test_what_is_no_backup_leaves_the_engine_as_it_was(
    new_home: NewHome, tmp_path: Path, start: Callable[[Paths], Engine]
) -> None:
    engine = start(new_home("home", "kept"))
    (tmp_path / "other").write_text("a letter", encoding="utf-8")
    process = engine.api.status().process_id
    with pytest.raises(InvalidInput):
        engine.api.backups.restore(tmp_path / "other")
    assert engine.api.status().process_id == process
    made = back_up(new_home("second", "other words"), tmp_path / "all.sotto", 5.0, lambda: None)
    content = bytearray(made.file.read_bytes())
    content[2000] ^= 0xFF
    made.file.write_bytes(content)
    with pytest.raises(UserFacingError):
        engine.api.backups.restore(made.file)
    assert engine.facts() == ["kept"]


def test_a_damaged_home_is_mended_without_an_engine(
    new_home: NewHome, tmp_path: Path, start: Callable[[Paths], Engine]
) -> None:
    home = new_home("home", "kept")
    home.backups.mkdir(mode=0o700)
    back_up(home, home.backups / "2026-11-24.sotto-backup", 5.0, lambda: None)
    home.database.write_bytes(b"no database at all" * 1000)
    engine = start(home)
    died = engine.next()
    assert isinstance(died, EngineDied)
    assert died.refusal is not None
    assert died.refusal.kind == DamagedDatabase.kind
    newest = engine.api.backups.list()[0]
    engine.api.backups.restore(newest.file)
    assert isinstance(engine.next(), EngineStarted)
    assert engine.facts() == ["kept"]


def test_the_data_folder_is_moved_under_a_running_engine(
    new_home: NewHome, tmp_path: Path, start: Callable[[Paths], Engine]
) -> None:
    home = new_home("home", "kept")
    engine = start(home)
    assert isinstance(engine.next(), EngineStarted)
    engine.api.backups.move(tmp_path / "elsewhere")
    with pytest.raises(UserFacingError):
        engine.facts()
    again = start(Paths.choose(home.home, home.models))
    assert again.facts() == ["kept"]
    assert again.api.status().data_folder == tmp_path / "elsewhere"
    assert [one.name for one in home.home.iterdir()] == ["moved-to"]


def test_everything_is_erased_under_a_running_engine(new_home: NewHome, start: Callable[[Paths], Engine]) -> None:
    home = new_home("home", "kept")
    engine = start(home)
    assert isinstance(engine.next(), EngineStarted)
    plan = engine.api.backups.plan_erasing()
    assert (plan.home, plan.facts) == (home.home, 1)
    assert plan.size_bytes > 0
    engine.api.backups.erase()
    with pytest.raises(UserFacingError):
        engine.facts()
    assert not any(b"kept" in file.read_bytes() for file in home.home.rglob("*") if file.is_file())
    again = start(home)
    assert again.facts() == []


def test_of_a_command_that_is_killed_nothing_is_promised(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A restore that had come far enough is ended by the engine that is started next."""
    dies = [sys.executable, "-c", "import os, signal; os.kill(os.getpid(), signal.SIGTERM)"]
    monkeypatch.setattr(home_command, "module_command", lambda _: dies)
    with pytest.raises(BugReported, match="either all of it is done, or nothing"):
        home_command.run_over(Paths(home=tmp_path / "home", models=tmp_path / "models"), "restore", "all.sotto")
