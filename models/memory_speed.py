"""How fast this machine reads its memory, which is what writing with a language model waits for."""

from __future__ import annotations

import itertools
import os
import threading
import time
from collections.abc import Callable, Sequence
from typing import Protocol

_BYTES_A_THREAD = 64 << 20
"""Far beyond the caches of a laptop's processor (8 to 36 MB)."""
BURST_S = 0.1
_CLOCK = time.perf_counter if os.name == "nt" else time.thread_time
"""Of one reader: the time that it computed, which other programs do not lengthen. Windows counts it in steps of 16 ms."""


class Readable(Protocol):
    """Memory that is read through from its beginning to its end."""

    def sum(self) -> object:
        """Reads it."""


def memory_bytes_per_s(
    threads: int,
    seconds: float = BURST_S,
    bytes_a_thread: int = _BYTES_A_THREAD,
    may_go_on: Callable[[], bool] = lambda: True,
) -> float:
    """The best rate at which up to ``threads`` together read memory through, in one burst of about ``seconds``.

    Each sums an array of its own; NumPy lets go of Python's lock for that. The best of its rounds counts, since other programs can
    only slow one down. A round of one thread is timed by what the thread itself computed: with two cores and a dozen busy programs
    that was 25 to 31 GB/s by turns, where the clock on the wall said 4 to 30. Rounds of all threads are timed by the wall, for how
    much of them went on at once is what counts there.
    ``may_go_on`` is asked before each round, some hundredths of a second apart; the figure of a burst that was broken off is that
    of the rounds it had, 0 where it had none.
    """
    import numpy as np  # a tenth of a second, and seldom needed

    arrays = []
    for _ in range(threads):
        if not may_go_on():
            return 0.0
        arrays.append(np.ones(bytes_a_thread // 8, dtype=np.uint64))
    best = 0.0
    until = time.perf_counter() + seconds
    for together in itertools.cycle((threads, 1)):
        if not may_go_on():
            break
        took_s = _own_time_s(arrays[0]) if together == 1 else _wall_time_s(arrays)
        best = max(best, together * bytes_a_thread / max(took_s, 1e-6))
        if time.perf_counter() > until and together == 1:
            break
    return best


def _own_time_s(array: Readable) -> float:
    began = _CLOCK()
    array.sum()
    return _CLOCK() - began


def _wall_time_s(arrays: Sequence[Readable]) -> float:
    readers = [threading.Thread(target=array.sum) for array in arrays]
    began = time.perf_counter()
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    return time.perf_counter() - began
