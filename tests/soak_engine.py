"""An engine whose clock runs ahead when it is told to: ``python -m tests.soak_engine``. It is the real engine in everything else,
with the scripted chat model where no chat model is chosen."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from assistant import engine_process, wiring
from assistant.back_ends import BackEnds
from assistant.cancellation import CancelToken
from assistant.llm.base import ChatMessage, GenerationItem, GenerationOptions
from assistant.periodic import Periodic
from assistant.settings_file import SettingsFile
from assistant.testing.chat_model import ScriptedChatModel

PASS_S = "soak_pass_s"
"""The name of the setting that is none: its value is by how many seconds the clock jumps ahead."""
HASTE = 100.0
"""How much sooner than at its time comes round what waits for the machine's own time, such as the look for a due backup."""


class LapseClock:
    """Durations run ahead too, as if the machine had been awake all the time."""

    ahead_s = 0.0

    def now(self) -> float:
        """Unix time in seconds."""
        return time.time() + self.ahead_s

    def monotonic(self) -> float:
        """Seconds from an arbitrary start."""
        return time.monotonic() + self.ahead_s


class ForgetfulChatModel(ScriptedChatModel):
    """Keeps no note of what it was asked: that would be the leak that is looked for."""

    def generate(
        self, messages: Sequence[ChatMessage], options: GenerationOptions, cancel: CancelToken
    ) -> Iterator[GenerationItem]:
        """As of ``ScriptedChatModel``."""
        for notes in (self.prompts, self.prefilled, self.weighed):
            notes.clear()
        yield from super().generate(messages, options, cancel)


def plant(clock: LapseClock, *, scripted: bool) -> None:
    """The way in is a setting's name, which every engine takes over the pipe."""
    real_update: Callable[..., Any] = SettingsFile.update
    real_wait: Callable[..., None] = Periodic.__init__

    def update(self: SettingsFile, name: str, value: object) -> Any:
        if name == PASS_S:
            clock.ahead_s += float(str(value))
            return None
        return real_update(self, name, value)

    def hasten(
        self: Periodic, name: str, work: Callable[[], object], *, first_after_s: float, again_after_s: float
    ) -> None:
        real_wait(self, name, work, first_after_s=first_after_s / HASTE, again_after_s=again_after_s / HASTE)

    SettingsFile.update = update  # type: ignore[method-assign]  # planted
    Periodic.__init__ = hasten  # type: ignore[method-assign]  # planted
    vars(wiring)["SystemClock"] = lambda: clock
    if scripted:
        model = ForgetfulChatModel(["It is as you say."], model_id="scripted")
        BackEnds.chat_model = lambda _: model  # type: ignore[method-assign,assignment]  # planted


if __name__ == "__main__":
    plant(LapseClock(), scripted=not any(word.startswith("chat=") for word in sys.argv))
    engine_process.main()
