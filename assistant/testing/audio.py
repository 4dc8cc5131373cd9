"""Sound without devices, on a clock that the test turns: nothing here sleeps.

A ``ScriptedMicrophone`` is the heart: each frame it gives moves the clock on and lets the ``ScriptedSpeaker`` play as much.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np

from assistant.cancellation import CancelToken
from assistant.errors import DeviceUnavailable
from assistant.records import AudioDevice
from assistant.speech.audio.playout import PlayoutBuffer
from assistant.speech.base import MICROPHONE_RATE_HZ, AudioChunk, OnPlayed, Samples
from assistant.speech.recognition.audio_file import AudioFile

FRAME_SAMPLES = 512
FRAME_S = FRAME_SAMPLES / MICROPHONE_RATE_HZ
# How often a waiting speaker looks whether it was cancelled: a token wakes nobody.
POLL_S = 0.01


class TurnedClock:
    """A ``Clock`` that stands still until it is turned."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._passed_s = 0.0

    def now(self) -> float:
        """Unix time in seconds; the test begins at 0."""
        return self.monotonic()

    def monotonic(self) -> float:
        """Seconds turned so far."""
        with self._lock:
            return self._passed_s

    def turn(self, seconds: float) -> None:
        """Lets time pass."""
        with self._lock:
            self._passed_s += seconds


class ScriptedSpeaker:
    """Plays at the pace of ``advance``. ``heard`` holds what was played, silence left out; ``awaited`` says whether somebody waits
    for the end of it."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._buffer = PlayoutBuffer(MICROPHONE_RATE_HZ)
        self._rate_hz = MICROPHONE_RATE_HZ
        self._fraction = 0.0
        self._paused = False
        self._gone = False
        self._closings = 0
        self.awaited = False
        self.heard: list[float] = []
        self.closed = False

    @property
    def device_name(self) -> str:
        """As the system names it."""
        return "scripted speaker"

    @property
    def latency_s(self) -> float:
        """None."""
        return 0.0

    @property
    def paused(self) -> bool:
        """Whether it is held."""
        return self._paused

    @property
    def gone(self) -> bool:
        """Whether it has vanished."""
        return self._gone

    @property
    def queued(self) -> bool:
        """Whether something is left to play."""
        return not self._buffer.empty

    def play(self, chunk: AudioChunk, on_first_sample: Callable[[], None] | None = None) -> None:
        """Queues audio. Raises ``DeviceUnavailable`` once it has vanished."""
        self.raise_if_gone()
        with self._changed:
            self._rate_hz = chunk.sample_rate_hz
            self._buffer.push(chunk.samples, on_first_sample)
            self._changed.notify_all()

    def advance(self, seconds: float) -> None:
        """Plays on for so long."""
        with self._changed:
            exact = seconds * self._rate_hz + self._fraction
            count, self._fraction = int(exact), exact % 1.0
            out = np.zeros(count, dtype=np.float32)
            played = self._buffer.fill(out)
            self.heard.extend(out[:played].tolist())
            self._changed.notify_all()

    def played_samples(self) -> int:
        """Samples played since ``clear``."""
        return self._buffer.handed

    def pause(self) -> None:
        """Plays no more; the place is kept."""
        self._paused = True
        self._buffer.pause()

    def resume(self, from_sample: int | None = None) -> None:
        """Goes on where ``pause`` came, or from an earlier sample."""
        self._paused = False
        self._buffer.resume(from_sample)

    def wait(self, cancel: CancelToken) -> None:
        """Returns when all was played, or when cancelled. Raises ``DeviceUnavailable`` once it has vanished or was closed."""
        with self._changed:
            closings = self._closings
            try:
                while not self._buffer.empty and not cancel.cancelled:
                    self.raise_if_gone()
                    self.awaited = True
                    self._changed.wait(POLL_S)
                    if self._closings != closings:
                        raise _stopped()
            finally:
                self.awaited = False

    def vanish(self) -> None:
        """Somebody pulls the plug: nothing plays any more."""
        with self._changed:
            self._gone = True
            self._buffer.pause()
            self._changed.notify_all()

    def raise_if_gone(self) -> None:
        """Raises ``DeviceUnavailable`` once it has vanished."""
        if self._gone:
            raise _stopped()

    def wait_until_queued(self, timeout_s: float) -> None:
        """Returns when there is something to play. Raises ``TimeoutError``."""
        with self._changed:
            if not self._changed.wait_for(lambda: not self._buffer.empty, timeout_s):
                raise TimeoutError("nothing was queued to play")

    def clear(self) -> None:
        """Drops what is queued; ends a pause."""
        with self._changed:
            self._paused = False
            self._buffer.clear()
            self._changed.notify_all()

    def close(self) -> None:
        """Notes it, and plays no more of what is queued. It may be opened again."""
        with self._changed:
            self._closings += 1
            self.closed = True
            self.clear()


class ScriptedMicrophone:
    """Gives ``frames`` frames of ``sound``, then of silence, turning ``clock`` and the speaker with each, then goes away like an
    unplugged one.

    ``before_frame`` is called with each frame's number before it is given: there a test waits for what must have happened.
    """

    def __init__(
        self,
        frames: int,
        *,
        clock: TurnedClock,
        speaker: ScriptedSpeaker,
        before_frame: Callable[[int], None] | None = None,
        sound: Samples | None = None,
    ) -> None:
        self._frames = frames
        self._sound = np.zeros(0, dtype=np.float32) if sound is None else sound
        self._clock = clock
        self._speaker = speaker
        self._before_frame = before_frame
        self._given = 0
        self.closed = False

    @property
    def device_name(self) -> str:
        """As the system names it."""
        return "scripted microphone"

    @property
    def latency_s(self) -> float:
        """None."""
        return 0.0

    def frames(self, cancel: CancelToken) -> Iterator[Samples]:
        """The script's frames. Raises ``DeviceUnavailable`` after the last."""
        while self._given < self._frames:
            number, self._given = self._given, self._given + 1
            if self._before_frame is not None:
                self._before_frame(number)
            if cancel.cancelled:
                return
            self._clock.turn(FRAME_S)
            self._speaker.advance(FRAME_S)
            heard = self._sound[number * FRAME_SAMPLES : (number + 1) * FRAME_SAMPLES]
            yield np.pad(heard, (0, FRAME_SAMPLES - len(heard)))
        raise DeviceUnavailable("The scripted microphone stopped.", "Write a longer script.")

    def close(self) -> None:
        """Notes it."""
        self.closed = True


class ScriptedVoiceActivity:
    """Hears speech in the frames whose numbers fall into one of ``speech``'s half-open ranges."""

    def __init__(self, speech: Sequence[tuple[int, int]]) -> None:
        self._speech = speech
        self._frame = 0

    @property
    def frame_samples(self) -> int:
        """512."""
        return FRAME_SAMPLES

    def probability(self, frame: Samples) -> float:
        """0.95 within the ranges, 0.05 elsewhere."""
        del frame
        number, self._frame = self._frame, self._frame + 1
        return 0.95 if any(begin <= number < end for begin, end in self._speech) else 0.05

    def and_speech(self, *speech: tuple[int, int]) -> ScriptedVoiceActivity:
        """One that hears this too."""
        return ScriptedVoiceActivity([*self._speech, *speech])

    def reset(self) -> None:
        """Starts the count again."""
        self._frame = 0


class ScriptedEndOfTurn:
    """Gives its probabilities in order, the last one for ever."""

    def __init__(self, *probabilities: float) -> None:
        self._probabilities = list(probabilities)
        self.asked_s: list[float] = []

    def probability(self, audio: Samples) -> float:
        """The script's next."""
        self.asked_s.append(len(audio) / MICROPHONE_RATE_HZ)
        return self._probabilities.pop(0) if len(self._probabilities) > 1 else self._probabilities[0]


class ScriptedWakeWord:
    """Hears its word in the frames of these numbers."""

    def __init__(self, word: str, frames: Sequence[int]) -> None:
        self.word = word
        self._frames = frames
        self._frame = 0

    def hears(self, frame: Samples) -> bool:
        """Whether this frame is one of them."""
        del frame
        number, self._frame = self._frame, self._frame + 1
        return number in self._frames


class ScriptedAudio:
    """An ``AudioSystem`` of one microphone and one speaker; None for one that is not there."""

    def __init__(self, microphone: ScriptedMicrophone | None, speaker: ScriptedSpeaker | None) -> None:
        self._microphone = microphone
        self._speaker = speaker

    def devices(self) -> Sequence[AudioDevice]:
        """Those there are."""
        found = ((self._microphone, True), (self._speaker, False))
        return [
            AudioDevice(name=device.device_name, is_input=is_input, is_output=not is_input, is_default=True)
            for device, is_input in found
            if device is not None
        ]

    def watch(self, on_change: Callable[[], None]) -> Callable[[], None]:
        """Nothing changes but by what the script says."""
        del on_change
        return _nothing

    def open_microphone(self, name: str, frame_samples: int) -> ScriptedMicrophone:
        """The microphone. Raises ``DeviceUnavailable``."""
        del name, frame_samples
        if self._microphone is None:
            raise DeviceUnavailable("There is no microphone.", "Plug in or switch on a microphone, then try again.")
        return self._microphone

    def open_speaker(self, name: str, on_played: OnPlayed | None = None) -> ScriptedSpeaker:
        """The speaker. Raises ``DeviceUnavailable``."""
        del name, on_played
        if self._speaker is None or self._speaker.gone:
            raise DeviceUnavailable("There is no speaker.", "Plug in or switch on a speaker, then try again.")
        return self._speaker


class PassingEchoCanceller:
    """An ``EchoCanceller`` that finds no echo."""

    def process(self, near: Samples, far: Samples) -> Samples:
        """``near``."""
        del far
        return near

    def reset(self) -> None:
        """There is nothing to forget."""


def _stopped() -> DeviceUnavailable:
    return DeviceUnavailable("The scripted speaker stopped.", "Plug it in again.")


def _nothing() -> None:
    pass


def decode_audio_file(file: Path) -> Samples:
    """The whole sound of a file. Raises ``DocumentUnreadable``."""
    with AudioFile(file) as audio:
        return np.concatenate(list(audio.blocks()))
