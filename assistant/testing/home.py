"""The smart home of the scripted front door, and a keyring in memory."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.errors import UserFacingError
from assistant.records import HomeDevice


class ScriptedHome:
    """``HomeApi`` that notes what it is connected to; ``refusal`` is raised instead."""

    def __init__(self) -> None:
        self.address = ""
        self.token = ""
        self.refusal: UserFacingError | None = None
        self.known: tuple[HomeDevice, ...] = (HomeDevice(entity="light.kitchen", name="Kitchen", state="off"),)

    def connect(self, address: str, token: str) -> Sequence[HomeDevice]:
        """See ``HomeApi``; as all that follows."""
        if self.refusal is not None:
            raise self.refusal
        self.address, self.token = address, token
        return self.known

    def disconnect(self) -> None:
        self.address = self.token = ""

    def devices(self) -> Sequence[HomeDevice]:
        if self.refusal is not None:
            raise self.refusal
        return self.known


class MemoryKeyring:
    """Secrets in memory."""

    def __init__(self) -> None:
        self.available = True
        self.secrets: dict[str, str] = {}

    def read(self, name: str) -> str | None:
        """A secret, or None."""
        return self.secrets.get(name)

    def keep(self, name: str, secret: str) -> None:
        """Stores a secret."""
        self.secrets[name] = secret

    def remove(self, name: str) -> None:
        """Removes a secret."""
        self.secrets.pop(name, None)
