"""The offline seal: what its hook lets through, whom it names, and what is counted. The hook is not installed here."""

from __future__ import annotations

import struct
import threading
from pathlib import Path
from types import SimpleNamespace

import pytest

from assistant.kernel_seal import MACHINES, lone_filter, socket_filter
from assistant.network_ledger import LINES_OF_ONE_PROCESS, NetworkLedger, network_use
from assistant.network_seal import NetworkRefused, NetworkSeal

pytestmark = pytest.mark.unit

INTERNET, LOCAL = SimpleNamespace(family=2), SimpleNamespace(family=1)
FAR, NEAR = ("203.0.113.9", 443), ("127.0.0.1", 8080)


@pytest.mark.parametrize(
    ("event", "arguments", "passes"),
    [
        ("socket.__new__", (None, 2, 1, 0), ""),
        ("socket.__new__", (None, 10, 2, 0), ""),
        ("socket.__new__", (None, 1, 1, 0), "always"),
        ("socket.connect", (INTERNET, FAR), ""),
        ("socket.connect", (INTERNET, NEAR), ""),
        ("socket.bind", (INTERNET, NEAR), ""),
        ("socket.sendto", (INTERNET, FAR), ""),
        ("socket.sendmsg", (INTERNET, FAR), ""),
        ("socket.sendmsg", (INTERNET, None), "always"),
        ("socket.connect", (LOCAL, "/run/user/1000/pulse/native"), "always"),
        ("socket.getaddrinfo", ("example.org", 443, 0, 0, 0), ""),
        ("socket.gethostbyname", ("example.org",), ""),
        ("open", ("/etc/hosts", "r", 0), "always"),
    ],
)
def test_what_passes(event: str, arguments: tuple[object, ...], passes: str) -> None:
    seal = NetworkSeal()
    if passes == "always":
        seal.look(event, arguments)
        return
    with pytest.raises(NetworkRefused):
        seal.look(event, arguments)
    with seal.downloading():
        seal.look(event, arguments)
    with pytest.raises(OSError, match="sealed"):
        seal.look(event, arguments)


def test_the_local_server_may_use_loopback_alone() -> None:
    seal = NetworkSeal()
    with seal.serving_loopback():
        seal.look("socket.bind", (INTERNET, NEAR))
        seal.look("socket.gethostbyaddr", ("127.0.0.1",))
        for event, argument in (("socket.bind", ("0.0.0.0", 80)), ("socket.connect", FAR), ("socket.bind", ("", 80))):
            with pytest.raises(NetworkRefused):
                seal.look(event, (INTERNET, argument))
        with pytest.raises(NetworkRefused):
            seal.look("socket.getaddrinfo", ("example.org", 80, 0, 0, 0))


def test_a_door_is_open_to_one_thread_alone() -> None:
    seal = NetworkSeal()
    refused: list[bool] = []

    def other() -> None:
        try:
            seal.look("socket.connect", (INTERNET, FAR))
        except NetworkRefused:
            refused.append(True)

    with seal.downloading():
        thread = threading.Thread(target=other)
        thread.start()
        thread.join()
    assert refused == [True]


def test_who_tried_is_named_and_counted_from_the_first_moment(tmp_path: Path) -> None:
    seal = NetworkSeal()
    told: list[str] = []
    end = seal.subscribe(told.append)
    library = "def reach(look):\n    look('socket.getaddrinfo', ('tracker.example', 443, 0, 0, 0))\n"
    space = {"__name__": "evil_library.telemetry"}
    exec(library, space)  # the hook reads the name of a module's frame
    for keep in (True, False):
        with pytest.raises(NetworkRefused):
            space["reach"](seal.look)  # type: ignore[operator]  # the function made above
        if keep:
            seal.keep_in(tmp_path / "network.log")
            end()
    seal.count_sent(312)
    use = network_use(tmp_path / "network.log", kernel=True)
    assert told == ["evil_library.telemetry"]
    assert (use.sent_bytes, use.received_bytes, use.refused, use.kernel) == (312, 0, 2, True)
    assert use.last_refused == "evil_library.telemetry"
    assert len(use.since) == len("2026-01-01")
    assert "tracker" not in (tmp_path / "network.log").read_text(encoding="utf-8")


def test_a_ledger_is_private_survives_nonsense_and_does_not_fill_the_disk(tmp_path: Path) -> None:
    file = tmp_path / "network.log"
    assert network_use(file).since == ""
    ledger = NetworkLedger(file)
    file.write_text(
        file.read_text() + "\n2026-13-45 sent\n2026-01-01 sent 4x -\n2026-01-01 sent 7 -\n", encoding="utf-8"
    )
    many = 20 * LINES_OF_ONE_PROCESS
    for _ in range(many):
        ledger.add("refused", 1, "library")
    use = network_use(file)
    assert use.sent_bytes == 7
    assert use.refused == many
    assert len(file.read_text(encoding="utf-8").splitlines()) < 2 * LINES_OF_ONE_PROCESS
    assert file.stat().st_mode & 0o077 == 0


DECISIONS = {"allow": 0x7FFF0000, "EACCES": 0x0005000D, "ENOSYS": 0x00050026}


def run_filter(program: bytes, architecture: int, number: int, argument: int) -> int:
    """What a seccomp filter decides; its instructions are those of classic BPF."""
    words = {0: number, 4: architecture, 16: argument}
    lines = list(struct.iter_unpack("=HBBI", program))
    at, held = 0, 0
    while True:
        code, when_true, when_false, value = lines[at]
        at += 1
        match code:
            case 0x20:
                held = words[value]
            case 0x15:
                at += when_true if held == value else when_false
            case 0x35:
                at += when_true if held >= value else when_false
            case 0x45:
                at += when_true if held & value else when_false
            case 0x06:
                return int(value)


@pytest.mark.parametrize(
    ("architecture", "number", "argument", "decision"),
    [
        (0xC000003E, 41, 1, "allow"),  # socket(AF_UNIX)
        (0xC000003E, 41, 16, "allow"),  # socket(AF_NETLINK)
        (0xC000003E, 41, 2, "EACCES"),  # socket(AF_INET)
        (0xC000003E, 41, 10, "EACCES"),  # socket(AF_INET6)
        (0xC000003E, 41, 17, "EACCES"),  # socket(AF_PACKET)
        (0xC000003E, 0, 2, "allow"),  # read
        (0xC000003E, 249, 0, "EACCES"),  # request_key, which may have a name looked up
        (0xC000003E, 425, 2, "ENOSYS"),  # io_uring_setup
        (0xC000003E, 0x40000029, 2, "ENOSYS"),  # socket of x32
        (0x40000003, 359, 2, "ENOSYS"),  # socket of 32-bit programs
    ],
)
def test_the_kernels_filter(architecture: int, number: int, argument: int, decision: str) -> None:
    assert run_filter(socket_filter(MACHINES["x86_64"]), architecture, number, argument) == DECISIONS[decision]


@pytest.mark.parametrize(
    ("machine", "number", "argument", "decision"),
    [
        ("x86_64", 41, 1, "EACCES"),  # socket(AF_UNIX)
        ("x86_64", 53, 1, "EACCES"),  # socketpair
        ("x86_64", 57, 0, "EACCES"),  # fork
        ("x86_64", 56, 0x01200011, "EACCES"),  # clone, as C libraries fork
        ("x86_64", 56, 0x003D0F00, "allow"),  # clone, as C libraries start threads
        ("x86_64", 435, 0, "ENOSYS"),  # clone3
        ("x86_64", 59, 0, "EACCES"),  # execve
        ("x86_64", 101, 16, "EACCES"),  # ptrace
        ("x86_64", 90, 0, "EACCES"),  # chmod
        ("x86_64", 0x40000039, 0, "ENOSYS"),  # fork of x32
        ("x86_64", 0, 0, "allow"),  # read
        ("aarch64", 198, 1, "EACCES"),
        ("aarch64", 220, 0x01200011, "EACCES"),
        ("aarch64", 220, 0x003D0F00, "allow"),
        ("aarch64", 221, 0, "EACCES"),
        ("aarch64", 63, 0, "allow"),  # read
    ],
)
def test_the_filter_of_a_process_that_only_computes(machine: str, number: int, argument: int, decision: str) -> None:
    known = MACHINES[machine]
    assert run_filter(lone_filter(known), known.architecture, number, argument) == DECISIONS[decision]
