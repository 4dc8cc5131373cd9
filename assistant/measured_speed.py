"""How fast this machine is: tokens a second of models as they wrote, and the speed of its memory, kept in the data folder."""

from __future__ import annotations

import contextlib
import json
import os
import threading
from collections.abc import Callable, Mapping
from pathlib import Path

from assistant.errors import StorageError
from assistant.paths import make_private_file
from assistant.records import Answer

FEWEST_TOKENS = 24
"""An answer of fewer says little of the speed."""
_WEIGHT_OF_NEW = 0.3
_WORTH_WRITING = 0.05
QUIET_LOAD = 0.3


class MeasuredSpeeds:
    """Tokens a second by model id, in one JSON file. A file that cannot be read holds nothing: it can be measured again."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._lock = threading.Lock()

    def all(self) -> Mapping[str, float]:
        """What was measured."""
        return _numbers(self._file)

    def keep(self, model_id: str, tokens_per_s: float) -> None:
        """Remembers the newest figure of a model. Raises ``StorageError``."""
        with self._lock:
            _write(self._file, {**self.all(), model_id: round(tokens_per_s, 1)})

    def learn(self, answer: Answer) -> None:
        """Lets an answer of some length move a model's figure; one that cannot be written is measured again by the next."""
        speed = answer.timings.tokens_per_s
        if answer.timings.completion_tokens < FEWEST_TOKENS or speed <= 0 or not answer.model or answer.left_machine:
            return
        known = self.all().get(answer.model)
        figure = speed if known is None else known + _WEIGHT_OF_NEW * (speed - known)
        if known is None or abs(figure - known) > _WORTH_WRITING * known:
            with contextlib.suppress(StorageError):
                self.keep(answer.model, figure)


def machine_load() -> float:
    """The share of this machine's cores that had something to do in the last minute; 0 where the system does not tell."""
    try:
        return os.getloadavg()[0] / (os.cpu_count() or 1)
    except (AttributeError, OSError):
        return 0.0


class MemorySpeed:
    """The speed of this machine's memory. ``measure`` gives bytes a second; other programs can only slow it down, so the best
    figure counts."""

    def __init__(self, file: Path, measure: Callable[[], float], load: Callable[[], float] = machine_load) -> None:
        self._file = file
        self._measure = measure
        self._load = load
        self._lock = threading.Lock()
        self._known = 0.0
        self._measured_quietly = False

    def bytes_per_s(self) -> float:
        """As measured now or earlier; the first call takes about a second."""
        with self._lock:
            if not self._known:
                self._known = _numbers(self._file).get("memory_bytes_per_s", 0.0)
            if not self._known:
                self._keep(self._measure())
            return self._known

    def look_again(self) -> bool:
        """Measures once more if the machine is quiet: the first figure may come from a busy moment. True when that was so; once in
        the life of this object."""
        if self._measured_quietly or self._load() > QUIET_LOAD:
            return False
        self._measured_quietly = True
        before = self.bytes_per_s()
        measured = self._measure()
        if measured <= before * (1 + _WORTH_WRITING):
            return False
        with self._lock:
            self._keep(measured)
        return True

    def _keep(self, bytes_per_s: float) -> None:
        self._known = bytes_per_s
        with contextlib.suppress(StorageError):
            _write(self._file, {"memory_bytes_per_s": round(bytes_per_s)})


def _numbers(file: Path) -> Mapping[str, float]:
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    if not isinstance(found, dict):
        return {}
    return {name: float(number) for name, number in found.items() if isinstance(number, int | float) and number > 0}


def _write(file: Path, numbers: Mapping[str, float]) -> None:
    make_private_file(file)
    try:
        file.write_text(json.dumps(numbers), encoding="utf-8")
    except OSError as error:
        raise StorageError(
            f"Sotto cannot write to {file} ({error.strerror}).", "Check the permissions and the free space of the disk."
        ) from error
