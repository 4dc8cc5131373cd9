"""Streams that stall, hang or run dry, on a scripted PortAudio and a clock that the test turns."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from assistant.cancellation import CancelToken
from assistant.errors import DeviceUnavailable
from assistant.records import AudioDevice
from assistant.speech.audio import audio_device, audio_streams
from assistant.speech.audio.audio_streams import FIRST_BLOCK_WITHIN_S, PortAudioMicrophone, PortAudioSpeaker
from assistant.speech.audio.device_list import with_unseen
from assistant.speech.base import Samples
from assistant.testing.audio import TurnedClock

pytestmark = pytest.mark.unit

DEVICE = {"name": "Desk", "index": 0, "default_samplerate": 16_000.0}
NOTICED_WITHIN_S = 0.5


class Stream:
    """A stream that calls back when the test says so."""

    latency = 0.08
    closed = False

    def __init__(self, callback: Callable[..., None], **options: Any) -> None:
        del options
        self.callback = callback
        self.may_close = threading.Event()
        self.may_close.set()

    def start(self) -> None:
        """At once."""

    def block(self, *, underflow: bool = False) -> None:
        self.callback(np.zeros((480, 1), dtype=np.float32), 480, None, SimpleNamespace(output_underflow=underflow))

    def close(self, ignore_errors: bool) -> None:
        assert ignore_errors
        self.may_close.wait(10.0)


PORT_AUDIO = SimpleNamespace(InputStream=Stream, OutputStream=Stream)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> TurnedClock:
    turned = TurnedClock()
    monkeypatch.setattr("assistant.speech.audio.audio_streams.time.monotonic", turned.monotonic)
    return turned


def _speaker() -> tuple[PortAudioSpeaker, Stream]:
    speaker = PortAudioSpeaker(PORT_AUDIO, DEVICE, 1, None)
    return speaker, speaker._stream


def test_a_speaker_that_takes_no_more_is_noticed_within_half_a_second(clock: TurnedClock) -> None:
    speaker, stream = _speaker()
    clock.turn(FIRST_BLOCK_WITHIN_S + 1.0)
    stream.block()
    clock.turn(NOTICED_WITHIN_S - 0.1)
    speaker.raise_if_gone()
    clock.turn(0.1)
    with pytest.raises(DeviceUnavailable, match="The speaker Desk stopped"):
        speaker.raise_if_gone()


def test_a_speaker_may_take_seconds_to_begin(clock: TurnedClock) -> None:
    speaker, stream = _speaker()
    stream.block()
    clock.turn(FIRST_BLOCK_WITHIN_S)
    speaker.raise_if_gone()
    clock.turn(NOTICED_WITHIN_S)
    with pytest.raises(DeviceUnavailable):
        speaker.raise_if_gone()


class Blocks:
    """What the microphone's thread waits for: blocks, then nothing. ``waited_s`` adds up the waits in vain."""

    def __init__(self, blocks: int) -> None:
        self._blocks = blocks
        self.waited_s = 0.0

    def get(self, timeout: float) -> Samples:
        if self._blocks:
            self._blocks -= 1
            return np.zeros(512, dtype=np.float32)
        self.waited_s += timeout
        raise queue.Empty


@pytest.mark.parametrize(("blocks", "noticed_s"), [(0, FIRST_BLOCK_WITHIN_S + 0.1), (3, NOTICED_WITHIN_S)])
def test_a_microphone_that_gives_no_more_is_noticed_within_half_a_second(blocks: int, noticed_s: float) -> None:
    microphone = PortAudioMicrophone(PORT_AUDIO, DEVICE, 16_000, 1, 512)
    waiting = Blocks(blocks)
    microphone._blocks = waiting  # type: ignore[assignment]
    frames: Iterator[Samples] = microphone.frames(CancelToken())
    for _ in range(blocks):
        next(frames)
    with pytest.raises(DeviceUnavailable, match="The microphone Desk stopped"):
        next(frames)
    assert 0.3 < waiting.waited_s <= noticed_s


def test_a_stream_that_does_not_close_is_left_to_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audio_streams, "CLOSE_WITHIN_S", 0.001)
    speaker, stream = _speaker()
    closed = threading.Event()
    speaker.on_close = closed.set
    stream.may_close.clear()
    speaker.close()
    assert not closed.is_set()
    with pytest.raises(DeviceUnavailable):
        speaker.raise_if_gone()
    stream.may_close.set()
    assert closed.wait(10.0)


def test_what_opens_too_late_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audio_device, "OPEN_WITHIN_S", 0.001)
    hangs, closed = threading.Event(), threading.Event()

    def opening() -> Any:
        assert hangs.wait(10.0)
        return SimpleNamespace(close=closed.set)

    with pytest.raises(DeviceUnavailable, match="does not answer"):
        audio_device._answered(opening)
    hangs.set()
    assert closed.wait(10.0)


def test_what_goes_wrong_while_opening_is_told() -> None:
    def opening() -> Any:
        raise DeviceUnavailable("There is no microphone.", "Plug in a microphone.")

    with pytest.raises(DeviceUnavailable, match="no microphone"):
        audio_device._answered(opening)


def test_how_often_the_speaker_ran_dry_is_counted() -> None:
    speaker, stream = _speaker()
    for underflow in (False, True, False, True):
        stream.block(underflow=underflow)
    assert speaker.times_dry == 2


def _device(name: str, *, is_input: bool, is_default: bool) -> AudioDevice:
    return AudioDevice(name=name, is_input=is_input, is_output=not is_input, is_default=is_default)


def test_a_device_in_use_that_no_other_process_sees_is_the_default_still() -> None:
    listed = [_device("Desk", is_input=False, is_default=True), _device("Webcam", is_input=True, is_default=True)]
    assert with_unseen(listed, [("Desk", False), ("Webcam", True)]) == listed
    assert with_unseen(listed, [("Headset", False)]) == [
        _device("Desk", is_input=False, is_default=False),
        _device("Webcam", is_input=True, is_default=True),
        _device("Headset", is_input=False, is_default=True),
    ]
