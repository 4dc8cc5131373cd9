"""An engine whose calls return what they never should: ``python -m tests.integration.odd_engine``.

The way in for a test is a setting's name, which every engine takes over the pipe: ``odd_function`` returns what no pipe takes, and
``odd_newer`` what only a newer version of Sotto knows. It is the real engine in everything else.
"""

from __future__ import annotations

import sys
import types
from typing import Any

from assistant import engine_process
from assistant.settings_file import SettingsFile


class _Newer:
    """Found by the engine under a name that the window does not have."""


def plant() -> None:
    """Before the engine is opened."""
    real = SettingsFile.update
    _Newer.__module__, _Newer.__qualname__ = "assistant.newer", "Newer"
    newer = types.ModuleType("assistant.newer")
    newer.Newer = _Newer  # type: ignore[attr-defined]  # a module of tomorrow
    sys.modules["assistant.newer"] = newer

    def update(self: SettingsFile, name: str, value: object) -> Any:
        match name:
            case "odd_function":
                return lambda: None
            case "odd_newer":
                return _Newer()
        return real(self, name, value)

    SettingsFile.update = update  # type: ignore[method-assign]  # planted


if __name__ == "__main__":
    plant()
    engine_process.main()
