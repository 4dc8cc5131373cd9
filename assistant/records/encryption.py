"""Encryption of what the user made."""

from __future__ import annotations

import dataclasses

SHORTEST_PASSPHRASE = 12
"""Characters. Whoever takes the files may try as often as they like; each guess costs them the library's 256,000 rounds."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class EncryptionStatus:
    """``kept_in`` says where the key is while it is on: ``keyring`` or ``passphrase``. ``keyring`` says whether this computer
    has one."""

    on: bool = False
    kept_in: str = ""
    keyring: bool = False
