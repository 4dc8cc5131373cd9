"""HTTP to one host of the local network: beside ``models.fetch`` the only way to a network, and never beyond the local one.

No proxy is asked and no redirect followed. Names must stand for local addresses alone, and where the offline seal is on it lets
nothing else through. What goes and comes is counted like all traffic.
"""

from __future__ import annotations

import contextlib
import http.client
import json
import socket
import urllib.parse
from collections.abc import Iterable
from typing import Any

from assistant.errors import InvalidInput, UserFacingError
from assistant.host_names import plain_host
from assistant.network_seal import NetworkSeal, is_local
from assistant.workers import Worker

TIMEOUT_S = 8.0
MOST_BYTES = 20_000_000
_JAPANESE = {
    "Home Assistant does not accept the token.": (
        "Home Assistant がトークンを受け付けません。新しいトークンを作り、もう一度接続してください。"
    ),
    "Home Assistant does not answer.": "Home Assistant が応答しません。動いているか、アドレスが正しいか確かめてください。",
}
_PORTS = {"http": 80, "https": 443}
_KINDS: dict[str, type[http.client.HTTPConnection]] = {
    "http": http.client.HTTPConnection,
    "https": http.client.HTTPSConnection,
}


class ServiceUnreachable(UserFacingError):
    """A service of the local network does not answer. ``japanese`` says it, and what to do, in Japanese."""

    kind = "service_unreachable"

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message, remedy)
        self.japanese = _JAPANESE.get(message, "")


class LocalHttp:
    """Requests to one base address, on ``worker``'s thread, which was there before the kernel took the network from the others."""

    def __init__(self, seal: NetworkSeal, worker: Worker) -> None:
        self._seal = seal
        self._worker = worker

    def ask(self, base: str, path: str, token: str, body: dict[str, Any] | None = None) -> Any:
        """What the service answers, as JSON; ``body`` is posted. Raises ``InvalidInput``, ``ServiceUnreachable``."""
        return self._worker.run(self._ask, base, path, token, body)

    def _ask(self, base: str, path: str, token: str, body: dict[str, Any] | None) -> Any:
        host, port = place_of(base)
        content = json.dumps(body).encode() if body is not None else None
        path = urllib.parse.urlsplit(base).path.rstrip("/") + path
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        with self._seal.local_service(host, port):
            try:
                _check_local(host, port)
                connection = _KINDS[urllib.parse.urlsplit(base).scheme](host, port, timeout=TIMEOUT_S)
                with contextlib.closing(connection):
                    connection.request("GET" if body is None else "POST", path, body=content, headers=headers)
                    self._seal.count_sent(len(path) + _size(headers.items()) + len(content or b""))
                    answer = connection.getresponse()
                    received = answer.read(MOST_BYTES)
                    self._seal.count_received(len(received) + _size(answer.getheaders()))
            except (http.client.HTTPException, OSError, ValueError) as error:
                raise _unreachable() from error
        if answer.status in (401, 403):
            raise ServiceUnreachable(
                "Home Assistant does not accept the token.",
                "Make a long-lived access token in your profile there, and connect again.",
            )
        if answer.status not in (200, 201):
            raise _unreachable()
        try:
            return json.loads(received)
        except ValueError as error:
            raise _unreachable() from error


def place_of(base: str) -> tuple[str, int]:
    """Host and port of an address. Raises ``InvalidInput`` for what is no http address."""
    try:
        parts = urllib.parse.urlsplit(base)
        host, port = plain_host(parts), parts.port or _PORTS.get(parts.scheme, 0)
    except ValueError:
        parts, host, port = urllib.parse.urlsplit(""), "", 0
    if parts.scheme not in _PORTS or not port or parts.query or parts.fragment:
        raise InvalidInput(
            "This is no address of a service.",
            "Write it like http://homeassistant.local:8123, without anything behind.",
        )
    return host, port


def _check_local(host: str, port: int) -> None:
    addresses = {str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)}
    if not addresses or not all(is_local(address) for address in addresses):
        raise InvalidInput(
            "This address is not on the local network.", "Sotto speaks with services of your own network alone."
        )


def _size(headers: Iterable[tuple[str, str]]) -> int:
    return sum(len(name) + len(value) + 4 for name, value in headers)


def _unreachable() -> ServiceUnreachable:
    return ServiceUnreachable(
        "Home Assistant does not answer.",
        "Check that it runs and that its address is right.",
    )
