"""A microphone and a speaker tried out: the level, some seconds recorded, understood and played back, and a sentence said.

Nothing is written anywhere: the recording lives until the next one, or until the check is over.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Sequence

import numpy as np

from assistant.cancellation import CancelToken
from assistant.errors import ErrorReport, InvalidInput, ModelUnavailable, UserFacingError
from assistant.events import Event, SoundCheckEnded, SoundCheckLevel
from assistant.records import SoundSample
from assistant.speech.audio.bandwidth import is_narrow_band
from assistant.speech.base import MICROPHONE_RATE_HZ, AudioChunk, AudioSystem, Microphone, Samples, Transcript

FRAME_SAMPLES = 512
LEVEL_EVERY_FRAMES = 3
"""Ten times a second."""
LONGEST_S = 10.0
NOTES_HZ = (523.25, 659.26, 783.99)
NOTES_RATE_HZ = 24_000
NOTE_S = 0.4
NOTES_LOUDNESS = 0.3
ANSWER_WITHIN_S = 5.0
"""Besides the seconds it records: a microphone that gives nothing for so long has gone."""


class SoundCheck:
    """``SoundCheckApi`` in this process; see there for the contract of every call."""

    def __init__(
        self,
        *,
        audio: Callable[[], AudioSystem],
        understand: Callable[[Samples], Transcript],
        speak: Callable[[str], Sequence[AudioChunk]],
        publish: Callable[[Event], None],
    ) -> None:
        """``understand`` and ``speak`` wait for the models; both may raise ``ModelUnavailable``: the check comes before they are
        fetched, and microphone and speaker can be tried without them."""
        self._audio = audio
        self._understand = understand
        self._speak = speak
        self._publish = publish
        self._lock = threading.Lock()
        self._listening: _Listening | None = None
        self._sound: Samples | None = None
        self._playing: CancelToken | None = None

    def listen(self, microphone: str) -> str:
        """Opens a microphone, instead of the one before."""
        with self._lock:
            self._stop_listening()
            opened = self._audio().open_microphone(microphone, FRAME_SAMPLES)
            self._listening = _Listening(opened, self._publish)
            return opened.device_name

    def record(self, seconds: float) -> SoundSample:
        """Keeps what is heard from now on for so long, and says what was understood."""
        with self._lock:
            listening = self._listening
        if listening is None:
            raise InvalidInput("The microphone is not open.", "Choose a microphone first.")
        self.silence()
        sound = listening.record(min(seconds, LONGEST_S))
        self._sound = sound
        understood: Transcript | None = None
        with contextlib.suppress(ModelUnavailable):
            understood = self._understand(sound)
        text = understood.text if understood is not None else ""
        return SoundSample(
            text=text,
            language=understood.language if understood is not None and text else "",
            duration_s=len(sound) / MICROPHONE_RATE_HZ,
            peak=float(np.abs(sound).max(initial=0.0)),
            narrow_band=bool(text) and is_narrow_band(sound),
            transcribed=understood is not None,
        )

    def play_back(self, speaker: str) -> None:
        """Plays what was recorded last."""
        if self._sound is None:
            raise InvalidInput("Nothing was recorded yet.", "Say something first.")
        self._play([AudioChunk(samples=self._sound, sample_rate_hz=MICROPHONE_RATE_HZ)], speaker)

    def say(self, text: str, speaker: str) -> None:
        """Speaks a text through a speaker, or plays a few notes while there is no voice."""
        try:
            sound = self._speak(text)
        except ModelUnavailable:
            sound = [_notes()]
        self._play(sound, speaker)

    def silence(self) -> None:
        """Ends what is being played."""
        playing = self._playing
        if playing is not None:
            playing.cancel()

    def close(self) -> None:
        """Closes the microphone and forgets what was recorded."""
        self.silence()
        with self._lock:
            self._stop_listening()
        self._sound = None

    def _stop_listening(self) -> None:
        listening, self._listening = self._listening, None
        if listening is not None:
            listening.close()

    def _play(self, chunks: Sequence[AudioChunk], name: str) -> None:
        self.silence()
        self._playing = cancel = CancelToken()
        speaker = self._audio().open_speaker(name)
        try:
            for chunk in chunks:
                speaker.play(chunk)
            speaker.wait(cancel)
        finally:
            speaker.clear()
            speaker.close()


def _notes() -> AudioChunk:
    """A major chord, a note after the other, each of which fades."""
    t = np.arange(round(NOTE_S * NOTES_RATE_HZ), dtype=np.float32) / NOTES_RATE_HZ
    fade = np.minimum(1.0, t / 0.01) * np.exp(-t * 6)
    notes = [np.sin(2 * np.pi * pitch * t) * fade * NOTES_LOUDNESS for pitch in NOTES_HZ]
    return AudioChunk(samples=np.concatenate(notes).astype(np.float32), sample_rate_hz=NOTES_RATE_HZ)


class _Listening:
    """Reads one microphone on a thread of its own until ``close``, or until it goes: then ``SoundCheckEnded`` says why."""

    def __init__(self, microphone: Microphone, publish: Callable[[Event], None]) -> None:
        self._microphone = microphone
        self._publish = publish
        self._cancel = CancelToken()
        self._changed = threading.Condition()
        self._kept: list[Samples] | None = None
        self._error: UserFacingError | None = None
        self._thread = threading.Thread(target=self._run, name="sound-check", daemon=True)
        self._thread.start()

    def record(self, seconds: float) -> Samples:
        """The next ``seconds``; fewer where it is closed meanwhile. Raises ``DeviceUnavailable`` when the microphone goes."""
        frames = max(1, round(seconds * MICROPHONE_RATE_HZ / FRAME_SAMPLES))
        with self._changed:
            kept: list[Samples] = []
            self._kept = kept
            self._changed.wait_for(lambda: len(kept) >= frames or self._over, seconds + ANSWER_WITHIN_S)
            if self._kept is kept:
                self._kept = None
        if self._error is not None:
            raise self._error
        return np.concatenate([np.zeros(0, dtype=np.float32), *kept[:frames]])

    def close(self) -> None:
        """Returns when the microphone is closed."""
        self._cancel.cancel()
        self._thread.join()

    @property
    def _over(self) -> bool:
        return self._cancel.cancelled or self._error is not None

    def _run(self) -> None:
        loudest = 0.0
        try:
            for number, frame in enumerate(self._microphone.frames(self._cancel), 1):
                loudest = max(loudest, float(np.sqrt(np.mean(np.square(frame, dtype=np.float64)))))
                with self._changed:
                    if self._kept is not None:
                        self._kept.append(frame)
                        self._changed.notify_all()
                if number % LEVEL_EVERY_FRAMES == 0:
                    self._publish(SoundCheckLevel(level=min(1.0, loudest)))
                    loudest = 0.0
        except UserFacingError as error:
            self._error = error
            self._publish(SoundCheckEnded(error=ErrorReport.of(error)))
        finally:
            self._microphone.close()
            with self._changed:
                self._cancel.cancel()
                self._changed.notify_all()
