"""The real engine: ``python -m tests.integration.marked_engine``. Two bugs that hold words of the user are planted in it, and a way
to draft the answer of a spoken question that is thrown away."""

from __future__ import annotations

import logging
import threading
from typing import Any

from assistant import engine_process
from assistant.conversation.runner import ConversationRunner
from assistant.settings_file import SettingsFile

BUG = "planted_bug"
DRAFT = "planted_draft"


def plant() -> None:
    """The way in is a setting's name; its value is what the user said."""
    real = SettingsFile.update
    real_runner = ConversationRunner.__init__
    runners: list[ConversationRunner] = []

    def keep_runner(self: ConversationRunner, **parts: Any) -> None:
        real_runner(self, **parts)
        runners.append(self)

    def draft(words: object) -> None:
        for runner in runners:
            runner.prefill(str(words), conversation=None)
            draft = runner.draft(str(words), conversation=None, max_tokens=6)
            assert "".join(draft.deltas())
            draft.discard()

    def fail(words: object) -> None:
        logging.getLogger("some.library").warning("cannot read %s", words)
        raise KeyError(f"no such thing as {words}")

    def update(self: SettingsFile, name: str, value: object) -> Any:
        if name == DRAFT:
            return draft(value)
        if name != BUG:
            return real(self, name, value)
        thread = threading.Thread(target=fail, args=(value,))
        thread.start()
        thread.join()
        raise RuntimeError(f"cannot understand {value}")

    SettingsFile.update = update  # type: ignore[method-assign]  # planted
    ConversationRunner.__init__ = keep_runner  # type: ignore[method-assign]  # planted


if __name__ == "__main__":
    plant()
    engine_process.main()
