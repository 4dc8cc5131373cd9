"""Hears recordings in the background: a recogniser of its own, on a thread of low priority, that stops while a turn runs.

The one of the spoken conversation would be busy for seconds when the user begins to speak. This one is loaded while there are
recordings to hear, and no longer.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator

from assistant.cancellation import CancelToken, LinkedToken
from assistant.documents.base import HeardPiece
from assistant.errors import Interrupted
from assistant.speech.base import MICROPHONE_RATE_HZ, Samples, SpeechToText, Transcript, VoiceActivityDetector
from assistant.speech.recognition.heard_language import AUTOMATIC, CERTAIN
from assistant.speech.recognition.recording_pieces import pieces
from assistant.speech.recognition.recordings import timed_segments
from assistant.workers import Worker, lower_thread_priority

_NICENESS = 10
_WAIT_STEP_S = 0.2


class BackgroundHearer:
    """A ``RecordingHearer``. ``pause`` while a turn runs, from any thread; calls nest."""

    def __init__(
        self, *, recogniser: Callable[[], SpeechToText], detector: Callable[[], VoiceActivityDetector]
    ) -> None:
        """Both load anew; each may raise ``ModelUnavailable``."""
        self._load = recogniser
        self._detector = detector
        self._recogniser: SpeechToText | None = None
        self._worker = Worker("recordings")
        self._changed = threading.Condition()
        self._pauses = 0
        self._running: CancelToken | None = None

    def model_id(self) -> str:
        """See ``RecordingHearer``."""
        return self._worker.run(self._loaded).model_id

    def hear(
        self, sound: Iterable[Samples], known: Callable[[int], HeardPiece | None], cancel: CancelToken
    ) -> Iterator[HeardPiece]:
        """See ``RecordingHearer``. The language is settled by the first piece that is certain of it."""
        detector = self._detector()
        language = AUTOMATIC
        for number, (start_s, piece) in enumerate(pieces(sound, detector)):
            heard = known(number)
            if heard is None:
                found = self._hear_piece(piece, language, cancel)
                heard = HeardPiece(
                    number=number,
                    start_s=start_s,
                    end_s=start_s + len(piece) / MICROPHONE_RATE_HZ,
                    language=found.language,
                    certain=bool(found.text) and found.language_probability >= CERTAIN,
                    phrases=tuple((begin, text) for begin, _, text in timed_segments(found, piece, start_s, detector)),
                )
            if heard.certain and language == AUTOMATIC:
                language = heard.language
            yield heard

    def release(self) -> None:
        """See ``RecordingHearer``."""
        self._worker.run(self._forget)

    def pause(self) -> None:
        """Stops, in the middle of a piece too; that piece is heard anew after ``resume``."""
        with self._changed:
            self._pauses += 1
            if self._running is not None:
                self._running.cancel()

    def resume(self) -> None:
        """Takes back one ``pause``."""
        with self._changed:
            self._pauses = max(0, self._pauses - 1)
            self._changed.notify_all()

    def close(self) -> None:
        """Waits for the piece under way."""
        self._worker.close()

    def _hear_piece(self, piece: Samples, language: str, cancel: CancelToken) -> Transcript:
        while True:
            running = self._begin(cancel)
            try:
                return self._worker.run(self._transcribe, piece, language, running)
            except Interrupted:
                cancel.raise_if_cancelled()
            finally:
                with self._changed:
                    self._running = None

    def _begin(self, cancel: CancelToken) -> CancelToken:
        """A token for one piece, when no turn runs. Raises ``Interrupted``."""
        while True:
            cancel.raise_if_cancelled()  # not under the lock: it may wait
            with self._changed:
                if self._changed.wait_for(lambda: not self._pauses, _WAIT_STEP_S):
                    self._running = LinkedToken(cancel)
                    return self._running

    def _transcribe(self, piece: Samples, language: str, cancel: CancelToken) -> Transcript:
        return self._loaded().transcribe(piece, language=language, final=True, cancel=cancel)

    def _loaded(self) -> SpeechToText:
        if self._recogniser is None:
            lower_thread_priority(_NICENESS)
            self._recogniser = self._load()
        return self._recogniser

    def _forget(self) -> None:
        self._recogniser = None
