"""Erasing a home: no byte of it stays, wherever the program is killed, and what is not Sotto's stays."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable
from pathlib import Path

import filelock
import pytest

from assistant import open_assistant
from assistant.backups.archive import back_up
from assistant.backups.erasing import erase_home, plan_erasing, settle_erasing
from assistant.backups.home_files import ERASING_ALL
from assistant.cli.main import run
from assistant.encryption.conversion import encrypt_home
from assistant.encryption.key_file import KeptIn
from assistant.encryption.unlocking import keep_key
from assistant.errors import AlreadyRunning, KeyringUnavailable
from assistant.paths import Paths
from assistant.records import ErasedKind
from assistant.storage.database import Storage
from assistant.storage.database_key import new_key
from assistant.storage.sqlite import sqlite3
from tests.integration.backups.mortal import run_killed

pytestmark = pytest.mark.integration

NewHome = Callable[[str, str], Paths]
WORDS = "the xanthippe clause"

_ERASING = """
from assistant.backups.erasing import erase_home
from assistant.paths import Paths
class NoKeyring:
    available = False
erase_home(Paths(home=pathlib.Path(sys.argv[1]), models=pathlib.Path(sys.argv[2])), NoKeyring())
"""


class Keyring:
    """In memory; ``locked`` ones do not open."""

    def __init__(self, *, locked: bool = False) -> None:
        self.available = True
        self.locked = locked
        self.secrets: dict[str, str] = {}

    def read(self, name: str) -> str | None:
        return self.secrets.get(name)

    def keep(self, name: str, secret: str) -> None:
        self.secrets[name] = secret

    def remove(self, name: str) -> None:
        if self.locked:
            raise KeyringUnavailable("The keyring of this computer did not open.", "Unlock it.")
        self.secrets.pop(name, None)


@pytest.fixture
def lived_in(new_home: NewHome) -> Callable[[str], Paths]:
    """A home that somebody has used, every file of which holds the words."""

    def make(name: str) -> Paths:
        paths = new_home(name, WORDS)
        for folder in (paths.backups, paths.tables, paths.pasted):
            folder.mkdir(mode=0o700)
        back_up(paths, paths.backups / "2026-11-24.sotto-backup", 5.0, lambda: None)
        for file in (
            paths.tables / "4.db",
            paths.pasted / "a.png",
            paths.logs / "engine.log",
            paths.crash_reports / "crash.txt",
            paths.window_state,
            paths.routines,
            paths.calendar(""),
            paths.home / "settings-before-reset.toml",
            paths.home / "settings.part",
        ):
            file.write_text(WORDS, encoding="utf-8")
        return paths

    return make


def holds(folder: Path, text: str) -> bool:
    return any(text.encode() in file.read_bytes() for file in folder.rglob("*") if file.is_file())


def test_it_says_what_would_go_and_changes_nothing(lived_in: Callable[[str], Paths]) -> None:
    paths = lived_in("home")
    before = sorted(paths.home.rglob("*"))
    plan = plan_erasing(paths)
    assert (plan.conversations, plan.messages, plan.facts, plan.documents) == (1, 1, 1, 0)
    assert {part.kind for part in plan.parts} == set(ErasedKind)
    files = {part.kind: part.files for part in plan.parts}
    assert (files[ErasedKind.BACKUPS], files[ErasedKind.PICTURES], files[ErasedKind.NOTES]) == (1, 1, 1)
    kept = [file for file in before if file.is_file() and not file.name.endswith((".lock", ".opening"))]
    assert plan.size_bytes == sum(file.stat().st_size for file in kept)
    assert sorted(paths.home.rglob("*")) == before


def test_no_byte_stays_and_what_is_not_ours_does(lived_in: Callable[[str], Paths], tmp_path: Path) -> None:
    paths = lived_in("home")
    mine = tmp_path / "notes of mine"
    mine.mkdir()
    (mine / "diary.md").write_text(WORDS, encoding="utf-8")
    paths.settings_file.write_text(f'[skills]\nnotes_folder = "{mine}"\n', encoding="utf-8")
    (paths.home / "thesis.odt").write_text("my thesis", encoding="utf-8")
    (paths.pasted / "link").symlink_to(mine)
    assert holds(paths.home, WORDS)
    plan = erase_home(paths, Keyring())
    assert plan.outside == (mine,)
    assert not holds(paths.home, WORDS)
    left = {file.name for file in paths.home.iterdir()}
    assert {name for name in left if not name.endswith((".lock", ".opening"))} == {"thesis.odt"}
    assert (mine / "diary.md").read_text(encoding="utf-8") == WORDS
    # The next start is a first one.
    assistant = open_assistant(paths)
    try:
        assert not assistant.conversations.list()
    finally:
        assistant.close()


def test_every_place_of_a_home_is_known(tmp_path: Path) -> None:
    """A place that is added to ``Paths`` must not be forgotten here."""
    paths = Paths(home=tmp_path / "home", models=tmp_path / "models")
    places = [getattr(paths, name) for name, value in vars(Paths).items() if isinstance(value, property)]
    inside = [one for one in places if isinstance(one, Path) and paths.home in one.parents and one.suffix != ".lock"]
    assert len(inside) > 10
    for place in inside:
        file = place if place.suffix else place / "file"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(WORDS, encoding="utf-8")
    erase_home(paths, Keyring())
    assert not holds(paths.home, WORDS)


def test_the_old_content_is_overwritten_before_it_goes(lived_in: Callable[[str], Paths], tmp_path: Path) -> None:
    """Seen through a file that is still open."""
    paths = lived_in("home")
    with (paths.home / "calendar.ics").open("rb") as calendar:
        erase_home(paths, Keyring())
        assert calendar.read() == bytes(len(WORDS))
    # One that another name points to is not ours alone.
    other = lived_in("other")
    (tmp_path / "linked.png").hardlink_to(other.pasted / "a.png")
    erase_home(other, Keyring())
    assert (tmp_path / "linked.png").read_text(encoding="utf-8") == WORDS


def test_killed_at_any_step_the_next_start_ends_it(lived_in: Callable[[str], Paths]) -> None:
    seen = set()
    after = 0
    while True:
        paths = lived_in(f"home{after}")
        killed = run_killed(_ERASING, paths.home, paths.models, after=after)
        begun = (paths.home / ERASING_ALL).exists()
        settle_erasing(paths)
        gone = not holds(paths.home, WORDS)
        assert gone or not begun
        assert gone or plan_erasing(paths).facts == 1, "it is whole where it was not begun"
        assert not (paths.home / ERASING_ALL).exists()
        seen.add((begun, gone))
        if not killed:
            break
        after += 5
    assert seen == {(False, False), (True, True), (False, True)}


def test_passwords_go_from_the_keyring_or_nothing_does(lived_in: Callable[[str], Paths]) -> None:
    paths = lived_in("home")
    storage = Storage(paths.database)
    with storage.write() as database:
        database.execute("INSERT INTO kept_passwords(document_id) VALUES (4)")
    storage.close()
    keyring = Keyring(locked=True)
    keyring.secrets = {
        f"document 4 of {paths.home}": "sesame",
        "home-assistant": "token",
        "chat-server http://10.0.0.2/v1": "key",
        "of another program": "its own",
    }
    paths.settings_file.write_text(
        '[skills]\nhome_assistant = "http://10.0.0.3"\n[remote]\naddress = "http://10.0.0.2/v1"\n', encoding="utf-8"
    )
    with pytest.raises(KeyringUnavailable):
        erase_home(paths, keyring)
    assert plan_erasing(paths).facts == 1
    keyring.locked = False
    erase_home(paths, keyring)
    assert keyring.secrets == {"of another program": "its own"}


def test_an_encrypted_home_goes_with_its_key_also_for_who_lost_it(lived_in: Callable[[str], Paths]) -> None:
    for at, lost in enumerate((False, True)):
        paths, key, keyring = lived_in(f"home{at}"), new_key(), Keyring()
        (paths.tables / "4.db").unlink()
        keep_key(keyring, key)
        encrypt_home(paths, key, KeptIn.KEYRING)
        assert plan_erasing(paths, key).facts == 1
        assert plan_erasing(paths).facts == 0
        erase_home(paths, keyring, None if lost else key)
        assert keyring.secrets == {}
        assert not paths.is_encrypted
        assert plan_erasing(paths).size_bytes == 0


def test_a_home_in_use_is_refused(lived_in: Callable[[str], Paths]) -> None:
    paths = lived_in("home")
    with filelock.FileLock(paths.lock_file), pytest.raises(AlreadyRunning):
        erase_home(paths, Keyring())
    with contextlib.closing(sqlite3.connect(str(paths.database))) as other:
        other.execute("PRAGMA journal_mode = WAL")
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(AlreadyRunning):
            erase_home(paths, Keyring())
    assert plan_erasing(paths).facts == 1


def test_a_damaged_database_and_broken_settings_are_erased_too(lived_in: Callable[[str], Paths]) -> None:
    paths = lived_in("home")
    paths.database.write_bytes(WORDS.encode() * 1000)
    paths.settings_file.write_text("no [ settings", encoding="utf-8")
    assert plan_erasing(paths).conversations == 0
    erase_home(paths, Keyring())
    assert not holds(paths.home, WORDS)


def test_the_command_asks_for_the_word(
    lived_in: Callable[[str], Paths], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = lived_in("home")
    where = ["--home", str(paths.home), "--models", str(paths.models)]
    assert run(["reset", "everything", *where]) == 1
    assert "nobody confirmed it" in capsys.readouterr().err
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    for typed, status in (("yes", 1), ("erase", 0)):
        monkeypatch.setattr("builtins.input", lambda _, typed=typed: typed)
        assert holds(paths.home, WORDS)
        assert run(["reset", "everything", *where]) == status
    out = capsys.readouterr().out
    assert "1 conversations with 1 messages, 1 facts" in out
    assert "Everything is erased" in out
    assert not holds(paths.home, WORDS)


def test_the_command_puts_back_settings_that_make_no_sense(
    lived_in: Callable[[str], Paths], capsys: pytest.CaptureFixture[str]
) -> None:
    paths = lived_in("home")
    paths.settings_file.write_text("no [ settings", encoding="utf-8")
    where = ["--json", "--home", str(paths.home), "--models", str(paths.models)]
    for before in (str(paths.home / "settings-before-reset.toml"), None):
        assert run(["reset", "settings", *where]) == 0
        assert json.loads(capsys.readouterr().out) == {
            "reset": {"settings": str(paths.settings_file), "before": before}
        }
    assert (paths.home / "settings-before-reset.toml").read_text(encoding="utf-8") == "no [ settings"
    assert plan_erasing(paths).facts == 1
