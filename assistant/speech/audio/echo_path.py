"""Takes what the speaker plays out of what the microphone hears.

The far end is what the output callback handed to the device, not what was queued. Both streams keep a clock: the earliest arrival
of a sample, by its number, over the last seconds, since what delays an arrival only makes it late. By the two clocks each block of
the microphone is paired with the block that was played ``LEAD_S`` later than it; the canceller finds the rest of the delay itself.
While nothing plays, from half a second after the last sound on, it passes everything by; through headphones it always does.
"""

from __future__ import annotations

import collections
import math
import threading
from collections.abc import Callable

import numpy as np

from assistant.speech.audio.resampling import StreamResampler
from assistant.speech.base import MICROPHONE_RATE_HZ, EchoCanceller, Samples, VoiceActivityDetector

BLOCK_SAMPLES = 160
BLOCK_S = BLOCK_SAMPLES / MICROPHONE_RATE_HZ
LEAD_S = 0.08
"""The echo must not seem to come before its sound, and sound servers' time stamps err by tens of milliseconds. More would ask for
samples that the speaker was not handed yet."""
RESYNC_S = 0.04
"""A stream that skipped so much is paired anew, and the room learnt anew."""
TAIL_S = 0.5
"""Echo goes on so long after the last sound, its way through the devices included."""
AUDIBLE = 1e-4
KEPT_S = 3.0
CLOCK_WINDOW = 16
"""Arrivals, half a second: longer would not notice for long that a busy machine skipped a block."""

CONVERGED_AFTER_S = 3.0
"""Of sound in which what was left over was not taken for speech; WebRTC's own start-up phase is shorter."""
LEAK_PROBABILITY = 0.35
"""Of speech in what is left over, where it would still be heard as speech that goes on."""
CONVERGED_DB = 10.0
NO_ECHO_RMS = 10.0 ** (-60.0 / 20.0)
"""So little of what plays comes back that nobody would take it for speech."""
REST_DB = 20.0
"""What is so much weaker than the echo was, while that plays or has just ended, is the canceller's rest: it can sound like speech,
and people who are so much weaker would not be understood."""
_SMOOTHING = BLOCK_S / 1.0


class SampleClock:
    """When a stream's samples are due, from when they arrived."""

    def __init__(self) -> None:
        self._origins: collections.deque[float] = collections.deque(maxlen=CLOCK_WINDOW)
        self.count = 0

    def arrived(self, samples: int, end_at_s: float) -> None:
        """``samples`` more came; the last of them at ``end_at_s``."""
        self.count += samples
        self._origins.append(end_at_s - self.count / MICROPHONE_RATE_HZ)

    @property
    def origin_s(self) -> float:
        """When the sample before the first was due."""
        return min(self._origins)


class EchoPath:
    """An ``EchoFilter``. ``on_change`` is called when ``converged`` changed, on the microphone's thread."""

    _near: Samples
    _out: Samples
    _far: Samples
    _near_clock: SampleClock
    _far_clock: SampleClock
    _resampler: tuple[int, StreamResampler] | None
    _next: int | None
    _converged: bool
    _bypassed = False

    def __init__(self, canceller: EchoCanceller, on_change: Callable[[], None] | None = None) -> None:
        self.on_change = on_change
        self._canceller = canceller
        self._arrived: collections.deque[tuple[Samples, int, float]] = collections.deque()
        self._lock = threading.Lock()
        self._restart()

    @property
    def delay_s(self) -> float:
        """How much later a sample comes out than it went in."""
        return BLOCK_S

    @property
    def converged(self) -> bool:
        """Whether little of what plays is left over."""
        return self._converged

    def played(self, block: Samples, sample_rate_hz: int, heard_at_s: float) -> None:
        """The speaker was handed ``block``, whose first sample is heard at ``heard_at_s`` (monotonic)."""
        self._arrived.append((block, sample_rate_hz, heard_at_s))

    def clean(self, frame: Samples, heard_at_s: float) -> Samples:
        """``frame`` without the echo, ``delay_s`` later; its last sample was heard at ``heard_at_s`` (monotonic)."""
        with self._lock:
            converged = self._converged
            self._take_played()
            self._near_clock.arrived(len(frame), heard_at_s)
            self._near = np.concatenate((self._near, frame))
            while len(self._near) >= BLOCK_SAMPLES:
                block, self._near = self._near[:BLOCK_SAMPLES], self._near[BLOCK_SAMPLES:]
                self._out = np.concatenate((self._out, self._clean_block(block)))
            cleaned, self._out = self._out[: len(frame)], self._out[len(frame) :]
            changed = self._converged != converged
        if changed and self.on_change is not None:
            self.on_change()
        return cleaned

    def bypass(self, bypassed: bool) -> None:
        """Whether everything comes out as it was heard: for headphones, whose sound does not come back. The canceller goes on
        learning. Until it knows that there is no echo, some ten seconds of speaking, it takes a short “stop” for one."""
        with self._lock:
            self._bypassed = bypassed

    def judged(self, probability: float) -> None:
        """What was left over of the last frame is speech with this ``probability``."""
        with self._lock:
            if probability >= LEAK_PROBABILITY and self._silent_s < TAIL_S:
                self._clean_s = 0.0

    def is_rest(self, cleaned: Samples) -> bool:
        """Whether a frame that came from ``clean`` just now is no more than the canceller leaves of the echo."""
        with self._lock:
            if self._bypassed or self._silent_s >= TAIL_S:
                return False
            return bool(float(np.mean(np.square(cleaned))) < self._near_power * 10.0 ** (-REST_DB / 10.0))

    def reset(self) -> None:
        """Another device: forgets the room and the clocks."""
        with self._lock:
            self._canceller.reset()
            self._arrived.clear()
            self._restart()

    def _restart(self) -> None:
        self._near = np.zeros(0, dtype=np.float32)
        self._out = np.zeros(BLOCK_SAMPLES, dtype=np.float32)
        self._far = np.zeros(0, dtype=np.float32)
        self._far_first = 0
        self._near_clock, self._far_clock = SampleClock(), SampleClock()
        self._near_done = 0
        self._resampler = None
        self._next = None
        self._silent_s = TAIL_S
        self._clean_s = 0.0
        self._near_power = self._left_power = 0.0
        self._converged = False

    def _take_played(self) -> None:
        while self._arrived:
            block, rate_hz, heard_at_s = self._arrived.popleft()
            if self._resampler is None or self._resampler[0] != rate_hz:
                self._resampler = (rate_hz, StreamResampler(rate_hz, MICROPHONE_RATE_HZ))
            ours = self._resampler[1].push(block)
            self._far_clock.arrived(len(ours), heard_at_s + len(block) / rate_hz)
            self._far = np.concatenate((self._far, ours))
            surplus = len(self._far) - int(KEPT_S * MICROPHONE_RATE_HZ)
            if surplus > 0:
                self._far, self._far_first = self._far[surplus:], self._far_first + surplus

    def _clean_block(self, near: Samples) -> Samples:
        far = self._far_block()
        self._near_done += BLOCK_SAMPLES
        self._silent_s = 0.0 if float(np.abs(far).max()) > AUDIBLE else self._silent_s + BLOCK_S
        if self._silent_s >= TAIL_S:
            return near
        cleaned = self._canceller.process(near, far)
        if self._silent_s == 0.0:
            self._judge(near, cleaned)
        return near if self._bypassed else cleaned

    def _far_block(self) -> Samples:
        if not self._far_clock.count:
            return np.zeros(BLOCK_SAMPLES, dtype=np.float32)
        at_s = self._near_clock.origin_s + self._near_done / MICROPHONE_RATE_HZ + LEAD_S
        wanted = round((at_s - self._far_clock.origin_s) * MICROPHONE_RATE_HZ)
        if self._next is None or abs(wanted - self._next) > RESYNC_S * MICROPHONE_RATE_HZ:
            if self._next is not None:
                self._clean_s, self._converged = 0.0, False
            self._next = wanted
        first = self._next - self._far_first
        self._next += BLOCK_SAMPLES
        block = np.zeros(BLOCK_SAMPLES, dtype=np.float32)
        low, high = max(0, first), min(len(self._far), first + BLOCK_SAMPLES)
        if low < high:
            block[low - first : high - first] = self._far[low:high]
        return block

    def _judge(self, near: Samples, cleaned: Samples) -> None:
        self._clean_s += BLOCK_S
        self._near_power += _SMOOTHING * (float(np.mean(np.square(near))) - self._near_power)
        self._left_power += _SMOOTHING * (float(np.mean(np.square(cleaned))) - self._left_power)
        if self._converged or self._clean_s < CONVERGED_AFTER_S:
            return
        quiet = self._near_power < NO_ECHO_RMS**2
        removed_db = 10.0 * math.log10((self._near_power + 1e-12) / (self._left_power + 1e-12))
        self._converged = quiet or removed_db >= CONVERGED_DB


class EchoWatch:
    """A ``VoiceActivityDetector`` that also tells an ``EchoPath`` what it thinks of what was left over, and is deaf to its rest."""

    def __init__(self, detector: VoiceActivityDetector, path: EchoPath) -> None:
        self._detector = detector
        self._path = path

    @property
    def frame_samples(self) -> int:
        """Samples a call takes, at 16 kHz."""
        return self._detector.frame_samples

    def probability(self, frame: Samples) -> float:
        """Probability from 0 to 1 that ``frame`` holds speech."""
        found = self._detector.probability(frame)
        self._path.judged(found)
        return 0.0 if self._path.is_rest(frame) else found

    def reset(self) -> None:
        """Forgets what it heard."""
        self._detector.reset()
