"""The real engine, with two bugs planted in it that hold words of the user: ``python -m tests.integration.marked_engine``."""

from __future__ import annotations

import logging
import threading
from typing import Any

from assistant import engine_process
from assistant.settings import SettingsFile

BUG = "planted_bug"


def plant() -> None:
    """The way in is a setting's name; its value is what the user said."""
    real = SettingsFile.update

    def fail(words: object) -> None:
        logging.getLogger("some.library").warning("cannot read %s", words)
        raise KeyError(f"no such thing as {words}")

    def update(self: SettingsFile, name: str, value: object) -> Any:
        if name != BUG:
            return real(self, name, value)
        thread = threading.Thread(target=fail, args=(value,))
        thread.start()
        thread.join()
        raise RuntimeError(f"cannot understand {value}")

    SettingsFile.update = update  # type: ignore[method-assign]  # planted


if __name__ == "__main__":
    plant()
    engine_process.main()
