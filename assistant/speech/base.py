"""The vocabulary of speech.

Audio inside Sotto is mono float32 from -1 to 1 in numpy arrays of shape ``(samples,)``. Microphone audio is 16 kHz, the rate
that Whisper, Silero and Smart Turn take; synthesized audio has the voice's rate.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

from assistant.cancellation import CancelToken
from assistant.records import AudioDevice

Samples = npt.NDArray[np.float32]

MICROPHONE_RATE_HZ = 16_000


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class AudioChunk:
    """Audio with its rate."""

    samples: Samples
    sample_rate_hz: int

    @property
    def duration_s(self) -> float:
        """Length in seconds."""
        return len(self.samples) / self.sample_rate_hz


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A stretch of a transcript; times in seconds from the start of the audio."""

    start_s: float
    end_s: float
    text: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Transcript:
    """What was said. ``text`` is empty when it was no speech."""

    text: str
    language: str
    language_probability: float
    segments: tuple[Segment, ...] = ()


class SpeechToText(Protocol):
    """May be used from two threads at once."""

    @property
    def model_id(self) -> str:
        """The catalog id."""

    def transcribe(
        self,
        audio: Samples,
        *,
        language: str = "auto",
        final: bool = True,
        prompt: str = "",
        cancel: CancelToken | None = None,
    ) -> Transcript:
        """Transcribes 16 kHz audio. ``final`` False trades accuracy for speed (drafts). ``prompt`` holds names to expect."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Synthesis:
    """Speech for a text; ``word_ends`` are ``(characters, samples)`` pairs: after so many samples so much text was said."""

    text: str
    audio: AudioChunk
    word_ends: tuple[tuple[int, int], ...] = ()


class TextToSpeech(Protocol):
    """Used from one thread only."""

    @property
    def model_id(self) -> str:
        """The catalog id."""

    @property
    def sample_rate_hz(self) -> int:
        """Rate of everything it synthesizes."""

    def synthesize(self, text: str, *, speed: float = 1.0) -> Synthesis:
        """Speaks one sentence or clause. Text with nothing to say gives no samples."""


class VoiceActivityDetector(Protocol):
    """Streaming; remembers what it heard. Used from one thread only."""

    @property
    def frame_samples(self) -> int:
        """Samples a call takes, at 16 kHz."""

    def probability(self, frame: Samples) -> float:
        """Probability from 0 to 1 that ``frame`` holds speech."""

    def reset(self) -> None:
        """Forgets what it heard."""


class EndOfTurnDetector(Protocol):
    """Says whether the user has finished, from how it sounded."""

    def probability(self, audio: Samples) -> float:
        """Probability from 0 to 1 that the turn is over after ``audio`` (16 kHz; the last 8 s count)."""


class WakeWordDetector(Protocol):
    """Streaming; listens for one phrase. Used from one thread only."""

    @property
    def word(self) -> str:
        """The phrase as people write it, such as "Okay Nabu"."""

    def hears(self, frame: Samples) -> bool:
        """Whether the phrase ended about now, in 16 kHz audio of any length; true once each time it is said."""


class Microphone(Protocol):
    """A running microphone."""

    @property
    def device_name(self) -> str:
        """As the system names it."""

    @property
    def latency_s(self) -> float:
        """How long ago a sample was heard when it comes out of ``frames``."""

    def frames(self, cancel: CancelToken) -> Iterator[Samples]:
        """16 kHz frames as they come, until cancelled. Raises ``DeviceUnavailable`` when the device goes."""

    def close(self) -> None:
        """Releases the device."""


class Speaker(Protocol):
    """A running output stream."""

    @property
    def device_name(self) -> str:
        """As the system names it."""

    @property
    def latency_s(self) -> float:
        """How long after it was handed to the device a sample is heard."""

    def play(self, chunk: AudioChunk, on_first_sample: Callable[[], None] | None = None) -> None:
        """Queues audio; returns at once. ``on_first_sample`` is called when its first sample is handed to the device,
        on the device's own thread: it must return at once. Raises ``DeviceUnavailable`` when the device went.
        """

    def played_samples(self) -> int:
        """Samples of the queued audio that were heard since ``clear``, at the chunk's own rate."""

    def pause(self) -> None:
        """Falls silent at once, with a fade of about 10 ms; the place is kept and what is queued stays."""

    def resume(self, from_sample: int | None = None) -> None:
        """Ends a pause: goes on where it came, or from an earlier sample as ``played_samples`` counts them."""

    def wait(self, cancel: CancelToken) -> None:
        """Returns when all that was queued was heard, or when cancelled. Raises ``DeviceUnavailable`` when the device went."""

    def clear(self) -> None:
        """Silences at once and drops what is queued; ends a pause."""

    def raise_if_gone(self) -> None:
        """Raises ``DeviceUnavailable`` when the device went."""

    def close(self) -> None:
        """Releases the device."""


class EchoCanceller(Protocol):
    """Learns how what is played comes back. Used from one thread at a time."""

    def process(self, near: Samples, far: Samples) -> Samples:
        """``near`` without what of it came from ``far``; both are 10 ms at 16 kHz, ``far`` no later than its echo."""

    def reset(self) -> None:
        """Forgets the room."""


class EchoFilter(Protocol):
    """Takes what the speaker plays out of what the microphone hears. Times are of ``time.monotonic``."""

    @property
    def delay_s(self) -> float:
        """How much later a sample comes out than it went in."""

    def played(self, block: Samples, sample_rate_hz: int, heard_at_s: float) -> None:
        """The speaker was handed ``block``, whose first sample is heard at ``heard_at_s``. Returns at once."""

    def clean(self, frame: Samples, heard_at_s: float) -> Samples:
        """As many samples as ``frame``, without the echo; its last sample was heard at ``heard_at_s``."""

    def reset(self) -> None:
        """Another device: forgets the room."""


OnPlayed = Callable[[Samples, int, float], None]
"""Is told each block that the device was handed, silence included, its rate, and when its first sample is heard (monotonic)."""


class AudioSystem(Protocol):
    """The machine's microphones and speakers. Every call may raise ``DeviceUnavailable``."""

    def devices(self) -> Sequence[AudioDevice]:
        """What is plugged in now."""

    def watch(self, on_change: Callable[[], None]) -> Callable[[], None]:
        """Calls ``on_change`` on a thread of its own after devices came, went or became the default, where the system tells; gives
        what ends that."""

    def open_microphone(self, name: str, frame_samples: int) -> Microphone:
        """Opens the microphone that ``name`` names, or the system's for an empty one, in frames of so many samples."""

    def open_speaker(self, name: str, on_played: OnPlayed | None = None) -> Speaker:
        """Opens the speaker that ``name`` names, or the system's for an empty one. ``on_played`` is called on its thread."""
