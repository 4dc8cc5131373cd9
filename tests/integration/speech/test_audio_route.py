"""Devices that go and come while a conversation runs, on a real sound server."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import numpy as np
import pytest

from assistant.cancellation import CancelToken
from assistant.speech.audio_device import PortAudio
from assistant.speech.audio_route import AudioRoute
from assistant.speech.base import AudioChunk, Samples
from tests.pulse import Pulse, pulse, read_recording

__all__ = ["pulse"]

pytestmark = pytest.mark.integration

TIMEOUT_S = 30.0


def _tone(seconds: float, frequency_hz: float) -> AudioChunk:
    time_s = np.arange(int(seconds * 22_050)) / 22_050
    return AudioChunk(
        samples=(0.3 * np.sin(2 * np.pi * frequency_hz * time_s)).astype(np.float32), sample_rate_hz=22_050
    )


def test_hearing_and_speaking_go_on_when_all_devices_were_unplugged_and_plugged_in(
    pulse: Pulse, tmp_path: Path
) -> None:
    route = AudioRoute(PortAudio(), input_name="", output_name="", frame_samples=512)
    changed, heard_again = threading.Event(), threading.Event()
    route.on_change = changed.set
    cancel = CancelToken()
    heard: list[Samples] = []

    def listen() -> None:
        for frame in route.microphone.frames(cancel):
            heard.append(frame)
            if changed.is_set() and float(np.abs(frame).max()) > 0.05:
                heard_again.set()

    listener = threading.Thread(target=listen)
    listener.start()
    try:
        route.speaker.play(_tone(30.0, 440.0))
        time.sleep(4.0)
        pulse.unplug()
        time.sleep(0.3)
        pulse.plug_in()
        plugged_in = time.monotonic()
        assert changed.wait(TIMEOUT_S)
        print(f"opened again {time.monotonic() - plugged_in:.2f} s after they were plugged in")
        player = pulse.speak_into_microphone(_tone(3.0, 880.0))
        recorder = pulse.record_speaker(tmp_path / "after.wav")
        assert heard_again.wait(TIMEOUT_S)
        player.wait(20)
        recorder.terminate()
        recorder.wait(10)
    finally:
        cancel.cancel()
        listener.join(TIMEOUT_S)
        route.speaker.close()
        route.microphone.close()
    assert float(np.abs(read_recording(tmp_path / "after.wav")).max()) > 0.1
