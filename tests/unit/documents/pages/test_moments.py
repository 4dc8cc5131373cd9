"""Times of a recording's words: stored and found by character, and as people write them."""

from __future__ import annotations

import pytest

from assistant.documents.base import HeardPiece, Moment
from assistant.documents.pages.moments import decode_moments, encode_moments, time_of
from assistant.documents.reading.clock_words import clock_words
from assistant.documents.reading.recordings import page_of

pytestmark = pytest.mark.unit


def piece(language: str, *phrases: tuple[float, str]) -> HeardPiece:
    return HeardPiece(number=0, start_s=0.0, end_s=60.0, language=language, certain=True, phrases=phrases)


@pytest.mark.parametrize(
    ("at_s", "words"), [(0.0, "0:00"), (59.9, "0:59"), (754.2, "12:34"), (3600.0, "1:00:00"), (3723.0, "1:02:03")]
)
def test_times_as_people_write_them(at_s: float, words: str) -> None:
    assert clock_words(at_s) == words


@pytest.mark.parametrize(
    ("start", "at_s"), [(0, 1.0), (4, 1.0), (5, 7.5), (6, 7.5), (10, 7.5), (99, 7.5)], ids=lambda value: str(value)
)
def test_a_character_was_said_with_its_phrase(start: int, at_s: float) -> None:
    moments = decode_moments(encode_moments((Moment(start=0, end=5, at_s=1.0), Moment(start=6, end=11, at_s=7.4999))))
    assert time_of(moments, start) == at_s


def test_a_page_of_paper_has_no_times() -> None:
    assert encode_moments(()) == b""
    assert time_of(decode_moments(b""), 3) is None


@pytest.mark.parametrize(
    ("language", "text"),
    [("en", "It is late. Good night."), ("ja", "It is late.Good night.")],
)
def test_a_page_holds_the_phrases_with_the_place_of_each(language: str, text: str) -> None:
    page = page_of(piece(language, (1.0, " It is late. "), (4.0, "  "), (9.0, "Good night.")), 3)
    assert (page.number, page.text) == (3, text)
    assert [(text[each.start : each.end], each.at_s) for each in page.moments] == [
        ("It is late.", 1.0),
        ("Good night.", 9.0),
    ]
