"""Tools of other programs on this machine."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from assistant.records import ToolServer


class ToolsApi(Protocol):
    """Tool servers, programs that speak the Model Context Protocol over their standard input and output. What they offer is used
    only after the user has allowed it, tool by tool, and has seen each call."""

    def servers(self) -> Sequence[ToolServer]:
        """The servers that were added, by name, with the tools they offered when they were last asked."""

    def add(self, name: str, command: Sequence[str]) -> ToolServer:
        """Starts a server, asks for its tools, ends it, and keeps it; nothing is allowed yet. Raises ``InvalidInput`` for a bad
        name and for a program that does not answer."""

    def look_again(self, name: str) -> ToolServer:
        """Asks a server for its tools anew; what has changed is no longer allowed. Raises ``NotFound``, and as ``add``."""

    def remove(self, name: str) -> None:
        """Forgets a server. Raises ``NotFound``."""

    def allow(self, name: str, tool: str, *, allowed: bool = True) -> ToolServer:
        """Lets a tool be used, or no longer. Raises ``NotFound``."""
