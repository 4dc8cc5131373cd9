"""Text of audio files of any length, in the memory of one piece."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from assistant.cancellation import CancelToken, LinkedToken
from assistant.errors import Interrupted
from assistant.events import Event, TranscriptionProgress
from assistant.records import Transcription
from assistant.speech.base import MICROPHONE_RATE_HZ, Samples, SpeechToText, Transcript, VoiceActivityDetector
from assistant.speech.recognition.audio_file import AudioFile
from assistant.speech.recognition.heard_language import AUTOMATIC, CERTAIN, joint
from assistant.speech.recognition.recording_pieces import pieces, speech_probabilities
from assistant.speech.recognition.segment_times import stretches, within_speech
from assistant.workers import Worker


class RecordingTranscriber:
    """Reads and cuts on the caller's thread; the recogniser's worker gets a piece at a time, so that a turn need not wait long."""

    def __init__(
        self,
        *,
        recogniser: Callable[[], SpeechToText],
        worker: Worker,
        detector: Callable[[], VoiceActivityDetector],
        publish: Callable[[Event], None],
    ) -> None:
        """``recogniser`` is called on ``worker`` alone; ``detector`` loads one that nobody else uses."""
        self._recogniser = recogniser
        self._worker = worker
        self._detector = detector
        self._publish = publish
        self._lock = threading.Lock()
        self._running: list[CancelToken] = []

    def transcribe(
        self, file: Path, language: str, stream: BinaryIO | None = None, step: Callable[[], CancelToken] = CancelToken
    ) -> Transcription:
        """See ``VoiceApi.transcribe``. ``stream`` holds the recording where it is no file, and ``file`` is only its name.

        ``step`` is called before each piece and may wait; when its token is cancelled, the piece is heard again after another call.
        """
        cancel = CancelToken()
        with self._lock:
            self._running.append(cancel)
        try:
            return self._transcribe(file, language, cancel, stream, step)
        finally:
            # After Ctrl+C a piece is still being transcribed.
            cancel.cancel()
            with self._lock:
                self._running.remove(cancel)

    def stop(self) -> None:
        """Ends those under way."""
        with self._lock:
            for cancel in self._running:
                cancel.cancel()

    def _transcribe(
        self,
        file: Path,
        language: str,
        cancel: CancelToken,
        stream: BinaryIO | None,
        step: Callable[[], CancelToken],
    ) -> Transcription:
        began_s = time.monotonic()
        segments: list[tuple[float, float, str]] = []
        texts: list[str] = []
        spoken, duration_s = "", 0.0
        detector = self._detector()
        with AudioFile(file, stream) as audio:
            for start_s, piece in pieces(audio.blocks(), detector):
                if start_s:
                    self._publish(TranscriptionProgress(file=file, done_s=start_s, total_s=audio.duration_s))
                found = self._hear(piece, language, cancel, step)
                duration_s = start_s + len(piece) / MICROPHONE_RATE_HZ
                segments += timed_segments(found, piece, start_s, detector)
                if not spoken or (found.text and not texts):
                    spoken = found.language
                if found.text:
                    texts.append(found.text)
                    if language == AUTOMATIC and found.language_probability >= CERTAIN:
                        language = spoken = found.language
        return Transcription(
            file=file,
            language=spoken,
            duration_s=duration_s,
            text=joint(spoken).join(texts),
            segments=tuple(segments),
            took_s=time.monotonic() - began_s,
        )

    def _hear(self, piece: Samples, language: str, cancel: CancelToken, step: Callable[[], CancelToken]) -> Transcript:
        while True:
            cancel.raise_if_cancelled()
            running = LinkedToken(cancel, step())
            try:
                return self._worker.run(self._transcribe_piece, piece, language, running)
            except Interrupted:
                cancel.raise_if_cancelled()

    def _transcribe_piece(self, piece: Samples, language: str, cancel: CancelToken) -> Transcript:
        return self._recogniser().transcribe(piece, language=language, final=True, cancel=cancel)


def timed_segments(
    found: Transcript, piece: Samples, start_s: float, detector: VoiceActivityDetector
) -> list[tuple[float, float, str]]:
    """What was found in a piece of a recording that begins at ``start_s``: ``(start_s, end_s, text)`` where somebody speaks."""
    speech = stretches(speech_probabilities(piece, detector), detector.frame_samples / MICROPHONE_RATE_HZ)
    timed = []
    for part in found.segments:
        begin_s, end_s = within_speech(part.start_s, part.end_s, speech)
        timed.append((start_s + begin_s, start_s + end_s, part.text))
    return timed
