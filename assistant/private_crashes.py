"""What is left when a process of Sotto breaks off: no memory of it on the disk, and no text of an exception on standard error.

Both may hold the user's words, and what a desktop program writes to standard error is kept in the system's journal. Python's own
report is replaced by the types and places alone, as in crash reports; ``faulthandler``, where somebody switches it on, prints no
more than that by itself. What libraries log and nobody takes, Python would print there too.
"""

from __future__ import annotations

import sys
import threading
from types import TracebackType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sys import UnraisableHookArgs

_NO_CORE_BYTES = 1
"""Too short for a core file; and the one limit at which Linux starts no program that collects them either, which a limit of 0 does
not keep it from (``do_coredump``, https://man7.org/linux/man-pages/man5/core.5.html)."""


def keep_crashes_private() -> None:
    """First thing in a process of Sotto, beside the seal."""
    refuse_core_files()
    sys.excepthook = _tell
    threading.excepthook = _tell_of_thread
    sys.unraisablehook = _tell_unraisable


def quieten_libraries() -> None:
    """Drops what is logged and has no handler, which Python prints to standard error otherwise; Sotto's own log has one."""
    import logging

    logging.lastResort = logging.NullHandler()


def refuse_core_files(*, for_good: bool = False) -> None:
    """For this process and all it starts; a program that the user opens from here may take it back, unless it is ``for_good``.
    Windows has no such limit."""
    if sys.platform == "win32":
        return
    import resource

    _, most = resource.getrlimit(resource.RLIMIT_CORE)
    least = _NO_CORE_BYTES if most == resource.RLIM_INFINITY else min(_NO_CORE_BYTES, most)
    resource.setrlimit(resource.RLIMIT_CORE, (least, least if for_good else most))


def _tell(_kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
    from assistant.crash_report import places  # nothing of it is needed until something broke

    if sys.stderr is not None:
        sys.stderr.write("\n".join(["A bug in Sotto:", *places(error)]) + "\n")


def _tell_of_thread(what: threading.ExceptHookArgs) -> None:
    if what.exc_value is not None and not isinstance(what.exc_value, SystemExit):
        _tell(what.exc_type, what.exc_value, what.exc_traceback)


def _tell_unraisable(what: UnraisableHookArgs) -> None:
    if what.exc_value is not None:
        _tell(what.exc_type, what.exc_value, what.exc_traceback)
