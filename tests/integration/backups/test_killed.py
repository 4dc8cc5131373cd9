"""Killed at any moment, while backing up and while restoring: the old state or the new one, whole."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.backups.archive import back_up
from assistant.backups.backup_file import extract
from assistant.backups.restoring import settle
from assistant.paths import Paths
from tests.integration.backups.conftest import state_of
from tests.integration.backups.mortal import run_killed

pytestmark = pytest.mark.integration

NewHome = Callable[[str, str], Paths]

_BACKUPS = """
from assistant.backups.archive import back_up
from assistant.backups import restoring
from assistant.paths import Paths
paths = Paths(home=pathlib.Path(sys.argv[2]), models=pathlib.Path(sys.argv[2]))
if sys.argv[1] == "restore":
    restoring.restore(paths, pathlib.Path(sys.argv[3]))
else:
    back_up(paths, pathlib.Path(sys.argv[3]), 7.0, may_die)
"""


def test_a_restore_killed_at_any_step_ends_in_one_of_two_states(new_home: NewHome, tmp_path: Path) -> None:
    backup = back_up(new_home("other", "from the backup"), tmp_path / "all.sotto", 5.0, lambda: None).file
    new = state_of(Paths(home=tmp_path / "other", models=tmp_path / "models"))
    seen = set()
    after = 0
    while True:
        home = new_home(f"home{after}", "as it was")
        old = state_of(home)
        killed = run_killed(_BACKUPS, "restore", home.home, backup, after=after)
        settle(home)
        state = state_of(home)
        assert state in (old, new), after
        assert not list(home.home.glob("restore.*"))
        seen.add(state == new)
        if not killed:
            break
        after += 3
    assert state == new
    assert seen == {True, False}


def test_a_settling_killed_at_any_step_goes_on(new_home: NewHome, tmp_path: Path) -> None:
    backup = back_up(new_home("other", "from the backup"), tmp_path / "all.sotto", 5.0, lambda: None).file
    new = state_of(Paths(home=tmp_path / "other", models=tmp_path / "models"))
    home = new_home("home", "as it was")
    old = state_of(home)
    # Killed over and over, each time a little later: every run begins with settling what the last one left.
    for after in range(0, 90, 9):
        if not run_killed(_BACKUPS, "restore", home.home, backup, after=after):
            break
    settle(home)
    assert state_of(home) in (old, new)


def test_a_backup_killed_at_any_step_leaves_a_whole_one(new_home: NewHome, tmp_path: Path) -> None:
    home = new_home("home", "as it was " * 1000)
    file = back_up(home, tmp_path / "all.sotto", 5.0, lambda: None).file
    made_at = set()
    after = 0
    while True:
        killed = run_killed(_BACKUPS, "backup", home.home, file, after=after)
        folder = tmp_path / f"out{after}"
        folder.mkdir()
        made_at.add(extract(file, folder, lambda: None).created_at)
        if not killed:
            break
        after += 2
    assert made_at == {5.0, 7.0}
    # What killed ones left goes with the next one and the next start.
    assert [one.name for one in tmp_path.glob(".*")] == []


def test_a_backup_killed_by_the_clock_leaves_a_whole_one(new_home: NewHome, tmp_path: Path) -> None:
    home = new_home("home", "as it was " * 200_000)
    file = back_up(home, tmp_path / "all.sotto", 5.0, lambda: None).file
    command = [sys.executable, "-m", "assistant", "--home", str(home.home), "backup", str(file)]
    started = time.monotonic()
    subprocess.run(command, check=True, capture_output=True, timeout=60)
    whole_s = time.monotonic() - started
    for share in (0.5, 0.7, 0.8, 0.9, 0.95):
        running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            running.wait(whole_s * share)
        except subprocess.TimeoutExpired:
            running.kill()
            running.wait()
        folder = tmp_path / f"out{share}"
        folder.mkdir()
        extract(file, folder, lambda: None)
