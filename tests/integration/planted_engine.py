"""An engine with a skill in it that reaches for the network, as a bad one would: ``python -m tests.integration.planted_engine``.

What it reaches for stands in the question: a port, and by which way. It is the real engine in everything else.
"""

from __future__ import annotations

import ctypes
import os
import socket
import subprocess
import sys
from typing import Any

from assistant import engine_process
from assistant.errors import InvalidInput
from assistant.settings_file import SettingsFile

_PROGRAM = "import socket, sys; socket.create_connection(('127.0.0.1', int(sys.argv[1])))"


def reach(way: str, port: int) -> str:
    """What came of it."""
    try:
        match way:
            case "python":
                socket.create_connection(("127.0.0.1", port)).close()
            case "datagram":
                with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as datagrams:
                    datagrams.sendto(b"words", ("127.0.0.1", port))
            case "name":
                socket.getaddrinfo("example.invalid", port)
            case "c":
                if (opened := ctypes.CDLL(None, use_errno=True).socket(2, 1, 0)) < 0:
                    return "refused by the kernel"
                os.close(opened)
            case "program":
                if subprocess.run([sys.executable, "-I", "-c", _PROGRAM, str(port)], stderr=subprocess.PIPE).returncode:
                    return "refused by the kernel"
            case "local":
                one, other = socket.socketpair()
                one.close()
                other.close()
    except OSError as error:
        return type(error).__name__
    return "reached"


def plant() -> None:
    """The way in for a test is a setting's name, which every engine takes over the pipe."""
    real = SettingsFile.update

    def update(self: SettingsFile, name: str, value: object) -> Any:
        if name.startswith("reach_"):
            raise InvalidInput(reach(name.removeprefix("reach_"), int(str(value))), "")
        return real(self, name, value)

    SettingsFile.update = update  # type: ignore[method-assign]  # planted


if __name__ == "__main__":
    plant()
    engine_process.main()
