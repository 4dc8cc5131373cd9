"""A connection planted in the engine and in the window is stopped, counted, told and shown."""

from __future__ import annotations

import http.server
import os
import queue
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

import pytest

from assistant import Paths, RemoteAssistant
from assistant.errors import InvalidInput
from assistant.events import Event, NetworkStopped
from assistant.network_ledger import network_use
from models.store import default_root

pytestmark = pytest.mark.integration

WAIT_S = 60
ROOT = Path(__file__).parents[2]
ASK_KERNEL = "import sys; from assistant.kernel_seal import refuse_sockets; sys.exit(not refuse_sockets())"
needs_seccomp = pytest.mark.skipif(
    subprocess.run([sys.executable, "-c", ASK_KERNEL], check=False).returncode != 0,
    reason="this kernel has no seccomp filters",
)


@pytest.fixture
def server() -> Iterator[socket.socket]:
    """Nobody must ever come to it."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.setblocking(False)
        yield listening


@pytest.fixture
def events() -> queue.SimpleQueue[Event]:
    return queue.SimpleQueue()


@pytest.fixture
def planted(tmp_path: Path, events: queue.SimpleQueue[Event]) -> Iterator[RemoteAssistant]:
    paths = Paths(home=tmp_path / "home", models=default_root())
    assistant = RemoteAssistant(paths, module="tests.integration.planted_engine")
    assistant.subscribe(events.put)
    assistant.start()
    yield assistant
    assistant.close()


def reach(engine: RemoteAssistant, way: str, server: socket.socket) -> str:
    with pytest.raises(InvalidInput) as told:
        engine.set_setting(f"reach_{way}", server.getsockname()[1])
    return told.value.message


def nobody_came(server: socket.socket) -> bool:
    try:
        server.accept()[0].close()
    except BlockingIOError:
        return True
    return False


def test_a_skill_that_connects_is_stopped_and_shown(
    planted: RemoteAssistant, events: queue.SimpleQueue[Event], server: socket.socket
) -> None:
    assert planted.network_use().refused == 0
    for way in ("python", "datagram", "name"):
        assert reach(planted, way, server) == "NetworkRefused"
    assert reach(planted, "local", server) == "reached"
    assert nobody_came(server)
    while not isinstance(event := events.get(timeout=WAIT_S), NetworkStopped):
        pass
    assert event.who
    use = planted.network_use()
    assert (use.sent_bytes, use.refused) == (0, 3)
    (line,) = [check for check in planted.doctor() if check.name == "offline seal"]
    assert "0 bytes sent" in line.detail
    assert "3 attempts stopped" in line.detail


@needs_seccomp
@pytest.mark.parametrize("way", ["c", "program"])
def test_the_kernel_stops_what_python_does_not_see(planted: RemoteAssistant, way: str, server: socket.socket) -> None:
    assert planted.network_use().kernel
    assert reach(planted, way, server) == "refused by the kernel"
    assert nobody_came(server)


def test_without_the_seal_all_of_it_would_have_been_seen(server: socket.socket) -> None:
    from tests.integration.planted_engine import reach as reach_here

    port = server.getsockname()[1]
    assert [reach_here(way, port) for way in ("python", "datagram", "c", "program", "local")] == ["reached"] * 5
    assert not nobody_came(server)


PLANTED_WINDOW = """
import socket, sys
from PySide6.QtCore import QTimer
from assistant.testing.front_door import ScriptedAssistant
from assistant.network_seal import seal_process
seal_process()
from ui import app
from ui.desktop import Desktop

shown = []
begin = Desktop.begin

def planted(self):
    begin(self)
    try:
        socket.create_connection(("127.0.0.1", int(sys.argv[1])))
    except PermissionError as error:
        print(error)
    QTimer.singleShot(300, lambda: (print(self.window.chat.banner.text), self.window.close()))

Desktop.begin = planted
sys.exit(app.main(["--home", sys.argv[2], "--models", sys.argv[2]], lambda paths: ScriptedAssistant()))
"""


def test_a_connection_from_the_window_is_stopped_and_shown(server: socket.socket, tmp_path: Path) -> None:
    home = tmp_path / "home"
    done = subprocess.run(
        [sys.executable, "-c", PLANTED_WINDOW, str(server.getsockname()[1]), str(home)],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=WAIT_S,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    said, shown = done.stdout.splitlines()
    assert "__main__ may not reach the network" in said
    assert shown == "Sotto stopped “__main__” from reaching the network. Nothing was sent."
    assert network_use(Paths(home=home, models=home).network_ledger).refused == 1
    assert nobody_came(server)


@pytest.mark.parametrize("program", ["assistant", "ui"])
def test_each_program_is_sealed_before_anything_else(program: str, tmp_path: Path) -> None:
    """Libraries' variables are set, and the hook is there, when the first other module is imported."""
    look = f"""
import sys, {program}.__main__ as program
from assistant import network_seal
seen = []
class Finder:
    def find_spec(self, name, *rest):
        if name.partition(".")[0] not in ("assistant", "ui", *sys.stdlib_module_names):
            import os
            print(network_seal.SEAL.installed, os.environ.get("HF_HUB_OFFLINE")); sys.stdout.flush(); os._exit(0)
sys.meta_path.insert(0, Finder())
sys.argv = ["sotto", "--home", {str(tmp_path)!r}, "doctor"]
program.main()
"""
    done = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, timeout=WAIT_S, check=False)
    assert done.stdout.split() == ["True", "1"], done.stderr


def left_by(imports: str, home: Path) -> set[str]:
    """The files that a process leaves in its user's folders, without the variables by which a test or a server of CI is known."""
    environ = {name: os.environ[name] for name in ("PATH", "PYTHONPATH", "SYSTEMROOT") if name in os.environ}
    environ |= {"HOME": str(home), "USERPROFILE": str(home)}
    subprocess.run([sys.executable, "-c", imports], env=environ, cwd=ROOT, timeout=WAIT_S, check=True)
    return {file.name for file in home.rglob("*") if file.is_file()}


def test_a_library_that_reports_on_its_use_is_kept_from_it(tmp_path: Path) -> None:
    """ONNX Runtime from 1.29 on gives the machine a name, and queues what it would send, below the user's cache folder."""
    sealed = "from assistant.network_seal import seal_process; seal_process(); import assistant.onnx_runtime"
    assert left_by(sealed, tmp_path) == set()


@needs_seccomp
def test_without_that_care_it_would_have_begun(tmp_path: Path) -> None:
    alone = "from assistant.kernel_seal import refuse_sockets; assert refuse_sockets(); import onnxruntime"
    assert {"deviceid", "onnxruntime.db"} <= left_by(alone, tmp_path)


class _Index(http.server.BaseHTTPRequestHandler):
    """A package index that has nothing."""

    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        self.asked.append(self.path)
        self.send_error(404)

    def log_message(self, *_arguments: object) -> None:
        """Says nothing."""


def test_a_download_goes_out_through_the_seal_and_is_counted(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Index) as index:
        threading.Thread(target=index.serve_forever, daemon=True).start()
        command = [sys.executable, "-m", "assistant", "--home", str(home), "--models", str(tmp_path / "models")]
        done = subprocess.run(
            [*command, "models", "get", "silero-vad-v6-faster-whisper"],
            env={**os.environ, "SOTTO_PACKAGE_INDEX": f"http://127.0.0.1:{index.server_port}/"},
            capture_output=True,
            text=True,
            timeout=WAIT_S,
            check=False,
        )
        index.shutdown()
    assert done.returncode == 1
    assert "does not have" in done.stderr
    use = network_use(Paths(home=home, models=home).network_ledger)
    assert use.refused == 0
    assert use.sent_bytes > sum(map(len, _Index.asked)) > 0
