"""Where the key is, what happens when it is not there, and how it comes back."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.encryption.conversion import encrypt_home
from assistant.encryption.key_file import KeptIn
from assistant.encryption.service import switch_on
from assistant.encryption.unlocking import find_key, restore_key
from assistant.errors import DamagedDatabase, InvalidInput, KeyNeeded, KeyringUnavailable, StorageError, WrongKey
from assistant.opening import open_database
from assistant.paths import ENCRYPTION, Paths
from assistant.storage.database_key import new_key
from assistant.system_keyring import SystemKeyring
from tests.integration.encryption.conftest import state_of

pytestmark = pytest.mark.integration

PASSPHRASE = 'it\'s a "long" passphrase 長い'


def test_the_keyring_opens_it_without_a_question(paths: Paths, kept: SystemKeyring) -> None:
    key = new_key()
    switch_on(paths, kept, key)
    assert find_key(paths.home, kept) == key
    # Not the place decides: a home that was moved or restored elsewhere finds its key.
    paths.home.rename(paths.home.with_name("elsewhere"))
    assert find_key(paths.home.with_name("elsewhere"), kept) == key


def test_a_lost_key_comes_back_by_the_recovery_code_alone(
    paths: Paths, kept: SystemKeyring, keyring_file: Path
) -> None:
    key = new_key()
    switch_on(paths, kept, key)
    before = paths.database.read_bytes()
    keyring_file.unlink()
    with pytest.raises(KeyNeeded, match="not in this computer's keyring") as told:
        find_key(paths.home, kept)
    assert not isinstance(told.value, WrongKey)
    for wrong, why in ((new_key().recovery_code, "other data"), (key.recovery_code[:-1] + "?", "mistake")):
        with pytest.raises(WrongKey, match=why):
            find_key(paths.home, kept, wrong)
    assert paths.database.read_bytes() == before
    assert find_key(paths.home, kept, key.recovery_code.lower()) == key
    assert find_key(paths.home, kept) == key  # the keyring has it again


def test_a_keyring_that_stays_locked_is_said_and_the_code_opens_all_the_same(
    paths: Paths, kept: SystemKeyring, keyring_file: Path
) -> None:
    key = new_key()
    switch_on(paths, kept, key)
    keyring_file.write_text("locked", encoding="utf-8")
    with pytest.raises(KeyNeeded, match="did not open"):
        find_key(paths.home, kept)
    assert find_key(paths.home, kept, key.recovery_code) == key


def test_nothing_is_encrypted_with_a_key_that_the_keyring_did_not_take(
    paths: Paths, kept: SystemKeyring, keyring_file: Path
) -> None:
    keyring_file.write_text("locked", encoding="utf-8")
    with pytest.raises(KeyringUnavailable):
        switch_on(paths, kept, new_key())
    assert not paths.is_encrypted


def test_a_passphrase_opens_it_and_so_does_the_code(paths: Paths, kept: SystemKeyring) -> None:
    before, key = state_of(paths, None), new_key()
    switch_on(paths, kept, key, PASSPHRASE)
    with pytest.raises(KeyNeeded, match="encrypted"):
        find_key(paths.home, kept)
    with pytest.raises(WrongKey, match="passphrase"):
        find_key(paths.home, kept, PASSPHRASE + "x")
    with pytest.raises(WrongKey):
        find_key(paths.home, kept, new_key().recovery_code)
    assert find_key(paths.home, kept, PASSPHRASE) == key
    assert find_key(paths.home, kept, key.recovery_code) == key
    assert state_of(paths, key) == before
    (paths.home / "key.db").unlink()
    with pytest.raises(StorageError, match="not there"):
        find_key(paths.home, kept, PASSPHRASE)
    assert find_key(paths.home, kept, key.recovery_code) == key


def test_what_says_which_key_it_is_may_be_lost_too(paths: Paths, kept: SystemKeyring, keyring_file: Path) -> None:
    key = new_key()
    encrypt_home(paths, key, KeptIn.KEYRING)
    (paths.home / ENCRYPTION).write_text("{", encoding="utf-8")
    with pytest.raises(StorageError, match="cannot be read"):
        find_key(paths.home, kept)
    with pytest.raises(WrongKey):
        restore_key(paths, kept, new_key())
    restore_key(paths, kept, key)
    assert find_key(paths.home, kept) == key
    (paths.home / ENCRYPTION).unlink()
    with pytest.raises(DamagedDatabase, match="recovery code"):
        open_database(paths, kept)
    restore_key(paths, kept, key)
    assert find_key(paths.home, kept) == key
    (paths.home / ENCRYPTION).write_text('{"format": 2}', encoding="utf-8")
    with pytest.raises(StorageError, match="newer"):
        find_key(paths.home, kept)


def test_a_home_is_encrypted_once(paths: Paths, kept: SystemKeyring) -> None:
    switch_on(paths, kept, new_key())
    with pytest.raises(InvalidInput):
        switch_on(paths, kept, new_key())
