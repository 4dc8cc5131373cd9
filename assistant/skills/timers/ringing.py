"""The sound of timers and alarms: two soft notes, again and again until it is ended."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

import numpy as np

from assistant.cancellation import CancelToken
from assistant.errors import UserFacingError
from assistant.speech.base import AudioChunk, Speaker

RATE_HZ = 24_000
NOTES_HZ = (880.0, 1174.66)
NOTE_S = 0.35
PAUSE_S = 0.9
LOUDNESS = 0.4

_log = logging.getLogger(__name__)


def chime() -> AudioChunk:
    """One ring: a fifth that fades, and a pause."""
    t = np.arange(int(NOTE_S * RATE_HZ), dtype=np.float32) / RATE_HZ
    fade = np.minimum(1.0, t / 0.01) * np.exp(-t * 6)
    notes = [np.sin(2 * np.pi * pitch * t) * fade * LOUDNESS for pitch in NOTES_HZ]
    pause = np.zeros(int(PAUSE_S * RATE_HZ), dtype=np.float32)
    return AudioChunk(samples=np.concatenate([*notes, pause]).astype(np.float32), sample_rate_hz=RATE_HZ)


class Ringer:
    """Rings on a thread of its own. Without a speaker the window still shows it."""

    def __init__(self, open_speaker: Callable[[], Speaker]) -> None:
        self._open_speaker = open_speaker
        self._cancel: CancelToken | None = None
        self._thread: threading.Thread | None = None

    def ring(self, on: bool) -> None:
        """Begins or ends; returns at once when it begins, and when it is silent when it ends."""
        if self._cancel is not None:
            self._cancel.cancel()
            self._cancel = None
        if self._thread is not None:
            self._thread.join()
            self._thread = None
        if on:
            self._cancel = CancelToken()
            self._thread = threading.Thread(target=self._sound, args=(self._cancel,), name="ringing", daemon=True)
            self._thread.start()

    def _sound(self, cancel: CancelToken) -> None:
        try:
            speaker = self._open_speaker()
        except UserFacingError as error:
            _log.info("a timer rings without sound: %s", error.kind)
            return
        try:
            while not cancel.cancelled:
                speaker.play(chime())
                speaker.wait(cancel)
        except UserFacingError as error:
            _log.info("the sound of a timer ended: %s", error.kind)
        finally:
            speaker.clear()
            speaker.close()
