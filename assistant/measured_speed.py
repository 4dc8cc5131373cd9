"""How fast this machine writes with a model: what ``sotto bench`` measured, kept in the data folder."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from assistant.paths import make_private_file


class MeasuredSpeeds:
    """Tokens a second by model id, in one JSON file. A file that cannot be read holds nothing: it can be measured again."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def all(self) -> Mapping[str, float]:
        """What was measured."""
        try:
            found = json.loads(self._file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        if not isinstance(found, dict):
            return {}
        return {name: float(speed) for name, speed in found.items() if isinstance(speed, int | float) and speed > 0}

    def keep(self, model_id: str, tokens_per_s: float) -> None:
        """Remembers the newest figure of a model. Raises ``StorageError``."""
        make_private_file(self._file)
        self._file.write_text(json.dumps({**self.all(), model_id: round(tokens_per_s, 1)}), encoding="utf-8")
