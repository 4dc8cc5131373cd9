"""Tool servers as real processes: listed, allowed, called, ended; changed tools, dead programs and slow ones are refused."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from assistant.errors import InvalidInput, NotFound
from assistant.skills.value_store import ValueStore
from assistant.storage.database import Storage
from assistant.tools.mcp_connection import McpConnection
from assistant.tools.shelf import STORE, ToolShelf

pytestmark = pytest.mark.integration

SERVER = str(Path(__file__).with_name("weather_server.py"))
COMMAND = (sys.executable, SERVER)


@pytest.fixture
def values(tmp_path: Path) -> ValueStore:
    return ValueStore(Storage(tmp_path / "sotto.db"), STORE)


@pytest.fixture
def shelf(values: ValueStore) -> ToolShelf:
    return ToolShelf(values, McpConnection())


def test_a_server_is_started_asked_and_ended(tmp_path: Path) -> None:
    connection, alive = McpConnection(), tmp_path / "pid"
    command = (*COMMAND, f"--alive={alive}")
    tools = {tool.name: tool for tool in connection.offered(command)}
    assert set(tools) == {"forecast", "broken", "reach_out"}
    assert tools["forecast"].description == "Tells the weather of a city"
    assert tools["forecast"].schema["required"] == ["city"]
    result = connection.call(command, tools["forecast"], {"city": "京都", "days": 3})
    assert (result.text, result.failed) == ("京都: sun for 3 days ```", False)
    assert not psutil.pid_exists(int(alive.read_text()))
    failed = connection.call(command, tools["broken"], {})
    assert failed.failed


def test_a_tool_that_changed_is_not_called() -> None:
    connection = McpConnection()
    forecast = next(tool for tool in connection.offered(COMMAND) if tool.name == "forecast")
    with pytest.raises(InvalidInput, match="has changed"):
        connection.call((*COMMAND, "changed"), forecast, {"city": "Lyon"})


@pytest.mark.parametrize(
    "command",
    [("/nowhere/program",), (sys.executable, "-c", "print('hello')"), (sys.executable, "-c", "import nothing_such")],
)
def test_what_is_no_server_is_refused(command: tuple[str, ...]) -> None:
    with pytest.raises(InvalidInput, match="did not start"):
        McpConnection().offered(command)


def test_a_server_that_never_answers_is_ended() -> None:
    command = (sys.executable, "-c", "import sys; sys.stdin.read()")
    with pytest.raises(InvalidInput, match="in time"):
        McpConnection(listing_timeout_s=0.5).offered(command)


def test_tools_are_allowed_one_by_one_and_no_longer_when_they_change(shelf: ToolShelf, values: ValueStore) -> None:
    added = shelf.add("weather", COMMAND)
    assert not any(tool.allowed for tool in added.tools)
    allowed = shelf.allow("Weather", "forecast")
    assert [tool.name for tool in allowed.tools if tool.allowed] == ["forecast"]
    assert shelf.look_again("weather") == allowed
    values.write("weather", str(values.read("weather")).replace("weather_server.py", 'weather_server.py","changed'))
    assert not any(tool.allowed for tool in shelf.look_again("weather").tools)
    with pytest.raises(NotFound):
        shelf.allow("weather", "rain")
    with pytest.raises(InvalidInput, match="already"):
        shelf.add("WEATHER", COMMAND)
    with pytest.raises(InvalidInput, match="no name"):
        shelf.add("my weather", COMMAND)
    shelf.remove("weather")
    assert shelf.servers() == ()
    with pytest.raises(NotFound):
        shelf.remove("weather")


SEALED = """
import sys
from assistant.kernel_seal import refuse_sockets
from assistant.tools.mcp_connection import McpConnection
if not refuse_sockets():
    sys.exit("no seal")
connection, command = McpConnection(), sys.argv[1:]
tool = next(tool for tool in connection.offered(command) if tool.name == "reach_out")
print(connection.call(command, tool, {}).text)
"""


def test_the_kernel_keeps_a_server_from_the_network_too() -> None:
    ended = subprocess.run(
        [sys.executable, "-c", SEALED, *COMMAND], capture_output=True, text=True, timeout=120, check=False
    )
    if "no seal" in ended.stderr:
        pytest.skip("this kernel has no seccomp for this processor")
    assert ended.stdout.strip() == "refused: PermissionError", ended.stderr
    # Where nothing holds it, the same server reaches out.
    connection = McpConnection()
    tool = next(tool for tool in connection.offered(COMMAND) if tool.name == "reach_out")
    assert connection.call(COMMAND, tool, {}).text == "open"
