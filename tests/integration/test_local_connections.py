"""Programs without the key that connect with the local server again and again, or never say who they are, cost it little."""

from __future__ import annotations

import contextlib
import http.client
import socket
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest

from assistant.local_server import connections
from assistant.local_server.connections import MOST_CONNECTIONS
from assistant.local_server.http_server import LOOPBACK, LocalHttpServer

pytestmark = pytest.mark.integration

KEY = "sotto-key"


class Names:
    """What is asked for by a program with the key here."""

    def names(self) -> tuple[str, ...]:
        return ("a-model",)


@pytest.fixture
def port() -> Iterator[int]:
    models: Any = Names()
    with LocalHttpServer(0, KEY, models) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server.server_port
        server.shutdown()
        thread.join()


def listed(connection: http.client.HTTPConnection) -> int:
    connection.request("GET", "/v1/models", headers={"Authorization": f"Bearer {KEY}"})
    with connection.getresponse() as answer:
        answer.read()
        return answer.status


def hung_up(connection: socket.socket) -> bool:
    connection.settimeout(20)
    with contextlib.suppress(ConnectionError):
        return connection.recv(1) == b""
    return True


def test_more_connections_than_places_are_hung_up_on(port: int) -> None:
    before = threading.active_count()
    with contextlib.ExitStack() as opened:
        held = [opened.enter_context(socket.create_connection((LOOPBACK, port))) for _ in range(MOST_CONNECTIONS)]
        further = [opened.enter_context(socket.create_connection((LOOPBACK, port))) for _ in range(100)]
        assert all(map(hung_up, further))
        assert threading.active_count() <= before + MOST_CONNECTIONS
        held[0].close()
        deadline = time.monotonic() + 20
        while threading.active_count() >= before + MOST_CONNECTIONS and time.monotonic() < deadline:
            time.sleep(0.01)
        with contextlib.closing(http.client.HTTPConnection(LOOPBACK, port, timeout=20)) as asking:
            assert listed(asking) == 200


def test_one_that_never_says_who_it_is_is_hung_up_on(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "KEYLESS_S", 1.0)
    with socket.create_connection((LOOPBACK, port)) as slow:
        began = time.monotonic()
        with contextlib.suppress(ConnectionError):
            while time.monotonic() - began < 20:
                slow.sendall(b"X")
                time.sleep(0.05)
        assert time.monotonic() - began < 10


def test_one_with_the_key_has_time(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "KEYLESS_S", 0.5)
    with contextlib.closing(http.client.HTTPConnection(LOOPBACK, port, timeout=20)) as asking:
        assert listed(asking) == 200
        kept = asking.sock
        time.sleep(1.0)
        assert listed(asking) == 200
        assert asking.sock is kept, "it was hung up on and connected anew"
