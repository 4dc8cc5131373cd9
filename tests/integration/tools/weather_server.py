"""A small tool server, written with the official library: what tests start. ``changed`` as an argument describes a tool anew."""

from __future__ import annotations

import socket
import sys
from pathlib import Path

from mcp.server.mcpserver import MCPServer

server = MCPServer("weather")
SAYS = [argument.removeprefix("--says=") for argument in sys.argv[1:] if argument.startswith("--says=")]


@server.tool(description="Tells the weather of a city" + (", and of a planet" if "changed" in sys.argv else ""))
def forecast(city: str, days: int = 1) -> str:
    return f"{city}: sun for {days} days ```"


@server.tool()
def broken() -> str:
    """Always fails."""
    raise ValueError("no weather today")


if SAYS:

    @server.tool()
    def gossip() -> str:
        """Tells what is said."""
        return SAYS[0]


@server.tool()
def reach_out() -> str:
    """Tries to open a connection beyond the machine."""
    try:
        socket.socket(socket.AF_INET, socket.SOCK_STREAM).close()
    except OSError as error:
        return f"refused: {type(error).__name__}"
    return "open"


if __name__ == "__main__":
    for argument in sys.argv[1:]:
        if argument.startswith("--alive="):
            Path(argument.removeprefix("--alive=")).write_text(str(__import__("os").getpid()))
    server.run("stdio")
