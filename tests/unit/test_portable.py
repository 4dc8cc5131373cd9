"""A portable program keeps everything beside itself; any other leaves such folders alone."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from assistant.paths import PRIVATE_FOLDER, Paths, make_private_folder
from assistant.portable import portable_folder

pytestmark = pytest.mark.unit


def program(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "sotto").touch()
    return folder / "sotto"


def carried(folder: Path) -> Path:
    (folder / "portable").mkdir(parents=True)
    return folder / "portable"


def test_the_folder_beside_the_program_counts(tmp_path: Path) -> None:
    assert portable_folder({}, program(tmp_path), frozen=True) is None
    beside = carried(tmp_path)
    assert portable_folder({}, program(tmp_path), frozen=True) == beside


def test_so_does_the_one_at_the_top_of_an_unpacked_tarball(tmp_path: Path) -> None:
    top = carried(tmp_path)
    assert portable_folder({}, program(tmp_path / "lib/sotto"), frozen=True) == top
    assert portable_folder({}, program(tmp_path / "opt/sotto"), frozen=True) is None


def test_and_the_one_beside_an_appimage(tmp_path: Path) -> None:
    top = carried(tmp_path / "stick")
    mounted = program(tmp_path / "mount/usr/lib/sotto")
    assert portable_folder({"APPIMAGE": str(tmp_path / "stick/Sotto.AppImage")}, mounted, frozen=True) == top


def test_a_file_of_that_name_asks_for_nothing(tmp_path: Path) -> None:
    (tmp_path / "portable").touch()
    assert portable_folder({}, program(tmp_path), frozen=True) is None


def test_from_source_nothing_is_portable(tmp_path: Path) -> None:
    carried(tmp_path)
    assert portable_folder({}, program(tmp_path)) is None


@pytest.fixture
def stick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A packed program's folder that asks to be portable; the running program lies there."""
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(program(tmp_path)))
    return carried(tmp_path)


def test_data_and_models_lie_in_it(stick: Path) -> None:
    paths = Paths.choose(environ={})
    assert (paths.home, paths.models) == (stick / "data", stick / "models")


def test_named_folders_still_win(stick: Path, tmp_path: Path) -> None:
    environ = {"SOTTO_HOME": str(tmp_path / "h"), "SOTTO_MODELS": str(tmp_path / "m")}
    assert Paths.choose(environ=environ).home == tmp_path / "h"
    assert Paths.choose(environ=environ).models == tmp_path / "m"
    chosen = Paths.choose(home=tmp_path / "own", environ={})
    assert (chosen.home, chosen.models) == (tmp_path / "own", stick / "models")


def test_a_stick_that_keeps_no_modes_is_used_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "data"
    folder.mkdir(mode=0o755)
    folder.chmod(0o755)

    def refused(self: Path, mode: int) -> None:
        raise PermissionError(1, "Operation not permitted")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "chmod", refused)
        make_private_folder(folder)
    assert folder.stat().st_mode & 0o777 != PRIVATE_FOLDER
    assert os.access(folder, os.W_OK)
