"""What is said, written down: microphone, utterances and their words. Nothing is asked, stored or answered.

While an utterance lasts its words are told as they are understood so far; at each pause it is understood anew as a whole, and those
words stand. Threads: ``dictation`` reads the microphone; the recogniser's worker gets one partial transcript at a time.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future

import numpy as np

from assistant.cancellation import CancelToken
from assistant.errors import ErrorReport, Interrupted, UserFacingError
from assistant.events import DictationHeard, DictationLevel, DictationReady, DictationStopped, Event
from assistant.speech.base import (
    MICROPHONE_RATE_HZ,
    Microphone,
    Samples,
    SpeechToText,
    Transcript,
    VoiceActivityDetector,
)
from assistant.speech.recognition.heard_language import AUTOMATIC, HeardLanguage
from assistant.speech.recognition.utterances import UtteranceCutter
from assistant.workers import Worker

_log = logging.getLogger(__name__)

LEVEL_EVERY_S = 0.1
PARTIAL_EVERY_S = 0.6
"""So much more must have been said before the words so far are worth another look."""


class Dictation:
    """Runs from its making to ``stop``, or until the microphone goes; ``DictationStopped`` is its last event, exactly once."""

    def __init__(
        self,
        *,
        microphone: Microphone,
        detector: VoiceActivityDetector,
        recogniser: SpeechToText,
        worker: Worker,
        language: str,
        names: str,
        publish: Callable[[Event], None],
    ) -> None:
        """``recogniser`` is used on ``worker`` alone; ``names`` are words to expect."""
        self._microphone = microphone
        self._detector = detector
        self._recogniser = recogniser
        self._worker = worker
        self._language = HeardLanguage(chosen=language)
        self._names = names
        self._publish = publish
        self._cancel = CancelToken()
        self._cutter = UtteranceCutter(detector.frame_samples)
        self._partial: Future[Transcript] | None = None
        self._partial_cancel = CancelToken()
        self._partial_length_s = 0.0
        self._finals: list[Future[Transcript]] = []
        self._thread = threading.Thread(target=self._run, name="dictation", daemon=True)
        self._thread.start()

    @property
    def over(self) -> bool:
        """Whether it has ended."""
        return not self._thread.is_alive()

    def stop(self) -> None:
        """Closes the microphone; returns when what was said has been understood."""
        self._cancel.cancel()
        self._thread.join()

    def _run(self) -> None:
        error: Exception | None = None
        try:
            self._listen()
        except Exception as caught:  # noqa: BLE001 - a bug must still close the microphone and tell the words there are
            error = caught
        self._microphone.close()
        try:
            self._end_utterance(self._cutter.end())
            for final in self._finals:
                final.result()
        except Exception as caught:  # noqa: BLE001 - told below
            error = error or caught
        if error is not None and not isinstance(error, UserFacingError):
            _log.error("dictation failed", exc_info=error)
        self._publish(DictationStopped(error=None if error is None else ErrorReport.of(error)))

    def _listen(self) -> None:
        self._detector.reset()
        self._publish(DictationReady(input_device=self._microphone.device_name))
        level_in_s = 0.0
        for frame in self._microphone.frames(self._cancel):
            level_in_s -= len(frame) / MICROPHONE_RATE_HZ
            if level_in_s <= 0.0:
                level_in_s = LEVEL_EVERY_S
                level = float(np.sqrt(np.mean(np.square(frame, dtype=np.float64))))
                self._publish(DictationLevel(level=min(1.0, level)))
            was_speaking = self._cutter.speaking
            whole = self._cutter.push(frame, self._detector.probability(frame))
            if whole is not None:
                self._end_utterance(whole)
            elif self._cutter.speaking:
                self._partial_length_s = self._partial_length_s if was_speaking else 0.0
                self._understand_partly()

    def _understand_partly(self) -> None:
        idle = self._partial is None or self._partial.done()
        if not idle or self._cutter.length_s < self._partial_length_s + PARTIAL_EVERY_S:
            return
        self._partial_length_s = self._cutter.length_s
        self._partial_cancel = CancelToken()
        self._partial = self._submit(self._cutter.so_far(), self._partial_cancel, final=False)

    def _end_utterance(self, audio: Samples | None) -> None:
        self._partial_cancel.cancel()
        self._partial_length_s = 0.0
        if audio is not None:
            self._finals = [one for one in self._finals if not one.done() or one.exception() is not None]
            self._finals.append(self._submit(audio, CancelToken(), final=True))

    def _submit(self, audio: Samples, cancel: CancelToken, *, final: bool) -> Future[Transcript]:
        duration_s = len(audio) / MICROPHONE_RATE_HZ

        def understand() -> Transcript:
            wanted = self._language.to_listen_for(duration_s)
            found = self._recogniser.transcribe(audio, language=wanted, final=final, prompt=self._names, cancel=cancel)
            if final and wanted == AUTOMATIC and found.text:
                self._language.heard(found.language, found.language_probability, duration_s)
            # Also without words, when it is final: what was shown of it was none.
            if not cancel.cancelled and (found.text or final):
                self._publish(DictationHeard(text=found.text, language=found.language, final=final))
            return found

        def understand_if_wanted() -> Transcript:
            try:
                return understand()
            except Interrupted:
                return Transcript(text="", language="", language_probability=0.0)

        return self._worker.submit(understand_if_wanted)
