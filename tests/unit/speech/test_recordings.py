"""Text of long files: times, progress, the language, and stopping."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from assistant.errors import Interrupted
from assistant.events import Event, TranscriptionProgress
from assistant.speech.audio.wav_file import write_wav
from assistant.speech.base import MICROPHONE_RATE_HZ, AudioChunk
from assistant.speech.recognition.recordings import RecordingTranscriber
from assistant.testing.audio import ScriptedVoiceActivity
from assistant.testing.speech import ScriptedSpeechToText
from assistant.workers import Worker

pytestmark = pytest.mark.unit

# A pause at 40 s of each piece, as frames from 30 s on.
PAUSE_FRAME = 312


@pytest.fixture
def worker() -> Iterator[Worker]:
    made = Worker("recogniser")
    yield made
    made.close()


def _file(folder: Path, seconds: int) -> Path:
    file = folder / "long.wav"
    samples = np.full(seconds * MICROPHONE_RATE_HZ, 0.1, dtype=np.float32)
    write_wav(file, AudioChunk(samples=samples, sample_rate_hz=MICROPHONE_RATE_HZ))
    return file


def _transcriber(
    worker: Worker, recogniser: ScriptedSpeechToText, events: list[Event] | None = None
) -> RecordingTranscriber:
    return RecordingTranscriber(
        recogniser=lambda: recogniser,
        worker=worker,
        detector=lambda: ScriptedVoiceActivity([(0, PAUSE_FRAME), (PAUSE_FRAME + 1, 2_000)]),
        publish=(events if events is not None else []).append,
    )


def test_times_run_on_over_the_pieces_and_progress_is_told(tmp_path: Path, worker: Worker) -> None:
    recogniser = ScriptedSpeechToText(["one", "", "three"])
    events: list[Event] = []
    file = _file(tmp_path, 130)
    found = _transcriber(worker, recogniser, events).transcribe(file, "auto")
    assert found.text == "one three"
    assert found.duration_s == 130.0
    cut_s = 30 + (PAUSE_FRAME + 0.5) * 0.032
    assert [(round(start_s, 3), round(end_s, 3), text) for start_s, end_s, text in found.segments] == [
        (0.0, round(cut_s, 3), "one"),
        (round(2 * cut_s, 3), 130.0, "three"),
    ]
    assert events == [
        TranscriptionProgress(file=file, done_s=cut_s, total_s=130.0),
        TranscriptionProgress(file=file, done_s=2 * cut_s, total_s=130.0),
    ]


def test_the_language_that_was_certain_holds_for_the_rest(tmp_path: Path, worker: Worker) -> None:
    recogniser = ScriptedSpeechToText(["", "はい。", "いいえ。"], language="ja")
    found = _transcriber(worker, recogniser).transcribe(_file(tmp_path, 130), "auto")
    assert [call.language for call in recogniser.calls] == ["auto", "auto", "ja"]
    assert (found.language, found.text) == ("ja", "はい。いいえ。")


def test_a_short_file_is_one_piece_without_progress(tmp_path: Path, worker: Worker) -> None:
    events: list[Event] = []
    found = _transcriber(worker, ScriptedSpeechToText(["hello"]), events).transcribe(_file(tmp_path, 5), "en")
    assert found.segments == ((0.0, 5.0, "hello"),)
    assert events == []


def test_it_can_be_stopped_between_two_pieces(tmp_path: Path, worker: Worker) -> None:
    asked: list[str] = []

    def stopping() -> str:
        asked.append("one")
        transcriber.stop()
        return "one"

    transcriber = _transcriber(worker, ScriptedSpeechToText(stopping))
    with pytest.raises(Interrupted):
        transcriber.transcribe(_file(tmp_path, 130), "en")
    assert asked == ["one"]
    again = _transcriber(worker, ScriptedSpeechToText(["one"])).transcribe(_file(tmp_path, 5), "en")
    assert again.text == "one"


def test_ctrl_c_stops_the_piece_under_way(tmp_path: Path, worker: Worker) -> None:
    recogniser = ScriptedSpeechToText(["one", "two", "three"])
    transcriber = _transcriber(worker, recogniser)
    tokens = []
    hear = transcriber._hear

    def interrupted(piece, language, cancel, step):  # type: ignore[no-untyped-def]
        tokens.append(cancel)
        if len(tokens) == 2:
            raise KeyboardInterrupt
        return hear(piece, language, cancel, step)

    transcriber._hear = interrupted  # type: ignore[method-assign]
    with pytest.raises(KeyboardInterrupt):
        transcriber.transcribe(_file(tmp_path, 130), "en")
    assert tokens[0].cancelled
    assert len(recogniser.calls) == 1
