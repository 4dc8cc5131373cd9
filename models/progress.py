"""How far a fetch is, told a few times a second."""

from __future__ import annotations

import collections
import dataclasses
import time
from collections.abc import Callable

_REPORT_EVERY_S = 0.1
_SPEED_WINDOW_S = 8.0
"""Long enough that the pause between two wheels of a model does not turn minutes into hours."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class FetchProgress:
    """Bytes of a whole entry that came from the network, in this run and before.

    ``filename`` is what is being fetched now: a file of the entry, or a wheel. ``speed_bytes_per_s`` is the mean of the
    last seconds. ``bytes_total`` is the sum over the source in use: it may change once, if the next source is tried.
    """

    entry_id: str
    filename: str
    bytes_done: int
    bytes_total: int
    speed_bytes_per_s: float


ProgressCallback = Callable[[FetchProgress], None]


class ProgressMeter:
    """Turns byte counts into progress events, at most ten a second, and one at the end of every file."""

    def __init__(
        self,
        entry_id: str,
        bytes_total: int,
        report: ProgressCallback | None,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._entry_id = entry_id
        self._total = bytes_total
        self._report = report
        self._monotonic = monotonic
        self._before = 0
        self._filename = ""
        self._reported_at = -_REPORT_EVERY_S
        self._arrived = 0
        self._file_bytes = 0
        self._points: collections.deque[tuple[float, int]] = collections.deque()

    def begin(self, filename: str, already_bytes: int) -> None:
        """A file starts, or goes on from ``already_bytes``."""
        self._filename = filename
        self._file_bytes = already_bytes
        self.update(already_bytes)

    def update(self, file_bytes: int) -> None:
        """``file_bytes`` of the current file are there."""
        now = self._monotonic()
        # A file begun anew has fewer bytes than before; none of them is taken off what arrived.
        self._arrived += max(0, file_bytes - self._file_bytes)
        self._file_bytes = file_bytes
        self._points.append((now, self._arrived))
        while self._points[0][0] < now - _SPEED_WINDOW_S and len(self._points) > 2:
            self._points.popleft()
        if now - self._reported_at >= _REPORT_EVERY_S:
            self._tell(file_bytes, now)

    def finish(self, file_bytes: int) -> None:
        """The current file is whole."""
        self._tell(file_bytes, self._monotonic())
        self._before += file_bytes

    def skip(self, file_bytes: int) -> None:
        """A file that needs no fetching, because it was fetched before."""
        self._before += file_bytes

    def _tell(self, file_bytes: int, now: float) -> None:
        self._reported_at = now
        if self._report is None:
            return
        since, then = self._points[0]
        speed = (self._arrived - then) / (now - since) if now > since else 0.0
        done = min(self._before + file_bytes, self._total)
        self._report(
            FetchProgress(
                entry_id=self._entry_id,
                filename=self._filename,
                bytes_done=done,
                bytes_total=self._total,
                speed_bytes_per_s=speed,
            )
        )


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Traffic:
    """Is told how many bytes go out and come in, as they do. Bytes of encryption are not counted."""

    sent: Callable[[int], None] = lambda _: None
    received: Callable[[int], None] = lambda _: None
