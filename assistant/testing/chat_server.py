"""The chat server of the scripted front door."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

from assistant.errors import UserFacingError
from assistant.records import ChatServerStatus


class ScriptedChatServer:
    """``ChatServerApi`` that notes what it is connected to; ``refusal`` is raised instead."""

    def __init__(self, changed: Callable[[], None]) -> None:
        """``changed`` is called after each change."""
        self._changed = changed
        self.now = ChatServerStatus()
        self.key = ""
        self.refusal: UserFacingError | None = None

    def connect(self, address: str, key: str = "", model: str = "") -> ChatServerStatus:
        """See ``ChatServerApi``; as all that follows."""
        if self.refusal is not None:
            raise self.refusal
        self.key = key
        self.now = ChatServerStatus(
            address=address, on=True, model=model or "big-model", key_kept="keyring" if key else ""
        )
        self._changed()
        return self.now

    def use(self, on: bool) -> ChatServerStatus:
        self.now = dataclasses.replace(self.now, on=on)
        self._changed()
        return self.now

    def disconnect(self) -> None:
        self.now, self.key = ChatServerStatus(), ""
        self._changed()

    def status(self) -> ChatServerStatus:
        return self.now
