"""Programs of this machine that offer tools, and the tools."""

from __future__ import annotations

import dataclasses


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Tool:
    """Something a tool server can do. It is used only while it is ``allowed``, which ends by itself when the tool changes."""

    name: str
    description: str = ""
    allowed: bool = False


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ToolServer:
    """A program that speaks the Model Context Protocol over its standard input and output. ``command`` is how it is started."""

    name: str
    command: tuple[str, ...]
    tools: tuple[Tool, ...] = ()
