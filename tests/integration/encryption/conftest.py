"""A home with marker words in everything that is encrypted, and a keyring in a file."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import keyring
import pytest

from assistant.documents.tables.cells import ColumnType
from assistant.documents.tables.column_typing import TableColumn
from assistant.documents.tables.table_rows import TableRows
from assistant.documents.tables.table_store import TableStore
from assistant.encryption.sealed_files import read_file
from assistant.paths import Paths
from assistant.storage.database import Storage
from assistant.storage.database_key import DatabaseKey
from assistant.storage.sqlite import connect
from assistant.system_keyring import SystemKeyring
from tests.file_keyring import NAME, VARIABLE, FileKeyring

MARKERS = (b"Quagmire", b"quagmire", "秘密の沼".encode())
WORDS = "Quagmire beyond the 秘密の沼"


def fill(paths: Paths) -> None:
    """Chats, memory, vectors, rows of a table, a pasted picture, a draft, a setting."""
    paths.prepare()
    storage = Storage(paths.database)
    with storage.write() as database:
        for number in range(40):
            chat = (
                database.table("conversations")
                .insert({"title": f"{WORDS} {number}", "created_at": 1.0, "updated_at": 1.0})
                .last_pk
            )
            database.table("messages").insert(
                {"conversation_id": chat, "role": "user", "text": WORDS * 20, "state": "complete", "created_at": 1.0}
            )
            database.table("facts").insert({"text": f"{WORDS} {number}", "since": 1.0})
        database.execute("DELETE FROM conversations WHERE id % 3 = 0")
    storage.close()
    with TableStore(paths.tables).writing() as tables:
        columns = (TableColumn(name="word", type=ColumnType.TEXT), TableColumn(name="n", type=ColumnType.INTEGER))
        rows = tuple((f"{WORDS} {number}", number) for number in range(500))
        tables.add(TableRows(table=1, name="table", page=None, columns=columns, rows=rows))
        tables.finish()
        tables.place(TableStore(paths.tables).file("0" * 64))
    paths.pasted.mkdir(mode=0o700)
    (paths.pasted / "picture-2026-01-01-00000000.png").write_bytes(b"\x89PNG " + WORDS.encode() * 500)
    paths.window_state.write_text(f"[drafts]\nnew={WORDS}\n\n[keys]\nstop=Esc\n", encoding="utf-8")
    paths.settings_file.write_text('[chat]\ninstructions = "be brief"\n', encoding="utf-8")
    paths.backups.mkdir(mode=0o700)
    (paths.backups / "2026-01-01.sotto-backup").write_bytes(WORDS.encode())
    for file in paths.home.rglob("*.*"):
        if file.is_file():
            file.chmod(0o600)


def state_of(paths: Paths, key: DatabaseKey | None) -> str:
    """A digest of all that must not change, whatever it is encrypted with."""
    digest = hashlib.sha256()
    for file in (paths.database, *sorted(paths.tables.glob("*.db"))):
        connection: Any = connect(file, key)
        names = [
            row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        ]
        for name in names:
            if name.startswith(("t1", "conversations", "messages", "facts", "sotto_values")) and "_" not in name[3:9]:
                digest.update(repr(connection.execute(f'SELECT rowid, * FROM "{name}"').fetchall()).encode())
        connection.close()
    for file in sorted(paths.pasted.iterdir()):
        digest.update(file.name.encode() + read_file(file, key))
    digest.update(paths.settings_file.read_bytes())
    return digest.hexdigest()


def files_with_markers(home: Path) -> list[str]:
    """Names of files of a home in which a marker word stands in the clear."""
    return [
        str(file.relative_to(home))
        for file in sorted(home.rglob("*"))
        if file.is_file() and any(marker in file.read_bytes() for marker in MARKERS)
    ]


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    """A filled home."""
    made = Paths(home=tmp_path / "home", models=tmp_path / "models")
    fill(made)
    return made


@pytest.fixture
def keyring_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The keyring of this test, here and in all programs it starts."""
    file = tmp_path / "keyring.json"
    monkeypatch.setenv(VARIABLE, str(file))
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", NAME)
    before = keyring.get_keyring()
    keyring.set_keyring(FileKeyring(file))
    yield file
    keyring.set_keyring(before)


@pytest.fixture
def kept(keyring_file: Path) -> SystemKeyring:
    """The same as Sotto sees it."""
    assert not keyring_file.exists()
    return SystemKeyring()
