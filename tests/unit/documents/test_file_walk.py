"""Finding files: each once, hidden ones left out, and what cannot be looked at named."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from assistant.documents.file_walk import files_under

pytestmark = pytest.mark.unit


def test_folders_are_walked_in_order_of_names_without_hidden_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a/.hidden.txt", ".git/config", "a/b/c.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    files, refused = files_under([tmp_path])
    assert [str(file.relative_to(tmp_path)) for file in files] == ["a/b/c.txt", "a/z.txt", "b.txt"]
    assert refused == []


def test_a_loop_of_links_ends_and_a_file_named_twice_is_one(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    file = tmp_path / "folder" / "a.txt"
    file.touch()
    (tmp_path / "folder" / "again").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "link.txt").symlink_to(file)
    files, refused = files_under([tmp_path, file])
    assert files == [file]
    assert refused == []


def test_what_is_named_is_taken_even_when_it_is_hidden(tmp_path: Path) -> None:
    file = tmp_path / ".notes.txt"
    file.touch()
    assert files_under([file])[0] == [file]


def test_missing_files_broken_links_and_pipes_are_named(tmp_path: Path) -> None:
    (tmp_path / "broken").symlink_to(tmp_path / "nowhere")
    (tmp_path / "self").symlink_to(tmp_path / "self")
    (tmp_path / "zeros.txt").symlink_to("/dev/zero")
    os.mkfifo(tmp_path / "pipe")
    files, refused = files_under([tmp_path / "missing.pdf", tmp_path])
    assert files == []
    assert {path.name: error.message for path, error in refused} == {
        "missing.pdf": "There is no such file.",
        "broken": "This is a link to a file that is not there.",
        "self": "This is a link to a file that is not there.",
        "zeros.txt": "This is not an ordinary file.",
        "pipe": "This is not an ordinary file.",
    }
