"""Only the doors named here may open a connection: held by reading every import of the product."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

pytestmark = pytest.mark.unit

ROOT = Path(__file__).parents[2]
# The last two speak with one host that the user has named: a smart home of the local network, and a chat server.
DOORS = {
    "models/fetch.py",
    "models/package_index.py",
    "assistant/smart_home/local_http.py",
    "assistant/llm/server_connection.py",
}
# Talks with the programs it starts, through pipes.
PIPES = {"assistant/tools/mcp_connection.py"}
# Listens on loopback when that is switched on; connects to nothing.
LOCAL_DOORS = {"assistant/local_server/http_server.py"}
NETWORK = {
    "asyncio", "ftplib", "http.client", "http.server", "httpx", "imaplib", "poplib", "pypi_simple", "requests", "smtplib",
    "socket", "socketserver", "telnetlib", "urllib.request", "urllib3", "websockets", "xmlrpc",
}  # fmt: skip
# Blocking the network needs its names.
GUARDS = {"assistant/documents/reading/reader_worker.py"}


def imported(file: Path) -> set[str]:
    text = file.read_text(encoding="utf-8")
    names: set[str] = set()
    if not any(name.split(".")[0] in text for name in NETWORK):
        return names  # reading it whole is slow, and no import can lack its name
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return names


@pytest.mark.parametrize("room", ["assistant", "ui", "models"])
def test_no_room_opens_a_connection(room: str) -> None:
    files = [
        file
        for file in (ROOT / room).rglob("*.py")
        if str(file.relative_to(ROOT)) not in DOORS | LOCAL_DOORS | PIPES | GUARDS
    ]
    assert files
    for file in files:
        assert not imported(file) & NETWORK, file.relative_to(ROOT)


def test_the_doors_are_found_by_this_reading() -> None:
    assert "requests" in imported(ROOT / "models/fetch.py")
