"""A home in which a restore, an erasing or a switch of the encryption was cut off, opened by an engine that is not the first: it
would have the database open that the first one is about to replace."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant import open_assistant
from assistant.backups.archive import back_up
from assistant.backups.held_home import held_home
from assistant.backups.home_files import ENCRYPTED, ERASING_ALL, PLACING, READY
from assistant.errors import AlreadyRunning, KeyNeeded, StorageError
from assistant.paths import Paths
from tests.integration.backups.mortal import run_killed

pytestmark = pytest.mark.integration

NewHome = Callable[[str, str], Paths]

_DIES = """
def may_die():
    if pathlib.Path(sys.argv[1], sys.argv[2]).exists():
        os.kill(os.getpid(), signal.SIGKILL)
"""
_RESTORE = """
from assistant.backups.restoring import restore
from assistant.paths import Paths
restore(Paths(home=pathlib.Path(sys.argv[1]), models=pathlib.Path(sys.argv[1])), pathlib.Path(sys.argv[3]))
"""
_ERASE = """
from assistant.backups.erasing import erase_home
from assistant.paths import Paths
class NoKeyring:
    available = False
erase_home(Paths(home=pathlib.Path(sys.argv[1]), models=pathlib.Path(sys.argv[1])), NoKeyring())
"""
_ENCRYPT = """
from assistant.encryption.conversion import encrypt_home
from assistant.encryption.key_file import KeptIn
from assistant.paths import Paths
from assistant.storage.database_key import new_key
encrypt_home(Paths(home=pathlib.Path(sys.argv[1]), models=pathlib.Path(sys.argv[1])), new_key(), KeptIn.KEYRING)
"""


@pytest.mark.parametrize(
    ("script", "sign"), [(_RESTORE, READY), (_RESTORE, PLACING), (_ERASE, ERASING_ALL), (_ENCRYPT, ENCRYPTED)]
)
def test_no_second_engine_opens_what_the_first_has_yet_to_end(
    new_home: NewHome, tmp_path: Path, script: str, sign: str
) -> None:
    backup = back_up(new_home("other", "from the backup"), tmp_path / "all.sotto", 5.0, lambda: None).file
    home = new_home("home", "as it was")
    assert run_killed(_DIES + script, home.home, sign, backup, after=0)
    left = everything(home)
    with held_home(home), pytest.raises(AlreadyRunning):
        open_assistant(home).close()
    assert everything(home) == left
    if script == _RESTORE:
        engine = open_assistant(home)
        assert [fact.text for fact in engine.memory.list()] == ["from the backup"]
        engine.close()


@pytest.mark.parametrize(("script", "sign"), [(_RESTORE, PLACING), (_ERASE, ERASING_ALL), (_ENCRYPT, ENCRYPTED)])
def test_a_disk_that_refuses_to_end_it_is_told_and_the_next_start_goes_on(
    new_home: NewHome, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, sign: str
) -> None:
    backup = back_up(new_home("other", "from the backup"), tmp_path / "all.sotto", 5.0, lambda: None).file
    home = new_home("home", "as it was")
    assert run_killed(_DIES + script, home.home, sign, backup, after=0)

    def refuse(file: Path, *_: object, **options: object) -> None:
        if not options.get("ignore_errors") and (file.exists() or not options.get("missing_ok")):
            raise OSError(errno.EROFS, "Read-only file system")

    with monkeypatch.context() as disk:
        for owner, name in ((Path, "replace"), (Path, "unlink"), (os, "link"), (shutil, "rmtree")):
            disk.setattr(owner, name, refuse)
        with pytest.raises(StorageError, match="Read-only file system") as caught:
            open_assistant(home)
    assert caught.value.remedy
    if script == _ENCRYPT:
        with pytest.raises(KeyNeeded):
            open_assistant(home)
        return
    engine = open_assistant(home)
    # What was put in place cannot be put in place on such a disk, and so is taken back.
    assert [fact.text for fact in engine.memory.list()] == (["as it was"] if script == _RESTORE else [])
    engine.close()


def everything(paths: Paths) -> dict[str, bytes]:
    """Every file of a home but locks and logs."""
    return {
        str(file.relative_to(paths.home)): file.read_bytes()
        for file in paths.home.rglob("*")
        if file.is_file() and file.suffix not in (".lock", ".opening", ".log")
    }
