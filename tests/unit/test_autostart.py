"""Starting with the desktop: the entry says what to start, whatever the folders are called."""

from __future__ import annotations

import configparser
import re
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import StorageError
from assistant.paths import Paths
from ui.autostart import entry, entry_file, set_autostart

pytestmark = pytest.mark.unit


def words_of(text: str) -> list[str]:
    """Reads the command back by the rules of the specification."""
    parser = configparser.RawConfigParser(interpolation=None)
    parser.optionxform = str  # type: ignore[assignment,method-assign]  # keys keep their case
    parser.read_string(text)
    command = re.sub(r"\\\\", r"\\", parser["Desktop Entry"]["Exec"])
    found = re.findall(r'"((?:\\.|[^"\\])*)"|(\S+)', command)
    return [re.sub(r"\\(.)", r"\1", quoted or plain).replace("%%", "%") for quoted, plain in found]


@given(st.lists(st.text(st.characters(exclude_categories=["C", "Z"]) | st.just(" "), min_size=1), min_size=1))
def test_every_command_is_read_back_as_it_was(command: list[str]) -> None:
    assert words_of(entry(command)) == command
    (tried,) = re.findall(r"^TryExec=(.+)$", entry(command), re.MULTILINE)
    assert re.sub(r"\\(.)", lambda escaped: " " if escaped[1] == "s" else escaped[1], tried) == command[0]


def test_the_entry_comes_goes_and_names_the_folders(tmp_path: Path) -> None:
    environ = {"XDG_CONFIG_HOME": str(tmp_path)}
    paths = Paths(home=tmp_path / "my 100% data", models=tmp_path / "models")
    set_autostart(True, paths, environ)
    words = words_of(entry_file(environ).read_text(encoding="utf-8"))
    assert words[words.index("--home") + 1] == str(paths.home)
    assert "--minimized" in words
    set_autostart(False, paths, environ)
    set_autostart(False, paths, environ)
    assert not entry_file(environ).exists()


def test_an_appimage_is_started_by_its_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    environ = {"XDG_CONFIG_HOME": str(tmp_path), "APPIMAGE": "/media/a stick/Sotto.AppImage"}
    paths = Paths(home=tmp_path, models=tmp_path)
    set_autostart(True, paths, environ)
    assert environ["APPIMAGE"] not in words_of(entry_file(environ).read_text(encoding="utf-8"))
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    set_autostart(True, paths, environ)
    words = words_of(entry_file(environ).read_text(encoding="utf-8"))
    assert words[:2] == [environ["APPIMAGE"], "--minimized"]


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "autostart").write_text("a file in its place")
    with pytest.raises(StorageError, match="start with the desktop"):
        set_autostart(True, Paths(home=tmp_path, models=tmp_path), {"XDG_CONFIG_HOME": str(tmp_path)})


def test_a_flatpak_says_that_no_desktop_would_read_its_entry(tmp_path: Path) -> None:
    environ = {"XDG_CONFIG_HOME": str(tmp_path), "FLATPAK_ID": "internal.sotto.sotto"}
    paths = Paths(home=tmp_path, models=tmp_path)
    with pytest.raises(StorageError, match="inside Flatpak"):
        set_autostart(True, paths, environ)
    assert not entry_file(environ).exists()
    set_autostart(False, paths, environ)
