"""The smart home."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from assistant.records import HomeDevice


class HomeApi(Protocol):
    """A Home Assistant on the local network. None is connected until the user does so."""

    def connect(self, address: str, token: str) -> Sequence[HomeDevice]:
        """Asks the one at ``address`` for its devices, and keeps its address in the settings and its token in the system's keyring.
        Raises ``InvalidInput`` for an address that is none or not local, ``ServiceUnreachable``, ``KeyringUnavailable``."""

    def disconnect(self) -> None:
        """Forgets address and token. Raises ``KeyringUnavailable``."""

    def devices(self) -> Sequence[HomeDevice]:
        """Its lights and switches, by name. Raises ``NotFound`` where none is connected, and as ``connect``."""
