"""What is transcribed, and what gives way to what."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from assistant.cancellation import CancelToken
from assistant.priority_lane import PriorityLane
from assistant.speech.audio.capture import Capture
from assistant.speech.base import Samples, Transcript
from assistant.speech.hearing import Hearing
from assistant.speech.turns.turn_events import CommitTurn, Transcribe, TranscribePartly, WordsHeard
from assistant.testing.audio import TurnedClock
from assistant.testing.speech import ScriptedSpeechToText
from assistant.workers import Worker

pytestmark = pytest.mark.unit

TIMEOUT_S = 30.0
COMMIT = CommitTurn(utterance=1, from_s=0.0, speech_end_s=1.0)


class StubbornSpeechToText(ScriptedSpeechToText):
    """At work until it is cancelled; later it is quick."""

    def __init__(self) -> None:
        super().__init__(["Hello there."])
        self.begun = threading.Event()

    def transcribe(self, audio: Samples, *, cancel: CancelToken | None = None, **wishes: Any) -> Transcript:
        if not self.begun.is_set() and cancel is not None:
            self.begun.set()
            assert cancel._event.wait(TIMEOUT_S)
        return super().transcribe(audio, cancel=cancel, **wishes)


@pytest.fixture
def worker() -> Iterator[Worker]:
    worker = Worker("speech-to-text")
    yield worker
    worker.close()


@pytest.fixture
def partial_worker() -> Iterator[Worker]:
    worker = Worker("partial-words")
    yield worker
    worker.close()


@pytest.fixture
def told() -> list[WordsHeard]:
    return []


@pytest.fixture
def recogniser() -> StubbornSpeechToText:
    return StubbornSpeechToText()


@pytest.fixture
def hearing(recogniser: StubbornSpeechToText, worker: Worker, partial_worker: Worker, told: list[Any]) -> Hearing:
    capture = Capture(TurnedClock())
    capture.append(np.zeros(32_000, dtype=np.float32))
    return Hearing(
        recogniser=recogniser,
        recogniser_worker=worker,
        partial_worker=partial_worker,
        lane=PriorityLane(),
        scorer=None,
        scorer_worker=worker,
        capture=capture,
        language="en",
        tell=told.append,
        show=lambda text: None,
        foresee=lambda words: None,
        is_own_voice=lambda text: False,
        cancel=CancelToken(),
    )


def whole(to_s: float) -> Transcribe:
    return Transcribe(utterance=1, from_s=0.0, to_s=to_s, speech_ended=True)


def test_a_transcript_of_speech_that_went_on_gives_way(
    hearing: Hearing, recogniser: StubbornSpeechToText, worker: Worker, told: list[WordsHeard]
) -> None:
    hearing.transcribe(whole(0.5))
    assert recogniser.begun.wait(TIMEOUT_S)
    hearing.stop_early_transcript()
    hearing.transcribe(whole(1.0))
    worker.run(lambda: None)
    assert [(words.to_s, words.text) for words in told] == [(0.5, ""), (1.0, "Hello there.")]
    assert hearing.final_transcript(COMMIT).result().text == "Hello there."
    assert len(recogniser.calls) == 1


def test_the_transcript_does_not_wait_for_words_shown_on_the_way(
    hearing: Hearing, worker: Worker, partial_worker: Worker, told: list[WordsHeard]
) -> None:
    go_on = threading.Event()
    partial_worker.post(go_on.wait, TIMEOUT_S)  # it cannot be stopped within a step
    hearing.transcribe_partly(TranscribePartly(utterance=1, from_s=0.0, to_s=0.9))
    hearing.transcribe(whole(1.0))
    hearing.stop_early_transcript()
    worker.run(lambda: None)
    assert [words.to_s for words in told] == [1.0]
    go_on.set()


def test_words_shown_on_the_way_give_way_to_the_transcript(
    hearing: Hearing, recogniser: StubbornSpeechToText, worker: Worker, told: list[WordsHeard]
) -> None:
    hearing.transcribe_partly(TranscribePartly(utterance=1, from_s=0.0, to_s=0.9))
    assert recogniser.begun.wait(TIMEOUT_S)
    hearing.transcribe(whole(1.0))
    worker.run(lambda: None)
    assert [words.text for words in told] == ["Hello there."]
