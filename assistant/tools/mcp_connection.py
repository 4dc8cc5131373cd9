"""The one file that imports mcp, the official library of the Model Context Protocol (https://modelcontextprotocol.io).

Standard input and output only; what the library knows of HTTP is not used, and the offline seal would stop it. A server runs for
one call: it is started, asked and ended. On Linux it inherits the kernel's seal of the engine, so it has no network either.
"""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import Callable, Coroutine, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from assistant.errors import InvalidInput, UserFacingError
from assistant.tools.base import OfferedTool, ToolResult

if TYPE_CHECKING:
    from mcp import Client

LISTING_TIMEOUT_S = 30.0
CALL_TIMEOUT_S = 120.0
MOST_TOOLS = 100

_Answer = TypeVar("_Answer")
_log = logging.getLogger(__name__)


class McpConnection:
    """``ToolConnection`` over processes."""

    def __init__(self, listing_timeout_s: float = LISTING_TIMEOUT_S, call_timeout_s: float = CALL_TIMEOUT_S) -> None:
        self._listing_timeout_s = listing_timeout_s
        self._call_timeout_s = call_timeout_s

    def offered(self, command: Sequence[str]) -> list[OfferedTool]:
        """See ``ToolConnection``."""
        return self._with_server(command, _offered, self._listing_timeout_s)

    def call(self, command: Sequence[str], tool: OfferedTool, arguments: Mapping[str, Any]) -> ToolResult:
        """See ``ToolConnection``."""

        async def ask(client: Client) -> ToolResult:
            now = {one.name: one.fingerprint for one in await _offered(client)}
            if now.get(tool.name) != tool.fingerprint:
                raise InvalidInput("This tool has changed since it was allowed.", "Look at it, and allow it again.")
            answer = await client.call_tool(tool.name, dict(arguments))
            parts = [str(getattr(part, "text", "")) or f"({part.type})" for part in answer.content]
            return ToolResult(text="\n".join(parts).strip(), failed=bool(answer.is_error))

        return self._with_server(command, ask, self._call_timeout_s)

    def _with_server(
        self, command: Sequence[str], ask: Callable[[Client], Coroutine[Any, Any, _Answer]], timeout_s: float
    ) -> _Answer:
        from mcp import Client, StdioServerParameters
        from mcp.client.stdio import stdio_client

        # Its warnings may quote what was asked.
        logging.getLogger("mcp").setLevel(logging.CRITICAL + 1)
        parameters = StdioServerParameters(command=command[0], args=list(command[1:]), cwd=Path.home())

        async def talk() -> _Answer:
            # What a server prints beside its answers is read by nobody.
            with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
                async with asyncio.timeout(timeout_s), Client(stdio_client(parameters, errlog=nowhere)) as client:
                    return await ask(client)

        try:
            return asyncio.run(talk())
        except Exception as error:  # noqa: BLE001 - a program nobody vouches for may fail in any way
            known = _user_facing(error)
            if known is not None:
                raise known from None
            _log.info("a tool server failed: %s", type(error).__name__)
            if isinstance(error, TimeoutError):
                raise InvalidInput(
                    "The tool server did not answer in time.", "Try again, or remove the server."
                ) from None
            raise InvalidInput(
                "The tool server did not start, or does not speak the Model Context Protocol.",
                "Try its command in a terminal.",
            ) from None


async def _offered(client: Client) -> list[OfferedTool]:
    listed = await client.list_tools()
    return [
        OfferedTool(name=one.name, description=one.description or "", schema=one.input_schema)
        for one in listed.tools[:MOST_TOOLS]
    ]


def _user_facing(error: BaseException) -> UserFacingError | None:
    """The reason of ours within what the library's tasks made of it."""
    if isinstance(error, UserFacingError):
        return error
    for inner in getattr(error, "exceptions", ()):
        if (found := _user_facing(inner)) is not None:
            return found
    return None
