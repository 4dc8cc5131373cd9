"""How far a switch of the encryption is, and going on with one that was cut off. Needs no key.

The name of one folder says how far it is; a program that was killed goes on from there at the next start::

    converting.part      a copy of everything is made beside, and compared; killed here, it is thrown away
        │
    encrypted.ready      each copy takes the place of its original, whose old contents stay in ``erasing`` …
    decrypted.ready      … and so do the automatic backups
        │
     (none)              ``erasing`` is overwritten and deleted
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path, PurePosixPath

from assistant.backups.backup_file import sync_folder
from assistant.backups.home_files import BACKUPS, CONVERTING, DATABASE, DECRYPTED, ENCRYPTED, ERASING
from assistant.encryption.erasing import erase_folder
from assistant.encryption.key_file import LOCKED_KEY
from assistant.paths import ENCRYPTION, Paths
from assistant.storage.database import opening


def settle_conversion(paths: Paths) -> None:
    """Ends a switch that was cut off. Call with the home's lock, before anything else reads the home."""
    if any((paths.home / name).exists() for name in (CONVERTING, ENCRYPTED, DECRYPTED, ERASING)):
        with opening(paths.database):
            settle_switch(paths.home)


def is_converting(home: Path) -> bool:
    """Whether a switch is half done: the home must not be opened before ``settle_conversion``."""
    return (home / ENCRYPTED).exists() or (home / DECRYPTED).exists()


def settle_switch(home: Path) -> None:
    """As ``settle_conversion``, with the lock of opening too."""
    erase_folder(home / CONVERTING)
    for state in (ENCRYPTED, DECRYPTED):
        if (home / state).exists():
            _place(home, home / state)
            gone = [f"{DATABASE}-wal", f"{DATABASE}-shm", f"{DATABASE}-journal"]
            gone += [ENCRYPTION, LOCKED_KEY] if state == DECRYPTED else []
            gone += [f"{BACKUPS}/{file.name}" for file in (home / BACKUPS).glob("*")]
            gone += [f"{part}/{file.name}" for part in ("tables", "pasted") for file in (home / part).glob("*.part*")]
            for name in gone:
                if (home / name).exists():
                    (home / name).replace(place_in(home / ERASING, PurePosixPath(name)))
            sync_folder(home)
            shutil.rmtree(home / state)
    erase_folder(home / ERASING)


def _place(home: Path, staged: Path) -> None:
    """Each copy in the place of its original, which keeps a second name in ``erasing``, to be overwritten under it."""
    for file in sorted(one for one in staged.rglob("*") if one.is_file()):
        name = PurePosixPath(file.relative_to(staged).as_posix())
        there, aside = home / name, place_in(home / ERASING, name)
        if there.exists() and not aside.exists():
            try:
                os.link(there, aside)
            except OSError:  # a file system without second names
                there.replace(aside)
        file.replace(place_in(home, name))


def place_in(folder: Path, name: PurePosixPath) -> Path:
    """Where a file belongs, in a folder that is there."""
    place = folder / name
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    return place


def rename(folder: Path, name: str) -> None:
    """Takes a switch to its next state."""
    folder.rename(folder.with_name(name))
    sync_folder(folder.parent)
