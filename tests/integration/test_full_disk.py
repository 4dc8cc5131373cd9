"""A disk that is really full: a small file system of its own, filled to the last byte."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant import open_assistant
from assistant.cli.main import run
from assistant.errors import StorageError
from assistant.front_door import AssistantApi
from assistant.paths import Paths
from assistant.settings_file import SettingsFile
from assistant.storage.database import Storage
from tests.small_disk import SmallDisk

pytestmark = pytest.mark.integration


def test_nothing_saved_is_lost_and_writing_goes_on_when_there_is_room(disk: SmallDisk) -> None:
    storage = Storage(disk.root / "sotto.db")

    def add(title: str) -> None:
        with storage.write() as database:
            database.table("conversations").insert({"title": title, "created_at": 1.0, "updated_at": 1.0})

    def add_until_it_fails() -> None:
        for _ in range(1000):
            add("x" * 10_000)

    add("before")
    disk.fill()
    with pytest.raises(StorageError, match="The disk is full"):
        add_until_it_fails()
    kept = len(storage.rows("SELECT id FROM conversations"))
    assert storage.check() == "ok"
    disk.free()
    add("after")
    titles = [row["title"] for row in storage.rows("SELECT title FROM conversations ORDER BY id")]
    assert (titles[0], titles[-1], len(titles)) == ("before", "after", kept + 1)
    storage.close()


def test_a_home_on_a_full_disk_is_a_sentence(disk: SmallDisk) -> None:
    disk.fill()
    with pytest.raises(StorageError) as caught:
        open_assistant(Paths(home=disk.root / "home", models=disk.root / "models"), offline=True)
    assert caught.value.remedy


def test_a_setting_that_cannot_be_written_changes_nothing(disk: SmallDisk) -> None:
    file = SettingsFile(disk.root / "settings.toml")
    file.update("chat_temperature", 0.5)
    before = (disk.root / "settings.toml").read_bytes()
    disk.fill()
    with pytest.raises(StorageError, match=r"cannot be written .*it is as it was"):
        file.update("chat_instructions", "x" * 10_000)
    assert (disk.root / "settings.toml").read_bytes() == before
    assert file.current.chat_instructions == ""
    assert sorted(path.name for path in disk.root.iterdir()) == ["filling", "settings.toml"]


def test_a_bug_on_a_full_disk_still_ends_with_a_sentence(disk: SmallDisk, capsys: pytest.CaptureFixture[str]) -> None:
    def open_nothing(*args: object, **kwargs: object) -> AssistantApi:
        raise ValueError("private words")

    disk.fill()
    assert run(["doctor", "--home", str(disk.root / "home")], open_nothing) == 3
    printed = capsys.readouterr().err
    assert "No report of it could be written" in printed
    assert "Traceback" not in printed


def test_a_document_that_finds_no_room_is_told_and_read_later(disk: SmallDisk, tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("The rent is 940 euros. " * 2000, encoding="utf-8")
    paths = Paths(home=disk.root / "home", models=tmp_path / "models")
    command = [
        "docs",
        "add",
        str(letter),
        "--wait",
        "keywords",
        "--home",
        str(paths.home),
        "--models",
        str(paths.models),
    ]
    assert run(["docs", "list", "--home", str(paths.home), "--models", str(paths.models)]) == 0
    disk.fill()
    assert run(command) == 1
    disk.free()
    assert run(command) == 0
    assistant = open_assistant(paths, offline=True)
    (file,) = assistant.documents.files()
    assert (file.path, file.state.value) == (letter, "indexed")
    assistant.close()
