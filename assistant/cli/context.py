"""What every command gets: where to print, and how to open the assistant."""

from __future__ import annotations

import argparse
import contextlib
import queue
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.cli.output import Output
from assistant.cli.secrets import with_secret
from assistant.events import Event
from assistant.front_door import AssistantApi
from assistant.paths import Paths
from assistant.settings import Value

if TYPE_CHECKING:
    from assistant.speech.base import AudioSystem

Opener = Callable[..., AssistantApi]


class Context:
    """One run of the command."""

    def __init__(self, arguments: argparse.Namespace, opener: Opener) -> None:
        self.arguments = arguments
        self.output = Output(as_json=arguments.json, quiet=arguments.quiet)
        self.paths = Paths.choose(arguments.home, arguments.models)
        self._opener = opener

    @contextlib.contextmanager
    def assistant(self, **setting_overrides: Value) -> Iterator[AssistantApi]:
        """The assistant of this home, closed at the end. ``setting_overrides`` hold for this run alone."""
        overrides = dict(setting_overrides)
        if self.arguments.language:
            overrides["voice_language"] = self.arguments.language

        def open_it(secret: str) -> AssistantApi:
            return self._opener(
                self.paths,
                offline=self.arguments.offline,
                chosen_models=dict(self.arguments.model),
                setting_overrides=overrides,
                **({"secret": secret} if secret else {}),
            )

        assistant = with_secret(self.output, open_it)
        try:
            yield assistant
        finally:
            assistant.close()

    @contextlib.contextmanager
    def throw_away_assistant(
        self, audio: AudioSystem, **setting_overrides: Value
    ) -> Iterator[tuple[AssistantApi, Path]]:
        """An assistant with this home's settings and models over a new home, which is deleted at the end; and that home.

        It speaks and hears through ``audio``.
        """
        with tempfile.TemporaryDirectory(prefix="sotto-") as name:
            folder = Path(name)
            if self.paths.settings_file.is_file():
                shutil.copy(self.paths.settings_file, Paths.choose(folder).settings_file)
            assistant = self._opener(
                Paths.choose(folder, self.paths.models),
                offline=True,
                chosen_models=dict(self.arguments.model),
                setting_overrides=setting_overrides,
                audio=audio,
            )
            try:
                yield assistant, folder
            finally:
                assistant.close()


@contextlib.contextmanager
def events_of(assistant: AssistantApi) -> Iterator[Iterator[Event]]:
    """The assistant's events from now on, as they come, without end."""
    waiting: queue.SimpleQueue[Event] = queue.SimpleQueue()
    unsubscribe = assistant.subscribe(waiting.put)

    def stream() -> Iterator[Event]:
        while True:
            try:
                # A time-out lets Ctrl+C through on platforms where a bare get() would not.
                yield waiting.get(timeout=0.5)
            except queue.Empty:
                continue

    try:
        yield stream()
    finally:
        unsubscribe()
