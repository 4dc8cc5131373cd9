"""The kernel's part of the offline seal: a seccomp filter that lets a thread make no sockets but those of this machine.

On Linux alone (https://docs.kernel.org/userspace-api/seccomp_filter.html). Unlike Python's audit hook it holds for code in any
language, for every protocol, and for programs started by the thread. It holds for the thread that calls it and for all threads
started by it later; the kernel never takes it off. A thread that was there before, such as the one that fetches models, is free.
"""

from __future__ import annotations

import ctypes
import errno
import platform
import struct
import sys

_PR_SET_NO_NEW_PRIVS, _PR_SET_SECCOMP = 38, 22
_SECCOMP_MODE_FILTER = 2
_ALLOW, _FAIL_WITH = 0x7FFF0000, 0x00050000

# Classic BPF (linux/bpf_common.h): load a word of the call's data, compare, return.
_LOAD, _EQUALS, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
# Where struct seccomp_data has the number of the call, the architecture and the lower half of the first argument.
_NUMBER, _ARCHITECTURE, _FIRST_ARGUMENT = 0, 4, 16
_X32_CALLS = 0x40000000
_IO_URING_SETUP = 425  # could make sockets without the call for it

_AF_UNIX, _AF_NETLINK = 1, 16  # netlink speaks to the kernel alone

# Machine: the kernel's number for the architecture (linux/audit.h), and of the call ``socket``.
_MACHINES = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_char_p))


def socket_filter(architecture: int, socket_call: int) -> bytes:
    """The filter's instructions: calls of another architecture and io_uring do not exist; sockets are local or refused."""
    refuse, unknown, allow = (_FAIL_WITH | errno.EACCES), (_FAIL_WITH | errno.ENOSYS), _ALLOW
    lines = [
        (_LOAD, 0, 0, _ARCHITECTURE),
        (_EQUALS, 0, 8, architecture),  # to "unknown"
        (_LOAD, 0, 0, _NUMBER),
        (_AT_LEAST, 6, 0, _X32_CALLS),
        (_EQUALS, 5, 0, _IO_URING_SETUP),
        (_EQUALS, 0, 5, socket_call),  # any other call: to "allow"
        (_LOAD, 0, 0, _FIRST_ARGUMENT),
        (_EQUALS, 3, 0, _AF_UNIX),
        (_EQUALS, 2, 0, _AF_NETLINK),
        (_RETURN, 0, 0, refuse),
        (_RETURN, 0, 0, unknown),
        (_RETURN, 0, 0, allow),
    ]
    return b"".join(struct.pack("=HBBI", *line) for line in lines)


def refuse_sockets() -> bool:
    """Takes from this thread, and all it starts later, every socket that could leave the machine.

    Returns whether the kernel does so: False on other systems, processors, and kernels without seccomp.
    """
    machine = _MACHINES.get(platform.machine())
    if sys.platform != "linux" or machine is None:
        return False
    instructions = socket_filter(*machine)
    program = _Program(length=len(instructions) // 8, instructions=instructions)
    system = ctypes.CDLL(None, use_errno=True)
    if system.prctl(_PR_SET_NO_NEW_PRIVS, *(ctypes.c_ulong(value) for value in (1, 0, 0, 0))) < 0:
        return False
    done: int = system.prctl(_PR_SET_SECCOMP, ctypes.c_ulong(_SECCOMP_MODE_FILTER), ctypes.byref(program))
    return done == 0
