"""Devices that go and come while a conversation runs, on a real sound server."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from assistant.cancellation import CancelToken
from assistant.errors import DeviceUnavailable
from assistant.paths import Paths
from assistant.speech.audio import sound_server
from assistant.speech.audio.audio_device import PortAudio
from assistant.speech.audio.audio_route import AudioRoute
from assistant.speech.audio.audio_streams import FIRST_BLOCK_WITHIN_S
from assistant.speech.audio.echo_canceller import WebRtcEchoCanceller
from assistant.speech.audio.echo_path import EchoPath, EchoWatch
from assistant.speech.base import AudioChunk, Samples, Speaker
from assistant.speech.detection.silero_vad import SileroVad
from assistant.speech.synthesis.piper_backend import PiperBackend
from tests.pulse import SPEAKER_SINK, Pulse, pulse, read_recording

__all__ = ["pulse"]

pytestmark = pytest.mark.integration

TIMEOUT_S = 30.0
MOST_ROUNDS = 6
VAD = Paths.choose().models / "silero-vad-v6-faster-whisper" / "silero_vad_v6.onnx"
ANSWER = (
    "One day, a curious and adventurous cat named Luna lived near the sea.",
    "She was a gentle and kind cat who loved to explore the shore.",
    "The shops close at six, so there is plenty of time for bread and milk.",
    "Afterwards we could have a cup of tea by the river, if you like.",
)


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


def test_sotto_is_deaf_to_itself_through_a_loudspeaker(pulse: Pulse, voice: PiperBackend) -> None:
    path = EchoPath(WebRtcEchoCanceller())
    vad = EchoWatch(SileroVad(VAD), path)
    cancel = CancelToken()
    taken_for_speech: list[bool] = []

    def listen(route: AudioRoute) -> None:
        for frame in route.microphone.frames(cancel):
            probability = vad.probability(frame)
            if path.converged:
                taken_for_speech.append(probability >= 0.5)

    said = [voice.synthesize(sentence).audio for sentence in ANSWER]
    with pulse.echo(60, 40):
        route = AudioRoute(PortAudio(), input_name="", output_name="", frame_samples=512, echo=path)
        listener = threading.Thread(target=listen, args=(route,))
        listener.start()
        try:
            # A busy machine skips, and what skips is learnt anew.
            for _ in range(MOST_ROUNDS):
                learnt_before = path.converged
                for audio in said:
                    route.speaker.play(audio)
                route.speaker.wait(cancel)
                if learnt_before:
                    break
        finally:
            cancel.cancel()
            listener.join(TIMEOUT_S)
            route.speaker.close()
            route.microphone.close()
    print(
        f"{len(taken_for_speech)} frames heard after it had converged, {sum(taken_for_speech)} of them taken for speech"
    )
    assert taken_for_speech
    assert sum(taken_for_speech) <= 0.02 * len(taken_for_speech)


def _until(condition: Callable[[], bool]) -> float:
    """How long it took until ``condition`` held."""
    began_s = time.monotonic()
    while not condition():
        assert time.monotonic() - began_s < TIMEOUT_S
        time.sleep(0.02)
    return time.monotonic() - began_s


def _is_gone(speaker: Speaker) -> bool:
    try:
        speaker.raise_if_gone()
    except DeviceUnavailable:
        return True
    return False


def test_a_wished_device_is_returned_to_when_it_is_plugged_in_again(pulse: Pulse) -> None:
    headset = pulse.plug_in_one("Headset")
    route = AudioRoute(PortAudio(), input_name="HeadsetMic", output_name="Headset", frame_samples=512)
    cancel = CancelToken()

    def listen() -> None:
        for _ in route.microphone.frames(cancel):
            pass

    def names() -> tuple[str, str]:
        return route.microphone.device_name, route.speaker.device_name

    listener = threading.Thread(target=listen)
    listener.start()
    try:
        assert names() == ("HeadsetMic", "Headset")
        route.speaker.play(_tone(60.0, 440.0))
        time.sleep(4.0)
        pulse.unplug_one(headset)
        gone_s = _until(lambda: "Headset" not in " ".join(names()))
        headset = pulse.plug_in_one("Headset")
        back_s = _until(lambda: names() == ("HeadsetMic", "Headset"))
        print(
            f"another device {gone_s:.2f} s after it was unplugged, the headset {back_s:.2f} s after it was plugged in"
        )
        before = route.speaker.played_samples()
        _until(lambda: route.speaker.played_samples() > before)
    finally:
        cancel.cancel()
        listener.join(TIMEOUT_S)
        route.speaker.close()
        route.microphone.close()
        pulse.unplug_one(headset)


def test_the_systems_own_device_is_followed_when_another_becomes_it(pulse: Pulse) -> None:
    route = AudioRoute(PortAudio(), input_name="", output_name="", frame_samples=512)
    before = route.speaker.device_name
    modules = pulse.plug_in_one("Other")
    try:
        pulse.control("set-default-sink", "Other")
        pulse.control("set-default-source", "OtherMic")
        _until(lambda: (route.microphone.device_name, route.speaker.device_name) == ("OtherMic", "Other"))
    finally:
        pulse.control("set-default-sink", SPEAKER_SINK)
        pulse.control("set-default-source", "microphone")
        _until(lambda: route.speaker.device_name == before)
        route.speaker.close()
        route.microphone.close()
        pulse.unplug_one(modules)


def test_a_sound_server_that_hangs_is_noticed_within_half_a_second_and_left_when_it_works_again(pulse: Pulse) -> None:
    audio = PortAudio()
    microphone, speaker = audio.open_microphone("", 512), audio.open_speaker("")
    cancel = CancelToken()
    frames = microphone.frames(cancel)
    settled_s = time.monotonic() + FIRST_BLOCK_WITHIN_S
    while time.monotonic() < settled_s:
        next(frames)
    with pulse.stalled():
        stalled_s = time.monotonic()
        with pytest.raises(DeviceUnavailable, match="microphone"):
            for _ in frames:
                pass
        deaf_s = time.monotonic() - stalled_s
        dumb_s = _until(lambda: _is_gone(speaker)) + deaf_s
        closing_s = time.monotonic()
        microphone.close()
        speaker.close()
        closed_s = time.monotonic() - closing_s
    print(
        f"noticed at the microphone after {deaf_s:.2f} s, at the speaker after {dumb_s:.2f} s; let go in {closed_s:.2f} s"
    )
    # What the server had taken in before it hung comes out first.
    assert deaf_s < 1.0
    assert dumb_s < 2.0
    again = audio.open_microphone("", 512)
    assert next(again.frames(cancel)).shape == (512,)
    again.close()


def test_a_conversation_goes_on_after_the_sound_server_hung(pulse: Pulse) -> None:
    route = AudioRoute(PortAudio(), input_name="", output_name="", frame_samples=512)
    changed = threading.Event()
    route.on_change = changed.set
    cancel = CancelToken()
    heard: list[float] = []

    def listen() -> None:
        heard.extend(time.monotonic() for _ in route.microphone.frames(cancel))

    listener = threading.Thread(target=listen)
    listener.start()
    try:
        time.sleep(FIRST_BLOCK_WITHIN_S)
        with pulse.stalled():
            time.sleep(2.0)
        works_s = time.monotonic()
        assert changed.wait(TIMEOUT_S)
        print(f"opened again {time.monotonic() - works_s:.2f} s after the server worked again")
        count = len(heard)
        _until(lambda: len(heard) > count + 50)
    finally:
        cancel.cancel()
        listener.join(TIMEOUT_S)
        route.speaker.close()
        route.microphone.close()
    assert not listener.is_alive()


def test_without_a_server_that_tells_the_wished_device_is_looked_for(
    pulse: Pulse, monkeypatch: pytest.MonkeyPatch
) -> None:
    headset = pulse.plug_in_one("Headset")
    pulse.show_in_portaudio("Headset")
    monkeypatch.setattr("assistant.speech.audio.sound_server.shutil.which", lambda name: None)
    assert sound_server.server_devices() == []
    audio = PortAudio()
    assert "Headset" in [device.name for device in audio.devices()]
    route = AudioRoute(audio, input_name="", output_name="Headset", frame_samples=512)
    cancel = CancelToken()

    def listen() -> None:
        for _ in route.microphone.frames(cancel):
            pass

    listener = threading.Thread(target=listen)
    listener.start()
    try:
        assert route.speaker.device_name == "Headset"
        route.speaker.play(_tone(60.0, 440.0))
        time.sleep(FIRST_BLOCK_WITHIN_S)
        pulse.show_in_portaudio()
        gone_s = _until(lambda: route.speaker.device_name != "Headset")
        pulse.show_in_portaudio("Headset")
        back_s = _until(lambda: route.speaker.device_name == "Headset")
        print(
            f"another device {gone_s:.2f} s after it was unplugged, the headset {back_s:.2f} s after it was plugged in"
        )
        before = route.speaker.played_samples()
        _until(lambda: route.speaker.played_samples() > before)
    finally:
        cancel.cancel()
        listener.join(TIMEOUT_S)
        route.speaker.close()
        route.microphone.close()
        pulse.unplug_one(headset)
        pulse.show_in_portaudio()
