"""Whisper that is left while it writes, scripted."""

from __future__ import annotations

import threading
from typing import Any

import pytest

from assistant.cancellation import CancelToken
from assistant.errors import Interrupted
from assistant.speech.recognition.cancellable_whisper import CancellableWhisper

pytestmark = pytest.mark.unit


class Writing:
    """Words that come when ``finished`` is set."""

    def __init__(self, finished: threading.Event) -> None:
        self._finished = finished

    def done(self) -> bool:
        return self._finished.is_set()

    def result(self) -> str:
        return "words"


class Model:
    is_multilingual = True

    def __init__(self) -> None:
        self.finished = threading.Event()
        self.asked = threading.Event()
        self.encoded = 0

    def encode(self, features: object) -> object:
        self.encoded += 1
        return features

    def generate(self, *arguments: object, asynchronous: bool = False, **options: object) -> list[Any]:
        del arguments, options
        self.asked.set()
        return [Writing(self.finished)] if asynchronous else ["words at once"]


def test_without_a_token_it_is_the_model() -> None:
    whisper = CancellableWhisper(Model())
    assert whisper.is_multilingual
    assert whisper.encode("features") == "features"
    assert whisper.generate("encoded", []) == ["words at once"]


def test_words_that_come_are_given() -> None:
    model = Model()
    whisper = CancellableWhisper(model)
    model.finished.set()
    with whisper.until(CancelToken()):
        assert whisper.generate("encoded", []) == ["words"]
    assert whisper.generate("encoded", []) == ["words at once"]


def test_nothing_begins_once_it_is_cancelled() -> None:
    model, cancel = Model(), CancelToken()
    whisper = CancellableWhisper(model)
    cancel.cancel()
    with whisper.until(cancel):
        with pytest.raises(Interrupted):
            whisper.encode("features")
        with pytest.raises(Interrupted):
            whisper.generate("encoded", [])
    assert model.encoded == 0
    assert not model.asked.is_set()


def test_one_thread_leaves_and_another_goes_on() -> None:
    model, cancel = Model(), CancelToken()
    whisper = CancellableWhisper(model)
    left = threading.Event()

    def leave() -> None:
        with whisper.until(cancel), pytest.raises(Interrupted):
            whisper.generate("encoded", [])
        left.set()

    thread = threading.Thread(target=leave)
    thread.start()
    assert model.asked.wait(10.0)
    assert whisper.generate("encoded", []) == ["words at once"]
    cancel.cancel()
    assert left.wait(10.0)
    assert not model.finished.is_set()
    assert whisper.encode("features") == "features"
    thread.join()
