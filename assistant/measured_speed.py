"""Tokens a second of models as they wrote on this machine, kept in the data folder."""

from __future__ import annotations

import contextlib
import json
import threading
from collections.abc import Mapping
from pathlib import Path

from assistant.errors import StorageError
from assistant.paths import make_private_file
from assistant.records import Answer

FEWEST_TOKENS = 24
"""An answer of fewer says little of the speed."""
_WEIGHT_OF_NEW = 0.3
_WORTH_WRITING = 0.05


class MeasuredSpeeds:
    """Tokens a second by model id, in one JSON file. A file that cannot be read holds nothing: it can be measured again."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._lock = threading.Lock()

    def all(self) -> Mapping[str, float]:
        """What was measured."""
        return kept_numbers(self._file)

    def keep(self, model_id: str, tokens_per_s: float) -> None:
        """Remembers the newest figure of a model. Raises ``StorageError``."""
        with self._lock:
            write_numbers(self._file, {**self.all(), model_id: round(tokens_per_s, 1)})

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


def kept_numbers(file: Path) -> Mapping[str, float]:
    """The positive numbers of a JSON file by name; none where it cannot be read."""
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    if not isinstance(found, dict):
        return {}
    return {name: float(number) for name, number in found.items() if isinstance(number, int | float) and number > 0}


def write_numbers(file: Path, numbers: Mapping[str, float]) -> None:
    """Keeps numbers in a file of one's own. Raises ``StorageError``."""
    make_private_file(file)
    try:
        file.write_text(json.dumps(numbers), encoding="utf-8")
    except OSError as error:
        raise StorageError(
            f"Sotto cannot write to {file} ({error.strerror}).", "Check the permissions and the free space of the disk."
        ) from error
