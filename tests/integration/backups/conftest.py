"""A home with something of everything, and what it holds in one word."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.backups.home_files import files_of_the_user
from assistant.paths import Paths
from assistant.storage.database import Storage
from assistant.storage.sqlite import sqlite3


def fill(paths: Paths, words: str) -> None:
    """One chat, one fact, one setting, a note."""
    paths.prepare()
    storage = Storage(paths.database)
    with storage.write() as database:
        chat = database.table("conversations").insert({"title": words, "created_at": 1.0, "updated_at": 1.0}).last_pk
        database.table("messages").insert(
            {"conversation_id": chat, "role": "user", "text": words, "state": "complete", "created_at": 1.0}
        )
        database.table("facts").insert({"text": words, "since": 1.0})
    storage.close()
    paths.settings_file.write_text('[chat]\ninstructions = "be brief"\n', encoding="utf-8")
    (paths.home / "notes").mkdir(exist_ok=True, mode=0o700)
    (paths.home / "notes" / "list.md").write_text(words, encoding="utf-8")
    for file in paths.home.rglob("*.*"):
        file.chmod(0o600)


def state_of(paths: Paths) -> str:
    """A digest of every file of the user, the database by its rows."""
    digest = hashlib.sha256()
    for name in files_of_the_user(paths.home):
        digest.update(str(name).encode())
        if name.name == "sotto.db":
            connection = sqlite3.connect(str(paths.home / name))
            for table in ("conversations", "messages", "facts"):
                digest.update(repr(connection.execute(f"SELECT * FROM {table}").fetchall()).encode())
            connection.close()
        else:
            digest.update((paths.home / name).read_bytes())
    return digest.hexdigest()


@pytest.fixture
def new_home(tmp_path: Path) -> Callable[[str, str], Paths]:
    """Makes a home of a name, filled with some words."""

    def make(name: str, words: str) -> Paths:
        paths = Paths(home=tmp_path / name, models=tmp_path / "models")
        fill(paths, words)
        return paths

    return make
