"""The sound check and dictation through the engine's own process, with real models and a virtual microphone."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.events import DictationHeard, DictationReady, DictationStopped, Event, SoundCheckLevel
from assistant.paths import Paths
from assistant.remote import RemoteAssistant
from assistant.speech.synthesis.piper_backend import PiperBackend
from tests.pulse import Pulse, pulse

__all__ = ["pulse"]

pytestmark = pytest.mark.integration

TIMEOUT_S = 60.0


class Listener:
    """The events of an engine, to be waited for."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self.events: list[Event] = []

    def take(self, event: Event) -> None:
        with self._changed:
            self.events.append(event)
            self._changed.notify_all()

    def wait_for(self, kind: type[Event]) -> None:
        with self._changed:
            assert self._changed.wait_for(lambda: any(isinstance(event, kind) for event in self.events), TIMEOUT_S)


@pytest.fixture
def engine(pulse: Pulse, tmp_path: Path) -> Iterator[tuple[RemoteAssistant, Listener]]:
    assistant = RemoteAssistant(Paths(home=tmp_path / "home", models=Paths.choose().models), offline=True)
    listener = Listener()
    assistant.subscribe(listener.take)
    assistant.start()
    yield assistant, listener
    assistant.close()


def test_what_is_said_in_a_sound_check_is_understood_and_played_back(
    engine: tuple[RemoteAssistant, Listener], pulse: Pulse, voice: PiperBackend
) -> None:
    assistant, listener = engine
    said = voice.synthesize("The shops close at six.").audio
    names = [device.name for device in assistant.voice.devices() if device.is_input and device.is_default]
    assert [assistant.sound_check.listen("")] == names
    listener.wait_for(SoundCheckLevel)
    player = pulse.speak_into_microphone(said)
    sample = assistant.sound_check.record(4.0)
    player.wait(TIMEOUT_S)
    assert "close at" in sample.text.lower()
    assert 0.02 < sample.peak < 1.0
    assert not sample.narrow_band
    assistant.sound_check.play_back("")
    assistant.sound_check.close()


def test_what_is_dictated_is_written_down(
    engine: tuple[RemoteAssistant, Listener], pulse: Pulse, voice: PiperBackend
) -> None:
    assistant, listener = engine
    said = voice.synthesize("Please bring bread and milk from the shop.").audio
    assistant.voice.dictate()
    listener.wait_for(DictationReady)
    player = pulse.speak_into_microphone(said)
    listener.wait_for(DictationHeard)
    player.wait(TIMEOUT_S)
    assistant.voice.stop_dictating()
    listener.wait_for(DictationStopped)
    finals = " ".join(event.text for event in listener.events if isinstance(event, DictationHeard) and event.final)
    assert "bread and milk" in finals.lower()
