"""The time zone that the machine is in now. A laptop that travels changes it while the program runs."""

from __future__ import annotations

import datetime
import os
import threading
import time

import tzlocal

FILE = "/etc/localtime"
_lock = threading.Lock()
_seen: tuple[object, ...] | None = None


def local_zone() -> datetime.tzinfo:
    """The zone, read anew when the system's setting has changed."""
    global _seen
    stamp = _stamp()
    with _lock:
        if stamp != _seen:
            # Python's own clock keeps the zone it began with, and the library compares itself with that.
            if hasattr(time, "tzset"):
                time.tzset()
            tzlocal.reload_localzone()
            _seen = stamp
        return tzlocal.get_localzone()


def _stamp() -> tuple[object, ...]:
    try:
        found = os.stat(FILE)  # noqa: PTH116 - asked every few seconds
        target = os.readlink(FILE) if os.path.islink(FILE) else ""  # noqa: PTH114, PTH115 - as above
    except OSError:
        return (os.environ.get("TZ"),)
    return (os.environ.get("TZ"), found.st_ino, found.st_mtime_ns, target)
