"""The tool servers of the scripted front door, and a connection to servers that are not there."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

from assistant.errors import UserFacingError
from assistant.records import Tool, ToolServer
from assistant.tools.base import OfferedTool, ToolResult


class ScriptedTools:
    """``ToolsApi`` over a list; every server that is added offers ``offered``. ``refusal`` is raised when one is added."""

    def __init__(self) -> None:
        self.known: list[ToolServer] = []
        self.offered: tuple[Tool, ...] = (Tool(name="forecast", description="The weather of a city."),)
        self.refusal: UserFacingError | None = None

    def servers(self) -> Sequence[ToolServer]:
        """See ``ToolsApi``; as all that follows."""
        return tuple(self.known)

    def add(self, name: str, command: Sequence[str]) -> ToolServer:
        if self.refusal is not None:
            raise self.refusal
        self.known.append(ToolServer(name=name, command=tuple(command), tools=self.offered))
        return self.known[-1]

    def look_again(self, name: str) -> ToolServer:
        return next(one for one in self.known if one.name == name)

    def remove(self, name: str) -> None:
        self.known = [one for one in self.known if one.name != name]

    def allow(self, name: str, tool: str, *, allowed: bool = True) -> ToolServer:
        server = self.look_again(name)
        tools = tuple(dataclasses.replace(one, allowed=allowed) if one.name == tool else one for one in server.tools)
        self.known[self.known.index(server)] = server = dataclasses.replace(server, tools=tools)
        return server


class ScriptedConnection:
    """``ToolConnection`` that offers ``tools``, notes what is called, and answers ``result``."""

    def __init__(self, *tools: OfferedTool) -> None:
        self.tools = list(tools)
        self.result = ToolResult(text="done")
        self.called: list[tuple[str, Mapping[str, Any]]] = []

    def offered(self, command: Sequence[str]) -> list[OfferedTool]:
        """See ``ToolConnection``; as the next."""
        del command
        return list(self.tools)

    def call(self, command: Sequence[str], tool: OfferedTool, arguments: Mapping[str, Any]) -> ToolResult:
        del command
        self.called.append((tool.name, arguments))
        return self.result
