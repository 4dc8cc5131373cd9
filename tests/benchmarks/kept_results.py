"""Results of a benchmark that takes too long for one sitting: measured in parts, kept between them in a file.

``SOTTO_BENCH_HOME`` names the folder; without it nothing is kept. A part stops after ``SOTTO_BENCH_S`` seconds (540 unless set).
"""

from __future__ import annotations

import json
import os
import time
from pathlib import Path
from typing import Any


class KeptResults:
    """Values of JSON by key, in the order they were measured."""

    def __init__(self, name: str) -> None:
        home = os.environ.get("SOTTO_BENCH_HOME")
        self._file = Path(home) / f"{name}.jsonl" if home else None
        self._values: dict[str, Any] = {}
        self._ends_at = time.monotonic() + float(os.environ.get("SOTTO_BENCH_S", "540"))
        if self._file is not None and self._file.is_file():
            for line in self._file.read_text(encoding="utf-8").splitlines():
                row = json.loads(line)
                self._values[row["key"]] = row["value"]

    def time_is_up(self) -> bool:
        """Whether the rest is for another part."""
        return time.monotonic() >= self._ends_at

    def __contains__(self, key: str) -> bool:
        return key in self._values

    def __getitem__(self, key: str) -> Any:
        return self._values[key]

    def keep(self, key: str, value: Any) -> None:
        """Measured: ``value`` can be written as JSON."""
        self._values[key] = value
        if self._file is not None:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            with self._file.open("a", encoding="utf-8") as stream:
                stream.write(json.dumps({"key": key, "value": value}) + "\n")
