"""The speed of this machine's memory, by which the speed of a model is told before it is fetched, kept in the data folder."""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Callable
from pathlib import Path

from assistant.errors import StorageError
from assistant.measured_speed import kept_numbers, write_numbers
from assistant.workers import lower_thread_priority

PROBE_S = 20.0
BURSTS = 20
QUIET_LOAD = 0.3
BEGIN_AFTER_S = 2.0
"""The page that asks is drawn first."""
_NICENESS = 10
_WORTH_TELLING = 0.05

Burst = Callable[[Callable[[], bool]], float]
"""Reads memory for a tenth of a second and gives bytes a second; asks now and then whether it may go on."""


def machine_load() -> float:
    """The share of this machine's cores that had something to do in the last minute; 0 where the system does not tell."""
    try:
        return os.getloadavg()[0] / (os.cpu_count() or 1)
    except (AttributeError, OSError):
        return 0.0


class MemoryProbe:
    """Gives a first figure at once, from one burst, and betters it by bursts spread over ``PROBE_S``.

    The best burst counts, not the middle one: other programs can only slow a burst down, on a busy machine most of them, and the
    share of the reading that a language model reaches was taken of best figures too (``models.recommend``). A probe that was made
    on a busy machine is made once more on a quiet one.
    """

    def __init__(
        self,
        file: Path,
        burst: Burst,
        *,
        changed: Callable[[], object] = lambda: None,
        wanted: Callable[[], object] = lambda: None,
        load: Callable[[], float] = machine_load,
        wait: Callable[[float], object] | None = None,
    ) -> None:
        """``wanted`` is called when a figure is asked for and there is more to find out: ``run`` should be called soon, on a thread
        that can wait. ``changed`` is called when a probe begins and ends. ``wait`` waits for as many seconds, unless given until
        ``close`` at the latest.
        """
        self._file = file
        self._burst = burst
        self._changed = changed
        self._wanted = wanted
        self._load = load
        self._state = threading.Condition()
        self._wait = wait or self._wait_until_closed
        self._first = threading.Lock()
        self._kept = dict(kept_numbers(file))
        self._asked = False
        self._running = False
        self._pauses = 0
        self._closed = False

    @property
    def running(self) -> bool:
        """Whether a better figure is on its way."""
        with self._state:
            return self._running

    def bytes_per_s(self) -> float:
        """The best that is known; the very first call takes as long as a burst."""
        with self._first:
            if not self._best:
                self._keep(bytes_per_s=self._burst(lambda: True))
        if not self._asked and not self._kept.get("quietly"):
            self._asked = True
            self._wanted()
        return self._best

    def run(self) -> None:
        """Makes the probe if a figure was asked for and there is none of the whole time, or only one of a busy machine and this
        one is quiet now. Takes ``PROBE_S``, and as much longer as it was paused."""
        quiet = self._load() <= QUIET_LOAD
        if not self._asked or self._kept.get("quietly") or (self._kept.get("probe_s") and not quiet):
            return
        lower_thread_priority(_NICENESS)
        self._say_running(True)
        best = max(self._bursts(), default=0.0)
        if self._closed:
            self._keep(bytes_per_s=best)
        else:
            self._keep(bytes_per_s=best, probe_s=PROBE_S, quietly=float(quiet))
        self._say_running(False)

    def pause(self) -> None:
        """Breaks off the burst under way; calls nest."""
        with self._state:
            self._pauses += 1

    def resume(self) -> None:
        """Takes back one ``pause``."""
        with self._state:
            self._pauses = max(0, self._pauses - 1)
            self._state.notify_all()

    def close(self) -> None:
        """Ends a probe; what it found is kept."""
        with self._state:
            self._closed = True
            self._state.notify_all()

    @property
    def _best(self) -> float:
        return self._kept.get("memory_bytes_per_s", 0.0)

    def _bursts(self) -> list[float]:
        found: list[float] = []
        while len(found) < BURSTS:
            self._wait(PROBE_S / BURSTS)
            with self._state:
                self._state.wait_for(lambda: self._closed or not self._pauses)
                if self._closed:
                    break
            figure = self._burst(self._may_go_on)
            if self._may_go_on():
                found.append(figure)
        return found

    def _may_go_on(self) -> bool:
        with self._state:
            return not self._closed and not self._pauses

    def _wait_until_closed(self, seconds: float) -> None:
        with self._state:
            self._state.wait_for(lambda: self._closed, seconds)

    def _say_running(self, running: bool) -> None:
        with self._state:
            self._running = running
            closed = self._closed
        if not closed:
            self._changed()

    def _keep(self, *, bytes_per_s: float, probe_s: float = 0.0, quietly: float = 0.0) -> None:
        with self._state:
            better = bytes_per_s if bytes_per_s > self._best * (1 + _WORTH_TELLING) else self._best
            found = {"memory_bytes_per_s": float(round(better)), "probe_s": probe_s, "quietly": quietly}
            self._kept |= {name: number for name, number in found.items() if number}
            with contextlib.suppress(StorageError):
                write_numbers(self._file, self._kept)
