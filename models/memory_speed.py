"""How fast this machine reads its memory, which is what writing with a language model waits for."""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Callable

_BYTES_A_THREAD = 64 << 20
"""Far beyond the caches of a laptop's processor (8 to 36 MB)."""
BURST_S = 0.1


def memory_bytes_per_s(
    threads: int,
    seconds: float = BURST_S,
    bytes_a_thread: int = _BYTES_A_THREAD,
    may_go_on: Callable[[], bool] = lambda: True,
) -> float:
    """The best rate at which up to ``threads`` together read memory through, in one burst of about ``seconds``.

    Each sums an array of its own; NumPy lets go of Python's lock for that. The best of its rounds counts, since other programs can
    only slow it down; those of one thread alone are the surer ones where another program has a core for itself.
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
        readers = [threading.Thread(target=array.sum) for array in arrays[:together]]
        began = time.perf_counter()
        for reader in readers:
            reader.start()
        for reader in readers:
            reader.join()
        best = max(best, together * bytes_a_thread / (time.perf_counter() - began))
        if time.perf_counter() > until:
            break
    return best
