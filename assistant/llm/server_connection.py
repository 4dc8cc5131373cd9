"""HTTP to the chat server that the user named: the one way by which a question can leave this machine, and only while it is on.

A connection is opened on a thread that the kernel does not keep from the network, where the offline seal lets one name be looked up
and its addresses be reached on one port; it is then read by whoever asked. No proxy is asked, no redirect followed, nothing tried
twice. Beyond the local network only TLS is spoken. What goes and comes is counted like all traffic.
"""

from __future__ import annotations

import concurrent.futures
import contextlib
import dataclasses
import http.client
import queue
import socket
import threading
import urllib.parse
from collections.abc import Generator

from assistant.cancellation import CancelToken
from assistant.errors import ChatServerFailed, ChatServerRefused, InvalidInput
from assistant.host_names import plain_host
from assistant.network_ledger import TO_CHAT_SERVER
from assistant.network_seal import NetworkSeal, is_local
from assistant.workers import Worker

CONNECT_S = 8.0
SILENCE_S = 180.0
"""Longest silence: a slow machine reads a long prompt before it says a word."""
MOST_BYTES = 20_000_000
_LOOK_S = 0.05
_PORTS = {"http": 80, "https": 443}


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ServerPlace:
    """Where a chat server is. ``path`` ends with ``/v1``."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def shown(self) -> str:
        """The address as it is kept and shown."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        port = "" if _PORTS[self.scheme] == self.port else f":{self.port}"
        return f"{self.scheme}://{host}{port}{self.path}"


def place_of(address: str) -> ServerPlace:
    """An address as it is typed, with or without ``/v1`` at its end. Raises ``InvalidInput``."""
    try:
        parts = urllib.parse.urlsplit(address.strip())
        host, port = plain_host(parts), parts.port or _PORTS.get(parts.scheme, 0)
    except ValueError:
        parts, host, port = urllib.parse.urlsplit(""), "", 0
    odd = parts.query or parts.fragment or any(letter.isspace() for letter in address.strip())
    if parts.scheme not in _PORTS or not port or odd or not parts.path.isascii():
        raise InvalidInput(
            "This is no address of a chat server.", "Write it like http://192.168.1.20:8080, without anything behind."
        )
    path = parts.path.rstrip("/")
    return ServerPlace(scheme=parts.scheme, host=host, port=port, path=path if path.endswith("/v1") else f"{path}/v1")


class ServerConnection:
    """Requests to a chat server, one after the other, from any thread. ``door`` is the thread that may open connections."""

    def __init__(self, seal: NetworkSeal, door: Worker, *, silence_s: float = SILENCE_S) -> None:
        """``silence_s`` is the longest time without a byte."""
        self._seal = seal
        self._door = door
        self._silence_s = silence_s
        self._lock = threading.Lock()
        self._open: set[socket.socket] = set()

    def ask(
        self, place: ServerPlace, path: str, key: str, body: bytes | None = None, cancel: CancelToken | None = None
    ) -> bytes:
        """A whole answer; ``body`` is posted. Raises as ``stream`` does; what came before a cancel is returned."""
        return b"".join(self.stream(place, path, key, body, cancel or CancelToken()))

    def stream(
        self, place: ServerPlace, path: str, key: str, body: bytes | None, cancel: CancelToken
    ) -> Generator[bytes, None, None]:
        """An answer as it comes; it ends early when cancelled. ``path`` follows the host.

        Raises ``ChatServerFailed``, and ``InvalidInput`` where the address would have words go unencrypted beyond the network.
        """
        opening = self._door.submit(self._connected, place)
        while not opening.done() and not cancel.cancelled:
            concurrent.futures.wait([opening], timeout=_LOOK_S)
        if not opening.done():
            opening.add_done_callback(_close_late)
            return
        with contextlib.closing(opening.result()) as opened:
            with self._lock:
                self._open.add(opened)
            try:
                yield from self._read(opened, place, path, key, body, cancel)
            finally:
                with self._lock:
                    self._open.discard(opened)

    def cut(self) -> None:
        """Ends what is under way, at once: the chat server was switched off. Whoever reads gets ``ChatServerFailed``."""
        with self._lock:
            for opened in self._open:
                _shut(opened)

    def _connected(self, place: ServerPlace) -> socket.socket:
        try:
            with self._seal.chat_server(place.host, place.port):
                found = socket.getaddrinfo(place.host, place.port, type=socket.SOCK_STREAM)
            addresses = [str(one[4][0]) for one in found]
            if place.scheme == "http" and not all(is_local(address) for address in addresses):
                raise InvalidInput(
                    "This chat server is beyond the local network, and its address begins with http.",
                    "Use an address that begins with https, so that nobody on the way can read what you write.",
                )
            with self._seal.chat_server(place.host, place.port, addresses):
                return _first_that_answers(place, addresses)
        except (OSError, ValueError) as error:
            raise _unreachable(error) from error

    def _read(
        self,
        opened: socket.socket,
        place: ServerPlace,
        path: str,
        key: str,
        body: bytes | None,
        cancel: CancelToken,
    ) -> Generator[bytes, None, None]:
        opened.settimeout(self._silence_s)
        items: queue.SimpleQueue[bytes | Exception | None] = queue.SimpleQueue()
        reader = threading.Thread(
            target=self._receive, args=(opened, place, path, key, body, items), name="chat-server", daemon=True
        )
        reader.start()
        try:
            while not cancel.cancelled:
                try:
                    item = items.get(timeout=_LOOK_S)
                except queue.Empty:
                    continue
                if item is None:
                    return
                if isinstance(item, Exception):
                    raise item
                yield item
        finally:
            _shut(opened)
            reader.join()

    def _receive(
        self,
        opened: socket.socket,
        place: ServerPlace,
        path: str,
        key: str,
        body: bytes | None,
        items: queue.SimpleQueue[bytes | Exception | None],
    ) -> None:
        received = 0
        try:
            kind = http.client.HTTPSConnection if place.scheme == "https" else http.client.HTTPConnection
            connection = kind(place.host, place.port)
            connection.sock = opened
            headers = {"Content-Type": "application/json", "Accept": "*/*", "Connection": "close"}
            if key:
                headers["Authorization"] = f"Bearer {key}"
            size = len(path) + sum(len(name) + len(value) + 4 for name, value in headers.items()) + len(body or b"")
            self._seal.count_sent(size, TO_CHAT_SERVER)
            connection.request("GET" if body is None else "POST", path, body=body, headers=headers)
            with connection.getresponse() as answer:
                received = sum(len(name) + len(value) + 4 for name, value in answer.getheaders())
                if answer.status != 200:
                    raise _refused(answer.status)
                while received <= MOST_BYTES and (piece := answer.read1(65_536)):
                    received += len(piece)
                    items.put(piece)
            items.put(None)
        except ChatServerFailed as error:
            items.put(error)
        except (http.client.HTTPException, OSError, ValueError) as error:
            items.put(_broken_off(error))
        finally:
            self._seal.count_received(received)


def _first_that_answers(place: ServerPlace, addresses: list[str]) -> socket.socket:
    failure: OSError = OSError("no address")
    for address in dict.fromkeys(addresses):
        try:
            opened = socket.create_connection((address, place.port), timeout=CONNECT_S)
        except OSError as error:
            failure = error
            continue
        opened.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if place.scheme == "http":
            return opened
        import ssl  # loads the system's certificates; needed by those who use it

        try:
            return ssl.create_default_context().wrap_socket(opened, server_hostname=place.host)
        except BaseException:
            opened.close()
            raise
    raise failure


def _shut(opened: socket.socket) -> None:
    """Wakes whoever reads. The method of the plain socket: that of TLS would say goodbye first, and may wait."""
    with contextlib.suppress(OSError):
        socket.socket.shutdown(opened, socket.SHUT_RDWR)


def _close_late(opening: concurrent.futures.Future[socket.socket]) -> None:
    if opening.exception() is None:
        opening.result().close()


def _unreachable(error: Exception) -> ChatServerFailed:
    if "CERTIFICATE" in str(getattr(error, "reason", "")):
        return ChatServerFailed(
            "The certificate of the chat server is not one that this computer trusts.",
            "Check its address, or add its certificate to those of the system.",
        )
    return ChatServerFailed(
        "The chat server does not answer.",
        "Check that it runs and that its address is right, or let the model on this computer answer.",
    )


def _refused(status: int) -> ChatServerFailed:
    if status in (401, 403):
        return ChatServerFailed("The chat server does not accept the key.", "Connect it again with the right one.")
    return ChatServerRefused(
        f"The chat server refused to answer (HTTP {status}).",
        "Check the model's name and how many tokens it keeps in view, or let the model on this computer answer.",
    )


def _broken_off(error: Exception) -> ChatServerFailed:
    if isinstance(error, TimeoutError):
        return ChatServerFailed(
            "The chat server has fallen silent.", "Ask again, or let the model on this computer answer."
        )
    return ChatServerFailed(
        "The connection with the chat server broke off.", "Ask again, or let the model on this computer answer."
    )
