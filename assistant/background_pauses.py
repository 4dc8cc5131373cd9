"""When work that can wait gives the processor up: while the user speaks, and while a turn runs."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from assistant.events import Event, SpeechEnded, SpeechStarted, TurnFinished, TurnStarted, VoiceStopped


class BackgroundPauses:
    """``on_event`` is called with every event; those of the voice come in order, on one thread."""

    def __init__(self, pause: Sequence[Callable[[], None]], resume: Sequence[Callable[[], None]]) -> None:
        """Each call of ``pause`` is taken back by one of ``resume``."""
        self._pause = pause
        self._resume = resume
        self._user_speaks = False

    def on_event(self, event: Event) -> None:
        """Pauses and resumes."""
        if isinstance(event, SpeechStarted) and not self._user_speaks:
            self._user_speaks = True
            _call(self._pause)
        elif isinstance(event, SpeechEnded | VoiceStopped) and self._user_speaks:
            self._user_speaks = False
            _call(self._resume)
        elif isinstance(event, TurnStarted):
            _call(self._pause)
        elif isinstance(event, TurnFinished):
            _call(self._resume)


def _call(actions: Sequence[Callable[[], None]]) -> None:
    for action in actions:
        action()
