"""PortAudio over virtual devices."""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np
import pytest

from assistant.cancellation import CancelToken
from assistant.errors import DeviceUnavailable
from assistant.speech.audio.audio_device import PortAudio
from assistant.speech.base import AudioChunk, Samples
from tests.pulse import SPEAKER_SINK, Pulse, pulse, read_recording

__all__ = ["pulse"]

pytestmark = pytest.mark.integration

MOST_TRIES = 8


def _tone(seconds: float, frequency_hz: float = 440.0, rate_hz: int = 22_050) -> AudioChunk:
    time_s = np.arange(int(seconds * rate_hz)) / rate_hz
    samples = (0.3 * np.sin(2 * np.pi * frequency_hz * time_s)).astype(np.float32)
    return AudioChunk(samples=samples, sample_rate_hz=rate_hz)


def _pitch_hz(samples: Samples, rate_hz: int = 16_000) -> float:
    return float(np.argmax(np.abs(np.fft.rfft(samples))) * rate_hz / len(samples))


def test_the_virtual_devices_are_listed(pulse: Pulse) -> None:
    devices = PortAudio().devices()
    assert any(device.is_input and device.is_default for device in devices)
    assert any(device.is_output and device.is_default for device in devices)


def test_an_unknown_device_is_named(pulse: Pulse) -> None:
    with pytest.raises(DeviceUnavailable, match="no microphone called Nobody's"):
        PortAudio().open_microphone("Nobody's", 512)
    with pytest.raises(DeviceUnavailable, match="no speaker called Nobody's"):
        PortAudio().open_speaker("Nobody's")


def test_a_device_that_refuses_to_open_is_named(pulse: Pulse) -> None:
    """The list was made while the device was there: with a stream open it is not made anew. A busy device refuses the same way."""
    audio = PortAudio()
    speaker = audio.open_speaker("")
    try:
        pulse.unplug()
        with pytest.raises(DeviceUnavailable, match=r"The microphone .+ cannot be opened\.") as refused:
            audio.open_microphone("", 512)
        with pytest.raises(DeviceUnavailable, match=r"The speaker .+ cannot be opened\."):
            audio.open_speaker("")
        assert "Close the program that uses it" in refused.value.remedy
    finally:
        pulse.plug_in()
        speaker.close()
    audio.open_microphone("", 512).close()


def test_the_microphone_hears_what_is_said_into_it(pulse: Pulse) -> None:
    microphone = PortAudio().open_microphone("", 512)
    cancel = CancelToken()
    heard: list[Samples] = []
    player = pulse.speak_into_microphone(_tone(1.5))
    try:
        for frame in microphone.frames(cancel):
            assert frame.shape == (512,)
            assert frame.dtype == np.float32
            heard.append(frame)
            if len(heard) * 512 > 2.5 * 16_000:
                cancel.cancel()
    finally:
        player.wait(20)
        microphone.close()
    samples = np.concatenate(heard)
    loud = np.flatnonzero(np.abs(samples) > 0.05)
    assert 1.4 < len(loud) / 16_000 / 0.9 < 1.9
    assert _pitch_hz(samples[loud[0] : loud[-1]]) == pytest.approx(440.0, abs=3.0)


def _played_twice(pulse: Pulse, file: Path) -> int:
    """Two tones one after the other; returns how often the speaker ran dry meanwhile."""
    speaker = PortAudio().open_speaker("")
    recorder = pulse.record_speaker(file)
    begun: list[float] = []
    try:
        time.sleep(0.5)
        speaker.clear()
        for _ in range(2):
            speaker.play(_tone(0.5), lambda: begun.append(time.monotonic()))
        speaker.wait(CancelToken())
        assert speaker.played_samples() == pytest.approx(22_050, abs=50)
        time.sleep(0.5)
    finally:
        speaker.close()
        recorder.terminate()
        recorder.wait(10)
    if not speaker.times_dry:
        assert begun[1] - begun[0] == pytest.approx(0.5, abs=0.1)
    return speaker.times_dry


def test_the_speaker_plays_pieces_one_after_the_other_and_counts_them(pulse: Pulse, tmp_path: Path) -> None:
    # A machine that gives the speaker's thread no time leaves a hole, which says nothing about what was handed to it.
    tries = (_played_twice(pulse, tmp_path / "heard.wav") for _ in range(MOST_TRIES))
    assert 0 in tries, "the machine is too busy to play a second without a break"
    heard = read_recording(tmp_path / "heard.wav")
    loud = np.flatnonzero(np.abs(heard) > 0.02)
    assert (loud[-1] - loud[0]) / 16_000 == pytest.approx(1.0, abs=0.05)
    assert _pitch_hz(heard[loud[0] : loud[-1]]) == pytest.approx(440.0, abs=3.0)
    assert float(np.abs(np.diff(heard)).max()) < 0.12, "a click"


def test_clear_silences_at_once(pulse: Pulse, tmp_path: Path) -> None:
    speaker = PortAudio().open_speaker("")
    recorder = pulse.record_speaker(tmp_path / "heard.wav")
    try:
        time.sleep(0.5)
        speaker.play(_tone(5.0))
        time.sleep(1.0)
        played = speaker.played_samples()
        speaker.clear()
        assert 0.5 * 22_050 < played < 1.1 * 22_050
        assert speaker.played_samples() == 0
        time.sleep(1.0)
    finally:
        speaker.close()
        recorder.terminate()
        recorder.wait(10)
    heard = read_recording(tmp_path / "heard.wav")
    loud = np.flatnonzero(np.abs(heard) > 0.02)
    assert 0.5 < (loud[-1] - loud[0]) / 16_000 < 1.4


def test_a_server_without_a_speaker_is_a_speaker_that_went(pulse: Pulse) -> None:
    speaker = PortAudio().open_speaker("")
    try:
        time.sleep(3.0)
        pulse.control("suspend-sink", SPEAKER_SINK, "1")
        time.sleep(1.5)
        with pytest.raises(DeviceUnavailable, match="stopped"):
            speaker.play(_tone(0.1))
    finally:
        pulse.control("suspend-sink", SPEAKER_SINK, "0")
        speaker.close()


@pytest.mark.parametrize(
    ("rate_hz", "channels"), [(8_000, 1), (16_000, 1), (44_100, 2), (48_000, 6), (96_000, 2), (48_000, 8)]
)
def test_devices_of_any_rate_and_any_number_of_channels(
    pulse: Pulse, tmp_path: Path, rate_hz: int, channels: int
) -> None:
    modules = pulse.plug_in_one("Odd", rate_hz, channels)
    audio = PortAudio()
    try:
        known = {device.name: device for device in audio.devices()}
        assert known["Odd"].sample_rate_hz == rate_hz
        microphone, speaker = audio.open_microphone("OddMic", 512), audio.open_speaker("Odd")
        assert (microphone.device_name, speaker.device_name) == ("OddMic", "Odd")
        cancel = CancelToken()
        heard: list[Samples] = []
        player = pulse.speak_into_microphone(_tone(2.0), "OddMicSink")
        recorder = pulse.record_speaker(tmp_path / "heard.wav", "Odd")
        try:
            speaker.play(_tone(2.0, 660.0))
            for frame in microphone.frames(cancel):
                heard.append(frame)
                if float(np.abs(frame).max()) > 0.05 and len(heard) > 60:
                    cancel.cancel()
            speaker.wait(CancelToken())
        finally:
            player.wait(20)
            microphone.close()
            speaker.close()
            recorder.terminate()
            recorder.wait(10)
        samples = np.concatenate(heard)
        assert _pitch_hz(samples[np.flatnonzero(np.abs(samples) > 0.05)[0] :][-8_000:]) == pytest.approx(440.0, abs=8.0)
        played = read_recording(tmp_path / "heard.wav")
        loud = np.flatnonzero(np.abs(played) > 0.05)
        assert _pitch_hz(played[loud[0] : loud[-1]]) == pytest.approx(660.0, abs=4.0)
    finally:
        pulse.unplug_one(modules)
