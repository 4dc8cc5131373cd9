"""The tool servers that were added, and which of their tools are allowed. Kept in the database."""

from __future__ import annotations

import dataclasses
import re
import threading
from collections.abc import Sequence
from typing import Any

import msgspec

from assistant.errors import InvalidInput, NotFound
from assistant.records import Tool, ToolServer
from assistant.skills.value_store import ValueStore
from assistant.tools.base import OfferedTool, ToolConnection

STORE = "tool_servers"
_NAME = re.compile(r"^\w[\w-]{0,29}$")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class KnownTool:
    """A tool as it was when its server was last asked."""

    name: str
    description: str
    schema: dict[str, Any]
    allowed: bool = False

    @property
    def offered(self) -> OfferedTool:
        """What its server said of it."""
        return OfferedTool(name=self.name, description=self.description, schema=self.schema)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class KnownServer:
    """A server as it is kept."""

    name: str
    command: tuple[str, ...]
    tools: tuple[KnownTool, ...]


class ToolShelf:
    """``ToolsApi``; may be called from any thread. A server is asked for its tools when it is added or looked at again."""

    def __init__(self, values: ValueStore, connection: ToolConnection) -> None:
        self._values = values
        self._connection = connection
        self._lock = threading.Lock()

    def known(self) -> list[KnownServer]:
        """The servers, by name."""
        return [msgspec.json.decode(value, type=KnownServer) for value in self._values.all().values()]

    def servers(self) -> Sequence[ToolServer]:
        """See ``ToolsApi``; as all that follows."""
        return tuple(_record(server) for server in self.known())

    def add(self, name: str, command: Sequence[str]) -> ToolServer:
        if not _NAME.match(name):
            raise InvalidInput("This is no name for a tool server.", "Use letters and digits, without blanks.")
        if not command:
            raise InvalidInput("There is no command that starts the tool server.", "Give its program and arguments.")
        if any(server.name.lower() == name.lower() for server in self.known()):
            raise InvalidInput("There is a tool server of this name already.", "Use another name, or remove it first.")
        offered = self._connection.offered(command)
        with self._lock:
            return self._keep(KnownServer(name=name, command=tuple(command), tools=_tools(offered, ())))

    def look_again(self, name: str) -> ToolServer:
        server = self._get(name)
        offered = self._connection.offered(server.command)
        with self._lock:
            server = self._get(name)
            return self._keep(dataclasses.replace(server, tools=_tools(offered, server.tools)))

    def remove(self, name: str) -> None:
        with self._lock:
            self._values.write(self._get(name).name, None)

    def allow(self, name: str, tool: str, *, allowed: bool = True) -> ToolServer:
        with self._lock:
            server = self._get(name)
            if tool not in {one.name for one in server.tools}:
                raise NotFound("This server has no such tool.", "Look at the list of its tools.")
            tools = tuple(
                dataclasses.replace(one, allowed=allowed) if one.name == tool else one for one in server.tools
            )
            return self._keep(dataclasses.replace(server, tools=tools))

    def _get(self, name: str) -> KnownServer:
        for server in self.known():
            if server.name.lower() == name.lower():
                return server
        raise NotFound("There is no tool server of this name.", "Look at the list of tool servers.")

    def _keep(self, server: KnownServer) -> ToolServer:
        self._values.write(server.name, msgspec.json.encode(server).decode())
        return _record(server)


def _tools(offered: Sequence[OfferedTool], before: Sequence[KnownTool]) -> tuple[KnownTool, ...]:
    """What is offered now; allowed is what was allowed and is unchanged."""
    allowed = {tool.offered.fingerprint for tool in before if tool.allowed}
    return tuple(
        KnownTool(
            name=one.name,
            description=one.description,
            schema=dict(one.schema),
            allowed=one.fingerprint in allowed,
        )
        for one in offered
    )


def _record(server: KnownServer) -> ToolServer:
    return ToolServer(
        name=server.name,
        command=server.command,
        tools=tuple(Tool(name=one.name, description=one.description, allowed=one.allowed) for one in server.tools),
    )
