"""Sizes, speeds and times in words."""

from __future__ import annotations

import pytest

from ui.widgets.amounts import duration_words, size_words, speed_words, time_left_words

pytestmark = pytest.mark.desktop


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (0, "0 kB"),
        (76, "76 B"),
        (812_400, "812 kB"),
        (98_362_432, "98 MB"),
        (1_117_320_768, "1.12 GB"),
        (76_900_000_000, "77 GB"),
    ],
)
def test_sizes(size: int, words: str) -> None:
    assert size_words(size) == words


def test_speeds() -> None:
    assert speed_words(8_240_000) == "8.2 MB/s"
    assert speed_words(640_000) == "640 kB/s"


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (10, "less than a minute left"),
        (60, "about a minute left"),
        (150, "about 2 minutes left"),
        (3_700, "about an hour left"),
        (9_000, "about 2 hours left"),
    ],
)
def test_time_left(seconds: int, words: str) -> None:
    assert time_left_words(seconds * 1_000_000, 1_000_000) == words


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (10, "less than a minute"),
        (60, "about a minute"),
        (150, "about 2 minutes"),
        (3_700, "about an hour"),
        (9_000, "about 2 hours"),
    ],
)
def test_how_long_something_takes(seconds: int, words: str) -> None:
    assert duration_words(seconds) == words


def test_nobody_guesses_without_a_speed() -> None:
    assert time_left_words(5_000_000, 0) == ""
    assert time_left_words(0, 5_000_000) == ""
