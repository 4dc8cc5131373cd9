"""Backups of an encrypted home are encrypted, and come back where its key is known."""

from __future__ import annotations

import functools
import zipfile
from pathlib import Path

import pytest

from assistant.backups.archive import back_up
from assistant.backups.automatic import AutomaticBackups
from assistant.backups.moving import move_home, settle_move
from assistant.backups.restoring import restore
from assistant.clock import SystemClock
from assistant.encryption.service import switch_on
from assistant.encryption.unlocking import find_key
from assistant.errors import KeyNeeded, WrongKey
from assistant.paths import Paths
from assistant.settings import Settings
from assistant.storage.database_key import new_key
from assistant.system_keyring import SystemKeyring
from tests.integration.encryption.conftest import MARKERS, files_with_markers, fill, state_of

pytestmark = pytest.mark.integration


def _members(file: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(file) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_a_backup_holds_no_word_and_comes_back_elsewhere_by_the_code(
    paths: Paths, kept: SystemKeyring, keyring_file: Path, tmp_path: Path
) -> None:
    key, before = new_key(), state_of(paths, None)
    switch_on(paths, kept, key)
    made = back_up(paths, tmp_path / "all.sotto", 5.0, lambda: None, key)
    assert (made.facts, made.encrypted) == (40, True)
    members = _members(made.file)
    assert {"sotto.db", "encryption.json"} <= set(members)
    assert not [name for name, data in members.items() if any(marker in data for marker in MARKERS)]

    keyring_file.unlink()
    other = Paths(home=tmp_path / "other", models=tmp_path)
    find = functools.partial(find_key, keyring=kept)
    with pytest.raises(KeyNeeded):
        restore(other, made.file, lambda home: find(home))
    with pytest.raises(WrongKey):
        restore(other, made.file, lambda home: find(home, secret=new_key().recovery_code))
    assert not other.database.exists()
    restore(other, made.file, lambda home: find(home, secret=key.recovery_code))
    assert other.is_encrypted
    assert state_of(other, find_key(other.home, kept)) == before
    assert files_with_markers(other.home) == []


def test_a_backup_that_sotto_makes_by_itself_is_encrypted_too(paths: Paths, kept: SystemKeyring) -> None:
    key = new_key()
    switch_on(paths, kept, key)
    assert list(paths.backups.iterdir()) == []
    damaged: list[str] = []
    backups = AutomaticBackups(paths, SystemClock(), Settings, lambda: damaged.append("damaged"), key=key)
    backups.make_if_due()
    (made,) = backups.list()
    assert (made.encrypted, made.facts, damaged) == (True, 40, [])
    assert files_with_markers(paths.home) == []
    backups.close()


def test_a_home_whose_key_is_lost_takes_a_backup_in_the_clear_and_the_other_way_round(
    paths: Paths, kept: SystemKeyring, keyring_file: Path, tmp_path: Path
) -> None:
    plain = Paths(home=tmp_path / "plain", models=tmp_path)
    fill(plain)
    before = state_of(plain, None)
    clear = back_up(plain, tmp_path / "clear.sotto", 5.0, lambda: None)
    assert not clear.encrypted
    key = new_key()
    switch_on(paths, kept, key)
    sealed = back_up(paths, tmp_path / "sealed.sotto", 5.0, lambda: None, key)
    keyring_file.unlink()
    restore(paths, clear.file, lambda home: find_key(home, kept))
    assert not paths.is_encrypted
    assert state_of(paths, None) == before
    restore(plain, sealed.file, lambda home: find_key(home, kept, key.recovery_code))
    assert plain.is_encrypted
    assert state_of(plain, key) == before


def test_it_is_moved_as_it_is(paths: Paths, kept: SystemKeyring, tmp_path: Path) -> None:
    key, before = new_key(), state_of(paths, None)
    switch_on(paths, kept, key)
    move_home(paths, tmp_path / "there", find_key(paths.home, kept))
    now = Paths.choose(paths.home, tmp_path)
    settle_move(now)
    assert now.home == tmp_path / "there"
    assert state_of(now, find_key(now.home, kept)) == before
