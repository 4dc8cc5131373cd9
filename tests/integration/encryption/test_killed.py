"""Killed at any moment of encrypting or decrypting: the next start has everything, in the one form or the other, and no rest."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.encryption.conversion import decrypt_home, encrypt_home
from assistant.encryption.key_file import KeptIn
from assistant.encryption.settling import settle_conversion
from assistant.paths import Paths
from assistant.storage.database_key import DatabaseKey
from tests.integration.backups.mortal import run_killed
from tests.integration.encryption.conftest import files_with_markers, fill, state_of

pytestmark = pytest.mark.integration

KEY = DatabaseKey(bytes(range(32)))
STEP = 13

_SWITCHING = """
from assistant.encryption import conversion, erasing
from assistant.encryption.key_file import KeptIn
from assistant.paths import Paths
from assistant.storage.database_key import DatabaseKey
os.link = watched(os.link)
paths = Paths(home=pathlib.Path(sys.argv[2]), models=pathlib.Path(sys.argv[2]))
key = DatabaseKey(bytes(range(32)))
if sys.argv[1] == "on, up to where it holds":
    conversion.settle_switch = lambda home: os.kill(os.getpid(), signal.SIGKILL)
if sys.argv[1].startswith("on"):
    conversion.encrypt_home(paths, key, KeptIn.PASSPHRASE, "correct horse battery")
else:
    conversion.decrypt_home(paths, key)
"""
_SETTLING = """
from assistant.encryption import settling
from assistant.paths import Paths
os.link = watched(os.link)
settling.settle_conversion(Paths(home=pathlib.Path(sys.argv[1]), models=pathlib.Path(sys.argv[1])))
"""


def _filled(home: Path) -> Paths:
    paths = Paths(home=home, models=home)
    fill(paths)
    return paths


def _whole(paths: Paths, before: str) -> bool:
    """Whether it is encrypted now; everything must be there."""
    assert state_of(paths, KEY if paths.is_encrypted else None) == before
    left = {one.name for one in paths.home.iterdir()}
    assert not left & {"converting.part", "encrypted.ready", "decrypted.ready", "erasing"}
    assert (paths.home / "key.db").exists() == paths.is_encrypted
    if paths.is_encrypted:
        assert files_with_markers(paths.home) == []
    return paths.is_encrypted


@pytest.mark.parametrize("switch", ["on", "off"])
def test_killed_at_any_step_nothing_is_lost(tmp_path: Path, switch: str) -> None:
    seen = set()
    after = 0
    while True:
        paths = _filled(tmp_path / f"home{after}")
        before = state_of(paths, None)
        if switch == "off":
            encrypt_home(paths, KEY, KeptIn.PASSPHRASE, "correct horse battery")
        killed = run_killed(_SWITCHING, switch, paths.home, after=after)
        settle_conversion(paths)
        encrypted = _whole(paths, before)
        seen.add(encrypted)
        if not killed:
            break
        # What was cut off before it held can be done again.
        if encrypted == (switch == "off"):
            if encrypted:
                decrypt_home(paths, KEY)
            else:
                encrypt_home(paths, KEY, KeptIn.PASSPHRASE, "correct horse battery")
            assert _whole(paths, before) == (switch == "on")
        after += STEP
    assert encrypted == (switch == "on")
    assert seen == {True, False}


def test_a_settling_killed_at_any_step_goes_on(tmp_path: Path) -> None:
    after, settlings = 0, 0
    while True:
        paths = _filled(tmp_path / f"home{after}")
        before = state_of(paths, None)
        assert run_killed(_SWITCHING, "on, up to where it holds", paths.home, after=1000)
        assert (paths.home / "encrypted.ready").exists()
        killed = run_killed(_SETTLING, paths.home, after=after)
        settlings += 1
        settle_conversion(paths)
        assert _whole(paths, before)
        if not killed:
            break
        after += STEP
    assert settlings > 2
