"""The kernel's own limits for a process that reads what nobody vouches for: Landlock, on Linux from 5.13.

The calls, numbers and structures are the kernel's documented interface (https://docs.kernel.org/userspace-api/landlock.html and
``linux/landlock.h``); C libraries have no functions for them. What a process gave up it cannot take back.
"""

from __future__ import annotations

import ctypes
import os
import stat
import struct
import sys
from collections.abc import Sequence
from pathlib import Path

# The same on every architecture.
_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_PATH_BENEATH = 1
_VERSION_FLAG = 1
_NO_NEW_PRIVILEGES = 38

_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_FOLDER = 1 << 0, 1 << 1, 1 << 2, 1 << 3
_REMOVE_AND_MAKE = sum(1 << bit for bit in range(4, 13))
_REFER, _TRUNCATE = 1 << 13, 1 << 14
_BIND_TCP, _CONNECT_TCP = 1 << 0, 1 << 1
_ABSTRACT_SOCKETS, _SIGNALS = 1 << 0, 1 << 1

TCP_VERSION = 4
"""The first version of Landlock that limits TCP."""


class _Ruleset(ctypes.Structure):
    _fields_ = (("fs", ctypes.c_uint64), ("net", ctypes.c_uint64), ("scoped", ctypes.c_uint64))


def landlock_version() -> int:
    """The version of Landlock that this kernel offers; 0 for none."""
    if sys.platform != "linux":
        return 0
    found: int = ctypes.CDLL(None).syscall(_CREATE_RULESET, None, ctypes.c_size_t(0), _VERSION_FLAG)
    return max(found, 0)


def give_up_writing() -> bool:
    """Takes from this thread, and all it starts later, what a reader does not need: writing, making and removing files,
    starting programs and, where the kernel knows how, TCP and signals to others. Reading stays.

    Returns whether this kernel has Landlock. Raises ``OSError`` where it has and refuses, rather than reading unprotected.
    """
    return _give_up(None)


def give_up_files(readable: Sequence[Path]) -> bool:
    """As ``give_up_writing``, and reading too, but for these files and folders and what is below them."""
    return _give_up(readable)


def _give_up(readable: Sequence[Path] | None) -> bool:
    version = landlock_version()
    if not version:
        return False
    rules = _Ruleset(fs=_EXECUTE | _WRITE_FILE | _REMOVE_AND_MAKE)
    if readable is not None:
        rules.fs |= _READ_FILE | _READ_FOLDER
    if version >= 2:
        rules.fs |= _REFER
    if version >= 3:
        rules.fs |= _TRUNCATE
    if version >= TCP_VERSION:
        rules.net = _BIND_TCP | _CONNECT_TCP
    if version >= 6:
        rules.scoped = _ABSTRACT_SOCKETS | _SIGNALS
    system = ctypes.CDLL(None, use_errno=True)
    # Kernels accept a structure longer than theirs where the rest is zero.
    ruleset = _checked(system.syscall(_CREATE_RULESET, ctypes.byref(rules), ctypes.c_size_t(ctypes.sizeof(rules)), 0))
    try:
        for path in readable or ():
            _let_read(system, ruleset, path)
        _checked(system.prctl(_NO_NEW_PRIVILEGES, *(ctypes.c_ulong(value) for value in (1, 0, 0, 0))))
        _checked(system.syscall(_RESTRICT_SELF, ruleset, 0))
    finally:
        os.close(ruleset)
    return True


def _let_read(system: ctypes.CDLL, ruleset: int, path: Path) -> None:
    descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
    try:
        rights = _READ_FILE | _READ_FOLDER if stat.S_ISDIR(os.fstat(descriptor).st_mode) else _READ_FILE
        # struct landlock_path_beneath_attr is packed.
        _checked(system.syscall(_ADD_RULE, ruleset, _PATH_BENEATH, struct.pack("=Qi", rights, descriptor), 0))
    finally:
        os.close(descriptor)


def _checked(result: int) -> int:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    return result
