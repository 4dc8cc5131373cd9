"""A chat server over real sockets: scripted ones that misbehave, llama.cpp's own in Python, and Sotto's local server."""

from __future__ import annotations

import contextlib
import json
import queue
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant.cancellation import CancelToken
from assistant.errors import ChatServerFailed, InvalidInput, KeyringUnavailable
from assistant.llm.base import ChatMessage, GenerationEnd, GenerationOptions, TextDelta, Weighed
from assistant.llm.chat_server import KEY_VARIABLE, UNTOLD_CONTEXT, ChatServer
from assistant.llm.server_connection import ServerConnection, place_of
from assistant.network_ledger import network_use
from assistant.network_seal import NetworkRefused, NetworkSeal
from assistant.settings_file import SettingsFile
from assistant.testing.home import MemoryKeyring
from assistant.workers import Worker
from tests.loopback import QuietHandler, served

pytestmark = pytest.mark.integration

KEY = "key-of-the-server"
ASKED = [ChatMessage(role="user", content="Name a colour.")]
SHORT = GenerationOptions(max_tokens=8, temperature=0.0)


class Told(queue.SimpleQueue[str]):
    """What the server got: paths, and what it saw of its client going away."""


class Script:
    """How the scripted server behaves. ``answers`` gives a request's path, body and a function to write with."""

    def __init__(self) -> None:
        self.requests: list[tuple[str, str, dict[str, Any]]] = []
        self.status = 200
        self.models = {"data": [{"id": "scripted", "max_model_len": 2048}]}
        self.stream: Callable[[Callable[[bytes], None]], None] = lambda write: write(say("red") + DONE)
        self.gone = threading.Event()


def say(text: str, reason: str | None = None) -> bytes:
    piece = {"choices": [{"delta": {"content": text}, "finish_reason": reason}]}
    return b"data: " + json.dumps(piece).encode() + b"\n\n"


def slowly(write: Callable[[bytes], None]) -> None:
    write(say("slow"))
    time.sleep(1.5)


DONE = b"data: [DONE]\n\n"


@pytest.fixture
def script() -> Script:
    return Script()


@pytest.fixture
def address(script: Script) -> Iterator[str]:
    class Handler(QuietHandler):
        def do_GET(self) -> None:
            self._note({})
            if self.path.endswith("/models") and script.status == 200:
                self.send_whole(json.dumps(script.models).encode())
            else:
                self.send_error(script.status if script.status != 200 else 404)

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            self._note(body)
            if script.status != 200:
                self.send_response(script.status)
                self.send_header("Location", "http://example.com/")
                self.end_headers()
            elif not body["stream"]:
                self.send_whole(json.dumps({"choices": [{"message": {"content": "violet hue"}}]}).encode())
            else:
                self.send_response(200)
                self.end_headers()
                with contextlib.suppress(OSError):
                    script.stream(self._write)
                    return
                script.gone.set()

        def _write(self, data: bytes) -> None:
            self.wfile.write(data)
            self.wfile.flush()

        def _note(self, body: dict[str, Any]) -> None:
            script.requests.append((self.path, self.headers.get("Authorization", ""), body))

    with served(Handler) as address:
        yield address


class Desk:
    """A chat server's parts over real settings and a keyring in memory."""

    def __init__(self, folder: Path, worker: Worker, *, offline: bool = False, silence_s: float = 30.0) -> None:
        self.seal = NetworkSeal()
        self.ledger = folder / "network.log"
        self.seal.keep_in(self.ledger)
        self.keyring = MemoryKeyring()
        self.settings = SettingsFile(folder / "settings.toml")
        self.connection = ServerConnection(self.seal, worker, silence_s=silence_s)
        self.server = ChatServer(
            self.connection, self.keyring, lambda: self.settings.current, self.settings.update, offline=offline
        )


@pytest.fixture
def worker() -> Iterator[Worker]:
    made = Worker("chat-server-door")
    yield made
    made.close()


@pytest.fixture
def desk(tmp_path: Path, worker: Worker) -> Desk:
    return Desk(tmp_path, worker)


def written(items: Iterator[Any]) -> tuple[str, GenerationEnd]:
    text = ""
    for item in items:
        if isinstance(item, TextDelta):
            text += item.text
        elif isinstance(item, GenerationEnd):
            return text, item
    raise AssertionError("no end")


def test_it_is_off_until_it_is_connected_and_at_once_off_again(desk: Desk, script: Script, address: str) -> None:
    assert not desk.server.answers(spoken=False)
    assert desk.server.title == ""
    status = desk.server.connect(f" {address}/ ", KEY)
    assert (status.on, status.spoken, status.model, status.key_kept) == (True, False, "scripted", "keyring")
    assert status.address == f"{address}/v1"
    assert desk.server.title == "scripted · 127.0.0.1"
    assert not desk.server.answers(spoken=True)
    assert not desk.server.use(False).on
    desk.server.use(True)
    desk.server.disconnect()
    assert (desk.server.status().address, desk.keyring.secrets) == ("", {})


def test_the_key_is_kept_for_its_server_alone_and_written_nowhere(
    desk: Desk, tmp_path: Path, script: Script, address: str
) -> None:
    desk.server.connect(address, KEY)
    written(desk.server.load().generate(ASKED, SHORT, CancelToken()))
    assert {sent for _, sent, _ in script.requests} == {f"Bearer {KEY}"}
    for file in tmp_path.iterdir():
        assert KEY not in file.read_text(encoding="utf-8")
    # Another address typed into the settings is another server: the key does not go there.
    script.requests.clear()
    desk.settings.update("remote_address", address.replace("127.0.0.1", "localhost"))
    desk.server.load()
    assert {sent for _, sent, _ in script.requests} == {""}


def test_without_a_keyring_the_key_stays_in_memory(
    desk: Desk, script: Script, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: str) -> str | None:
        raise KeyringUnavailable("There is none.")

    for call in ("read", "keep", "remove"):
        monkeypatch.setattr(desk.keyring, call, refuse)
    assert desk.server.connect(address, KEY).key_kept == "memory"
    assert desk.server.connect(address).key_kept == ""
    monkeypatch.setenv(KEY_VARIABLE, "from-outside")
    script.requests.clear()
    desk.server.load()
    assert script.requests[0][1] == "Bearer from-outside"


def test_an_answer_streams_with_the_servers_own_count(desk: Desk, script: Script, address: str) -> None:
    usage = b'data: {"choices": [], "usage": {"prompt_tokens": 21, "completion_tokens": 2}}\n\n'
    script.stream = lambda write: write(say("dark ") + say("赤", "stop") + usage + DONE)
    desk.server.connect(address)
    model = desk.server.load()
    assert (model.model_id, model.context_tokens, model.holds_grammars) == ("server:scripted", 2048, False)
    text, end = written(model.generate(ASKED, SHORT, CancelToken()))
    assert (text, end.reason, end.prompt_tokens, end.completion_tokens) == ("dark 赤", "stop", 21, 2)
    path, _, body = script.requests[-1]
    assert path == "/v1/chat/completions"
    assert body["messages"] == [{"role": "user", "content": "Name a colour."}]
    assert body["max_tokens"] == 8
    (*_, weighed) = model.weigh(ASKED, ("violet", "red"), CancelToken())
    assert isinstance(weighed, Weighed)
    assert weighed.chances == (1.0, 0.0)


def test_nothing_of_the_users_is_sent_before_a_question(desk: Desk, script: Script, address: str) -> None:
    desk.server.connect(address)
    model = desk.server.load()
    model.prefill([ChatMessage(role="user", content="my secret")], CancelToken())
    assert "secret" not in json.dumps([body for _, _, body in script.requests])


def test_a_cancelled_answer_ends_and_the_server_sees_it(desk: Desk, script: Script, address: str) -> None:
    def endless(write: Callable[[bytes], None]) -> None:
        while True:
            write(say("on "))
            time.sleep(0.005)

    script.stream = endless
    desk.server.connect(address)
    cancel = CancelToken()
    items = desk.server.load().generate(ASKED, SHORT, cancel)
    for item in items:
        if isinstance(item, TextDelta):
            cancel.cancel()
    assert isinstance(item, GenerationEnd)
    assert item.reason == "cancelled"
    assert script.gone.wait(10)


def test_switched_off_it_stops_in_the_middle(desk: Desk, script: Script, address: str) -> None:
    go_on = threading.Event()

    def two(write: Callable[[bytes], None]) -> None:
        write(say("one "))
        go_on.wait(20)
        write(say("two"))

    script.stream = two
    desk.server.connect(address)
    items = desk.server.load().generate(ASKED, SHORT, CancelToken())
    assert next(item for item in items if isinstance(item, TextDelta)).text == "one "
    desk.connection.cut()
    with pytest.raises(ChatServerFailed, match="broke off"):
        list(items)
    go_on.set()


@pytest.mark.parametrize(
    ("stream", "said"),
    [
        (lambda write: write(say("half")), "broke off"),
        (lambda write: write(b"<html>no</html>\n\n"), "broke off"),
        (lambda write: write(b"data: {not json}\n\n"), "makes no sense"),
        (lambda write: write(b'data: {"error": {"message": "no"}}\n\n'), "makes no sense"),
        (slowly, "fallen silent"),
    ],
)
def test_what_goes_wrong_is_said(
    tmp_path: Path, worker: Worker, script: Script, address: str, stream: Any, said: str
) -> None:
    desk = Desk(tmp_path, worker, silence_s=0.5)
    desk.server.connect(address)
    model = desk.server.load()
    script.stream = stream
    with pytest.raises(ChatServerFailed, match=said):
        list(model.generate(ASKED, SHORT, CancelToken()))


@pytest.mark.parametrize(("status", "said"), [(401, "key"), (500, "HTTP 500"), (302, "HTTP 302")])
def test_a_refusal_is_said_and_no_redirect_is_followed(
    desk: Desk, script: Script, address: str, status: int, said: str
) -> None:
    desk.server.connect(address)
    model = desk.server.load()
    script.status = status
    with pytest.raises(ChatServerFailed, match=said):
        list(model.generate(ASKED, SHORT, CancelToken()))
    with pytest.raises(ChatServerFailed):
        desk.server.connect(address, "other")
    assert not desk.server.check().ok
    # What failed changed nothing.
    assert desk.server.status().on


def test_addresses_that_are_none_or_would_be_read_on_the_way(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    for wrong in ("desk", "ftp://10.0.0.1", "http://user:pass@10.0.0.1", "http://10.0.0.1:99999", "http://a b/", ""):
        with pytest.raises(InvalidInput, match="no address"):
            desk.server.connect(wrong)
    with pytest.raises(InvalidInput, match="beyond the local network"):
        desk.server.connect("http://8.8.8.8:8080")
    with pytest.raises(ChatServerFailed, match="does not answer"):
        desk.server.connect("http://127.0.0.1:9")
    assert desk.server.status().address == ""
    assert place_of("https://chat.example/deep/").shown == "https://chat.example/deep/v1"
    assert place_of("http://[::1]:80/v1").shown == "http://[::1]/v1"


def test_offline_means_offline(tmp_path: Path, worker: Worker, script: Script, address: str) -> None:
    desk = Desk(tmp_path, worker, offline=True)
    desk.settings.update("remote_address", address)
    desk.settings.update("remote_on", True)
    assert not desk.server.answers(spoken=False)
    for reach in (desk.server.load, lambda: desk.server.connect(address)):
        with pytest.raises(ChatServerFailed, match="without the network"):
            reach()
    assert script.requests == []


def test_its_bytes_are_counted_and_the_seal_lets_nothing_else_through(desk: Desk, address: str) -> None:
    desk.server.connect(address)
    written(desk.server.load().generate(ASKED, SHORT, CancelToken()))
    use = network_use(desk.ledger)
    assert use.to_chat_server_bytes == use.sent_bytes > 300
    assert use.received_bytes > 100
    assert use.refused == 0
    port = int(address.rpartition(":")[2])

    class Socket:
        family = 2

    with desk.seal.chat_server("chat.example", port, ["203.0.113.7"]):
        desk.seal.look("socket.connect", (Socket(), ("203.0.113.7", port)))
        desk.seal.look("socket.getaddrinfo", ("chat.example", port))
        for event, what in (
            ("socket.connect", (Socket(), ("203.0.113.7", port + 1))),
            ("socket.connect", (Socket(), ("203.0.113.8", port))),
            ("socket.getaddrinfo", ("example.com", port)),
        ):
            with pytest.raises(NetworkRefused):
                desk.seal.look(event, what)
    with pytest.raises(NetworkRefused):
        desk.seal.look("socket.connect", (Socket(), ("203.0.113.7", port)))


@pytest.fixture(scope="module")
def llama_server(models_folder: Path) -> Iterator[str]:
    """The server that comes with llama-cpp-python, over SmolLM2."""
    (file,) = (models_folder / "smollm2-135m-instruct-q4_1").glob("*.gguf")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-W", "ignore", "-m", "llama_cpp.server", "--model", str(file), "--n_ctx", "2048"]
    command += ["--host", "127.0.0.1", "--port", str(port), "--n_threads", "2", "--model_alias", "smol"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            deadline = time.monotonic() + 60
            while time.monotonic() < deadline and server.poll() is None:
                with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                    break
                time.sleep(0.1)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()


def test_a_server_of_llama_cpp_answers_and_holds_to_grammars(desk: Desk, llama_server: str) -> None:
    desk.server.connect(llama_server)
    model = desk.server.load()
    assert (model.model_id, model.context_tokens, model.holds_grammars) == ("server:smol", UNTOLD_CONTEXT, True)
    text, end = written(model.generate(ASKED, SHORT, CancelToken()))
    assert text.strip()
    assert end.reason in ("length", "stop")
    held = GenerationOptions(max_tokens=8, temperature=0.0, grammar='root ::= "green" | "grey"')
    assert written(model.generate(ASKED, held, CancelToken()))[0] in ("green", "grey")
    schema = {"type": "object", "properties": {"n": {"type": "integer"}}, "required": ["n"]}
    shaped = GenerationOptions(max_tokens=40, temperature=0.0, json_schema=schema)
    assert isinstance(json.loads(written(model.generate(ASKED, shaped, CancelToken()))[0])["n"], int)
    (*_, weighed) = model.weigh(ASKED, ("yes", "no"), CancelToken())
    assert isinstance(weighed, Weighed)
    assert sum(weighed.chances) == pytest.approx(1)
