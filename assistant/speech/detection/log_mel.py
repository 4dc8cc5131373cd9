"""Whisper's log-mel spectrogram. Pure.

Radford et al. 2022, section 2.2: 80 mel bands of 25 ms windows every 10 ms at 16 kHz; log10 of the power, no lower than 8 under
the loudest, plus 4, divided by 4. The bands follow Slaney's Auditory Toolbox (1998): linear to 1 kHz, logarithmic above, equal
area.
"""

from __future__ import annotations

import functools
import math

import numpy as np
import numpy.typing as npt

from assistant.speech.base import MICROPHONE_RATE_HZ, Samples

WINDOW_SAMPLES = 400
HOP_SAMPLES = 160
BANDS = 80

_LINEAR_HZ_PER_MEL = 200.0 / 3.0
_BREAK_HZ = 1000.0
_BREAK_MEL = _BREAK_HZ / _LINEAR_HZ_PER_MEL
_LOG_STEP = math.log(6.4) / 27.0


def log_mel(samples: Samples) -> npt.NDArray[np.float32]:
    """The spectrogram of 16 kHz audio, shape ``(BANDS, len(samples) // HOP_SAMPLES)``; needs more than half a window."""
    half = WINDOW_SAMPLES // 2
    padded = np.pad(samples.astype(np.float64), half, mode="reflect")
    count = len(samples) // HOP_SAMPLES
    windows = np.lib.stride_tricks.sliding_window_view(padded, WINDOW_SAMPLES)[::HOP_SAMPLES][:count]
    power = np.abs(np.fft.rfft(windows * _hann(), axis=1)) ** 2
    bands = np.log10(np.maximum(mel_filters() @ power.T, 1e-10))
    scaled: npt.NDArray[np.float32] = ((np.maximum(bands, bands.max() - 8.0) + 4.0) / 4.0).astype(np.float32)
    return scaled


@functools.cache
def _hann() -> npt.NDArray[np.float64]:
    return np.hanning(WINDOW_SAMPLES + 1)[:-1]


@functools.cache
def mel_filters() -> npt.NDArray[np.float64]:
    """Weights of the bands, shape ``(BANDS, WINDOW_SAMPLES // 2 + 1)``."""
    bins_hz = np.fft.rfftfreq(WINDOW_SAMPLES, 1.0 / MICROPHONE_RATE_HZ)
    edges_hz = _hz_of_mel(np.linspace(0.0, _mel_of_hz(MICROPHONE_RATE_HZ / 2), BANDS + 2))
    low, middle, high = (edges_hz[start : start + BANDS, np.newaxis] for start in range(3))
    rising = (bins_hz - low) / (middle - low)
    falling = (high - bins_hz) / (high - middle)
    weights: npt.NDArray[np.float64] = np.clip(np.minimum(rising, falling), 0.0, None) * (2.0 / (high - low))
    return weights


def _mel_of_hz(frequency_hz: float) -> float:
    """For frequencies above the break."""
    return _BREAK_MEL + math.log(frequency_hz / _BREAK_HZ) / _LOG_STEP


def _hz_of_mel(mel: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    return np.where(mel < _BREAK_MEL, mel * _LINEAR_HZ_PER_MEL, _BREAK_HZ * np.exp(_LOG_STEP * (mel - _BREAK_MEL)))
