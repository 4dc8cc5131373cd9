"""Pairing what was played with what was heard of it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from assistant.speech.audio.echo_path import BLOCK_SAMPLES, CONVERGED_AFTER_S, LEAD_S, EchoPath, EchoWatch
from assistant.speech.base import Samples
from assistant.testing.audio import ScriptedVoiceActivity

pytestmark = pytest.mark.unit

RATE_HZ = 16_000
FRAME = 512
BLOCK = 480
OUTPUT_DELAY_S = 0.09


class Recorder:
    """A canceller that keeps what it is given, and takes ``share`` of the microphone away."""

    def __init__(self, share: float = 0.0) -> None:
        self.share = share
        self.near: list[Samples] = []
        self.far: list[Samples] = []
        self.resets = 0

    def process(self, near: Samples, far: Samples) -> Samples:
        assert near.shape == far.shape == (BLOCK_SAMPLES,)
        self.near.append(near)
        self.far.append(far)
        return near * np.float32(1.0 - self.share)

    def reset(self) -> None:
        self.resets += 1


def _run(
    path: EchoPath,
    sound: Samples,
    echo: float,
    seconds: float,
    jitter: float = 0.0,
    *,
    judge: Callable[[Samples], object] = len,
    begin_s: float = 0.0,
) -> Samples:
    """Plays ``sound`` from the start on; the microphone hears it when it is heard. Arrivals are late by up to ``jitter``."""
    random = np.random.default_rng(1)
    played = np.zeros(int(seconds * RATE_HZ) + RATE_HZ, dtype=np.float32)
    played[: len(sound)] = sound
    heard = []
    handed = 0
    for first in range(0, int(seconds * RATE_HZ) - FRAME, FRAME):
        now_s = (first + FRAME) / RATE_HZ
        while handed / RATE_HZ <= now_s + OUTPUT_DELAY_S:
            late_s = random.uniform(0.0, jitter)
            path.played(played[handed : handed + BLOCK], RATE_HZ, begin_s + handed / RATE_HZ + late_s)
            handed += BLOCK
        frame = echo * played[first : first + FRAME]
        heard.append(path.clean(frame.astype(np.float32), begin_s + now_s + random.uniform(0.0, jitter)))
        judge(heard[-1])
    return np.concatenate(heard)


def _noise(seconds: float) -> Samples:
    return np.random.default_rng(0).normal(0.0, 0.1, int(seconds * RATE_HZ)).astype(np.float32)


@pytest.mark.parametrize("jitter", [0.0, 0.025])
def test_the_far_end_comes_a_little_before_its_echo(jitter: float) -> None:
    canceller = Recorder()
    _run(EchoPath(canceller), _noise(5.0), 0.5, 6.0, jitter)
    near, far = np.concatenate(canceller.near)[RATE_HZ:], np.concatenate(canceller.far)[RATE_HZ:]
    spectrum = np.fft.rfft(near) * np.conj(np.fft.rfft(far))
    lag_s = int(np.argmax(np.fft.irfft(spectrum, len(near)))) / RATE_HZ
    assert lag_s == pytest.approx(LEAD_S, abs=0.015 if jitter else 0.001)


def test_silence_passes_by_untouched() -> None:
    canceller = Recorder(share=1.0)
    path = EchoPath(canceller)
    frames = [np.full(FRAME, 0.1, dtype=np.float32) for _ in range(20)]
    out = np.concatenate([path.clean(frame, index * 0.032) for index, frame in enumerate(frames, 1)])
    assert canceller.near == []
    assert len(out) == 20 * FRAME
    assert np.all(out[BLOCK_SAMPLES:] == np.float32(0.1))


def test_it_has_converged_when_little_is_left() -> None:
    for share, expected in ((0.95, True), (0.2, False)):
        told: list[bool] = []
        path = EchoPath(Recorder(share))
        path.on_change = lambda told=told: told.append(True)
        _run(path, _noise(CONVERGED_AFTER_S + 1.0), 0.5, CONVERGED_AFTER_S + 2.0)
        assert path.converged is expected
        assert told == [True] * expected


def test_no_echo_at_all_counts_as_converged() -> None:
    path = EchoPath(Recorder())
    _run(path, _noise(CONVERGED_AFTER_S + 1.0), 0.0, CONVERGED_AFTER_S + 2.0)
    assert path.converged


def test_another_device_is_learnt_anew() -> None:
    canceller = Recorder(share=0.95)
    path = EchoPath(canceller)
    _run(path, _noise(CONVERGED_AFTER_S + 1.0), 0.5, CONVERGED_AFTER_S + 2.0)
    path.reset()
    assert canceller.resets == 1
    assert not path.converged


def test_what_is_left_over_must_not_be_taken_for_speech() -> None:
    path = EchoPath(Recorder(share=0.95))
    watch = EchoWatch(ScriptedVoiceActivity([(0, 110)]), path)
    told: list[float] = []
    path.on_change = lambda: told.append(path.converged)
    _run(path, _noise(6.0), 0.5, 7.0, judge=watch.probability)
    # 110 frames are 3.5 s, and another 3 s are gone before the sound ends.
    assert not path.converged
    _run(path, _noise(6.0), 0.5, 7.0, judge=watch.probability, begin_s=7.0)
    assert path.converged


def test_a_stream_that_skips_is_learnt_anew() -> None:
    path = EchoPath(Recorder(share=0.95))
    told: list[bool] = []
    path.on_change = lambda: told.append(path.converged)
    _run(path, _noise(4.0), 0.5, 4.0)
    assert path.converged
    _run(path, _noise(2.0), 0.5, 2.0, begin_s=4.0 + 0.2)
    assert told == [True, False]


@pytest.mark.parametrize(("share", "heard"), [(0.99, False), (0.5, True)])
def test_what_is_left_of_the_echo_is_not_taken_for_speech(share: float, heard: bool) -> None:
    path = EchoPath(Recorder(share))
    watch = EchoWatch(ScriptedVoiceActivity([(0, 10_000)]), path)
    found: list[float] = []
    _run(path, _noise(4.0), 0.5, 3.0, judge=lambda frame: found.append(watch.probability(frame)))
    settled = found[len(found) // 2 :]
    assert all(probability > 0.5 for probability in settled) == heard
    assert any(probability > 0.5 for probability in settled) == heard


def test_after_the_echo_quiet_speech_is_heard_again() -> None:
    path = EchoPath(Recorder(0.99))
    watch = EchoWatch(ScriptedVoiceActivity([(0, 10_000)]), path)
    found: list[float] = []
    _run(path, _noise(2.0), 0.5, 4.0, judge=lambda frame: found.append(watch.probability(frame)))
    assert found[-1] > 0.5


def test_through_headphones_everything_comes_out_as_it_was_heard() -> None:
    canceller = Recorder(share=1.0)
    path = EchoPath(canceller)
    path.bypass(True)
    watch = EchoWatch(ScriptedVoiceActivity([(0, 10_000)]), path)
    found: list[float] = []
    heard = _run(path, _noise(2.0), 0.5, 3.0, judge=lambda frame: found.append(watch.probability(frame)))
    # The sound begins at once, and comes out a block later.
    assert np.array_equal(
        heard[BLOCK_SAMPLES : 2 * RATE_HZ], np.float32(0.5) * _noise(2.0)[: 2 * RATE_HZ - BLOCK_SAMPLES]
    )
    assert all(probability > 0.5 for probability in found)
    assert canceller.near, "it does not go on learning"
