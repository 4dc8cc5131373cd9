"""The kernel's part of the offline seal: a seccomp filter that lets a thread make no sockets but those of this machine.

On Linux alone (https://docs.kernel.org/userspace-api/seccomp_filter.html). Unlike Python's audit hook it holds for code in any
language, for every protocol, and for programs started by the thread. It holds for the thread that calls it and for all threads
started by it later; the kernel never takes it off. A thread that was there before, such as the one that fetches models, is free.

A process that reads what nobody vouches for gives up more: what others are there to do, and what Landlock leaves.
"""

from __future__ import annotations

import ctypes
import dataclasses
import errno
import platform
import struct
import sys

_PR_SET_NO_NEW_PRIVS, _PR_SET_SECCOMP = 38, 22
_SECCOMP_MODE_FILTER = 2
_ALLOW, _FAIL_WITH = 0x7FFF0000, 0x00050000
_REFUSE, _UNKNOWN = _FAIL_WITH | errno.EACCES, _FAIL_WITH | errno.ENOSYS

# Classic BPF (linux/bpf_common.h): load a word of the call's data, compare, return.
_LOAD, _EQUALS, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
# Where struct seccomp_data has the number of the call, the architecture and the lower half of the first argument.
_NUMBER, _ARCHITECTURE, _FIRST_ARGUMENT = 0, 4, 16
_X32_CALLS = 0x40000000
_CLONE_THREAD = 0x00010000

_AF_UNIX, _AF_NETLINK = 1, 16  # netlink speaks to the kernel alone
_IO_URING_SETUP = 425  # could make sockets without the call for it
_CLONE3 = 435  # its flags lie where no filter looks; C libraries go on with clone
_PIDFD_GETFD = 438


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """The kernel's numbers for an architecture (linux/audit.h) and its calls (asm/unistd.h).

    ``request_key`` may have a program of the system look a name up (https://docs.kernel.org/networking/dns_resolver.html).
    ``others`` are what a process that only computes has no need of: sockets, other programs, the memory of other processes, key
    rings, namespaces, and the owners, rights, times and attributes of files, which Landlock leaves.
    """

    architecture: int
    socket: int
    request_key: int
    clone: int
    others: tuple[int, ...]


MACHINES = {
    "x86_64": Machine(
        architecture=0xC000003E,
        socket=41,
        request_key=249,
        clone=56,
        others=(
            *(41, 53),  # socket, socketpair
            *(57, 58, 59, 322),  # fork, vfork, execve, execveat
            *(101, 310, 311, _PIDFD_GETFD),  # ptrace, process_vm_readv, process_vm_writev
            *(90, 91, 268, 92, 93, 94, 260),  # chmod, fchmod, fchmodat, chown, fchown, lchown, fchownat
            *(188, 189, 190, 197, 198, 199),  # setxattr, removexattr and their kin
            *(132, 235, 261, 280),  # utime, utimes, futimesat, utimensat
            *(248, 250),  # add_key, keyctl
            *(165, 272, 308),  # mount, unshare, setns
            *(298, 321, 323),  # perf_event_open, bpf, userfaultfd
        ),
    ),
    "aarch64": Machine(
        architecture=0xC00000B7,
        socket=198,
        request_key=218,
        clone=220,
        others=(
            *(198, 199),
            *(221, 281),
            *(117, 270, 271, _PIDFD_GETFD),
            *(52, 53, 54, 55),
            *(5, 6, 7, 14, 15, 16),
            *(88,),
            *(217, 219),
            *(40, 97, 268),
            *(241, 280, 282),
        ),
    ),
}
# The same everywhere: fchmodat2, setxattrat, removexattrat.
_OTHERS_EVERYWHERE = (452, 463, 466)


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_char_p))


_Line = tuple[int, int, int, int]


def socket_filter(machine: Machine) -> bytes:
    """The filter's instructions: calls of another architecture and io_uring do not exist; sockets are local or refused, and so is
    a look-up by the kernel's key ring."""
    return _packed(
        [
            *_known_calls(machine),
            *_when(_IO_URING_SETUP, _UNKNOWN),
            *_when(machine.request_key, _REFUSE),
            (_EQUALS, 1, 0, machine.socket),
            (_RETURN, 0, 0, _ALLOW),
            (_LOAD, 0, 0, _FIRST_ARGUMENT),
            *_when(_AF_UNIX, _ALLOW),
            *_when(_AF_NETLINK, _ALLOW),
            (_RETURN, 0, 0, _REFUSE),
        ]
    )


def lone_filter(machine: Machine) -> bytes:
    """The instructions for a process that has to do with no other: it may start threads, and of ``Machine.others`` nothing."""
    refused = (machine.request_key, *machine.others, *_OTHERS_EVERYWHERE)
    return _packed(
        [
            *_known_calls(machine),
            *_when(_IO_URING_SETUP, _UNKNOWN),
            *_when(_CLONE3, _UNKNOWN),
            *(line for call in refused for line in _when(call, _REFUSE)),
            (_EQUALS, 1, 0, machine.clone),
            (_RETURN, 0, 0, _ALLOW),
            (_LOAD, 0, 0, _FIRST_ARGUMENT),
            (_ANY_BIT, 0, 1, _CLONE_THREAD),
            (_RETURN, 0, 0, _ALLOW),
            (_RETURN, 0, 0, _REFUSE),
        ]
    )


def refuse_sockets() -> bool:
    """Takes from this thread, and all it starts later, every socket that could leave the machine.

    Returns whether the kernel does so: False on other systems, processors, and kernels without seccomp.
    """
    machine = _this_machine()
    return machine is not None and _take_on(socket_filter(machine))


def refuse_others() -> bool:
    """Takes from this thread, and all it starts later, what only a process does that has to do with others. Returns as above."""
    machine = _this_machine()
    return machine is not None and _take_on(lone_filter(machine))


def _known_calls(machine: Machine) -> list[_Line]:
    return [
        (_LOAD, 0, 0, _ARCHITECTURE),
        (_EQUALS, 1, 0, machine.architecture),
        (_RETURN, 0, 0, _UNKNOWN),
        (_LOAD, 0, 0, _NUMBER),
        (_AT_LEAST, 0, 1, _X32_CALLS),
        (_RETURN, 0, 0, _UNKNOWN),
    ]


def _when(value: int, decision: int) -> list[_Line]:
    """Decides where what was loaded is ``value``, and goes on where it is not."""
    return [(_EQUALS, 0, 1, value), (_RETURN, 0, 0, decision)]


def _packed(lines: list[_Line]) -> bytes:
    return b"".join(struct.pack("=HBBI", *line) for line in lines)


def _this_machine() -> Machine | None:
    return MACHINES.get(platform.machine()) if sys.platform == "linux" else None


def _take_on(instructions: bytes) -> bool:
    program = _Program(length=len(instructions) // 8, instructions=instructions)
    system = ctypes.CDLL(None, use_errno=True)
    if system.prctl(_PR_SET_NO_NEW_PRIVS, *(ctypes.c_ulong(value) for value in (1, 0, 0, 0))) < 0:
        return False
    done: int = system.prctl(_PR_SET_SECCOMP, ctypes.c_ulong(_SECCOMP_MODE_FILTER), ctypes.byref(program))
    return done == 0
