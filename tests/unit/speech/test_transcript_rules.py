"""What Whisper says that nobody said."""

from __future__ import annotations

import numpy as np
import pytest

from assistant.speech.recognition.invented_text import has_words, is_invented, is_of_a_crowd
from assistant.speech.recognition.loop_guard import (
    compression_ratio,
    has_repeated_phrase,
    is_loop,
    loud_span_s,
    said_once,
    token_limit,
)

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("no_speech", "log_probability", "invented"),
    [(0.1, -0.3, False), (0.61, -0.3, True), (0.1, -1.01, True), (0.9, -2.0, True), (0.6, -1.0, False)],
)
def test_either_sign_is_enough(no_speech: float, log_probability: float, invented: bool) -> None:
    assert is_invented(no_speech_probability=no_speech, mean_log_probability=log_probability) is invented


@pytest.mark.parametrize(
    ("no_speech", "log_probability", "crowd"),
    [
        (0.32, -0.79, True),
        (0.58, -0.89, True),
        (0.51, -0.8, True),
        # Real speech: hard to understand, or far from the microphone.
        (0.08, -0.77, False),
        (0.29, -0.26, False),
        (0.3, -0.7, False),
        (0.5, -0.6, False),
    ],
)
def test_both_signs_together_may_be_weaker(no_speech: float, log_probability: float, crowd: bool) -> None:
    assert is_of_a_crowd(no_speech_probability=no_speech, mean_log_probability=log_probability) is crowd


@pytest.mark.parametrize(("text", "words"), [("", False), ("...", False), ("♪ ♪", False), ("3", True), ("はい", True)])
def test_words(text: str, words: bool) -> None:
    assert has_words(text) is words


def test_nobody_says_more_than_eight_tokens_a_second() -> None:
    assert token_limit(0.0) == 10
    assert token_limit(2.5) == 30
    tokens = list(range(31))
    assert is_loop(tokens, "some words", 2.5)
    assert not is_loop(tokens[:30], "some words", 2.5)


@pytest.mark.parametrize(
    ("text", "loud_s", "once"),
    [
        ("Stop! Stop! Stop! Stop!", 0.34, "Stop!"),
        ("wait wait", 0.18, "wait"),
        ("Repeat that. Repeat that. Repeat that.", 0.62, "Repeat that."),
        ("What time is it? What time is it?", 0.74, "What time is it?"),
        ("No, no", 0.24, "No"),
        ("No, no, no.", 1.0, "No, no, no."),
        ("Stop, stop.", 0.74, "Stop, stop."),
        ("Wait, wait.", 0.52, "Wait, wait."),
        ("Thank you.", 0.3, "Thank you."),
        ("Good, good morning.", 0.3, "Good, good morning."),
        ("待って、待って。", 0.35, "待って"),
        ("待って、待って。", 0.8, "待って、待って。"),
        ("もも", 0.1, "もも"),
        ("", 0.0, ""),
    ],
)
def test_what_is_repeated_too_fast_was_said_once(text: str, loud_s: float, once: str) -> None:
    assert said_once(text, loud_s) == once


def test_the_loud_part_of_a_clip() -> None:
    audio = np.full(16_000, 0.0003, dtype=np.float32)
    audio[4_000:9_600] = 0.3
    assert loud_span_s(audio) == pytest.approx(0.36, abs=0.03)
    assert loud_span_s(np.zeros(16_000, dtype=np.float32)) == loud_span_s(np.zeros(0, dtype=np.float32)) == 0.0


def test_a_sentence_heard_twice_is_a_loop() -> None:
    assert is_loop([5, 6, 7, 8, 5, 6, 7, 8], "Where do fish live? Where do fish live?", 1.5)
    assert not is_loop([5, 6, 7, 5, 6, 7], "Bye bye. Bye bye.", 1.5)
    assert not is_loop([5, 6, 5, 6], "No, no.", 0.5)
    assert not is_loop([5, 6, 7, 8, 5, 6, 7, 9], "Where do fish live? Where do fish leave?", 1.5)


@pytest.mark.parametrize(
    ("tokens", "repeated"),
    [
        ([], False),
        ([7, 7, 7], False),
        ([7] * 11, False),
        ([7] * 12, True),
        ([1, 2, 3, 4] * 3, True),
        ([9, 9, *([1, 2, 3, 4] * 3), 8], True),
        ([1, 2, 3, 4] * 2, False),
        (list(range(16)) * 3, True),
        (list(range(40)), False),
    ],
)
def test_a_phrase_over_and_over_is_a_loop(tokens: list[int], repeated: bool) -> None:
    assert has_repeated_phrase(tokens) is repeated


def test_text_that_compresses_too_well_is_a_loop() -> None:
    assert compression_ratio("") == 1.0
    assert compression_ratio("The quick brown fox jumps over the lazy dog.") < 1.2
    assert is_loop([1, 2, 3], "and so on " * 20, 20.0)
