"""A microphone and a speaker whose devices come and go."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Callable

import numpy as np
import pytest

from assistant.cancellation import CancelToken
from assistant.errors import DeviceUnavailable
from assistant.records import AudioDevice
from assistant.speech.audio import audio_route
from assistant.speech.audio.audio_route import AudioRoute
from assistant.speech.audio.output_route import output_route
from assistant.speech.audio.playout import KEPT_S as PLAYOUT_KEPT_S
from assistant.speech.base import AudioChunk, OnPlayed, Samples
from assistant.testing.audio import FRAME_SAMPLES, ScriptedMicrophone, ScriptedSpeaker, TurnedClock

pytestmark = pytest.mark.unit


class Plugs:
    """An ``AudioSystem`` whose devices are plugged in by name; each opening gives a new one."""

    def __init__(self, *names: str, frames: int = 5) -> None:
        self.names = set(names)
        self.frames = frames
        self.opened: list[str] = []
        self.speakers: list[ScriptedSpeaker] = []
        self.clock = TurnedClock()

    def devices(self) -> list[AudioDevice]:
        return []

    def watch(self, on_change: Callable[[], None]) -> Callable[[], None]:
        del on_change
        return lambda: None

    def open_microphone(self, name: str, frame_samples: int) -> ScriptedMicrophone:
        self._open("microphone", name)
        return ScriptedMicrophone(self.frames, clock=self.clock, speaker=self.speakers[-1])

    def open_speaker(self, name: str, on_played: OnPlayed | None = None) -> ScriptedSpeaker:
        self._open("speaker", name)
        self.speakers.append(ScriptedSpeaker())
        return self.speakers[-1]

    def _open(self, kind: str, name: str) -> None:
        if name not in self.names:
            raise DeviceUnavailable(f"There is no {kind} called {name}.", "Plug it in.")
        self.opened.append(f"{kind} {name}".strip())


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audio_route, "TRY_EVERY_S", 0.0)


def _route(plugs: Plugs, name: str = "") -> AudioRoute:
    return AudioRoute(plugs, input_name=name, output_name=name, frame_samples=FRAME_SAMPLES)


def _voice(samples: int) -> AudioChunk:
    return AudioChunk(samples=np.full(samples, 0.5, dtype=np.float32), sample_rate_hz=16_000)


def test_the_answer_goes_on_where_the_speaker_fell_silent() -> None:
    plugs = Plugs("")
    route = _route(plugs)
    begun: list[int] = []
    route.speaker.play(_voice(8000), lambda: begun.append(1))
    route.speaker.play(_voice(8000), lambda: begun.append(2))
    plugs.speakers[0].advance(0.3)
    plugs.speakers[0].vanish()
    route.reopen(0)
    assert route.speaker.played_samples() == 4800
    plugs.speakers[1].advance(2.0)
    assert route.speaker.played_samples() == 16_000
    assert len(plugs.speakers[0].heard) + len(plugs.speakers[1].heard) == 16_000
    assert begun == [1, 2]
    route.speaker.wait(CancelToken())


def test_what_was_heard_of_a_long_text_is_kept_no_more() -> None:
    plugs = Plugs("")
    route = _route(plugs)
    sounds = []
    for _ in range(3):
        voice = _voice(8000)
        sounds.append(weakref.ref(voice.samples))
        route.speaker.play(voice)
        del voice
        plugs.speakers[0].advance(0.5)
    plugs.speakers[0].advance(PLAYOUT_KEPT_S)
    route.speaker.play(_voice(8000))
    gc.collect()
    assert [sound() is None for sound in sounds] == [True, True, True]
    plugs.speakers[0].advance(0.25)
    plugs.speakers[0].vanish()
    route.reopen(0)
    assert route.speaker.played_samples() == 28_000
    plugs.speakers[1].advance(1.0)
    assert len(plugs.speakers[1].heard) == 4000
    assert route.speaker.played_samples() == 32_000


def test_what_is_said_to_a_speaker_that_went_is_said_by_the_next() -> None:
    plugs = Plugs("")
    route = _route(plugs)
    plugs.speakers[0].vanish()
    route.speaker.play(_voice(1600))
    plugs.speakers[1].advance(1.0)
    assert len(plugs.speakers[1].heard) == 1600


def test_a_pause_is_kept() -> None:
    plugs = Plugs("")
    route = _route(plugs)
    route.speaker.play(_voice(1600))
    route.speaker.pause()
    route.reopen(0)
    plugs.speakers[1].advance(1.0)
    assert plugs.speakers[1].heard == []
    route.speaker.resume(0)
    plugs.speakers[1].advance(1.0)
    assert len(plugs.speakers[1].heard) == 1600


def test_the_wished_for_device_comes_first_and_the_systems_own_after_it() -> None:
    plugs = Plugs("", "headset")
    route = _route(plugs, "headset")
    changes: list[int] = []
    route.on_change = lambda: changes.append(route.generation)
    plugs.names.remove("headset")
    route.reopen(0)
    plugs.names.add("headset")
    route.reopen(1)
    assert plugs.opened == [
        "speaker headset",
        "microphone headset",
        "speaker",
        "microphone",
        "speaker headset",
        "microphone headset",
    ]
    assert changes == [1, 2]


def test_two_that_notice_open_once() -> None:
    plugs = Plugs("")
    route = _route(plugs)
    route.reopen(0)
    route.reopen(0)
    assert route.generation == 1


def test_listening_goes_on_over_the_loss_of_a_device() -> None:
    plugs = Plugs("")
    route = _route(plugs)
    cancel = CancelToken()
    heard: list[Samples] = []
    for frame in route.microphone.frames(cancel):
        heard.append(frame)
        if route.generation == 2:
            cancel.cancel()
    assert len(heard) >= 10
    assert all(frame.shape == (FRAME_SAMPLES,) for frame in heard)


def test_a_microphone_that_never_gives_anything_is_given_up() -> None:
    route = _route(Plugs("", frames=0))
    with pytest.raises(DeviceUnavailable):
        list(route.microphone.frames(CancelToken()))


def test_no_device_at_all_is_said() -> None:
    plugs = Plugs("")
    route = _route(plugs)
    plugs.names.clear()
    with pytest.raises(DeviceUnavailable, match="no speaker"):
        route.reopen(0)


@pytest.mark.parametrize(
    ("setting", "name", "found"),
    [
        ("auto", "WH-1000XM4 Headphones", "headphones"),
        ("auto", "USB Headset: Audio", "headphones"),
        ("auto", "Anna's AirPods Pro", "headphones"),
        ("auto", "ヘッドホン", "headphones"),
        ("auto", "Built-in Audio Analog Stereo", "speakers"),
        ("auto", "default", "speakers"),
        ("speakers", "USB Headset", "speakers"),
        ("headphones", "default", "headphones"),
    ],
)
def test_the_route_by_the_devices_name(setting: str, name: str, found: str) -> None:
    assert output_route(setting, name) == found


def _device(name: str, *, is_input: bool, is_default: bool = False) -> AudioDevice:
    return AudioDevice(name=name, is_input=is_input, is_output=not is_input, is_default=is_default)


@pytest.mark.parametrize(
    ("wished", "is_input", "name"),
    [
        ("Headset", True, "Headset"),
        ("Headset", False, "Box"),
        ("", True, "Laptop"),
        ("Gone", True, "Laptop"),
    ],
)
def test_the_device_to_use_is_the_wished_one_or_the_systems(wished: str, is_input: bool, name: str) -> None:
    devices = [
        _device("Headset", is_input=True),
        _device("Laptop", is_input=True, is_default=True),
        _device("Box", is_input=False, is_default=True),
    ]
    assert audio_route.wanted_name(devices, wished, is_input=is_input) == name
    assert audio_route.wanted_name([], wished, is_input=is_input) == ""
