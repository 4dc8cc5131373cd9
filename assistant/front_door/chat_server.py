"""A chat server in place of the model on this machine."""

from __future__ import annotations

from typing import Protocol

from assistant.records import ChatServerStatus


class ChatServerApi(Protocol):
    """A server of OpenAI's API that the user names. What it answers leaves this machine; none is named until the user does so."""

    def connect(self, address: str, key: str = "", model: str = "") -> ChatServerStatus:
        """Asks the server at ``address`` for its models, keeps address, ``model`` (or the first there is) and key, and switches
        it on. Raises ``InvalidInput`` for an address that is none, or is of http beyond the local network, and
        ``ChatServerFailed``; then nothing was changed."""

    def use(self, on: bool) -> ChatServerStatus:
        """Switches it on or off, at once: an answer under way ends with ``ChatServerFailed``. Raises ``NotFound`` where none is
        connected."""

    def disconnect(self) -> None:
        """Switches it off and forgets address and key."""

    def status(self) -> ChatServerStatus:
        """What is known of it; asks it nothing."""
