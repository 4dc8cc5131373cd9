"""The offline seal: Python code of this process that reaches beyond the machine is stopped and counted.

An audit hook (https://docs.python.org/3/library/audit_events.html) sees every socket, connection, datagram and look-up of a name
that Python code asks for, whatever library it is in, and cannot be taken off again. What it lets through is a closed list: sockets
of the machine itself (Unix's), and what is done inside ``downloading``, ``serving_loopback``, ``local_service`` or ``chat_server``,
by that thread.
Code in C does not pass here; ``assistant.kernel_seal`` is for that.
"""

from __future__ import annotations

import contextlib
import os
import sys
import threading
from collections.abc import Callable, Collection, Iterator
from pathlib import Path

from assistant.network_ledger import RECEIVED, REFUSED, SENT, NetworkLedger

LIBRARIES_OFFLINE = {
    "HF_HUB_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "HF_HUB_DISABLE_IMPLICIT_TOKEN": "1",
    "HF_DATASETS_OFFLINE": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "DO_NOT_TRACK": "1",
    "ORT_DISABLE_TELEMETRY": "1",
    "NO_ALBUMENTATIONS_UPDATE": "1",
    "PIP_DISABLE_PIP_VERSION_CHECK": "1",
}
"""What tells libraries to look nothing up and to report nothing. Most read it once, when they are imported."""

_WITH_ADDRESS = frozenset({"socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg"})
_LOOK_UPS = frozenset({"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo"})
_NEW_SOCKET = "socket.__new__"
# Numbers, since importing ``socket`` would cost the window a part of its start.
_AF_UNIX, _AF_NETLINK = 1, 16
_STAYS_HERE = frozenset(
    {-1, _AF_UNIX, _AF_NETLINK}
)  # -1: whatever an open descriptor already is; netlink speaks to the kernel
_LOOPBACK = frozenset({"127.0.0.1", "::1"})
_PLUMBING = frozenset({"requests", "urllib3", "httpx", "httpcore", "anyio", "aiohttp", "socks"})


class NetworkRefused(PermissionError):
    """Sotto stopped an attempt to reach the network. An ``OSError``, so that libraries take it for a network that is down."""


class NetworkSeal:
    """What may pass, and the count of what did and what did not.

    ``look`` is the audit hook. Until ``keep_in`` names a home's ledger, counts wait in memory. ``told`` is called with the name
    of the module that was stopped, on the thread that tried.
    """

    def __init__(self) -> None:
        self._open = threading.local()
        self._lock = threading.RLock()
        self._ledger: NetworkLedger | None = None
        self._waiting: list[tuple[str, int, str]] = []
        self._listeners: list[Callable[[str], None]] = []
        self.installed = False

    def install(self) -> None:
        """Seals this process, for good."""
        if not self.installed:
            sys.addaudithook(self.look)
            self.installed = True

    def keep_in(self, file: Path) -> None:
        """Counts into a home's ledger from now on."""
        with self._lock:
            self._ledger = NetworkLedger(file)
            for item in self._waiting:
                self._ledger.add(*item)
            self._waiting.clear()

    def subscribe(self, told: Callable[[str], None]) -> Callable[[], None]:
        """Calls ``told`` with the module that was stopped, each time; the result ends that."""
        self._listeners.append(told)
        return lambda: self._listeners.remove(told)

    @contextlib.contextmanager
    def downloading(self) -> Iterator[None]:
        """Lets this thread out: around ``models.fetch`` alone, when the user asked for a download."""
        with self._opened("download"):
            yield

    @contextlib.contextmanager
    def serving_loopback(self) -> Iterator[None]:
        """Lets this thread open a door for programs of this machine: around the local server alone, when it is switched on."""
        with self._opened("loopback"):
            yield

    @contextlib.contextmanager
    def local_service(self, host: str, port: int) -> Iterator[None]:
        """Lets this thread speak with one port of one host of the local network: around ``smart_home.local_http`` alone, when the
        user has named that host. This is the one place where a host of the local network is let through."""
        self._open.service = (host, port)
        with self._opened("service"):
            yield

    @contextlib.contextmanager
    def chat_server(self, host: str, port: int, addresses: Collection[str] = ()) -> Iterator[None]:
        """Lets this thread look up one host, wherever it is, and connect to ``addresses`` alone, on one port: around
        ``llm.server_connection`` alone, while the user has a chat server switched on."""
        self._open.chat_server = (host, port, frozenset(addresses))
        with self._opened("chat_server"):
            yield

    def count_sent(self, size_bytes: int, to: str = "-") -> None:
        """Bytes of a request that left this machine; ``to`` is one of the ledger's names for where they went."""
        self._count(SENT, size_bytes, to)

    def count_received(self, size_bytes: int) -> None:
        """Bytes that came."""
        self._count(RECEIVED, size_bytes)

    def look(self, event: str, arguments: tuple[object, ...]) -> None:
        """The audit hook. Raises ``NetworkRefused``."""
        if event == _NEW_SOCKET:
            if arguments[1] in _STAYS_HERE or self._door():
                return
        elif event in _WITH_ADDRESS:
            if self._may_address(*arguments[:2]):
                return
        elif (
            event not in _LOOK_UPS
            or self._door() == "download"
            or (self._door() == "loopback" and arguments[0] in _LOOPBACK)
            or (self._door() == "service" and arguments[0] == self._open.service[0])
            or (self._door() == "chat_server" and self._may_look_up(arguments[0]))
        ):
            return
        who = _who_asks()
        self._count(REFUSED, 1, who)
        for told in list(self._listeners):
            told(who)
        raise NetworkRefused(f"Sotto is sealed: {who} may not reach the network.")

    def _may_address(self, opened: object, address: object) -> bool:
        if getattr(opened, "family", None) in _STAYS_HERE or address is None:
            return True
        door = self._door()
        if door == "service":
            return isinstance(address, tuple) and address[1] == self._open.service[1] and is_local(str(address[0]))
        if door == "chat_server":
            _, port, admitted = self._open.chat_server
            return isinstance(address, tuple) and address[1] == port and address[0] in admitted
        on_loopback = isinstance(address, tuple) and bool(address) and address[0] in _LOOPBACK
        return door == "download" or (door == "loopback" and on_loopback)

    def _may_look_up(self, name: object) -> bool:
        host, _, admitted = self._open.chat_server
        return name == host or name in admitted

    def _door(self) -> str:
        door: str = getattr(self._open, "door", "")
        return door

    @contextlib.contextmanager
    def _opened(self, door: str) -> Iterator[None]:
        before = self._door()
        self._open.door = door
        try:
            yield
        finally:
            self._open.door = before

    def _count(self, kind: str, amount: int, who: str = "-") -> None:
        with self._lock:
            if self._ledger is None:
                self._waiting.append((kind, amount, who))
            else:
                self._ledger.add(kind, amount, who)


def is_local(address: str) -> bool:
    """Whether an address of IP belongs to this machine or a local network (RFC 1918, RFC 4193, link-local ones)."""
    import ipaddress

    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    return (found.is_private or found.is_loopback or found.is_link_local) and not found.is_unspecified


SEAL = NetworkSeal()
"""This process's own; a hook of the interpreter is one for all."""


def seal_process() -> None:
    """First thing in a process of Sotto, before any library is imported."""
    keep_libraries_offline()
    SEAL.install()


def keep_libraries_offline() -> None:
    """Sets ``LIBRARIES_OFFLINE``; for a library that is imported without the seal, as in a test, call it right before."""
    os.environ.update(LIBRARIES_OFFLINE)


def _who_asks() -> str:
    """The innermost module that is neither Python's own nor a mere client of HTTP."""
    frame = sys._getframe(1)  # noqa: SLF001 - the documented way to the caller; inspect would have to be imported
    name = "?"
    while frame is not None:
        name = str(frame.f_globals.get("__name__", "?"))
        top = name.partition(".")[0]
        if name != __name__ and top not in _PLUMBING and top not in sys.stdlib_module_names:
            break
        frame = frame.f_back  # type: ignore[assignment]  # None ends the loop
    return "".join(letter if letter.isalnum() or letter in "._-" else "?" for letter in name)[:100]
